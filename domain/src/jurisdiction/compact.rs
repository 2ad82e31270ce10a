//! The map as one short text for the browser: what a verdict needs, in whole numbers.
//!
//! Why not JSON: the machinery to read a structure weighs more in WebAssembly than the rules themselves, and
//! every page with a map carries the text. One line a feature, its parts divided by `|`: kind, half-width,
//! error, errors of the pieces (decimetres), geometry. Positions are 1e-5 degrees, each as the step from the
//! one before. Names, sources and decoration stay behind.

use super::layers::{Feature, FeatureKind, Interchange, Layers, Position, Shape};
use super::verdict::ExcludedArea;
use std::fmt::Write as _;

impl Layers {
    /// The text for the browser.
    #[must_use]
    pub fn to_compact(&self) -> String {
        let lines: Vec<String> = self.features.iter().filter_map(write_feature).collect();
        lines.join("\n")
    }

    /// Reads such a text. `None` for anything else.
    #[must_use]
    pub fn from_compact(text: &str) -> Option<Self> {
        let features = text.lines().map(read_feature).collect::<Option<_>>()?;
        Some(Self { features })
    }
}

fn write_feature(feature: &Feature) -> Option<String> {
    let kind = match &feature.kind {
        FeatureKind::Town { .. } => "t".to_owned(),
        FeatureKind::Park(area) => format!("p,{}", place(*area)),
        FeatureKind::Highway(area) => format!("h,{}", place(*area)),
        FeatureKind::Interchange(zone) => format!(
            "i,{},{},{},{}",
            place(zone.highway),
            decimetres(zone.node_radius_m),
            decimetres(zone.along_m),
            decimetres(zone.across_m)
        ),
        FeatureKind::Road | FeatureKind::Landmark | FeatureKind::Unknown(_) => return None,
    };
    let errors: Vec<String> = feature
        .errors_m
        .iter()
        .map(|error| decimetres(*error).to_string())
        .collect();
    Some(format!(
        "{kind}|{}|{}|{}|{}",
        decimetres(feature.half_width_m),
        decimetres(feature.error_m),
        errors.join(","),
        write_shape(&feature.geometry)
    ))
}

fn write_shape(shape: &Shape) -> String {
    match shape {
        Shape::Rings(polygons) => {
            let polygons: Vec<String> = polygons.iter().map(|rings| write_lines(rings)).collect();
            format!("r{}", polygons.join("/"))
        }
        Shape::Lines(lines) => format!("l{}", write_lines(lines)),
        Shape::Point(position) => format!("o{}", write_line(&[*position])),
    }
}

fn write_lines(lines: &[Vec<Position>]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| write_line(line)).collect();
    lines.join(";")
}

fn write_line(line: &[Position]) -> String {
    let mut text = String::new();
    let mut last = [0, 0];
    for position in line {
        let now = position.map(steps);
        for (now, last) in now.iter().zip(last) {
            // Writing to a String cannot fail.
            let _ = write!(text, "{} ", now - last);
        }
        last = now;
    }
    text.truncate(text.trim_end().len());
    text
}

fn read_feature(line: &str) -> Option<Feature> {
    let mut parts = line.split('|');
    let kind = read_kind(parts.next()?)?;
    let half_width_m = read_metres(parts.next()?)?;
    let error_m = read_metres(parts.next()?)?;
    let errors_m = parts
        .next()?
        .split(',')
        .filter(|error| !error.is_empty())
        .map(read_metres)
        .collect::<Option<_>>()?;
    let geometry = read_shape(parts.next()?)?;
    Some(Feature {
        name: String::new(),
        kind,
        authority: String::new(),
        half_width_m,
        error_m,
        errors_m,
        source: String::new(),
        geometry,
    })
}

fn read_kind(text: &str) -> Option<FeatureKind> {
    let mut parts = text.split(',');
    let letter = parts.next()?;
    if letter == "t" {
        return Some(FeatureKind::Town { view: None });
    }
    let area = *ExcludedArea::ALL.get(parts.next()?.parse::<usize>().ok()?)?;
    match letter {
        "p" => Some(FeatureKind::Park(area)),
        "h" => Some(FeatureKind::Highway(area)),
        "i" => Some(FeatureKind::Interchange(Interchange {
            highway: area,
            exit: String::new(),
            node_radius_m: read_metres(parts.next()?)?,
            along_m: read_metres(parts.next()?)?,
            across_m: read_metres(parts.next()?)?,
        })),
        _ => None,
    }
}

fn read_shape(text: &str) -> Option<Shape> {
    let (letter, rest) = text.split_at_checked(1)?;
    match letter {
        "r" => Some(Shape::Rings(
            rest.split('/').map(read_lines).collect::<Option<_>>()?,
        )),
        "l" => Some(Shape::Lines(read_lines(rest)?)),
        "o" => Some(Shape::Point(*read_line(rest)?.first()?)),
        _ => None,
    }
}

fn read_lines(text: &str) -> Option<Vec<Vec<Position>>> {
    text.split(';').map(read_line).collect()
}

fn read_line(text: &str) -> Option<Vec<Position>> {
    let mut line = Vec::new();
    let mut at = [0i32, 0];
    let mut figures = text.split(' ');
    while let Some(lon) = figures.next() {
        let step: [i32; 2] = [lon.parse().ok()?, figures.next()?.parse().ok()?];
        at = [at[0].checked_add(step[0])?, at[1].checked_add(step[1])?];
        line.push(at.map(|steps| f64::from(steps) / 1e5));
    }
    Some(line)
}

/// A half-turn is 18 million steps: it fits.
fn steps(degrees: f64) -> i32 {
    whole(degrees * 1e5)
}

fn decimetres(metres: f64) -> i32 {
    whole(metres * 10.0)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast of a float saturates; `inspect` refuses such maps"
)]
fn whole(figure: f64) -> i32 {
    figure.round() as i32
}

fn read_metres(decimetres: &str) -> Option<f64> {
    Some(f64::from(decimetres.parse::<i32>().ok()?) / 10.0)
}

fn place(area: ExcludedArea) -> usize {
    ExcludedArea::ALL
        .iter()
        .position(|other| *other == area)
        .unwrap_or(0)
}

#[cfg(all(test, feature = "geojson"))]
mod tests {
    use super::*;
    use crate::jurisdiction::{Jurisdiction, LatLon};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static BOTH: LazyLock<(Jurisdiction, Jurisdiction)> = LazyLock::new(|| {
        let layers = Layers::westport();
        let compact = Layers::from_compact(&layers.to_compact()).expect("compact");
        (
            Jurisdiction::new(&layers).expect("map"),
            Jurisdiction::prepare(&compact).expect("map"),
        )
    });

    proptest! {
        #[test]
        fn the_browser_judges_as_the_server_does(lat in 41.02f64..41.21, lon in -73.42f64..-73.27) {
            let at = LatLon::new(lat, lon).expect("point");
            prop_assert_eq!(BOTH.0.verdict(at), BOTH.1.verdict(at));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "[tphirlo|,;/ 0-9-]{0,60}") {
            let _ = Layers::from_compact(&text);
        }
    }

    #[test]
    fn the_text_is_small() {
        let bytes = Layers::westport().to_compact().len();
        assert!(bytes < 3_000, "{bytes} bytes");
    }
}
