//! A valid incident of any offense, to be broken in one place.

use domain::nibrs::codes::force::{
    Activity, ArmedWith, Circumstance, Entry, Injury, Justification, Using, Weapon,
};
use domain::nibrs::codes::location::Location;
use domain::nibrs::codes::named::{Bias, Loss, Relation};
use domain::nibrs::codes::offense::OffenseCode;
use domain::nibrs::codes::people::*;
use domain::nibrs::codes::property::{DrugMeasure, DrugType, PropertyCode};
use domain::nibrs::few::{Few, Keyed};
use domain::nibrs::offense_class::Against;
use domain::nibrs::segment::*;
use domain::nibrs::values::{Age, Dollars, Hour};
use time::macros::date;

pub fn few<T: Keyed, const MAX: usize>(values: Vec<T>) -> Few<T, MAX> {
    Few::new(values).expect("room for them")
}

pub fn item(code: PropertyCode, value: u64) -> Item {
    Item {
        code,
        value: Some(Dollars::at_most(value)),
        recovered: None,
    }
}

pub fn property(loss: Loss, items: Vec<Item>) -> Property {
    Property {
        loss,
        items: few(items),
        stolen_vehicles: None,
        recovered_vehicles: None,
        drugs: Few::default(),
    }
}

pub fn person(age: u32, sex: Sex) -> Person {
    Person {
        age: Age::of_years(age),
        sex,
        race: Race::White,
        ethnicity: Some(Ethnicity::Unknown),
        resident: Some(Resident::Resident),
    }
}

pub fn offender(sequence: u8) -> Offender {
    Offender {
        sequence,
        age: Age::of_years(30),
        sex: Sex::Male,
        race: Race::White,
        ethnicity: None,
    }
}

pub fn arrestee(sequence: u8) -> Arrestee {
    Arrestee {
        sequence,
        transaction: format!("A-{sequence}").parse().expect("a number"),
        date: date!(2026 - 11 - 19),
        how: ArrestType::OnViewArrest,
        count: ArresteeCount::NotApplicable,
        offense: ArrestOffense::GroupA(OffenseCode::Robbery),
        armed: few(vec![ArmedWith::Unarmed]),
        age: Age::of_years(30),
        sex: Sex::Male,
        race: Race::White,
        ethnicity: None,
        resident: None,
        juvenile: None,
    }
}

fn offense(code: OffenseCode) -> Offense {
    let activity = if code == OffenseCode::AnimalCruelty {
        vec![Activity::SimpleGrossNeglect]
    } else if code.asks_activity() {
        vec![Activity::Possessing]
    } else {
        Vec::new()
    };
    let weapons = if code.asks_weapon() {
        vec![Weapon::PersonalWeapons]
    } else {
        Vec::new()
    };
    Offense {
        code,
        attempted: false,
        using: few(vec![Using::NotApplicable]),
        location: Location::Street,
        premises: None,
        entry: (code == OffenseCode::Burglary).then_some(Entry::NoForce),
        activity: few(activity),
        weapons: few(weapons),
        bias: few(vec![Bias::NoBias]),
    }
}

fn lost(code: OffenseCode) -> Option<Property> {
    use OffenseCode as O;
    if !code.needs_property() {
        return None;
    }
    let tools = || vec![item(PropertyCode::Tools, 50)];
    Some(match code {
        O::Arson => property(Loss::Burned, tools()),
        O::Vandalism => property(Loss::Damaged, tools()),
        O::Counterfeiting => property(Loss::Counterfeited, tools()),
        O::StolenPropertyOffenses | O::Kidnapping => property(Loss::NoLoss, Vec::new()),
        O::DrugViolations => {
            let drugs = vec![Item {
                code: PropertyCode::Drugs,
                value: None,
                recovered: None,
            }];
            let mut seized = property(Loss::Seized, drugs);
            seized.drugs = few(vec![Drug {
                kind: DrugType::Heroin,
                quantity: Some(1_500),
                measure: Some(DrugMeasure::Gram),
            }]);
            seized
        }
        O::DrugEquipmentViolations => {
            property(Loss::Seized, vec![item(PropertyCode::DrugEquipment, 5)])
        }
        code if code.is_gambling() => {
            property(Loss::Seized, vec![item(PropertyCode::GamblingEquipment, 5)])
        }
        O::MotorVehicleTheft => {
            let mut stolen = property(Loss::Stolen, vec![item(PropertyCode::Automobile, 9_000)]);
            stolen.stolen_vehicles = Some(1);
            stolen
        }
        _ => property(Loss::Stolen, tools()),
    })
}

pub fn victim(sequence: u16, codes: &[OffenseCode]) -> Victim {
    let against = |kind: Against| codes.iter().any(|code| code.against() == kind);
    let society = codes.iter().all(|code| code.against() == Against::Society);
    let personal = against(Against::Person) || codes.contains(&OffenseCode::Robbery);
    let age = if codes.contains(&OffenseCode::StatutoryRape) {
        15
    } else {
        40
    };
    let circumstances = if codes.contains(&OffenseCode::JustifiableHomicide) {
        vec![Circumstance::CriminalKilledByPrivateCitizen]
    } else if codes.contains(&OffenseCode::NegligentManslaughter) {
        vec![Circumstance::HuntingAccident]
    } else if codes.iter().any(|code| code.asks_circumstance()) {
        vec![Circumstance::Argument]
    } else {
        Vec::new()
    };
    let injuries = codes
        .iter()
        .any(|code| code.asks_injury())
        .then_some(Injury::NoInjury);
    let related = personal.then_some(Related {
        offender: 1,
        relation: Some(Relation::Stranger),
    });
    Victim {
        sequence,
        offenses: few(codes.to_vec()),
        kind: if society {
            VictimType::Society
        } else {
            VictimType::Individual
        },
        person: (!society).then(|| person(age, Sex::Female)),
        officer: None,
        circumstances: few(circumstances),
        justification: codes
            .contains(&OffenseCode::JustifiableHomicide)
            .then_some(Justification::CriminalAttackedACivilian),
        injuries: few(injuries.into_iter().collect()),
        related: few(related.into_iter().collect()),
    }
}

/// A valid incident of these offenses, with one victim and one known offender.
pub fn incident(codes: &[OffenseCode]) -> Parts {
    let mut lost_things: Vec<Property> = Vec::new();
    for property in codes.iter().filter_map(|code| lost(*code)) {
        if lost_things.iter().all(|other| other.loss != property.loss) {
            lost_things.push(property);
        }
    }
    Parts {
        administrative: Administrative {
            number: "WP26-000001".parse().expect("a number"),
            date: date!(2026 - 11 - 18),
            hour: Hour::try_from(14).ok(),
            is_report_date: false,
            cleared: None,
            cargo_theft: codes
                .iter()
                .any(|code| code.asks_cargo_theft())
                .then_some(false),
        },
        offenses: few(codes.iter().map(|code| offense(*code)).collect()),
        property: few(lost_things),
        victims: few(vec![victim(1, codes)]),
        offenders: Offenders::Known(few(vec![offender(1)])),
        arrestees: Few::default(),
    }
}
