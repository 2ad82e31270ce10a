//! What goes wrong, as `application/problem+json` (RFC 9457). Nothing that was sent is repeated.

use crate::store::StoreError;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::Scope;
use domain::field::Choice;
use domain::number::RmsNumber;
use serde_json::json;

/// The media type of a problem.
pub const PROBLEM: &str = "application/problem+json";

/// Seconds after which wrong keys are forgotten (`web::limiter`).
const WAIT: HeaderValue = HeaderValue::from_static("900");

/// Why a request is not answered with what it asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No key, an unknown one, or one that was revoked: which of these is told to nobody.
    NoKey,
    NotInScope(Scope),
    TooManyWrongKeys,
    BadQuery,
    /// The cursor is one that was never given.
    CursorAhead,
    NotJson,
    BadBody,
    BadNumber,
    NoSuchReport,
    OtherNumber(RmsNumber),
    Unavailable,
    /// Something of the router's or of a layer's.
    Other(StatusCode),
}

impl Problem {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NoKey => StatusCode::UNAUTHORIZED,
            Self::NotInScope(_) => StatusCode::FORBIDDEN,
            Self::TooManyWrongKeys => StatusCode::TOO_MANY_REQUESTS,
            Self::BadQuery | Self::CursorAhead | Self::BadBody => StatusCode::BAD_REQUEST,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BadNumber => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoSuchReport => StatusCode::NOT_FOUND,
            Self::OtherNumber(_) => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Other(status) => *status,
        }
    }

    /// For programs. A code keeps its meaning.
    const fn code(&self) -> &'static str {
        match self {
            Self::NoKey => "no_key",
            Self::NotInScope(_) => "not_in_scope",
            Self::TooManyWrongKeys => "too_many_wrong_keys",
            Self::BadQuery => "bad_query",
            Self::CursorAhead => "cursor_ahead",
            Self::NotJson => "not_json",
            Self::BadBody => "bad_body",
            Self::BadNumber => "bad_number",
            Self::NoSuchReport => "no_such_report",
            Self::OtherNumber(_) => "other_number",
            Self::Unavailable => "unavailable",
            Self::Other(_) => "other",
        }
    }

    /// For people.
    fn detail(&self) -> String {
        let words = match self {
            Self::NoKey => "Send a key that is in force: Authorization: Bearer rms_…",
            Self::NotInScope(scope) => {
                return format!("The key has not the scope {}.", scope.code());
            }
            Self::TooManyWrongKeys => "Too many wrong keys from this address. Wait 15 minutes.",
            Self::BadQuery => {
                "since is a whole number from 0, limit one from 1 to 500; nothing else can be asked."
            }
            Self::CursorAhead => {
                "This service never gave this cursor. If its database was restored from a backup, begin again with 0: a document that you have already has the same key."
            }
            Self::NotJson => "The body must be application/json.",
            Self::BadBody => "The body must be {\"rms_number\": \"…\"} and no more.",
            Self::BadNumber => {
                "A number has 1 to 40 letters and digits; between them also - . / and _."
            }
            Self::NoSuchReport => "No report with this id was handed over.",
            Self::OtherNumber(_) => {
                "The report was acknowledged with another number, given here as rms_number. That one stays."
            }
            Self::Unavailable => "The service cannot answer now. Try again in a minute.",
            Self::Other(_) => "See /api/openapi.json for what can be asked.",
        };
        words.to_owned()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "store");
        Self::Unavailable
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut body = json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "code": self.code(),
            "detail": self.detail(),
        });
        if let Self::OtherNumber(number) = &self {
            body["rms_number"] = json!(number);
        }
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
        let mut response = (status, [kind], body.to_string()).into_response();
        if let Some((name, value)) = self.header() {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

impl Problem {
    /// What the status asks for (RFC 6750 §3, RFC 6585 §4).
    fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::NoKey => Some((
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"records\""),
            )),
            Self::NotInScope(_) => Some((
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"records\", error=\"insufficient_scope\""),
            )),
            Self::TooManyWrongKeys => Some((header::RETRY_AFTER, WAIT)),
            Self::Unavailable => Some((header::RETRY_AFTER, HeaderValue::from_static("60"))),
            _ => None,
        }
    }
}

/// An error of the router's or of a layer's becomes a problem; ours are problems already.
pub fn instead(response: Response) -> Response {
    let status = response.status();
    let is_problem = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes() == PROBLEM.as_bytes());
    if !(status.is_client_error() || status.is_server_error()) || is_problem {
        return response;
    }
    let (parts, _) = response.into_parts();
    let mut drawn = Problem::Other(status).into_response();
    if let Some(allow) = parts.headers.get(header::ALLOW) {
        drawn.headers_mut().insert(header::ALLOW, allow.clone());
    }
    drawn
}
