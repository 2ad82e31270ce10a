//! The hand-over of approved reports to the records management system (RMS).
//!
//! One JSON document per report, in the versioned format of `docs/rms.md`. What the records system does with
//! it is its own matter; when it is handed over, and again, is decided by `crate::jobs`. An error is a code,
//! never a word of the document or of the other system's answer, which may quote it; only why it
//! refuses a document is kept for the desk.

mod answer;
mod document;
mod folder;
mod handover;
mod post;
mod sign;
mod supplement;

pub use answer::Taken;
pub use document::{Agency, Certified, Corrected, Document, FiledFile, SCHEMA};
pub use handover::{Delivered, Handover, HandoverError};
pub use sign::{SIGNATURE, Signed, Signer, TIMESTAMP};
pub use supplement::{SUPPLEMENT_SCHEMA, Supplement};

use crate::store::Uuid;
use domain::number::CaseNumber;

/// One document on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The idempotency key: the same document always has the same.
    pub key: String,
    /// The file's name in a folder.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Parcel {
    /// A document of a report: 0 is the report itself, 1 its first supplement.
    #[must_use]
    pub fn new(report: Uuid, case: &CaseNumber, number: usize, bytes: Vec<u8>) -> Self {
        let id = report.hyphenated();
        let name = match number {
            0 => format!("{case}_{id}.json"),
            _ => format!("{case}_{id}_supplement-{number}.json"),
        };
        Self {
            key: key(report, number),
            name,
            bytes,
        }
    }
}

/// The idempotency key of a document.
#[must_use]
pub fn key(report: Uuid, number: usize) -> String {
    match number {
        0 => report.hyphenated().to_string(),
        _ => format!("{}-{number}", report.hyphenated()),
    }
}

/// Why a document was not handed over. What is printed of it is a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RmsError {
    /// Worth another attempt: `timeout`, `connection`, `http_500`, `folder`.
    #[error("{0}")]
    Temporary(String),
    /// The records system will never take this document: `http_400`, and what it says of it.
    #[error("{code}")]
    Refused {
        code: String,
        reason: Option<String>,
    },
}
