//! Identifiers of vehicles and telephones.

use super::text::luhn;
use super::{Answer, FieldError, ParseContext};
use serde::Serialize;
use std::fmt;

/// A licence plate: 1 to 8 letters and digits, kept in capitals without spaces or dashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Plate(String);

impl Answer for Plate {
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        compact(raw)
            .filter(|plate| (1..=8).contains(&plate.len()))
            .map(Self)
            .ok_or(FieldError::NotAPlate)
    }
}

/// A vehicle identification number: 17 characters without I, O and Q (49 CFR 565.13).
/// The check digit (49 CFR 565.15) is reported, never enforced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Vin(String);

impl Answer for Vin {
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        compact(raw)
            .filter(|vin| vin.len() == 17 && !vin.contains(['I', 'O', 'Q']))
            .map(Self)
            .ok_or(FieldError::NotAVin)
    }
}

impl Vin {
    /// Whether the ninth character is the check digit of the others.
    #[must_use]
    pub fn check_digit_fits(&self) -> bool {
        const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        let sum: u32 = self
            .0
            .bytes()
            .zip(WEIGHTS)
            .map(|(b, w)| transliterate(b) * w)
            .sum();
        let expected = match sum % 11 {
            10 => b'X',
            digit => b"0123456789"[digit as usize],
        };
        self.0.as_bytes()[8] == expected
    }
}

/// 49 CFR 565.15, table III.
fn transliterate(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'H' => u32::from(byte - b'A') + 1,
        b'J'..=b'N' => u32::from(byte - b'J') + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => u32::from(byte - b'S') + 2,
        _ => 0,
    }
}

/// An IMEI: 15 digits (3GPP TS 23.003). The check digit is reported, never enforced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Imei(String);

impl Answer for Imei {
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        compact(&raw.replace('/', ""))
            .filter(|imei| imei.len() == 15 && imei.bytes().all(|b| b.is_ascii_digit()))
            .map(Self)
            .ok_or(FieldError::NotAnImei)
    }
}

impl Imei {
    /// Whether the last digit is the Luhn check digit of the others.
    #[must_use]
    pub fn check_digit_fits(&self) -> bool {
        luhn(&self.0)
    }
}

/// Capitals and digits without spaces, dots and dashes; nothing else may be there.
fn compact(raw: &str) -> Option<String> {
    let text: String = raw
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '\u{b7}'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    text.bytes()
        .all(|b| b.is_ascii_alphanumeric())
        .then_some(text)
}

macro_rules! display {
    ($($type:ty),*) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

display!(Plate, Vin, Imei);
