//! The town in nine parts, by the compass: a third of its box in each direction. Beats are the department's own affair
//! and nobody has drawn them for us; this holds for every map.

use super::{Bounds, LatLon};
use crate::choices;

choices! {
    Sector {
        Northwest = "nw",
        North = "n",
        Northeast = "ne",
        West = "w",
        Center = "c",
        East = "e",
        Southwest = "sw",
        South = "s",
        Southeast = "se",
    }
}

impl Sector {
    /// The part that a place lies in. A place outside the box belongs to the nearest part.
    #[must_use]
    pub fn of(at: LatLon, bounds: &Bounds) -> Self {
        use crate::field::Choice;
        let third = |value: f64, low: f64, high: f64| {
            let share = (value - low) / (high - low);
            if share < 1.0 / 3.0 {
                0
            } else if share < 2.0 / 3.0 {
                1
            } else {
                2
            }
        };
        let row = 2 - third(at.lat, bounds.south, bounds.north);
        let column = third(at.lon, bounds.west, bounds.east);
        Self::ALL[row * 3 + column]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compass_is_not_upside_down() {
        let bounds = Bounds {
            south: 41.0,
            west: -74.0,
            north: 41.3,
            east: -73.7,
        };
        let of = |lat, lon| Sector::of(LatLon { lat, lon }, &bounds);
        assert_eq!(of(41.29, -73.99), Sector::Northwest);
        assert_eq!(of(41.29, -73.71), Sector::Northeast);
        assert_eq!(of(41.15, -73.85), Sector::Center);
        assert_eq!(of(41.01, -73.85), Sector::South);
        assert_eq!(of(41.15, -73.99), Sector::West);
        assert_eq!(of(39.0, -60.0), Sector::Southeast, "outside: the nearest");
    }
}
