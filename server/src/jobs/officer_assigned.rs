//! The filer is told that an officer takes the report, where the reviewer chose e-mail for it.

use super::{Failure, Outcome, Setup, report, send};
use crate::store::jobs::Job;
use crate::store::reports;
use domain::review::{Contact, Event, Status};

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    if report.status != Status::OfficerAssigned {
        return Ok(Outcome::Overtaken);
    }
    let events = reports::events(setup.store.reader(), report.id).await?;
    // A report that was taken up again may be handed over a second time: the latest counts.
    let assigned = events.into_iter().rev().find_map(|row| match row.event {
        Event::OfficerAssigned {
            officer,
            contact: Contact::Email { message },
        } => Some((officer, message)),
        Event::OfficerAssigned {
            contact: Contact::Telephone { .. },
            ..
        }
        | Event::Submitted
        | Event::ReviewStarted
        | Event::ApprovalProposed { .. }
        | Event::ProposalReturned { .. }
        | Event::Reopened { .. }
        | Event::Corrected { .. }
        | Event::OfficerNamed { .. }
        | Event::Approved { .. }
        | Event::MoreAsked { .. }
        | Event::MoreGiven { .. }
        | Event::MarkedDuplicate { .. }
        | Event::Withdrawn
        | Event::SupplementAdded { .. }
        | Event::SupplementsRead => None,
    });
    let Some((officer, message)) = assigned else {
        return Err(Failure::permanent("no_message"));
    };
    let words = setup.live.now().letters(report.lang).officer_assigned(
        &report.tracking,
        &officer,
        &message,
    )?;
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
