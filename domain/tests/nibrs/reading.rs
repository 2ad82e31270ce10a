//! Bad lines: each is told with its line, its element and its rule, and the good incidents are kept.

use crate::generated::submission;
use crate::sample::{arrestee, few, incident};
use domain::nibrs::Incident;
use domain::nibrs::codes::offense::OffenseCode::{self, *};
use domain::nibrs::flat::{Reading, read, write};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn file(codes: &[OffenseCode]) -> String {
    let mut parts = incident(codes);
    if codes.contains(&Robbery) {
        parts.arrestees = few(vec![arrestee(1)]);
    }
    let mut good = incident(&[Vandalism]);
    good.administrative.number = "GOOD-1".parse().expect("a number");
    let incidents = [
        Incident::new(parts).expect("valid"),
        Incident::new(good).expect("valid"),
    ];
    write(&submission(), &incidents)
}

/// Puts a text into the columns of the first line of a level, counted from 1.
fn put(file: &str, level: u8, at: usize, text: &str) -> String {
    let mut done = false;
    let lines = file.lines().map(|line| {
        if !done && line.as_bytes()[4] == b'0' + level {
            done = true;
            let mut line = line.to_owned();
            line.replace_range(at - 1..at - 1 + text.len(), text);
            line
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The rule, the offenses, and level, column and text that break it.
const BAD: &[(&str, &[OffenseCode], u8, usize, &str)] = &[
    ("051", &[Vandalism], 2, 5, "8"),
    ("052", &[Vandalism], 1, 17, "CT-015800"),
    ("055", &[Vandalism], 1, 6, "D"),
    ("058", &[Vandalism], 2, 7, "10"),
    ("059", &[Vandalism], 1, 17, "NY0015800"),
    ("104", &[TheftFromMotorVehicle], 1, 88, "X"),
    ("105", &[Vandalism], 1, 38, "20261131"),
    ("101", &[Vandalism], 1, 38, "        "),
    ("117", &[Vandalism], 1, 26, "89+123"),
    ("151", &[Vandalism], 1, 46, "X"),
    ("152", &[Vandalism], 1, 47, "24"),
    ("153", &[Vandalism], 1, 50, "20261119"),
    ("156", &[Vandalism], 1, 49, "A"),
    ("175", &[Vandalism], 1, 7, "13"),
    ("178", &[Vandalism], 1, 1, "0086"),
    ("201", &[Vandalism], 2, 45, "  "),
    ("204", &[Vandalism], 2, 45, "99"),
    ("206", &[Vandalism], 2, 42, "NN"),
    ("217", &[Vandalism], 2, 26, "WP 6"),
    ("251", &[Vandalism], 2, 41, "X"),
    ("264", &[Vandalism], 2, 38, "90Z"),
    ("284", &[Vandalism], 2, 1, "0070"),
    ("301", &[Vandalism], 3, 38, " "),
    ("302", &[Vandalism], 3, 41, "00000005A"),
    ("304", &[Vandalism], 3, 39, "00"),
    ("306", &[Vandalism], 3, 58, "36000000001"),
    ("317", &[Vandalism], 3, 26, "wp"),
    ("354", &[Vandalism], 3, 60, "000000001"),
    ("356", &[Vandalism], 3, 69, "20261118"),
    ("402", &[Vandalism], 4, 38, "0A1"),
    ("404", &[Vandalism], 4, 76, "X"),
    ("406", &[Vandalism], 4, 41, "290290"),
    ("417", &[Vandalism], 4, 26, "wp"),
    ("484", &[Vandalism], 4, 1, "0140"),
    ("502", &[Vandalism], 5, 38, "XX"),
    ("504", &[Vandalism], 5, 44, "X"),
    ("517", &[Vandalism], 5, 26, "wp"),
    ("552", &[Vandalism], 5, 38, "00"),
    ("556", &[Vandalism], 5, 40, "AA"),
    ("584", &[Vandalism], 5, 1, "0044"),
    ("602", &[Robbery], 6, 38, "0A"),
    ("604", &[Robbery], 6, 60, "X"),
    ("605", &[Robbery], 6, 52, "20261332"),
    ("606", &[Robbery], 6, 65, "01 01 "),
    ("617", &[Robbery], 6, 40, "a"),
    ("623", &[Robbery], 6, 80, "Y"),
    ("664", &[Robbery], 6, 71, "XX"),
];

/// Rules of segments that stand twice, and of their order: their files are made by hand below.
const WHOLE: [&str; 9] = [
    "050", "056", "075", "262", "376", "451", "551", "555", "661",
];

/// The rules that the reader tells.
pub fn told() -> BTreeSet<&'static str> {
    BAD.iter().map(|(rule, ..)| *rule).chain(WHOLE).collect()
}

fn rules(reading: &Reading) -> Vec<&'static str> {
    reading.faults.iter().map(|fault| fault.rule).collect()
}

#[test]
fn a_bad_line_is_told_with_its_rule_and_the_good_incident_is_kept() {
    for (rule, codes, level, at, text) in BAD {
        let bad = put(&file(codes), *level, *at, text);
        let reading = read(&bad, &submission().ori);
        assert!(
            rules(&reading).contains(rule),
            "{rule}: {:?}",
            reading.faults
        );
        let place = bad
            .lines()
            .position(|line| line.contains(*text))
            .map_or(0, |place| place + 1);
        let fault = reading
            .faults
            .iter()
            .find(|fault| fault.rule == *rule)
            .expect("told");
        assert!(
            fault.line > 0 && fault.line <= place.max(7),
            "{rule}: line {}",
            fault.line
        );
        assert!(
            !fault.field.is_empty() && fault.words.ends_with('.'),
            "{rule}"
        );
        let kept: Vec<&str> = reading
            .incidents
            .iter()
            .map(|(_, incident)| incident.parts().administrative.number.as_str())
            .collect();
        // The month of a file is that of its first line: when that one is wrong, the others are.
        if *rule != "175" {
            assert_eq!(kept, ["GOOD-1"], "{rule}");
        }
    }
}

#[test]
fn segments_that_stand_twice_or_out_of_order_are_told() {
    let lines = |change: &dyn Fn(&mut Vec<String>)| {
        let text = file(&[Robbery]);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        change(&mut lines);
        rules(&read(&lines.join("\r\n"), &submission().ori))
    };
    assert!(lines(&|lines| lines.swap(1, 2)).contains(&"050"));
    assert!(lines(&|lines| lines.insert(6, lines[0].clone())).contains(&"056"));
    assert!(lines(&|lines| drop(lines.remove(4))).contains(&"075"));
    assert!(lines(&|lines| lines.insert(1, lines[1].clone())).contains(&"262"));
    assert!(lines(&|lines| lines.insert(2, lines[2].clone())).contains(&"376"));
    assert!(lines(&|lines| lines.insert(3, lines[3].clone())).contains(&"451"));
    assert!(lines(&|lines| lines.insert(4, lines[4].clone())).contains(&"551"));
    let unknown = |lines: &mut Vec<String>| {
        let mut line = lines[4].clone();
        line.replace_range(37..46, "00       ");
        lines.insert(4, line);
    };
    assert!(lines(&unknown).contains(&"555"));
    assert!(lines(&|lines| lines.insert(5, lines[5].clone())).contains(&"661"));
}

#[test]
fn what_is_no_incident_is_told_and_a_short_line_is_read() {
    let text = file(&[Vandalism]);
    let zero = format!("00430I112026    CT0015800000000000000112026\n{text}");
    let reading = read(&zero, &submission().ori);
    assert_eq!((reading.incidents.len(), rules(&reading)), (2, vec!["-"]));
    let trimmed: Vec<&str> = text.lines().map(str::trim_end).collect();
    assert_eq!(
        read(&trimmed.join("\n"), &submission().ori).incidents.len(),
        2
    );
}

proptest! {
    #[test]
    fn no_file_makes_the_reader_panic(text in "\\PC{0,400}", at in 0usize..700, byte in any::<char>()) {
        let ori = submission().ori;
        let _ = read(&text, &ori);
        let mut characters: Vec<char> = file(&[Robbery]).chars().collect();
        if let Some(place) = characters.get_mut(at) {
            *place = byte;
        }
        let _ = read(&characters.into_iter().collect::<String>(), &ori);
    }
}
