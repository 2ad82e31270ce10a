//! Vandalism: NIBRS 290 only if the damage is substantial, which the reviewer decides.

use super::property::{Item, items_step};
use super::{Chapter, Step};
use crate::choices;
use crate::field::choice::YesNo;
use crate::field::{Choices, Field, Money, Text};
use crate::report::read::{Incomplete, Reader};
use serde::Serialize;

choices! {
    DamageMethod {
        Paint = "paint",
        Broken = "broken",
        Cut = "cut",
        Egged = "egged",
        Burned = "burned",
        Dug = "dug",
        Other = "other",
    }
}

pub const METHOD: Field<Choices<DamageMethod>> = Field::choices("damage_method");
pub const ESTIMATE: Field<Money> = Field::money("damage_estimate").optional();
pub const GRAFFITI: Field<Text> = Field::text("graffiti_text", 300);
pub const EARLIER: Field<YesNo> = Field::choice("earlier_incidents");
pub const EARLIER_WHAT: Field<Text> = Field::text("earlier_what", 300).optional();
pub const MATERIAL_LEFT: Field<Text> = Field::text("material_left", 300).optional();

static DAMAGE: Step = Step::fields(
    "damage",
    Chapter::WhatHappened,
    &[METHOD.spec, ESTIMATE.spec],
);

static GRAFFITI_STEP: Step = Step::fields("graffiti", Chapter::WhatHappened, &[GRAFFITI.spec])
    .when(|answers, _| {
        crate::field::choice::split(answers.get(METHOD.spec.key)).any(|code| code == "paint")
    });

static LEFT_BEHIND: Step = Step::fields(
    "left-behind",
    Chapter::WhatHappened,
    &[EARLIER.spec, MATERIAL_LEFT.spec],
);

static EARLIER_STEP: Step = Step::fields("earlier", Chapter::WhatHappened, &[EARLIER_WHAT.spec])
    .when(|answers, _| answers.get(EARLIER.spec.key) == "yes");

static ITEMS: Step = items_step(|_, _| true);

pub(super) static STEPS: &[&Step] = &[&DAMAGE, &GRAFFITI_STEP, &ITEMS, &LEFT_BEHIND, &EARLIER_STEP];

#[derive(Debug, Clone, Serialize)]
pub struct Vandalism {
    pub method: Choices<DamageMethod>,
    pub estimate: Option<Money>,
    pub graffiti: Option<Text>,
    pub earlier: YesNo,
    pub earlier_what: Option<Text>,
    pub material_left: Option<Text>,
    pub items: Vec<Item>,
}

impl Vandalism {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        let graffiti = if reader.shows(&GRAFFITI_STEP) {
            Some(reader.need(&GRAFFITI)?)
        } else {
            None
        };
        Ok(Self {
            method: reader.need(&METHOD)?,
            estimate: reader.maybe(&ESTIMATE)?,
            graffiti,
            earlier: reader.need(&EARLIER)?,
            earlier_what: reader.maybe_on(&EARLIER_STEP, &EARLIER_WHAT)?,
            material_left: reader.maybe(&MATERIAL_LEFT)?,
            items: reader.entries("items", Item::read)?,
        })
    }
}
