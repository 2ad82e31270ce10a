//! The rule for a place, case by case. Distances in the comments are on the ground; 0.0009 degrees
//! of latitude are 100 m.

use domain::jurisdiction::{Area, ExcludedArea, Jurisdiction, LatLon, Layers, Shape, Verdict};
use geo::{Contains, Intersects, Line, Point};
use serde_json::json;

use crate::figures::polygons;
use crate::{at, town, verdict, westport};

#[test]
fn every_corner_of_the_town_line_is_in_town() {
    let (layers, map) = (Layers::westport(), westport());
    for &[lon, lat] in town(&layers).geometry.positions() {
        assert_ne!(
            map.verdict(at(lat, lon)).code(),
            "outside_town",
            "{lat},{lon}"
        );
    }
}

#[test]
fn a_place_exactly_on_the_town_line_is_in_town() {
    let (layers, map) = (Layers::westport(), westport());
    let Shape::Rings(rings) = &town(&layers).geometry else {
        panic!("rings")
    };
    let mut on_the_line = 0;
    for pair in rings[0][0].windows(2) {
        let line = Line::new(pair[0], pair[1]);
        let [lon, lat] = [
            f64::midpoint(pair[0][0], pair[1][0]),
            f64::midpoint(pair[0][1], pair[1][1]),
        ];
        // Halfway is not always a number: only where it is exactly on the line does the rule speak.
        if line.intersects(&Point::new(lon, lat)) {
            assert_ne!(
                map.verdict(at(lat, lon)).code(),
                "outside_town",
                "{lat},{lon}"
            );
            on_the_line += 1;
        }
    }
    assert!(on_the_line >= 5, "{on_the_line}");
}

#[test]
fn contains_would_have_turned_away_a_place_on_the_town_line() {
    // Halfway between two corners of one longitude, on the line with Norwalk.
    let (lat, lon) = (41.14946, -73.38877);
    let rings = polygons(town(&Layers::westport()));
    assert!(!rings.contains(&Point::new(lon, lat)));
    assert!(rings.intersects(&Point::new(lon, lat)));
    assert_eq!(verdict(lat, lon), Verdict::InTown { near: None });
}

#[test]
fn a_neighbour_town_is_outside() {
    for (name, lat, lon) in [
        ("Norwalk", 41.1177, -73.4082),
        ("Weston", 41.2009, -73.3807),
        ("Fairfield", 41.1408, -73.2637),
        ("Wilton", 41.1954, -73.4379),
        ("Long Island", 40.9, -73.35),
        ("a bridge to nowhere", 0.0, 0.0),
        ("the pole", 90.0, -180.0),
    ] {
        assert_eq!(
            verdict(lat, lon),
            Verdict::OutsideTown { near: None },
            "{name}"
        );
    }
}

#[test]
fn the_middle_of_the_park_is_excluded_without_a_doubt() {
    let want = Verdict::Excluded {
        area: ExcludedArea::SherwoodIsland,
        near: None,
    };
    assert_eq!(verdict(41.1140, -73.3330), want);
}

#[test]
fn inside_the_park_but_within_40_m_of_its_edge_is_in_doubt() {
    let want = Verdict::Excluded {
        area: ExcludedArea::SherwoodIsland,
        near: Some(Area::SherwoodIsland),
    };
    // 22 m south of the northern corner.
    assert_eq!(verdict(41.11954, -73.33230), want);
}

#[test]
fn within_40_m_outside_the_park_the_filer_is_asked_about_the_park() {
    let beside = verdict(41.11994, -73.33223);
    assert_eq!(
        beside,
        Verdict::InTown {
            near: Some(Area::SherwoodIsland)
        }
    );
    assert_eq!(beside.question(), Some(Area::SherwoodIsland));
    // 55 m.
    assert_eq!(verdict(41.12024, -73.33223), Verdict::InTown { near: None });
}

#[test]
fn on_i95_the_place_is_excluded_and_in_doubt_since_the_line_is_known_to_50_m_only() {
    let on = verdict(41.12133, -73.36278);
    assert_eq!(
        on,
        Verdict::Excluded {
            area: ExcludedArea::I95,
            near: Some(Area::I95)
        }
    );
    assert_eq!(on.question(), Some(Area::I95));
}

#[test]
fn beside_i95_the_doubt_ends_at_half_the_width_and_the_error() {
    // The road is 25 m to each side, the error here 50 m.
    assert_eq!(
        verdict(41.12133 + 0.00054, -73.36278),
        Verdict::InTown {
            near: Some(Area::I95)
        }
    );
    assert_eq!(
        verdict(41.12133 + 0.00081, -73.36278),
        Verdict::InTown { near: None }
    );
}

#[test]
fn each_piece_of_a_centre_line_has_its_own_error() {
    // 108 m from the line: in doubt where the error is 120 m, not where it is 50 m.
    assert_eq!(
        verdict(41.12254 + 0.00097, -73.33890),
        Verdict::InTown {
            near: Some(Area::I95)
        }
    );
    assert_eq!(
        verdict(41.12230 + 0.00097, -73.35367),
        Verdict::InTown { near: None }
    );
}

#[test]
fn the_merritt_is_known_well_enough_west_of_exit_20_to_be_sure_on_its_middle() {
    let middle = verdict(41.16309, -73.38514);
    assert_eq!(
        middle,
        Verdict::Excluded {
            area: ExcludedArea::MerrittParkway,
            near: None
        }
    );
    // 28 m, then 50 m off.
    assert_eq!(
        verdict(41.16309 + 0.00025, -73.38514),
        Verdict::InTown {
            near: Some(Area::MerrittParkway)
        }
    );
    assert_eq!(
        verdict(41.16309 + 0.00045, -73.38514),
        Verdict::InTown { near: None }
    );
}

#[test]
fn a_highway_is_excluded_only_inside_town() {
    let norwalk = verdict(41.11039, -73.40130);
    assert_eq!(
        norwalk,
        Verdict::OutsideTown {
            near: Some(Area::I95)
        }
    );
    assert_eq!(
        norwalk.question(),
        None,
        "no answer brings Norwalk into town"
    );
}

#[test]
fn around_an_interchange_a_ramp_is_near_and_never_more() {
    for (lat, lon) in [
        // 150 m north of the node of exit 17.
        (41.12180, -73.37395),
        // 300 m along I-95 from it and 100 m across.
        (41.12155, -73.37040),
        // 150 m north of exits 20 and 21 of the Merritt.
        (41.16522, -73.37580),
        (41.16535, -73.35802),
    ] {
        let beside = verdict(lat, lon);
        assert_eq!(
            beside,
            Verdict::InTown {
                near: Some(Area::Ramp)
            },
            "{lat},{lon}"
        );
        assert_eq!(beside.question(), Some(Area::Ramp));
    }
    // 100 m across, but 600 m along: beyond the zone.
    assert_eq!(verdict(41.12179, -73.36680), Verdict::InTown { near: None });
}

#[test]
fn on_the_highway_at_an_interchange_both_are_named_and_the_highway_is_asked_about() {
    let node = verdict(41.12046, -73.37395);
    assert_eq!(
        node,
        Verdict::Excluded {
            area: ExcludedArea::I95,
            near: Some(Area::Ramp)
        }
    );
    assert_eq!(node.question(), Some(Area::I95));
}

#[test]
fn a_highway_goes_before_its_ramps_for_its_question_names_both() {
    // 60 m from I-95, within the zone of exit 17.
    let beside = verdict(41.12065 + 0.00054, -73.37040);
    assert_eq!(
        beside,
        Verdict::InTown {
            near: Some(Area::I95)
        }
    );
}

#[test]
fn a_place_within_the_error_of_the_town_line_can_be_told() {
    let map = westport();
    let (lat, lon) = (41.14946, -73.38877);
    // 8 m and 25 m into Norwalk.
    assert!(map.near_town_line(at(lat, lon - 0.0001)));
    assert_eq!(map.verdict(at(lat, lon - 0.0001)).code(), "outside_town");
    assert!(!map.near_town_line(at(lat, lon - 0.0003)));
}

/// A town of some 8 km, a park in it, and I-95 straight through both.
fn crossed() -> Jurisdiction {
    let square = |w: f64, s: f64, e: f64, n: f64| json!([[[w, s], [e, s], [e, n], [w, n], [w, s]]]);
    let file = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "T", "kind": "town", "error_m": 10},
         "geometry": {"type": "Polygon", "coordinates": square(-73.4, 41.1, -73.3, 41.2)}},
        {"type": "Feature", "properties": {"name": "P", "kind": "park", "area": "sherwood_island", "error_m": 40},
         "geometry": {"type": "Polygon", "coordinates": square(-73.36, 41.14, -73.34, 41.16)}},
        {"type": "Feature", "properties": {"name": "H", "kind": "highway", "area": "i95", "half_width_m": 20, "error_m": 100},
         "geometry": {"type": "MultiLineString", "coordinates": [[[-73.4, 41.15], [-73.35, 41.15]], [[-73.35, 41.15], [-73.3, 41.15]]]}},
        {"type": "Feature", "properties": {"name": "M", "kind": "highway", "area": "merritt_parkway", "error_m": 10},
         "geometry": {"type": "Polygon", "coordinates": square(-73.39, 41.18, -73.31, 41.181)}},
    ]});
    let layers = Layers::from_geojson(&file.to_string()).expect("readable");
    Jurisdiction::new(&layers).expect("sound")
}

#[test]
fn where_two_areas_overlap_the_first_in_the_announcement_is_named_and_the_other_is_near() {
    let both = crossed().verdict(at(41.15, -73.35));
    let want = Verdict::Excluded {
        area: ExcludedArea::SherwoodIsland,
        near: Some(Area::I95),
    };
    assert_eq!(both, want);
}

#[test]
fn of_two_lines_in_doubt_the_nearer_edge_is_asked_about() {
    let map = crossed();
    // 30 m west of the park's edge; 80 m, then 30 m, from the road's edge (its middle 100, 50 m).
    let (east, north) = (1.0 / 83_900.0, 1.0 / 111_060.0);
    let west = -73.36 - 30.0 * east;
    let far = map.verdict(at(41.15 + 100.0 * north, west));
    assert_eq!(
        far,
        Verdict::InTown {
            near: Some(Area::SherwoodIsland)
        }
    );
    let close = map.verdict(at(41.15 + 40.0 * north, west));
    assert_eq!(
        close,
        Verdict::InTown {
            near: Some(Area::I95)
        }
    );
}

#[test]
fn a_highway_may_be_drawn_as_a_right_of_way() {
    let want = Verdict::Excluded {
        area: ExcludedArea::MerrittParkway,
        near: None,
    };
    assert_eq!(crossed().verdict(at(41.1805, -73.35)), want);
}

#[test]
fn a_place_that_is_no_number_is_outside_and_not_a_panic() {
    let map = westport();
    for (lat, lon) in [
        (f64::NAN, f64::NAN),
        (f64::INFINITY, -73.3),
        (41.1, f64::NEG_INFINITY),
        (1e300, -1e300),
        (f64::NAN, -73.3),
    ] {
        assert_eq!(
            map.verdict(LatLon { lat, lon }),
            Verdict::OutsideTown { near: None }
        );
        assert_eq!(LatLon::new(lat, lon), None);
    }
}
