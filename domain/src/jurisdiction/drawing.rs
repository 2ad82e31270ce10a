//! The map as an SVG sees it: paths and labels in the units of a `viewBox`, and the way back from
//! a click to a place.
//!
//! Why here: the drawing and the verdict must come from the same figures, and an island needs only
//! the small [`MapFrame`] to turn a click into a [`LatLon`]. Colours, text sizes and the sentence
//! that this is not the town's GIS belong to the page.

use std::fmt::Write as _;

use geo::{Coord, Rect};

use super::layers::{FeatureKind, Layers, Position, Shape};
use super::planar::{Planar, around};
use super::point::LatLon;

/// The width of the `viewBox`, units. The height follows from the aspect on the ground.
const WIDTH: f64 = 1_000.0;

/// Between degrees and the units of a `viewBox` whose origin is the north-west corner.
///
/// Linear on both axes, so each way is the exact inverse of the other up to rounding (1e-9
/// degrees). True to scale at the view's middle latitude, within 0.1 % at its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapFrame {
    /// Degrees north at the upper edge.
    pub lat0: f64,
    /// Degrees east at the left edge.
    pub lon0: f64,
    /// Units for a degree of longitude, to the right.
    pub scale_x: f64,
    /// Units for a degree of latitude, downwards when the latitude falls.
    pub scale_y: f64,
    /// Units: always 1000.
    pub width: f64,
    /// Units.
    pub height: f64,
}

impl MapFrame {
    /// The frame as whole numbers, for the browser: positions and scales in millionths.
    #[must_use]
    pub fn to_compact(&self) -> String {
        let figures = [
            self.lat0,
            self.lon0,
            self.scale_x,
            self.scale_y,
            self.width,
            self.height,
        ];
        figures
            .map(|figure| ((figure * 1e6).round() as i64).to_string())
            .join(" ")
    }

    /// Reads such a text. `None` for anything else.
    #[must_use]
    pub fn from_compact(text: &str) -> Option<Self> {
        let mut figures = text
            .split(' ')
            .map(|figure| figure.parse::<i64>().ok().map(|whole| whole as f64 / 1e6));
        let mut next = || figures.next().flatten();
        Some(Self {
            lat0: next()?,
            lon0: next()?,
            scale_x: next()?,
            scale_y: next()?,
            width: next()?,
            height: next()?,
        })
    }

    fn of(view: Rect<f64>) -> Self {
        let planar = Planar::about(view);
        let ground = planar.project(view.max()) - planar.project(view.min());
        let height = (WIDTH * ground.y / ground.x).round();
        Self {
            lat0: view.max().y,
            lon0: view.min().x,
            scale_x: WIDTH / view.width(),
            scale_y: height / view.height(),
            width: WIDTH,
            height,
        }
    }

    /// Units right of and below the upper left corner; beyond the frame too.
    #[must_use]
    pub fn to_xy(&self, at: LatLon) -> (f64, f64) {
        (
            (at.lon - self.lon0) * self.scale_x,
            (self.lat0 - at.lat) * self.scale_y,
        )
    }

    /// The place under a point of the drawing. `None` for a point far beyond it that is no place
    /// on earth.
    #[must_use]
    pub fn to_point(&self, x: f64, y: f64) -> Option<LatLon> {
        LatLon::new(self.lat0 - y / self.scale_y, self.lon0 + x / self.scale_x)
    }

    /// Units for a metre on the ground.
    #[must_use]
    pub fn units_per_m(&self) -> f64 {
        let south = self.lat0 - self.height / self.scale_y;
        let east = self.lon0 + self.width / self.scale_x;
        let view = Rect::new((self.lon0, south), (east, self.lat0));
        let planar = Planar::about(view);
        let ground = planar.project(view.max()) - planar.project(view.min());
        self.width / ground.x
    }
}

/// A line with its stroke.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnRoad {
    /// The road's name.
    pub name: String,
    /// The `d` of a path.
    pub path: String,
    /// Stroke width in units: the road's own for a highway, 0 where it is not known.
    pub width: f64,
}

/// A name at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnLabel {
    /// The words.
    pub name: String,
    /// Units from the left.
    pub x: f64,
    /// Units from above.
    pub y: f64,
}

/// An interchange: where a ramp may be.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnInterchange {
    /// The interchange's name.
    pub name: String,
    /// The exit as signed.
    pub exit: String,
    /// Units from the left.
    pub x: f64,
    /// Units from above.
    pub y: f64,
    /// Units: the circle about the node.
    pub radius: f64,
}

/// Everything to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct MapDrawing {
    /// `viewBox="0 0 {width} {height}"`, and the way back.
    pub frame: MapFrame,
    /// The `d` of the town's rings, even-odd. Runs beyond the frame into the Sound.
    pub town: String,
    /// The `d` of the parks' rings, even-odd.
    pub park: String,
    /// Highways: by centre-line; one drawn as rings has the width 0 and a closed path.
    pub highways: Vec<DrawnRoad>,
    /// Decoration.
    pub roads: Vec<DrawnRoad>,
    /// Where ramps may be.
    pub interchanges: Vec<DrawnInterchange>,
    /// Landmarks, and the parks by name.
    pub labels: Vec<DrawnLabel>,
}

impl MapDrawing {
    /// Draws a map. An empty one gives an empty drawing of the whole earth.
    ///
    /// The crop is the town's `view`: its ring follows the state line through the middle of the
    /// Sound, and drawn whole a third of the picture would be water and the park a speck. The
    /// default file's view ends just south of Cockenoe Island, the southernmost land, and leaves
    /// 250 m on the other sides, where a filer may well put a pin that is out of town. Without a
    /// `view` the whole ring is drawn.
    #[must_use]
    pub fn new(layers: &Layers) -> Self {
        let frame = MapFrame::of(view(layers));
        let mut drawing = Self {
            frame,
            town: String::new(),
            park: String::new(),
            highways: Vec::new(),
            roads: Vec::new(),
            interchanges: Vec::new(),
            labels: Vec::new(),
        };
        let units_per_m = frame.units_per_m();
        for feature in &layers.features {
            let name = feature.name.clone();
            match (&feature.kind, &feature.geometry) {
                (FeatureKind::Town { .. }, shape) => drawing.town.push_str(&path(&frame, shape)),
                (FeatureKind::Park(_), shape) => {
                    drawing.park.push_str(&path(&frame, shape));
                    if let Some((x, y)) = middle(shape).map(|at| place(&frame, at)) {
                        drawing.labels.push(DrawnLabel { name, x, y });
                    }
                }
                (FeatureKind::Highway(_), shape) => {
                    let width = tenth(2.0 * feature.half_width_m * units_per_m);
                    drawing.highways.push(DrawnRoad {
                        name,
                        path: path(&frame, shape),
                        width,
                    });
                }
                (FeatureKind::Road, shape) => {
                    drawing.roads.push(DrawnRoad {
                        name,
                        path: path(&frame, shape),
                        width: 0.0,
                    });
                }
                (FeatureKind::Interchange(zone), &Shape::Point(at)) => {
                    let (x, y) = place(&frame, at);
                    let radius = tenth(zone.node_radius_m * units_per_m);
                    let exit = zone.exit.clone();
                    drawing.interchanges.push(DrawnInterchange {
                        name,
                        exit,
                        x,
                        y,
                        radius,
                    });
                }
                (FeatureKind::Landmark, &Shape::Point(at)) => {
                    let (x, y) = place(&frame, at);
                    drawing.labels.push(DrawnLabel { name, x, y });
                }
                (
                    FeatureKind::Interchange(_) | FeatureKind::Landmark | FeatureKind::Unknown(_),
                    _,
                ) => {}
            }
        }
        drawing
    }
}

fn view(layers: &Layers) -> Rect<f64> {
    let town = layers
        .features
        .iter()
        .find_map(|feature| match feature.kind {
            FeatureKind::Town { view } => Some((feature, view)),
            _ => None,
        });
    let drawn = town.and_then(|(feature, view)| match view {
        Some([west, south, east, north]) => Some(Rect::new((west, south), (east, north))),
        None => around(
            feature
                .geometry
                .positions()
                .map(|&[x, y]| Rect::new((x, y), (x, y))),
        ),
    });
    // A view without extent would divide by zero.
    let drawn = drawn.filter(|view| view.width() > 0.0 && view.height() > 0.0);
    drawn.unwrap_or_else(|| Rect::new((-180.0, -85.0), (180.0, 85.0)))
}

/// The middle of the box around the largest ring: good enough to hang a name on.
fn middle(shape: &Shape) -> Option<Position> {
    let Shape::Rings(rings) = shape else {
        return None;
    };
    let boxes = rings.iter().filter_map(|rings| {
        around(
            rings
                .first()?
                .iter()
                .map(|&[x, y]| Rect::new((x, y), (x, y))),
        )
    });
    let largest =
        boxes.max_by(|a, b| (a.width() * a.height()).total_cmp(&(b.width() * b.height())))?;
    let Coord { x, y } = largest.center();
    Some([x, y])
}

fn place(frame: &MapFrame, [lon, lat]: Position) -> (f64, f64) {
    let (x, y) = frame.to_xy(LatLon { lat, lon });
    (tenth(x), tenth(y))
}

/// A tenth of a unit is 0.8 m on the ground at the default view: the rounding of the figures.
fn tenth(units: f64) -> f64 {
    (units * 10.0).round() / 10.0
}

fn path(frame: &MapFrame, shape: &Shape) -> String {
    let mut d = String::new();
    match shape {
        Shape::Rings(rings) => {
            for ring in rings.iter().flatten() {
                // The last position repeats the first, and `Z` draws that piece.
                trace(&mut d, frame, &ring[..ring.len().saturating_sub(1)]);
                d.push('Z');
            }
        }
        Shape::Lines(lines) => lines.iter().for_each(|line| trace(&mut d, frame, line)),
        Shape::Point(_) => {}
    }
    d
}

fn trace(d: &mut String, frame: &MapFrame, line: &[Position]) {
    for (index, &position) in line.iter().enumerate() {
        let (x, y) = place(frame, position);
        // Writing to a string cannot fail.
        let _ = write!(d, "{}{x} {y}", if index == 0 { 'M' } else { 'L' });
    }
}
