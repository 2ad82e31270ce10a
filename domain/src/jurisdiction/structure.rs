//! The rules without which no verdict can be trusted, and the first steps from plain figures to
//! geometry.
//!
//! Why apart from `inspect`: these run in the browser too, whenever a map is prepared, so they are
//! cheap and need no reader. `inspect` runs the same and adds what only a person decides about.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::inspect::{Finding, FindingCode, Severity};
use super::layers::{Feature, FeatureKind, LayerError, Layers, Position, Shape};
use super::point::LatLon;

/// No line is known worse than this and no road is wider, metres. Beyond it a figure is a slip
/// (feet, or degrees) and would make half the town doubtful.
const LARGEST_M: f64 = 2_000.0;

/// # Errors
/// The first finding, as [`LayerError::Broken`].
pub(super) fn check(layers: &Layers) -> Result<(), LayerError> {
    match findings(layers).into_iter().next() {
        None => Ok(()),
        Some(finding) => Err(broken(finding)),
    }
}

fn broken(
    Finding {
        feature,
        code,
        message,
        ..
    }: Finding,
) -> LayerError {
    LayerError::Broken {
        feature,
        code,
        message,
    }
}

pub(super) fn no_town() -> LayerError {
    broken(Finding::of(
        Severity::Error,
        None,
        FindingCode::NoTown,
        "no feature is of kind \"town\"",
    ))
}

/// Every broken rule.
pub(super) fn findings(layers: &Layers) -> Vec<Finding> {
    let mut found = Vec::new();
    let towns = layers
        .features
        .iter()
        .filter(|f| matches!(f.kind, FeatureKind::Town { .. }))
        .count();
    if towns == 0 {
        let text = "no feature is of kind \"town\"";
        found.push(Finding::of(
            Severity::Error,
            None,
            FindingCode::NoTown,
            text,
        ));
    } else if towns > 1 {
        let text = format!("{towns} features are of kind \"town\"; put all rings into one");
        found.push(Finding::of(
            Severity::Error,
            None,
            FindingCode::SeveralTowns,
            text,
        ));
    }
    for feature in &layers.features {
        let error = |code, text: String| Finding::of(Severity::Error, Some(feature), code, text);
        found.extend(
            faults(feature)
                .into_iter()
                .map(|(code, text)| error(code, text)),
        );
    }
    found
}

fn faults(feature: &Feature) -> Vec<(FindingCode, String)> {
    let mut faults = Vec::new();
    if let Some(want) = wrong_shape(feature) {
        faults.push((
            FindingCode::WrongShape,
            format!("its geometry must be {want}"),
        ));
    }
    if let Some(&[lon, lat]) = feature
        .geometry
        .positions()
        .find(|&&[lon, lat]| LatLon::new(lat, lon).is_none())
    {
        let text = format!("the position [{lon}, {lat}] is out of range; longitude comes first");
        faults.push((FindingCode::OutOfRange, text));
    }
    match &feature.geometry {
        Shape::Rings(polygons) => {
            faults.extend(
                polygons
                    .iter()
                    .flatten()
                    .filter_map(|ring| ring_fault(ring)),
            );
            if polygons.is_empty() || polygons.iter().any(Vec::is_empty) {
                faults.push((FindingCode::ShortRing, "a polygon has no ring".to_owned()));
            }
        }
        Shape::Lines(lines) => {
            if lines.is_empty() || lines.iter().any(|line| line.len() < 2) {
                let text = "a line needs two positions".to_owned();
                faults.push((FindingCode::ShortLine, text));
            }
        }
        Shape::Point(_) => {}
    }
    faults.extend(figure_faults(feature).map(|text| (FindingCode::BadFigure, text)));
    faults
}

fn wrong_shape(feature: &Feature) -> Option<&'static str> {
    match (&feature.kind, &feature.geometry) {
        (FeatureKind::Town { .. } | FeatureKind::Park(_), Shape::Rings(_))
        | (FeatureKind::Highway(_), Shape::Rings(_) | Shape::Lines(_))
        | (FeatureKind::Interchange(_) | FeatureKind::Landmark, Shape::Point(_))
        | (FeatureKind::Road, Shape::Lines(_))
        | (FeatureKind::Unknown(_), _) => None,
        (FeatureKind::Town { .. } | FeatureKind::Park(_), _) => Some("a Polygon or a MultiPolygon"),
        (FeatureKind::Highway(_), Shape::Point(_)) => Some("a line or a polygon"),
        (FeatureKind::Interchange(_) | FeatureKind::Landmark, _) => Some("a Point"),
        (FeatureKind::Road, _) => Some("a LineString or a MultiLineString"),
    }
}

fn ring_fault(ring: &[Position]) -> Option<(FindingCode, String)> {
    if let (Some(first), Some(last)) = (ring.first(), ring.last())
        && first != last
    {
        let text = format!("a ring is not closed: it begins at {first:?} and ends at {last:?}");
        return Some((FindingCode::UnclosedRing, text));
    }
    let short = || {
        format!(
            "a ring has {} positions; it needs at least four",
            ring.len()
        )
    };
    (ring.len() < 4).then(|| (FindingCode::ShortRing, short()))
}

fn figure_faults(feature: &Feature) -> impl Iterator<Item = String> {
    let zone = match &feature.kind {
        FeatureKind::Interchange(zone) => vec![
            ("node_radius_m", zone.node_radius_m),
            ("along_m", zone.along_m),
            ("across_m", zone.across_m),
        ],
        _ => Vec::new(),
    };
    let own = [
        ("half_width_m", feature.half_width_m),
        ("error_m", feature.error_m),
    ];
    let pieces = feature.errors_m.iter().map(|&error| ("errors_m", error));
    let bad = own
        .into_iter()
        .chain(zone)
        .chain(pieces)
        .filter(|(_, m)| !(0.0..=LARGEST_M).contains(m));
    let bad =
        bad.map(|(name, m)| format!("{name} is {m}; it must lie between 0 and {LARGEST_M} metres"));

    let wanted = match &feature.geometry {
        Shape::Lines(lines) => lines.iter().map(|line| line.len().saturating_sub(1)).sum(),
        Shape::Rings(_) | Shape::Point(_) => 0,
    };
    let given = feature.errors_m.len();
    let count = (given != 0 && given != wanted)
        .then(|| format!("errors_m has {given} figures for {wanted} pieces"));
    bad.chain(count)
}

/// The town's feature and its rings.
pub(super) fn town(layers: &Layers) -> Option<(&Feature, MultiPolygon<f64>)> {
    layers
        .features
        .iter()
        .find_map(|feature| match (&feature.kind, &feature.geometry) {
            (FeatureKind::Town { .. }, Shape::Rings(rings)) => Some((feature, polygons(rings))),
            _ => None,
        })
}

/// geo closes an open ring silently, so [`check`] comes first.
pub(super) fn polygons(rings: &[Vec<Vec<Position>>]) -> MultiPolygon<f64> {
    MultiPolygon(rings.iter().filter_map(|rings| polygon(rings)).collect())
}

fn polygon(rings: &[Vec<Position>]) -> Option<Polygon<f64>> {
    let (outer, holes) = rings.split_first()?;
    Some(Polygon::new(
        line_string(outer),
        holes.iter().map(|hole| line_string(hole)).collect(),
    ))
}

pub(super) fn line_string(line: &[Position]) -> LineString<f64> {
    line.iter().map(|&[x, y]| Coord { x, y }).collect()
}
