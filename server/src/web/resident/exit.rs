//! "Exit this page": leaves for a harmless site at once, and the browser forgets the report. Whoever looks over
//! a shoulder, or presses "back", finds the first page. The report itself stays; its code leads back to it.

use crate::state::State;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::see;
use axum::extract;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

pub async fn leave(
    extract::State(state): extract::State<State>,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let mut response = see(&state.settings.exit_url);
    Cookie::Draft.clear(&mut response, &state.settings);
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\""),
    );
    Ok(response)
}
