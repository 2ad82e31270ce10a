//! The fixed words of a copy, one value per language.
//!
//! Everything else on the page comes from the report and is printed as given; here are only the
//! words that belong to the form itself. A new language is one variant of [`Lang`] and one
//! `Words` constant: the compiler then points at what is missing.

/// The language of the fixed words, and the document's language for assistive technology.
///
/// It does not translate the report: the filer's words stay as they were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English (United States).
    #[default]
    En,
}

impl Lang {
    pub(crate) const fn words(self) -> &'static Words {
        match self {
            Self::En => &ENGLISH,
        }
    }
}

/// The words of one language. A sentence with a value in it is cut around the value.
pub(crate) struct Words {
    /// ISO 639-1.
    pub(crate) code: &'static str,
    /// ISO 3166-1.
    pub(crate) region: &'static str,
    pub(crate) document: &'static str,
    pub(crate) case_number: &'static str,
    pub(crate) case: &'static str,
    pub(crate) telephone: &'static str,
    pub(crate) note_before_officer: &'static str,
    pub(crate) note_after_officer: &'static str,
    pub(crate) record: &'static str,
    pub(crate) tracking_number: &'static str,
    pub(crate) submitted: &'static str,
    pub(crate) approved: &'static str,
    pub(crate) untitled_section: &'static str,
    pub(crate) not_given: &'static str,
    pub(crate) narrative: &'static str,
    pub(crate) narrative_note: &'static str,
    pub(crate) attachments: &'static str,
    pub(crate) attachments_note: &'static str,
    pub(crate) file_name: &'static str,
    pub(crate) fingerprint: &'static str,
    pub(crate) notices: &'static str,
    pub(crate) replaced: &'static str,
    pub(crate) page: &'static str,
    pub(crate) page_of: &'static str,
}

const ENGLISH: Words = Words {
    code: "en",
    region: "US",
    document: "Copy of a citizen report",
    case_number: "Case number",
    case: "Case",
    telephone: "Telephone",
    note_before_officer: "Filed online by a member of the public; reviewed and approved by ",
    note_after_officer: ". The statements in it are the filer’s own.",
    record: "Record",
    tracking_number: "Tracking number",
    submitted: "Submitted",
    approved: "Approved",
    untitled_section: "Details",
    not_given: "Not given",
    narrative: "Narrative",
    narrative_note: "In the words of the person who filed the report.",
    attachments: "Attachments",
    attachments_note: "These files were sent with the report. They are kept by the department and \
                       are not part of this copy. The SHA-256 fingerprint identifies the exact \
                       file that was received.",
    file_name: "File",
    fingerprint: "SHA-256 fingerprint",
    notices: "Notices",
    replaced: "Characters that this document’s typefaces do not contain, such as emoji, are \
               printed as their Unicode numbers, for example [U+1F600].",
    page: "page",
    page_of: "of",
};
