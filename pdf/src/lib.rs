//! The report copy: a typed value in, tagged PDF bytes out.
//!
//! A resident whose report was approved is owed a free copy. This crate sets it as a document
//! that prints well on US Letter and that a screen reader can read: PDF/UA-1 (ISO 14289-1), with
//! headings, tables with row headers, bookmarks, a language and a title. It is a crate of its own
//! because the typesetter is the most expensive thing to compile in the workspace.
//!
//! Elsewhere: what goes into a copy and in which words and time zone (server, use case), sending
//! it (server, jobs and mail), keeping it (server, files).
//!
//! Text is printed as it was typed. A character that no embedded font draws (emoji, Chinese), a
//! control character or a directional override is printed as its number, `[U+1F600]`, and the
//! copy then says so at its end; characters that print nothing, such as a byte order mark, are
//! left out; a line break of any kind is a line break, a tab four spaces.
//!
//! [`render`] takes tens of milliseconds of one core and blocks: call it on a blocking thread.

mod error;
mod fonts;
mod inputs;
mod keep;
mod model;
mod prose;
mod qr;
mod visible;
mod words;
mod world;

use typst::World;
use typst::diag::{SourceDiagnostic, SourceResult};
use typst::ecow::EcoVec;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use error::RenderError;
pub use model::{AttachmentLine, Department, ReportCopy, Row, Section, Verification};
pub use words::Words;

use crate::visible::Repertoire;
use crate::world::CopyWorld;

/// Sets the copy and gives the bytes of a PDF/UA-1 file.
///
/// Equal copies give equal bytes: dates and the file's identifier come from the copy.
///
/// # Errors
///
/// [`RenderError`] says which stage failed. No text makes it fail: what cannot be drawn is
/// printed as its Unicode number, and should the typesetter refuse a text all the same, it is set
/// again with every letter beyond Latin as a number.
pub fn render(copy: &ReportCopy) -> Result<Vec<u8>, RenderError> {
    let _forget = Forget;
    let options = options(copy)?;
    attempt(copy, &options, Repertoire::Full)
        .or_else(|_| attempt(copy, &options, Repertoire::Plain))
}

fn attempt(
    copy: &ReportCopy,
    options: &PdfOptions,
    repertoire: Repertoire,
) -> Result<Vec<u8>, RenderError> {
    let fonts = fonts::fonts()?;
    let world = CopyWorld::new(fonts, inputs::inputs(copy, &fonts.coverage, repertoire))?;
    let document = layout(&world).map_err(|errors| RenderError::Layout {
        errors: errors.len(),
    })?;
    typst_pdf::pdf(&document, options).map_err(|errors| RenderError::Export {
        errors: errors.len(),
    })
}

fn layout(world: &dyn World) -> Result<PagedDocument, EcoVec<SourceDiagnostic>> {
    let result: SourceResult<PagedDocument> = typst::compile(world).output;
    result
}

fn options(copy: &ReportCopy) -> Result<PdfOptions, RenderError> {
    let issued = copy.issued_at;
    if issued.year() < 0 {
        return Err(RenderError::IssueDate);
    }
    let timestamp = Datetime::from_ymd_hms(
        issued.year(),
        issued.month().into(),
        issued.day(),
        issued.hour(),
        issued.minute(),
        issued.second(),
    )
    .and_then(|datetime| Timestamp::new_local(datetime, i32::from(issued.offset().whole_minutes())))
    .ok_or(RenderError::IssueDate)?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|_| RenderError::Export { errors: 1 })?;
    Ok(PdfOptions {
        // Two parts, so that the pairs ("1", "23") and ("12", "3") differ.
        ident: Smart::Custom(format!("{}\n{}", copy.case_number, copy.tracking_number)),
        creator: Smart::Custom(Some("Citizen report copy".to_owned())),
        timestamp: Some(timestamp),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    })
}

/// Empties the typesetter's process-wide cache, also when a copy fails. Kept, it would grow with
/// every report (each is new, so nothing is ever reused) and hold residents' words in memory.
struct Forget;

impl Drop for Forget {
    fn drop(&mut self) {
        typst::comemo::evict(0);
    }
}

// The tests share their sample with those outside, where this crate has its name.
#[cfg(test)]
extern crate self as pdf;
#[cfg(test)]
mod tests;
