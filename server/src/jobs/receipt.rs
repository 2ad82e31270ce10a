//! The receipt: at once after a report was sent.

use super::{Failure, Outcome, Setup, report, send};
use crate::store::jobs::Job;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let words = setup
        .live
        .now()
        .letters(report.lang)
        .receipt(&report.tracking)?;
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
