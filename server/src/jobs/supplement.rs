//! What follows from a supplement: the records system gets it, and the filer is told that it is there.

use super::{Failure, Outcome, Setup, report, send};
use crate::rms::Supplement;
use crate::store::jobs::Job;
use crate::store::reports::{self, ReportRow};
use domain::review::Event;
use time::OffsetDateTime;

/// The supplement that a job is about.
struct Filed {
    number: usize,
    at: OffsetDateTime,
    text: String,
}

/// The job names the event by its `seq`; the number is its place among the supplements.
async fn filed(setup: &Setup, job: &Job, report: &ReportRow) -> Result<Filed, Failure> {
    let seq = job.payload.get("seq").and_then(serde_json::Value::as_i64);
    let events = reports::events(setup.store.reader(), report.id).await?;
    events
        .into_iter()
        .filter_map(|row| match row.event {
            Event::SupplementAdded { text } => Some((row.seq, row.at, text)),
            _ => None,
        })
        .zip(1..)
        .find(|((at, ..), _)| Some(*at) == seq)
        .map(|((_, at, text), number)| Filed { number, at, text })
        .ok_or_else(|| Failure::permanent("no_supplement"))
}

pub(super) async fn hand_over(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let Filed { number, at, text } = filed(setup, job, &report).await?;
    let document = Supplement::of(&report, &setup.agency, number, at, text)
        .ok_or_else(|| Failure::permanent("not_approved"))?;
    setup.rms.deliver_supplement(document).await?;
    Ok(Outcome::Sent)
}

pub(super) async fn confirm(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let Filed { number, .. } = filed(setup, job, &report).await?;
    let words = setup
        .letters(report.lang)
        .supplement(&report.tracking, number)?;
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
