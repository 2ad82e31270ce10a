//! The checks that the digitised file must meet, worked out here with geo and not by `inspect`.

use domain::jurisdiction::{
    Area, ExcludedArea, Feature, FeatureKind, Layers, Severity, Shape, inspect,
};
use geo::{
    BooleanOps, Geodesic, GeodesicArea, Length, LineString, MultiLineString, MultiPolygon, Polygon,
};

use crate::{feature, town, verdict};

pub fn polygons(feature: &Feature) -> MultiPolygon<f64> {
    let Shape::Rings(rings) = &feature.geometry else {
        panic!("{} has no rings", feature.name)
    };
    let line = |ring: &Vec<[f64; 2]>| LineString::from(ring.clone());
    let polygon = |rings: &Vec<Vec<[f64; 2]>>| {
        Polygon::new(line(&rings[0]), rings[1..].iter().map(line).collect())
    };
    MultiPolygon(rings.iter().map(polygon).collect())
}

pub fn lines(feature: &Feature) -> MultiLineString<f64> {
    let Shape::Lines(lines) = &feature.geometry else {
        panic!("{} has no lines", feature.name)
    };
    MultiLineString(
        lines
            .iter()
            .map(|line| LineString::from(line.clone()))
            .collect(),
    )
}

fn km_inside_town(name: &str) -> f64 {
    let layers = Layers::westport();
    let inside = polygons(town(&layers)).clip(&lines(feature(&layers, name)), false);
    inside.iter().map(|part| Geodesic.length(part)).sum::<f64>() / 1_000.0
}

#[test]
fn the_town_ring_holds_33_4_square_miles() {
    let square_miles = polygons(town(&Layers::westport())).geodesic_area_unsigned() / 2_589_988.11;
    assert!((square_miles - 33.4).abs() <= 0.2, "{square_miles}");
}

#[test]
fn i95_runs_7_6_km_inside_town() {
    let km = km_inside_town("Connecticut Turnpike (I-95)");
    assert!((km - 7.6).abs() <= 0.2, "{km}");
}

#[test]
fn the_merritt_parkway_runs_5_6_km_inside_town() {
    let km = km_inside_town("Merritt Parkway (Route 15)");
    assert!((km - 5.6).abs() <= 0.2, "{km}");
}

#[test]
fn the_park_is_263_and_11_acres_and_two_islets() {
    let park = polygons(feature(&Layers::westport(), "Sherwood Island State Park"));
    let acres: Vec<_> = park
        .iter()
        .map(|part| part.geodesic_area_unsigned() / 4_046.856)
        .collect();
    assert!((acres[0] - 263.0).abs() < 1.0, "{acres:?}");
    assert!((acres[1] - 11.0).abs() < 0.5, "{acres:?}");
    assert_eq!(acres.len(), 4);
    assert!(acres[2..].iter().all(|&islet| islet < 0.2), "{acres:?}");
}

#[test]
fn no_excluded_area_covers_town_hall_the_station_or_the_high_school() {
    for (lat, lon) in [
        (41.14510, -73.35999),
        (41.11938, -73.36932),
        (41.15446, -73.32857),
    ] {
        let verdict = verdict(lat, lon);
        assert_eq!((verdict.code(), verdict.near()), ("in_town", None));
    }
}

#[test]
fn every_landmark_is_in_town_and_nobody_there_is_asked_anything() {
    let layers = Layers::westport();
    let labels = layers
        .features
        .iter()
        .filter(|one| one.kind == FeatureKind::Landmark);
    let mut count = 0;
    for label in labels {
        let Shape::Point([lon, lat]) = label.geometry else {
            panic!("a point")
        };
        assert_eq!(
            (verdict(lat, lon).code(), verdict(lat, lon).question()),
            ("in_town", None)
        );
        count += 1;
    }
    assert_eq!(count, 10);
}

#[test]
fn the_compiled_in_map_has_no_error_and_no_warning() {
    let found = inspect(&Layers::westport());
    assert!(
        found
            .iter()
            .all(|finding| finding.severity == Severity::Note),
        "{found:#?}"
    );
}

#[test]
fn every_feature_says_its_name_its_police_and_its_source_and_every_line_its_error() {
    for feature in Layers::westport().features {
        assert!(!feature.name.is_empty() && !feature.source.is_empty());
        assert!(!feature.authority.is_empty(), "{}", feature.name);
        let drawn = !matches!(feature.kind, FeatureKind::Road | FeatureKind::Landmark);
        assert_eq!(drawn, feature.error_m > 0.0, "{}", feature.name);
    }
}

#[test]
fn the_errors_and_widths_are_those_of_the_figures() {
    let layers = Layers::westport();
    let i95 = feature(&layers, "Connecticut Turnpike (I-95)");
    assert_eq!(
        (i95.half_width_m, i95.error_m, i95.errors_m.len()),
        (25.0, 150.0, 17)
    );
    let merritt = feature(&layers, "Merritt Parkway (Route 15)");
    assert_eq!(
        (
            merritt.half_width_m,
            merritt.error_m,
            merritt.errors_m.len()
        ),
        (20.0, 100.0, 15)
    );
    assert_eq!(feature(&layers, "Sherwood Island State Park").error_m, 40.0);
    assert_eq!(town(&layers).error_m, 13.0);
}

#[test]
fn codes_are_stable_and_read_back() {
    let codes = Area::ALL.map(Area::code);
    assert_eq!(codes, ["sherwood_island", "merritt_parkway", "i95", "ramp"]);
    for area in Area::ALL {
        assert_eq!(Area::from_code(area.code()), Some(area));
        let json = serde_json::to_string(&area).expect("a code");
        assert_eq!(json, format!("\"{}\"", area.code()));
    }
    for area in ExcludedArea::ALL {
        assert_eq!(ExcludedArea::from_code(area.code()), Some(area));
        let json = serde_json::to_string(&area).expect("a code");
        assert_eq!(json, format!("\"{}\"", area.code()));
    }
    assert_eq!(Area::from_code("I-95"), None);
    assert_eq!(ExcludedArea::from_code("ramp"), None);
}
