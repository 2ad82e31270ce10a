//! Rules of the offender segment.

use super::Findings;
use crate::nibrs::codes::offense::OffenseCode;
use crate::nibrs::codes::people::{Race, Sex};
use crate::nibrs::segment::{Offender, Offenders, Parts};
use crate::nibrs::values::Age;

/// 501, 557 to 560.
pub(super) fn check(parts: &Parts, found: &mut Findings) {
    let known = parts.offenders.known();
    let numbered = match &parts.offenders {
        Offenders::Unknown => true,
        Offenders::Known(offenders) => {
            !offenders.is_empty()
                && offenders
                    .iter()
                    .all(|offender| (1..=99).contains(&offender.sequence))
        }
    };
    found.error(
        !numbered,
        "501",
        "offender",
        "Offenders are numbered from 1 to 99; there is at least one.",
    );
    let whole = |offender: &Offender| {
        offender.age != Age::Unknown
            && offender.sex != Sex::Unknown
            && offender.race != Race::Unknown
    };
    let cleared = parts.administrative.cleared.is_some();
    found.error(
        cleared && known.is_empty(),
        "557",
        "offender",
        "An incident without a known offender cannot be cleared exceptionally.",
    );
    found.error(
        cleared && !known.is_empty() && !known.iter().any(whole),
        "558",
        "offender",
        "An exceptional clearance needs one offender of known age, sex and race.",
    );
    let has = |code: OffenseCode| parts.offenses.iter().any(|offense| offense.code == code);
    found.error(
        has(OffenseCode::JustifiableHomicide) && !known.iter().any(whole),
        "559",
        "offender",
        "A justifiable homicide needs one offender of known age, sex and race.",
    );
    if has(OffenseCode::Rape) {
        let sexes = parts
            .victims
            .iter()
            .filter(|victim| victim.offenses.contains(&OffenseCode::Rape))
            .filter_map(|victim| victim.person.map(|person| person.sex))
            .filter(|sex| *sex != Sex::Unknown);
        for sex in sexes {
            let other = |offender: &Offender| offender.sex != sex;
            found.error(
                !known.is_empty() && !known.iter().any(other),
                "560",
                "offender",
                "No offender has another sex than the victim.",
            );
        }
    }
}
