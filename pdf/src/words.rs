//! The fixed words of a copy: those that belong to the form itself, in the filer's language.
//!
//! They come from whoever orders the copy, with all other words of the product. They do not translate the
//! report: the filer's words stay as they were typed.

/// The words of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// ISO 639-1: the language of the document, for assistive technology.
    pub code: String,
    /// ISO 3166-1.
    pub region: String,
    pub document: String,
    pub case_number: String,
    pub case: String,
    pub telephone: String,
    /// With `{officer}` in it.
    pub note: String,
    pub record: String,
    pub tracking_number: String,
    pub submitted: String,
    pub approved: String,
    pub untitled_section: String,
    pub not_given: String,
    pub narrative: String,
    pub narrative_note: String,
    pub attachments: String,
    pub attachments_note: String,
    pub file_name: String,
    pub fingerprint: String,
    /// The heading above how to check the copy.
    pub verify: String,
    /// With `{address}` in it.
    pub verify_note: String,
    pub verify_code: String,
    pub verify_fingerprint: String,
    /// What the square is, for those who cannot see it.
    pub verify_square: String,
    pub notices: String,
    pub replaced: String,
    /// With `{page}` and `{pages}` in it, in this order.
    pub page: String,
}
