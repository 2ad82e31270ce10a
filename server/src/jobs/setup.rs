//! What the jobs work with.

use crate::clock::Clock;
use crate::evidence::Evidence;
use crate::mail::{Letterhead, Mailer};
use crate::rms::{Agency, Handover};
use crate::store::Store;
use app::site::Sites;
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
    pub agency: Agency,
    /// How long a draft is kept after it was last touched.
    pub drafts_kept: Duration,
    /// Told when a job was written, so that it is done at once.
    pub wake: Arc<Notify>,
}
