//! The vehicles of a vehicle burglary or of damage to motor vehicles. One entry of the `vehicles` group.

use super::{Chapter, Group, Step};
use crate::choices;
use crate::field::{Field, FieldSpec, Plate, Text, Vin, Year};
use crate::report::read::{Incomplete, Reader};
use serde::Serialize;

choices! {
    PlateType {
        Passenger = "passenger",
        Commercial = "commercial",
        Combination = "combination",
        Motorcycle = "motorcycle",
        Vanity = "vanity",
        Temporary = "temporary",
        Other = "other",
    }
    VehicleStyle {
        Sedan = "sedan",
        Suv = "suv",
        Pickup = "pickup",
        Van = "van",
        Motorcycle = "motorcycle",
        Truck = "truck",
        Trailer = "trailer",
        Other = "other",
    }
}

pub const PLATE: Field<Plate> = Field::plate("plate");
pub const PLATE_STATE: Field<Text> = Field::text("plate_state", 40);
pub const PLATE_TYPE: Field<PlateType> = Field::choice("plate_type").optional();
pub const VIN: Field<Vin> = Field::vin("vin").optional();
pub const YEAR: Field<Year> = Field::year("vehicle_year").optional();
pub const MAKE: Field<Text> = Field::text("vehicle_make", 60);
pub const MODEL: Field<Text> = Field::text("vehicle_model", 60);
pub const STYLE: Field<VehicleStyle> = Field::choice("vehicle_style").optional();
pub const COLOR: Field<Text> = Field::text("vehicle_color", 40);
pub const OWNER: Field<Text> = Field::text("vehicle_owner", 120).optional();
pub const INSURER: Field<Text> = Field::text("vehicle_insurer", 120).optional();

/// The page that lists the vehicles, of which there must be at least one: whoever went through one car of a driveway
/// often went through the other.
pub(super) static VEHICLES: Step = Step::group(
    Chapter::WhatHappened,
    Group {
        key: "vehicles",
        min: 1,
        fields: FIELDS,
        card: &["plate", "vehicle_make", "vehicle_model"],
    },
);

const FIELDS: &[FieldSpec] = &[
    PLATE.spec,
    PLATE_STATE.spec,
    PLATE_TYPE.spec,
    MAKE.spec,
    MODEL.spec,
    COLOR.spec,
    YEAR.spec,
    STYLE.spec,
    VIN.spec,
    OWNER.spec,
    INSURER.spec,
];

#[derive(Debug, Clone, Serialize)]
pub struct Vehicle {
    pub plate: Plate,
    pub plate_state: Text,
    pub plate_type: Option<PlateType>,
    pub vin: Option<Vin>,
    pub year: Option<Year>,
    pub make: Text,
    pub model: Text,
    pub style: Option<VehicleStyle>,
    pub color: Text,
    /// Absent: the filer.
    pub owner: Option<Text>,
    pub insurer: Option<Text>,
}

impl Vehicle {
    pub(super) fn read_all(reader: &Reader<'_>) -> Result<Vec<Self>, Incomplete> {
        reader.entries("vehicles", Self::read)
    }

    fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            plate: reader.need(&PLATE)?,
            plate_state: reader.need(&PLATE_STATE)?,
            plate_type: reader.maybe(&PLATE_TYPE)?,
            vin: reader.maybe(&VIN)?,
            year: reader.maybe(&YEAR)?,
            make: reader.need(&MAKE)?,
            model: reader.need(&MODEL)?,
            style: reader.maybe(&STYLE)?,
            color: reader.need(&COLOR)?,
            owner: reader.maybe(&OWNER)?,
            insurer: reader.maybe(&INSURER)?,
        })
    }
}
