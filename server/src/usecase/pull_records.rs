//! What the records system fetches: documents behind a place, in the order of approval.

use super::hand_over::{MakeError, document};
use crate::state::State;
use crate::store::StoreError;
use crate::store::handovers::{self, HandoverRow};

/// Documents that are read at once: 25 of 200 kB are 5 MB.
const BATCH: u64 = 25;
/// An answer ends with the document that reaches this many bytes.
const LONGEST: usize = 4 << 20;

/// One answer.
pub struct Page {
    pub documents: Vec<(HandoverRow, String)>,
    /// The place of the last document; where the reader stood, when there is none.
    pub next: i64,
    /// Whether there is more behind it.
    pub more: bool,
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
    /// Nobody was ever given this place: the reader is not one of this database, or the database is an older one.
    #[error("the place is ahead of the last one")]
    Ahead,
    #[error(transparent)]
    Make(#[from] MakeError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// At most `limit` documents behind `since`.
///
/// # Errors
/// [`PullError`].
pub async fn pull(state: &State, since: i64, limit: u64) -> Result<Page, PullError> {
    let reader = state.store.reader();
    if since > handovers::last(reader).await? {
        return Err(PullError::Ahead);
    }
    let agency = state.agency();
    let (mut documents, mut bytes, mut next) = (Vec::new(), 0, since);
    let mut left = limit;
    while left > 0 && bytes < LONGEST {
        let rows = handovers::behind(reader, next, left.min(BATCH)).await?;
        if rows.is_empty() {
            break;
        }
        for (row, kept) in rows {
            if bytes >= LONGEST {
                break;
            }
            let text = document(&state.store, &agency, &row, kept).await?;
            (next, left, bytes) = (row.seq, left - 1, bytes + text.len());
            documents.push((row, text));
        }
    }
    let more = next < handovers::last(reader).await?;
    Ok(Page {
        documents,
        next,
        more,
    })
}
