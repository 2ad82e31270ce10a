//! Hot spots: counts per cell of a grid, with the hours and weekdays. A count says what was reported, not how many
//! people pass by or how many report.

use super::spot::METERS_OF_A_DEGREE;
use crate::jurisdiction::LatLon;
use std::collections::BTreeMap;
use time::Date;

/// What one record adds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Happened {
    pub day: Date,
    /// 0 to 23.
    pub hour: Option<u8>,
    pub pin: Option<LatLon>,
}

/// One cell that something happened in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HotCell {
    pub south_west: LatLon,
    pub north_east: LatLon,
    pub count: u64,
}

impl HotCell {
    #[must_use]
    pub fn center(&self) -> LatLon {
        LatLon {
            lat: (self.south_west.lat + self.north_east.lat) / 2.0,
            lon: (self.south_west.lon + self.north_east.lon) / 2.0,
        }
    }
}

/// The figures of a period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heat {
    /// The most counted first, then from the south-west on.
    pub cells: Vec<HotCell>,
    pub hours: [u64; 24],
    /// From Monday.
    pub weekdays: [u64; 7],
    pub total: u64,
    /// Of these no place is known.
    pub without_place: u64,
    /// Of these no hour is known.
    pub without_hour: u64,
}

impl Heat {
    /// Counts on a grid of so many meters, true to scale at this latitude.
    #[must_use]
    pub fn of(happened: &[Happened], meters: u16, latitude: f64) -> Self {
        let north = f64::from(meters.max(1)) / METERS_OF_A_DEGREE;
        let east = north / latitude.to_radians().cos().max(0.1);
        let mut heat = Self::default();
        let mut cells: BTreeMap<(i64, i64), u64> = BTreeMap::new();
        for one in happened {
            heat.total += 1;
            heat.weekdays[usize::from(one.day.weekday().number_days_from_monday()) % 7] += 1;
            match one.hour {
                Some(hour) => heat.hours[usize::from(hour) % 24] += 1,
                None => heat.without_hour += 1,
            }
            match one.pin {
                Some(pin) => {
                    let cell = (
                        (pin.lat / north).floor() as i64,
                        (pin.lon / east).floor() as i64,
                    );
                    *cells.entry(cell).or_default() += 1;
                }
                None => heat.without_place += 1,
            }
        }
        let corner = |row: i64, column: i64| LatLon {
            lat: row as f64 * north,
            lon: column as f64 * east,
        };
        heat.cells = cells
            .into_iter()
            .map(|((row, column), count)| HotCell {
                south_west: corner(row, column),
                north_east: corner(row + 1, column + 1),
                count,
            })
            .collect();
        // Stable: equal ones stay in the order of the grid.
        heat.cells.sort_by_key(|cell| std::cmp::Reverse(cell.count));
        heat
    }
}
