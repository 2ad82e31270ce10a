//! A highway known by its centre-line: the road itself, the doubt around it, and the zones in
//! which its ramps may lie.
//!
//! Why apart from `prepared`: one pass over the pieces answers all three, and the arithmetic of
//! that pass is the whole file.

use geo::{Coord, Rect};

use super::layers::{Feature, FeatureKind, Interchange, Layers, Shape};
use super::planar::{Piece, Planar, around, holds};
use super::prepared::Hits;
use super::verdict::ExcludedArea;

pub(super) struct Centreline {
    area: ExcludedArea,
    half_width: f64,
    pieces: Vec<Stretch>,
    zones: Vec<Zone>,
    pub(super) bounds: Rect<f64>,
}

/// A piece with what holds along it.
struct Stretch {
    piece: Piece,
    error: f64,
    /// Metres from the line's beginning to the piece's.
    from: f64,
    length: f64,
}

/// Where ramps may be, along a line.
#[derive(Clone, Copy)]
struct Zone {
    /// Metres from the line's beginning.
    from: f64,
    to: f64,
    across: f64,
}

impl Centreline {
    /// Every line of every highway, with the interchanges on it.
    pub(super) fn all(layers: &Layers, planar: &Planar) -> Vec<Self> {
        layers
            .features
            .iter()
            .flat_map(|feature| Self::of(feature, layers, planar))
            .collect()
    }

    fn of(feature: &Feature, layers: &Layers, planar: &Planar) -> Vec<Self> {
        let FeatureKind::Highway(area) = feature.kind else {
            return Vec::new();
        };
        let Shape::Lines(lines) = &feature.geometry else {
            return Vec::new();
        };
        let mut errors = feature.errors_m.iter().copied();
        let mut found = Vec::new();
        for line in lines {
            let line = planar.line(line);
            let errors: Vec<_> = line
                .windows(2)
                .map(|_| errors.next().unwrap_or(feature.error_m))
                .collect();
            let zones = zones(&line, area, layers, planar);
            found.extend(Self::new(area, feature.half_width_m, &line, &errors, zones));
        }
        found
    }

    fn new(
        area: ExcludedArea,
        half_width: f64,
        line: &[Coord<f64>],
        errors: &[f64],
        zones: Vec<Zone>,
    ) -> Option<Self> {
        let across = zones.iter().map(|zone| zone.across).fold(0.0, f64::max);
        let mut from = 0.0;
        let mut pieces = Vec::with_capacity(errors.len());
        for (&[start, end], &error) in line.array_windows().zip(errors) {
            // Reach far enough for each of the three answers, or the box would hide one.
            let piece = Piece::new(start, end, (half_width + error).max(across));
            let length = piece.length();
            pieces.push(Stretch {
                piece,
                error,
                from,
                length,
            });
            from += length;
        }
        let bounds = around(pieces.iter().map(|stretch| stretch.piece.bounds()))?;
        Some(Self {
            area,
            half_width,
            pieces,
            zones,
            bounds,
        })
    }

    /// Everything that reaches beyond no piece's reach.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().map(|stretch| &stretch.piece)
    }

    /// Inside means within the half-width of any piece. The edge is the outline of all pieces
    /// together: inside, only the nearest piece tells how far it is, for the side of one piece may
    /// lie in the middle of the next; outside, every piece whose own error spans the gap counts.
    pub(super) fn look(&self, place: Coord<f64>, hits: &mut Hits) {
        if !holds(&self.bounds, place) {
            return;
        }
        let mut nearest = f64::INFINITY;
        let mut chainage = 0.0;
        let mut inner_error: f64 = 0.0;
        let mut outer_gap = f64::INFINITY;
        for stretch in &self.pieces {
            let Some((distance, foot)) = stretch.piece.distance(place) else {
                continue;
            };
            if distance < nearest {
                nearest = distance;
                chainage = stretch.from + stretch.length * foot;
            }
            let gap = distance - self.half_width;
            if gap <= 0.0 {
                inner_error = inner_error.max(stretch.error);
            } else if gap <= stretch.error {
                outer_gap = outer_gap.min(gap);
            }
        }
        let depth = self.half_width - nearest;
        if depth >= 0.0 {
            hits.inside(self.area);
            if depth <= inner_error {
                hits.edge(self.area, depth);
            }
        } else if outer_gap.is_finite() {
            hits.edge(self.area, outer_gap);
        }
        if self.zones.iter().any(|zone| zone.holds(nearest, chainage)) {
            hits.ramp();
        }
    }
}

impl Zone {
    fn holds(self, distance: f64, chainage: f64) -> bool {
        distance <= self.across && chainage >= self.from && chainage <= self.to
    }
}

/// The zones along one line: of each interchange of this highway whose node lies by this line.
/// A highway of two carriageways has a node by both; one in several parts has it by one.
fn zones(line: &[Coord<f64>], area: ExcludedArea, layers: &Layers, planar: &Planar) -> Vec<Zone> {
    let interchanges =
        layers
            .features
            .iter()
            .filter_map(|feature| match (&feature.kind, &feature.geometry) {
                (FeatureKind::Interchange(zone), &Shape::Point([x, y])) if zone.highway == area => {
                    Some((zone, planar.project(Coord { x, y })))
                }
                _ => None,
            });
    interchanges
        .filter_map(|(interchange, node)| zone(line, interchange, node))
        .collect()
}

fn zone(line: &[Coord<f64>], interchange: &Interchange, node: Coord<f64>) -> Option<Zone> {
    let reach = interchange.node_radius_m.max(interchange.across_m);
    let mut nearest = None;
    let mut from = 0.0;
    for &[start, end] in line.array_windows() {
        let piece = Piece::new(start, end, reach);
        if let Some((distance, foot)) = piece.distance(node)
            && nearest.is_none_or(|(least, _)| distance < least)
        {
            nearest = Some((distance, from + piece.length() * foot));
        }
        from += piece.length();
    }
    let (_, at) = nearest?;
    let along = interchange.along_m;
    Some(Zone {
        from: at - along,
        to: at + along,
        across: interchange.across_m,
    })
}
