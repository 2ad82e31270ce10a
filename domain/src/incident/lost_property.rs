//! Lost property: not an offense; a non-criminal record in the records system.

use super::property::{CATEGORY, Item, PropertyCategory, items_step};
use super::{Chapter, Step, common};
use crate::answers::entry_key;
use crate::choices;
use crate::field::choice::YesNoUnsure;
use crate::field::{Choice, Choices, Field, Text};
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
pub const PHONE_CARRIER: Field<Text> = Field::text("phone_carrier", 60);
pub const PHONE_LOCKED: Field<YesNoUnsure> = Field::choice("phone_locked");

/// When and how are one story: they are asked together.
static LOSS: Step = Step::fields(
    "loss",
    Chapter::WhereWhen,
    &[
        common::FROM_DAY.spec,
        common::FROM_TIME.spec,
        common::TO_DAY.spec,
        common::TO_TIME.spec,
        HOW_NOTICED.spec,
        DOCUMENTS.spec,
    ],
);

static PHONE: Step = Step::fields(
    "lost-phone",
    Chapter::WhatHappened,
    &[PHONE_CARRIER.spec, PHONE_LOCKED.spec],
)
.when(|answers, _| {
    // Nobody is asked whether a phone was lost: it stands among the things.
    (0..answers.entries("items")).any(|index| {
        let category = entry_key("items", index, CATEGORY.spec.key);
        answers.get(&category) == PropertyCategory::Phone.code()
    })
});

static ITEMS: Step = items_step(|_, _| true);

pub(super) static STEPS: &[&Step] = &[&LOSS, &ITEMS, &PHONE];

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
