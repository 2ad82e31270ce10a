//! Tracking numbers and access codes: random, easy to read out, hard to mistype.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// 31 characters without the look-alikes 0/O, 1/I/L. A prime, so that a weighted sum modulo 31 catches every
/// single wrong character and every swap of two neighbours.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const TRACKING_LEN: usize = 12;
const ACCESS_LEN: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrackingError {
    #[error("wrong length")]
    Length,
    #[error("a character that is not used")]
    Character,
    #[error("the check character does not fit")]
    CheckCharacter,
}

/// Names a submitted report, e.g. `7KQM-2XWP-9RTA-C`: 12 random characters (59 bits) and a check character.
/// Not a case number. It opens nothing without the access code (39 bits more).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TrackingNumber(String);

impl TrackingNumber {
    /// Makes a number from random bytes; bytes of 248 and more are skipped to keep it uniform.
    pub fn from_random(mut next_byte: impl FnMut() -> u8) -> Self {
        let body = draw(TRACKING_LEN, &mut next_byte);
        let check = check_character(&body);
        Self(format!("{body}{check}"))
    }

    /// The 13 characters without dashes: the form that is stored.
    #[must_use]
    pub fn compact(&self) -> &str {
        &self.0
    }
}

impl FromStr for TrackingNumber {
    type Err = TrackingError;

    fn from_str(text: &str) -> Result<Self, TrackingError> {
        let compact = normalise(text, TRACKING_LEN + 1)?;
        let (body, check) = compact.split_at(TRACKING_LEN);
        if !check.starts_with(check_character(body)) {
            return Err(TrackingError::CheckCharacter);
        }
        Ok(Self(compact))
    }
}

impl fmt::Display for TrackingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = &self.0;
        write!(f, "{}-{}-{}-{}", &c[..4], &c[4..8], &c[8..12], &c[12..])
    }
}

impl From<TrackingNumber> for String {
    fn from(number: TrackingNumber) -> Self {
        number.0
    }
}

impl TryFrom<String> for TrackingNumber {
    type Error = TrackingError;

    fn try_from(text: String) -> Result<Self, TrackingError> {
        text.parse()
    }
}

/// The filer's key to their report's status, e.g. `M4XR-8KTW`. Shown once; only a hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessCode(String);

impl AccessCode {
    /// Makes a code from random bytes.
    pub fn from_random(mut next_byte: impl FnMut() -> u8) -> Self {
        Self(draw(ACCESS_LEN, &mut next_byte))
    }

    /// The characters without dashes: the form that is hashed.
    #[must_use]
    pub fn compact(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccessCode {
    type Err = TrackingError;

    fn from_str(text: &str) -> Result<Self, TrackingError> {
        normalise(text, ACCESS_LEN).map(Self)
    }
}

impl fmt::Display for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", &self.0[..4], &self.0[4..])
    }
}

impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessCode(…)")
    }
}

pub(super) fn draw(len: usize, next_byte: &mut impl FnMut() -> u8) -> String {
    let mut text = String::with_capacity(len);
    while text.len() < len {
        let byte = next_byte();
        // 248 = 8 × 31: each character stands for exactly eight byte values.
        if byte < 248 {
            text.push(char::from(ALPHABET[usize::from(byte % 31)]));
        }
    }
    text
}

pub(super) fn normalise(text: &str, len: usize) -> Result<String, TrackingError> {
    let compact: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if compact.chars().count() != len {
        return Err(TrackingError::Length);
    }
    if compact.bytes().all(|b| ALPHABET.contains(&b)) {
        Ok(compact)
    } else {
        Err(TrackingError::Character)
    }
}

pub(super) fn check_character(body: &str) -> char {
    let sum: usize = body
        .bytes()
        .zip(1..)
        .map(|(byte, weight)| ALPHABET.iter().position(|b| *b == byte).unwrap_or(0) * weight)
        .sum();
    char::from(ALPHABET[sum % ALPHABET.len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tracking() -> impl Strategy<Value = TrackingNumber> {
        prop::collection::vec(0u8..248, TRACKING_LEN).prop_map(|bytes| {
            let mut bytes = bytes.into_iter();
            TrackingNumber::from_random(|| bytes.next().unwrap_or(0))
        })
    }

    proptest! {
        #[test]
        fn a_tracking_number_reads_back_as_itself(number in tracking()) {
            prop_assert_eq!(number.to_string().parse::<TrackingNumber>(), Ok(number.clone()));
            prop_assert_eq!(number.to_string().to_lowercase().replace('-', " ").parse::<TrackingNumber>(), Ok(number));
        }

        #[test]
        fn one_wrong_character_is_always_caught(number in tracking(), place in 0..=TRACKING_LEN, other in 0usize..31) {
            let mut bytes = number.compact().as_bytes().to_vec();
            prop_assume!(bytes[place] != ALPHABET[other]);
            bytes[place] = ALPHABET[other];
            let wrong = String::from_utf8(bytes).expect("ASCII");
            prop_assert!(wrong.parse::<TrackingNumber>().is_err());
        }

        #[test]
        fn two_swapped_neighbours_are_always_caught(number in tracking(), place in 0..TRACKING_LEN - 1) {
            let mut bytes = number.compact().as_bytes().to_vec();
            prop_assume!(bytes[place] != bytes[place + 1]);
            bytes.swap(place, place + 1);
            let wrong = String::from_utf8(bytes).expect("ASCII");
            prop_assert!(wrong.parse::<TrackingNumber>().is_err());
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".*") {
            let _ = text.parse::<TrackingNumber>();
            let _ = text.parse::<AccessCode>();
        }
    }

    #[test]
    fn look_alikes_are_not_in_the_alphabet() {
        for look_alike in b"01OIL" {
            assert!(!ALPHABET.contains(look_alike));
        }
    }
}
