//! Rules of the victim segment.

use super::{Findings, relation};
use crate::nibrs::codes::force::{Circumstance, Injury};
use crate::nibrs::codes::offense::OffenseCode;
use crate::nibrs::codes::people::{Sex, VictimType};
use crate::nibrs::offense_class::Against;
use crate::nibrs::segment::{Parts, Victim};

pub(super) fn check(parts: &Parts, found: &mut Findings) {
    for victim in &parts.victims {
        let about = format!("victim {:03}", victim.sequence);
        offenses(victim, parts, &about, found);
        kind(victim, parts, &about, found);
        circumstances(victim, parts, &about, found);
        injuries(victim, &about, found);
        relation::check(victim, parts, &about, found);
    }
    relation::between(parts, found);
}

pub(super) fn against(victim: &Victim, kind: Against) -> bool {
    victim.offenses.iter().any(|code| code.against() == kind)
}

/// 401, 461, 465 to 467, 478.
fn offenses(victim: &Victim, parts: &Parts, about: &str, found: &mut Findings) {
    found.error(
        victim.offenses.is_empty() || victim.sequence == 0,
        "401",
        about,
        "A victim has a number and at least one offense.",
    );
    let society = victim.kind == VictimType::Society;
    found.error(
        society && victim.offenses.contains(&OffenseCode::Burglary),
        "461",
        about,
        "Society is not the victim of a burglary.",
    );
    found.error(
        against(victim, Against::Society) && !society,
        "465",
        about,
        "The victim of a crime against society is society.",
    );
    let missing = victim
        .offenses
        .iter()
        .any(|code| !parts.offenses.iter().any(|offense| offense.code == *code));
    found.error(
        missing,
        "466",
        about,
        "The victim is connected to an offense that is not in the report.",
    );
    found.error(
        society && against(victim, Against::Property),
        "467",
        about,
        "Society is not the victim of a crime against property.",
    );
    let both = |a: OffenseCode, b: OffenseCode| {
        victim.offenses.contains(&a) && victim.offenses.contains(&b)
    };
    found.error(
        EXCLUSIVE
            .iter()
            .any(|(greater, lesser)| lesser.iter().any(|lesser| both(*greater, *lesser))),
        "478",
        about,
        "One of the victim's offenses is part of another, or excludes it.",
    );
}

/// Offenses that cannot happen to one victim together (rule 478).
const EXCLUSIVE: &[(OffenseCode, &[OffenseCode])] = {
    use OffenseCode as O;
    const LARCENIES: &[OffenseCode] = &[
        O::AggravatedAssault,
        O::SimpleAssault,
        O::Intimidation,
        O::PocketPicking,
        O::PurseSnatching,
        O::Shoplifting,
        O::TheftFromBuilding,
        O::TheftFromCoinOperatedMachine,
        O::TheftFromMotorVehicle,
        O::TheftOfMotorVehicleParts,
        O::AllOtherLarceny,
        O::MotorVehicleTheft,
    ];
    const FORCED: &[OffenseCode] = &[
        O::AggravatedAssault,
        O::SimpleAssault,
        O::Intimidation,
        O::Fondling,
        O::Incest,
        O::StatutoryRape,
    ];
    &[
        (
            O::Murder,
            &[
                O::NegligentManslaughter,
                O::AggravatedAssault,
                O::SimpleAssault,
                O::Intimidation,
            ],
        ),
        (
            O::NegligentManslaughter,
            &[O::AggravatedAssault, O::SimpleAssault, O::Intimidation],
        ),
        (O::AggravatedAssault, &[O::SimpleAssault, O::Intimidation]),
        (O::SimpleAssault, &[O::Intimidation]),
        (O::Rape, FORCED),
        (O::Sodomy, FORCED),
        (O::SexualAssaultWithAnObject, FORCED),
        (
            O::Fondling,
            &[
                O::SimpleAssault,
                O::Intimidation,
                O::Incest,
                O::StatutoryRape,
            ],
        ),
        (O::Incest, &[O::StatutoryRape]),
        (O::Robbery, LARCENIES),
    ]
};

/// 453, 454, 458, 464, 469, 481 to 483, 490.
fn kind(victim: &Victim, parts: &Parts, about: &str, found: &mut Findings) {
    let officer = victim.kind == VictimType::Officer;
    let human = officer || victim.kind == VictimType::Individual;
    found.error(
        victim.kind == VictimType::Individual && victim.person.is_none(),
        "453",
        about,
        "An individual has an age, a sex and a race, if only as unknown.",
    );
    let facts = victim.officer.as_ref();
    let complete =
        facts.is_some_and(|facts| facts.activity.is_some() && facts.assignment.is_some());
    found.error(
        officer && (victim.person.is_none() || !complete),
        "454",
        about,
        "An officer has an age, a sex, a race, an activity and an assignment.",
    );
    found.error(
        !human && (victim.person.is_some() || !victim.injuries.is_empty()),
        "458",
        about,
        "Only a person has an age, a sex, a race or an injury.",
    );
    found.error(
        against(victim, Against::Person) && !human,
        "464",
        about,
        "The victim of a crime against a person is a person.",
    );
    let sex = victim.person.map(|person| person.sex);
    let sexed = |code: &OffenseCode| matches!(code, OffenseCode::Rape | OffenseCode::StatutoryRape);
    found.error(
        victim.offenses.iter().any(sexed) && !matches!(sex, Some(Sex::Female | Sex::Male)),
        "469",
        about,
        "This offense needs the victim's sex.",
    );
    let years = victim.person.and_then(|person| person.age.bounds());
    found.error(
        victim.offenses.contains(&OffenseCode::StatutoryRape)
            && years.is_some_and(|(low, _)| low >= 18),
        "481",
        about,
        "The victim of a statutory rape is under 18.",
    );
    let assault = |code: &OffenseCode| code.is_assault() || *code == OffenseCode::Murder;
    found.error(
        officer && !victim.offenses.iter().any(assault),
        "482",
        about,
        "An officer is a victim as such only of murder or assault.",
    );
    found.error(
        (facts.is_some() && !officer) || (!human && !victim.related.is_empty()),
        "483",
        about,
        "What belongs to an officer or a person is said of another victim.",
    );
    found.error(
        officer && victim.offenses.iter().any(assault) && parts.administrative.hour.is_none(),
        "490",
        about,
        "An assault on an officer has an hour.",
    );
}

/// 401, 419, 455 to 457, 462, 463, 477, 480.
fn circumstances(victim: &Victim, parts: &Parts, about: &str, found: &mut Findings) {
    let given = &victim.circumstances;
    let asks = |code: &OffenseCode| code.asks_circumstance();
    let asked = victim.offenses.iter().any(asks);
    found.error(
        asked && given.is_empty(),
        "401",
        about,
        "A homicide or aggravated assault has a circumstance.",
    );
    found.error(
        (!asked && !given.is_empty())
            || (!victim.injuries.is_empty()
                && !victim.offenses.iter().any(|code| code.asks_injury())),
        "419",
        about,
        "The offense takes no circumstance or injury.",
    );
    let killed_criminal = |circumstance: &Circumstance| {
        matches!(
            circumstance,
            Circumstance::CriminalKilledByPrivateCitizen
                | Circumstance::CriminalKilledByPoliceOfficer
        )
    };
    let justified = given.iter().any(killed_criminal);
    found.error(
        justified && victim.justification.is_none(),
        "455",
        about,
        "A justifiable homicide says why.",
    );
    let unknown = given.contains(&Circumstance::UnknownCircumstances) && given.len() > 1;
    let groups = |circumstance: &Circumstance| match circumstance {
        circumstance if killed_criminal(circumstance) => 1,
        Circumstance::ChildPlayingWithWeapon
        | Circumstance::GunCleaningAccident
        | Circumstance::HuntingAccident
        | Circumstance::OtherNegligentWeaponHandling
        | Circumstance::OtherNegligentKillings => 2,
        _ => 0,
    };
    let mixed = given
        .iter()
        .any(|a| given.iter().any(|b| groups(a) != groups(b)));
    found.error(
        unknown || mixed,
        "456",
        about,
        "These circumstances exclude each other.",
    );
    found.error(
        victim.justification.is_some() && !justified,
        "457",
        about,
        "Nothing is justified without a justifiable homicide.",
    );
    let has = |code: OffenseCode| victim.offenses.contains(&code);
    let assault = |circumstance: &Circumstance| {
        groups(circumstance) == 0 && *circumstance != Circumstance::MercyKilling
    };
    found.error(
        has(OffenseCode::AggravatedAssault) && !given.iter().all(assault),
        "462",
        about,
        "This is no circumstance of an aggravated assault.",
    );
    found.error(
        has(OffenseCode::JustifiableHomicide) && !given.iter().all(killed_criminal),
        "463",
        about,
        "This is no circumstance of a justifiable homicide.",
    );
    found.error(
        (has(OffenseCode::Murder) && given.iter().any(|circumstance| groups(circumstance) != 0))
            || (has(OffenseCode::NegligentManslaughter)
                && given.iter().any(|circumstance| groups(circumstance) != 2)),
        "477",
        about,
        "This is no circumstance of the victim's offense.",
    );
    found.error(
        given.contains(&Circumstance::OtherFelonyInvolved)
            && parts.offenses.len() < 2
            && parts.victims.len() < 2,
        "480",
        about,
        "Another felony was involved, but none is in the report.",
    );
}

/// 401, 407, 479.
fn injuries(victim: &Victim, about: &str, found: &mut Findings) {
    let human = matches!(victim.kind, VictimType::Individual | VictimType::Officer);
    found.error(
        human
            && victim.injuries.is_empty()
            && victim.offenses.iter().any(|code| code.asks_injury()),
        "401",
        about,
        "This offense says how the victim was injured, if only as none.",
    );
    found.error(
        victim.injuries.contains(&Injury::NoInjury) && victim.injuries.len() > 1,
        "407",
        about,
        "No injury stands beside an injury.",
    );
    let mild = |injury: &Injury| matches!(injury, Injury::NoInjury | Injury::ApparentMinorInjury);
    found.error(
        victim.offenses.contains(&OffenseCode::SimpleAssault) && !victim.injuries.iter().all(mild),
        "479",
        about,
        "A simple assault leaves no major injury.",
    );
}
