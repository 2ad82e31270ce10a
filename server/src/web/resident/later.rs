//! Save and come back: the code on the page, the code by e-mail, the way back in, and forgetting the report.

use super::draft::OpenDraft;
use super::plain;
use crate::secret::DraftKey;
use crate::state::State;
use crate::store::{StoreError, drafts, numbers};
use crate::usecase::send_at_once::send_at_once;
use crate::web::client::Client;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::{self, Resident};
use crate::web::respond::{page, see};
use crate::when;
use app::page::Body;
use app::page::later::{Later, Mailed, Resume, ResumeProblem};
use app::page::notice::Notice;
use axum::extract;
use axum::http::StatusCode;
use axum::response::Response;
use domain::field::{Email, Field};
use domain::incident::{chosen_kind, common};
use domain::number::{ResumeCode, TrackingError};
use time::Duration;

const EMAIL: Field<Email> = Field::email("email");

pub async fn show(
    extract::State(state): extract::State<State>,
    resident: Resident,
    draft: OpenDraft,
) -> Response {
    let email = draft.answers.get(common::EMAIL.spec.key).to_owned();
    drawn(&state, &resident, &draft, email, Mailed::NotAsked).await
}

async fn drawn(
    state: &State,
    resident: &Resident,
    draft: &OpenDraft,
    email: String,
    mailed: Mailed,
) -> Response {
    let kept = Duration::days(i64::from(state.now().retention.draft_days));
    let later = Later {
        code: draft.key.code().to_string(),
        kept_until: when::day(resident.words(), &state.clock, state.clock.now() + kept),
        address: format!("{}/report/resume", state.settings.public_url),
        email,
        mailed,
    };
    let title = resident.words().t("page.later.title");
    let wrong = later.wrong();
    let drawn = resident.page(title, wrong, plain(), Body::Later(later));
    page(drawn.about(chosen_kind(&draft.answers))).await
}

/// Sends the code at once and not by a job: a job is a row, and a row with the code would open the draft to
/// whoever reads the database. What goes wrong is told on the page, where the code stands too.
pub async fn mail(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["email", language::FIELD])?;
    if let Some(lang) = language::asked(&fields) {
        return Ok(resident.again_in(lang, &state.settings));
    }
    let typed = fields.get("email").to_owned();
    let now = state.clock.now();
    let mailed = match EMAIL.read(&typed, state.clock.today()) {
        Ok(Some(email)) => {
            if state.code_mails.allows(client, now) {
                // Each one counts: nobody's mailbox is to be filled from here.
                state.code_mails.wrong(client, now);
                send(&state, &resident, &draft, &email).await
            } else {
                Mailed::TooMany
            }
        }
        Ok(None) | Err(_) => Mailed::Wrong,
    };
    Ok(drawn(&state, &resident, &draft, typed, mailed).await)
}

async fn send(state: &State, resident: &Resident, draft: &OpenDraft, to: &Email) -> Mailed {
    let now = state.now();
    let letters = now.letters(resident.words().lang());
    let sent = match letters.resume(draft.key.code(), now.retention.draft_days) {
        Ok(letter) => send_at_once(state, &to.to_string(), &letter, "resume").await,
        Err(_) => false,
    };
    if sent { Mailed::Sent } else { Mailed::Failed }
}

/// Forgets the report and everything typed in it.
pub async fn delete(
    extract::State(state): extract::State<State>,
    resident: Resident,
    draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let today = state.clock.today();
    state
        .store
        .write(async |tx| {
            let left = drafts::delete(tx, draft.key.hash()).await?;
            let marks = draft.progress.left().filter(|_| left);
            numbers::count(tx, today, marks.into_iter().collect()).await
        })
        .await
        .map_err(|error: StoreError| WebError::from(error))?;
    let words = resident.words();
    let title = words.t("page.deleted.title");
    let body = Body::Notice(Notice {
        title: title.clone(),
        lines: vec![words.t("page.deleted.line")],
        link: Some(("/".to_owned(), words.t("page.notice.first_page"))),
    });
    let mut response = page(resident.at("/").page(title, false, plain(), body)).await;
    Cookie::Draft.clear(&mut response, &state.settings);
    Ok(response)
}

pub async fn ask(resident: Resident) -> Response {
    asking(&resident, Resume::default()).await
}

async fn asking(resident: &Resident, form: Resume) -> Response {
    let title = resident.words().t("page.resume.title");
    let problem = form.problem;
    let mut response =
        page(resident.page(title, problem.is_some(), plain(), Body::Resume(form))).await;
    if problem == Some(ResumeProblem::TooMany) {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    }
    response
}

/// Opens the report in this browser too. The other one keeps it.
pub async fn resume(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["code", language::FIELD])?;
    if let Some(lang) = language::asked(&fields) {
        return Ok(resident.again_in(lang, &state.settings));
    }
    let refused = |problem| Resume {
        code: fields.get("code").to_owned(),
        problem: Some(problem),
    };
    let now = state.clock.now();
    if !state.code_limiter.allows(client, now) {
        return Ok(asking(&resident, refused(ResumeProblem::TooMany)).await);
    }
    let key = match fields.get("code").parse::<ResumeCode>() {
        Ok(code) => DraftKey::from(code),
        Err(TrackingError::Length | TrackingError::Character | TrackingError::CheckCharacter) => {
            return Ok(asking(&resident, refused(ResumeProblem::Mistyped)).await);
        }
    };
    if drafts::load(state.store.reader(), key.hash())
        .await?
        .is_none()
    {
        state.code_limiter.wrong(client, now);
        return Ok(asking(&resident, refused(ResumeProblem::Unknown)).await);
    }
    let mut response = see("/report/continue");
    Cookie::Draft.set(&mut response, &key, &state);
    Ok(response)
}
