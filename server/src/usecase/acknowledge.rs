//! The records system says under which number it keeps a report.

use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::handovers::{self, Acknowledged};
use crate::store::jobs::{self, JobKind};
use crate::store::{Actor, StoreError, Uuid, reports};
use domain::number::RmsNumber;
use std::net::IpAddr;
use time::OffsetDateTime;

/// What was said, and by whom.
pub struct Acknowledgement {
    pub report: Uuid,
    pub number: RmsNumber,
    pub by: Actor,
    pub client: IpAddr,
}

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AcknowledgeError {
    #[error("no such report was handed over")]
    NotFound,
    #[error("the report has another number")]
    OtherNumber(RmsNumber),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps the number, once, and says since when. The same again changes nothing.
///
/// # Errors
/// [`AcknowledgeError`]; nothing was changed then.
pub async fn acknowledge(
    state: &State,
    said: &Acknowledgement,
) -> Result<OffsetDateTime, AcknowledgeError> {
    let now = state.clock.now();
    let Some((tracking, _)) = reports::numbers(state.store.reader(), &[said.report])
        .await?
        .remove(&said.report)
    else {
        return Err(AcknowledgeError::NotFound);
    };
    let entry = AuditEntry::new(now, said.by.clone(), "records.acknowledge")
        .about(tracking.compact())
        .from(said.client);
    state
        .store
        .write(async |tx| {
            let kept = handovers::acknowledge(tx, said.report, &said.number, now).await?;
            let since = match kept.ok_or(AcknowledgeError::NotFound)? {
                Acknowledged::New => now,
                Acknowledged::Same(since) => since,
                Acknowledged::Other(number) => return Err(AcknowledgeError::OtherNumber(number)),
            };
            // It is there, whatever the answers to our tries said.
            jobs::settle(tx, said.report, JobKind::Rms, now).await?;
            audit::append(tx, &entry).await?;
            Ok(since)
        })
        .await
}
