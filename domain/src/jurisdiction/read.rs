//! Reading a layer file.
//!
//! Why apart: only the server reads GeoJSON, so this file and its two dependencies are behind a
//! feature. A file that can be read at all becomes [`Layers`] with its faults in it; saying what
//! they are is `inspect`'s, so that one run of the check names all of them.

use geojson::{FeatureCollection, GeoJson, GeometryValue, JsonObject};

use super::layers::{
    Feature, FeatureKind, FeatureProblem, Interchange, LayerError, Layers, Position, Shape, rounded,
};
use super::verdict::ExcludedArea;

/// The most bytes that are read: a town line at one vertex a metre is 60 km, 60,000 positions of
/// 20 to 40 bytes, 2.4 MB; the whole map gets about seven times that.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

impl Layers {
    /// Reads a GeoJSON `FeatureCollection` (RFC 7946). Positions are rounded to five decimals; a
    /// third coordinate, `id`, `bbox` and unknown properties are ignored.
    ///
    /// # Errors
    /// [`LayerError`] when the text is too large, no feature collection, or a feature has no
    /// geometry that is used here or a property of a wrong type. Faults of the figures themselves
    /// are left to [`super::inspect`] and [`super::Jurisdiction::new`].
    pub fn from_geojson(text: &str) -> Result<Self, LayerError> {
        if text.len() > MAX_BYTES {
            return Err(LayerError::TooLarge {
                bytes: text.len(),
                limit: MAX_BYTES,
            });
        }
        let text = text.trim_start_matches('\u{feff}');
        let geojson: GeoJson = text
            .parse()
            .map_err(|error: geojson::Error| LayerError::NotGeoJson(error.to_string()))?;
        let GeoJson::FeatureCollection(FeatureCollection { features, .. }) = geojson else {
            return Err(LayerError::NotACollection);
        };
        let features = features.into_iter().enumerate().map(|(index, found)| {
            feature(found).map_err(|problem| LayerError::Feature {
                index: index + 1,
                problem,
            })
        });
        Ok(Self {
            features: features.collect::<Result<_, _>>()?,
        })
    }

    /// The compiled-in map of Westport, digitised from public figures: not a layer of the town's
    /// GIS.
    #[must_use]
    pub fn westport() -> Self {
        // A test reads the file, so the default is never seen; and an empty map is refused by
        // `Jurisdiction::new`, it does not let everybody in.
        Self::from_geojson(include_str!("../../data/westport.geojson")).unwrap_or_default()
    }
}

fn feature(found: geojson::Feature) -> Result<Feature, FeatureProblem> {
    let geometry = found.geometry.ok_or(FeatureProblem::NoGeometry)?;
    let properties = Properties(found.properties.unwrap_or_default());
    let errors_m = properties.figures("errors_m")?;
    let largest = errors_m.iter().copied().fold(0.0, f64::max);
    Ok(Feature {
        name: properties.text("name")?,
        kind: kind(&properties)?,
        authority: properties.text("authority")?,
        half_width_m: properties.metres("half_width_m")?,
        error_m: properties.metres("error_m")?.max(largest),
        errors_m,
        source: properties.text("source")?,
        geometry: shape(geometry.value)?,
    })
}

/// An unknown kind or area is kept, to be reported with everything else.
fn kind(properties: &Properties) -> Result<FeatureKind, FeatureProblem> {
    let kind = properties.text("kind")?;
    let code = properties.text("area")?;
    let area = ExcludedArea::from_code(&code);
    Ok(match (kind.as_str(), area) {
        ("town", _) => {
            let view = properties.figures("view")?;
            let view = if view.is_empty() {
                None
            } else {
                Some(
                    view.try_into()
                        .map_err(|_| FeatureProblem::Property("view"))?,
                )
            };
            FeatureKind::Town { view }
        }
        ("park", Some(area)) => FeatureKind::Park(area),
        ("highway", Some(area)) => FeatureKind::Highway(area),
        ("interchange", Some(highway)) => FeatureKind::Interchange(Interchange {
            highway,
            exit: properties.text("exit")?,
            node_radius_m: properties.needed("node_radius_m")?,
            along_m: properties.needed("along_m")?,
            across_m: properties.needed("across_m")?,
        }),
        ("road", _) => FeatureKind::Road,
        ("landmark", _) => FeatureKind::Landmark,
        ("park" | "highway" | "interchange", None) => {
            FeatureKind::Unknown(format!("{kind} of {code}"))
        }
        _ => FeatureKind::Unknown(kind),
    })
}

fn shape(value: GeometryValue) -> Result<Shape, FeatureProblem> {
    Ok(match value {
        GeometryValue::Point { coordinates } => Shape::Point(position(&coordinates)),
        GeometryValue::LineString { coordinates } => Shape::Lines(vec![line(&coordinates)]),
        GeometryValue::MultiLineString { coordinates } => {
            Shape::Lines(coordinates.iter().map(|one| line(one)).collect())
        }
        GeometryValue::Polygon { coordinates } => Shape::Rings(vec![rings(&coordinates)]),
        GeometryValue::MultiPolygon { coordinates } => {
            Shape::Rings(coordinates.iter().map(|one| rings(one)).collect())
        }
        other => return Err(FeatureProblem::Geometry(other.type_name().to_owned())),
    })
}

fn rings(rings: &[Vec<geojson::Position>]) -> Vec<Vec<Position>> {
    rings.iter().map(|ring| line(ring)).collect()
}

fn line(line: &[geojson::Position]) -> Vec<Position> {
    line.iter().map(position).collect()
}

/// A position too short to be one becomes NaN, which is out of range and reported as such.
fn position(position: &geojson::Position) -> Position {
    match *position.as_slice() {
        [lon, lat, ..] => rounded([lon, lat]),
        _ => [f64::NAN, f64::NAN],
    }
}

struct Properties(JsonObject);

impl Properties {
    /// Empty when missing or null: `inspect` says whether that matters.
    fn text(&self, key: &'static str) -> Result<String, FeatureProblem> {
        match self.0.get(key) {
            None | Some(serde_json::Value::Null) => Ok(String::new()),
            Some(serde_json::Value::String(text)) => Ok(text.clone()),
            Some(_) => Err(FeatureProblem::Property(key)),
        }
    }

    /// 0 when missing or null.
    fn metres(&self, key: &'static str) -> Result<f64, FeatureProblem> {
        match self.0.get(key) {
            None | Some(serde_json::Value::Null) => Ok(0.0),
            Some(value) => value.as_f64().ok_or(FeatureProblem::Property(key)),
        }
    }

    fn needed(&self, key: &'static str) -> Result<f64, FeatureProblem> {
        self.0
            .get(key)
            .and_then(serde_json::Value::as_f64)
            .ok_or(FeatureProblem::Property(key))
    }

    fn figures(&self, key: &'static str) -> Result<Vec<f64>, FeatureProblem> {
        match self.0.get(key) {
            None | Some(serde_json::Value::Null) => Ok(Vec::new()),
            Some(serde_json::Value::Array(values)) => {
                let figures = values.iter().map(serde_json::Value::as_f64);
                figures
                    .collect::<Option<_>>()
                    .ok_or(FeatureProblem::Property(key))
            }
            Some(_) => Err(FeatureProblem::Property(key)),
        }
    }
}
