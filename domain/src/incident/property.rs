//! Things: lost, taken or damaged. One entry of the `items` group.

use super::{Body, Chapter, Group, Step};
use crate::answers::RawAnswers;
use crate::choices;
use crate::field::{Count, Field, FieldSpec, Imei, Money, Text};
use crate::report::read::{Incomplete, Reader};
use crate::rules::Rules;
use serde::Serialize;

choices! {
    /// What it is: the NIBRS property descriptions (data element 15) that a resident's report can need.
    PropertyCategory {
        Phone = "phone",
        Computer = "computer",
        Wallet = "wallet",
        Cash = "cash",
        Cards = "cards",
        IdentityDocument = "identity_document",
        Documents = "documents",
        Jewelry = "jewelry",
        Clothes = "clothes",
        Camera = "camera",
        Tools = "tools",
        Bicycle = "bicycle",
        Sports = "sports",
        Audio = "audio",
        Musical = "musical",
        Medical = "medical",
        Medicine = "medicine",
        VehiclePart = "vehicle_part",
        Keys = "keys",
        Garden = "garden",
        Building = "building",
        Household = "household",
        Merchandise = "merchandise",
        Pet = "pet",
        Other = "other",
    }
}

pub const CATEGORY: Field<PropertyCategory> = Field::choice("item_category");
pub const DESCRIPTION: Field<Text> = Field::text("item_description", 200);
pub const QUANTITY: Field<Count> = Field::count("item_quantity").optional();
pub const BRAND: Field<Text> = Field::text("item_brand", 80).optional();
pub const MODEL: Field<Text> = Field::text("item_model", 80).optional();
pub const SERIAL: Field<Text> = Field::text("item_serial", 80).optional();
pub const IMEI: Field<Imei> = Field::imei("item_imei").optional();
pub const COLOR: Field<Text> = Field::text("item_color", 60).optional();
pub const VALUE: Field<Money> = Field::money("item_value").optional();
pub const OWNER: Field<Text> = Field::text("item_owner", 120).optional();
pub const INSURER: Field<Text> = Field::text("item_insurer", 120).optional();

const FIELDS: &[FieldSpec] = &[
    CATEGORY.spec,
    DESCRIPTION.spec,
    QUANTITY.spec,
    BRAND.spec,
    MODEL.spec,
    COLOR.spec,
    SERIAL.spec,
    IMEI.spec,
    VALUE.spec,
    OWNER.spec,
    INSURER.spec,
];

/// The page that lists the things, of which there must be at least one.
pub(super) const fn items_step(applies: fn(&RawAnswers, &Rules<'_>) -> bool) -> Step {
    Step {
        id: "items",
        chapter: Chapter::WhatHappened,
        body: Body::Group(Group {
            key: "items",
            min: 1,
            fields: FIELDS,
            card: &["item_category", "item_description", "item_value"],
        }),
        applies,
    }
}

/// One thing, or several alike.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    pub category: PropertyCategory,
    pub description: Text,
    pub quantity: Option<Count>,
    pub brand: Option<Text>,
    pub model: Option<Text>,
    /// Serial number or engraving.
    pub serial: Option<Text>,
    pub imei: Option<Imei>,
    pub color: Option<Text>,
    /// In all, not each. Absent: not known.
    pub value: Option<Money>,
    /// Absent: the filer.
    pub owner: Option<Text>,
    pub insurer: Option<Text>,
}

impl Item {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            category: reader.need(&CATEGORY)?,
            description: reader.need(&DESCRIPTION)?,
            quantity: reader.maybe(&QUANTITY)?,
            brand: reader.maybe(&BRAND)?,
            model: reader.maybe(&MODEL)?,
            serial: reader.maybe(&SERIAL)?,
            imei: reader.maybe(&IMEI)?,
            color: reader.maybe(&COLOR)?,
            value: reader.maybe(&VALUE)?,
            owner: reader.maybe(&OWNER)?,
            insurer: reader.maybe(&INSURER)?,
        })
    }
}
