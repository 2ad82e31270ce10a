//! Everything that leaves the building: mail and the hand-over of records.
//!
//! A job is a row that was written in the transaction that caused it (`store::jobs`), so nothing is sent for
//! what did not happen and nothing is forgotten that did. Here is what a job does, one kind per file; when it
//! is tried again is in [`retry`]; the loop is in [`worker`](mod@worker).
//!
//! A job may run twice: a worker can die after the mail server took the message and before the row says so.
//! So every job is idempotent (same Message-ID, same idempotency key, same file), and tolerates that its
//! report is gone. Logged are the job's id, its kind and a code, never what a person typed.

mod alarm;
pub mod atomic;
mod audit_review;
mod copy;
mod duplicate;
mod follow_up;
mod more_asked;
mod officer_assigned;
mod officer_request;
mod outcome;
mod receipt;
mod reopened;
pub mod retry;
mod rms;
mod setup;
mod supplement;
mod worker;

pub use alarm::Alarm;
pub use outcome::{Failure, Outcome};
pub use setup::Setup;
pub use worker::Worker;

use crate::mail::{Attachment, Letter, Outgoing};
use crate::store::jobs::{Job, JobKind};
use crate::store::{Uuid, reports};

/// Does one job.
async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    match job.kind {
        JobKind::Receipt => receipt::run(setup, job).await,
        JobKind::Copy => copy::run(setup, job).await,
        JobKind::Rms => rms::run(setup, job).await,
        JobKind::MoreAsked => more_asked::run(setup, job).await,
        JobKind::OfficerAssigned => officer_assigned::run(setup, job).await,
        JobKind::Duplicate => duplicate::run(setup, job).await,
        JobKind::Reopened => reopened::run(setup, job).await,
        JobKind::OfficerRequest => officer_request::run(setup, job).await,
        JobKind::Supplement => supplement::confirm(setup, job).await,
        JobKind::RmsSupplement => supplement::hand_over(setup, job).await,
        JobKind::FollowUp => follow_up::run(setup, job).await,
        JobKind::AuditReview => audit_review::run(setup, job).await,
    }
}

/// The job's report, if it is still there.
async fn report(setup: &Setup, job: &Job) -> Result<Option<reports::ReportRow>, Failure> {
    match job.report {
        Some(id) => Ok(reports::by_id(setup.store.reader(), id).await?),
        None => Err(Failure::permanent("no_report")),
    }
}

/// Sends a message under the job's own id.
async fn send(
    setup: &Setup,
    job: &Job,
    to: &str,
    letter: Letter,
    attachments: Vec<Attachment>,
) -> Result<Outcome, Failure> {
    let mail = Outgoing {
        attachments,
        ..Outgoing::new(to.to_owned(), &letter, message_id(job.id))
    };
    // Dated when it was queued: the same message at every attempt.
    setup.mailer.send(&mail, job.created_at).await?;
    Ok(Outcome::Mailed(Box::new(letter.source)))
}

fn message_id(job: Uuid) -> String {
    format!("job-{}", job.simple())
}
