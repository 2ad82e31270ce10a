//! Rules of the arrestee segment.

use super::Findings;
use crate::nibrs::codes::force::ArmedWith;
use crate::nibrs::codes::offense::OffenseCode;
use crate::nibrs::codes::people::Sex;
use crate::nibrs::segment::{ArrestOffense, Arrestee, Parts};
use crate::nibrs::values::Age;

pub(super) fn check(parts: &Parts, found: &mut Findings) {
    for arrestee in &parts.arrestees {
        one(
            arrestee,
            parts,
            &format!("arrestee {:02}", arrestee.sequence),
            found,
        );
    }
    let known = parts.offenders.known().len();
    found.error(
        parts.arrestees.len() > known,
        "656",
        "arrestee",
        "More people were arrested than there were offenders.",
    );
    let justifiable = parts
        .offenses
        .iter()
        .any(|offense| offense.code == OffenseCode::JustifiableHomicide);
    found.error(
        justifiable && !parts.arrestees.is_empty(),
        "669",
        "arrestee",
        "Nobody is arrested for a justifiable homicide.",
    );
}

/// 601, 607, 640, 641, 652, 653, 665, 667, 670.
fn one(arrestee: &Arrestee, parts: &Parts, about: &str, found: &mut Findings) {
    found.error(
        arrestee.armed.is_empty() || arrestee.sequence == 0,
        "601",
        about,
        "An arrestee has a number, and what they were armed with is said.",
    );
    found.error(
        arrestee.armed.contains(&ArmedWith::Unarmed) && arrestee.armed.len() > 1,
        "607",
        about,
        "Unarmed stands beside a weapon.",
    );
    let disposed = arrestee.juvenile.is_some();
    match arrestee.age {
        Age::Between(low, _) => found.error(
            low < 18 && !disposed,
            "640",
            about,
            "The arrestee may be a juvenile; the disposition is not said.",
        ),
        Age::Years(99) => {
            found.warning(
                true,
                "641",
                about,
                "Over 98 years old: is it meant as unknown?",
            );
        }
        age => {
            let minor = age.bounds().is_some_and(|(_, years)| years < 18);
            found.error(
                minor && !disposed,
                "652",
                about,
                "A juvenile has a disposition.",
            );
        }
    }
    let adult = arrestee.age.bounds().is_some_and(|(years, _)| years >= 18);
    found.error(
        adult && disposed,
        "653",
        about,
        "An adult has no juvenile disposition.",
    );
    found.error(
        arrestee.date < parts.administrative.date,
        "665",
        about,
        "Arrested before it happened.",
    );
    found.error(
        arrestee.sex == Sex::Unknown,
        "667",
        about,
        "The sex of an arrestee is known.",
    );
    found.error(
        arrestee.offense == ArrestOffense::GroupA(OffenseCode::JustifiableHomicide),
        "670",
        about,
        "Nobody is arrested for a justifiable homicide.",
    );
}
