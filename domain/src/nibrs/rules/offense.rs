//! Rules of the offense segment.

use super::Findings;
use crate::nibrs::codes::Code;
use crate::nibrs::codes::force::{Activity, Using, Weapon};
use crate::nibrs::codes::location::Location;
use crate::nibrs::codes::named::Bias;
use crate::nibrs::codes::offense::OffenseCode;
use crate::nibrs::segment::{Offense, Parts};

pub(super) fn check(parts: &Parts, found: &mut Findings) {
    for offense in &parts.offenses {
        let about = format!("offense {}", offense.code.code());
        values(offense, &about, found);
        premises(offense, &about, found);
        activity(offense, &about, found);
        weapons(offense, &about, found);
    }
    let justifiable = parts
        .offenses
        .iter()
        .any(|offense| offense.code == OffenseCode::JustifiableHomicide);
    found.error(
        justifiable && parts.offenses.len() > 1,
        "266",
        "offense 09C",
        "A justifiable homicide is reported alone; another offense is another incident.",
    );
    let larceny = parts
        .offenses
        .iter()
        .any(|offense| offense.code.is_larceny());
    for item in parts
        .property
        .iter()
        .flat_map(|property| property.items.iter())
    {
        found.error(
            larceny && item.code.is_vehicle(),
            "268",
            &format!("property {}", item.code.code()),
            "A larceny has no motor vehicle among its property.",
        );
    }
}

/// 201, 205, 207, 256, 270.
fn values(offense: &Offense, about: &str, found: &mut Findings) {
    found.error(
        offense.using.is_empty() || offense.bias.is_empty(),
        "201",
        about,
        "What the offender used and the bias must be said, if only as none.",
    );
    found.error(
        offense.location == Location::Cyberspace && !offense.code.in_cyberspace(),
        "205",
        about,
        "This offense cannot happen in cyberspace.",
    );
    let alone = |has: bool, count: usize| has && count > 1;
    let bias = &offense.bias;
    found.error(
        alone(
            offense.using.contains(&Using::NotApplicable),
            offense.using.len(),
        ) || alone(
            offense.activity.contains(&Activity::NoneOrUnknown),
            offense.activity.len(),
        ) || alone(
            offense.weapons.contains(&Weapon::NoWeapon),
            offense.weapons.len(),
        ) || alone(
            bias.contains(&Bias::NoBias) || bias.contains(&Bias::Unknown),
            bias.len(),
        ),
        "207",
        about,
        "None or unknown stands beside a value.",
    );
    found.error(
        offense.attempted && (offense.code.is_homicide() || offense.code.is_assault()),
        "256",
        about,
        "An assault or homicide is always completed.",
    );
    found.error(
        offense.code == OffenseCode::JustifiableHomicide && **bias != [Bias::NoBias],
        "270",
        about,
        "A justifiable homicide has no bias.",
    );
}

/// 202, 252, 253, 254, 257.
fn premises(offense: &Offense, about: &str, found: &mut Findings) {
    let burglary = offense.code == OffenseCode::Burglary;
    let rented = matches!(
        offense.location,
        Location::Hotel | Location::RentalStorageFacility
    );
    found.error(
        offense
            .premises
            .is_some_and(|number| !(1..=99).contains(&number)),
        "202",
        about,
        "The number of premises is 1 to 99.",
    );
    found.error(
        offense.premises.is_some() && !(burglary && rented),
        "252",
        about,
        "Premises are counted only in a burglary of a hotel or storage facility.",
    );
    found.error(
        burglary && offense.entry.is_none(),
        "253",
        about,
        "A burglary says how the offender came in.",
    );
    found.error(
        !burglary && offense.entry.is_some(),
        "254",
        about,
        "Only a burglary says how the offender came in.",
    );
    found.error(
        burglary && rented && offense.premises.is_none(),
        "257",
        about,
        "A burglary of a hotel or storage facility says how many premises.",
    );
}

/// 219 and 220.
fn activity(offense: &Offense, about: &str, found: &mut Findings) {
    let fits = |activity: &Activity| match activity {
        Activity::Buying
        | Activity::Making
        | Activity::Selling
        | Activity::ExploitingChildren
        | Activity::Operating
        | Activity::Possessing
        | Activity::Transporting
        | Activity::UsingConsuming => offense.code.takes_criminal_activity(),
        Activity::JuvenileGang | Activity::OtherGang | Activity::NoneOrUnknown => {
            offense.code.takes_gang()
        }
        Activity::SimpleGrossNeglect
        | Activity::OrganizedAbuse
        | Activity::IntentionalAbuseAndTorture
        | Activity::AnimalSexualAbuse => offense.code == OffenseCode::AnimalCruelty,
    };
    found.error(
        !offense.activity.iter().all(fits),
        "219",
        about,
        "This type of criminal activity does not go with the offense.",
    );
    found.error(
        offense.code.asks_activity() && offense.activity.is_empty(),
        "220",
        about,
        "This offense says the type of criminal activity.",
    );
}

/// 221, 222, 265, 267, 269.
fn weapons(offense: &Offense, about: &str, found: &mut Findings) {
    let weapons = &offense.weapons;
    found.error(
        offense.code.asks_weapon() && weapons.is_empty(),
        "221",
        about,
        "This offense says the weapon or force, if only as none.",
    );
    found.error(
        !offense.code.asks_weapon() && !weapons.is_empty(),
        "222",
        about,
        "This offense takes no weapon or force.",
    );
    let simple = offense.code == OffenseCode::SimpleAssault;
    let mild = |weapon: &Weapon| {
        matches!(
            weapon,
            Weapon::PersonalWeapons | Weapon::Other | Weapon::Unknown | Weapon::NoWeapon
        )
    };
    found.error(
        simple && !weapons.iter().all(mild),
        "265",
        about,
        "A simple assault is with bare hands or no weapon.",
    );
    found.error(
        offense.code.is_homicide() && weapons.contains(&Weapon::NoWeapon),
        "267",
        about,
        "A homicide has some weapon or force.",
    );
    let firearm = |weapon: &Weapon| weapon.code().starts_with('1');
    found.error(
        simple && weapons.iter().any(firearm),
        "269",
        about,
        "An assault with a firearm is an aggravated assault.",
    );
}
