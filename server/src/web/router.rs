//! Every route of the product.

use super::form::MAX_BODY;
use super::resident::{
    check, evidence, exit, group, later, officer, sent, start, status, step, stopped, upload,
    verify,
};
use super::staff::{
    callbacks, decide, deliveries, files as staff_files, queue, report, sign_in, statistics,
};
use super::{error, language, security};
use crate::state::State;
use app::page::verify::KEY_ADDRESS;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, patch, post};
use axum::{Router, extract};
use domain::field::Choice;
use domain::incident::Kind;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::services::ServeDir;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// Longer than any page takes; a client that sends its form slower than this is cut off.
const TIMEOUT: Duration = Duration::from_secs(30);

/// As [`TIMEOUT`], for a copy that is sent to be checked: 5 MB at 350 kbit a second.
const CHECK_TIMEOUT: Duration = Duration::from_secs(120);

/// The whole service. `site_root` is the folder of the built files (`pkg/`, the favicon).
pub fn router(state: State, site_root: &std::path::Path) -> Router {
    // Leptos draws on the runtime that is already there. An error says that it was told before.
    let _ = any_spawner::Executor::init_tokio();
    let policy = security::Policy::new(&state.settings);
    let landings = Kind::ALL.iter().fold(Router::new(), |router, kind| {
        router.route(
            &format!("/report/{}", kind.slug()),
            get(move |state, resident, headers| start::landing(*kind, state, resident, headers)),
        )
    });
    let resident = landings
        .route("/", get(start::show))
        .route("/banner.svg", get(start::banner))
        .route("/exit", post(exit::leave))
        .route("/report/start", post(start::begin))
        .route("/report/continue", get(start::resume))
        .route("/report/save", get(later::show).post(later::mail))
        .route("/report/delete", post(later::delete))
        .route("/report/resume", get(later::ask).post(later::resume))
        .route("/report/stopped", get(stopped::show))
        .route("/report/evidence", get(evidence::show))
        .route("/report/evidence/uploads", post(upload::create))
        .route("/report/evidence/uploads/{id}", get(upload::offset))
        .route("/report/evidence/{id}/remove", post(evidence::remove))
        .route("/report/check", get(check::show).post(check::send))
        .route("/report/sent", get(sent::show))
        .route("/report/{step}", get(step::show).post(step::save))
        .route("/report/{step}/{entry}", get(group::show).post(group::save))
        .route("/report/{step}/{entry}/remove", post(group::remove))
        .route("/officer", get(officer::show).post(officer::send))
        .route("/officer/sent", get(officer::sent))
        .route("/status", get(status::form).post(status::show))
        .route("/status/reply", post(status::reply))
        .route("/status/copy", post(status::copy))
        .route("/status/follow-up", post(status::decline))
        .route("/status/withdraw", post(status::withdraw))
        .route("/verify", get(verify::show))
        .route(KEY_ADDRESS, get(verify::key))
        .route("/language", post(language::choose));
    let staff = Router::new()
        .route("/staff/sign-in", get(sign_in::form).post(sign_in::enter))
        .route("/staff/sign-out", post(sign_in::leave))
        .route("/staff", get(queue::show))
        .route("/staff/reports/{tracking}", get(report::show))
        .route("/staff/reports/{tracking}/start", post(decide::start))
        .route("/staff/reports/{tracking}/approve", post(decide::approve))
        .route("/staff/reports/{tracking}/ask", post(decide::ask))
        .route("/staff/reports/{tracking}/officer", post(decide::officer))
        .route(
            "/staff/reports/{tracking}/duplicate",
            post(decide::duplicate),
        )
        .route(
            "/staff/reports/{tracking}/read",
            post(decide::read_supplements),
        )
        .route("/staff/callbacks", get(callbacks::show))
        .route("/staff/callbacks/{id}/close", post(callbacks::close))
        .route("/staff/deliveries", get(deliveries::show))
        .route("/staff/statistics", get(statistics::show))
        .route("/staff/statistics.csv", get(statistics::csv))
        .route("/staff/deliveries/{id}/again", post(deliveries::again));
    // Files come with their compressed twins from the build; pages are compressed as they are sent.
    let files = ServeDir::new(site_root)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let pages = Router::new()
        .merge(resident)
        .merge(staff)
        .route("/healthz", get(health))
        .route("/map.svg", get(map))
        .layer(
            CompressionLayer::new()
                // The lowest: a page gains 15 % in bytes and costs half the time of the default, 4.
                .quality(CompressionLevel::Precise(1))
                .compress_when(
                    DefaultPredicate::new().and(NotForContentType::new("application/wasm")),
                ),
        );
    // What is compressed already, and is sent as it is unsealed.
    let sent = Router::new()
        .route("/report/evidence/{id}/preview", get(evidence::preview))
        .route("/staff/files/{id}", get(staff_files::original))
        .route("/staff/files/{id}/preview", get(staff_files::preview));
    let pages = pages
        .merge(sent)
        .fallback_service(files)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            TIMEOUT,
        ));
    // Files may be large and lines slow: what is limited here is the size of a file and the pause between two pieces
    // of it (`evidence::receive`), not the size or the time of the whole.
    let uploads = Router::new()
        .route("/report/evidence", post(evidence::post))
        .route("/report/evidence/uploads/{id}", patch(upload::append))
        .layer(DefaultBodyLimit::disable());
    let checked = Router::new()
        .route("/verify/file", post(verify::file))
        .layer(DefaultBodyLimit::max(verify::MAX_BODY))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            CHECK_TIMEOUT,
        ));
    pages
        .merge(uploads)
        .merge(checked)
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.clone(), error::error_pages))
        .layer(from_fn(move |request, next| {
            security::headers(policy.clone(), request, next)
        }))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .with_state(state)
}

/// Method and path only: addresses hold no personal data, and neither headers nor bodies are logged. A
/// tracking number in a staff address names a report and opens nothing.
fn span(request: &Request) -> tracing::Span {
    tracing::info_span!("request", method = %request.method(), path = request.uri().path())
}

/// Ready to serve: the store answers.
async fn health(extract::State(state): extract::State<State>) -> impl IntoResponse {
    match state.store.ping().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer"),
    }
}

async fn map(extract::State(state): extract::State<State>) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "image/svg+xml")],
        state.site.map_svg.to_string(),
    )
}
