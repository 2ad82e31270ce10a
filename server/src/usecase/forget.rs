//! Forgetting what became of no use to anybody: reports that became none, and requests for an officer that were dealt
//! with, once they have been kept as long as the settings say. Each leaves a row in the audit trail with its number, so
//! that it is known to be gone by rule, in the transaction that forgets it.

use crate::store::audit::{self, AuditEntry};
use crate::store::{Actor, Store, StoreError, Tx, officer_requests, reports};
use domain::number::TrackingNumber;
use time::OffsetDateTime;

/// Forgotten in one transaction: on SQLite everybody else waits for it, a few milliseconds.
const BATCH: usize = 20;

/// Forgets the reports that were closed before this moment and became none. Returns how many.
///
/// # Errors
/// [`StoreError`]; what is not forgotten yet is forgotten the next time.
pub async fn forget_reports(
    store: &Store,
    before: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<usize, StoreError> {
    let old = reports::to_forget(store.reader(), before).await?;
    let mut count = 0;
    for some in old.chunks(BATCH) {
        let gone: Result<usize, StoreError> = store
            .write(async |tx| {
                let gone = reports::forget(tx, some, before).await?;
                on_record(tx, &gone, "report.forget", now).await
            })
            .await;
        count += gone?;
    }
    Ok(count)
}

/// Forgets the requests for an officer that were closed before this moment. Returns how many.
///
/// # Errors
/// As [`forget_reports`].
pub async fn forget_requests(
    store: &Store,
    before: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<usize, StoreError> {
    let old = officer_requests::to_forget(store.reader(), before).await?;
    let mut count = 0;
    for some in old.chunks(BATCH) {
        let gone: Result<usize, StoreError> = store
            .write(async |tx| {
                let gone = officer_requests::forget(tx, some, before).await?;
                on_record(tx, &gone, "officer_request.forget", now).await
            })
            .await;
        count += gone?;
    }
    Ok(count)
}

async fn on_record(
    tx: &Tx,
    gone: &[TrackingNumber],
    action: &'static str,
    now: OffsetDateTime,
) -> Result<usize, StoreError> {
    for tracking in gone {
        let entry = AuditEntry::new(now, Actor::System, action).about(tracking.compact());
        audit::append(tx, &entry).await?;
    }
    Ok(gone.len())
}
