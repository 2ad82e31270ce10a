//! The filer is told that an officer takes the report, where the reviewer chose e-mail for it.

use super::{Failure, Outcome, Setup, report, send};
use crate::store::jobs::Job;
use crate::store::reports;
use domain::review::{Contact, Event};

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let events = reports::events(setup.store.reader(), report.id).await?;
    // No command leaves this status: there is one such event at most.
    let assigned = events.into_iter().find_map(|row| match row.event {
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
    let words =
        setup
            .letters(report.lang)
            .officer_assigned(&report.tracking, &officer, &message)?;
    send(setup, job, &report.filer_email, words, Vec::new()).await
}
