//! Nights, distances and cells.

use domain::jurisdiction::LatLon;
use domain::links::{Analysis, Cell, Finding, Reason, Spot, Strength, Topic, distance, meet_at};
use proptest::prelude::*;
use time::macros::date;
use time::{Date, Duration};

pub const TOWN: LatLon = LatLon {
    lat: 41.1414,
    lon: -73.3579,
};

pub fn spot(topic: Topic, day: Date, hour: Option<u8>, pin: Option<LatLon>) -> Spot {
    Spot {
        topic,
        day,
        hour,
        until: None,
        pin,
        address: None,
    }
}

fn east(meters: f64) -> LatLon {
    LatLon {
        lon: TOWN.lon + meters / (111_195.0 * TOWN.lat.to_radians().cos()),
        ..TOWN
    }
}

fn nights(day: Date, hour: Option<u8>, until: Option<(Date, Option<u8>)>) -> Vec<Date> {
    let spot = Spot {
        until,
        ..spot(Topic::VehicleBurglary, day, hour, None)
    };
    spot.nights(&Analysis::default())
}

#[test]
fn a_police_night_goes_from_evening_to_morning() {
    let (first, second) = (date!(2026 - 11 - 18), date!(2026 - 11 - 19));
    assert_eq!(nights(first, Some(23), None), [first]);
    assert_eq!(
        nights(second, Some(3), None),
        [first],
        "three in the morning is the night before"
    );
    assert_eq!(
        nights(first, Some(14), None),
        [],
        "at two in the afternoon there is no night"
    );
    assert_eq!(
        nights(first, Some(17), Some((second, Some(9)))),
        [first],
        "parked at five, found at nine"
    );
    assert_eq!(
        nights(first, None, None),
        [date!(2026 - 11 - 17), first],
        "some time of that day"
    );
    assert_eq!(
        nights(first, Some(17), Some((date!(2026 - 11 - 25), Some(9)))),
        [],
        "a week is no night"
    );
}

fn reasons(found: &[Finding]) -> Vec<(Reason, Strength)> {
    found
        .iter()
        .map(|finding| (finding.reason, finding.strength))
        .collect()
}

#[test]
fn vehicle_burglaries_of_one_night_are_a_series_within_the_distance() {
    let analysis = Analysis::default();
    let mine = spot(
        Topic::VehicleBurglary,
        date!(2026 - 11 - 18),
        Some(23),
        Some(TOWN),
    );
    let at = |day, hour, pin| spot(Topic::VehicleBurglary, day, hour, pin);
    let next_morning = at(date!(2026 - 11 - 19), Some(4), Some(east(1_000.0)));
    assert_eq!(
        reasons(&meet_at(&mine, &next_morning, &analysis)),
        [(Reason::OneNight, Strength::Likely)]
    );
    let far = at(date!(2026 - 11 - 19), Some(4), Some(east(2_000.0)));
    assert!(meet_at(&mine, &far, &analysis).is_empty());
    let somewhere = at(date!(2026 - 11 - 19), Some(4), None);
    assert_eq!(
        reasons(&meet_at(&mine, &somewhere, &analysis)),
        [(Reason::OneNight, Strength::Weak)]
    );
    let next_night = at(date!(2026 - 11 - 19), Some(23), Some(east(1_000.0)));
    assert!(meet_at(&mine, &next_night, &analysis).is_empty());
}

#[test]
fn a_near_repeat_is_the_same_kind_within_the_meters_and_days_of_the_settings() {
    let analysis = Analysis::default();
    let mine = spot(Topic::Vandalism, date!(2026 - 11 - 18), None, Some(TOWN));
    let other = |topic, day, meters| spot(topic, day, None, Some(east(meters)));
    let near = |theirs: &Spot, analysis: &Analysis| reasons(&meet_at(&mine, theirs, analysis));
    let week = date!(2026 - 11 - 25);
    assert_eq!(
        near(&other(Topic::Vandalism, week, 190.0), &analysis),
        [(Reason::NearRepeat, Strength::Weak)]
    );
    assert_eq!(
        near(&other(Topic::Vandalism, week, 30.0), &analysis),
        [(Reason::NearRepeat, Strength::Likely)]
    );
    assert_eq!(near(&other(Topic::Vandalism, week, 210.0), &analysis), []);
    assert_eq!(
        near(
            &other(Topic::Vandalism, date!(2026 - 11 - 26), 10.0),
            &analysis
        ),
        []
    );
    assert_eq!(
        near(&other(Topic::Burglary, week, 10.0), &analysis),
        [],
        "another kind"
    );
    let wider = Analysis {
        near_meters: 300,
        near_days: 10,
        ..analysis
    };
    assert_eq!(
        near(
            &other(Topic::Vandalism, date!(2026 - 11 - 28), 290.0),
            &wider
        )
        .len(),
        1
    );
    let lost = spot(Topic::LostProperty, date!(2026 - 11 - 18), None, Some(TOWN));
    assert!(
        meet_at(&lost, &lost.clone(), &analysis).is_empty(),
        "what is lost does not repeat"
    );
}

#[test]
fn the_same_address_is_the_same_place_without_a_pin() {
    let mine = Spot {
        address: domain::links::normal::address("12 Main Street"),
        ..spot(Topic::Vandalism, date!(2026 - 11 - 18), None, None)
    };
    let found = meet_at(&mine, &mine.clone(), &Analysis::default());
    assert_eq!(reasons(&found), [(Reason::NearRepeat, Strength::Likely)]);
    assert_eq!(
        found[0].because,
        "Vandalism at the same place, 0 days apart."
    );
}

proptest! {
    #[test]
    fn what_is_within_the_distance_is_in_a_cell_around(
        lat in 41.0..41.3f64, lon in -73.5..-73.2f64, north in -1.0..1.0f64, side in -1.0..1.0f64, meters in 10u16..1_000,
    ) {
        let a = LatLon { lat, lon };
        let reach = f64::from(meters) / 111_195.0;
        let b = LatLon { lat: lat + north * reach, lon: lon + side * reach / lat.to_radians().cos() };
        if distance(a, b) <= f64::from(meters) {
            prop_assert!(Cell::around(a, meters).contains(&Cell::of(b)));
        }
    }

    #[test]
    fn what_is_found_reads_the_same_from_either_side(
        days in -10i64..10, meters in 0.0..2_500.0f64, hour in prop::option::of(0u8..24), other in prop::option::of(0u8..24),
    ) {
        let analysis = Analysis::default();
        let day = date!(2026 - 11 - 18);
        let mine = spot(Topic::VehicleBurglary, day, hour, Some(TOWN));
        let theirs = spot(Topic::VehicleBurglary, day + Duration::days(days), other, Some(east(meters)));
        prop_assert_eq!(meet_at(&mine, &theirs, &analysis), meet_at(&theirs, &mine, &analysis));
    }

    #[test]
    fn a_distance_is_that_on_the_ground(meters in 1.0..5_000.0f64) {
        prop_assert!((distance(TOWN, east(meters)) - meters).abs() < meters * 0.003);
    }
}
