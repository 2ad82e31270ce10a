//! The filer is told that a report which was closed is looked at again.

use super::{Failure, Outcome, Setup, report, send};
use crate::store::jobs::Job;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    if !report.status.is_undecided() {
        return Ok(Outcome::Overtaken);
    }
    let words = setup
        .live
        .now()
        .letters(report.lang)
        .reopened(&report.tracking)?;
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
