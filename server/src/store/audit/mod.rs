//! The audit trail: who did what, when, to what, from where, and how it ended. It names actions and objects by code
//! and id; what a person typed is never in it.
//!
//! Append-only, and a chain: every row carries its place, the hash of the row before it and its own
//! ([`chain`]), so that a row that was changed, taken out or moved shows ([`verify`]). Rows leave the front when they
//! are old enough ([`keep`]); [`search`] reads, [`week`] counts.

mod chain;
mod entry;
mod first;
pub mod keep;
pub mod search;
mod unrecorded;
pub mod verify;
pub mod week;

pub use entry::{AuditEntry, AuditRow, Outcome};
pub use search::recent;
pub use unrecorded::Unrecorded;

pub(super) use chain::Head;
pub(super) use first::seal_first;

use super::{Store, StoreError, Tx};

/// Appends one entry: it gets its place in the chain when the request ends, after everything else it writes, so that
/// nobody waits for the end of the chain longer than a COMMIT takes.
///
/// # Errors
/// [`StoreError`].
pub async fn append(tx: &Tx, entry: &AuditEntry) -> Result<(), StoreError> {
    tx.audit(entry.clone()).await;
    Ok(())
}

/// Appends one entry and nothing else.
///
/// # Errors
/// [`StoreError`]; whoever is told so must not show what the entry is about.
pub async fn record(store: &Store, entry: &AuditEntry) -> Result<(), StoreError> {
    let mut begun = false;
    let written = store
        .write(async |tx| {
            begun = true;
            append(tx, entry).await
        })
        .await;
    // What fails behind here is noted where it fails.
    if written.is_err() && !begun {
        store.unrecorded().note();
    }
    written
}
