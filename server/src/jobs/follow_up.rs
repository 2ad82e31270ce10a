//! One message, some weeks after a decision: where the case stands, and whom to ask.

use super::{Failure, Outcome, Setup, report, send};
use crate::store::jobs::Job;
use domain::review::Status;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    // It was taken up again and decided anew since: that decision has a message of its own.
    let newer = report.decided_at.is_some_and(|at| at > job.created_at);
    if report.follow_up_declined || newer {
        return Ok(Outcome::Overtaken);
    }
    let now = setup.live.now();
    let letters = now.letters(report.lang);
    let words = match (report.status, &report.case_number) {
        (Status::Approved, Some(case)) => letters.follow_up_approved(&report.tracking, case)?,
        (Status::OfficerAssigned, _) => letters.follow_up_officer(&report.tracking)?,
        // Nothing is open, so there is nothing to follow up.
        (
            Status::Submitted
            | Status::UnderReview
            | Status::InfoAsked
            | Status::Proposed
            | Status::OfficerNamed
            | Status::Approved
            | Status::Duplicate
            | Status::Withdrawn,
            _,
        ) => return Ok(Outcome::Overtaken),
    };
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
