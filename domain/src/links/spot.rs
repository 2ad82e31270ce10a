//! What happened where and when: what near repeats, the nights and the map are made of.

use super::normal;
use super::reason::Analysis;
use crate::choices;
use crate::incident::Kind;
use crate::jurisdiction::LatLon;
use crate::nibrs::codes::offense::OffenseCode;
use crate::records::{Class, NonCriminal, Record};
use time::Date;

choices! {
    /// What a record is about, over both sources. A record of several offenses is about the first of these.
    Topic {
        Robbery = "robbery",
        Burglary = "burglary",
        VehicleBurglary = "vehicle_burglary",
        VehicleTheft = "vehicle_theft",
        Arson = "arson",
        Vandalism = "vandalism",
        OtherTheft = "other_theft",
        Fraud = "fraud",
        Calls = "calls",
        LostProperty = "lost_property",
        Collision = "collision",
        Other = "other",
    }
}

impl Topic {
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let by_class = match &record.class {
            Class::GroupA(incident) => {
                let offenses = &incident.parts().offenses;
                offenses
                    .iter()
                    .map(|offense| Self::of_offense(offense.code))
                    .min()
            }
            Class::GroupB(_) => Some(Self::Other),
            Class::NonCriminal(why) => Some(match why {
                NonCriminal::LostProperty => Self::LostProperty,
                NonCriminal::Collision => Self::Collision,
                NonCriminal::MinorDamage => Self::Vandalism,
                NonCriminal::NotDeliberate | NonCriminal::Other => Self::Other,
            }),
        };
        // Calls are an offense of any kind in the tables (90Z), or intimidation.
        match (record.kind, by_class) {
            (Some(Kind::HarassingCalls), _) => Self::Calls,
            (_, found) => found.unwrap_or(Self::Other),
        }
    }

    const fn of_offense(code: OffenseCode) -> Self {
        match code {
            OffenseCode::Robbery => Self::Robbery,
            OffenseCode::Burglary => Self::Burglary,
            OffenseCode::TheftFromMotorVehicle | OffenseCode::TheftOfMotorVehicleParts => {
                Self::VehicleBurglary
            }
            OffenseCode::MotorVehicleTheft => Self::VehicleTheft,
            OffenseCode::Arson => Self::Arson,
            OffenseCode::Vandalism => Self::Vandalism,
            OffenseCode::PocketPicking
            | OffenseCode::PurseSnatching
            | OffenseCode::TheftFromBuilding
            | OffenseCode::TheftFromCoinOperatedMachine => Self::OtherTheft,
            OffenseCode::IdentityTheft | OffenseCode::CreditCardFraud => Self::Fraud,
            _ => Self::Other,
        }
    }

    /// Whether one raises the risk of another close by. A shop is stolen from every day, and what has no place cannot
    /// be close to anything.
    #[must_use]
    pub const fn repeats(self) -> bool {
        match self {
            Self::Robbery
            | Self::Burglary
            | Self::VehicleBurglary
            | Self::VehicleTheft
            | Self::Arson
            | Self::Vandalism
            | Self::OtherTheft => true,
            Self::Fraud | Self::Calls | Self::LostProperty | Self::Collision | Self::Other => false,
        }
    }

    /// As the desk reads it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Robbery => "Robbery",
            Self::Burglary => "Burglary",
            Self::VehicleBurglary => "Vehicle burglary",
            Self::VehicleTheft => "Vehicle theft",
            Self::Arson => "Arson",
            Self::Vandalism => "Vandalism",
            Self::OtherTheft => "Other theft",
            Self::Fraud => "Fraud and identity theft",
            Self::Calls => "Harassing calls",
            Self::LostProperty => "Lost property",
            Self::Collision => "Collision",
            Self::Other => "Other",
        }
    }
}

/// What happened where and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    pub topic: Topic,
    pub day: Date,
    /// 0 to 23.
    pub hour: Option<u8>,
    /// The other end, where there is one.
    pub until: Option<(Date, Option<u8>)>,
    pub pin: Option<LatLon>,
    /// In its normal form.
    pub address: Option<String>,
}

impl Spot {
    #[must_use]
    pub fn of(record: &Record) -> Self {
        Self {
            topic: Topic::of(record),
            day: record.date,
            hour: record.hour.map(u8::from),
            until: record
                .until
                .map(|until| (until.date, until.hour.map(u8::from)))
                .filter(|(day, _)| *day >= record.date),
            pin: record.pin,
            address: record.address.as_deref().and_then(normal::address),
        }
    }

    /// The last day on which it can have happened.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.until.map_or(self.day, |(day, _)| day)
    }

    /// The nights in which it can have happened, as the day on which each began. More than two are none: whoever was
    /// away for a week knows no night.
    #[must_use]
    pub fn nights(&self, analysis: &Analysis) -> Vec<Date> {
        let at = |day: Date, hour: u8| i64::from(day.to_julian_day()) * 24 + i64::from(hour);
        let start = at(self.day, self.hour.unwrap_or(0));
        let end = match (self.until, self.hour) {
            (Some((day, hour)), _) => at(day, hour.unwrap_or(23)),
            (None, Some(hour)) => at(self.day, hour),
            (None, None) => at(self.day, 23),
        };
        let mut nights = Vec::new();
        let mut day = self.day.previous_day();
        while let Some(night) = day.filter(|day| *day <= self.last_day() && nights.len() <= 2) {
            let next = night.next_day();
            let ends = next.map_or(i64::MAX, |next| at(next, analysis.night_to));
            if start < ends && end >= at(night, analysis.night_from) {
                nights.push(night);
            }
            day = next;
        }
        if nights.len() > 2 { Vec::new() } else { nights }
    }

    /// Meters from one to the other: by the pins, or none where both have the same address.
    #[must_use]
    pub fn meters_to(&self, other: &Self) -> Option<f64> {
        if self.address.is_some() && self.address == other.address {
            return Some(0.0);
        }
        Some(distance(self.pin?, other.pin?))
    }
}

/// Meters between two places of one region, on a sphere: exact to 0.3 % within some kilometers.
#[must_use]
pub fn distance(a: LatLon, b: LatLon) -> f64 {
    const EARTH: f64 = 6_371_008.8;
    let north = (a.lat - b.lat).to_radians();
    let east = (a.lon - b.lon).to_radians() * ((a.lat + b.lat) / 2.0).to_radians().cos();
    EARTH * north.hypot(east)
}

/// About so many meters from one side of a cell to the other.
pub const CELL_METERS: f64 = 250.0;

/// Meters of a degree of latitude.
pub(super) const METERS_OF_A_DEGREE: f64 = 111_195.0;

/// A cell of the grid by which places are looked up. The grid never changes with a setting: cells are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(pub i64);

impl Cell {
    /// Columns of a row: a degree of longitude has 400.
    const COLUMNS: i64 = 400 * 360 + 2;
    /// Degrees of longitude across: 250 m at the latitude of Connecticut.
    const EAST: f64 = 0.003;
    /// Degrees of latitude across.
    const NORTH: f64 = CELL_METERS / METERS_OF_A_DEGREE;

    #[must_use]
    pub fn of(at: LatLon) -> Self {
        let (row, column) = Self::place(at);
        Self(row * Self::COLUMNS + column)
    }

    fn place(at: LatLon) -> (i64, i64) {
        let row = ((at.lat + 90.0) / Self::NORTH).floor() as i64;
        let column = ((at.lon + 180.0) / Self::EAST).floor() as i64;
        (row, column)
    }

    /// Every cell with a place within so many meters: 9 for 200 m, 81 for 1,000 m.
    #[must_use]
    pub fn around(at: LatLon, meters: u16) -> Vec<Self> {
        let (row, column) = Self::place(at);
        let meters = f64::from(meters);
        let rows = (meters / CELL_METERS).ceil() as i64;
        // Towards the poles cells grow narrow; nobody patrols there.
        let across = Self::EAST * METERS_OF_A_DEGREE * at.lat.to_radians().cos().max(0.1);
        let columns = (meters / across).ceil() as i64;
        (row - rows..=row + rows)
            .flat_map(|row| (column - columns..=column + columns).map(move |column| (row, column)))
            .map(|(row, column)| Self(row * Self::COLUMNS + column))
            .collect()
    }
}
