//! The filer is told that the matter is already in another report.

use super::{Failure, Outcome, Setup, report, send};
use crate::store::jobs::Job;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let words = setup.letters(report.lang).duplicate(&report.tracking)?;
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
