//! A place on the map as a filer, a browser or a CSV line gives it.
//!
//! Why its own type: a latitude and a longitude are both `f64`, and a pair of bare numbers is
//! swapped sooner or later. What a place *means* belongs to [`super::Jurisdiction`].

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A WGS 84 position in decimal degrees.
///
/// The fields are open to be read; [`LatLon::new`] and deserialisation keep the range. A value
/// written field by field past them (NaN, a latitude of 200) harms nothing: it is outside town.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawLatLon")]
pub struct LatLon {
    /// Degrees north, -90 to 90.
    pub lat: f64,
    /// Degrees east, -180 to 180. Westport is near -73.35.
    pub lon: f64,
}

/// Why a text or a pair of numbers is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PointError {
    /// Not exactly two fields around one comma.
    #[error("expected a latitude and a longitude with one comma between them")]
    NotAPair,
    /// A field that is no decimal number.
    #[error("the latitude or the longitude is not a number")]
    NotANumber,
    /// A latitude beyond 90 degrees, a longitude beyond 180, or not finite.
    #[error("the latitude or the longitude is out of range")]
    OutOfRange,
}

impl LatLon {
    /// A position, or `None` when a figure is not finite or outside the WGS 84 range.
    #[must_use]
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        // `contains` is false for NaN, so finiteness needs no second test.
        let in_range = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        in_range.then_some(Self { lat, lon })
    }

    /// Reads `41.12345,-73.34567`; spaces around either number are let pass.
    ///
    /// # Errors
    /// [`PointError`] when the text is no pair, no number or out of range.
    pub fn parse(text: &str) -> Result<Self, PointError> {
        let (lat, lon) = text.split_once(',').ok_or(PointError::NotAPair)?;
        if lon.contains(',') {
            return Err(PointError::NotAPair);
        }
        Self::new(number(lat)?, number(lon)?).ok_or(PointError::OutOfRange)
    }
}

fn number(field: &str) -> Result<f64, PointError> {
    field.trim().parse().map_err(|_| PointError::NotANumber)
}

/// `41.12345,-73.34567`: five decimals, about one metre, which is finer than any line we hold.
/// [`LatLon::parse`] reads it back.
impl fmt::Display for LatLon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In whole numbers: the printing of floats weighs 20 kB in the browser.
        let part = |degrees: f64, f: &mut fmt::Formatter<'_>| {
            let steps = (degrees * 1e5).round() as i64;
            let sign = if steps < 0 { "-" } else { "" };
            let steps = steps.unsigned_abs();
            write!(f, "{sign}{}.{:05}", steps / 100_000, steps % 100_000)
        };
        part(self.lat, f)?;
        f.write_str(",")?;
        part(self.lon, f)
    }
}

#[derive(Deserialize)]
struct RawLatLon {
    lat: f64,
    lon: f64,
}

impl TryFrom<RawLatLon> for LatLon {
    type Error = PointError;

    fn try_from(raw: RawLatLon) -> Result<Self, PointError> {
        Self::new(raw.lat, raw.lon).ok_or(PointError::OutOfRange)
    }
}
