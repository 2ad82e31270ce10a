//! Damage to a motor vehicle: deliberate is NIBRS 290; a collision is no offense. Over $1,000 to one owner
//! an officer files the state crash form (C.G.S. 14-108a): by default the filer is advised to see one.

use super::vehicle::{VEHICLES, Vehicle};
use super::{Chapter, Step};
use crate::choices;
use crate::field::choice::YesNo;
use crate::field::{Choices, Field, Money, Text};
use crate::report::read::{Incomplete, Reader};
use serde::Serialize;

choices! {
    DamagedArea {
        Front = "front",
        Rear = "rear",
        DriverSide = "driver_side",
        PassengerSide = "passenger_side",
        Roof = "roof",
        Windows = "windows",
        Wheels = "wheels",
        Mirrors = "mirrors",
    }
    Cause {
        OtherVehicle = "other_vehicle",
        Deliberate = "deliberate",
        FallingObject = "falling_object",
        Unknown = "unknown",
    }
}

pub const UNATTENDED: Field<YesNo> = Field::choice("unattended");
pub const AREAS: Field<Choices<DamagedArea>> = Field::choices("damaged_areas");
pub const DAMAGE: Field<Text> = Field::text("damage_description", 300);
pub const ESTIMATE: Field<Money> = Field::money("repair_estimate").optional();
pub const CAUSE: Field<Cause> = Field::choice("believed_cause");
pub const DEBRIS: Field<Text> = Field::text("debris_left", 300).optional();
pub const NOTE: Field<YesNo> = Field::choice("note_left");
pub const NOTE_TEXT: Field<Text> = Field::text("note_text", 300);

static DAMAGE_STEP: Step = Step::fields(
    "vehicle-damage",
    Chapter::WhatHappened,
    &[UNATTENDED.spec, AREAS.spec, DAMAGE.spec, ESTIMATE.spec],
);
static CAUSE_STEP: Step = Step::fields(
    "cause",
    Chapter::WhatHappened,
    &[CAUSE.spec, DEBRIS.spec, NOTE.spec],
);
static NOTE_STEP: Step = Step::fields("note", Chapter::WhatHappened, &[NOTE_TEXT.spec])
    .when(|answers, _| answers.get(NOTE.spec.key) == "yes");

pub(super) static STEPS: &[&Step] = &[&VEHICLES, &DAMAGE_STEP, &CAUSE_STEP, &NOTE_STEP];

#[derive(Debug, Clone, Serialize)]
pub struct DamageToVehicle {
    /// At least one.
    pub vehicles: Vec<Vehicle>,
    pub unattended: YesNo,
    pub areas: Choices<DamagedArea>,
    pub damage: Text,
    pub estimate: Option<Money>,
    pub cause: Cause,
    pub debris: Option<Text>,
    /// What a note left on the vehicle says.
    pub note: Option<Text>,
}

impl DamageToVehicle {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            vehicles: Vehicle::read_all(reader)?,
            unattended: reader.need(&UNATTENDED)?,
            areas: reader.need(&AREAS)?,
            damage: reader.need(&DAMAGE)?,
            estimate: reader.maybe(&ESTIMATE)?,
            cause: reader.need(&CAUSE)?,
            debris: reader.maybe(&DEBRIS)?,
            note: match reader.need(&NOTE)? {
                YesNo::Yes => Some(reader.need(&NOTE_TEXT)?),
                YesNo::No => None,
            },
        })
    }
}
