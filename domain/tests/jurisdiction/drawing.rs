//! The drawing: what it shows and the way back from a click.

use domain::jurisdiction::{LatLon, Layers, MapDrawing, MapFrame};
use proptest::prelude::*;

fn drawing() -> MapDrawing {
    MapDrawing::new(&Layers::westport())
}

/// The positions of a path of `M x yL x y…Z`.
fn corners(path: &str) -> Vec<(f64, f64)> {
    let pairs = path.split(['M', 'L', 'Z']).filter(|pair| !pair.is_empty());
    let number = |text: &str| text.parse::<f64>().expect("a number");
    pairs
        .map(|pair| {
            pair.split_once(' ')
                .map(|(x, y)| (number(x), number(y)))
                .expect("a pair")
        })
        .collect()
}

fn shown(frame: &MapFrame, (x, y): (f64, f64)) -> bool {
    (0.0..=frame.width).contains(&x) && (0.0..=frame.height).contains(&y)
}

#[test]
fn the_frame_shows_all_of_the_park_every_label_and_the_town_but_for_the_sound() {
    let drawing = drawing();
    let frame = drawing.frame;
    assert_eq!(frame.width, 1_000.0);
    assert!(
        corners(&drawing.park)
            .into_iter()
            .all(|corner| shown(&frame, corner))
    );
    assert!(
        drawing
            .labels
            .iter()
            .all(|label| shown(&frame, (label.x, label.y)))
    );
    let town = corners(&drawing.town);
    assert!(
        town.iter()
            .all(|&(x, y)| (0.0..=1_000.0).contains(&x) && y >= 0.0)
    );
    assert!(
        town.iter().any(|&(_, y)| y > frame.height),
        "the ring runs on into the Sound"
    );
    // Compo Beach, the southernmost place that a car can reach.
    let beach = LatLon {
        lat: 41.1030,
        lon: -73.3510,
    };
    assert!(shown(&frame, frame.to_xy(beach)));
    // The frame travels to the browser in whole numbers.
    let there = MapFrame::from_compact(&frame.to_compact()).expect("a frame");
    let (x, y) = frame.to_xy(beach);
    let (there_x, there_y) = there.to_xy(beach);
    assert!((x - there_x).abs() < 0.01 && (y - there_y).abs() < 0.01);
}

#[test]
fn east_and_north_have_one_scale_on_the_ground() {
    let frame = drawing().frame;
    // A degree of latitude is 111.06 km here, one of longitude 83.93 km.
    let ratio = (frame.scale_y / 111_060.0) / (frame.scale_x / 83_930.0);
    assert!((ratio - 1.0).abs() < 0.002, "{ratio}");
}

#[test]
fn highways_are_drawn_as_wide_as_they_are_and_decoration_has_no_width() {
    let drawing = drawing();
    let widths: Vec<_> = drawing
        .highways
        .iter()
        .map(|road| (road.name.as_str(), road.width))
        .collect();
    let unit_m = 1.0 / drawing.frame.units_per_m();
    assert_eq!(widths.len(), 2);
    for ((_, width), metres) in widths.into_iter().zip([40.0, 50.0]) {
        assert!(
            (width * unit_m - metres).abs() < unit_m / 10.0,
            "{width} {unit_m}"
        );
    }
    assert_eq!(
        (
            drawing.roads.len(),
            drawing.interchanges.len(),
            drawing.labels.len()
        ),
        (4, 4, 11)
    );
    assert!(
        drawing
            .roads
            .iter()
            .all(|road| road.width == 0.0 && road.path.starts_with('M'))
    );
}

#[test]
fn a_map_without_a_view_draws_the_whole_ring_and_an_empty_one_nothing() {
    let mut layers = Layers::westport();
    if let domain::jurisdiction::FeatureKind::Town { view } = &mut layers.features[0].kind {
        *view = None;
    }
    let whole = MapDrawing::new(&layers);
    let all = corners(&whole.town)
        .into_iter()
        .all(|corner| shown(&whole.frame, corner));
    assert!(all && whole.frame.height > 2_000.0);
    let empty = MapDrawing::new(&Layers::default());
    assert!(empty.town.is_empty() && empty.frame.height.is_finite() && empty.frame.height > 0.0);
}

#[test]
fn a_point_far_off_the_map_is_no_point() {
    let drawing = drawing();
    assert_eq!(drawing.frame.to_point(0.0, 1e12), None);
}

proptest! {
    #[test]
    fn a_click_finds_the_place_that_was_drawn_there(lat in 41.0..41.3_f64, lon in -73.5..-73.2_f64) {
        let frame = drawing().frame;
        let (x, y) = frame.to_xy(LatLon { lat, lon });
        let back = frame.to_point(x, y).expect("a place");
        prop_assert!((back.lat - lat).abs() < 1e-9 && (back.lon - lon).abs() < 1e-9);
        let (x2, y2) = frame.to_xy(back);
        prop_assert!((x - x2).abs() < 1e-6 && (y - y2).abs() < 1e-6);
    }
}
