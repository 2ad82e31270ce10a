//! Looking for a report. What was typed is about a person, so it travels in the body of a form; the page that answers has
//! it in its address sealed with the session's own key. So Back, reload and a second window work, and history, logs and
//! whoever looks at the address bar hold nothing that can be read; with the session the seal ends.

use super::desk_page;
use super::officer::Officer;
use super::queue::line;
use crate::secret::SessionKey;
use crate::state::State;
use crate::store::audit::Outcome;
use crate::store::reports;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::guard::ended;
use crate::web::respond::{page, see};
use app::page::Body;
use app::page::staff::search::Search;
use axum::extract::{self, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::search::Wanted;
use serde::Deserialize;

/// Reports that are shown. Who has more should say more.
const MOST: u64 = 50;
/// The longest text that is looked for, in characters.
const LONGEST: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    q: String,
}

pub async fn ask(
    extract::State(state): extract::State<State>,
    officer: Officer,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["q"])?;
    let text: String = fields.get("q").trim().chars().take(LONGEST).collect();
    let key = Cookie::Session.read::<SessionKey>(&headers, &state.settings);
    let sealed = key.and_then(|key| key.seal(&text));
    match sealed.filter(|_| !text.is_empty()) {
        Some(sealed) => Ok(see(&format!("/staff/search?q={sealed}"))),
        None => {
            let page = drawn(&state, &officer, None, true).await?;
            Ok(ended(page, Outcome::Failed))
        }
    }
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    headers: HeaderMap,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let key = Cookie::Session.read::<SessionKey>(&headers, &state.settings);
    let text = key.and_then(|key| key.open(&view.q));
    drawn(&state, &officer, text, false).await
}

async fn drawn(
    state: &State,
    officer: &Officer,
    text: Option<String>,
    missing: bool,
) -> Result<Response, WebError> {
    let now = state.clock.now();
    let found = match &text {
        Some(text) => {
            let wanted = Wanted::read(text);
            let rows = if wanted.is_empty() {
                Vec::new()
            } else {
                reports::find(state.store.reader(), &wanted, MOST).await?
            };
            Some(rows.into_iter().map(|row| line(state, row, now)).collect())
        }
        None => None,
    };
    let body = Body::Search(Search {
        text: text.unwrap_or_default(),
        found,
        most: MOST,
        missing,
    });
    Ok(page(desk_page(state, Some(officer), "Search", missing, body)).await)
}
