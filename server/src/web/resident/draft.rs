//! The draft behind a request: found by its cookie, or the request is sent where it belongs.

use crate::secret::DraftKey;
use crate::state::State;
use crate::store::drafts::{self, DraftOutcome};
use crate::store::{StoreError, numbers};
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::respond::see;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::answers::RawAnswers;
use domain::journey::Journey;
use domain::numbers::form::Progress;

/// An unfinished report.
pub struct OpenDraft {
    pub key: DraftKey,
    pub answers: RawAnswers,
    pub progress: Progress,
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
) -> Result<Option<(DraftKey, drafts::DraftRow)>, WebError> {
    let Some(key) = Cookie::Draft.read::<DraftKey>(headers, &state.settings) else {
        return Ok(None);
    };
    let row = drafts::load(state.store.reader(), key.hash()).await?;
    Ok(row.map(|row| (key, row)))
}

impl FromRequestParts<State> for OpenDraft {
    type Rejection = NoDraft;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, NoDraft> {
        match find(state, &parts.headers).await {
            Err(error) => Err(NoDraft::Failed(error)),
            Ok(None) => Err(NoDraft::Gone),
            Ok(Some((key, row))) => match row.outcome {
                Some(outcome) => Err(NoDraft::Sent(outcome)),
                None => Ok(Self {
                    key,
                    answers: row.answers,
                    progress: row.progress,
                }),
            },
        }
    }
}

impl OpenDraft {
    /// Changes the answers and keeps them, whatever another window wrote since this request read them. What the draft
    /// reaches for the first time is counted, in the same transaction.
    pub async fn change<R>(
        &mut self,
        state: &State,
        change: impl FnOnce(&mut RawAnswers) -> R,
    ) -> Result<R, WebError> {
        let (now, id, rules) = (state.clock.now(), self.key.hash(), state.rules());
        let walk = |answers: &RawAnswers, progress: &mut Progress| {
            progress.advance(&Journey::walk(answers, &rules))
        };
        let changed = state
            .store
            .write(async |tx| {
                let (answers, outcome, new) = drafts::go_on(tx, id, now, change, walk).await?;
                numbers::count(tx, rules.today, new).await?;
                Ok((answers, outcome))
            })
            .await;
        match changed {
            Ok((answers, outcome)) => {
                self.answers = answers;
                Ok(outcome)
            }
            // Sent or deleted in another window.
            Err(StoreError::Conflict | StoreError::Missing) => Err(WebError::DraftOver),
            Err(error) => Err(error.into()),
        }
    }
}
