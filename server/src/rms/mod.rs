//! The hand-over of approved reports to the records management system (RMS).
//!
//! One JSON document per report, in the versioned format of `docs/rms.md`. What the records system does with
//! it is its own matter; when it is handed over, and again, is decided by `crate::jobs`. An error is a code,
//! never a word of the document or of the other system's answer, which may quote it.

mod document;
mod folder;
mod handover;
mod post;
mod supplement;

pub use document::{Agency, Certified, Document, FiledFile, SCHEMA};
pub use handover::{Handover, HandoverError};
pub use supplement::{SUPPLEMENT_SCHEMA, Supplement};

/// One document on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The idempotency key: the same document always has the same.
    pub key: String,
    /// The file's name in a folder.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Why a document was not handed over. Codes only.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RmsError {
    /// Worth another attempt: `timeout`, `connection`, `http_500`, `folder`.
    #[error("{0}")]
    Temporary(String),
    /// The records system will never take this document: `http_400`.
    #[error("{0}")]
    Permanent(String),
}
