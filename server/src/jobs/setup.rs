//! What the jobs work with.

use super::Alarm;
use crate::clock::Clock;
use crate::copy::issuer::Issuer;
use crate::evidence::Evidence;
use crate::live::Live;
use crate::mail::Mailer;
use crate::rms::{Agency, Handover};
use crate::store::Store;
use domain::jurisdiction::Jurisdiction;
use std::sync::Arc;
use time::Duration;
use tokio::sync::Notify;

/// Made once at the start.
#[derive(Clone)]
pub struct Setup {
    pub store: Store,
    pub clock: Clock,
    pub live: Live,
    pub jurisdiction: Arc<Jurisdiction>,
    pub mailer: Mailer,
    pub rms: Handover,
    pub evidence: Evidence,
    pub issuer: Issuer,
    pub agency: Agency,
    /// Whom to tell when the audit trail cannot be written.
    pub alarm: Arc<Alarm>,
    /// Told when a job was written, so that it is done at once.
    pub wake: Arc<Notify>,
}

impl Setup {
    /// How long a draft is kept after it was last touched.
    #[must_use]
    pub fn drafts_kept(&self) -> Duration {
        Duration::days(i64::from(self.live.now().retention.draft_days))
    }

    /// How long a report that became none is kept after it was closed, and a request for an officer.
    #[must_use]
    pub fn unapproved_kept(&self) -> Duration {
        Duration::days(i64::from(self.live.now().retention.unapproved_days))
    }

    /// How long a row of the audit trail is kept. A year is taken for 366 days: rather a week too long than a day too
    /// short.
    #[must_use]
    pub fn audit_kept(&self) -> Duration {
        Duration::days(366 * i64::from(self.live.now().retention.audit_years))
    }
}
