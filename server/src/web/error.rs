//! What can go wrong with a request, and the page that says so. Never a trace of what was typed.

use super::api::{self, problem};
use super::language::Resident;
use super::respond::{page, see};
use crate::state::State;
use crate::store::StoreError;
use app::page::notice::Notice;
use app::page::{Body, Chrome, Page};
use app::words::Words;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Why a request is not answered with what it asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebError {
    #[error("not found")]
    NotFound,
    #[error("a field that the page does not have")]
    UnknownField,
    #[error("not a form")]
    NotAForm,
    #[error("a malformed form")]
    Malformed,
    #[error("too large")]
    TooLarge,
    #[error("not for this role")]
    NotForThisRole,
    #[error("the draft was sent or deleted meanwhile")]
    DraftOver,
    #[error("the store is not available")]
    Unavailable,
}

impl WebError {
    const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::UnknownField | Self::Malformed => StatusCode::BAD_REQUEST,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotForThisRole => StatusCode::FORBIDDEN,
            Self::DraftOver => StatusCode::SEE_OTHER,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "store");
        Self::Unavailable
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        match self {
            // What became of it: its confirmation, or the first page.
            Self::DraftOver => see("/report/continue"),
            // The page is drawn by `error_pages`, which knows the department.
            _ => self.status().into_response(),
        }
    }
}

/// Marks an answer for a script: its status and its sentence go out as they are, not as a page.
#[derive(Debug, Clone, Copy)]
pub struct AsIs;

/// Turns every bare error (ours, the router's, a layer's) into a page with the telephone numbers; for machines, into a
/// problem.
pub async fn error_pages(
    state: axum::extract::State<State>,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path().starts_with(api::UNDER) {
        return problem::instead(next.run(request).await);
    }
    let desk = request.uri().path().starts_with("/staff");
    let resident = Resident::instead(&state, request.headers(), request.method(), request.uri());
    let response = next.run(request).await;
    let status = response.status();
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| {
            kind.to_str().is_ok_and(|kind| {
                kind.starts_with("text/html") || kind.starts_with("application/json")
            })
        });
    let as_is = is_page || response.extensions().get::<AsIs>().is_some();
    if !(status.is_client_error() || status.is_server_error()) || as_is {
        return response;
    }
    let (parts, _) = response.into_parts();
    let drawn = if desk {
        desk_page(&state, status)
    } else {
        resident_page(&resident, status)
    };
    let mut drawn = page(drawn).await;
    *drawn.status_mut() = status;
    keep(&parts.headers, drawn.headers_mut(), header::ALLOW);
    drawn
}

fn keep(from: &HeaderMap, into: &mut HeaderMap, name: header::HeaderName) {
    if let Some(value) = from.get(&name) {
        into.insert(name, value.clone());
    }
}

/// The words of a status: `page.error.<name>`.
const fn name(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::FORBIDDEN => "refused",
        StatusCode::BAD_REQUEST
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::METHOD_NOT_ALLOWED => "unreadable",
        StatusCode::TOO_MANY_REQUESTS => "too_many",
        StatusCode::REQUEST_TIMEOUT => "too_slow",
        _ => "unavailable",
    }
}

fn notice(words: &Words, status: StatusCode, link: (String, String)) -> Notice {
    let name = name(status);
    Notice {
        title: words.t(&format!("page.error.{name}.title")),
        lines: vec![words.t(&format!("page.error.{name}.line"))],
        link: Some(link),
    }
}

fn resident_page(resident: &Resident, status: StatusCode) -> Page {
    let words = resident.words();
    let link = ("/".to_owned(), words.t("page.notice.first_page"));
    let notice = notice(words, status, link);
    resident.page(
        notice.title.clone(),
        false,
        Chrome::Resident { chapter: None },
        Body::Notice(notice),
    )
}

fn desk_page(state: &State, status: StatusCode) -> Page {
    let link = ("/staff/account".to_owned(), "To the desk".to_owned());
    let notice = notice(&state.site().words, status, link);
    Page {
        site: state.site(),
        title: notice.title.clone(),
        error: false,
        chrome: Chrome::Desk { staff: None },
        body: Body::Notice(notice),
        at: None,
        exit: false,
    }
}
