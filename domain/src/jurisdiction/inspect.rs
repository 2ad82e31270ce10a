//! What is wrong with a map, and what it measures: the words of `server jurisdiction check`.
//!
//! Why a list and not the first error: whoever exports layers from a GIS wants everything at once,
//! and the measures beside it, to compare with the figures they know. Only an error makes a file
//! unusable. Printing and exit codes belong to the server.

use geo::{
    BooleanOps, Buffer, Contains, Distance, Euclidean, Geodesic, GeodesicArea, Intersects, Length,
    LineString, MapCoords, MultiLineString, MultiPolygon, Point, Rect, Validation,
};
use serde::Serialize;

use super::layers::{Feature, FeatureKind, Layers, Shape};
use super::planar::Planar;
use super::structure::{self, line_string, polygons};
use super::verdict::ExcludedArea;

/// Square metres in a statute square mile.
const SQUARE_MILE_M2: f64 = 2_589_988.110_336;
/// Square metres in an acre.
const ACRE_M2: f64 = 4_046.856_422_4;
/// Excluded areas that share less than this are said to touch, not to overlap, square metres:
/// a strip of the rounding (one metre) along ten metres.
const TOUCH_M2: f64 = 10.0;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The file must not be used.
    Error,
    /// A person should look.
    Warning,
    /// A measure.
    Note,
}

/// The rule a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// A ring's last position is not its first.
    UnclosedRing,
    /// A ring of fewer than four positions, or none.
    ShortRing,
    /// A line of fewer than two positions, or none.
    ShortLine,
    /// A ring crosses or touches itself, or polygons of one feature overlap.
    SelfIntersection,
    /// No feature of kind town.
    NoTown,
    /// More than one.
    SeveralTowns,
    /// A feature without a name.
    EmptyName,
    /// Two features of one name.
    DuplicateName,
    /// A kind, or an area of a park, highway or interchange, that is not known.
    UnknownKind,
    /// A position beyond 90 or 180 degrees, or not finite.
    OutOfRange,
    /// A width, error or radius that is negative, not finite or absurd.
    BadFigure,
    /// Latitude and longitude look exchanged.
    SwappedAxes,
    /// A line that claims to be exact.
    NoError,
    /// A geometry that the kind cannot have.
    WrongShape,
    /// Two excluded areas share ground.
    AreasOverlap,
    /// An excluded area entirely outside town.
    OutsideTown,
    /// No feature for an area that the department excludes.
    MissingArea,
    /// An interchange whose node is not by its highway.
    NodeOffHighway,
    /// An area or a length.
    Measure,
    /// How many positions.
    Vertices,
}

/// One thing about a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// The feature's name; `None` for the map as a whole.
    pub feature: Option<String>,
    /// The rule.
    pub code: FindingCode,
    /// For a person, in English, with the figures.
    pub message: String,
}

impl Finding {
    pub(super) fn of(
        severity: Severity,
        feature: Option<&Feature>,
        code: FindingCode,
        message: impl Into<String>,
    ) -> Self {
        let feature = feature.map(|feature| feature.name.clone());
        Self {
            severity,
            feature,
            code,
            message: message.into(),
        }
    }

    fn error(feature: &Feature, code: FindingCode, message: impl Into<String>) -> Self {
        Self::of(Severity::Error, Some(feature), code, message)
    }

    fn note(feature: Option<&Feature>, code: FindingCode, message: impl Into<String>) -> Self {
        Self::of(Severity::Note, feature, code, message)
    }
}

/// Everything worth saying about a map; errors first, then warnings, then notes.
#[must_use]
pub fn inspect(layers: &Layers) -> Vec<Finding> {
    let mut found = structure::findings(layers);
    let sound = found.is_empty();
    names(layers, &mut found);
    kinds(layers, &mut found);
    errors(layers, &mut found);
    axes(layers, &mut found);
    // Geometry is computed only from figures that are finite, closed and of the right shape.
    if sound && let Some((town, rings)) = structure::town(layers) {
        geometry(layers, town, &rings, &mut found);
    }
    found.push(vertices(layers));
    found.sort_by_key(|finding| finding.severity);
    found
}

fn names(layers: &Layers, found: &mut Vec<Finding>) {
    let mut seen = std::collections::HashSet::new();
    for (index, feature) in layers.features.iter().enumerate() {
        let name = feature.name.trim();
        if name.is_empty() {
            let text = format!("feature {} has no name", index + 1);
            found.push(Finding::error(feature, FindingCode::EmptyName, text));
        } else if !seen.insert(name) {
            let text = "another feature has this name";
            found.push(Finding::error(feature, FindingCode::DuplicateName, text));
        }
    }
}

fn kinds(layers: &Layers, found: &mut Vec<Finding>) {
    for feature in &layers.features {
        if let FeatureKind::Unknown(kind) = &feature.kind {
            let text = format!("\"{kind}\" is not a kind or area that is known");
            found.push(Finding::error(feature, FindingCode::UnknownKind, text));
        }
    }
    for area in ExcludedArea::ALL {
        if !layers
            .features
            .iter()
            .any(|feature| excludes(feature) == Some(area))
        {
            let text = format!("no feature is the excluded area \"{}\"", area.code());
            found.push(Finding::of(
                Severity::Error,
                None,
                FindingCode::MissingArea,
                text,
            ));
        }
    }
}

/// A line that claims to be exact would have nobody asked beside it.
fn errors(layers: &Layers, found: &mut Vec<Finding>) {
    let drawn = |feature: &&Feature| {
        excludes(feature).is_some() || matches!(feature.kind, FeatureKind::Town { .. })
    };
    for feature in layers
        .features
        .iter()
        .filter(drawn)
        .filter(|feature| feature.error_m == 0.0)
    {
        let text = "it has no positional error: nobody beside the line would be asked";
        found.push(Finding::of(
            Severity::Warning,
            Some(feature),
            FindingCode::NoError,
            text,
        ));
    }
}

/// A box around Connecticut with a margin, degrees. A feature wholly outside it that comes inside
/// when its axes are exchanged was exported latitude first.
fn axes(layers: &Layers, found: &mut Vec<Finding>) {
    let connecticut = Rect::new((-74.5, 40.5), (-71.0, 42.5));
    for feature in &layers.features {
        let mut positions = feature.geometry.positions().peekable();
        let swapped = |&[lon, lat]: &[f64; 2]| connecticut.contains(&Point::new(lat, lon));
        if positions.peek().is_some() && positions.all(swapped) {
            let text = "its positions look like latitude, longitude; GeoJSON has longitude first";
            found.push(Finding::error(feature, FindingCode::SwappedAxes, text));
        }
    }
}

fn excludes(feature: &Feature) -> Option<ExcludedArea> {
    match feature.kind {
        FeatureKind::Park(area) | FeatureKind::Highway(area) => Some(area),
        _ => None,
    }
}

fn geometry(layers: &Layers, town: &Feature, rings: &MultiPolygon<f64>, found: &mut Vec<Finding>) {
    for feature in &layers.features {
        if let Shape::Rings(own) = &feature.geometry {
            let problems = polygons(own).validation_errors();
            found.extend(problems.into_iter().map(|problem| {
                Finding::error(feature, FindingCode::SelfIntersection, problem.to_string())
            }));
        }
    }
    found.push(Finding::note(Some(town), FindingCode::Measure, size(rings)));

    let bounds = layers
        .features
        .iter()
        .flat_map(|feature| feature.geometry.positions());
    let Some(bounds) = bounding(bounds) else {
        return;
    };
    let planar = Planar::about(bounds);
    let mut outlines: Vec<(&Feature, ExcludedArea, MultiPolygon<f64>)> = Vec::new();
    for feature in &layers.features {
        let Some(area) = excludes(feature) else {
            continue;
        };
        let outline = match &feature.geometry {
            Shape::Rings(own) => {
                let own = polygons(own);
                if !own.intersects(rings) {
                    found.push(outside(feature));
                }
                found.push(Finding::note(
                    Some(feature),
                    FindingCode::Measure,
                    size(&own),
                ));
                flat(&own, &planar)
            }
            Shape::Lines(lines) => {
                let lines = MultiLineString(lines.iter().map(|line| line_string(line)).collect());
                let km = rings
                    .clip(&lines, false)
                    .iter()
                    .map(|part| Geodesic.length(part))
                    .sum::<f64>()
                    / 1e3;
                if km == 0.0 {
                    found.push(outside(feature));
                }
                let text = format!("{km:.2} km inside town");
                found.push(Finding::note(Some(feature), FindingCode::Measure, text));
                let lines = lines.map_coords(|degrees| planar.project(degrees));
                lines.buffer(feature.half_width_m)
            }
            Shape::Point(_) => continue,
        };
        outlines.push((feature, area, outline));
    }
    overlaps(&outlines, found);
    nodes(layers, &planar, found);
}

fn overlaps(outlines: &[(&Feature, ExcludedArea, MultiPolygon<f64>)], found: &mut Vec<Finding>) {
    use geo::Area;
    for (index, (feature, area, outline)) in outlines.iter().enumerate() {
        for (other, other_area, other_outline) in &outlines[index + 1..] {
            // Two features of one area may overlap as they like: the verdict is the same.
            if area == other_area || !outline.intersects(other_outline) {
                continue;
            }
            let shared = outline.intersection(other_outline).unsigned_area();
            if shared > TOUCH_M2 {
                let text = format!(
                    "it overlaps \"{}\" by {shared:.0} square metres",
                    other.name
                );
                found.push(Finding::error(feature, FindingCode::AreasOverlap, text));
            }
        }
    }
}

fn nodes(layers: &Layers, planar: &Planar, found: &mut Vec<Finding>) {
    for feature in &layers.features {
        let (FeatureKind::Interchange(zone), &Shape::Point([x, y])) =
            (&feature.kind, &feature.geometry)
        else {
            continue;
        };
        let node = Point::from(planar.project(geo::Coord { x, y }));
        let highways = layers
            .features
            .iter()
            .filter(|other| excludes(other) == Some(zone.highway));
        let distances = highways.filter_map(|highway| match &highway.geometry {
            Shape::Lines(lines) => {
                let lines = lines.iter().map(|line| LineString(planar.line(line)));
                lines
                    .map(|line| Euclidean.distance(&node, &line))
                    .reduce(f64::min)
            }
            Shape::Rings(own) => Some(Euclidean.distance(&node, &flat(&polygons(own), planar))),
            Shape::Point(_) => None,
        });
        if distances
            .reduce(f64::min)
            .is_none_or(|metres| metres > zone.node_radius_m)
        {
            let text = format!(
                "its node is more than {} m from the {}: only the circle about the node counts",
                zone.node_radius_m,
                zone.highway.code()
            );
            found.push(Finding::of(
                Severity::Warning,
                Some(feature),
                FindingCode::NodeOffHighway,
                text,
            ));
        }
    }
}

fn outside(feature: &Feature) -> Finding {
    Finding::error(
        feature,
        FindingCode::OutsideTown,
        "it lies entirely outside town",
    )
}

fn flat(rings: &MultiPolygon<f64>, planar: &Planar) -> MultiPolygon<f64> {
    rings.map_coords(|degrees| planar.project(degrees))
}

fn bounding<'a>(positions: impl Iterator<Item = &'a [f64; 2]>) -> Option<Rect<f64>> {
    let points = positions.map(|&[x, y]| Rect::new((x, y), (x, y)));
    super::planar::around(points)
}

/// On the ellipsoid. The polygons of a feature are named one by one when there are several, the
/// largest first, and what is under an acre together.
fn size(rings: &MultiPolygon<f64>) -> String {
    let total = rings.geodesic_area_unsigned();
    let whole = format!(
        "{:.2} sq mi, {:.1} acres",
        total / SQUARE_MILE_M2,
        total / ACRE_M2
    );
    if rings.0.len() < 2 {
        return whole;
    }
    let mut acres: Vec<_> = rings
        .iter()
        .map(|one| one.geodesic_area_unsigned() / ACRE_M2)
        .collect();
    acres.sort_by(|a, b| b.total_cmp(a));
    let parts: Vec<_> = acres.iter().map(|acres| format!("{acres:.1}")).collect();
    format!("{whole} ({})", parts.join(" + "))
}

fn vertices(layers: &Layers) -> Finding {
    let count: usize = layers
        .features
        .iter()
        .map(|feature| feature.geometry.positions().count())
        .sum();
    let text = format!("{} features, {count} positions", layers.features.len());
    Finding::note(None, FindingCode::Vertices, text)
}
