//! From a citizen's report and the officer's judgement to a record with its NIBRS segments.
//!
//! Where a rule of the FBI leaves a choice, the choice stands beside the line that makes it. What the filer did
//! not say is coded as unknown, never guessed.

mod property;
mod victim;

use super::codes::force::Using;
use super::codes::location::Location;
use super::codes::named::{Bias, Loss};
use super::codes::offense::{GroupB, OffenseCode};
use super::codes::property::PropertyCode;
use super::few::{Few, FewError};
use super::incident::{Incident, Invalid};
use super::segment::{Administrative, Item, Offenders, Offense, Parts, Property};
use super::values::{Hour, IncidentNumber};
use crate::field::choice::YesNo;
use crate::field::{ClockTime, Money};
use crate::incident::common::PlaceKind;
use crate::incident::damage_to_vehicle::{Cause, DamageToVehicle};
use crate::incident::identity_theft::{AccountType, DataUsed, IdentityTheft, Misuse};
use crate::incident::property::PropertyCategory;
use crate::incident::vandalism::Vandalism;
use crate::incident::vehicle_burglary::VehicleBurglary;
use crate::judgement::{Damage, Judgement, Question};
use crate::records::{Calls, Class, NonCriminal, Record, Source, Until};
use crate::report::{Details, Report};
use property::{Loot, vehicle_code};

/// What coding needs besides the report.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The case number.
    pub number: IncidentNumber,
    /// The department's town: whose people are residents.
    pub town: &'a str,
}

/// Why a report cannot be coded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Uncodable {
    #[error("the officer has not judged it")]
    NotJudged(Question),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("a segment has no room for it")]
    NoRoom(#[from] FewError),
}

/// Codes a report.
///
/// # Errors
/// [`Uncodable`]: a judgement is missing. The others would be mistakes of this module; tests look for them in
/// thousands of reports.
pub fn code(
    report: &Report,
    judgement: &Judgement,
    context: &Context<'_>,
) -> Result<Record, Uncodable> {
    let location = location(report);
    let class = match classify(report, judgement)? {
        Outcome::NonCriminal(why) => Class::NonCriminal(why),
        Outcome::GroupB(code) => Class::GroupB(code),
        Outcome::GroupA(found) => {
            Class::GroupA(incident(report, judgement, context, location, found)?)
        }
    };
    let mut record = Record {
        number: context.number.clone(),
        source: Source::Citizen,
        kind: Some(report.kind),
        class,
        date: report.occurred.from_day.0,
        hour: hour(report.occurred.from_time),
        until: None,
        location: Some(location),
        address: report.place.as_ref().map(|place| place.address.to_string()),
        pin: report.place.as_ref().and_then(|place| place.pin),
        things: Vec::new(),
        vehicles: Vec::new(),
        people: Vec::new(),
        calls: Calls::default(),
        graffiti: Vec::new(),
        narrative: report.narrative.to_string(),
    };
    describe(&mut record, report);
    Ok(record)
}

/// Fills in what a record says beside its coding. One that was written before there was room for some of it reads the
/// same afterwards as one that is written now.
pub fn describe(record: &mut Record, report: &Report) {
    record.until = report.occurred.to_day.map(|day| Until {
        date: day.0,
        hour: hour(report.occurred.to_time),
    });
    record.things = property::things(report);
    record.vehicles = property::vehicles(report);
    record.people = victim::involved(&report.filer);
    record.calls = calls(report);
    record.graffiti = graffiti(report);
}

/// What a report comes to.
enum Outcome {
    GroupA(Found),
    GroupB(GroupB),
    NonCriminal(NonCriminal),
}

/// The offenses, completed or attempted, and what was lost.
#[derive(Default)]
struct Found {
    offenses: Vec<(OffenseCode, bool)>,
    property: Vec<Property>,
}

const COMPLETED: bool = false;
const ATTEMPTED: bool = true;

impl Found {
    fn offense(&mut self, code: OffenseCode, attempted: bool) {
        self.offenses.push((code, attempted));
    }

    fn lose(&mut self, loss: Loss, items: Few<Item, 10>) {
        self.property.push(Property {
            loss,
            items,
            stolen_vehicles: None,
            recovered_vehicles: None,
            drugs: Few::default(),
        });
    }
}

fn classify(report: &Report, judgement: &Judgement) -> Result<Outcome, Uncodable> {
    let damage = || {
        judgement
            .damage
            .ok_or(Uncodable::NotJudged(Question::Damage))
    };
    Ok(match &report.details {
        Details::LostProperty(_) => Outcome::NonCriminal(NonCriminal::LostProperty),
        Details::Vandalism(vandalism) => match damage()? {
            Damage::Substantial => Outcome::GroupA(of_vandalism(vandalism, place_kind(report))?),
            Damage::Minor => Outcome::NonCriminal(NonCriminal::MinorDamage),
            Damage::NotDeliberate => Outcome::NonCriminal(NonCriminal::NotDeliberate),
        },
        Details::DamageToVehicle(vehicle) => match vehicle.cause {
            Cause::OtherVehicle => Outcome::NonCriminal(NonCriminal::Collision),
            Cause::FallingObject => Outcome::NonCriminal(NonCriminal::NotDeliberate),
            Cause::Deliberate | Cause::Unknown => match damage()? {
                Damage::Substantial => Outcome::GroupA(of_vehicle(vehicle)?),
                Damage::Minor => Outcome::NonCriminal(NonCriminal::MinorDamage),
                Damage::NotDeliberate => Outcome::NonCriminal(NonCriminal::NotDeliberate),
            },
        },
        Details::VehicleBurglary(burglary) => {
            let asked = crate::judgement::asked(report).contains(&Question::Damage);
            let substantial = asked && damage()? == Damage::Substantial;
            Outcome::GroupA(of_burglary(burglary, place_kind(report), substantial)?)
        }
        Details::IdentityTheft(theft) => Outcome::GroupA(of_identity_theft(theft)?),
        Details::HarassingCalls(_) => {
            match judgement
                .threat
                .ok_or(Uncodable::NotJudged(Question::Threat))?
            {
                YesNo::Yes => {
                    let mut found = Found::default();
                    found.offense(OffenseCode::Intimidation, COMPLETED);
                    Outcome::GroupA(found)
                }
                YesNo::No => Outcome::GroupB(GroupB::AllOtherOffenses),
            }
        }
    })
}

fn of_vandalism(vandalism: &Vandalism, place: Option<PlaceKind>) -> Result<Found, FewError> {
    let mut found = Found::default();
    found.offense(OffenseCode::Vandalism, COMPLETED);
    let mut loot = Loot::default();
    for item in &vandalism.items {
        loot.add(property::code(item.category, place), item.value);
    }
    loot.estimated(vandalism.estimate);
    found.lose(Loss::Damaged, loot.items()?);
    Ok(found)
}

fn of_vehicle(damage: &DamageToVehicle) -> Result<Found, FewError> {
    let mut found = Found::default();
    found.offense(OffenseCode::Vandalism, COMPLETED);
    let mut loot = Loot::default();
    for vehicle in &damage.vehicles {
        loot.add(vehicle_code(vehicle.style), None);
    }
    loot.estimated(damage.estimate);
    found.lose(Loss::Damaged, loot.items()?);
    Ok(found)
}

/// Theft from a motor vehicle, never burglary (220): a vehicle is no structure. Parts and accessories are 23G;
/// nothing taken is an attempt.
fn of_burglary(
    burglary: &VehicleBurglary,
    place: Option<PlaceKind>,
    substantial: bool,
) -> Result<Found, FewError> {
    let mut found = Found::default();
    match &burglary.taken {
        None => {
            found.offense(OffenseCode::TheftFromMotorVehicle, ATTEMPTED);
            found.lose(Loss::NoLoss, Few::default());
        }
        Some(taken) => {
            let is_part = |category: PropertyCategory| category == PropertyCategory::VehiclePart;
            if taken.items.iter().any(|item| !is_part(item.category)) || taken.items.is_empty() {
                found.offense(OffenseCode::TheftFromMotorVehicle, COMPLETED);
            }
            if taken.items.iter().any(|item| is_part(item.category)) {
                found.offense(OffenseCode::TheftOfMotorVehicleParts, COMPLETED);
            }
            let mut loot = Loot::default();
            for item in &taken.items {
                let code = property::code(item.category, place);
                // A building is not taken out of a car (rule 390).
                loot.add(
                    if code.is_structure() {
                        PropertyCode::Other
                    } else {
                        code
                    },
                    item.value,
                );
            }
            found.lose(Loss::Stolen, loot.items()?);
        }
    }
    if substantial {
        found.offense(OffenseCode::Vandalism, COMPLETED);
        let mut loot = Loot::default();
        // The vehicle itself may not stand beside a larceny (rule 268): its parts were damaged.
        loot.add(PropertyCode::VehicleParts, burglary.damage_estimate);
        found.lose(Loss::Damaged, loot.items()?);
    }
    Ok(found)
}

/// Identity theft (26F) is the obtaining of personal data; the misuse of an existing card is 26B. With both, both.
fn of_identity_theft(theft: &IdentityTheft) -> Result<Found, FewError> {
    let is_card =
        |kind: AccountType| matches!(kind, AccountType::CreditCard | AccountType::DebitCard);
    let (mut cards, mut others) = (false, theft.accounts.is_empty());
    let mut loot = Loot::default();
    for account in &theft.accounts {
        let card = account.misuse == Misuse::ExistingMisused && is_card(account.account_type);
        cards |= card;
        others |= !card;
        // What was bought may be anything; what is only an amount was money.
        let code = if account.bought.is_some() {
            PropertyCode::Other
        } else {
            PropertyCode::Money
        };
        loot.add(code, account.amount);
    }
    let mut found = Found::default();
    if others {
        found.offense(OffenseCode::IdentityTheft, COMPLETED);
        loot.add(PropertyCode::IdentityIntangible, None);
    }
    if cards {
        found.offense(OffenseCode::CreditCardFraud, COMPLETED);
    }
    found.lose(Loss::Stolen, loot.items()?);
    Ok(found)
}

fn incident(
    report: &Report,
    judgement: &Judgement,
    context: &Context<'_>,
    location: Location,
    found: Found,
) -> Result<Incident, Uncodable> {
    let codes: Vec<OffenseCode> = found.offenses.iter().map(|(code, _)| *code).collect();
    // Data element 8: what happened online was done with a computer.
    let using = if location == Location::Cyberspace {
        Using::Computer
    } else {
        Using::NotApplicable
    };
    let offenses = found
        .offenses
        .into_iter()
        .map(|(code, attempted)| Offense {
            code,
            attempted,
            using: Few::one(using),
            location,
            premises: None,
            entry: None,
            activity: Few::default(),
            weapons: Few::default(),
            bias: Few::one(judgement.bias.unwrap_or(Bias::NoBias)),
        })
        .collect();
    let administrative = Administrative {
        number: context.number.clone(),
        date: report.occurred.from_day.0,
        hour: hour(report.occurred.from_time),
        is_report_date: false,
        cleared: None,
        cargo_theft: codes
            .iter()
            .any(|code| code.asks_cargo_theft())
            .then_some(false),
    };
    Ok(Incident::new(Parts {
        administrative,
        offenses: Few::new(offenses)?,
        property: Few::new(found.property)?,
        victims: Few::one(victim::of(report, codes, context.town)?),
        // A known suspect ends the online report: the offender is unknown.
        offenders: Offenders::Unknown,
        arrestees: Few::default(),
    })?)
}

fn hour(time: Option<ClockTime>) -> Option<Hour> {
    time.and_then(|time| Hour::try_from(time.hour()).ok())
}

/// The numbers that called, and the line that they called.
fn calls(report: &Report) -> Calls {
    match &report.details {
        Details::HarassingCalls(calls) => Calls {
            from: calls
                .calls
                .iter()
                .map(|call| call.shown.to_string())
                .collect(),
            to: vec![calls.number_called.e164().to_owned()],
        },
        _ => Calls::default(),
    }
}

fn graffiti(report: &Report) -> Vec<String> {
    match &report.details {
        Details::Vandalism(vandalism) => {
            vandalism.graffiti.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

fn place_kind(report: &Report) -> Option<PlaceKind> {
    report.place.as_ref().map(|place| place.kind)
}

/// Data element 9. Identity theft online is in cyberspace; where calls were received is not asked, so unknown.
fn location(report: &Report) -> Location {
    if let Some(kind) = place_kind(report) {
        return match kind {
            PlaceKind::Residence => Location::Residence,
            PlaceKind::Street => Location::Street,
            PlaceKind::ParkingLot => Location::ParkingLot,
            PlaceKind::Shop => Location::SpecialtyStore,
            PlaceKind::Restaurant => Location::Restaurant,
            PlaceKind::Office => Location::Office,
            PlaceKind::School => Location::ElementaryOrSecondarySchool,
            PlaceKind::Park => Location::Park,
            PlaceKind::Beach => Location::WaterwayOrBeach,
            PlaceKind::Station => Location::Terminal,
            PlaceKind::Church => Location::PlaceOfWorship,
            PlaceKind::ConstructionSite => Location::ConstructionSite,
            PlaceKind::GasStation => Location::GasStation,
            PlaceKind::Dock => Location::Dock,
            PlaceKind::Gym | PlaceKind::Other => Location::Other,
        };
    }
    match &report.details {
        Details::IdentityTheft(theft)
            if theft.data_used.contains(DataUsed::OnlineAccount)
                || theft
                    .accounts
                    .iter()
                    .any(|account| account.account_type == AccountType::Online) =>
        {
            Location::Cyberspace
        }
        _ => Location::Other,
    }
}

/// Whole dollars, rounded half up; an amount too small to be one is $1 (rule 351).
fn dollars(amount: Money) -> u64 {
    ((amount.cents() + 50) / 100).max(1)
}
