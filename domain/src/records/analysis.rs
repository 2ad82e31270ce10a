//! Figures over records of both sources: two periods side by side. Counts of offenses by code, month and kind of
//! place, clearance, and the value of property stolen, recovered and damaged by kind.

use super::{Class, Record, Source};
use crate::choices;
use crate::nibrs::codes::Code;
use crate::nibrs::codes::named::Loss;
use crate::nibrs::segment::Parts;
use crate::nibrs::values::YearMonth;
use std::collections::BTreeMap;

choices! {
    /// What is counted, in the order of the page.
    Section {
        Source = "source",
        Class = "class",
        Offense = "offense",
        Month = "month",
        Place = "place",
        Clearance = "clearance",
        Stolen = "stolen",
        Recovered = "recovered",
        Damaged = "damaged",
    }
}

impl Section {
    /// Whether its figures are dollars; else they are counts.
    #[must_use]
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Stolen | Self::Recovered | Self::Damaged)
    }
}

/// One figure of each period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub section: Section,
    /// A NIBRS code, a month, or a word.
    pub code: String,
    pub label: String,
    pub first: u64,
    pub second: u64,
}

impl Row {
    /// From the first period to the second.
    #[must_use]
    pub fn change(&self) -> i128 {
        i128::from(self.second) - i128::from(self.first)
    }
}

/// Both periods side by side, by section and code; what is in neither is left out.
#[must_use]
pub fn compare(first: &[Record], second: &[Record]) -> Vec<Row> {
    let mut rows: BTreeMap<(Section, String), (String, [u64; 2])> = BTreeMap::new();
    for (period, records) in [first, second].into_iter().enumerate() {
        for record in records {
            count(record, &mut |section, code: &str, label: &str, amount| {
                let entry = rows
                    .entry((section, code.to_owned()))
                    .or_insert_with(|| (label.to_owned(), [0, 0]));
                entry.1[period] = entry.1[period].saturating_add(amount);
            });
        }
    }
    rows.into_iter()
        .map(|((section, code), (label, [first, second]))| Row {
            section,
            code,
            label,
            first,
            second,
        })
        .collect()
}

fn count(record: &Record, add: &mut impl FnMut(Section, &str, &str, u64)) {
    match record.source {
        Source::Citizen => add(Section::Source, "citizen", "Filed by a citizen", 1),
        Source::Officer => add(Section::Source, "officer", "Filed by an officer", 1),
    }
    let class = match record.class {
        Class::GroupA(_) => "Group A, submitted",
        Class::GroupB(_) => "Group B, local",
        Class::NonCriminal(_) => "No offense",
    };
    add(Section::Class, record.class_code(), class, 1);
    let mut offense = |code: &str, label: &str| {
        add(Section::Offense, code, label, 1);
        let month = YearMonth::of(record.date).to_string();
        add(Section::Month, &month, "Offenses of the month", 1);
        if let Some(place) = record.location {
            add(Section::Place, place.code(), place.label(), 1);
        }
    };
    match &record.class {
        Class::GroupA(incident) => {
            for found in &incident.parts().offenses {
                offense(found.code.code(), found.code.label());
            }
            clearance(incident.parts(), add);
            property(incident.parts(), add);
        }
        Class::GroupB(code) => offense(code.code(), code.label()),
        Class::NonCriminal(_) => {}
    }
}

/// One of the three for each Group A incident.
fn clearance(parts: &Parts, add: &mut impl FnMut(Section, &str, &str, u64)) {
    let (code, label) = if !parts.arrestees.is_empty() {
        ("arrest", "Cleared by arrest")
    } else if parts.administrative.cleared.is_some() {
        ("exceptional", "Cleared exceptionally")
    } else {
        ("open", "Not cleared")
    };
    add(Section::Clearance, code, label, 1);
}

fn property(parts: &Parts, add: &mut impl FnMut(Section, &str, &str, u64)) {
    for property in &parts.property {
        let section = match property.loss {
            Loss::Stolen => Section::Stolen,
            Loss::Recovered => Section::Recovered,
            Loss::Damaged => Section::Damaged,
            Loss::NoLoss | Loss::Burned | Loss::Counterfeited | Loss::Seized | Loss::Unknown => {
                continue;
            }
        };
        for item in &property.items {
            let value = item.value.map_or(0, u64::from);
            add(section, item.code.code(), item.code.label(), value);
        }
    }
}
