//! The segments of a Group A incident. Each field is a code or a checked value, so that a segment holds nothing
//! that its tables do not have; what must hold between fields and segments is checked by [`super::Incident`].

use super::codes::force::{
    Activity, ArmedWith, Circumstance, Entry, Injury, Justification, Using, Weapon,
};
use super::codes::location::Location;
use super::codes::named::{Bias, Loss, Relation};
use super::codes::offense::{GroupB, OffenseCode};
use super::codes::people::{
    ArrestType, ArresteeCount, Clearance, Ethnicity, JuvenileDisposition, OfficerActivity,
    OfficerAssignment, Race, Resident, Sex, VictimType,
};
use super::codes::property::{DrugMeasure, DrugType, PropertyCode};
use super::few::{Few, Keyed};
use super::values::{Age, Dollars, Hour, IncidentNumber, Ori};
use serde::{Deserialize, Serialize};
use time::Date;

/// All segments of an incident, not yet checked against each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    pub administrative: Administrative,
    pub offenses: Few<Offense, 10>,
    pub property: Few<Property, 8>,
    pub victims: Few<Victim, 999>,
    pub offenders: Offenders,
    pub arrestees: Few<Arrestee, 99>,
}

/// Level 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administrative {
    pub number: IncidentNumber,
    /// Local to the department.
    pub date: Date,
    pub hour: Option<Hour>,
    /// Whether `date` is that of the report, the incident's own not being known (rule 151).
    pub is_report_date: bool,
    pub cleared: Option<ExceptionalClearance>,
    /// Data element 2A; absent where no offense asks it.
    pub cargo_theft: Option<bool>,
}

/// Data elements 4 and 5: one is never without the other (rules 153 and 156).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionalClearance {
    pub how: Clearance,
    pub date: Date,
}

/// Level 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offense {
    pub code: OffenseCode,
    pub attempted: bool,
    pub using: Few<Using, 3>,
    pub location: Location,
    /// Data element 10.
    pub premises: Option<u8>,
    pub entry: Option<Entry>,
    pub activity: Few<Activity, 3>,
    pub weapons: Few<Weapon, 3>,
    pub bias: Few<Bias, 5>,
}

/// Level 3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    pub loss: Loss,
    pub items: Few<Item, 10>,
    /// Data element 18.
    pub stolen_vehicles: Option<u8>,
    /// Data element 19.
    pub recovered_vehicles: Option<u8>,
    pub drugs: Few<Drug, 3>,
}

/// Data elements 15 to 17.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub code: PropertyCode,
    /// Absent for drugs of a drug violation only (rules 382 and 383).
    pub value: Option<Dollars>,
    pub recovered: Option<Date>,
}

/// Data elements 20 to 22.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drug {
    pub kind: DrugType,
    /// In thousandths of the measure.
    pub quantity: Option<u64>,
    pub measure: Option<DrugMeasure>,
}

/// Level 4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Victim {
    /// 1 to 999.
    pub sequence: u16,
    pub offenses: Few<OffenseCode, 10>,
    pub kind: VictimType,
    /// Data elements 26 to 30, of an individual or an officer.
    pub person: Option<Person>,
    /// Data elements 25A to 25C.
    pub officer: Option<OfficerFacts>,
    pub circumstances: Few<Circumstance, 2>,
    pub justification: Option<Justification>,
    pub injuries: Few<Injury, 5>,
    pub related: Few<Related, 10>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub age: Age,
    pub sex: Sex,
    pub race: Race,
    pub ethnicity: Option<Ethnicity>,
    pub resident: Option<Resident>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerFacts {
    pub activity: Option<OfficerActivity>,
    pub assignment: Option<OfficerAssignment>,
    pub other_ori: Option<Ori>,
}

/// Data elements 34 and 35. Offender 0 is the unknown one, to whom nobody is anything (rule 468).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    pub offender: u8,
    pub relation: Option<Relation>,
}

/// Level 5: the one segment that says that nothing is known, or one for each offender (rules 552 and 555).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offenders {
    Unknown,
    Known(Few<Offender, 99>),
}

impl Offenders {
    /// Those of whom something is known.
    #[must_use]
    pub fn known(&self) -> &[Offender] {
        match self {
            Self::Unknown => &[],
            Self::Known(offenders) => offenders,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offender {
    /// 1 to 99.
    pub sequence: u8,
    pub age: Age,
    pub sex: Sex,
    pub race: Race,
    pub ethnicity: Option<Ethnicity>,
}

/// What somebody was arrested for: Group A or Group B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ArrestOffense {
    GroupA(OffenseCode),
    GroupB(GroupB),
}

/// Level 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrestee {
    /// 1 to 99.
    pub sequence: u8,
    pub transaction: IncidentNumber,
    pub date: Date,
    pub how: ArrestType,
    pub count: ArresteeCount,
    pub offense: ArrestOffense,
    pub armed: Few<ArmedWith, 2>,
    pub age: Age,
    pub sex: Sex,
    pub race: Race,
    pub ethnicity: Option<Ethnicity>,
    pub resident: Option<Resident>,
    pub juvenile: Option<JuvenileDisposition>,
}

macro_rules! keyed {
    ($($name:ident: $key:ty = $field:ident;)*) => {$(
        impl Keyed for $name {
            type Key = $key;

            fn key(&self) -> $key {
                self.$field
            }
        }
    )*};
}

keyed! {
    Offense: OffenseCode = code;
    Property: Loss = loss;
    Item: PropertyCode = code;
    Victim: u16 = sequence;
    Related: u8 = offender;
    Offender: u8 = sequence;
    Arrestee: u8 = sequence;
}

impl Keyed for Drug {
    // Rule 306 takes one drug twice when it was measured in two ways.
    type Key = (DrugType, Option<DrugMeasure>);

    fn key(&self) -> Self::Key {
        (self.kind, self.measure)
    }
}

impl PropertyCode {
    /// Must be valued at zero (rule 391).
    #[must_use]
    pub const fn has_no_value(self) -> bool {
        matches!(
            self,
            Self::CreditCards
                | Self::NonnegotiableInstruments
                | Self::Documents
                | Self::IdentityDocuments
                | Self::IdentityIntangible
        )
    }

    /// The motor vehicles of rules 268, 359 and 388 to 390.
    #[must_use]
    pub const fn is_vehicle(self) -> bool {
        matches!(
            self,
            Self::Automobile
                | Self::Buses
                | Self::OtherMotorVehicle
                | Self::RecreationalVehicle
                | Self::Truck
        )
    }

    #[must_use]
    pub const fn is_structure(self) -> bool {
        matches!(
            self,
            Self::SingleDwelling
                | Self::OtherDwelling
                | Self::CommercialStructure
                | Self::IndustrialStructure
                | Self::PublicStructure
                | Self::StorageStructure
                | Self::OtherStructure
        )
    }
}
