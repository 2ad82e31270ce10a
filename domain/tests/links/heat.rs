//! Counts on a grid.

use crate::spot::TOWN;
use domain::jurisdiction::LatLon;
use domain::links::{Happened, Heat};
use proptest::prelude::*;
use time::macros::date;

#[test]
fn counts_stand_by_cell_hour_and_weekday() {
    let wednesday = date!(2026 - 11 - 18);
    let at = |hour, pin| Happened {
        day: wednesday,
        hour,
        pin,
    };
    let far = LatLon {
        lat: TOWN.lat + 0.02,
        ..TOWN
    };
    let heat = Heat::of(
        &[
            at(Some(23), Some(TOWN)),
            at(None, Some(TOWN)),
            at(Some(2), Some(far)),
            at(None, None),
        ],
        250,
        41.1,
    );
    assert_eq!(
        heat.cells.iter().map(|cell| cell.count).collect::<Vec<_>>(),
        [2, 1]
    );
    assert_eq!(
        (heat.total, heat.without_place, heat.without_hour),
        (4, 1, 2)
    );
    assert_eq!((heat.hours[23], heat.hours[2], heat.weekdays[2]), (1, 1, 4));
}

proptest! {
    #[test]
    fn every_place_is_counted_in_the_cell_that_holds_it(
        places in prop::collection::vec((41.0..41.3f64, -73.5..-73.2f64), 1..40), size in prop::sample::select(vec![100u16, 250, 500, 1_000]),
    ) {
        let pins: Vec<LatLon> = places.iter().map(|(lat, lon)| LatLon { lat: *lat, lon: *lon }).collect();
        let happened: Vec<Happened> =
            pins.iter().map(|pin| Happened { day: date!(2026 - 11 - 18), hour: None, pin: Some(*pin) }).collect();
        let heat = Heat::of(&happened, size, 41.15);
        prop_assert_eq!(heat.cells.iter().map(|cell| cell.count).sum::<u64>(), pins.len() as u64);
        for pin in pins {
            let holds = |cell: &&domain::links::HotCell| {
                (cell.south_west.lat..=cell.north_east.lat).contains(&pin.lat)
                    && (cell.south_west.lon..=cell.north_east.lon).contains(&pin.lon)
            };
            prop_assert!(heat.cells.iter().any(|cell| holds(&cell)));
        }
    }
}
