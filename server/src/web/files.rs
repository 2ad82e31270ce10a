//! Files that filers sent, as they leave: a preview to look at, an original to save.

use crate::evidence::objects::ObjectsError;
use crate::evidence::read::{Chunks, ReadError};
use crate::evidence::seal::Part;
use crate::state::State;
use crate::store::evidence::{EvidenceRow, Whole};
use crate::web::error::WebError;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use domain::evidence::saved_name;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Nothing in a file may run, load or send anything, whatever a browser takes it for.
const SANDBOX: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
);
/// What stands as it is in the extended form of a file name (RFC 8187 §3.2.1).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The preview, to be shown in a page.
pub async fn preview_of(state: &State, file: &EvidenceRow) -> Result<Response, WebError> {
    let body = body(state, file, Part::Preview).await?;
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    Ok(response)
}

/// The original, to be saved and never to be shown.
pub async fn original_of(
    state: &State,
    file: &EvidenceRow,
    whole: &Whole,
) -> Result<Response, WebError> {
    let body = body(state, file, Part::Original).await?;
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(whole.kind.media_type()),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.size));
    headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    headers.insert(
        header::CONTENT_DISPOSITION,
        disposition(&saved_name(&file.name, whole.kind)),
    );
    Ok(response)
}

async fn body(state: &State, file: &EvidenceRow, part: Part) -> Result<Body, WebError> {
    match Chunks::open(&state.store, &state.evidence, file, part).await {
        Ok(chunks) => Ok(Body::from_stream(chunks.into_stream())),
        Err(ReadError::Objects(ObjectsError::Missing)) => Err(WebError::NotFound),
        Err(error) => {
            tracing::error!(file = %file.id, %error, "files: a file cannot be read");
            Err(WebError::Unavailable)
        }
    }
}

/// `attachment`, with the name twice: in ASCII for old programs, and whole (RFC 6266 §4.3).
fn disposition(name: &str) -> HeaderValue {
    let ascii: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let whole = utf8_percent_encode(name, PLAIN);
    HeaderValue::from_str(&format!(
        "attachment; filename=\"{ascii}\"; filename*=UTF-8''{whole}"
    ))
    .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        for (name, header) in [
            (
                "door.jpg",
                "attachment; filename=\"door.jpg\"; filename*=UTF-8''door.jpg",
            ),
            (
                "a\"b\\c%.jpg",
                "attachment; filename=\"a_b_c_.jpg\"; filename*=UTF-8''a%22b%5Cc%25.jpg",
            ),
            (
                "Füße 1.jpg",
                "attachment; filename=\"F__e 1.jpg\"; filename*=UTF-8''F%C3%BC%C3%9Fe%201.jpg",
            ),
            (
                "a\r\nX: 1",
                "attachment; filename=\"a__X: 1\"; filename*=UTF-8''a%0D%0AX%3A%201",
            ),
        ] {
            assert_eq!(disposition(name), header, "{name}");
        }
    }
}
