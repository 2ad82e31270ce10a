//! Lost property: not an offense; a non-criminal record in the records system.

use super::property::{Item, items_step};
use super::{Chapter, Step};
use crate::choices;
use crate::field::choice::{YesNo, YesNoUnsure};
use crate::field::{Choices, Field, Text};
use crate::report::read::{Incomplete, Reader};
use serde::Serialize;

choices! {
    /// Documents whose loss has consequences of its own.
    LostDocument {
        DriversLicense = "drivers_license",
        Passport = "passport",
        SocialSecurityCard = "social_security_card",
        BankCards = "bank_cards",
        InsuranceCard = "insurance_card",
        VehicleRegistration = "vehicle_registration",
        NoneOfThese = "none",
    }
}

pub const HOW_NOTICED: Field<Text> = Field::text("how_noticed", 300);
pub const DOCUMENTS: Field<Choices<LostDocument>> = Field::choices("lost_documents");
pub const PHONE_LOST: Field<YesNo> = Field::choice("phone_lost");
pub const PHONE_CARRIER: Field<Text> = Field::text("phone_carrier", 60);
pub const PHONE_LOCKED: Field<YesNoUnsure> = Field::choice("phone_locked");

static LOSS: Step = Step::fields(
    "loss",
    Chapter::WhatHappened,
    &[HOW_NOTICED.spec, DOCUMENTS.spec, PHONE_LOST.spec],
);

static PHONE: Step = Step::fields(
    "lost-phone",
    Chapter::WhatHappened,
    &[PHONE_CARRIER.spec, PHONE_LOCKED.spec],
)
.when(|answers, _| answers.get(PHONE_LOST.spec.key) == "yes");

static ITEMS: Step = items_step(|_, _| true);

pub(super) static STEPS: &[&Step] = &[&LOSS, &PHONE, &ITEMS];

#[derive(Debug, Clone, Serialize)]
pub struct LostProperty {
    pub how_noticed: Text,
    pub documents: Choices<LostDocument>,
    pub phone: Option<LostPhone>,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, Serialize)]
pub struct LostPhone {
    pub carrier: Text,
    pub locked: YesNoUnsure,
}

impl LostProperty {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        let phone = if reader.shows(&PHONE) {
            Some(LostPhone {
                carrier: reader.need(&PHONE_CARRIER)?,
                locked: reader.need(&PHONE_LOCKED)?,
            })
        } else {
            None
        };
        Ok(Self {
            how_noticed: reader.need(&HOW_NOTICED)?,
            documents: reader.need(&DOCUMENTS)?,
            phone,
            items: reader.entries("items", Item::read)?,
        })
    }
}
