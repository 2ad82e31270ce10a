//! The service: the table of routes, and what surrounds it.

use super::form::MAX_BODY;
use super::resident::verify;
use super::routes::{Sent, routes};
use super::{api, error, security};
use crate::state::State;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::{Router, extract};
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
    let [
        mut drawn,
        mut files_sent,
        mut uploads,
        mut checked,
        mut machines,
    ] = std::array::from_fn(|_| Router::new());
    for route in routes() {
        let path = route.path.clone();
        let kind = match route.sent {
            Sent::Page => &mut drawn,
            Sent::File => &mut files_sent,
            Sent::Upload => &mut uploads,
            Sent::Check => &mut checked,
            Sent::Machine => &mut machines,
        };
        *kind = std::mem::take(kind).route(&path, route.guarded(&state));
    }
    // Files come with their compressed twins from the build; pages are compressed as they are sent.
    let files = ServeDir::new(site_root)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let pages = drawn
        .layer(
            CompressionLayer::new()
                // The lowest: a page gains 15 % in bytes and costs half the time of the default, 4.
                .quality(CompressionLevel::Precise(1))
                .compress_when(
                    DefaultPredicate::new().and(NotForContentType::new("application/wasm")),
                ),
        )
        .merge(files_sent)
        .fallback_service(files)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            TIMEOUT,
        ));
    let uploads = uploads.layer(DefaultBodyLimit::disable());
    let checked = checked
        .layer(DefaultBodyLimit::max(verify::MAX_BODY))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            CHECK_TIMEOUT,
        ));
    let machines =
        machines
            .layer(DefaultBodyLimit::max(api::MAX_BODY))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::REQUEST_TIMEOUT,
                TIMEOUT,
            ));
    pages
        .merge(uploads)
        .merge(checked)
        .layer(CsrfLayer::new())
        // No cookie opens anything of these.
        .merge(machines)
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
pub async fn health(extract::State(state): extract::State<State>) -> impl IntoResponse {
    match state.store.ping().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer"),
    }
}

pub async fn map(extract::State(state): extract::State<State>) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "image/svg+xml")],
        state.site().map_svg.to_string(),
    )
}
