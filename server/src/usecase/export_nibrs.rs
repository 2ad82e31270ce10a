//! Submitting a period's incidents: what keeps the rules is written, what does not is listed.

use crate::store::audit::{self, AuditEntry};
use crate::store::{Actor, Store, StoreError, records};
use domain::nibrs::flat::{self, Submission};
use domain::nibrs::rules::{self, Finding};
use domain::nibrs::values::{IncidentNumber, Ori, YearMonth};
use domain::nibrs::{Incident, xml};
use domain::records::{Class, Record};
use time::OffsetDateTime;

/// The form of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Flat,
    Xml,
}

/// What is submitted.
#[derive(Debug, Clone)]
pub struct Period {
    pub from: YearMonth,
    /// Also the month of submission.
    pub to: YearMonth,
}

/// Why nothing is submitted.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("the period ends before it begins")]
    Backwards,
    #[error("the month {0} is not over: the FBI takes no submission of a month to come (rule 060)")]
    NotOver(YearMonth),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The file, and what did not get into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    pub text: String,
    pub incidents: usize,
    /// Group B and non-criminal records of the period, which stay local.
    pub local: usize,
    pub left_out: Vec<(IncidentNumber, Finding)>,
    pub warnings: Vec<(IncidentNumber, Finding)>,
}

/// Writes the incidents that happened in the period, by number. Each is submitted whole, so a second submission
/// of a period replaces the first; the same records give the same bytes.
///
/// # Errors
/// [`ExportError`].
pub async fn export_nibrs(
    store: &Store,
    period: &Period,
    format: Format,
    ori: &Ori,
    now: OffsetDateTime,
    this_month: YearMonth,
) -> Result<Export, ExportError> {
    if period.to < period.from {
        return Err(ExportError::Backwards);
    }
    if period.to > this_month {
        return Err(ExportError::NotOver(period.to));
    }
    let days = period.from.days().zip(period.to.days());
    let Some(((first, _), (_, last))) = days else {
        return Err(ExportError::Backwards);
    };
    let found = records::between(store.reader(), first, last).await?;
    let export = write(&found, period.to, format, ori);
    let entry = AuditEntry::new(now, Actor::System, "nibrs.export")
        .about(format!("{}/{}", period.from, period.to));
    audit::record(store, &entry).await?;
    Ok(export)
}

fn write(found: &[Record], month: YearMonth, format: Format, ori: &Ori) -> Export {
    let (mut incidents, mut left_out, mut warnings): (Vec<&Incident>, Vec<_>, Vec<_>) =
        Default::default();
    let mut local = 0;
    for record in found {
        match &record.class {
            Class::GroupA(incident) => {
                let broken = rules::submission(incident.parts(), month);
                if broken.is_empty() {
                    incidents.push(incident);
                    let asked = incident.warnings().into_iter();
                    warnings.extend(asked.map(|finding| (record.number.clone(), finding)));
                } else {
                    left_out.extend(
                        broken
                            .into_iter()
                            .map(|finding| (record.number.clone(), finding)),
                    );
                }
            }
            Class::GroupB(_) | Class::NonCriminal(_) => local += 1,
        }
    }
    let submission = Submission {
        ori: ori.clone(),
        month,
    };
    let text = match format {
        Format::Flat => flat::write(&submission, incidents.iter().copied()),
        Format::Xml => xml::write(&submission, incidents.iter().copied()),
    };
    Export {
        text,
        incidents: incidents.len(),
        local,
        left_out,
        warnings,
    }
}
