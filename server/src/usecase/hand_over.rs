//! A document for the records system: made when it first leaves, kept as it left, and the same to the byte ever after,
//! whatever becomes of the settings and of this program in between.

use crate::rms::{Agency, Document, Supplement};
use crate::store::handovers::{self, HandoverRow};
use crate::store::{Store, StoreError, evidence, reports};
use domain::review::Event;

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    #[error("there is no such report")]
    Gone,
    #[error("the report is not approved")]
    NotApproved,
    #[error("the report has no such supplement")]
    NoSupplement,
    #[error("the document cannot be written: {0}")]
    Unwritable(#[from] serde_json::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The text of a document; `kept` when it has left before.
///
/// # Errors
/// [`MakeError`].
pub async fn document(
    store: &Store,
    agency: &Agency,
    row: &HandoverRow,
    kept: Option<String>,
) -> Result<String, MakeError> {
    if let Some(text) = kept {
        return Ok(text);
    }
    let text = make(store, agency, row).await?;
    let first: Result<bool, StoreError> = store
        .write(async |tx| handovers::keep(tx, row.seq, &text).await)
        .await;
    if first? {
        return Ok(text);
    }
    // Somebody else was first: theirs is what left.
    match handovers::of_report(store.reader(), row.report, row.number).await? {
        Some((_, Some(text))) => Ok(text),
        Some((_, None)) | None => Err(StoreError::Missing.into()),
    }
}

async fn make(store: &Store, agency: &Agency, row: &HandoverRow) -> Result<String, MakeError> {
    let reader = store.reader();
    let report = reports::by_id(reader, row.report)
        .await?
        .ok_or(MakeError::Gone)?;
    let Some(nth) = row.number.checked_sub(1) else {
        let files = evidence::for_report(reader, report.id).await?;
        let layer = reports::corrections(reader, report.id).await?;
        let document = Document::of(report, &files, layer, agency).ok_or(MakeError::NotApproved)?;
        return Ok(document.text()?);
    };
    let events = reports::events(reader, report.id).await?;
    let (at, text) = events
        .into_iter()
        .filter_map(|row| match row.event {
            Event::SupplementAdded { text } => Some((row.at, text)),
            _ => None,
        })
        .nth(nth)
        .ok_or(MakeError::NoSupplement)?;
    let supplement = Supplement::of(&report, agency, row.number, at, text);
    Ok(supplement.ok_or(MakeError::NotApproved)?.text()?)
}
