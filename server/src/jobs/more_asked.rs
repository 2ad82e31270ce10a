//! An officer's question to the filer.

use super::{Failure, Outcome, Setup, report, send};
use crate::store::jobs::Job;
use crate::store::reports;
use domain::review::{Event, Status};

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    // Answered on the status page, withdrawn or decided before the mail got through: a question now would
    // only confuse.
    if report.status != Status::InfoAsked {
        return Ok(Outcome::Overtaken);
    }
    // The latest question: an earlier one was answered, or it would not have been asked again.
    let events = reports::events(setup.store.reader(), report.id).await?;
    let asked = events.into_iter().rev().find_map(|row| match row.event {
        Event::MoreAsked { question } => Some(question),
        Event::Submitted
        | Event::ReviewStarted
        | Event::ApprovalProposed { .. }
        | Event::ProposalReturned { .. }
        | Event::Reopened { .. }
        | Event::Corrected { .. }
        | Event::OfficerNamed { .. }
        | Event::Approved { .. }
        | Event::MoreGiven { .. }
        | Event::OfficerAssigned { .. }
        | Event::MarkedDuplicate { .. }
        | Event::Withdrawn
        | Event::SupplementAdded { .. }
        | Event::SupplementsRead => None,
    });
    let Some(question) = asked else {
        return Err(Failure::permanent("no_question"));
    };
    let words = setup.live.now().letters(report.lang).more_asked(
        &report.tracking,
        report.kind,
        &question,
    )?;
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
