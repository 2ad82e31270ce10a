//! The filer's free copy of an approved report, as a PDF.

use super::{Failure, Outcome, Setup, report, send};
use crate::mail::Attachment;
use crate::store::jobs::Job;
use crate::usecase::issue_copy::{Issuing, issue_copy};

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let Some(case) = report.case_number.clone() else {
        return Err(Failure::permanent("no_case_number"));
    };
    let issuing = Issuing {
        issuer: &setup.issuer,
        store: &setup.store,
        live: &setup.live,
        jurisdiction: &setup.jurisdiction,
        clock: &setup.clock,
    };
    let bytes = issue_copy(issuing, &report).await?;
    let file = Attachment {
        name: format!("{case}.pdf"),
        content_type: "application/pdf",
        bytes,
    };
    let words = setup.live.now().letters(report.lang).copy(
        &case,
        &report.tracking,
        report.kind,
        &file.name,
    )?;
    send(setup, job, &report.filer_email, words, vec![file]).await
}
