//! What could not be put on record (CJIS AU-5). It was refused; here is counted that it happened, for whoever tells the
//! administrators. Not in the database: that may be what has failed.

use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Notify;

/// How often a row of the trail could not be written since the start.
#[derive(Debug, Default)]
pub struct Unrecorded {
    count: AtomicU64,
    noted: Notify,
}

impl Unrecorded {
    /// It happened once more.
    pub(in crate::store) fn note(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
        tracing::error!(
            code = "audit_unwritten",
            "audit: a row cannot be written; what it was about was refused"
        );
        self.noted.notify_one();
    }

    #[must_use]
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Until it happens again; at once where it has happened since this was last asked.
    pub async fn noted(&self) {
        self.noted.notified().await;
    }
}
