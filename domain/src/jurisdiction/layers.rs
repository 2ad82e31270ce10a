//! The map as plain data: what the layer file says, before anything is prepared for speed.
//!
//! Why between the file and [`super::Jurisdiction`]: the server reads GeoJSON once and hands the
//! browser these layers as a short text (`compact`), so the reader of GeoJSON never travels.
//! Reading belongs to `read`, judging to `inspect`.

use thiserror::Error;

use super::inspect::FindingCode;
use super::verdict::ExcludedArea;

/// A whole map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layers {
    /// In the order of the file.
    pub features: Vec<Feature>,
}

/// One thing on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// What a reader calls it; unique in a map.
    pub name: String,
    /// What it does to a verdict.
    pub kind: FeatureKind,
    /// Who polices it; empty for decoration.
    pub authority: String,
    /// Half the width of a road from its centre-line to the outer edge of the shoulder, metres;
    /// 0 for anything else.
    pub half_width_m: f64,
    /// How far the drawn line may be from the true one, metres; where `errors_m` is given, the
    /// largest of those.
    pub error_m: f64,
    /// The same for each piece of a line, in order (several lines: one after the other); empty
    /// where `error_m` holds throughout.
    pub errors_m: Vec<f64>,
    /// Where the figures come from.
    pub source: String,
    /// The figures.
    pub geometry: Shape,
}

/// What a feature is for.
#[derive(Debug, Clone, PartialEq)]
pub enum FeatureKind {
    /// The town line: exactly one feature, of rings. `view` is the part worth drawing.
    Town {
        /// West, south, east, north in degrees; `None` draws the whole ring.
        view: Option<[f64; 4]>,
    },
    /// A park, of rings.
    Park(ExcludedArea),
    /// A highway: centre-lines with a half-width, or the rings of a right of way.
    Highway(ExcludedArea),
    /// Where ramps leave a highway: a point.
    Interchange(Interchange),
    /// Another road: decoration, never a test.
    Road,
    /// A label, never a test.
    Landmark,
    /// A kind that this release does not know; `inspect` reports it, nothing else looks at it.
    Unknown(String),
}

/// The zone in which an interchange's ramps may lie.
///
/// No ramp geometry is public for these interchanges. A ramp may lie anywhere within
/// `node_radius_m` of the node, or within `across_m` of the highway's centre-line for `along_m`
/// on either side of the node.
#[derive(Debug, Clone, PartialEq)]
pub struct Interchange {
    /// The highway whose centre-line the zone follows.
    pub highway: ExcludedArea,
    /// The exit number as signed.
    pub exit: String,
    /// Metres.
    pub node_radius_m: f64,
    /// Metres along the centre-line, on either side.
    pub along_m: f64,
    /// Metres from the centre-line, on either side.
    pub across_m: f64,
}

/// A position as GeoJSON orders it: longitude, then latitude.
pub type Position = [f64; 2];

/// The figures of a feature.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Polygons; of each the outer ring first, then its holes. A ring's last position repeats the
    /// first.
    Rings(Vec<Vec<Vec<Position>>>),
    /// Open lines.
    Lines(Vec<Vec<Position>>),
    /// One place.
    Point(Position),
}

impl Shape {
    /// Every position, in order.
    pub fn positions(&self) -> impl Iterator<Item = &Position> {
        let (rings, lines, point): (&[_], &[_], &[Position]) = match self {
            Self::Rings(rings) => (rings, &[], &[]),
            Self::Lines(lines) => (&[], lines, &[]),
            Self::Point(point) => (&[], &[], std::slice::from_ref(point)),
        };
        rings
            .iter()
            .flatten()
            .flatten()
            .chain(lines.iter().flatten())
            .chain(point)
    }
}

/// Why a map cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LayerError {
    /// More text than [`super::MAX_BYTES`].
    #[error("the file has {bytes} bytes; the most that is read is {limit}")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Not JSON, or JSON that is not GeoJSON.
    #[error("not GeoJSON: {0}")]
    NotGeoJson(String),
    /// GeoJSON, but not a `FeatureCollection`.
    #[error("not a GeoJSON FeatureCollection")]
    NotACollection,
    /// One feature cannot be read at all.
    #[error("feature {index}: {problem}")]
    Feature {
        /// Its place in the file, from 1.
        index: usize,
        /// What is wrong with it.
        problem: FeatureProblem,
    },
    /// The figures contradict themselves; the first error that `inspect` would report.
    #[error("{message}")]
    Broken {
        /// The feature's name.
        feature: Option<String>,
        /// The rule that is broken.
        code: FindingCode,
        /// For a person.
        message: String,
    },
}

/// Why one feature of a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FeatureProblem {
    /// `"geometry": null`.
    #[error("it has no geometry")]
    NoGeometry,
    /// Multi-points and collections have no meaning here.
    #[error("its geometry is of a type that is not used here: {0}")]
    Geometry(String),
    /// A property of the wrong type.
    #[error("its property \"{0}\" is missing or not of the right type")]
    Property(&'static str),
}

/// Five decimals, about one metre. Rounded where a file is read, not where a verdict is made, so
/// that the browser's and the server's verdicts come from the same figures.
#[must_use]
pub fn rounded([lon, lat]: Position) -> Position {
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
    [round(lon), round(lat)]
}
