//! Rules between segments, and of the administrative segment.

use super::Findings;
use crate::nibrs::codes::Code;
use crate::nibrs::codes::named::Loss;
use crate::nibrs::codes::offense::OffenseCode;
use crate::nibrs::codes::people::VictimType;
use crate::nibrs::codes::property::PropertyCode;
use crate::nibrs::offense_class::Against;
use crate::nibrs::segment::{Offense, Parts, Property};

pub(super) fn check(parts: &Parts, found: &mut Findings) {
    segments(parts, found);
    administrative(parts, found);
    property(parts, found);
    for offense in &parts.offenses {
        losses_of(offense, parts, found);
    }
}

/// 065, 070, 071, 075, 080, 085.
fn segments(parts: &Parts, found: &mut Findings) {
    for offense in &parts.offenses {
        let connected = parts
            .victims
            .iter()
            .any(|victim| victim.offenses.contains(&offense.code));
        found.error(
            !connected,
            "065",
            &named(offense.code),
            "No victim is connected to this offense.",
        );
    }
    let known = parts.offenders.known();
    for victim in &parts.victims {
        let about = format!("victim {:03}", victim.sequence);
        let strays = victim.related.iter().any(|related| {
            related.offender != 0
                && !known
                    .iter()
                    .any(|offender| offender.sequence == related.offender)
        });
        found.error(
            strays,
            "070",
            &about,
            "The victim is related to an offender who is not in the report.",
        );
        let needs_two = known.len() >= 3
            && victim
                .offenses
                .iter()
                .any(|code| code.against() == Against::Person || *code == OffenseCode::Robbery);
        found.error(
            needs_two && victim.related.len() < 2,
            "085",
            &about,
            "With three or more offenders, the victim must be related to at least two of them.",
        );
    }
    if let Some(cleared) = parts.administrative.cleared {
        let arrested = parts
            .arrestees
            .iter()
            .any(|arrestee| arrestee.date <= cleared.date);
        found.error(
            arrested,
            "071",
            "incident",
            "Cleared exceptionally, although somebody had been arrested by then.",
        );
    }
    found.error(
        parts.offenses.is_empty() || parts.victims.is_empty(),
        "075",
        "incident",
        "An incident has at least one offense and one victim.",
    );
    let only_society = !parts.offenses.is_empty()
        && parts
            .offenses
            .iter()
            .all(|offense| offense.code.against() == Against::Society);
    let one_society = parts.victims.len() == 1
        && parts
            .victims
            .iter()
            .all(|victim| victim.kind == VictimType::Society);
    found.error(
        only_society && !one_society,
        "080",
        "incident",
        "A crime against society alone has one victim: society.",
    );
}

/// 119, 122, 155.
fn administrative(parts: &Parts, found: &mut Findings) {
    let administrative = &parts.administrative;
    let asked = parts
        .offenses
        .iter()
        .any(|offense| offense.code.asks_cargo_theft());
    found.error(
        asked != administrative.cargo_theft.is_some(),
        "119",
        "incident",
        "Cargo theft is said, yes or no, exactly when an offense can be one.",
    );
    found.error(
        !asked && administrative.cargo_theft == Some(true),
        "122",
        "incident",
        "No offense of this incident can be cargo theft.",
    );
    found.error(
        administrative
            .cleared
            .is_some_and(|cleared| cleared.date < administrative.date),
        "155",
        "incident",
        "Cleared before it happened.",
    );
}

/// 072 to 074, 076, 084.
fn property(parts: &Parts, found: &mut Findings) {
    let of = |loss: Loss| parts.property.iter().find(|property| property.loss == loss);
    let has = |code: OffenseCode| parts.offenses.iter().any(|offense| offense.code == code);
    if let Some(recovered) = of(Loss::Recovered) {
        let stolen = of(Loss::Stolen);
        let free = has(OffenseCode::Counterfeiting) || has(OffenseCode::StolenPropertyOffenses);
        let vehicle_stolen =
            stolen.is_some_and(|stolen| stolen.items.iter().any(|item| item.code.is_vehicle()));
        for item in &recovered.items {
            let about = format!("property {}", item.code.code());
            let before =
                stolen.and_then(|stolen| stolen.items.iter().find(|other| other.code == item.code));
            let parts_of_vehicle = item.code == PropertyCode::VehicleParts && vehicle_stolen;
            found.error(
                before.is_none() && !free && !parts_of_vehicle,
                "072",
                &about,
                "Recovered without having been reported as stolen.",
            );
            found.error(
                before.is_some_and(|before| before.value < item.value),
                "084",
                &about,
                "Recovered at a higher value than it was stolen at.",
            );
        }
        let count = |property: Option<&Property>, of: fn(&Property) -> Option<u8>| {
            property.and_then(of).unwrap_or(0)
        };
        found.error(
            count(stolen, |property| property.stolen_vehicles)
                < count(Some(recovered), |property| property.recovered_vehicles),
            "073",
            "property 5",
            "More vehicles recovered than stolen.",
        );
    }
    let needed = parts
        .offenses
        .iter()
        .any(|offense| offense.code.needs_property());
    found.error(
        needed && parts.property.is_empty(),
        "074",
        "incident",
        "An offense of this incident needs a property segment.",
    );
    found.error(
        !needed && !parts.property.is_empty(),
        "076",
        "incident",
        "No offense of this incident takes a property segment.",
    );
    for property in &parts.property {
        let fits = parts
            .offenses
            .iter()
            .any(|offense| takes(offense, property.loss));
        found.error(
            needed && !fits,
            "081",
            &format!("property {}", property.loss.code()),
            "This type of loss fits no offense of the incident.",
        );
    }
}

/// 077 and 078.
fn losses_of(offense: &Offense, parts: &Parts, found: &mut Findings) {
    if !offense.code.needs_property() {
        return;
    }
    let fits = parts
        .property
        .iter()
        .any(|property| takes(offense, property.loss));
    found.error(
        offense.attempted && !fits,
        "077",
        &named(offense.code),
        "An attempt needs the type of loss 1 (none) or 8 (unknown).",
    );
    found.error(
        !offense.attempted && !fits,
        "078",
        &named(offense.code),
        "No property segment has a type of loss that this completed offense needs.",
    );
}

/// The types of loss that an offense takes (rule 081).
fn takes(offense: &Offense, loss: Loss) -> bool {
    use Loss::{Burned, Counterfeited, Damaged, NoLoss, Recovered, Seized, Stolen, Unknown};
    if offense.attempted {
        return offense.code.needs_property() && matches!(loss, NoLoss | Unknown);
    }
    match offense.code {
        OffenseCode::StolenPropertyOffenses => matches!(loss, NoLoss | Recovered),
        OffenseCode::Kidnapping | OffenseCode::Burglary | OffenseCode::Bribery => {
            matches!(loss, NoLoss | Recovered | Stolen | Unknown)
        }
        OffenseCode::DrugViolations | OffenseCode::DrugEquipmentViolations => {
            matches!(loss, NoLoss | Seized)
        }
        OffenseCode::Arson => loss == Burned,
        OffenseCode::Counterfeiting => matches!(loss, Counterfeited | Recovered | Seized),
        OffenseCode::Vandalism => loss == Damaged,
        code if code.is_gambling() => loss == Seized,
        code if code.against() == Against::Property => matches!(loss, Recovered | Stolen),
        _ => false,
    }
}

fn named(code: OffenseCode) -> String {
    format!("offense {}", code.code())
}
