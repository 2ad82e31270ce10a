//! Figures over records.

use crate::sample::{arrestee, few, incident, item, property};
use domain::nibrs::Incident;
use domain::nibrs::codes::named::Loss;
use domain::nibrs::codes::offense::{GroupB, OffenseCode};
use domain::nibrs::codes::property::PropertyCode;
use domain::nibrs::segment::Item;
use domain::records::analysis::{Section, compare};
use domain::records::{Class, Record, Source};
use time::macros::date;

fn record(
    source: Source,
    code: OffenseCode,
    change: impl FnOnce(&mut domain::nibrs::segment::Parts),
) -> Record {
    let mut parts = incident(&[code]);
    change(&mut parts);
    Record::of_incident(source, Incident::new(parts).expect("valid"))
}

#[test]
fn two_periods_stand_side_by_side_over_both_sources() {
    let theft = record(Source::Citizen, OffenseCode::TheftFromMotorVehicle, |_| {});
    let back = record(
        Source::Officer,
        OffenseCode::TheftFromMotorVehicle,
        |parts| {
            let recovered = Item {
                recovered: Some(date!(2026 - 11 - 20)),
                ..item(PropertyCode::Tools, 30)
            };
            let mut lost = parts.property.to_vec();
            lost.push(property(Loss::Recovered, vec![recovered]));
            parts.property = few(lost);
            parts.arrestees = few(vec![arrestee(1)]);
        },
    );
    let mut call = theft.clone();
    call.class = Class::GroupB(GroupB::AllOtherOffenses);
    let first = [theft.clone()];
    let rows = compare(&first, &[theft, back, call]);
    let figures = |section: Section, code: &str| {
        rows.iter()
            .find(|row| row.section == section && row.code == code)
            .map(|row| (row.first, row.second, row.change()))
    };
    assert_eq!(figures(Section::Offense, "23F"), Some((1, 2, 1)));
    assert_eq!(figures(Section::Offense, "90Z"), Some((0, 1, 1)));
    assert_eq!(figures(Section::Month, "2026-11"), Some((1, 3, 2)));
    assert_eq!(figures(Section::Place, "13"), Some((1, 3, 2)));
    assert_eq!(figures(Section::Stolen, "36"), Some((50, 100, 50)));
    assert_eq!(figures(Section::Recovered, "36"), Some((0, 30, 30)));
    assert_eq!(figures(Section::Clearance, "arrest"), Some((0, 1, 1)));
    assert_eq!(figures(Section::Clearance, "open"), Some((1, 1, 0)));
    assert_eq!(figures(Section::Source, "officer"), Some((0, 1, 1)));
    assert_eq!(figures(Section::Damaged, "36"), None);
}
