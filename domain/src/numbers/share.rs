//! A part of a whole.

use std::fmt;

/// `part` of `whole`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub part: u64,
    pub whole: u64,
}

impl Share {
    /// In percent, rounded half up; of nothing there is no share.
    #[must_use]
    pub fn percent(self) -> Option<u64> {
        (self.whole > 0).then(|| (self.part * 200 + self.whole) / (self.whole * 2))
    }
}

/// `42%`, or a dash.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.percent() {
            Some(percent) => write!(f, "{percent}%"),
            None => f.write_str("–"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_half_up_and_nothing_has_none() {
        for (part, whole, expected) in [
            (0, 3, "0%"),
            (1, 3, "33%"),
            (2, 3, "67%"),
            (1, 8, "13%"),
            (3, 3, "100%"),
            (199, 200, "100%"),
            (0, 0, "–"),
        ] {
            assert_eq!(
                Share { part, whole }.to_string(),
                expected,
                "{part}/{whole}"
            );
        }
    }
}
