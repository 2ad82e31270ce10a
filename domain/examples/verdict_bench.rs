//! How long a verdict takes, against asking every area with plain `contains`.
//!
//!     cargo run --release -p domain --features geojson --example verdict_bench
//!
//! Both sides answer the same deterministic points over the town's bounding box. They take turns,
//! round by round, so that a busy machine slows both alike; the medians are printed. The plain
//! side answers less: town and nominal areas, no doubt about any line and no ramps.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use domain::jurisdiction::{FeatureKind, Jurisdiction, LatLon, Layers, Position, Shape};
use geo::{Buffer, Contains, Coord, LineString, MapCoords, MultiPolygon, Point, Polygon};

const POINTS: usize = 20_000;
const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let layers = Layers::westport();
    let start = Instant::now();
    let jurisdiction = Jurisdiction::new(&layers)?;
    println!(
        "prepare  {:.2} ms, once",
        start.elapsed().as_secs_f64() * 1e3
    );
    let areas = plain_areas(&layers);
    let over_town = scattered(&jurisdiction);
    let beside_i95 = beside(&layers, "Connecticut Turnpike (I-95)");

    for (name, points) in [
        ("verdict", &over_town),
        ("verdict beside I-95", &beside_i95),
    ] {
        let mut ours = Vec::with_capacity(ROUNDS);
        let mut plain = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            ours.push(round(points, |at| {
                black_box(jurisdiction.verdict(at));
            }));
            plain.push(round(points, |at| {
                let at = Point::new(at.lon, at.lat);
                for area in &areas {
                    black_box(area.contains(&at));
                }
            }));
        }
        let (ours, plain) = (median(ours), median(plain));
        let ratio = plain / ours;
        println!("{name}  ours {ours:.0} ns  plain contains {plain:.0} ns  ratio {ratio:.1}");
    }
    Ok(())
}

/// Nanoseconds for a point.
fn round(points: &[LatLon], mut answer: impl FnMut(LatLon)) -> f64 {
    let start = Instant::now();
    for &at in points {
        answer(black_box(at));
    }
    start.elapsed().as_secs_f64() * 1e9 / points.len() as f64
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A linear congruential generator (Knuth's MMIX): the same points on every run.
fn uniform(state: &mut u64) -> f64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 11) as f64 / (1_u64 << 53) as f64
}

fn scattered(jurisdiction: &Jurisdiction) -> Vec<LatLon> {
    let bounds = jurisdiction.bounds();
    let mut state = 1;
    let mut point = || LatLon {
        lat: bounds.south + (bounds.north - bounds.south) * uniform(&mut state),
        lon: bounds.west + (bounds.east - bounds.west) * uniform(&mut state),
    };
    (0..POINTS).map(|_| point()).collect()
}

/// The worst place to ask about: within some 200 m of a centre-line.
fn beside(layers: &Layers, name: &str) -> Vec<LatLon> {
    let line: Vec<Position> = layers
        .features
        .iter()
        .filter(|feature| feature.name == name)
        .flat_map(|feature| feature.geometry.positions().copied())
        .collect();
    let mut state = 2;
    let mut points = Vec::with_capacity(POINTS);
    while points.len() < POINTS {
        for (a, b) in line.iter().zip(line.iter().skip(1)) {
            let along = uniform(&mut state);
            let mut off = || (uniform(&mut state) - 0.5) * 0.004;
            points.push(LatLon {
                lon: a[0] + (b[0] - a[0]) * along + off(),
                lat: a[1] + (b[1] - a[1]) * along + off(),
            });
        }
    }
    points
}

/// Town, park and the two highways as polygons, a highway's made by geo's buffer in metres.
fn plain_areas(layers: &Layers) -> Vec<MultiPolygon<f64>> {
    let line = |line: &Vec<Position>| LineString::from(line.clone());
    let polygon = |rings: &Vec<Vec<Position>>| {
        let mut rings = rings.iter().map(line);
        rings
            .next()
            .map(|outer| Polygon::new(outer, rings.collect()))
    };
    let area = |feature: &domain::jurisdiction::Feature| match (&feature.kind, &feature.geometry) {
        (FeatureKind::Town { .. } | FeatureKind::Park(_), Shape::Rings(rings)) => {
            Some(MultiPolygon(rings.iter().filter_map(polygon).collect()))
        }
        (FeatureKind::Highway(_), Shape::Lines(lines)) => {
            let (east, north) = (83_900.0, 111_050.0);
            let flat = |c: Coord<f64>| Coord {
                x: c.x * east,
                y: c.y * north,
            };
            let back = |c: Coord<f64>| Coord {
                x: c.x / east,
                y: c.y / north,
            };
            let strip = lines
                .iter()
                .map(|one| line(one).map_coords(flat))
                .collect::<Vec<_>>();
            let strip = geo::MultiLineString(strip).buffer(feature.half_width_m);
            Some(strip.map_coords(back))
        }
        _ => None,
    };
    layers.features.iter().filter_map(area).collect()
}
