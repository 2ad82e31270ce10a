//! Turning a page into a response.

use app::page::{Page, document};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Draws the page, whole: nothing is sent before it is known to be right, so that the status, a cookie or a
/// redirect is never too late.
pub async fn page(page: Page) -> Response {
    let lang = page.site.words.lang();
    let chosen = page.at.is_some();
    let draw = leptos_axum::render_app_async(move || document(page.clone()));
    let response = draw(Request::new(Body::empty())).await;
    let (mut parts, body) = response.into_parts();
    // A page is bounded by what one person can file; 4 MB is forty times the largest.
    match axum::body::to_bytes(body, 4_000_000).await {
        Ok(bytes) => {
            parts.headers.remove(header::TRANSFER_ENCODING);
            parts.headers.insert(
                header::CONTENT_LANGUAGE,
                HeaderValue::from_static(lang.tag()),
            );
            if chosen {
                // Whoever caches it all the same must not hand it to someone who reads another language.
                parts.headers.append(
                    header::VARY,
                    HeaderValue::from_static("accept-language, cookie"),
                );
            }
            Response::from_parts(parts, Body::from(without_resources(bytes)))
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Leptos writes the resources of a page behind it, as scripts inside the HTML. Our pages have none, and the
/// content security policy allows no such script.
fn without_resources(page: Bytes) -> Bytes {
    const END: &[u8] = b"</html>";
    match page.windows(END.len()).rposition(|window| window == END) {
        Some(at) => page.slice(..at + END.len()),
        None => page,
    }
}

/// A 303: the answer to a form is always another page.
#[must_use]
pub fn see(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response()
}
