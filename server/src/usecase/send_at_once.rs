//! Mail that is sent while somebody waits, and not by a job: it holds a secret, and a job is a row that would keep it.

use super::record_message::record_message;
use crate::mail::{Letter, Outgoing};
use crate::state::State;
use crate::store::{StoreError, Uuid};
use std::time::Duration;
use tokio::time::timeout;

/// How long somebody is kept waiting for the mail server.
const PATIENCE: Duration = Duration::from_secs(12);

/// Whether it was sent. `what` begins the message's id: sent twice, it is to come twice.
pub async fn send_at_once(state: &State, to: &str, letter: &Letter, what: &'static str) -> bool {
    let id = Uuid::now_v7();
    let now = state.clock.now();
    let outgoing = Outgoing::new(to.to_owned(), letter, format!("{what}-{}", id.simple()));
    match timeout(PATIENCE, state.mailer.send(&outgoing, now)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::warn!(%error, what, "mail: not sent");
            return false;
        }
        Err(_) => {
            tracing::warn!(what, "mail: not sent, the mail server is slow");
            return false;
        }
    }
    let recorded: Result<(), StoreError> = state
        .store
        .write(async |tx| record_message(tx, &letter.source, id, None, now).await)
        .await;
    if let Err(error) = recorded {
        tracing::warn!(%error, what, "mail: its words were not written down");
    }
    true
}
