//! Taking officers' incidents in: each good one is kept, each bad line told. Taking the same file twice changes
//! nothing; a newer version of an incident replaces the older.

mod json;

use super::link_record::link_record;
use crate::store::audit::{self, AuditEntry};
use crate::store::records::{self, Put};
use crate::store::{Actor, Store, StoreError, traces};
use domain::links::Analysis;
use domain::nibrs::flat::{self, Fault};
use domain::nibrs::values::Ori;
use domain::records::{Record, Source};
use time::OffsetDateTime;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A NIBRS flat file.
    Flat,
    /// One JSON object a line (`docs/nibrs.md`).
    Json,
}

impl Format {
    /// By the first character: a flat file begins with a digit.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.trim_start().starts_with('{') {
            Self::Json
        } else {
            Self::Flat
        }
    }
}

/// What came of an import.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub new: usize,
    pub same: usize,
    pub replaced: usize,
    /// What was not taken, in the order of the lines.
    pub faults: Vec<Fault>,
}

/// Records in one transaction: a turn with the writer stays short (5 ms each on a slow disk, 100 in half a second).
const BATCH: usize = 100;

/// Takes a file in.
///
/// # Errors
/// [`StoreError`]: batches before it are kept, and the same file can be taken in again.
pub async fn import_records(
    store: &Store,
    text: &str,
    format: Format,
    ori: &Ori,
    analysis: &Analysis,
    now: OffsetDateTime,
) -> Result<Imported, StoreError> {
    let (found, faults) = match format {
        Format::Flat => {
            let reading = flat::read(text, ori);
            let of = |(line, incident)| (line, Record::of_incident(Source::Officer, incident));
            (
                reading.incidents.into_iter().map(of).collect(),
                reading.faults,
            )
        }
        Format::Json => json::read(text),
    };
    let mut imported = Imported {
        faults,
        ..Imported::default()
    };
    for batch in found.chunks(BATCH) {
        let outcomes = store
            .write(async |tx| {
                let mut outcomes = Vec::with_capacity(batch.len());
                traces::alone(tx).await?;
                for (_, record) in batch {
                    let outcome = records::put(tx, record, now).await?;
                    match outcome {
                        Put::New | Put::Replaced => link_record(tx, record, analysis, now).await?,
                        Put::Same | Put::Taken => {}
                    }
                    outcomes.push(outcome);
                }
                audit::append(tx, &entry(now)).await?;
                Ok::<_, StoreError>(outcomes)
            })
            .await?;
        for ((line, _), outcome) in batch.iter().zip(outcomes) {
            match outcome {
                Put::New => imported.new += 1,
                Put::Same => imported.same += 1,
                Put::Replaced => imported.replaced += 1,
                Put::Taken => imported.faults.push(Fault {
                    line: *line,
                    field: "incident_number".to_owned(),
                    rule: "056",
                    words: "The number is that of a citizen's report.",
                }),
            }
        }
    }
    imported.faults.sort_by_key(|fault| fault.line);
    Ok(imported)
}

fn entry(at: OffsetDateTime) -> AuditEntry {
    AuditEntry::new(at, Actor::System, "records.import")
}
