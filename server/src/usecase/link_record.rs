//! Linking a record with those that were there before, in the transaction that writes it.

use crate::store::traces::{self, MOST, MOST_NEAR};
use crate::store::{Reads, StoreError, Tx, links};
use domain::links::{Analysis, Finding, Spot, Trace, TraceKind, meet, meet_at, strongest};
use domain::nibrs::values::IncidentNumber;
use domain::records::Record;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use time::OffsetDateTime;

/// The most links that one record is given: what weighs most stays. More than an officer reads.
const MOST_LINKS: usize = 200;

/// What a record may belong together with.
#[derive(Debug, Default)]
pub struct Found {
    /// Each with one finding for each reason, what weighs most first.
    pub links: Vec<(IncidentNumber, Finding)>,
    /// What stands in so many records that not all were looked at, in sentences.
    pub crowded: Vec<String>,
}

/// Puts a record into the index and suggests its links. The caller has the index alone (`traces::alone`), and has
/// written the record.
///
/// # Errors
/// [`StoreError`].
pub async fn link_record(
    tx: &Tx,
    record: &Record,
    analysis: &Analysis,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let (traces, spot) = (Trace::of(record), Spot::of(record));
    link(tx, &record.number, &traces, &spot, analysis, at).await
}

/// As [`link_record`], of a record whose traces and spot are known.
///
/// # Errors
/// [`StoreError`].
pub async fn link(
    tx: &Tx,
    number: &IncidentNumber,
    traces: &[Trace],
    spot: &Spot,
    analysis: &Analysis,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let found = look_up(tx, Some(number), traces, spot, analysis).await?;
    traces::write(tx, number, traces, spot).await?;
    links::suggest(tx, number, &found.links, at).await
}

/// What the index knows about these traces and this spot. `own` is left out: a record is not its own double.
///
/// # Errors
/// [`StoreError`].
pub async fn look_up(
    c: &impl Reads,
    own: Option<&IncidentNumber>,
    traces: &[Trace],
    spot: &Spot,
    analysis: &Analysis,
) -> Result<Found, StoreError> {
    let mut met: BTreeMap<IncidentNumber, Vec<Finding>> = BTreeMap::new();
    let mut crowded = Vec::new();
    for trace in traces {
        let mut carrying = traces::carrying(c, trace.kind, &trace.key).await?;
        if carrying.len() > MOST as usize {
            carrying.truncate(MOST as usize);
            match trace.kind {
                // A word on every wall says nothing.
                TraceKind::GraffitiWord | TraceKind::GraffitiNear => continue,
                kind => crowded.push(format!(
                    "The {} {} stands in more than {MOST} records: the latest {MOST} are listed.",
                    kind.title(),
                    trace.shown
                )),
            }
        }
        for (number, theirs) in carrying {
            if own != Some(&number) {
                met.entry(number).or_default().extend(meet(trace, &theirs));
            }
        }
    }
    let around = traces::around(c, spot, analysis).await?;
    if around.crowded {
        crowded.push(format!(
            "There are more than {MOST_NEAR} records of this kind close by: not all are compared."
        ));
    }
    for (number, theirs) in around.records {
        if own != Some(&number) {
            met.entry(number)
                .or_default()
                .extend(meet_at(spot, &theirs, analysis));
        }
    }
    let mut links: Vec<(IncidentNumber, Finding)> = met
        .into_iter()
        .flat_map(|(number, findings)| {
            let each = strongest(findings).into_iter();
            each.map(move |finding| (number.clone(), finding))
        })
        .collect();
    links.sort_by_key(|(_, finding)| (Reverse(finding.strength), finding.reason));
    links.truncate(MOST_LINKS);
    Ok(Found { links, crowded })
}
