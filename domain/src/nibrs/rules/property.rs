//! Rules of the property segment.

use super::Findings;
use crate::nibrs::codes::Code;
use crate::nibrs::codes::named::Loss;
use crate::nibrs::codes::offense::OffenseCode;
use crate::nibrs::codes::property::{DrugMeasure, DrugType, PropertyCode};
use crate::nibrs::segment::{Drug, Item, Parts, Property};
use crate::nibrs::values::Dollars;

/// From this value on the FBI asks (rule 342), in dollars.
const THRESHOLD: u64 = 1_000_000;

/// What the rules ask of the offenses.
struct Offenses<'a>(&'a Parts);

impl Offenses<'_> {
    fn has(&self, code: OffenseCode) -> bool {
        self.0.offenses.iter().any(|offense| offense.code == code)
    }

    fn completed(&self, code: OffenseCode) -> bool {
        self.0
            .offenses
            .iter()
            .any(|offense| offense.code == code && !offense.attempted)
    }

    /// Whether this is the only offense that takes property.
    fn only(&self, code: OffenseCode) -> bool {
        let mut taking = self
            .0
            .offenses
            .iter()
            .filter(|offense| offense.code.needs_property());
        self.has(code) && taking.all(|offense| offense.code == code)
    }
}

pub(super) fn check(parts: &Parts, found: &mut Findings) {
    let offenses = Offenses(parts);
    for property in &parts.property {
        let about = format!("property {}", property.loss.code());
        presence(property, &offenses, &about, found);
        vehicles(property, &offenses, &about, found);
        drugs(property, &offenses, &about, found);
        for item in &property.items {
            let about = format!("property {}", item.code.code());
            values(item, property, parts, &about, found);
            logical(item, &offenses, &about, found);
        }
    }
    let of = |loss: Loss| {
        parts
            .property
            .iter()
            .find(move |property| property.loss == loss)
    };
    let vehicles = |loss| {
        of(loss).is_some_and(|property| property.items.iter().any(|item| item.code.is_vehicle()))
    };
    found.warning(
        offenses.has(OffenseCode::StolenPropertyOffenses)
            && offenses.has(OffenseCode::MotorVehicleTheft)
            && vehicles(Loss::Recovered)
            && !vehicles(Loss::Stolen),
        "343",
        "property 5",
        "A vehicle was recovered and none reported as stolen.",
    );
}

/// 352, 372, 375, 392.
fn presence(property: &Property, offenses: &Offenses<'_>, about: &str, found: &mut Findings) {
    let nothing = matches!(property.loss, Loss::NoLoss | Loss::Unknown);
    let drug_violation = offenses.has(OffenseCode::DrugViolations);
    let suspected = property.loss == Loss::NoLoss && drug_violation;
    let measured = property
        .drugs
        .iter()
        .any(|drug| drug.quantity.is_some() || drug.measure.is_some());
    let filled = !property.items.is_empty()
        || property.stolen_vehicles.is_some()
        || property.recovered_vehicles.is_some();
    let drugs = if suspected {
        measured
    } else {
        !property.drugs.is_empty()
    };
    found.error(
        nothing && (filled || drugs),
        "352",
        about,
        "Nothing was lost, yet something is listed.",
    );
    let empty = property.items.is_empty();
    found.error(
        !nothing && empty && !filled && property.drugs.is_empty(),
        "372",
        about,
        "This type of loss lists what was lost.",
    );
    found.error(
        !nothing && empty,
        "375",
        about,
        "This type of loss names at least one kind of property.",
    );
    found.error(
        suspected
            && offenses.completed(OffenseCode::DrugViolations)
            && offenses.only(OffenseCode::DrugViolations)
            && property.drugs.is_empty(),
        "392",
        about,
        "A drug violation without seizure names the suspected drug.",
    );
}

/// 357 to 361, 388, 389.
fn vehicles(property: &Property, offenses: &Offenses<'_>, about: &str, found: &mut Findings) {
    let theft = offenses.completed(OffenseCode::MotorVehicleTheft);
    let kinds = property
        .items
        .iter()
        .filter(|item| item.code.is_vehicle())
        .count();
    let (stolen, recovered) = (property.stolen_vehicles, property.recovered_vehicles);
    found.error(
        stolen.is_some() && !(property.loss == Loss::Stolen && theft),
        "357",
        about,
        "Stolen vehicles are counted only in a completed motor vehicle theft.",
    );
    found.error(
        theft && property.loss == Loss::Stolen && stolen.is_none(),
        "358",
        about,
        "A completed motor vehicle theft counts the stolen vehicles.",
    );
    let counted = |count: Option<u8>| count.is_some_and(|count| count > 0);
    found.error(
        (counted(stolen) || counted(recovered)) && kinds == 0,
        "359",
        about,
        "Vehicles are counted and none is listed.",
    );
    found.error(
        recovered.is_some() && !(property.loss == Loss::Recovered && theft),
        "360",
        about,
        "Recovered vehicles are counted only in a completed motor vehicle theft.",
    );
    found.error(
        theft && property.loss == Loss::Recovered && kinds > 0 && recovered.is_none(),
        "361",
        about,
        "The recovered vehicles are not counted.",
    );
    let fewer =
        |count: Option<u8>| count.is_some_and(|count| count > 0 && usize::from(count) < kinds);
    found.error(
        kinds > 1 && fewer(stolen),
        "388",
        about,
        "Fewer vehicles stolen than kinds of vehicle listed.",
    );
    found.error(
        kinds > 1 && fewer(recovered),
        "389",
        about,
        "Fewer vehicles recovered than kinds of vehicle listed.",
    );
}

/// 362 to 368, 384, 387.
fn drugs(property: &Property, offenses: &Offenses<'_>, about: &str, found: &mut Findings) {
    let drugs = &property.drugs;
    let violation = offenses.has(OffenseCode::DrugViolations);
    let seized = property.loss == Loss::Seized;
    let lists = |code: PropertyCode| property.items.iter().any(|item| item.code == code);
    let over_three = |drug: &Drug| drug.kind == DrugType::Over3DrugTypes;
    found.error(
        drugs.iter().any(over_three) && drugs.len() < 3,
        "362",
        about,
        "Over three drug types, yet fewer than three are named.",
    );
    found.error(
        drugs
            .iter()
            .any(|drug| over_three(drug) && (drug.quantity.is_some() || drug.measure.is_some())),
        "363",
        about,
        "Over three drug types have no quantity.",
    );
    let unmeasured =
        |drug: &Drug| !over_three(drug) && drug.quantity.is_none() && drug.measure.is_none();
    found.error(
        violation && seized && lists(PropertyCode::Drugs) && drugs.iter().any(unmeasured),
        "364",
        about,
        "A seized drug has a quantity and a measure.",
    );
    let suspected = violation && property.loss == Loss::NoLoss;
    found.error(
        !(drugs.is_empty() || suspected || (violation && seized && lists(PropertyCode::Drugs))),
        "365",
        about,
        "Drug types are named only when drugs were seized in a drug violation.",
    );
    for drug in drugs {
        found.error(
            drug.quantity.is_some() && drug.measure.is_none(),
            "366",
            about,
            "A quantity of a drug needs its measure.",
        );
        let plants = matches!(
            drug.kind,
            DrugType::Marijuana | DrugType::Opium | DrugType::OtherHallucinogens
        );
        found.error(
            drug.measure == Some(DrugMeasure::NumberOfPlants) && !plants,
            "367",
            about,
            "This drug is not counted in plants.",
        );
        found.error(
            drug.measure.is_some() && drug.quantity.is_none(),
            "368",
            about,
            "A measure of a drug needs its quantity.",
        );
        found.error(
            drug.measure == Some(DrugMeasure::NotReported)
                && drug.quantity.is_some_and(|quantity| quantity != 1_000),
            "384",
            about,
            "A drug at the laboratory has the quantity 1.",
        );
    }
    found.error(
        seized
            && ((offenses.only(OffenseCode::DrugViolations) && lists(PropertyCode::DrugEquipment))
                || (offenses.only(OffenseCode::DrugEquipmentViolations)
                    && lists(PropertyCode::Drugs))),
        "387",
        about,
        "Drugs go with a drug violation, drug equipment with an equipment violation.",
    );
}

/// 305, 342, 351, 353, 355, 372, 382, 383, 391.
fn values(item: &Item, property: &Property, parts: &Parts, about: &str, found: &mut Findings) {
    let offenses = Offenses(parts);
    found.error(
        item.recovered
            .is_some_and(|day| day < parts.administrative.date),
        "305",
        about,
        "Recovered before it happened.",
    );
    let dollars = item.value.map(u64::from);
    found.warning(
        dollars.is_some_and(|value| value >= THRESHOLD),
        "342",
        about,
        "A value of $1,000,000 or more: is it a slip?",
    );
    let zero = item.value == Some(Dollars::ZERO);
    found.error(
        zero && !item.code.has_no_value()
            && item.code != PropertyCode::Other
            && !is_unvalued_drug(item, &offenses),
        "351",
        about,
        "This property has a value; an unknown one is $1.",
    );
    found.error(
        item.code == PropertyCode::PendingInventory && item.value != Some(Dollars::UNKNOWN),
        "353",
        about,
        "Property that is still being listed has the value $1.",
    );
    found.error(
        item.recovered.is_some() && property.loss != Loss::Recovered,
        "355",
        about,
        "A day of recovery goes with the type of loss 5 only.",
    );
    found.error(
        item.recovered.is_none() && property.loss == Loss::Recovered,
        "372",
        about,
        "Recovered property says the day of recovery.",
    );
    let violation = offenses.has(OffenseCode::DrugViolations);
    found.error(
        item.value.is_none() && !(item.code == PropertyCode::Drugs && violation),
        "382",
        about,
        "Only drugs of a drug violation have no value.",
    );
    found.error(
        item.code == PropertyCode::Drugs
            && dollars.is_some_and(|value| value > 0)
            && offenses.only(OffenseCode::DrugViolations),
        "383",
        about,
        "Drugs of a drug violation alone have no value.",
    );
    found.error(
        item.code.has_no_value() && item.value != Some(Dollars::ZERO),
        "391",
        about,
        "This kind of property is valued at $0.",
    );
}

fn is_unvalued_drug(item: &Item, offenses: &Offenses<'_>) -> bool {
    item.code == PropertyCode::Drugs && offenses.only(OffenseCode::DrugViolations)
}

/// 390.
fn logical(item: &Item, offenses: &Offenses<'_>, about: &str, found: &mut Findings) {
    let code = item.code;
    let immovable = code.is_vehicle()
        || code.is_structure()
        || matches!(
            code,
            PropertyCode::Aircraft | PropertyCode::Watercraft | PropertyCode::IdentityIntangible
        );
    let illogical = |offense: OffenseCode| match offense {
        OffenseCode::Burglary | OffenseCode::MotorVehicleTheft => code.is_structure(),
        OffenseCode::PocketPicking | OffenseCode::PurseSnatching | OffenseCode::Shoplifting => {
            immovable
        }
        OffenseCode::TheftFromBuilding
        | OffenseCode::TheftFromCoinOperatedMachine
        | OffenseCode::TheftFromMotorVehicle
        | OffenseCode::TheftOfMotorVehicleParts => code.is_vehicle() || code.is_structure(),
        OffenseCode::AllOtherLarceny => code.is_vehicle(),
        _ => false,
    };
    let taking = || {
        offenses
            .0
            .offenses
            .iter()
            .filter(|offense| offense.code.needs_property())
    };
    found.error(
        taking().next().is_some() && taking().all(|offense| illogical(offense.code)),
        "390",
        about,
        "This kind of property does not go with the offense.",
    );
}
