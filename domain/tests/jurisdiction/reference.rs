//! Random places: the prepared map against a plain, slow one made of geo's own measures.

use domain::jurisdiction::{
    Area, ExcludedArea, FeatureKind, Jurisdiction, LatLon, Layers, Shape, Verdict,
};
use geo::{
    Coord, Distance, Euclidean, Geodesic, Intersects, Length, LineLocatePoint, MapCoords,
    MultiPolygon, Point,
};
use proptest::prelude::*;

use crate::figures::{lines, polygons};
use crate::{town, westport};

/// A place this near to a threshold is left to the prepared map: the two frames differ by less.
const UNSURE_M: f64 = 0.5;

struct Slow {
    layers: Layers,
    town: MultiPolygon<f64>,
}

/// Metres about the centre of town, from geodesic distances and not from the ellipsoid's radii.
fn flat(degrees: Coord<f64>) -> Coord<f64> {
    let centre = Point::new(-73.342165, 41.11167);
    let east = Geodesic.distance(centre, Point::new(centre.x() + 0.01, centre.y())) * 100.0;
    let south = Point::new(centre.x(), centre.y() - 0.005);
    let north = Geodesic.distance(south, Point::new(centre.x(), centre.y() + 0.005)) * 100.0;
    Coord {
        x: (degrees.x - centre.x()) * east,
        y: (degrees.y - centre.y()) * north,
    }
}

impl Slow {
    fn new() -> Self {
        let layers = Layers::westport();
        let town = polygons(town(&layers));
        Self { layers, town }
    }

    /// `None` where a threshold is too near to tell.
    fn verdict(&self, at: LatLon) -> Option<Verdict> {
        let degrees = Point::new(at.lon, at.lat);
        let place = Point::from(flat(degrees.0));
        let mut sure = true;
        let mut within = |metres: f64, limit: f64| {
            sure &= (metres - limit).abs() > UNSURE_M;
            metres <= limit
        };
        let mut excluded = None;
        let mut gaps: Vec<(f64, Area)> = Vec::new();
        let mut ramp = false;
        for feature in &self.layers.features {
            match &feature.kind {
                FeatureKind::Park(area) => {
                    let rings = polygons(feature);
                    if rings.intersects(&degrees) {
                        excluded = excluded.or(Some(*area));
                    }
                    let edge = rings
                        .map_coords(flat)
                        .iter()
                        .map(|part| Euclidean.distance(&place, part.exterior()))
                        .fold(f64::INFINITY, f64::min);
                    if within(edge, feature.error_m) {
                        gaps.push((edge, (*area).into()));
                    }
                }
                FeatureKind::Highway(area) => {
                    let line = lines(feature).map_coords(flat).0.remove(0);
                    let middle = Euclidean.distance(&place, &line);
                    let inside = within(middle, feature.half_width_m);
                    if inside {
                        excluded = excluded.or(Some(*area));
                    }
                    for (piece, &error) in line.lines().zip(&feature.errors_m) {
                        let distance = Euclidean.distance(&place, &piece);
                        if inside && distance <= feature.half_width_m {
                            let depth = feature.half_width_m - middle;
                            if within(depth, error) {
                                gaps.push((depth, (*area).into()));
                            }
                        } else if !inside && within(distance, feature.half_width_m + error) {
                            gaps.push((distance - feature.half_width_m, (*area).into()));
                        }
                    }
                }
                FeatureKind::Interchange(zone) => {
                    let Shape::Point([x, y]) = feature.geometry else {
                        panic!("a point")
                    };
                    let node = Point::from(flat(Coord { x, y }));
                    ramp |= within(Euclidean.distance(&place, &node), zone.node_radius_m);
                    let is_its = |kind: &FeatureKind| *kind == FeatureKind::Highway(zone.highway);
                    let highway = self.layers.features.iter().find(|one| is_its(&one.kind));
                    let line = lines(highway.expect("its highway"))
                        .map_coords(flat)
                        .0
                        .remove(0);
                    let length = Euclidean.length(&line);
                    let along = |point: &Point<f64>| {
                        line.line_locate_point(point)
                            .expect("a line of some length")
                            * length
                    };
                    ramp |= within(Euclidean.distance(&place, &line), zone.across_m)
                        & within((along(&place) - along(&node)).abs(), zone.along_m);
                }
                _ => {}
            }
        }
        let in_town = self.town.intersects(&degrees);
        if let (false, Some(area)) = (in_town, excluded) {
            gaps.push((0.0, area.into()));
        }
        gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
        let own = excluded.filter(|_| in_town).map(Area::from);
        let other = gaps
            .iter()
            .find(|(_, area)| Some(*area) != own)
            .map(|&(_, area)| area);
        let near = other
            .or(ramp.then_some(Area::Ramp))
            .or(gaps.first().map(|&(_, area)| area));
        let verdict = match (in_town, excluded) {
            (false, _) => Verdict::OutsideTown { near },
            (true, Some(area)) => Verdict::Excluded { area, near },
            (true, None) => Verdict::InTown { near },
        };
        sure.then_some(verdict)
    }
}

/// Anywhere about town, and as often by a line, where the answers change.
fn places() -> impl Strategy<Value = LatLon> {
    let layers = Layers::westport();
    let decides = |kind: &FeatureKind| !matches!(kind, FeatureKind::Road | FeatureKind::Landmark);
    let features = layers
        .features
        .into_iter()
        .filter(move |feature| decides(&feature.kind));
    let corners: Vec<[f64; 2]> = features
        .flat_map(|feature| feature.geometry.positions().copied().collect::<Vec<_>>())
        .collect();
    let off = -0.004..0.004_f64;
    let anywhere =
        (41.02..41.21_f64, -73.42..-73.28_f64).prop_map(|(lat, lon)| LatLon { lat, lon });
    let by_a_line = (proptest::sample::select(corners), off.clone(), off).prop_map(
        |([lon, lat], north, east)| LatLon {
            lat: lat + north,
            lon: lon + east,
        },
    );
    prop_oneof![anywhere, by_a_line]
}

#[test]
fn the_prepared_map_answers_as_a_plain_slow_one_does() {
    let (map, slow) = (westport(), Slow::new());
    let mut compared = 0;
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(4_000));
    let run = runner.run(&places(), |at| {
        if let Some(want) = slow.verdict(at) {
            prop_assert_eq!(map.verdict(at), want, "{}", at);
        }
        Ok(())
    });
    run.expect("the same verdict everywhere");
    for step in 0..40_u32 {
        let along = f64::from(step) / 40.0;
        let at = LatLon {
            lat: 41.11 + 0.05 * along,
            lon: -73.38 + 0.08 * along,
        };
        compared += u32::from(slow.verdict(at).is_some_and(|want| want == map.verdict(at)));
    }
    assert!(
        compared >= 35,
        "hardly any place may be too near to a threshold: {compared}"
    );
}

/// A grid of 40 m over the whole map: every cell of the prepared grid is asked, settled or not.
#[test]
fn town_and_park_agree_with_geo_on_a_fine_grid() {
    let (map, layers) = (westport(), Layers::westport());
    let ring = polygons(town(&layers));
    let park = polygons(crate::feature(&layers, "Sherwood Island State Park"));
    for row in 0..440 {
        for column in 0..230 {
            let at = LatLon {
                lat: 41.025 + 0.0004 * f64::from(row),
                lon: -73.3925 + 0.00044 * f64::from(column),
            };
            let degrees = Point::new(at.lon, at.lat);
            let verdict = map.verdict(at);
            let in_town = ring.intersects(&degrees);
            assert_eq!(verdict.code() != "outside_town", in_town, "{at}");
            let in_park = in_town && park.intersects(&degrees);
            let park = Some(ExcludedArea::SherwoodIsland);
            assert_eq!(verdict.excluded() == park, in_park, "{at}");
        }
    }
}

proptest! {
    #[test]
    fn any_place_on_earth_gets_an_answer(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
        prop_assert_eq!(westport_once().verdict(LatLon { lat, lon }).code(), "outside_town");
    }

    #[test]
    fn any_two_numbers_get_an_answer(lat in any::<f64>(), lon in any::<f64>()) {
        let verdict = westport_once().verdict(LatLon { lat, lon });
        prop_assert!(verdict.question().is_none() || verdict.code() != "outside_town");
    }

    #[test]
    fn nothing_outside_the_town_ring_is_ever_excluded(at in places()) {
        let verdict = westport_once().verdict(at);
        let in_town = polygons(town(&Layers::westport())).intersects(&Point::new(at.lon, at.lat));
        prop_assert_eq!(verdict.code() == "outside_town", !in_town);
        if let Verdict::Excluded { area, .. } = verdict {
            prop_assert!(in_town);
            prop_assert_eq!(verdict.question(), Some(area.into()));
        }
    }

    #[test]
    fn a_verdict_survives_serialisation(at in places()) {
        let verdict = westport_once().verdict(at);
        let json = serde_json::to_string(&verdict).expect("json");
        let start = format!("{{\"verdict\":\"{}\"", verdict.code());
        prop_assert!(json.starts_with(&start), "{}", json);
        prop_assert_eq!(serde_json::from_str::<Verdict>(&json).expect("back"), verdict);
    }

    #[test]
    fn a_place_reads_back_as_it_was_printed(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
        let printed = LatLon { lat, lon }.to_string();
        let read = LatLon::parse(&printed).expect("what was printed");
        prop_assert!((read.lat - lat).abs() <= 0.5001e-5 && (read.lon - lon).abs() <= 0.5001e-5);
        prop_assert_eq!(read.to_string(), printed);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,60}") {
        if let Ok(at) = LatLon::parse(&text) {
            prop_assert!(at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0);
        }
    }
}

fn westport_once() -> &'static Jurisdiction {
    static MAP: std::sync::LazyLock<Jurisdiction> = std::sync::LazyLock::new(westport);
    &MAP
}
