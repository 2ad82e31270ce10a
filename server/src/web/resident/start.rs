//! The first page, and beginning a report.

use super::draft::{OpenDraft, find};
use super::{path, plain};
use crate::secret::DraftKey;
use crate::state::State;
use crate::store::drafts;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::Resident;
use crate::web::respond::{page, see};
use app::page::Body;
use app::page::start::Start;
use axum::extract;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::journey::Journey;

pub async fn show(
    extract::State(state): extract::State<State>,
    resident: Resident,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let unfinished = find(&state, &headers)
        .await?
        .is_some_and(|(_, row)| row.outcome.is_none() && !row.answers.is_empty());
    let body = Body::Start(Start { unfinished });
    Ok(page(resident.page(resident.words().t("page.start.title"), false, plain(), body)).await)
}

/// A new draft with a new cookie. An unfinished one in this browser is left to its retention time.
pub async fn begin(
    extract::State(state): extract::State<State>,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let secret = DraftKey::random();
    let now = state.clock.now();
    state
        .store
        .write(async |tx| drafts::create(tx, secret.hash(), now).await)
        .await?;
    let mut response = see("/report/emergency");
    Cookie::Draft.set(&mut response, &secret, &state.settings);
    Ok(response)
}

/// Goes on where the answers end.
pub async fn resume(extract::State(state): extract::State<State>, draft: OpenDraft) -> Response {
    see(&path(Journey::walk(&draft.answers, &state.rules()).end))
}
