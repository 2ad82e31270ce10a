//! Writing the flat file: incidents in, lines out, the same bytes for the same incidents.

use super::layout::{self, Column, HEAD, Segment};
use crate::nibrs::Incident;
use crate::nibrs::codes::Code;
use crate::nibrs::codes::named::Loss;
use crate::nibrs::segment::{
    ArrestOffense, Arrestee, Offender, Offenders, Offense, Parts, Person, Property, Victim,
};
use crate::nibrs::values::{Ori, YearMonth, write_day};

/// Whose incidents are submitted, and in which month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    pub ori: Ori,
    pub month: YearMonth,
}

/// The incidents as lines, each ended by a line feed.
#[must_use]
pub fn write<'a>(
    submission: &Submission,
    incidents: impl IntoIterator<Item = &'a Incident>,
) -> String {
    let mut out = String::new();
    for incident in incidents {
        let parts = incident.parts();
        administrative(submission, parts, &mut out);
        for offense in &parts.offenses {
            of_offense(submission, parts, offense, &mut out);
        }
        for property in &parts.property {
            of_property(submission, parts, property, &mut out);
        }
        for victim in &parts.victims {
            of_victim(submission, parts, victim, &mut out);
        }
        match &parts.offenders {
            Offenders::Unknown => unknown_offender(submission, parts, &mut out),
            Offenders::Known(offenders) => {
                for offender in offenders {
                    of_offender(submission, parts, offender, &mut out);
                }
            }
        }
        for arrestee in &parts.arrestees {
            of_arrestee(submission, parts, arrestee, &mut out);
        }
    }
    out
}

/// A line of blanks that is filled by the names of its elements.
struct Line {
    segment: &'static Segment,
    bytes: Vec<u8>,
}

impl Line {
    fn new(submission: &Submission, parts: &Parts, segment: &'static Segment) -> Self {
        let mut line = Self {
            segment,
            bytes: vec![b' '; segment.len],
        };
        debug_assert!(segment.columns.iter().all(|column| column.at > HEAD));
        line.place(&layout::LENGTH, 0, &format!("{:04}", segment.len));
        line.place(&layout::LEVEL, 0, &segment.level.to_string());
        line.place(&layout::ACTION, 0, "I");
        line.place(
            &layout::MONTH,
            0,
            &format!("{:02}", submission.month.month()),
        );
        line.place(&layout::YEAR, 0, &format!("{:04}", submission.month.year()));
        line.place(&layout::ORI, 0, submission.ori.as_str());
        line.place(&layout::NUMBER, 0, parts.administrative.number.as_str());
        line
    }

    fn place(&mut self, column: &Column, place: usize, text: &str) {
        let from = column.at - 1 + place * column.stride;
        let room = self.bytes.iter_mut().skip(from).take(column.len);
        for (byte, value) in room.zip(text.bytes()) {
            *byte = value;
        }
    }

    /// Left-justified, as everything in the file is.
    fn put(&mut self, name: &str, place: usize, text: &str) {
        if let Some(column) = self.segment.column(name) {
            self.place(column, place, text);
        }
    }

    fn codes<C: Code>(&mut self, name: &str, codes: &[C]) {
        for (place, code) in codes.iter().enumerate() {
            self.put(name, place, code.code());
        }
    }

    fn code<C: Code>(&mut self, name: &str, code: Option<C>) {
        self.codes(name, code.as_slice());
    }

    fn end(self, out: &mut String) {
        out.extend(self.bytes.into_iter().map(char::from));
        out.push('\n');
    }
}

fn administrative(submission: &Submission, parts: &Parts, out: &mut String) {
    let administrative = &parts.administrative;
    let mut line = Line::new(submission, parts, &layout::ADMINISTRATIVE);
    line.put("date", 0, &write_day(administrative.date));
    if administrative.is_report_date {
        line.put("report_date_indicator", 0, "R");
    }
    if let Some(hour) = administrative.hour {
        line.put("hour", 0, &format!("{:02}", u8::from(hour)));
    }
    match administrative.cleared {
        Some(cleared) => {
            line.put("cleared_exceptionally", 0, cleared.how.code());
            line.put("clearance_date", 0, &write_day(cleared.date));
        }
        None => line.put("cleared_exceptionally", 0, "N"),
    }
    if let Some(cargo) = administrative.cargo_theft {
        line.put("cargo_theft", 0, if cargo { "Y" } else { "N" });
    }
    line.end(out);
}

fn of_offense(submission: &Submission, parts: &Parts, offense: &Offense, out: &mut String) {
    let mut line = Line::new(submission, parts, &layout::OFFENSE);
    line.put("offense", 0, offense.code.code());
    line.put("attempted", 0, if offense.attempted { "A" } else { "C" });
    line.codes("using", &offense.using);
    line.put("location", 0, offense.location.code());
    if let Some(premises) = offense.premises {
        line.put("premises", 0, &format!("{premises:02}"));
    }
    line.code("entry", offense.entry);
    line.codes("activity", &offense.activity);
    line.codes("weapon", &offense.weapons);
    line.codes("bias", &offense.bias);
    line.end(out);
}

fn of_property(submission: &Submission, parts: &Parts, property: &Property, out: &mut String) {
    let mut line = Line::new(submission, parts, &layout::PROPERTY);
    line.put("loss", 0, property.loss.code());
    for (place, item) in property.items.iter().enumerate() {
        line.put("property", place, item.code.code());
        if let Some(value) = item.value {
            line.put("value", place, &format!("{:09}", u64::from(value)));
        }
        if let Some(day) = item.recovered.filter(|_| property.loss == Loss::Recovered) {
            line.put("recovered", place, &write_day(day));
        }
    }
    for (name, count) in [
        ("stolen_vehicles", property.stolen_vehicles),
        ("recovered_vehicles", property.recovered_vehicles),
    ] {
        if let Some(count) = count {
            line.put(name, 0, &format!("{count:02}"));
        }
    }
    for (place, drug) in property.drugs.iter().enumerate() {
        line.put("drug", place, drug.kind.code());
        if let Some(quantity) = drug.quantity {
            line.put("drug_quantity", place, &format!("{quantity:012}"));
        }
        if let Some(measure) = drug.measure {
            line.put("drug_measure", place, measure.code());
        }
    }
    line.end(out);
}

fn of_person(line: &mut Line, person: &Person) {
    line.put("age", 0, &person.age.to_string());
    line.put("sex", 0, person.sex.code());
    line.put("race", 0, person.race.code());
    line.code("ethnicity", person.ethnicity);
    line.code("resident", person.resident);
}

fn of_victim(submission: &Submission, parts: &Parts, victim: &Victim, out: &mut String) {
    let mut line = Line::new(submission, parts, &layout::VICTIM);
    line.put("sequence", 0, &format!("{:03}", victim.sequence));
    line.codes("offense", &victim.offenses);
    line.put("kind", 0, victim.kind.code());
    if let Some(person) = &victim.person {
        of_person(&mut line, person);
    }
    line.codes("circumstance", &victim.circumstances);
    line.code("justification", victim.justification);
    line.codes("injury", &victim.injuries);
    for (place, related) in victim.related.iter().enumerate() {
        line.put("offender", place, &format!("{:02}", related.offender));
        if let Some(relation) = related.relation {
            line.put("relation", place, relation.code());
        }
    }
    if let Some(officer) = &victim.officer {
        line.code("officer_activity", officer.activity);
        line.code("officer_assignment", officer.assignment);
        if let Some(ori) = &officer.other_ori {
            line.put("officer_ori", 0, ori.as_str());
        }
    }
    line.end(out);
}

fn unknown_offender(submission: &Submission, parts: &Parts, out: &mut String) {
    let mut line = Line::new(submission, parts, &layout::OFFENDER);
    line.put("sequence", 0, "00");
    line.end(out);
}

fn of_offender(submission: &Submission, parts: &Parts, offender: &Offender, out: &mut String) {
    let mut line = Line::new(submission, parts, &layout::OFFENDER);
    line.put("sequence", 0, &format!("{:02}", offender.sequence));
    line.put("age", 0, &offender.age.to_string());
    line.put("sex", 0, offender.sex.code());
    line.put("race", 0, offender.race.code());
    line.code("ethnicity", offender.ethnicity);
    line.end(out);
}

fn of_arrestee(submission: &Submission, parts: &Parts, arrestee: &Arrestee, out: &mut String) {
    let mut line = Line::new(submission, parts, &layout::ARRESTEE);
    line.put("sequence", 0, &format!("{:02}", arrestee.sequence));
    line.put("transaction", 0, arrestee.transaction.as_str());
    line.put("date", 0, &write_day(arrestee.date));
    line.put("how", 0, arrestee.how.code());
    line.put("count", 0, arrestee.count.code());
    match arrestee.offense {
        ArrestOffense::GroupA(code) => line.put("offense", 0, code.code()),
        ArrestOffense::GroupB(code) => line.put("offense", 0, code.code()),
    }
    line.codes("armed", &arrestee.armed);
    let person = Person {
        age: arrestee.age,
        sex: arrestee.sex,
        race: arrestee.race,
        ethnicity: arrestee.ethnicity,
        resident: arrestee.resident,
    };
    of_person(&mut line, &person);
    line.code("juvenile", arrestee.juvenile);
    line.end(out);
}
