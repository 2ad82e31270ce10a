//! The two formats of a submission.

use crate::generated::{records, submission, submitted};
use crate::sample::{arrestee, few, incident};
use domain::nibrs::codes::Code;
use domain::nibrs::codes::offense::OffenseCode;
use domain::nibrs::{Incident, flat, xml};

#[test]
fn the_same_incidents_give_the_same_bytes() {
    let (one, two) = (records(10), records(10));
    assert_eq!(
        flat::write(&submission(), submitted(&one)),
        flat::write(&submission(), submitted(&two))
    );
    assert_eq!(
        xml::write(&submission(), submitted(&one)),
        xml::write(&submission(), submitted(&two))
    );
}

#[test]
fn every_offense_survives_the_flat_file_with_offenders_and_arrestees() {
    let incidents: Vec<Incident> = OffenseCode::ALL
        .iter()
        .enumerate()
        .map(|(place, code)| {
            let mut parts = incident(&[*code]);
            parts.administrative.number = format!("N{place}").parse().expect("a number");
            if *code != OffenseCode::JustifiableHomicide {
                parts.arrestees = few(vec![arrestee(1)]);
            }
            Incident::new(parts).expect("valid")
        })
        .collect();
    let file = flat::write(&submission(), &incidents);
    let reading = flat::read(&file, &submission().ori);
    assert_eq!(reading.faults, []);
    let back: Vec<Incident> = reading
        .incidents
        .into_iter()
        .map(|(_, incident)| incident)
        .collect();
    assert_eq!(back, incidents);
}

/// The texts of all elements of one name, in order; every element is closed by its own name.
fn texts(document: &str) -> Vec<(String, String)> {
    let (mut open, mut found): (Vec<String>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    let mut rest = document.split_once("?>").expect("a declaration").1;
    while let Some((text, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("a tag ends");
        assert!(!tag.contains('<'), "{tag}");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            if !text.trim().is_empty() {
                found.push((name.to_owned(), text.to_owned()));
            }
        } else {
            assert!(text.trim().is_empty(), "text beside elements: {text}");
            let name = tag
                .trim_end_matches('/')
                .split(' ')
                .next()
                .expect("a name")
                .to_owned();
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty());
    found
}

#[test]
fn xml_says_the_same_as_the_flat_file() {
    let records = records(40);
    let incidents = submitted(&records);
    let document = xml::write(&submission(), incidents.iter().copied());
    let found = texts(&document);
    let of = |name: &str| -> Vec<String> {
        found
            .iter()
            .filter(|(tag, _)| tag == name)
            .map(|(_, text)| text.clone())
            .collect()
    };
    let flat = flat::write(&submission(), incidents.iter().copied());
    let cut = |level: &str, from: usize, to: usize| -> Vec<String> {
        flat.lines()
            .filter(|line| &line[4..5] == level)
            .map(|line| line[from - 1..to].trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect()
    };
    assert_eq!(of("nibrs:OffenseUCRCode"), cut("2", 38, 40));
    assert_eq!(of("nibrs:LocationCategoryCode"), cut("2", 45, 46));
    let attempted: Vec<String> = of("j:OffenseAttemptedIndicator");
    let expected: Vec<String> = cut("2", 41, 41)
        .iter()
        .map(|code| (code == "A").to_string())
        .collect();
    assert_eq!(attempted, expected);
    assert_eq!(of("j:VictimCategoryCode"), cut("4", 71, 71));
    assert_eq!(of("j:PersonSexCode"), cut("4", 76, 76));
    let mut property = Vec::new();
    for line in flat.lines().filter(|line| &line[4..5] == "3") {
        for place in 0..10 {
            let at = 38 + place * 19;
            let (code, value) = (&line[at..at + 2], &line[at + 2..at + 11]);
            if code != "  " {
                property.push((
                    code.to_owned(),
                    value.parse::<u64>().expect("a value").to_string(),
                ));
            }
        }
    }
    let codes = of("j:ItemCategoryNIBRSPropertyCategoryCode");
    let pairs: Vec<(String, String)> = codes.into_iter().zip(of("nc:Amount")).collect();
    assert_eq!(pairs, property);
    let numbers: Vec<String> = incidents
        .iter()
        .map(|incident| incident.parts().administrative.number.to_string())
        .collect();
    let ids = of("nc:IdentificationID");
    assert!(numbers.iter().all(|number| ids.contains(number)));
    assert!(document.contains("xmlns:nibrs=\"http://fbi.gov/cjis/nibrs/2019\""));
    let bias = incidents[0].parts().offenses[0].bias[0];
    assert_eq!(bias.code(), "88");
    assert_eq!(of("j:OffenseFactorBiasMotivationCode")[0], "NONE");
}
