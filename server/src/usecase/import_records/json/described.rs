//! What a line says beside the coding: place, vehicles, things, people, calls, words on a wall.

use super::{Line, Object, maybe, plain, text_of};
use domain::field::Choice;
use domain::incident::property::PropertyCategory;
use domain::jurisdiction::LatLon;
use domain::nibrs::values::{Hour, read_day};
use domain::records::{Calls, Fate, Involved, Record, Thing, Until, Vehicle};
use serde_json::Value;

/// The members that are read here.
pub(super) const MEMBERS: [&str; 9] = [
    "address",
    "narrative",
    "vehicles",
    "people",
    "things",
    "calls",
    "graffiti",
    "pin",
    "until",
];

impl Line {
    pub(super) fn describe(&mut self, record: &mut Record, object: &Object) {
        record.address = maybe(object, "address");
        record.narrative = text_of(object, "narrative").to_owned();
        record.pin = match text_of(object, "pin") {
            "" => None,
            text => self.known("pin", LatLon::parse(text).ok()),
        };
        record.until = match object.get("until") {
            None | Some(Value::Null) => None,
            Some(until) => self.known("until", read_until(until)),
        };
        record.vehicles = self.each(object, "vehicles", |line, vehicle| Vehicle {
            plate: maybe(vehicle, "plate"),
            state: maybe(vehicle, "state"),
            vin: maybe(vehicle, "vin"),
            year: maybe(vehicle, "year"),
            make: maybe(vehicle, "make"),
            model: maybe(vehicle, "model"),
            color: maybe(vehicle, "color"),
            fate: line.fate(vehicle),
        });
        record.things = self.each(object, "things", |line, thing| Thing {
            category: line
                .code(thing, "category")
                .unwrap_or(PropertyCategory::Other),
            description: text_of(thing, "description").to_owned(),
            quantity: maybe(thing, "quantity"),
            brand: maybe(thing, "brand"),
            model: maybe(thing, "model"),
            serial: maybe(thing, "serial"),
            imei: maybe(thing, "imei"),
            color: maybe(thing, "color"),
            value: None,
            fate: line.fate(thing),
        });
        record.people = self.each(object, "people", |line, person| Involved {
            role: text_of(person, "role").to_owned(),
            name: text_of(person, "name").to_owned(),
            phones: line.texts(person, "phones"),
            email: maybe(person, "email"),
        });
        record.calls = match object.get("calls") {
            Some(Value::Object(calls)) => Calls {
                from: self.texts(calls, "from"),
                to: self.texts(calls, "to"),
            },
            None | Some(Value::Null) => Calls::default(),
            Some(_) => self.known("calls", None).unwrap_or_default(),
        };
        record.graffiti = self.texts(object, "graffiti");
    }

    fn fate(&mut self, object: &Object) -> Option<Fate> {
        self.code(object, "fate")
    }

    /// A member that is one of a list of codes, if it is there.
    fn code<C: Choice>(&mut self, object: &Object, name: &'static str) -> Option<C> {
        match text_of(object, name) {
            "" => None,
            code => self.known(name, C::from_code(code)),
        }
    }

    /// A list of texts.
    fn texts(&mut self, object: &Object, name: &'static str) -> Vec<String> {
        match object.get(name) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(texts)) => {
                let texts: Option<Vec<String>> = texts.iter().map(plain).collect();
                self.known(name, texts).unwrap_or_default()
            }
            Some(_) => self.known(name, None).unwrap_or_default(),
        }
    }

    /// What could not be read is a fault.
    fn known<T>(&mut self, name: &str, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.fault(name, "-", "Not a valid value.");
        }
        read
    }
}

fn read_until(value: &Value) -> Option<Until> {
    let until = value.as_object()?;
    let date = read_day(&text_of(until, "date").replace('-', "")).ok()?;
    let hour = match until.get("hour").filter(|hour| !hour.is_null()) {
        None => None,
        Some(hour) => Some(Hour::try_from(plain(hour)?.parse::<u8>().ok()?).ok()?),
    };
    Some(Until { date, hour })
}
