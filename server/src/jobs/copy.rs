//! The filer's free copy of an approved report, as a PDF.

use super::{Failure, Outcome, Setup, report, send};
use crate::copy;
use crate::mail::Attachment;
use crate::store::evidence;
use crate::store::jobs::Job;

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let Some(report) = report(setup, job).await? else {
        return Ok(Outcome::Gone);
    };
    let Some(case) = report.case_number.clone() else {
        return Err(Failure::permanent("no_case_number"));
    };
    let files = evidence::for_report(setup.store.reader(), report.id).await?;
    let contents = copy::assemble(
        &report,
        &files,
        setup.sites.of(report.lang),
        &setup.jurisdiction,
        &setup.clock,
    )?;
    let bytes = copy::render(contents).await?;
    let file = Attachment {
        name: format!("{case}.pdf"),
        content_type: "application/pdf",
        bytes,
    };
    let words =
        setup
            .letters(report.lang)
            .copy(&case, &report.tracking, report.kind, &file.name)?;
    send(setup, job, &report.filer_email, words, vec![file]).await
}
