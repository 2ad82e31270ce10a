//! Whom it was done to.

use crate::field::Choice;
use crate::incident::common::{self, Filer, FilerRole};
use crate::nibrs::codes::offense::OffenseCode;
use crate::nibrs::codes::people::{Ethnicity, Race, Resident, Sex, VictimType};
use crate::nibrs::few::{Few, FewError};
use crate::nibrs::offense_class::Against;
use crate::nibrs::segment::{Person, Related, Victim};
use crate::nibrs::values::Age;
use crate::records::Involved;
use crate::report::Report;
use time::Date;

/// The one victim. A business is one itself, save of a crime against a person, where it is whoever reports. Who
/// reports for somebody else says nothing of them: an individual of whom nothing is known.
pub(super) fn of(report: &Report, codes: Vec<OffenseCode>, town: &str) -> Result<Victim, FewError> {
    let filer = &report.filer;
    let personal = codes.iter().any(|code| code.against() == Against::Person);
    let own = Person {
        age: age(filer.born.0, report.occurred.from_day.0),
        sex: sex(filer.sex),
        race: race(filer.race),
        ethnicity: Some(ethnicity(filer.ethnicity)),
        resident: Some(resident(filer, town)),
    };
    let unknown = Person {
        age: Age::Unknown,
        sex: Sex::Unknown,
        race: Race::Unknown,
        ethnicity: Some(Ethnicity::Unknown),
        resident: Some(Resident::Unknown),
    };
    let person = match filer.role {
        FilerRole::Victim | FilerRole::Owner => Some(own),
        FilerRole::Business if personal => Some(own),
        FilerRole::Business => None,
        FilerRole::ReportingParty | FilerRole::Witness => Some(unknown),
    };
    // To the unknown offender, without a relation (rule 468).
    let related = if personal {
        Few::one(Related {
            offender: 0,
            relation: None,
        })
    } else {
        Few::default()
    };
    Ok(Victim {
        sequence: 1,
        offenses: Few::new(codes)?,
        kind: if person.is_some() {
            VictimType::Individual
        } else {
            VictimType::Business
        },
        person,
        officer: None,
        circumstances: Few::default(),
        justification: None,
        injuries: Few::default(),
        related,
    })
}

/// In whole years on the day; who was born after it, or that year, is of unknown age.
fn age(born: Date, on: Date) -> Age {
    let birthday = |day: Date| (u8::from(day.month()), day.day());
    let years = on.year() - born.year() - i32::from(birthday(on) < birthday(born));
    Age::of_years(u32::try_from(years).unwrap_or(0))
}

fn sex(given: Option<common::Sex>) -> Sex {
    match given {
        Some(common::Sex::Female) => Sex::Female,
        Some(common::Sex::Male) => Sex::Male,
        Some(common::Sex::Unknown) | None => Sex::Unknown,
    }
}

fn race(given: Option<common::Race>) -> Race {
    match given {
        Some(common::Race::Asian) => Race::Asian,
        Some(common::Race::Black) => Race::Black,
        Some(common::Race::NativeAmerican) => Race::NativeAmerican,
        Some(common::Race::PacificIslander) => Race::PacificIslander,
        Some(common::Race::White) => Race::White,
        Some(common::Race::Unknown) | None => Race::Unknown,
    }
}

fn ethnicity(given: Option<common::Ethnicity>) -> Ethnicity {
    match given {
        Some(common::Ethnicity::Hispanic) => Ethnicity::Hispanic,
        Some(common::Ethnicity::NotHispanic) => Ethnicity::NotHispanic,
        Some(common::Ethnicity::Unknown) | None => Ethnicity::Unknown,
    }
}

fn resident(filer: &Filer, town: &str) -> Resident {
    if filer
        .home
        .city
        .to_string()
        .trim()
        .eq_ignore_ascii_case(town.trim())
    {
        Resident::Resident
    } else {
        Resident::Nonresident
    }
}

/// Who has a part in it, by name.
pub(super) fn involved(filer: &Filer) -> Vec<Involved> {
    let mut people = vec![Involved {
        role: filer.role.code().to_owned(),
        name: format!("{} {}", filer.first_name, filer.last_name),
        phones: [Some(&filer.phone), filer.other_phone.as_ref()]
            .into_iter()
            .flatten()
            .map(|phone| phone.e164().to_owned())
            .collect(),
        email: Some(filer.email.to_string()),
    }];
    if let Some(business) = &filer.business {
        people.push(Involved {
            role: "business".to_owned(),
            name: business.name.to_string(),
            phones: Vec::new(),
            email: None,
        });
    }
    people
}
