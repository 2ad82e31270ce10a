//! The record of an incident, whoever it came from: a citizen's approved report or an officer's. Statistics and
//! search read records alone and ask nobody where they came from.
//!
//! A record holds what happened, what was taken or damaged, which vehicles, who and the narrative; its [`Class`]
//! says what it is to the law. A criminal incident of Group A is an [`Incident`] that keeps the edit rules.

pub mod analysis;

use crate::choices;
use crate::incident::Kind;
use crate::incident::property::PropertyCategory;
use crate::jurisdiction::LatLon;
use crate::nibrs::Incident;
use crate::nibrs::codes::Code;
use crate::nibrs::codes::location::Location;
use crate::nibrs::codes::offense::GroupB;
use crate::nibrs::segment::Parts;
use crate::nibrs::values::{Hour, IncidentNumber};
use serde::{Deserialize, Serialize};
use time::Date;

choices! {
    /// Who filed it.
    Source { Citizen = "citizen", Officer = "officer" }
    /// Why an incident is no offense.
    NonCriminal {
        LostProperty = "lost_property",
        Collision = "collision",
        MinorDamage = "minor_damage",
        NotDeliberate = "not_deliberate",
        Other = "other",
    }
    /// What became of a thing or a vehicle.
    Fate {
        Lost = "lost",
        Found = "found",
        Stolen = "stolen",
        Recovered = "recovered",
        Damaged = "damaged",
    }
}

/// What an incident is to the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Submitted to the FBI.
    GroupA(Incident),
    /// Kept here: submitted only with an arrest.
    GroupB(GroupB),
    NonCriminal(NonCriminal),
}

/// One incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub number: IncidentNumber,
    pub source: Source,
    /// The kind of a citizen's report.
    pub kind: Option<Kind>,
    pub class: Class,
    /// Local to the department.
    pub date: Date,
    pub hour: Option<Hour>,
    /// The other end, where it happened between two moments.
    #[serde(default)]
    pub until: Option<Until>,
    pub location: Option<Location>,
    pub address: Option<String>,
    pub pin: Option<LatLon>,
    pub things: Vec<Thing>,
    pub vehicles: Vec<Vehicle>,
    pub people: Vec<Involved>,
    #[serde(default)]
    pub calls: Calls,
    /// What was written on a wall.
    #[serde(default)]
    pub graffiti: Vec<String>,
    pub narrative: String,
}

/// The latest moment at which it can have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Until {
    pub date: Date,
    pub hour: Option<Hour>,
}

/// The numbers of harassing calls, as they were told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calls {
    /// The number or name that the telephone showed.
    pub from: Vec<String>,
    pub to: Vec<String>,
}

/// One thing, in words; its part in the statistics is in the class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    pub category: PropertyCategory,
    pub description: String,
    pub quantity: Option<String>,
    pub brand: Option<String>,
    pub model: Option<String>,
    /// Serial number or engraving.
    pub serial: Option<String>,
    #[serde(default)]
    pub imei: Option<String>,
    pub color: Option<String>,
    /// In cents; absent when not known.
    pub value: Option<u64>,
    #[serde(default)]
    pub fate: Option<Fate>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    pub plate: Option<String>,
    pub state: Option<String>,
    pub vin: Option<String>,
    pub year: Option<String>,
    pub make: Option<String>,
    pub model: Option<String>,
    pub color: Option<String>,
    #[serde(default)]
    pub fate: Option<Fate>,
}

/// Somebody who has a part in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involved {
    /// `victim`, `owner`, `reporting_party`, `witness` or `business`.
    pub role: String,
    pub name: String,
    #[serde(default)]
    pub phones: Vec<String>,
    #[serde(default)]
    pub email: Option<String>,
}

impl Record {
    /// The offenses' codes, Group A or B; none of a non-criminal record.
    #[must_use]
    pub fn offense_codes(&self) -> Vec<&'static str> {
        match &self.class {
            Class::GroupA(incident) => incident
                .parts()
                .offenses
                .iter()
                .map(|offense| offense.code.code())
                .collect(),
            Class::GroupB(code) => vec![code.code()],
            Class::NonCriminal(_) => Vec::new(),
        }
    }

    /// The code of its class.
    #[must_use]
    pub const fn class_code(&self) -> &'static str {
        match self.class {
            Class::GroupA(_) => "group_a",
            Class::GroupB(_) => "group_b",
            Class::NonCriminal(_) => "non_criminal",
        }
    }

    /// Its segments, if it is submitted.
    #[must_use]
    pub fn parts(&self) -> Option<&Parts> {
        match &self.class {
            Class::GroupA(incident) => Some(incident.parts()),
            Class::GroupB(_) | Class::NonCriminal(_) => None,
        }
    }

    /// The record of an incident of which nothing but its segments is known.
    #[must_use]
    pub fn of_incident(source: Source, incident: Incident) -> Self {
        let parts = incident.parts();
        let administrative = &parts.administrative;
        Self {
            number: administrative.number.clone(),
            source,
            kind: None,
            date: administrative.date,
            hour: administrative.hour,
            until: None,
            location: parts.offenses.first().map(|offense| offense.location),
            class: Class::GroupA(incident),
            address: None,
            pin: None,
            things: Vec::new(),
            vehicles: Vec::new(),
            people: Vec::new(),
            calls: Calls::default(),
            graffiti: Vec::new(),
            narrative: String::new(),
        }
    }
}
