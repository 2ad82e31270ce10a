//! The document of one supplement, `citizen-supplement/1`: what a filer added to an approved report. The report's
//! own document never changes.

use super::Agency;
use super::document::{as_shown, utc};
use crate::store::reports::ReportRow;
use domain::number::{CaseNumber, TrackingNumber};
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// The format and its version.
pub const SUPPLEMENT_SCHEMA: &str = "citizen-supplement/1";

/// One supplement of an approved report.
#[derive(Clone, Serialize)]
pub struct Supplement {
    pub schema: &'static str,
    pub report_id: Uuid,
    #[serde(serialize_with = "as_shown")]
    pub tracking_number: TrackingNumber,
    pub case_number: CaseNumber,
    pub ori: String,
    /// Counted from 1, without gaps.
    pub number: usize,
    #[serde(serialize_with = "utc")]
    pub filed_at: OffsetDateTime,
    /// As typed.
    pub text: String,
}

impl Supplement {
    /// The document; `None` when the report has no case number.
    #[must_use]
    pub fn of(
        report: &ReportRow,
        agency: &Agency,
        number: usize,
        filed_at: OffsetDateTime,
        text: String,
    ) -> Option<Self> {
        Some(Self {
            schema: SUPPLEMENT_SCHEMA,
            report_id: report.id,
            tracking_number: report.tracking.clone(),
            case_number: report.case_number.clone()?,
            ori: agency.ori.clone(),
            number,
            filed_at,
            text,
        })
    }

    /// The text that is handed over.
    ///
    /// # Errors
    /// When a time is outside the years 0 to 9999.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}
