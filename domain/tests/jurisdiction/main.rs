//! The map and its verdicts: the figures it must meet, the rule for a place, hostile files and
//! lines. One binary; a file for each.

mod drawing;
mod figures;
mod files;
mod locate;
mod places;
mod reference;

use domain::jurisdiction::{Feature, FeatureKind, Jurisdiction, LatLon, Layers, Verdict};

fn westport() -> Jurisdiction {
    Jurisdiction::new(&Layers::westport()).expect("the compiled-in map is sound")
}

fn at(lat: f64, lon: f64) -> LatLon {
    LatLon::new(lat, lon).expect("a place on earth")
}

fn verdict(lat: f64, lon: f64) -> Verdict {
    westport().verdict(at(lat, lon))
}

fn feature<'a>(layers: &'a Layers, name: &str) -> &'a Feature {
    layers
        .features
        .iter()
        .find(|feature| feature.name == name)
        .expect("a feature of that name")
}

fn town(layers: &Layers) -> &Feature {
    let mut features = layers.features.iter();
    features
        .find(|feature| matches!(feature.kind, FeatureKind::Town { .. }))
        .expect("a town")
}
