//! The filer is told that the matter is already in another report.

use super::{Failure, Outcome, Setup, report, send};
use crate::store::jobs::Job;
use domain::review::Status;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    if report.status != Status::Duplicate {
        return Ok(Outcome::Overtaken);
    }
    let words = setup
        .live
        .now()
        .letters(report.lang)
        .duplicate(&report.tracking)?;
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
