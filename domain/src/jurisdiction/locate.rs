//! One line of `server locate`: a latitude and a longitude in, a JSON line out.
//!
//! Why here: a department checks a map against its own list of places before it trusts it, so the
//! answer to each is the rule itself, not a page. Reading standard input and writing belong to the
//! server.

use serde::Serialize;

use super::point::LatLon;
use super::prepared::Jurisdiction;
use super::verdict::Area;

/// How much of a bad line is given back, characters: enough to find it, not enough to fill a log.
const SHOWN: usize = 80;

#[derive(Serialize)]
struct Located {
    lat: f64,
    lon: f64,
    verdict: &'static str,
    area: Option<&'static str>,
    near: Option<&'static str>,
}

#[derive(Serialize)]
struct Refused<'a> {
    error: String,
    line: &'a str,
}

/// The JSON line for one CSV line, without a line end; `None` for a blank line or the header
/// `lat,lon`. A line that is no place gives `{"error":…,"line":…}`.
///
/// Spaces, a carriage return and a byte order mark are let pass.
#[must_use]
pub fn locate_line(jurisdiction: &Jurisdiction, line: &str) -> Option<String> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() || is_header(line) {
        return None;
    }
    let json = match LatLon::parse(line) {
        Ok(at) => {
            let verdict = jurisdiction.verdict(at);
            serde_json::to_string(&Located {
                lat: at.lat,
                lon: at.lon,
                verdict: verdict.code(),
                area: verdict.excluded().map(|area| area.code()),
                near: verdict.near().map(Area::code),
            })
        }
        Err(error) => {
            let end = line
                .char_indices()
                .nth(SHOWN)
                .map_or(line.len(), |(end, _)| end);
            serde_json::to_string(&Refused {
                error: error.to_string(),
                line: &line[..end],
            })
        }
    };
    // Neither record can fail to serialise; a line is answered all the same.
    Some(json.unwrap_or_else(|_| r#"{"error":"not to be written as JSON"}"#.to_owned()))
}

fn is_header(line: &str) -> bool {
    let Some((lat, lon)) = line.split_once(',') else {
        return false;
    };
    let is = |field: &str, names: [&str; 3]| {
        names
            .iter()
            .any(|name| field.trim().eq_ignore_ascii_case(name))
    };
    is(lat, ["lat", "latitude", "y"]) && is(lon, ["lon", "longitude", "x"])
}
