//! "I would rather have an officer": from any page, for any reason or none.

use super::draft::find;
use super::{path, plain};
use crate::secret::DraftKey;
use crate::state::State;
use crate::store::drafts::{self, DraftOutcome};
use crate::store::officer_requests;
use crate::usecase::request_officer::{RequestError, request_officer};
use crate::web::client::Client;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::{self, Resident};
use crate::web::respond::{page, see};
use app::page::Body;
use app::page::officer::{FIELDS, Officer, OfficerSent};
use axum::extract::{self, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::answers::RawAnswers;
use domain::incident::{chosen_kind, common};
use domain::journey::Journey;

use super::step::View;

pub async fn show(
    extract::State(state): extract::State<State>,
    Query(view): Query<View>,
    resident: Resident,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let found = find(&state, &headers)
        .await?
        .filter(|(_, row)| row.outcome.is_none());
    let answers = found.map(|(_, row)| row.answers).unwrap_or_default();
    let kind = chosen_kind(&answers);
    let takes_along = answers
        .iter()
        .any(|(key, _)| !FIELDS.iter().any(|spec| spec.key == key));
    let back = takes_along.then(|| path(Journey::walk(&answers, &state.rules()).end));
    let form = Officer::new(
        &known(answers),
        state.clock.today(),
        &resident.site,
        view.e.is_some(),
        takes_along,
        back,
    );
    let wrong = !form.problems.is_empty();
    let title = resident.words().t("page.officer.title");
    let drawn = resident.page(title, wrong, plain(), Body::Officer(form));
    Ok(page(drawn.about(kind)).await)
}

/// Nothing is asked twice: what the form knows already is filled in.
fn known(mut answers: RawAnswers) -> RawAnswers {
    let name = format!(
        "{} {}",
        answers.get(common::FIRST_NAME.spec.key),
        answers.get(common::LAST_NAME.spec.key)
    );
    let [own_name, own_phone, own_email, _] = FIELDS;
    for (own, value) in [
        (own_name.key, name.trim().to_owned()),
        (
            own_phone.key,
            answers.get(common::PHONE.spec.key).to_owned(),
        ),
        (
            own_email.key,
            answers.get(common::EMAIL.spec.key).to_owned(),
        ),
    ] {
        if answers.get(own).is_empty() {
            answers.set(own, value);
        }
    }
    answers
}

pub async fn send(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, WebError> {
    let names: Vec<&str> = FIELDS.iter().map(|spec| spec.key).collect();
    let allowed: Vec<&str> = names.iter().copied().chain([language::FIELD]).collect();
    let fields = fields.only(&allowed)?;
    let now = state.clock.now();
    let found = find(&state, &headers).await?;
    if let Some((_, row)) = &found
        && let Some(DraftOutcome::OfficerRequest(_)) = row.outcome
    {
        return Ok(see("/officer/sent"));
    }
    // Without an open draft (or after a report was sent) the request gets one of its own.
    let open = found.filter(|(_, row)| row.outcome.is_none());
    let (secret, fresh) = match open {
        Some((secret, _)) => (secret, false),
        None => (DraftKey::random(), true),
    };
    state
        .store
        .write(async |tx| {
            if fresh {
                drafts::create(tx, secret.hash(), now).await?;
            }
            drafts::change(tx, secret.hash(), now, |answers| {
                for name in names {
                    answers.set(name, fields.get(name));
                }
            })
            .await
        })
        .await?;
    let mut response = if let Some(lang) = language::asked(&fields) {
        resident.again_in(lang, &state.settings)
    } else {
        match request_officer(&state, &secret, resident.words().lang(), client).await {
            Ok(_) => see("/officer/sent"),
            Err(RequestError::Incomplete) => see("/officer?e=1#error-summary"),
            Err(RequestError::Gone) => see("/"),
            Err(RequestError::Store(error)) => return Err(error.into()),
        }
    };
    if fresh {
        Cookie::Draft.set(&mut response, &secret, &state);
    }
    Ok(response)
}

pub async fn sent(
    extract::State(state): extract::State<State>,
    resident: Resident,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let Some((secret, row)) = find(&state, &headers).await? else {
        return Ok(see("/"));
    };
    let Some(DraftOutcome::OfficerRequest(tracking)) = row.outcome else {
        return Ok(see("/officer"));
    };
    let request = officer_requests::by_tracking(state.store.reader(), &tracking)
        .await?
        .ok_or(WebError::NotFound)?;
    let body = Body::OfficerSent(OfficerSent {
        tracking: tracking.to_string(),
        access_code: secret.access_code().to_string(),
        phone: request.phone,
    });
    Ok(page(resident.page(
        resident.words().t("page.officer_sent.title"),
        false,
        plain(),
        body,
    ))
    .await)
}
