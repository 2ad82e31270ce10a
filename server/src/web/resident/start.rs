//! The first page, and beginning a report.

use super::draft::{OpenDraft, find};
use super::{path, plain, stopped};
use crate::secret::DraftKey;
use crate::state::State;
use crate::store::{StoreError, drafts, numbers};
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::Resident;
use crate::web::respond::{page, see};
use app::component::banner;
use app::page::Body;
use app::page::start::Start;
use axum::extract;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::eligibility::screening::KIND;
use domain::field::Choice;
use domain::incident::Kind;
use domain::journey::Journey;
use domain::numbers::form::Progress;

pub async fn show(
    extract::State(state): extract::State<State>,
    resident: Resident,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    first_page(None, &state, &resident, &headers).await
}

/// The first page of one kind: where the department's own website links to.
pub async fn landing(
    kind: Kind,
    extract::State(state): extract::State<State>,
    resident: Resident,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    if state.now().closed.contains(kind) {
        return Ok(stopped::closed(&resident, kind).await);
    }
    first_page(Some(kind), &state, &resident, &headers).await
}

async fn first_page(
    kind: Option<Kind>,
    state: &State,
    resident: &Resident,
    headers: &HeaderMap,
) -> Result<Response, WebError> {
    let unfinished = find(state, headers)
        .await?
        .is_some_and(|(_, row)| row.outcome.is_none() && !row.answers.is_empty());
    let start = Start {
        unfinished,
        kind,
        closed: state.now().closed,
    };
    let title = start.title(resident.words());
    Ok(page(resident.page(title, false, plain(), Body::Start(start))).await)
}

/// The picture for the town's own website.
pub async fn banner(resident: Resident) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "image/svg+xml")],
        banner::svg(&resident.site),
    )
}

/// A new draft with a new cookie. An unfinished one in this browser is left to its retention time.
pub async fn begin(
    extract::State(state): extract::State<State>,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&[KIND.spec.key])?;
    let kind = match fields.get(KIND.spec.key) {
        "" => None,
        code => Some(Kind::from_code(code).ok_or(WebError::Malformed)?),
    };
    let key = DraftKey::random();
    let (now, rules) = (state.clock.now(), state.rules());
    let answers = kind
        .map(|kind| (KIND.spec.key, kind.code()))
        .into_iter()
        .collect();
    let mut progress = Progress::default();
    let new = progress.advance(&Journey::walk(&answers, &rules));
    state
        .store
        .write(async |tx| {
            drafts::begin(tx, key.hash(), &answers, &progress, now).await?;
            numbers::count(tx, rules.today, new).await
        })
        .await
        .map_err(|error: StoreError| WebError::from(error))?;
    let mut response = see("/report/emergency");
    Cookie::Draft.set(&mut response, &key, &state);
    Ok(response)
}

/// Goes on where the answers end.
pub async fn resume(extract::State(state): extract::State<State>, draft: OpenDraft) -> Response {
    see(&path(Journey::walk(&draft.answers, &state.rules()).end))
}
