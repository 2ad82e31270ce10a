//! What can go wrong while a copy is made, in codes.
//!
//! A diagnostic of the typesetter may quote what it was setting, so none is kept: the variants
//! carry stages and counts only, and are safe to log next to a report's id.

/// Why no document came out. None of these depends on what the filer wrote, so a retry of the
/// same value gives the same answer; they are faults of this program or its template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// `issued_at` cannot be written into a PDF, which knows the years 0 to 9999.
    #[error("pdf: the issue date is outside the years 0 to 9999")]
    IssueDate,
    /// The embedded fonts did not load.
    #[error("pdf: an embedded font did not load")]
    Fonts,
    /// The template did not compile or could not be laid out.
    #[error("pdf: layout failed with {errors} error(s)")]
    Layout {
        /// How many diagnostics the typesetter gave.
        errors: usize,
    },
    /// The laid-out document does not meet PDF/UA-1.
    #[error("pdf: export failed with {errors} error(s)")]
    Export {
        /// How many diagnostics the exporter gave.
        errors: usize,
    },
}
