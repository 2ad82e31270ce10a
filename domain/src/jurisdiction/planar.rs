//! A flat frame in metres about the town's centre, and distances in it.
//!
//! Why not distances on the ellipsoid: a verdict asks for a hundred of them. An equirectangular
//! frame with the ellipsoid's own radii is off by at most 0.13 % at the town's north and south
//! ends (9 km from the centre), 0.3 m at the largest error we hold (150 m). Whether a place is in
//! a polygon is not asked here but in degrees, where the ring's own figures are exact.

use geo::{Coord, Rect};

use super::layers::Position;

/// Equatorial radius of WGS 84, metres.
const EQUATOR_M: f64 = 6_378_137.0;
/// First eccentricity squared of WGS 84.
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_14;

/// East and north in metres from an origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Planar {
    origin: Coord<f64>,
    /// Metres for one degree.
    scale: Coord<f64>,
}

impl Planar {
    /// A frame that is true at the centre of `bounds` (degrees).
    pub(super) fn about(bounds: Rect<f64>) -> Self {
        let origin = bounds.center();
        let (sin, cos) = origin.y.to_radians().sin_cos();
        let flat = 1.0 - ECCENTRICITY_SQUARED * sin * sin;
        let east = EQUATOR_M / flat.sqrt() * cos;
        let north = EQUATOR_M * (1.0 - ECCENTRICITY_SQUARED) / (flat * flat.sqrt());
        Self {
            origin,
            scale: Coord {
                x: east.to_radians(),
                y: north.to_radians(),
            },
        }
    }

    pub(super) fn project(&self, degrees: Coord<f64>) -> Coord<f64> {
        Coord {
            x: (degrees.x - self.origin.x) * self.scale.x,
            y: (degrees.y - self.origin.y) * self.scale.y,
        }
    }

    pub(super) fn unproject(&self, metres: Coord<f64>) -> Coord<f64> {
        Coord {
            x: metres.x / self.scale.x + self.origin.x,
            y: metres.y / self.scale.y + self.origin.y,
        }
    }

    pub(super) fn line(&self, line: &[Position]) -> Vec<Coord<f64>> {
        line.iter()
            .map(|&[x, y]| self.project(Coord { x, y }))
            .collect()
    }
}

/// One straight piece, prepared for many distances.
///
/// geo's `Euclidean.distance` gives the same figure (a test holds the two together), but works out
/// the piece's length anew each time and does not say where the foot lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    start: Coord<f64>,
    along: Coord<f64>,
    /// 1 / length²; 0 for a piece without length, which makes it its start.
    inverse: f64,
    /// Farther than this from the piece nothing depends on it, metres.
    reach: f64,
    min: Coord<f64>,
    max: Coord<f64>,
}

impl Piece {
    pub(super) fn new(start: Coord<f64>, end: Coord<f64>, reach: f64) -> Self {
        let along = end - start;
        let squared = along.x * along.x + along.y * along.y;
        Self {
            start,
            along,
            inverse: if squared > 0.0 { squared.recip() } else { 0.0 },
            reach,
            min: Coord {
                x: start.x.min(end.x) - reach,
                y: start.y.min(end.y) - reach,
            },
            max: Coord {
                x: start.x.max(end.x) + reach,
                y: start.y.max(end.y) + reach,
            },
        }
    }

    /// The distance in metres and the place of the foot from 0 (start) to 1 (end), if the point is
    /// within reach. Two comparisons refuse most points before anything is computed.
    #[inline]
    pub(super) fn distance(&self, at: Coord<f64>) -> Option<(f64, f64)> {
        let boxed =
            at.y >= self.min.y && at.y <= self.max.y && at.x >= self.min.x && at.x <= self.max.x;
        if !boxed {
            return None;
        }
        let off = at - self.start;
        let foot = ((off.x * self.along.x + off.y * self.along.y) * self.inverse).clamp(0.0, 1.0);
        let gap = off - self.along * foot;
        let squared = gap.x * gap.x + gap.y * gap.y;
        (squared <= self.reach * self.reach).then(|| (squared.sqrt(), foot))
    }

    /// The same piece, reaching farther.
    pub(super) fn widened(&self, metres: f64) -> Self {
        Self::new(self.start, self.start + self.along, self.reach + metres)
    }

    pub(super) fn length(&self) -> f64 {
        self.along.x.hypot(self.along.y)
    }

    /// The box outside of which [`Piece::distance`] is always `None`.
    pub(super) fn bounds(&self) -> Rect<f64> {
        Rect::new(self.min, self.max)
    }
}

/// The smallest box around all of `boxes`; `None` for none.
pub(super) fn around(boxes: impl IntoIterator<Item = Rect<f64>>) -> Option<Rect<f64>> {
    boxes.into_iter().reduce(|a, b| {
        Rect::new(
            Coord {
                x: a.min().x.min(b.min().x),
                y: a.min().y.min(b.min().y),
            },
            Coord {
                x: a.max().x.max(b.max().x),
                y: a.max().y.max(b.max().y),
            },
        )
    })
}

/// Whether a box holds a point, edges included.
#[inline]
pub(super) fn holds(bounds: &Rect<f64>, at: Coord<f64>) -> bool {
    let (min, max) = (bounds.min(), bounds.max());
    at.x >= min.x && at.x <= max.x && at.y >= min.y && at.y <= max.y
}
