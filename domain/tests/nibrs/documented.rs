//! The table of edit rules in `docs/nibrs.md` against the FBI's list and against the code.

use crate::codes::fixture;
use crate::{broken, reading};
use std::collections::BTreeSet;

/// Rule, the FBI's words, standing, where or why.
fn table() -> Vec<[&'static str; 4]> {
    include_str!("../../../docs/nibrs.md")
        .lines()
        .filter(|line| {
            line.starts_with("| ") && line.as_bytes().get(2).is_some_and(u8::is_ascii_digit)
        })
        .filter_map(|line| {
            let mut cells = line.trim_matches('|').split(" | ").map(str::trim);
            let row = [cells.next()?, cells.next()?, cells.next()?, cells.next()?];
            // The table of segments and kinds has no rule number of three digits in front.
            (row[0].len() == 3).then_some(row)
        })
        .collect()
}

#[test]
fn every_one_of_the_269_rules_has_its_line_in_the_fbis_order() {
    let fixture = fixture();
    let rules = fixture["edit_rules"].as_array().expect("a list");
    let expected: Vec<&str> = rules
        .iter()
        .map(|rule| rule[0].as_str().expect("a number"))
        .collect();
    let found: Vec<&str> = table().iter().map(|row| row[0]).collect();
    assert_eq!((found.len(), &found), (269, &expected));
    for ([_, words, ..], rule) in table().iter().zip(rules) {
        let message = rule[2].as_str().expect("words").replace('|', "/");
        let message = if message.is_empty() {
            "(no words)"
        } else {
            &message
        };
        assert_eq!(*words, message);
    }
}

#[test]
fn what_is_said_to_be_checked_is_broken_by_a_test_and_the_other_way_round() {
    let rows = table();
    let of = |standing: &str| -> BTreeSet<&str> {
        rows.iter()
            .filter(|row| row[2] == standing)
            .map(|row| row[0])
            .collect()
    };
    assert_eq!(of("checked"), broken::checked());
    for row in &rows {
        assert!(
            matches!(row[2], "checked" | "by construction" | "cannot apply"),
            "{}: {}",
            row[0],
            row[2]
        );
        assert!(!row[3].is_empty(), "{} says where or why", row[0]);
        let told = row[3].contains("is told so when it is read");
        assert_eq!(
            told,
            reading::told().contains(row[0]),
            "{}: whether the reader tells it",
            row[0]
        );
    }
}

#[test]
fn the_functions_that_are_named_are_there() {
    for row in table().iter().filter(|row| row[2] == "checked") {
        for name in row[3].split('`').filter(|name| name.starts_with("rules::")) {
            let mut parts = name.split("::").skip(1);
            let (module, function) = (
                parts.next().expect("a module"),
                parts.next().expect("a function"),
            );
            let path = format!("{}/src/nibrs/rules/{module}.rs", env!("CARGO_MANIFEST_DIR"));
            let source = std::fs::read_to_string(&path).expect("the module");
            assert!(source.contains(&format!("fn {function}(")), "{name}");
            assert!(
                source.contains(&format!("\"{}\"", row[0])),
                "{} in {name}",
                row[0]
            );
        }
    }
}
