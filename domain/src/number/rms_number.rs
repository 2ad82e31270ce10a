//! The number under which the records management system keeps a report. It is that system's own: its shape is not ours
//! to know, only what may be shown and stored.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Longer than any number of a records system that we know of, and short enough for a line.
const LONGEST: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of a records system")]
pub struct RmsNumberError;

/// 1 to 40 letters and digits of ASCII; between them also `-`, `.`, `/` and `_`. Kept as it was given: another case is
/// another number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct RmsNumber(String);

impl RmsNumber {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RmsNumber {
    type Err = RmsNumberError;

    fn from_str(text: &str) -> Result<Self, RmsNumberError> {
        let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'/' | b'_');
        let ends = [text.bytes().next(), text.bytes().next_back()];
        let framed = ends
            .iter()
            .all(|end| end.is_some_and(|b| b.is_ascii_alphanumeric()));
        if framed && text.len() <= LONGEST && text.bytes().all(inner) {
            Ok(Self(text.to_owned()))
        } else {
            Err(RmsNumberError)
        }
    }
}

impl TryFrom<String> for RmsNumber {
    type Error = RmsNumberError;

    fn try_from(text: String) -> Result<Self, RmsNumberError> {
        text.parse()
    }
}

impl From<RmsNumber> for String {
    fn from(number: RmsNumber) -> Self {
        number.0
    }
}

impl fmt::Display for RmsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_short_plain_and_kept_as_given() {
        for good in ["1", "26-000123", "WPD/2026.00451_a", &"9".repeat(40)] {
            assert_eq!(good.parse::<RmsNumber>().expect(good).as_str(), good);
        }
        for bad in [
            "",
            " 26-1",
            "26 1",
            "-26",
            "26-",
            "26\n1",
            "<b>26</b>",
            "26–1",
            "é",
            &"9".repeat(41),
        ] {
            assert_eq!(bad.parse::<RmsNumber>(), Err(RmsNumberError), "{bad:?}");
        }
    }
}
