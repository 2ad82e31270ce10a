//! The document of one report, `citizen-report/1`: see `docs/rms.md` and `docs/schema/report-1.schema.json`.
//!
//! What the filer said and what the department decided on it; nothing that only the staff or only the filer
//! may know (notes, access code, sessions).

use crate::evidence::entry::hex;
use crate::store::Actor;
use crate::store::evidence::EvidenceRow;
use crate::store::reports::{Correction, ReportRow};
use domain::answers::RawAnswers;
use domain::eligibility::Advice;
use domain::incident::Kind;
use domain::number::{CaseNumber, TrackingNumber};
use domain::report::PlaceFinding;
use serde::{Serialize, Serializer};
use serde_json::Value;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};
use uuid::Uuid;

/// The format and its version.
pub const SCHEMA: &str = "citizen-report/1";

/// Whose report it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// NIBRS data element 1.
    pub ori: String,
    pub department: String,
}

/// One approved report.
#[derive(Clone, Serialize)]
pub struct Document {
    pub schema: &'static str,
    pub report_id: Uuid,
    #[serde(serialize_with = "as_shown")]
    pub tracking_number: TrackingNumber,
    pub case_number: CaseNumber,
    pub ori: String,
    pub department: String,
    pub kind: Kind,
    #[serde(serialize_with = "utc")]
    pub submitted_at: OffsetDateTime,
    #[serde(serialize_with = "utc")]
    pub approved_at: OffsetDateTime,
    pub approved_by: String,
    pub place_finding: Option<PlaceFinding>,
    pub advice: Vec<Advice>,
    pub record: Value,
    pub answers: RawAnswers,
    pub certification: Certified,
    pub files: Vec<FiledFile>,
    /// Empty where no officer read an answer otherwise than it was typed.
    pub corrections: Vec<Corrected>,
}

/// One answer as an officer reads it. `record` and `answers` stay the filer's.
#[derive(Debug, Clone, Serialize)]
pub struct Corrected {
    /// Its key in `answers`.
    pub answer: String,
    pub value: String,
    pub reason: String,
    pub corrected_by: String,
    #[serde(serialize_with = "utc")]
    pub corrected_at: OffsetDateTime,
}

/// A file that was sent with the report. The department keeps it; its hash says which one it is.
#[derive(Debug, Clone, Serialize)]
pub struct FiledFile {
    pub file_id: Uuid,
    /// As the filer named it, cleaned.
    pub name: String,
    /// The IANA media type, read from the bytes.
    pub media_type: &'static str,
    /// In bytes.
    pub size: u64,
    /// In hexadecimal.
    pub sha256: String,
}

/// The filer's statement that the report is true.
#[derive(Debug, Clone, Serialize)]
pub struct Certified {
    pub notice_version: String,
    #[serde(serialize_with = "utc")]
    pub certified_at: OffsetDateTime,
}

impl Document {
    /// The document of an approved report; `None` when it is not approved.
    #[must_use]
    pub fn of(
        report: ReportRow,
        files: &[EvidenceRow],
        layer: Vec<Correction>,
        agency: &Agency,
    ) -> Option<Self> {
        let (Some(case_number), Some(approved_at), Some(Actor::Staff { name, .. })) =
            (report.case_number, report.decided_at, report.decided_by)
        else {
            return None;
        };
        Some(Self {
            schema: SCHEMA,
            report_id: report.id,
            tracking_number: report.tracking,
            case_number,
            ori: agency.ori.clone(),
            department: agency.department.clone(),
            kind: report.kind,
            submitted_at: report.submitted_at,
            approved_at,
            approved_by: name,
            place_finding: report.finding,
            advice: report.advice,
            record: report.record,
            answers: report.answers,
            certification: Certified {
                notice_version: report.certification.notice_version,
                certified_at: report.certification.at,
            },
            files: files.iter().filter_map(filed).collect(),
            corrections: layer.into_iter().map(corrected).collect(),
        })
    }

    /// The text that is handed over. The same report gives the same text, whichever database it was read from:
    /// PostgreSQL gives back the members of a JSON value in another order.
    ///
    /// # Errors
    /// When a time is outside the years 0 to 9999.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        let mut ordered = self.clone();
        ordered.record.sort_all_objects();
        Ok(serde_json::to_string_pretty(&ordered)? + "\n")
    }
}

fn corrected(correction: Correction) -> Corrected {
    Corrected {
        corrected_by: correction.by.name().unwrap_or_default().to_owned(),
        corrected_at: correction.at,
        answer: correction.key,
        value: correction.value,
        reason: correction.reason,
    }
}

fn filed(file: &EvidenceRow) -> Option<FiledFile> {
    let whole = file.whole.as_ref()?;
    Some(FiledFile {
        file_id: file.id,
        name: file.name.clone(),
        media_type: whole.kind.media_type(),
        size: whole.size,
        sha256: hex(&whole.sha256),
    })
}

pub(super) fn as_shown<S: Serializer>(
    number: &TrackingNumber,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

pub(super) fn utc<S: Serializer>(at: &OffsetDateTime, serializer: S) -> Result<S::Ok, S::Error> {
    let text = at
        .to_offset(UtcOffset::UTC)
        .format(&Rfc3339)
        .map_err(serde::ser::Error::custom)?;
    serializer.serialize_str(&text)
}
