//! Things as the tables know them: one code for each category, values summed by code.

use super::dollars;
use crate::field::Money;
use crate::incident::common::PlaceKind;
use crate::incident::property::{Item as Reported, PropertyCategory};
use crate::incident::vehicle::{Vehicle as ReportedVehicle, VehicleStyle};
use crate::nibrs::codes::property::PropertyCode;
use crate::nibrs::few::{Few, FewError};
use crate::nibrs::segment::Item;
use crate::nibrs::values::Dollars;
use crate::records::{Fate, Thing, Vehicle};
use crate::report::{Details, Report};

/// Data element 15.
pub(super) fn code(category: PropertyCategory, place: Option<PlaceKind>) -> PropertyCode {
    match category {
        PropertyCategory::Phone => PropertyCode::PortableCommunications,
        PropertyCategory::Computer => PropertyCode::Computer,
        PropertyCategory::Wallet => PropertyCode::Purse,
        PropertyCategory::Cash => PropertyCode::Money,
        PropertyCategory::Cards => PropertyCode::CreditCards,
        PropertyCategory::IdentityDocument => PropertyCode::IdentityDocuments,
        PropertyCategory::Documents => PropertyCode::Documents,
        PropertyCategory::Jewelry => PropertyCode::Jewelry,
        PropertyCategory::Clothes => PropertyCode::Clothes,
        PropertyCategory::Camera => PropertyCode::Photographic,
        PropertyCategory::Tools => PropertyCode::Tools,
        PropertyCategory::Bicycle => PropertyCode::Bicycles,
        PropertyCategory::Sports => PropertyCode::SportsEquipment,
        PropertyCategory::Audio => PropertyCode::RadioTv,
        PropertyCategory::Musical => PropertyCode::MusicalInstruments,
        PropertyCategory::Medical => PropertyCode::MedicalEquipment,
        PropertyCategory::Medicine => PropertyCode::Drugs,
        PropertyCategory::VehiclePart => PropertyCode::VehicleParts,
        PropertyCategory::Garden => PropertyCode::GardenEquipment,
        PropertyCategory::Building => structure(place),
        PropertyCategory::Household => PropertyCode::HouseholdGoods,
        PropertyCategory::Merchandise => PropertyCode::Merchandise,
        PropertyCategory::Pet => PropertyCode::Pets,
        PropertyCategory::Keys | PropertyCategory::Other => PropertyCode::Other,
    }
}

/// Codes 29 to 35 tell buildings apart by their use.
const fn structure(place: Option<PlaceKind>) -> PropertyCode {
    match place {
        Some(PlaceKind::Residence) => PropertyCode::SingleDwelling,
        Some(
            PlaceKind::Shop
            | PlaceKind::Restaurant
            | PlaceKind::Office
            | PlaceKind::Gym
            | PlaceKind::GasStation,
        ) => PropertyCode::CommercialStructure,
        Some(PlaceKind::School | PlaceKind::Station | PlaceKind::Church) => {
            PropertyCode::PublicStructure
        }
        Some(
            PlaceKind::Street
            | PlaceKind::ParkingLot
            | PlaceKind::Park
            | PlaceKind::Beach
            | PlaceKind::ConstructionSite
            | PlaceKind::Dock
            | PlaceKind::Other,
        )
        | None => PropertyCode::OtherStructure,
    }
}

/// A damaged vehicle. One whose style is not told is an automobile, as most are.
pub(super) const fn vehicle_code(style: Option<VehicleStyle>) -> PropertyCode {
    match style {
        Some(VehicleStyle::Pickup | VehicleStyle::Truck) => PropertyCode::Truck,
        Some(VehicleStyle::Motorcycle | VehicleStyle::Other) => PropertyCode::OtherMotorVehicle,
        Some(VehicleStyle::Trailer) => PropertyCode::Trailer,
        Some(VehicleStyle::Sedan | VehicleStyle::Suv | VehicleStyle::Van) | None => {
            PropertyCode::Automobile
        }
    }
}

/// What was lost, summed by code: a code may stand once in a segment (rule 306).
#[derive(Default)]
pub(super) struct Loot(Vec<(PropertyCode, Option<u64>)>);

impl Loot {
    /// Adds a thing; a value that is not known adds nothing to those that are.
    pub(super) fn add(&mut self, code: PropertyCode, value: Option<Money>) {
        self.add_dollars(code, value.map(dollars));
    }

    fn add_dollars(&mut self, code: PropertyCode, value: Option<u64>) {
        match self.0.iter_mut().find(|(other, _)| *other == code) {
            Some((_, sum)) => {
                *sum = match (*sum, value) {
                    (Some(a), Some(b)) => Some(a.saturating_add(b)),
                    (a, b) => a.or(b),
                };
            }
            None => self.0.push((code, value)),
        }
    }

    /// An estimate of the whole counts, where no thing was valued, for the first that can have a value.
    pub(super) fn estimated(&mut self, estimate: Option<Money>) {
        let valued =
            |(code, value): &(PropertyCode, Option<u64>)| value.is_some() && !code.has_no_value();
        if self.0.iter().any(valued) {
            return;
        }
        if let Some((_, value)) = self.0.iter_mut().find(|(code, _)| !code.has_no_value()) {
            *value = estimate.map(dollars);
        }
    }

    /// At most ten: of more, the nine dearest, and the others together as 77.
    pub(super) fn items(mut self) -> Result<Few<Item, 10>, FewError> {
        if self.0.len() > 10 {
            // Stable, so that the same report is always coded the same; 77 has its place in any case.
            self.0.sort_by_key(|(code, value)| {
                (
                    *code == PropertyCode::Other,
                    std::cmp::Reverse(worth(*code, *value)),
                )
            });
            for (_, value) in self.0.split_off(9) {
                self.add_dollars(PropertyCode::Other, value);
            }
        }
        let item = |(code, value)| Item {
            code,
            value: Some(Dollars::at_most(worth(code, value))),
            recovered: None,
        };
        Few::new(self.0.into_iter().map(item).collect())
    }
}

/// Zero for what has no value (rule 391), $1 for what is not known.
fn worth(code: PropertyCode, value: Option<u64>) -> u64 {
    if code.has_no_value() {
        0
    } else {
        value.map_or(1, |value| value.max(1))
    }
}

/// The things in words.
pub(super) fn things(report: &Report) -> Vec<Thing> {
    let (items, fate): (&[Reported], Fate) = match &report.details {
        Details::LostProperty(lost) => (&lost.items, Fate::Lost),
        Details::Vandalism(vandalism) => (&vandalism.items, Fate::Damaged),
        Details::VehicleBurglary(burglary) => match &burglary.taken {
            Some(taken) => (&taken.items, Fate::Stolen),
            None => return Vec::new(),
        },
        Details::DamageToVehicle(_) | Details::IdentityTheft(_) | Details::HarassingCalls(_) => {
            return Vec::new();
        }
    };
    fn text(value: &Option<impl ToString>) -> Option<String> {
        value.as_ref().map(ToString::to_string)
    }
    items
        .iter()
        .map(|item| Thing {
            category: item.category,
            description: item.description.to_string(),
            quantity: text(&item.quantity),
            brand: text(&item.brand),
            model: text(&item.model),
            serial: text(&item.serial),
            imei: text(&item.imei),
            color: text(&item.color),
            value: item.value.map(Money::cents),
            fate: Some(fate),
        })
        .collect()
}

/// The vehicles that were entered or damaged.
pub(super) fn vehicles(report: &Report) -> Vec<Vehicle> {
    let vehicles: &[ReportedVehicle] = match &report.details {
        Details::VehicleBurglary(burglary) => &burglary.vehicles,
        Details::DamageToVehicle(damage) => &damage.vehicles,
        Details::LostProperty(_)
        | Details::Vandalism(_)
        | Details::IdentityTheft(_)
        | Details::HarassingCalls(_) => return Vec::new(),
    };
    vehicles
        .iter()
        .map(|vehicle| Vehicle {
            plate: Some(vehicle.plate.to_string()),
            state: Some(vehicle.plate_state.to_string()),
            vin: vehicle.vin.as_ref().map(ToString::to_string),
            year: vehicle.year.map(|year| year.to_string()),
            make: Some(vehicle.make.to_string()),
            model: Some(vehicle.model.to_string()),
            color: Some(vehicle.color.to_string()),
            fate: None,
        })
        .collect()
}
