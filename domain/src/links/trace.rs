//! What a record carries that can be met again in another.

use super::normal;
use crate::choices;
use crate::field::Choice as _;
use crate::records::{Fate, Record};
use std::collections::BTreeMap;

choices! {
    /// What kind of thing a trace is. Graffiti is looked up by the whole text, by the text with a character left out
    /// (which finds what differs in one), and by each word of several.
    TraceKind {
        Plate = "plate",
        Vin = "vin",
        Serial = "serial",
        Imei = "imei",
        Telephone = "telephone",
        Email = "email",
        Graffiti = "graffiti",
        GraffitiNear = "graffiti_near",
        GraffitiWord = "graffiti_word",
    }
    /// What part it has in the record. A number is calling in harassing calls, and given as that of a person or line.
    Part {
        Carried = "carried",
        Lost = "lost",
        Found = "found",
        Stolen = "stolen",
        Recovered = "recovered",
        Damaged = "damaged",
        Calling = "calling",
        Given = "given",
    }
}

impl Part {
    const fn of(fate: Option<Fate>) -> Self {
        match fate {
            None => Self::Carried,
            Some(Fate::Lost) => Self::Lost,
            Some(Fate::Found) => Self::Found,
            Some(Fate::Stolen) => Self::Stolen,
            Some(Fate::Recovered) => Self::Recovered,
            Some(Fate::Damaged) => Self::Damaged,
        }
    }

    /// Its owner is without it.
    pub(super) const fn is_gone(self) -> bool {
        matches!(self, Self::Lost | Self::Stolen)
    }

    /// It turned up.
    pub(super) const fn is_back(self) -> bool {
        matches!(self, Self::Found | Self::Recovered)
    }
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trace {
    pub kind: TraceKind,
    /// The normal form.
    pub key: String,
    /// As it is read: without blanks, but O is O and 0 is 0. Of graffiti the normal form of the whole text.
    pub shown: String,
    pub part: Part,
    /// The state of a plate, the brand of a thing, both in normal form.
    pub qualifier: Option<String>,
}

impl Trace {
    /// The most traces of one record that are kept: a citizen's report has some 60 at most, an officer's file may
    /// name any number of things, and each is a look-up.
    pub const MOST: usize = 120;

    /// What a record carries, each key once.
    #[must_use]
    pub fn of(record: &Record) -> Vec<Self> {
        let mut found = Found::default();
        for vehicle in &record.vehicles {
            let part = Part::of(vehicle.fate);
            if let Some(vin) = &vehicle.vin {
                found.add(TraceKind::Vin, normal::vin(vin), vin, part, None);
            }
            if let Some(plate) = &vehicle.plate {
                let state = vehicle.state.as_deref().and_then(normal::state);
                found.add(
                    TraceKind::Plate,
                    normal::plate(plate),
                    plate,
                    part,
                    state.map(str::to_owned),
                );
            }
        }
        for thing in &record.things {
            let part = Part::of(thing.fate);
            let brand = thing
                .brand
                .as_deref()
                .map(normal::compact)
                .filter(|brand| !brand.is_empty());
            if let Some(serial) = &thing.serial {
                found.add(
                    TraceKind::Serial,
                    normal::serial(serial),
                    serial,
                    part,
                    brand.clone(),
                );
                // The form asks for both in one place, and some write the IMEI there.
                found.add(TraceKind::Imei, normal::imei(serial), serial, part, None);
            }
            if let Some(imei) = &thing.imei {
                found.add(TraceKind::Imei, normal::imei(imei), imei, part, None);
            }
        }
        for number in &record.calls.from {
            found.telephone(number, Part::Calling);
        }
        for number in &record.calls.to {
            found.telephone(number, Part::Given);
        }
        for person in &record.people {
            for number in &person.phones {
                found.telephone(number, Part::Given);
            }
            if let Some(email) = &person.email
                && let Some(email) = normal::email(email)
            {
                found.put(TraceKind::Email, email.clone(), email, Part::Given, None);
            }
        }
        for text in &record.graffiti {
            found.graffiti(text);
        }
        let mut traces: Vec<Self> = found.0.into_values().collect();
        traces.truncate(Self::MOST);
        traces
    }
}

/// By kind and key.
#[derive(Default)]
struct Found(BTreeMap<(TraceKind, String), Trace>);

impl Found {
    fn add(
        &mut self,
        kind: TraceKind,
        key: Option<String>,
        raw: &str,
        part: Part,
        qualifier: Option<String>,
    ) {
        if let Some(key) = key {
            self.put(kind, key, normal::compact(raw), part, qualifier);
        }
    }

    /// The first of a key stays.
    fn put(
        &mut self,
        kind: TraceKind,
        key: String,
        shown: String,
        part: Part,
        qualifier: Option<String>,
    ) {
        self.0.entry((kind, key.clone())).or_insert(Trace {
            kind,
            key,
            shown,
            part,
            qualifier,
        });
    }

    fn telephone(&mut self, raw: &str, part: Part) {
        if let Some(number) = normal::telephone(raw) {
            self.put(TraceKind::Telephone, number.clone(), number, part, None);
        }
    }

    fn graffiti(&mut self, raw: &str) {
        let Some(whole) = normal::graffiti(raw) else {
            return;
        };
        let put =
            |found: &mut Self, kind, key| found.put(kind, key, whole.clone(), Part::Carried, None);
        put(self, TraceKind::Graffiti, whole.clone());
        for near in normal::neighbors(&whole) {
            put(self, TraceKind::GraffitiNear, near);
        }
        for word in normal::words(raw) {
            put(self, TraceKind::GraffitiWord, word);
        }
    }
}

/// What a text that somebody holds in their hand may be: every kind of which it has the form, with its key.
#[must_use]
pub fn typed(text: &str) -> Vec<(TraceKind, String)> {
    TraceKind::ALL
        .iter()
        .filter_map(|kind| {
            let key = match kind {
                TraceKind::Plate => normal::plate(text),
                TraceKind::Vin => normal::vin(text),
                TraceKind::Serial => normal::serial(text),
                TraceKind::Imei => normal::imei(text),
                TraceKind::Telephone => normal::telephone(text),
                TraceKind::Email => normal::email(text),
                TraceKind::Graffiti => normal::graffiti(text),
                TraceKind::GraffitiNear | TraceKind::GraffitiWord => None,
            };
            Some((*kind, key?))
        })
        .collect()
}

impl TraceKind {
    /// As the desk reads it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Plate => "plate",
            Self::Vin => "VIN",
            Self::Serial => "serial number or engraving",
            Self::Imei => "IMEI",
            Self::Telephone => "telephone number",
            Self::Email => "e-mail address",
            Self::Graffiti | Self::GraffitiNear | Self::GraffitiWord => "graffiti",
        }
    }
}

impl Part {
    /// As the desk reads it: `… in one record`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Carried => "named",
            Self::Lost => "lost",
            Self::Found => "found",
            Self::Stolen => "stolen",
            Self::Recovered => "recovered",
            Self::Damaged => "damaged",
            Self::Calling => "calling",
            Self::Given => "a person's",
        }
    }
}
