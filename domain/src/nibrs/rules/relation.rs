//! Rules of what a victim is to an offender.

use super::Findings;
use super::victim::against;
use crate::nibrs::codes::named::Relation;
use crate::nibrs::codes::offense::OffenseCode;
use crate::nibrs::codes::people::{Race, Sex, VictimType};
use crate::nibrs::offense_class::Against;
use crate::nibrs::segment::{Offender, Offenders, Parts, Related, Victim};
use crate::nibrs::values::Age;

/// 401, 449, 450, 459, 460, 468, 471, 472, 475, 553, 554.
pub(super) fn check(victim: &Victim, parts: &Parts, about: &str, found: &mut Findings) {
    let related = &victim.related;
    let takes = against(victim, Against::Person) || victim.offenses.contains(&OffenseCode::Robbery);
    let human = matches!(victim.kind, VictimType::Individual | VictimType::Officer);
    found.error(
        takes && human && related.is_empty(),
        "401",
        about,
        "The victim of this offense is related to an offender, if only to the unknown one.",
    );
    found.error(
        !takes && !related.is_empty(),
        "459",
        about,
        "This offense relates the victim to nobody.",
    );
    for relation in related {
        found.error(
            relation.offender != 0 && relation.relation.is_none(),
            "460",
            about,
            "What the victim is to the offender is not said.",
        );
        found.error(
            relation.offender == 0 && relation.relation.is_some(),
            "468",
            about,
            "Nobody is anything to an unknown offender.",
        );
        let offender = parts
            .offenders
            .known()
            .iter()
            .find(|known| known.sequence == relation.offender);
        if let Some(offender) = offender {
            with(victim, offender, relation, about, found);
        }
    }
    let count = |kind: Relation| {
        related
            .iter()
            .filter(|related| related.relation == Some(kind))
            .count()
    };
    found.error(
        count(Relation::Offender) > 1,
        "471",
        about,
        "One victim cannot be two offenders.",
    );
    found.error(
        count(Relation::Spouse) > 1,
        "475",
        about,
        "One victim cannot have two spouses.",
    );
    let spouse = count(Relation::Spouse) > 0;
    let oldest = victim
        .person
        .and_then(|person| person.age.bounds())
        .map(|(_, high)| high);
    found.warning(
        spouse && oldest.is_some_and(|years| (10..18).contains(&years)),
        "449",
        about,
        "A spouse under 18.",
    );
    found.error(
        spouse && oldest.is_some_and(|years| years < 10),
        "450",
        about,
        "A spouse under 10.",
    );
}

/// 472, 549, 550, 553, 554: a victim and one offender.
fn with(
    victim: &Victim,
    offender: &Offender,
    related: &Related,
    about: &str,
    found: &mut Findings,
) {
    let relation = related.relation;
    let nothing = offender.age == Age::Unknown
        && offender.sex == Sex::Unknown
        && offender.race == Race::Unknown;
    found.error(
        nothing && relation.is_some_and(|relation| relation != Relation::Unknown),
        "472",
        about,
        "Of an offender of whom nothing is known, the relation is not known either.",
    );
    let spouse = relation == Some(Relation::Spouse);
    let oldest = offender.age.bounds().map(|(_, high)| high);
    found.warning(
        spouse && oldest.is_some_and(|years| (10..18).contains(&years)),
        "549",
        about,
        "The offender is a spouse under 18.",
    );
    found.error(
        spouse && oldest.is_some_and(|years| years < 10),
        "550",
        about,
        "The offender is a spouse under 10.",
    );
    let Some(person) = victim.person else { return };
    let known = |sex: Sex| sex != Sex::Unknown;
    let offends = relation == Some(Relation::Offender);
    found.error(
        offends && known(person.sex) && known(offender.sex) && person.sex != offender.sex,
        "553",
        about,
        "The victim who was the offender has another sex.",
    );
    let (Some((_, victim_high)), Some((victim_low, _))) =
        (person.age.bounds(), person.age.bounds())
    else {
        return;
    };
    let Some((low, high)) = offender.age.bounds() else {
        return;
    };
    let older = matches!(relation, Some(Relation::Parent | Relation::Grandparent));
    let younger = matches!(relation, Some(Relation::Child | Relation::Grandchild));
    found.error(
        (older && victim_high < low) || (younger && victim_low > high),
        "554",
        about,
        "The ages do not fit the relation.",
    );
}

/// 470, 474, 476: between victims.
pub(super) fn between(parts: &Parts, found: &mut Findings) {
    let pairs = |kind: Relation| {
        parts
            .victims
            .iter()
            .flat_map(|victim| victim.related.iter())
            .filter(move |related| related.relation == Some(kind))
            .map(|related| related.offender)
            .collect::<Vec<u8>>()
    };
    let twice = |mut offenders: Vec<u8>| {
        offenders.sort_unstable();
        offenders.windows(2).any(|pair| pair[0] == pair[1])
    };
    let offending = pairs(Relation::Offender);
    let single = match &parts.offenders {
        Offenders::Unknown => true,
        Offenders::Known(offenders) => offenders.len() < 2,
    };
    found.error(
        !offending.is_empty() && (parts.victims.len() < 2 || single),
        "470",
        "incident",
        "Where a victim was an offender there are two of each.",
    );
    found.error(
        twice(offending),
        "474",
        "incident",
        "Two victims were the same offender.",
    );
    found.error(
        twice(pairs(Relation::Spouse)),
        "476",
        "incident",
        "An offender has two spouses.",
    );
}
