//! The map prepared for verdicts.
//!
//! Why prepared: a verdict is asked for at every drag of the pin, in a browser, and for every line
//! of `locate`. Most places lie in a cell that no line comes near (`grid`). For the others,
//! polygons are asked through geo's interval tree and centre-lines in a flat frame in metres. What
//! the answer means is in `verdict`.

use std::fmt;

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{BoundingRect, Contains, Coord, Intersects, Line, LinesIter, MultiPolygon, Rect};
use serde::{Deserialize, Serialize};

use super::centreline::Centreline;
use super::grid::{Cell, Grid, Side};
use super::layers::{Feature, FeatureKind, LayerError, Layers, Shape};
use super::planar::{Piece, Planar, around, holds};
use super::point::LatLon;
use super::structure::{self, polygons};
use super::verdict::{Area, ExcludedArea, Verdict};

/// A WGS 84 box, decimal degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The lowest latitude.
    pub south: f64,
    /// The lowest longitude.
    pub west: f64,
    /// The highest latitude.
    pub north: f64,
    /// The highest longitude.
    pub east: f64,
}

/// The map, ready to answer. Immutable: share it in an `Arc`.
pub struct Jurisdiction {
    town: Town,
    planar: Planar,
    grid: Grid,
    outlines: Vec<Outline>,
    centrelines: Vec<Centreline>,
    nodes: Vec<Node>,
}

struct Town {
    /// Degrees, like everything here but `line`.
    bounds: Rect<f64>,
    inside: IntervalTreeMultiPolygon<f64>,
    edges: Vec<(Rect<f64>, Line<f64>)>,
    /// The ring in metres, its reach the error of the town line.
    line: Vec<Piece>,
}

/// An excluded area drawn as rings.
struct Outline {
    area: ExcludedArea,
    inside: IntervalTreeMultiPolygon<f64>,
    /// In metres, their reach the error of the ring.
    ring: Vec<Piece>,
    bounds: Rect<f64>,
}

/// The middle of an interchange, metres.
struct Node {
    at: Coord<f64>,
    radius: f64,
}

/// What the map has at a place.
#[derive(Clone, Copy)]
pub(super) struct Hits {
    nominal: [bool; ExcludedArea::ALL.len()],
    /// Distance to the nominal edge in metres where that is within its error, else infinite.
    gap: [f64; ExcludedArea::ALL.len()],
    ramp: bool,
}

impl Jurisdiction {
    /// Prepares a map.
    ///
    /// # Errors
    /// [`LayerError::Broken`] when the figures cannot be trusted for any verdict: no town, an open
    /// ring, a position out of range. What is merely wrong is left to [`super::inspect`].
    pub fn new(layers: &Layers) -> Result<Self, LayerError> {
        structure::check(layers)?;
        Self::prepare(layers).ok_or_else(structure::no_town)
    }

    /// Prepares a map that was checked before, by the server that handed it to the browser. `None` without a
    /// town.
    #[must_use]
    pub fn prepare(layers: &Layers) -> Option<Self> {
        let (feature, rings) = structure::town(layers)?;
        let bounds = rings.bounding_rect()?;
        let planar = Planar::about(bounds);
        let town = Town {
            bounds,
            inside: IntervalTreeMultiPolygon::new(&rings),
            edges: rings
                .lines_iter()
                .map(|line| (line.bounding_rect(), line))
                .collect(),
            line: pieces(&rings, &planar, feature.error_m),
        };
        let features = layers.features.iter();
        let outlines: Vec<_> = features
            .clone()
            .filter_map(|feature| Outline::new(feature, &planar))
            .collect();
        let centrelines = Centreline::all(layers, &planar);
        let nodes: Vec<_> = features
            .filter_map(|feature| Node::new(feature, &planar))
            .collect();
        let boxes = town.line.iter().map(Piece::bounds);
        let boxes = boxes.chain(outlines.iter().map(|outline| outline.bounds));
        let boxes = boxes.chain(centrelines.iter().map(|line| line.bounds));
        let everything = around(boxes.chain(nodes.iter().map(Node::bounds)));
        let grid = Grid::over(everything?);
        let mut jurisdiction = Self {
            town,
            planar,
            grid,
            outlines,
            centrelines,
            nodes,
        };
        jurisdiction.settle();
        Some(jurisdiction)
    }

    /// Fills the grid.
    fn settle(&mut self) {
        let radius = self.grid.radius();
        let areas = |cell: &mut Cell| cell.areas = true;
        for outline in &self.outlines {
            // Every place inside matters, not only those by the ring: the whole box.
            self.grid
                .mark(grown(outline.bounds, radius), |_| true, areas);
        }
        for piece in self.centrelines.iter().flat_map(Centreline::pieces) {
            let piece = piece.widened(radius);
            self.grid.mark(
                piece.bounds(),
                |centre| piece.distance(centre).is_some(),
                areas,
            );
        }
        for node in &self.nodes {
            self.grid
                .mark(grown(node.bounds(), radius), |_| true, areas);
        }
        for piece in &self.town.line {
            let piece = piece.widened(radius);
            let both = |cell: &mut Cell| cell.side = Side::Both;
            self.grid.mark(
                piece.bounds(),
                |centre| piece.distance(centre).is_some(),
                both,
            );
        }
        let (town, planar) = (&self.town, &self.planar);
        self.grid
            .fill(|centre| town.covers(planar.unproject(centre)));
    }

    /// What the map says about a place; see [`Verdict`] for the rules.
    ///
    /// Never fails: a `LatLon` that is not finite is outside town.
    #[must_use]
    pub fn verdict(&self, at: LatLon) -> Verdict {
        let degrees = Coord {
            x: at.lon,
            y: at.lat,
        };
        let place = self.planar.project(degrees);
        let Some(cell) = self.grid.at(place) else {
            return Verdict::OutsideTown { near: None };
        };
        let hits = cell.areas.then(|| self.hits(degrees, place));
        let in_town = match cell.side {
            Side::Inside => true,
            Side::Outside => false,
            Side::Both => self.town.covers(degrees),
        };
        if !in_town {
            return Verdict::OutsideTown {
                near: hits.and_then(|hits| hits.within().near(None)),
            };
        }
        let Some(hits) = hits else {
            return Verdict::InTown { near: None };
        };
        match hits.excluded() {
            Some(area) => Verdict::Excluded {
                area,
                near: hits.near(Some(area)),
            },
            None => Verdict::InTown {
                near: hits.near(None),
            },
        }
    }

    /// Whether the town line itself is drawn too coarsely to tell on which side of it a place
    /// lies. `near` has no word for this line: no excluded area is at stake, and a filer knows
    /// their own town better than a pin does.
    #[must_use]
    pub fn near_town_line(&self, at: LatLon) -> bool {
        let place = self.planar.project(Coord {
            x: at.lon,
            y: at.lat,
        });
        self.town
            .line
            .iter()
            .any(|piece| piece.distance(place).is_some())
    }

    /// The box around the town ring, water included. What to draw is [`super::MapDrawing`]'s.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let (min, max) = (self.town.bounds.min(), self.town.bounds.max());
        Bounds {
            south: min.y,
            west: min.x,
            north: max.y,
            east: max.x,
        }
    }

    fn hits(&self, degrees: Coord<f64>, place: Coord<f64>) -> Hits {
        let mut hits = Hits::NONE;
        for outline in &self.outlines {
            outline.look(degrees, place, &mut hits);
        }
        for line in &self.centrelines {
            line.look(place, &mut hits);
        }
        hits.ramp |= self.nodes.iter().any(|node| node.holds(place));
        hits
    }
}

impl fmt::Debug for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jurisdiction")
            .field("bounds", &self.bounds())
            .finish_non_exhaustive()
    }
}

impl Town {
    /// Inside, or on the line. The tree tells "inside" from "on the line or outside" and no more,
    /// so a place that it refuses is held against the line, exactly, with geo's robust predicate.
    fn covers(&self, degrees: Coord<f64>) -> bool {
        holds(&self.bounds, degrees)
            && (self.inside.contains(&degrees)
                || self
                    .edges
                    .iter()
                    .any(|(bounds, line)| holds(bounds, degrees) && line.intersects(&degrees)))
    }
}

impl Outline {
    fn new(feature: &Feature, planar: &Planar) -> Option<Self> {
        let (FeatureKind::Park(area) | FeatureKind::Highway(area)) = feature.kind else {
            return None;
        };
        let Shape::Rings(rings) = &feature.geometry else {
            return None;
        };
        let rings = polygons(rings);
        let ring = pieces(&rings, planar, feature.error_m);
        let bounds = around(ring.iter().map(Piece::bounds))?;
        Some(Self {
            area,
            inside: IntervalTreeMultiPolygon::new(&rings),
            ring,
            bounds,
        })
    }

    /// A place on the ring itself is not inside, but always near.
    fn look(&self, degrees: Coord<f64>, place: Coord<f64>, hits: &mut Hits) {
        if !holds(&self.bounds, place) {
            return;
        }
        hits.nominal[self.area as usize] |= self.inside.contains(&degrees);
        for (distance, _) in self.ring.iter().filter_map(|piece| piece.distance(place)) {
            hits.edge(self.area, distance);
        }
    }
}

impl Node {
    fn new(feature: &Feature, planar: &Planar) -> Option<Self> {
        match (&feature.kind, &feature.geometry) {
            (FeatureKind::Interchange(zone), &Shape::Point([x, y])) => Some(Self {
                at: planar.project(Coord { x, y }),
                radius: zone.node_radius_m,
            }),
            _ => None,
        }
    }

    fn bounds(&self) -> Rect<f64> {
        let corner = Coord {
            x: self.radius,
            y: self.radius,
        };
        Rect::new(self.at - corner, self.at + corner)
    }

    fn holds(&self, place: Coord<f64>) -> bool {
        let off = place - self.at;
        off.x * off.x + off.y * off.y <= self.radius * self.radius
    }
}

fn grown(bounds: Rect<f64>, metres: f64) -> Rect<f64> {
    let corner = Coord {
        x: metres,
        y: metres,
    };
    Rect::new(bounds.min() - corner, bounds.max() + corner)
}

fn pieces(rings: &MultiPolygon<f64>, planar: &Planar, reach: f64) -> Vec<Piece> {
    let piece =
        |line: Line<f64>| Piece::new(planar.project(line.start), planar.project(line.end), reach);
    rings.lines_iter().map(piece).collect()
}

impl Hits {
    const NONE: Self = Self {
        nominal: [false; ExcludedArea::ALL.len()],
        gap: [f64::INFINITY; ExcludedArea::ALL.len()],
        ramp: false,
    };

    /// The place is inside the nominal outline of an area.
    pub(super) fn inside(&mut self, area: ExcludedArea) {
        self.nominal[area as usize] = true;
    }

    /// An edge of an area is this near, and that is within its error.
    pub(super) fn edge(&mut self, area: ExcludedArea, metres: f64) {
        let gap = &mut self.gap[area as usize];
        *gap = gap.min(metres);
    }

    /// The place is where ramps may be.
    pub(super) fn ramp(&mut self) {
        self.ramp = true;
    }

    fn excluded(&self) -> Option<ExcludedArea> {
        ExcludedArea::ALL
            .into_iter()
            .find(|&area| self.nominal[area as usize])
    }

    /// The same with every area that the place lies in counted as nearest of all.
    fn within(mut self) -> Self {
        for (gap, nominal) in self.gap.iter_mut().zip(self.nominal) {
            if nominal {
                *gap = 0.0;
            }
        }
        self
    }

    /// The nearest edge of an area other than `own`, else a ramp, else `own`'s edge.
    fn near(&self, own: Option<ExcludedArea>) -> Option<Area> {
        let gap = |area: ExcludedArea| self.gap[area as usize];
        let other = ExcludedArea::ALL
            .into_iter()
            .filter(|&area| Some(area) != own && gap(area).is_finite())
            .min_by(|&a, &b| gap(a).total_cmp(&gap(b)))
            .map(Area::from);
        let ramp = self.ramp.then_some(Area::Ramp);
        let own = own.filter(|&area| gap(area).is_finite()).map(Area::from);
        other.or(ramp).or(own)
    }
}
