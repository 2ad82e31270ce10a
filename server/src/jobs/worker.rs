//! The loop that works off jobs, and once an hour forgets old drafts, reports that became none, their files and audit
//! rows of long ago, and disables accounts that nobody uses. Once a week it has the audit trail looked at; beside it
//! stands a watch over what cannot be put on record.

use super::{Failure, Outcome, Setup, alarm, audit_review, retry, run};
use crate::evidence::entry::hex;
use crate::evidence::sweep::{Swept, sweep};
use crate::store::audit::keep::{PurgeError, purge};
use crate::store::audit::verify;
use crate::store::jobs::{self, Job};
use crate::store::numbers::{self, FormSums};
use crate::store::{StoreError, drafts, sessions};
use crate::usecase::forget::{forget_reports, forget_requests};
use crate::usecase::record_message::record_message;
use crate::usecase::session::SESSION_LIFE;
use crate::usecase::sign_in::disable_all_unused;
use domain::field::Choice;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// Jobs under way at once, so that a mail server that hangs does not hold up the records.
const LANES: usize = 4;
/// For one job: a dozen SMTP answers of 30 s at most would be 6 min, and a server that slow is as good as down.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// A claimed job is taken for lost after this. More than `PATIENCE`, or two workers would do it at once.
const LEASE: Duration = Duration::from_secs(10 * 60);
/// How often to look for jobs that became due: a fraction of the shortest delay, one minute.
const POLL: Duration = Duration::from_secs(15);
/// How often to look whether an alarm is due that could not be sent, or had to wait.
const WATCH: Duration = Duration::from_secs(60);
/// How long a stop waits for jobs under way; those it cuts off are done again after their lease.
const GRACE: Duration = Duration::from_secs(15);
/// How often what is old is forgotten.
const PURGE: time::Duration = time::Duration::HOUR;
/// An object that no file names belongs to an upload under way, or to none: no request lives for a day.
const ORPHANED: time::Duration = time::Duration::DAY;

/// Works off jobs. Cheap to clone; any number may run beside each other, on one machine or several.
#[derive(Clone)]
pub struct Worker {
    setup: Arc<Setup>,
}

impl Worker {
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        Self {
            setup: Arc::new(setup),
        }
    }

    /// To be told (`notify_one`) when a job was written.
    #[must_use]
    pub fn waker(&self) -> Arc<Notify> {
        Arc::clone(&self.setup.wake)
    }

    /// Works off everything that is due now. Returns how many jobs were taken up, whatever came of them.
    pub async fn run_due(&self) -> usize {
        self.run_until(&Arc::new(AtomicBool::new(false))).await
    }

    /// Works until `shutdown` resolves, then finishes what is under way.
    pub async fn run_forever(self, shutdown: impl Future<Output = ()>) {
        let stop = Arc::new(AtomicBool::new(false));
        let mut shutdown = pin!(shutdown);
        let (mut purged_at, mut reviewed) = (None, None);
        // Ends with this.
        let mut watch = JoinSet::new();
        watch.spawn(self.clone().watch_audit());
        self.pick_up().await;
        loop {
            let now = self.setup.clock.now();
            let week = audit_review::due(&self.setup.clock, now);
            if reviewed != Some(week) && self.ask_for_review().await {
                reviewed = Some(week);
            }
            if purged_at.is_none_or(|at| now - at >= PURGE) {
                self.remember_administrators().await;
                self.purge_drafts().await;
                self.forget_unapproved().await;
                self.sweep_files().await;
                self.purge_audit().await;
                self.disable_unused().await;
                self.note_audit().await;
                purged_at = Some(now);
            }
            let mut work = pin!(self.run_until(&stop));
            tokio::select! {
                _ = &mut work => {}
                () = &mut shutdown => {
                    stop.store(true, Ordering::Relaxed);
                    if timeout(GRACE, work).await.is_err() {
                        tracing::warn!("jobs: stopped with a job under way");
                    }
                    return;
                }
            }
            tokio::select! {
                () = self.setup.wake.notified() => {}
                () = sleep(POLL) => {}
                () = &mut shutdown => return,
            }
        }
    }

    /// Where documents are sent now and lay to be fetched before: those that nobody fetched are sent.
    pub async fn pick_up(&self) {
        if !self.setup.rms.sends() {
            return;
        }
        let now = self.setup.clock.now();
        let sent: Result<u64, StoreError> = self
            .setup
            .store
            .write(async |tx| jobs::send_what_lies(tx, now).await)
            .await;
        match sent {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "jobs: hand-overs that nobody fetched are sent"),
            Err(error) => {
                tracing::warn!(%error, "jobs: hand-overs that nobody fetched are not sent")
            }
        }
    }

    /// Forgets drafts that nobody touched for longer than the settings say, and sessions that are over by their
    /// age. Returns how many drafts. Where the unfinished ones stood is counted, on the day they were last touched.
    pub async fn purge_drafts(&self) -> u64 {
        let now = self.setup.clock.now();
        let before = now - self.setup.drafts_kept();
        let purged: Result<u64, StoreError> = self
            .setup
            .store
            .write(async |tx| {
                sessions::purge(tx, now - SESSION_LIFE).await?;
                let mut sums = FormSums::new();
                for (touched, progress) in drafts::unfinished(tx, before).await? {
                    if let Some(left) = progress.left() {
                        let day = self.setup.clock.local(touched).date();
                        numbers::add(&mut sums, day, &left, 1);
                    }
                }
                let purged = drafts::purge(tx, before).await?;
                numbers::write_form(tx, sums).await?;
                Ok(purged)
            })
            .await;
        match purged {
            Ok(count) => {
                if count > 0 {
                    tracing::info!(count, "jobs: old drafts forgotten");
                }
                count
            }
            Err(error) => {
                tracing::warn!(%error, "jobs: old drafts not forgotten");
                0
            }
        }
    }

    /// Forgets reports that became none, and requests for an officer that were dealt with, longer ago than the settings
    /// say. Their files go with the next sweep. Returns how many of both.
    pub async fn forget_unapproved(&self) -> usize {
        let (store, now) = (&self.setup.store, self.setup.clock.now());
        let before = now - self.setup.unapproved_kept();
        let mut gone = 0;
        for (what, forgotten) in [
            ("reports", forget_reports(store, before, now).await),
            ("requests", forget_requests(store, before, now).await),
        ] {
            match forgotten {
                Ok(0) => {}
                Ok(count) => {
                    tracing::info!(what, count, "jobs: forgotten by rule");
                    gone += count;
                }
                Err(error) => tracing::warn!(what, %error, "jobs: not forgotten"),
            }
        }
        gone
    }

    /// Forgets the files of drafts and reports that are gone, what filers have removed, and objects that belong to nothing.
    /// Returns what was forgotten; `None` when it has to be tried again.
    pub async fn sweep_files(&self) -> Option<Swept> {
        let before = self.setup.clock.now() - ORPHANED;
        match sweep(&self.setup.store, &self.setup.evidence, before).await {
            Ok(swept) => {
                if swept != Swept::default() {
                    let (files, orphans) = (swept.files, swept.orphans);
                    tracing::info!(files, orphans, "jobs: files forgotten");
                }
                Some(swept)
            }
            Err(error) => {
                tracing::warn!(%error, "jobs: files not forgotten");
                None
            }
        }
    }

    /// Lets audit rows go that are older than the settings say. Returns how many.
    pub async fn purge_audit(&self) -> u64 {
        let now = self.setup.clock.now();
        let before = now - self.setup.audit_kept();
        let mut gone = 0;
        loop {
            let purged: Result<u64, PurgeError> = self
                .setup
                .store
                .write(async |tx| purge(tx, before, now).await)
                .await;
            match purged {
                Ok(0) => break,
                Ok(count) => gone += count,
                Err(error) => {
                    tracing::warn!(%error, "jobs: old audit rows not let go");
                    break;
                }
            }
        }
        if gone > 0 {
            tracing::info!(count = gone, "jobs: old audit rows let go");
        }
        gone
    }

    /// Disables the accounts of the staff that nobody has used for 90 days. Returns how many.
    pub async fn disable_unused(&self) -> usize {
        match disable_all_unused(&self.setup.store, self.setup.clock.now()).await {
            Ok(count) => {
                if count > 0 {
                    tracing::info!(count, "jobs: unused accounts disabled");
                }
                count
            }
            Err(error) => {
                tracing::warn!(%error, "jobs: unused accounts not disabled");
                0
            }
        }
    }

    /// Leaves the job that looks at the audit trail's last whole week, once a week. `false`: it has to be tried again.
    pub async fn ask_for_review(&self) -> bool {
        let monday = audit_review::due(&self.setup.clock, self.setup.clock.now());
        match audit_review::ask(&self.setup, monday).await {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(%error, "audit: the week is not asked for");
                false
            }
        }
    }

    /// Remembers whom to tell when the audit trail cannot be written.
    pub async fn remember_administrators(&self) {
        if let Err(error) = alarm::remember(&self.setup).await {
            tracing::warn!(%error, "audit: the administrators' addresses are those of before");
        }
    }

    /// Tells the administrators when something could not be put on record. Returns how many messages went out.
    pub async fn tell_of_unrecorded(&self) -> usize {
        alarm::tell(&self.setup).await
    }

    async fn watch_audit(self) {
        loop {
            tokio::select! {
                () = self.setup.store.unrecorded().noted() => {}
                () = sleep(WATCH) => {}
            }
            self.tell_of_unrecorded().await;
            // A mail server that is down is not asked for every request.
            sleep(POLL).await;
        }
    }

    /// Writes the end of the audit trail into the log: who can rewrite the database cannot rewrite what the log's
    /// collector has already.
    async fn note_audit(&self) {
        match verify::end(self.setup.store.reader()).await {
            Ok((row, hash)) => tracing::info!(row, hash = hex(&hash), "audit: the chain ends here"),
            Err(error) => tracing::error!(%error, "audit: the chain has no end"),
        }
    }

    async fn run_until(&self, stop: &Arc<AtomicBool>) -> usize {
        let mut lanes = JoinSet::new();
        for _ in 0..LANES {
            let (worker, stop) = (self.clone(), Arc::clone(stop));
            lanes.spawn(async move {
                let mut taken = 0;
                while !stop.load(Ordering::Relaxed) && worker.run_one().await {
                    taken += 1;
                }
                taken
            });
        }
        lanes.join_all().await.into_iter().sum()
    }

    /// Does the next job that is due. `false`: there is none.
    async fn run_one(&self) -> bool {
        let now = self.setup.clock.now();
        let claimed: Result<Option<Job>, StoreError> = self
            .setup
            .store
            .write(async |tx| jobs::claim_due(tx, now, LEASE).await)
            .await;
        match claimed {
            Ok(Some(job)) => {
                let outcome = self.attempt(&job).await;
                self.record(&job, outcome).await;
                true
            }
            Ok(None) => false,
            Err(error) => {
                tracing::error!(%error, "jobs: cannot look for jobs");
                false
            }
        }
    }

    async fn attempt(&self, job: &Job) -> Result<Outcome, Failure> {
        // Begun that often without an end: it takes the whole worker down with it.
        if job.attempts > retry::TRIES {
            return Err(Failure::permanent("lost"));
        }
        let (setup, own) = (Arc::clone(&self.setup), job.clone());
        // A task of its own, so that a panic is this job's failure and not the worker's end.
        let mut task = tokio::spawn(async move { run(&setup, &own).await });
        match timeout(PATIENCE, &mut task).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(Failure::temporary("panic")),
            Err(_) => {
                task.abort();
                Err(Failure::temporary("timeout"))
            }
        }
    }

    /// Writes down what came of it. When that fails the job is done again after its lease: it is idempotent.
    async fn record(&self, job: &Job, outcome: Result<Outcome, Failure>) {
        let now = self.setup.clock.now();
        let (id, kind, tries) = (job.id, job.kind.code(), job.attempts);
        let recorded: Result<(), StoreError> = match &outcome {
            Ok(done) => {
                tracing::info!(job = %id, kind, tries, outcome = done.code(), "job done");
                self.setup
                    .store
                    .write(async |tx| {
                        if let Outcome::Mailed(source) = done {
                            record_message(tx, source, id, job.report, now).await?;
                        }
                        jobs::done(tx, id, now).await
                    })
                    .await
            }
            Err(failure) => {
                let again = match failure {
                    Failure::Temporary(_) => retry::again_at(tries, now),
                    Failure::Permanent(_) | Failure::Refused { .. } => None,
                };
                let (code, reason) = (failure.code(), failure.reason());
                let state = if again.is_some() {
                    "waiting"
                } else {
                    "given_up"
                };
                tracing::warn!(job = %id, kind, tries, error = code, state, "job failed");
                self.setup
                    .store
                    .write(async |tx| jobs::failed(tx, id, code, reason, again).await)
                    .await
            }
        };
        if let Err(error) = recorded {
            tracing::error!(job = %id, kind, %error, "job: its end was not recorded");
        }
    }
}
