//! Records as links name them.

use crate::state::State;
use crate::store::{StoreError, records, reports};
use app::page::staff::links::Party;
use domain::links::Topic;
use domain::nibrs::values::IncidentNumber;
use domain::records::{Record, Source};
use std::collections::{BTreeMap, BTreeSet};

/// By case number.
pub struct Parties(BTreeMap<IncidentNumber, Party>);

impl Parties {
    /// A record that is gone keeps its number.
    pub fn of(&self, number: &IncidentNumber) -> Party {
        self.0.get(number).cloned().unwrap_or_else(|| Party {
            number: number.to_string(),
            href: None,
            about: String::new(),
        })
    }
}

/// Numbers of one query: far below what a database takes.
const AT_ONCE: usize = 500;

/// Reads the records with these numbers.
pub async fn parties(
    state: &State,
    numbers: BTreeSet<IncidentNumber>,
) -> Result<Parties, StoreError> {
    let reader = state.store.reader();
    let numbers: Vec<IncidentNumber> = numbers.into_iter().collect();
    let mut parties = BTreeMap::new();
    for numbers in numbers.chunks(AT_ONCE) {
        let found = records::with_numbers(reader, numbers).await?;
        let ids = found.iter().filter_map(|(_, report)| *report).collect();
        let trackings: BTreeMap<_, _> =
            reports::trackings(reader, ids).await?.into_iter().collect();
        for (record, report) in found {
            let tracking = report.and_then(|report| trackings.get(&report));
            let party = Party {
                number: record.number.to_string(),
                href: tracking.map(|tracking| format!("/staff/reports/{}", tracking.compact())),
                about: about(state, &record),
            };
            parties.insert(record.number, party);
        }
    }
    Ok(Parties(parties))
}

fn about(state: &State, record: &Record) -> String {
    let day = state.site().words.date("date.plain", record.date);
    let source = match record.source {
        Source::Citizen => "by a citizen",
        Source::Officer => "by an officer",
    };
    let what = Topic::of(record).title();
    match &record.address {
        Some(address) => format!("{what}, {day}, {address}, {source}"),
        None => format!("{what}, {day}, {source}"),
    }
}
