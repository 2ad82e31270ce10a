//! What follows from a supplement: the records system gets it, and the filer is told that it is there.

use super::{Failure, Outcome, Setup, report, rms, send};
use crate::store::jobs::Job;
use crate::store::reports::{self, ReportRow};
use domain::review::Event;

/// The job names the event by its `seq`; the supplement's number is its place among the supplements.
async fn number(setup: &Setup, job: &Job, report: &ReportRow) -> Result<usize, Failure> {
    let seq = job.payload.get("seq").and_then(serde_json::Value::as_i64);
    let events = reports::events(setup.store.reader(), report.id).await?;
    events
        .iter()
        .filter(|row| matches!(row.event, Event::SupplementAdded { .. }))
        .zip(1..)
        .find(|(row, _)| Some(row.seq) == seq)
        .map(|(_, number)| number)
        .ok_or_else(|| Failure::permanent("no_supplement"))
}

pub(super) async fn hand_over(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let number = number(setup, job, &report).await?;
    rms::hand_over(setup, &report, number).await
}

pub(super) async fn confirm(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let number = number(setup, job, &report).await?;
    let words = setup
        .live
        .now()
        .letters(report.lang)
        .supplement(&report.tracking, number)?;
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
