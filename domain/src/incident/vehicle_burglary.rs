//! Vehicle burglary: NIBRS 23F, theft from a motor vehicle (23G for parts); nothing taken is attempted.

use super::property::{Item, items_step};
use super::vehicle::{VEHICLES, Vehicle};
use super::{Chapter, Step};
use crate::choices;
use crate::field::choice::{YesNo, YesNoUnsure};
use crate::field::{Choices, ClockTime, Day, Field, Money, Text};
use crate::report::read::{Incomplete, Reader};
use serde::Serialize;

choices! {
    WayIn {
        Unlocked = "unlocked",
        Window = "window",
        Pried = "pried",
        Key = "key",
        Unknown = "unknown",
        Other = "other",
    }
    AreaEntered {
        Cabin = "cabin",
        Glovebox = "glovebox",
        Trunk = "trunk",
        TruckBed = "truck_bed",
        Outside = "outside",
        Unsure = "unsure",
    }
    /// Things that open another door: the filer should know what to do next.
    AccessTaken {
        Registration = "registration",
        GarageOpener = "garage_opener",
        HouseKeys = "house_keys",
        CarKey = "car_key",
        NoneOfThese = "none",
    }
}

pub const PARKED_WHERE: Field<Text> = Field::text("parked_where", 200);
pub const LAST_SEEN_DAY: Field<Day> = Field::day("last_seen_day").optional();
pub const LAST_SEEN_TIME: Field<ClockTime> = Field::time("last_seen_time").optional();
pub const LOCKED: Field<YesNoUnsure> = Field::choice("locked");
pub const KEYS_INSIDE: Field<YesNoUnsure> = Field::choice("keys_inside");
pub const WAY_IN: Field<WayIn> = Field::choice("way_in");
pub const AREAS: Field<Choices<AreaEntered>> = Field::choices("areas_entered");
pub const DAMAGE: Field<Text> = Field::text("entry_damage", 300).optional();
pub const DAMAGE_ESTIMATE: Field<Money> = Field::money("entry_damage_estimate").optional();
pub const TAKEN: Field<YesNo> = Field::choice("anything_taken");
pub const ACCESS: Field<Choices<AccessTaken>> = Field::choices("access_taken");
pub const CARDS_USED: Field<YesNoUnsure> = Field::choice("cards_used");

static PARKED: Step = Step::fields(
    "parked",
    Chapter::WhatHappened,
    &[
        PARKED_WHERE.spec,
        LAST_SEEN_DAY.spec,
        LAST_SEEN_TIME.spec,
        LOCKED.spec,
        KEYS_INSIDE.spec,
    ],
);
static ENTRY: Step = Step::fields(
    "entry",
    Chapter::WhatHappened,
    &[WAY_IN.spec, AREAS.spec, DAMAGE.spec, DAMAGE_ESTIMATE.spec],
);
static TAKEN_STEP: Step = Step::fields("taken", Chapter::WhatHappened, &[TAKEN.spec]);
static ITEMS: Step = items_step(|answers, _| answers.get(TAKEN.spec.key) == "yes");
static ACCESS_STEP: Step = Step::fields(
    "access",
    Chapter::WhatHappened,
    &[ACCESS.spec, CARDS_USED.spec],
)
.when(|answers, _| answers.get(TAKEN.spec.key) == "yes");

pub(super) static STEPS: &[&Step] = &[
    &VEHICLES,
    &PARKED,
    &ENTRY,
    &TAKEN_STEP,
    &ITEMS,
    &ACCESS_STEP,
];

#[derive(Debug, Clone, Serialize)]
pub struct VehicleBurglary {
    /// At least one.
    pub vehicles: Vec<Vehicle>,
    pub parked_where: Text,
    pub last_seen_day: Option<Day>,
    pub last_seen_time: Option<ClockTime>,
    pub locked: YesNoUnsure,
    pub keys_inside: YesNoUnsure,
    pub way_in: WayIn,
    pub areas: Choices<AreaEntered>,
    pub damage: Option<Text>,
    pub damage_estimate: Option<Money>,
    /// Absent: nothing was taken, the attempt only.
    pub taken: Option<Taken>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Taken {
    pub items: Vec<Item>,
    pub access: Choices<AccessTaken>,
    pub cards_used: YesNoUnsure,
}

impl VehicleBurglary {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        let taken = match reader.need(&TAKEN)? {
            YesNo::Yes => Some(Taken {
                items: reader.entries("items", Item::read)?,
                access: reader.need(&ACCESS)?,
                cards_used: reader.need(&CARDS_USED)?,
            }),
            YesNo::No => None,
        };
        Ok(Self {
            vehicles: Vehicle::read_all(reader)?,
            parked_where: reader.need(&PARKED_WHERE)?,
            last_seen_day: reader.maybe(&LAST_SEEN_DAY)?,
            last_seen_time: reader.maybe(&LAST_SEEN_TIME)?,
            locked: reader.need(&LOCKED)?,
            keys_inside: reader.need(&KEYS_INSIDE)?,
            way_in: reader.need(&WAY_IN)?,
            areas: reader.need(&AREAS)?,
            damage: reader.maybe(&DAMAGE)?,
            damage_estimate: reader.maybe(&DAMAGE_ESTIMATE)?,
            taken,
        })
    }
}
