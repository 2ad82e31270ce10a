//! What can go wrong with a request, and the page that says so. Never a trace of what was typed.

use super::respond::page;
use crate::state::State;
use crate::store::StoreError;
use app::page::notice::Notice;
use app::page::{Body, Chrome, Page};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

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
        // The page is drawn by `error_pages`, which knows the department.
        self.status().into_response()
    }
}

/// Marks an answer for a script: its status and its sentence go out as they are, not as a page.
#[derive(Debug, Clone, Copy)]
pub struct AsIs;

/// Turns every bare error (ours, the router's, a layer's) into a page with the telephone numbers.
pub async fn error_pages(
    state: axum::extract::State<State>,
    request: Request,
    next: Next,
) -> Response {
    let desk = request.uri().path().starts_with("/staff");
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
    let mut drawn = page(notice(&state, status, desk)).await;
    *drawn.status_mut() = status;
    keep(&parts.headers, drawn.headers_mut(), header::ALLOW);
    drawn
}

fn keep(from: &HeaderMap, into: &mut HeaderMap, name: header::HeaderName) {
    if let Some(value) = from.get(&name) {
        into.insert(name, value.clone());
    }
}

fn notice(state: &State, status: StatusCode, desk: bool) -> Page {
    let (title, lines): (&str, &[&str]) = match status {
        StatusCode::NOT_FOUND => (
            "We cannot find this page",
            &["The address may be mistyped or old."],
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "That was too much at once",
            &[
                "What you sent is larger than this page can take. Please go back and shorten it. Earlier pages are saved.",
            ],
        ),
        StatusCode::FORBIDDEN => (
            "We could not accept this",
            &["The page was sent from another site, or it is not for you. Nothing was changed."],
        ),
        StatusCode::BAD_REQUEST
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::METHOD_NOT_ALLOWED => (
            "We could not read this",
            &[
                "What was sent does not fit this page. Nothing was changed. Please go back and try again.",
            ],
        ),
        StatusCode::TOO_MANY_REQUESTS => {
            ("Too many tries", &["Please wait 15 minutes, or call us."])
        }
        StatusCode::REQUEST_TIMEOUT => (
            "That took too long",
            &["Please try again. What you saved on earlier pages is still there."],
        ),
        _ => (
            "The service is not available right now",
            &[
                "We are sorry. Please try again in a few minutes. What you saved on earlier pages is still there.",
            ],
        ),
    };
    Page {
        site: Arc::clone(&state.site),
        title: title.to_owned(),
        error: false,
        chrome: if desk {
            Chrome::Desk { staff: None }
        } else {
            Chrome::Resident { chapter: None }
        },
        body: Body::Notice(Notice {
            title: title.to_owned(),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            link: Some(if desk {
                ("/staff".to_owned(), "To the queue".to_owned())
            } else {
                ("/".to_owned(), "To the first page".to_owned())
            }),
        }),
    }
}
