//! Thousands of generated reports, every way they can be judged: each is coded, each keeps the rules.

use crate::independent::Checker;
use crate::town;
use domain::field::Choice;
use domain::incident::Kind;
use domain::judgement::{alternatives, asked};
use domain::nibrs::Incident;
use domain::nibrs::coding::{Context, code};
use domain::nibrs::flat::{Submission, read, write};
use domain::nibrs::rules;
use domain::records::{Class, Record};

pub fn submission() -> Submission {
    Submission {
        ori: "CT0015800".parse().expect("an ORI"),
        month: "2026-11".parse().expect("a month"),
    }
}

/// Every record that `reports` reports of each kind can come to.
pub fn records(reports: u64) -> Vec<Record> {
    let mut records = Vec::new();
    for seed in 0..reports {
        for kind in Kind::ALL {
            let report = town::report(*kind, seed * 7 + 3);
            for judgement in alternatives(&asked(&report)) {
                let number = format!("WP26-{:07}", records.len() + 1);
                let context = Context {
                    number: number.parse().expect("a number"),
                    town: "Westport",
                };
                records.push(code(&report, &judgement, &context).expect("it can be coded"));
            }
        }
    }
    records
}

/// Those that can be submitted in the month.
pub fn submitted(records: &[Record]) -> Vec<&Incident> {
    let month = submission().month;
    records
        .iter()
        .filter_map(|record| match &record.class {
            Class::GroupA(incident) => Some(incident),
            Class::GroupB(_) | Class::NonCriminal(_) => None,
        })
        .filter(|incident| rules::submission(incident.parts(), month).is_empty())
        .collect()
}

#[test]
fn thousands_of_reports_break_no_rule_by_an_independent_reading() {
    let records = records(600);
    let incidents = submitted(&records);
    assert!(
        records.len() > 5_000 && incidents.len() > 2_500,
        "{} {}",
        records.len(),
        incidents.len()
    );
    let file = write(&submission(), incidents.iter().copied());
    let errors = Checker::new().check(&file);
    assert!(
        errors.is_empty(),
        "{} of {}: {:?}",
        errors.len(),
        incidents.len(),
        &errors[..errors.len().min(20)]
    );
    for code in ["13C", "23F", "23G", "26B", "26F", "290"] {
        let met = incidents.iter().any(|incident| {
            incident
                .parts()
                .offenses
                .iter()
                .any(|offense| domain::nibrs::codes::Code::code(offense.code) == code)
        });
        assert!(met, "{code} is among them");
    }
}

#[test]
fn the_independent_reading_finds_what_is_broken() {
    let records = records(20);
    let file = write(&submission(), submitted(&records));
    let checker = Checker::new();
    let mut told = 0;
    for (from, to) in [
        ("R", "Q"),
        ("290C", "220C"),
        ("23FC", "23FA"),
        ("23FA", "23FC"),
        ("N", "Y"),
        ("0088", "0087"),
    ] {
        let broken = file.replacen(from, to, 40);
        assert_ne!(broken, file, "{from} is in the file");
        told += usize::from(!checker.check(&broken).is_empty());
    }
    assert_eq!(told, 6);
}

#[test]
fn what_is_written_is_read_back_as_it_was() {
    let records = records(60);
    let incidents = submitted(&records);
    let file = write(&submission(), incidents.iter().copied());
    let reading = read(&file, &submission().ori);
    assert_eq!(reading.faults, []);
    let back: Vec<&Incident> = reading
        .incidents
        .iter()
        .map(|(_, incident)| incident)
        .collect();
    assert_eq!(back, incidents);
    assert_eq!(write(&submission(), back), file, "to the byte");
}

#[test]
fn a_record_survives_being_written_down() {
    for record in records(30) {
        let json = serde_json::to_string(&record).expect("JSON");
        assert_eq!(
            serde_json::from_str::<Record>(&json).expect("a record"),
            record
        );
    }
}

#[test]
fn an_invalid_incident_cannot_be_read_from_json_either() {
    let records = records(3);
    let record = records
        .iter()
        .find(|record| record.offense_codes() == ["290"])
        .expect("a vandalism");
    let mut json = serde_json::to_value(record).expect("JSON");
    json["class"]["group_a"]["administrative"]["cargo_theft"] = true.into();
    assert!(serde_json::from_value::<Record>(json).is_err());
}
