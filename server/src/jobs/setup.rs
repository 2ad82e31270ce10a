//! What the jobs work with.

use super::Alarm;
use crate::clock::Clock;
use crate::copy::issuer::Issuer;
use crate::evidence::Evidence;
use crate::mail::{Letterhead, Letters, Mailer};
use crate::rms::{Agency, Handover};
use crate::store::Store;
use app::site::Sites;
use app::words::Lang;
use domain::jurisdiction::Jurisdiction;
use std::sync::Arc;
use time::Duration;
use tokio::sync::Notify;

/// Made once at the start.
#[derive(Clone)]
pub struct Setup {
    pub store: Store,
    pub clock: Clock,
    pub sites: Sites,
    pub jurisdiction: Arc<Jurisdiction>,
    pub mailer: Mailer,
    pub rms: Handover,
    pub evidence: Evidence,
    pub letterhead: Letterhead,
    pub issuer: Issuer,
    pub agency: Agency,
    /// How long a draft is kept after it was last touched.
    pub drafts_kept: Duration,
    /// How long a report that became none is kept after it was closed, and a request for an officer.
    pub unapproved_kept: Duration,
    /// How long a row of the audit trail is kept.
    pub audit_kept: Duration,
    /// Whom to tell when the audit trail cannot be written.
    pub alarm: Arc<Alarm>,
    /// Told when a job was written, so that it is done at once.
    pub wake: Arc<Notify>,
}

impl Setup {
    /// The messages in a filer's language.
    #[must_use]
    pub fn letters(&self, lang: Lang) -> Letters<'_> {
        self.letterhead.with(&self.sites.of(lang).words)
    }
}
