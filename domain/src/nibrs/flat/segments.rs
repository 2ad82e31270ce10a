//! From the text of segments to typed ones.

use super::cells::Cells;
use crate::nibrs::codes::Code;
use crate::nibrs::codes::named::Loss;
use crate::nibrs::codes::offense::{GroupB, OffenseCode};
use crate::nibrs::segment::{
    Administrative, ArrestOffense, Arrestee, Drug, ExceptionalClearance, Item, Offender, Offense,
    OfficerFacts, Person, Property, Related, Victim,
};
use crate::nibrs::values::{Dollars, Hour, IncidentNumber};

impl Cells<'_> {
    pub(super) fn administrative(&mut self, number: IncidentNumber) -> Option<Administrative> {
        let date = self.day("date", 0, "105");
        let date = self.need("date", date);
        let is_report_date = self
            .read("report_date_indicator", 0, "151", |text| {
                (text == "R").then_some(())
            })
            .is_some();
        let hour =
            self.number::<u8>("hour", 0, "152")
                .and_then(|hour| match Hour::try_from(hour) {
                    Ok(hour) => Some(hour),
                    Err(_) => {
                        self.fault("hour", "152", "The hour is 00 to 23.");
                        None
                    }
                });
        let cleared = self.raw.get("cleared_exceptionally", 0) != "N";
        let how = if cleared {
            let how = self.code("cleared_exceptionally");
            self.need("cleared_exceptionally", how)
        } else {
            None
        };
        let on = self.day("clearance_date", 0, "105");
        let cleared = match (how, on) {
            (Some(how), Some(date)) => Some(ExceptionalClearance { how, date }),
            (Some(_), None) => {
                self.fault(
                    "clearance_date",
                    "156",
                    "Cleared exceptionally, without the day.",
                );
                None
            }
            (None, Some(_)) => {
                self.fault(
                    "clearance_date",
                    "153",
                    "A day of clearance, without a clearance.",
                );
                None
            }
            (None, None) => None,
        };
        let cargo_theft = self.read("cargo_theft", 0, "104", yes_no);
        Some(Administrative {
            number,
            date: date?,
            hour,
            is_report_date,
            cleared,
            cargo_theft,
        })
    }

    pub(super) fn offense(&mut self) -> Option<Offense> {
        let code = self.raw.get("offense", 0);
        let code = if GroupB::from_code(code).is_some() {
            self.fault(
                "offense",
                "264",
                "A Group B offense is no part of a Group A incident.",
            );
            None
        } else {
            let code = self.code::<OffenseCode>("offense");
            self.need("offense", code)
        };
        let attempted = self.read("attempted", 0, "251", |text| match text {
            "A" => Some(true),
            "C" => Some(false),
            _ => None,
        });
        let attempted = self.need("attempted", attempted);
        let location = self.code("location");
        let location = self.need("location", location);
        let premises = self.number("premises", 0, "202");
        let entry = self.code("entry");
        let using = self.codes("using");
        let activity = self.codes("activity");
        let weapons = self.codes("weapon");
        let bias = self.codes("bias");
        Some(Offense {
            code: code?,
            attempted: attempted?,
            using,
            location: location?,
            premises,
            entry,
            activity,
            weapons,
            bias,
        })
    }

    pub(super) fn property(&mut self) -> Option<Property> {
        let loss = self.code::<Loss>("loss");
        let loss = self.need("loss", loss);
        let mut items = Vec::new();
        for place in 0..10 {
            let code = self.read("property", place, "304", Code::from_code);
            let value = self
                .number::<u64>("value", place, "302")
                .and_then(|value| Dollars::try_from(value).ok());
            let recovered = self.day("recovered", place, "305");
            match code {
                Some(code) => items.push(Item {
                    code,
                    value,
                    recovered,
                }),
                None if recovered.is_some() => {
                    self.fault(
                        "recovered",
                        "356",
                        "A day of recovery, without the property.",
                    );
                }
                None if value.is_some() => {
                    self.fault("value", "354", "A value, without the property.");
                }
                None => {}
            }
        }
        let items = self.few("property", "306", items);
        let stolen_vehicles = self.number("stolen_vehicles", 0, "302");
        let recovered_vehicles = self.number("recovered_vehicles", 0, "302");
        let mut drugs = Vec::new();
        for place in 0..3 {
            let kind = self.read("drug", place, "304", Code::from_code);
            let quantity = self.number("drug_quantity", place, "302");
            let measure = self.read("drug_measure", place, "304", Code::from_code);
            match kind {
                Some(kind) => drugs.push(Drug {
                    kind,
                    quantity,
                    measure,
                }),
                None if quantity.is_some() => {
                    self.fault("drug_quantity", "366", "A quantity, without the drug.");
                }
                None if measure.is_some() => {
                    self.fault("drug_measure", "368", "A measure, without the drug.");
                }
                None => {}
            }
        }
        let drugs = self.few("drug", "306", drugs);
        Some(Property {
            loss: loss?,
            items,
            stolen_vehicles,
            recovered_vehicles,
            drugs,
        })
    }

    /// Age, sex and race are there together or not at all.
    fn person(&mut self, age_rule: &'static str) -> Option<Person> {
        let age = self.parse("age", age_rule);
        let sex = self.code("sex");
        let race = self.code("race");
        let ethnicity = self.code("ethnicity");
        let resident = self.code("resident");
        let some = ["age", "sex", "race", "ethnicity", "resident"]
            .iter()
            .any(|field| !self.raw.get(field, 0).is_empty());
        if !some {
            return None;
        }
        let age = self.need("age", age);
        let sex = self.need("sex", sex);
        let race = self.need("race", race);
        Some(Person {
            age: age?,
            sex: sex?,
            race: race?,
            ethnicity,
            resident,
        })
    }

    pub(super) fn victim(&mut self) -> Option<Victim> {
        let sequence = self.number("sequence", 0, "402");
        let sequence = self.need("sequence", sequence);
        let offenses = self.codes("offense");
        let kind = self.code("kind");
        let kind = self.need("kind", kind);
        let person = self.person("404");
        let circumstances = self.codes("circumstance");
        let justification = self.code("justification");
        let injuries = self.codes("injury");
        let mut related = Vec::new();
        for place in 0..10 {
            let offender = self.number("offender", place, "402");
            let relation = self.read("relation", place, "404", Code::from_code);
            match offender {
                Some(offender) => related.push(Related { offender, relation }),
                None if relation.is_some() => {
                    self.fault("relation", "468", "A relation to nobody.");
                }
                None => {}
            }
        }
        let related = self.few("offender", "406", related);
        let officer = OfficerFacts {
            activity: self.code("officer_activity"),
            assignment: self.code("officer_assignment"),
            other_ori: self.parse("officer_ori", "052"),
        };
        let is_officer = officer.activity.is_some()
            || officer.assignment.is_some()
            || officer.other_ori.is_some();
        Some(Victim {
            sequence: sequence?,
            offenses,
            kind: kind?,
            person,
            officer: is_officer.then_some(officer),
            circumstances,
            justification,
            injuries,
            related,
        })
    }

    /// `Some(None)` is the segment that says that nothing is known.
    pub(super) fn offender(&mut self) -> Option<Option<Offender>> {
        let sequence = self.number::<u8>("sequence", 0, "502");
        let sequence = self.need("sequence", sequence)?;
        let person = self.person("556");
        if sequence == 0 {
            if person.is_some() {
                self.fault("age", "552", "Something is said of an unknown offender.");
            }
            return Some(None);
        }
        if person.is_none() {
            self.fault("age", "501", "An offender has an age, a sex and a race.");
        }
        let person = person?;
        Some(Some(Offender {
            sequence,
            age: person.age,
            sex: person.sex,
            race: person.race,
            ethnicity: person.ethnicity,
        }))
    }

    pub(super) fn arrestee(&mut self) -> Option<Arrestee> {
        let sequence = self.number("sequence", 0, "602");
        let sequence = self.need("sequence", sequence);
        let transaction = self.parse("transaction", "617");
        let transaction = self.need("transaction", transaction);
        let date = self.day("date", 0, "605");
        let date = self.need("date", date);
        let how = self.code("how");
        let how = self.need("how", how);
        let count = self.code("count");
        let count = self.need("count", count);
        let offense = self.read("offense", 0, "604", |text| {
            OffenseCode::from_code(text)
                .map(ArrestOffense::GroupA)
                .or_else(|| GroupB::from_code(text).map(ArrestOffense::GroupB))
        });
        let offense = self.need("offense", offense);
        let armed = self.codes("armed");
        let person = self.person("664");
        if person.is_none() {
            self.fault("age", "601", "An arrestee has an age, a sex and a race.");
        }
        let juvenile = self.code("juvenile");
        let cleared = !self.raw.get("clearance_indicator", 0).is_empty()
            || !self.raw.get("clearance_offense", 0).is_empty();
        if cleared {
            self.fault(
                "clearance_indicator",
                "623",
                "It is blank in an incident report.",
            );
        }
        let person = person?;
        Some(Arrestee {
            sequence: sequence?,
            transaction: transaction?,
            date: date?,
            how: how?,
            count: count?,
            offense: offense?,
            armed,
            age: person.age,
            sex: person.sex,
            race: person.race,
            ethnicity: person.ethnicity,
            resident: person.resident,
            juvenile,
        })
    }
}

fn yes_no(text: &str) -> Option<bool> {
    match text {
        "Y" => Some(true),
        "N" => Some(false),
        _ => None,
    }
}
