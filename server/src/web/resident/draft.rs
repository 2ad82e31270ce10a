//! The draft behind a request: found by its cookie, or the request is sent where it belongs.

use crate::secret::CookieSecret;
use crate::state::State;
use crate::store::drafts::{self, DraftOutcome};
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::respond::see;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::answers::RawAnswers;

/// An unfinished report.
pub struct OpenDraft {
    pub secret: CookieSecret,
    pub answers: RawAnswers,
}

/// Why there is none.
pub enum NoDraft {
    /// No cookie, or a draft that was deleted: start at the beginning.
    Gone,
    /// Already sent: its confirmation.
    Sent(DraftOutcome),
    Failed(WebError),
}

impl IntoResponse for NoDraft {
    fn into_response(self) -> Response {
        match self {
            Self::Gone => see("/"),
            Self::Sent(DraftOutcome::Report(_)) => see("/report/sent"),
            Self::Sent(DraftOutcome::OfficerRequest(_)) => see("/officer/sent"),
            Self::Failed(error) => error.into_response(),
        }
    }
}

/// The draft that the cookie names, whatever became of it.
pub async fn find(
    state: &State,
    headers: &axum::http::HeaderMap,
) -> Result<Option<(CookieSecret, drafts::DraftRow)>, WebError> {
    let Some(secret) = Cookie::Draft.read(headers, &state.settings) else {
        return Ok(None);
    };
    let row = drafts::load(state.store.reader(), secret.hash()).await?;
    Ok(row.map(|row| (secret, row)))
}

impl FromRequestParts<State> for OpenDraft {
    type Rejection = NoDraft;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, NoDraft> {
        match find(state, &parts.headers).await {
            Err(error) => Err(NoDraft::Failed(error)),
            Ok(None) => Err(NoDraft::Gone),
            Ok(Some((secret, row))) => match row.outcome {
                Some(outcome) => Err(NoDraft::Sent(outcome)),
                None => Ok(Self {
                    secret,
                    answers: row.answers,
                }),
            },
        }
    }
}

impl OpenDraft {
    /// Keeps the answers as typed.
    pub async fn save(&self, state: &State) -> Result<(), WebError> {
        let now = state.clock.now();
        state
            .store
            .write(async |tx| drafts::save(tx, self.secret.hash(), &self.answers, now).await)
            .await
            .map_err(WebError::from)
    }
}
