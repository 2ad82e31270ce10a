//! The hand-over of an approved report to the records system.

use super::{Failure, Outcome, Setup, report};
use crate::rms::Document;
use crate::store::evidence;
use crate::store::jobs::Job;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let files = evidence::for_report(setup.store.reader(), report.id).await?;
    let Some(document) = Document::of(report, &files, &setup.agency) else {
        return Err(Failure::permanent("not_approved"));
    };
    setup.rms.deliver(document).await?;
    Ok(Outcome::Sent)
}
