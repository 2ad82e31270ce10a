//! Small whole numbers: model years, counts, the last four digits of an account.

use super::{Answer, FieldError, ParseContext};
use serde::Serialize;
use std::fmt;

/// The model year of a vehicle: 1900 to next year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Year(u16);

impl Answer for Year {
    fn parse(raw: &str, context: ParseContext) -> Result<Self, FieldError> {
        let year: u16 = digits(raw, 4).ok_or(FieldError::NotAYear)?;
        let next = u16::try_from(context.today.year() + 1).unwrap_or(u16::MAX);
        if (1900..=next).contains(&year) {
            Ok(Self(year))
        } else {
            Err(FieldError::NotAYear)
        }
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A count from 1 to 9,999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Count(u16);

impl Count {
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl Answer for Count {
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        let text = raw.replace(',', "");
        let count: u16 = (1..=4)
            .find_map(|len| digits(&text, len))
            .ok_or(FieldError::NotACount)?;
        if count == 0 {
            return Err(FieldError::NotACount);
        }
        Ok(Self(count))
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The last four digits of a card or account: all that we ever ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct LastFour(String);

impl Answer for LastFour {
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        let raw = raw.trim();
        digits::<u16>(raw, 4).ok_or(FieldError::NotFourDigits)?;
        Ok(Self(raw.to_owned()))
    }
}

impl fmt::Display for LastFour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn digits<N: std::str::FromStr>(raw: &str, len: usize) -> Option<N> {
    let raw = raw.trim();
    (raw.len() == len && raw.bytes().all(|b| b.is_ascii_digit()))
        .then(|| raw.parse().ok())
        .flatten()
}
