//! Layer files: the one that is compiled in, and what a department's export may get wrong.

use domain::jurisdiction::{
    FindingCode, Jurisdiction, LayerError, Layers, MAX_BYTES, Severity, Shape, inspect,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const FILE: &str = include_str!("../../data/westport.geojson");

fn file() -> Value {
    serde_json::from_str(FILE).expect("JSON")
}

fn read(file: &Value) -> Result<Layers, LayerError> {
    Layers::from_geojson(&file.to_string())
}

/// The codes of what `inspect` finds beside notes after `change`, and whether it can be prepared.
fn after(change: impl FnOnce(&mut Vec<Value>)) -> (Vec<FindingCode>, bool) {
    let mut file = file();
    change(file["features"].as_array_mut().expect("features"));
    let layers = read(&file).expect("readable");
    let found = inspect(&layers).into_iter();
    let codes = found
        .filter(|finding| finding.severity != Severity::Note)
        .map(|finding| finding.code);
    (codes.collect(), Jurisdiction::new(&layers).is_ok())
}

fn town_ring(features: &mut [Value]) -> &mut Vec<Value> {
    features[0]["geometry"]["coordinates"][0]
        .as_array_mut()
        .expect("a ring")
}

#[test]
fn the_compiled_in_map_is_the_file() {
    assert_eq!(Layers::from_geojson(FILE), Ok(Layers::westport()));
    assert_eq!(Layers::westport().features.len(), 22);
    assert_eq!(after(|_| ()), (vec![], true));
}

#[test]
fn positions_are_rounded_to_five_decimals_and_a_height_is_dropped() {
    let mut file = file();
    file["features"][12]["geometry"]["coordinates"] = json!([-73.359_994_9, 41.145_096, 12.0]);
    let layers = read(&file).expect("readable");
    assert_eq!(
        layers.features[12].geometry,
        Shape::Point([-73.35999, 41.1451])
    );
}

#[test]
fn an_open_ring_is_an_error_and_not_closed_in_silence() {
    let open = |features: &mut Vec<Value>| {
        town_ring(features).pop();
    };
    assert_eq!(after(open), (vec![FindingCode::UnclosedRing], false));
}

#[test]
fn a_ring_of_two_corners_is_an_error() {
    let short = |features: &mut Vec<Value>| {
        *town_ring(features) = vec![
            json!([-73.3, 41.1]),
            json!([-73.4, 41.1]),
            json!([-73.3, 41.1]),
        ];
    };
    let (codes, usable) = after(short);
    assert!(codes.contains(&FindingCode::ShortRing) && !usable);
}

#[test]
fn a_ring_that_crosses_itself_is_an_error() {
    let twist = |features: &mut Vec<Value>| town_ring(features).swap(40, 90);
    let (codes, _) = after(twist);
    assert!(codes.contains(&FindingCode::SelfIntersection), "{codes:?}");
}

#[test]
fn a_map_has_exactly_one_town() {
    let none = after(|features| {
        features.remove(0);
    });
    assert_eq!(none, (vec![FindingCode::NoTown], false));
    let (codes, usable) = after(|features| {
        let mut second = features[0].clone();
        second["properties"]["name"] = json!("Second");
        features.push(second);
    });
    assert_eq!((codes, usable), (vec![FindingCode::SeveralTowns], false));
    let empty = Layers::default();
    assert!(matches!(
        Jurisdiction::new(&empty),
        Err(LayerError::Broken {
            code: FindingCode::NoTown,
            ..
        })
    ));
}

#[test]
fn a_missing_empty_or_repeated_name_is_an_error() {
    let missing = after(|features| {
        features[3]["properties"]
            .as_object_mut()
            .expect("properties")
            .remove("name");
    });
    assert_eq!(missing.0, [FindingCode::EmptyName]);
    assert_eq!(
        after(|f| f[3]["properties"]["name"] = json!("  ")).0,
        [FindingCode::EmptyName]
    );
    assert_eq!(
        after(|f| f[3]["properties"]["name"] = json!("Westport")).0,
        [FindingCode::DuplicateName]
    );
}

#[test]
fn an_unknown_kind_or_area_is_an_error_and_so_is_the_area_that_goes_missing_by_it() {
    assert_eq!(
        after(|f| f[8]["properties"]["kind"] = json!("canal")).0,
        [FindingCode::UnknownKind]
    );
    let (codes, _) = after(|f| f[3]["properties"]["area"] = json!("I-95"));
    assert_eq!(
        codes,
        [
            FindingCode::UnknownKind,
            FindingCode::MissingArea,
            FindingCode::NodeOffHighway,
            FindingCode::NodeOffHighway
        ]
    );
}

#[test]
fn exchanged_axes_are_recognised() {
    fn swap(value: &mut Value) {
        match value.as_array_mut() {
            Some(pair) if pair.iter().all(Value::is_number) => pair.swap(0, 1),
            Some(list) => list.iter_mut().for_each(swap),
            None => {}
        }
    }
    let (codes, _) = after(|features| {
        for feature in features {
            swap(&mut feature["geometry"]["coordinates"]);
        }
    });
    assert_eq!(
        codes
            .iter()
            .filter(|&&code| code == FindingCode::SwappedAxes)
            .count(),
        22,
        "{codes:?}"
    );
}

#[test]
fn a_position_out_of_range_is_an_error() {
    let (codes, usable) = after(|features| town_ring(features)[5] = json!([-73.38, 141.1]));
    assert_eq!((codes, usable), (vec![FindingCode::OutOfRange], false));
}

#[test]
fn a_figure_that_is_not_a_number_is_refused_wherever_it_hides() {
    for text in ["NaN", "1e999", "null", "\"41.1\"", "[]", "{}"] {
        let bad = FILE.replacen("[-73.3808,41.1271]", &format!("[-73.3808,{text}]"), 1);
        assert_ne!(bad, FILE);
        let usable =
            Layers::from_geojson(&bad).is_ok_and(|layers| Jurisdiction::new(&layers).is_ok());
        assert!(!usable, "{text}");
    }
    let mut layers = Layers::westport();
    layers.features[2].half_width_m = f64::NAN;
    assert!(matches!(
        Jurisdiction::new(&layers),
        Err(LayerError::Broken {
            code: FindingCode::BadFigure,
            ..
        })
    ));
}

#[test]
fn negative_absurd_and_miscounted_figures_are_errors() {
    let bad = vec![FindingCode::BadFigure];
    assert_eq!(
        after(|f| f[3]["properties"]["half_width_m"] = json!(-1)),
        (bad.clone(), false)
    );
    assert_eq!(
        after(|f| f[1]["properties"]["error_m"] = json!(1e6)),
        (bad.clone(), false)
    );
    assert_eq!(
        after(|f| f[4]["properties"]["along_m"] = json!(-5)),
        (bad.clone(), false)
    );
    assert_eq!(
        after(|f| f[3]["properties"]["errors_m"] = json!([50, 50])),
        (bad, false)
    );
    let none = after(|f| f[1]["properties"]["error_m"] = Value::Null);
    assert_eq!(none, (vec![FindingCode::NoError], true));
}

#[test]
fn a_geometry_that_the_kind_cannot_have_is_an_error() {
    let (codes, usable) =
        after(|f| f[1]["geometry"] = json!({"type": "Point", "coordinates": [-73.3, 41.1]}));
    assert_eq!((codes, usable), (vec![FindingCode::WrongShape], false));
}

#[test]
fn excluded_areas_that_share_ground_are_an_error() {
    // I-95 bent through the park.
    let (codes, usable) = after(|f| f[3]["geometry"]["coordinates"][12] = json!([-73.333, 41.114]));
    assert_eq!((codes, usable), (vec![FindingCode::AreasOverlap], true));
}

#[test]
fn an_excluded_area_out_of_town_is_an_error() {
    let (codes, _) = after(|features| {
        features[1]["geometry"]["coordinates"] = json!([[[
            [-73.5, 41.1],
            [-73.49, 41.1],
            [-73.49, 41.11],
            [-73.5, 41.1]
        ]]]);
    });
    assert_eq!(codes, [FindingCode::OutsideTown]);
    let (codes, _) = after(|features| {
        features[2]["geometry"]["coordinates"] = json!([[-73.5, 41.1], [-73.49, 41.1]]);
        features[2]["properties"]["errors_m"] = Value::Null;
    });
    assert!(codes.contains(&FindingCode::OutsideTown), "{codes:?}");
}

#[test]
fn the_notes_give_the_measures_that_a_department_knows() {
    let notes = inspect(&Layers::westport());
    let text = |name: &str| {
        let mut notes = notes.iter();
        let note = notes.find(|note| note.feature.as_deref() == Some(name));
        note.map(|note| note.message.clone()).expect("a note")
    };
    assert_eq!(text("Westport"), "33.45 sq mi, 21410.8 acres");
    assert_eq!(
        text("Sherwood Island State Park"),
        "0.43 sq mi, 274.7 acres (263.7 + 10.8 + 0.1 + 0.1)"
    );
    assert_eq!(text("Merritt Parkway (Route 15)"), "5.62 km inside town");
    assert_eq!(text("Connecticut Turnpike (I-95)"), "7.55 km inside town");
    assert_eq!(
        notes.last().map(|note| note.message.as_str()),
        Some("22 features, 282 positions")
    );
}

#[test]
fn what_is_no_feature_collection_is_refused_with_a_reason() {
    let code = |text: &str| Layers::from_geojson(text).map(|_| ());
    assert!(matches!(code(""), Err(LayerError::NotGeoJson(_))));
    assert!(matches!(
        code("lat,lon\n41.1,-73.3"),
        Err(LayerError::NotGeoJson(_))
    ));
    assert!(matches!(code("[]"), Err(LayerError::NotGeoJson(_))));
    assert!(matches!(
        code(&"[".repeat(100_000)),
        Err(LayerError::NotGeoJson(_))
    ));
    let point = r#"{"type":"Point","coordinates":[-73.3,41.1]}"#;
    assert_eq!(code(point), Err(LayerError::NotACollection));
    let huge = " ".repeat(MAX_BYTES + 1);
    assert_eq!(
        code(&huge),
        Err(LayerError::TooLarge {
            bytes: MAX_BYTES + 1,
            limit: MAX_BYTES
        })
    );
    let (mut no_geometry, mut points, mut number) = (file(), file(), file());
    no_geometry["features"][1]["geometry"] = Value::Null;
    points["features"][1]["geometry"] = json!({"type": "MultiPoint", "coordinates": []});
    number["features"][1]["properties"]["error_m"] = json!("40 m");
    for bad in [no_geometry, points, number] {
        let error = read(&bad).expect_err("unreadable");
        assert!(
            matches!(error, LayerError::Feature { index: 2, .. }),
            "{error}"
        );
    }
}

#[test]
fn a_large_town_line_is_read_and_answers() {
    // 60,000 positions, one a metre: what a limit of bytes must let pass.
    let ring: Vec<_> = (0..=60_000_u32)
        .map(|step| {
            let angle = f64::from(step % 60_000) / 60_000.0 * std::f64::consts::TAU;
            json!([-73.34 + 0.04 * angle.cos(), 41.13 + 0.04 * angle.sin()])
        })
        .collect();
    let mut file = file();
    *town_ring(file["features"].as_array_mut().expect("features")) = ring;
    let layers = read(&file).expect("readable");
    let map = Jurisdiction::new(&layers).expect("sound");
    assert_eq!(map.verdict(crate::at(41.145, -73.36)).code(), "in_town");
    assert_eq!(map.verdict(crate::at(41.19, -73.36)).code(), "outside_town");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A cut or a changed byte anywhere: an error or a map, never a panic.
    #[test]
    fn a_damaged_file_never_panics(place in 0..FILE.len(), byte in 32..127_u8, cut in any::<bool>()) {
        let mut bytes = FILE.as_bytes().to_vec();
        if cut { bytes.truncate(place) } else { bytes[place] = byte }
        if let Ok(layers) = Layers::from_geojson(&String::from_utf8_lossy(&bytes)) {
            let _ = inspect(&layers);
            if let Ok(map) = Jurisdiction::new(&layers) {
                let _ = map.verdict(crate::at(41.12, -73.34));
            }
        }
    }
}
