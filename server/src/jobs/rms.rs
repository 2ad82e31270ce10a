//! The hand-over of an approved report, and of what was added to it, to the records system.

use super::{Failure, Outcome, Setup, report};
use crate::rms::{Delivered, Parcel, Taken};
use crate::store::handovers::{self, Acknowledged, HandoverRow};
use crate::store::jobs::Job;
use crate::store::reports::ReportRow;
use crate::usecase::hand_over::document;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    match report(setup, job).await? {
        Some(report) => hand_over(setup, &report, 0).await,
        None => Ok(Outcome::Gone),
    }
}

/// Hands one document of a report over: 0 is the report, 1 its first supplement.
pub(super) async fn hand_over(
    setup: &Setup,
    report: &ReportRow,
    number: usize,
) -> Result<Outcome, Failure> {
    let found = handovers::of_report(setup.store.reader(), report.id, number).await?;
    let (Some((row, kept)), Some(case)) = (found, &report.case_number) else {
        return Err(Failure::permanent("not_approved"));
    };
    let text = document(&setup.store, &setup.agency, &row, kept).await?;
    let parcel = Parcel::new(report.id, case, number, text.into_bytes());
    match setup.rms.deliver(parcel, setup.clock.now()).await? {
        Delivered::Laid => Ok(Outcome::Laid),
        Delivered::Taken(taken) => note(setup, &row, taken).await,
    }
}

/// Writes down that it is there, and under which number.
async fn note(setup: &Setup, row: &HandoverRow, taken: Taken) -> Result<Outcome, Failure> {
    let now = setup.clock.now();
    // The number is that of the report: what a supplement is answered with is not ours to keep.
    let number = taken.number.filter(|_| row.number == 0);
    let kept = setup
        .store
        .write(async |tx| match &number {
            Some(number) => handovers::acknowledge(tx, row.report, number, now).await,
            None => {
                handovers::handed_over(tx, row.seq - 1, row.seq, now).await?;
                Ok(None)
            }
        })
        .await?;
    match (kept, number) {
        // Two records of one report, or one of ours taken for another's: a person must look.
        (Some(Acknowledged::Other(kept)), Some(given)) => Err(Failure::Refused {
            code: "another_number".to_owned(),
            reason: Some(format!("first {kept}, now {given}")),
        }),
        _ => Ok(Outcome::Sent),
    }
}
