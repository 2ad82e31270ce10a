//! What a report copy says: plain values, already worded and already formatted.
//!
//! It exists so that the rest of the product can describe a copy without knowing Typst.
//! Deciding what goes into a copy (which answers, which redactions, which time zone) belongs to
//! the server's use case; how it looks belongs to `copy.typ`.

use time::OffsetDateTime;

use crate::words::Words;

/// One approved report, ready to be set as a document.
///
/// Every string is data: it is printed as it is, never read as markup. Characters that no
/// embedded font can draw are printed as a visible marker (see the crate’s documentation).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportCopy {
    /// The fixed words and with them the language of the document.
    pub words: Words,
    /// Who issues the copy.
    pub department: Department,
    /// The department's case number, for example `WP26-000123`.
    pub case_number: String,
    /// The number the filer was given on submission.
    pub tracking_number: String,
    /// The kind of report, for example "Lost property".
    pub title: String,
    /// When the filer sent the report, already formatted in local time.
    pub submitted_at: String,
    /// When the reviewing officer approved it, already formatted in local time.
    pub approved_at: String,
    /// When this copy was made. Becomes the date in the file's metadata; years 0 to 9999.
    pub issued_at: OffsetDateTime,
    /// Name or badge of the reviewing officer.
    pub approved_by: String,
    /// The answers, grouped as the filer saw them. A section without rows is left out.
    pub sections: Vec<Section>,
    /// The filer's words. Line breaks and paragraphs are kept. Any length renders, but the
    /// intake should bound it: 200,000 letters of ordinary text take half a second and 80 MB,
    /// 200,000 one-letter paragraphs ten seconds and 1.3 GB.
    pub narrative: String,
    /// What was filed with the report. May be empty.
    pub attachments: Vec<AttachmentLine>,
    /// How anybody can check the copy.
    pub verification: Verification,
    /// Legal notices, one paragraph each, set in small print at the end.
    pub notices: Vec<String>,
}

/// The department as the head of the document shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// For example "Westport Police Department".
    pub name: String,
    /// The postal address on one line.
    pub address: String,
    /// The non-emergency number, formatted.
    pub telephone: String,
    /// The web address as it should be printed; it is not made a link.
    pub website: Option<String>,
}

/// Where, and with what, a copy is checked. Nothing here is about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The page, as it is typed, for example `https://reports.example/verify`.
    pub address: String,
    /// The code to type there, in groups.
    pub code: String,
    /// The page with the code in it: the square for telephones. Left out when it is longer than 213 bytes.
    pub link: String,
    /// A short hash of what the copy shows, in groups.
    pub fingerprint: String,
}

/// A group of answers under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// The answers, in order.
    pub rows: Vec<Row>,
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What was asked, in a few words.
    pub label: String,
    /// What was answered. Line breaks are kept; an empty answer is printed as "Not given".
    pub value: String,
}

/// A file that was sent with the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentLine {
    /// The file's name as the filer gave it.
    pub name: String,
    /// SHA-256 of the file as received, in hexadecimal.
    pub sha256: String,
}
