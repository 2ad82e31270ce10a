//! Our own form of an officer's incident: one JSON object a line. Segments are objects whose members are named as
//! the elements of the flat file (`domain::nibrs::flat::layout`), so that both are read by the same rules.

mod described;

use domain::field::Choice;
use domain::nibrs::codes::Code;
use domain::nibrs::codes::location::Location;
use domain::nibrs::codes::offense::GroupB;
use domain::nibrs::flat::{Fault, RawSegment, read_segments};
use domain::nibrs::values::{Hour, IncidentNumber, read_day};
use domain::records::{Calls, Class, NonCriminal, Record, Source};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use time::Date;

type Object = Map<String, Value>;

/// The segments by the members that hold them.
const LISTS: [(&str, u8); 5] = [
    ("offenses", 2),
    ("property", 3),
    ("victims", 4),
    ("offenders", 5),
    ("arrestees", 6),
];

/// Members that are not part of a segment.
const OWN: [&str; 4] = ["case_number", "class", "group_b", "non_criminal"];

fn is_own(name: &str) -> bool {
    OWN.contains(&name) || described::MEMBERS.contains(&name)
}

/// Reads every line; the good records with their lines, and what is wrong with the others.
pub(super) fn read(text: &str) -> (Vec<(usize, Record)>, Vec<Fault>) {
    let (mut records, mut faults, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (place, text) in text.lines().enumerate() {
        if text.trim().is_empty() {
            continue;
        }
        let mut line = Line {
            line: place + 1,
            faults: Vec::new(),
        };
        match line.record(text) {
            Some(record) if line.faults.is_empty() => {
                if seen.insert(record.number.clone()) {
                    records.push((place + 1, record));
                } else {
                    line.fault(
                        "case_number",
                        "056",
                        "This number stands in the file before.",
                    );
                }
            }
            Some(_) | None => {}
        }
        faults.append(&mut line.faults);
    }
    (records, faults)
}

struct Line {
    line: usize,
    faults: Vec<Fault>,
}

impl Line {
    fn fault(&mut self, field: &str, rule: &'static str, words: &'static str) {
        self.faults.push(Fault {
            line: self.line,
            field: field.to_owned(),
            rule,
            words,
        });
    }

    fn record(&mut self, text: &str) -> Option<Record> {
        let Ok(Value::Object(object)) = serde_json::from_str::<Value>(text) else {
            self.fault("line", "-", "Not one JSON object.");
            return None;
        };
        let number = text_of(&object, "case_number").parse::<IncidentNumber>();
        let Ok(number) = number else {
            self.fault(
                "case_number",
                "117",
                "At most 12 of A-Z, 0-9 and the hyphen.",
            );
            return None;
        };
        let mut record = match text_of(&object, "class") {
            "" | "group_a" => self.group_a(number, &object)?,
            class @ ("group_b" | "non_criminal") => self.local(number, class, &object)?,
            _ => {
                self.fault("class", "-", "One of group_a, group_b, non_criminal.");
                return None;
            }
        };
        self.describe(&mut record, &object);
        Some(record)
    }

    fn group_a(&mut self, number: IncidentNumber, object: &Object) -> Option<Record> {
        let mut head = Object::new();
        for (name, value) in object {
            let listed = LISTS.iter().any(|(list, _)| list == name);
            if !listed && !is_own(name) {
                head.insert(name.clone(), value.clone());
            }
        }
        // Not cleared, unless it says otherwise.
        if !head.contains_key("cleared_exceptionally") {
            head.insert("cleared_exceptionally".to_owned(), "N".into());
        }
        let mut segments = vec![self.segment(1, &head)];
        for (list, level) in LISTS {
            match object.get(list) {
                None | Some(Value::Null) => {}
                Some(Value::Array(entries)) => {
                    for entry in entries {
                        match entry {
                            Value::Object(entry) => segments.push(self.segment(level, entry)),
                            _ => self.fault(list, "-", "A list of objects."),
                        }
                    }
                }
                Some(_) => self.fault(list, "-", "A list of objects."),
            }
        }
        match read_segments(number, &segments) {
            Ok(incident) => Some(Record::of_incident(Source::Officer, incident)),
            Err(faults) => {
                self.faults.extend(faults);
                None
            }
        }
    }

    /// An incident that is not submitted: only when, where and what.
    fn local(&mut self, number: IncidentNumber, class: &str, object: &Object) -> Option<Record> {
        const TAKEN: [&str; 3] = ["date", "hour", "location"];
        for name in object.keys() {
            if !is_own(name) && !TAKEN.contains(&name.as_str()) {
                self.fault(name_of(name), "-", "No such member of this class.");
            }
        }
        let class = match class {
            "group_b" => GroupB::from_code(text_of(object, "group_b")).map(Class::GroupB),
            _ => NonCriminal::from_code(text_of(object, "non_criminal")).map(Class::NonCriminal),
        };
        if class.is_none() {
            self.fault("class", "204", "What it is has no valid code.");
        }
        let date: Option<Date> = read_day(&text_of(object, "date").replace('-', "")).ok();
        if date.is_none() {
            self.fault("date", "105", "Not a valid day.");
        }
        let hour = object.get("hour").filter(|hour| !hour.is_null());
        let read_hour = |hour: &Value| {
            plain(hour).and_then(|hour| Hour::try_from(hour.parse::<u8>().ok()?).ok())
        };
        let hour = match hour.map(read_hour) {
            Some(None) => {
                self.fault("hour", "152", "The hour is 00 to 23.");
                None
            }
            found => found.flatten(),
        };
        let code = text_of(object, "location");
        let location = Location::from_code(code);
        if location.is_none() && !code.is_empty() {
            self.fault("location", "204", "Not a valid value.");
        }
        Some(Record {
            number,
            source: Source::Officer,
            kind: None,
            class: class?,
            date: date?,
            hour,
            until: None,
            location,
            address: None,
            pin: None,
            things: Vec::new(),
            vehicles: Vec::new(),
            people: Vec::new(),
            calls: Calls::default(),
            graffiti: Vec::new(),
            narrative: String::new(),
        })
    }

    fn segment(&mut self, level: u8, object: &Object) -> RawSegment {
        let mut raw = RawSegment::new(level, self.line);
        for (name, value) in object {
            let values: Vec<&Value> = match value {
                Value::Array(values) => values.iter().collect(),
                Value::Null => Vec::new(),
                one => vec![one],
            };
            for (place, value) in values.into_iter().enumerate() {
                let fits = plain(value).is_some_and(|text| {
                    let day = matches!(name.as_str(), "date" | "clearance_date" | "recovered");
                    let text = if day { text.replace('-', "") } else { text };
                    raw.set(name, place, &text)
                });
                if !fits {
                    self.fault(
                        name_of(name),
                        "-",
                        "No such element, too many values, or too long.",
                    );
                }
            }
        }
        raw
    }

    fn each<T>(
        &mut self,
        object: &Object,
        name: &str,
        read: impl Fn(&mut Self, &Object) -> T,
    ) -> Vec<T> {
        match object.get(name) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(entries)) if entries.iter().all(Value::is_object) => {
                let entries = entries.iter().filter_map(Value::as_object);
                entries.map(|entry| read(self, entry)).collect()
            }
            Some(_) => {
                self.fault(name, "-", "A list of objects.");
                Vec::new()
            }
        }
    }
}

/// A member's name as it may be shown: one that is not ours was typed by somebody.
fn name_of(name: &str) -> &str {
    let ours = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if ours { name } else { "member" }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn text_of<'a>(object: &'a Object, name: &str) -> &'a str {
    object
        .get(name)
        .and_then(Value::as_str)
        .map_or("", str::trim)
}

fn maybe(object: &Object, name: &str) -> Option<String> {
    Some(text_of(object, name).to_owned()).filter(|text| !text.is_empty())
}
