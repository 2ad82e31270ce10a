//! The type of a field, and how it is written for the browser: one short word, since the machinery to read a
//! structure would weigh more than all the rules.

use std::fmt;
use std::str::FromStr;

/// The type of a field, as plain data: enough for the browser to check it without the whole catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of at most `max` characters.
    Text {
        max: u16,
    },
    /// One line in which a whole Social Security or account number is refused.
    SafeText {
        max: u16,
    },
    /// Several lines, `min` to `max` characters.
    LongText {
        min: u16,
        max: u16,
    },
    /// A day that is not in the future.
    Day,
    Time,
    Money,
    Phone,
    Email,
    Zip,
    Plate,
    Vin,
    Imei,
    Year,
    LastFour,
    Count,
    /// A pin on the map, `lat,lon`.
    Point,
    /// One of the options.
    Choice,
    /// Any of the options. An option `none` excludes the others.
    Choices,
}

/// Not the code of a type of field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a type of field")]
pub struct NotAKind;

impl fmt::Display for FieldKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { max } => write!(f, "text:{max}"),
            Self::SafeText { max } => write!(f, "safe:{max}"),
            Self::LongText { min, max } => write!(f, "long:{min}:{max}"),
            Self::Day => f.write_str("day"),
            Self::Time => f.write_str("time"),
            Self::Money => f.write_str("money"),
            Self::Phone => f.write_str("phone"),
            Self::Email => f.write_str("email"),
            Self::Zip => f.write_str("zip"),
            Self::Plate => f.write_str("plate"),
            Self::Vin => f.write_str("vin"),
            Self::Imei => f.write_str("imei"),
            Self::Year => f.write_str("year"),
            Self::LastFour => f.write_str("last_four"),
            Self::Count => f.write_str("count"),
            Self::Point => f.write_str("point"),
            Self::Choice => f.write_str("choice"),
            Self::Choices => f.write_str("choices"),
        }
    }
}

impl FromStr for FieldKind {
    type Err = NotAKind;

    fn from_str(code: &str) -> Result<Self, NotAKind> {
        let mut parts = code.split(':');
        let name = parts.next().unwrap_or("");
        let mut figure = || {
            parts
                .next()
                .and_then(|figure| figure.parse().ok())
                .ok_or(NotAKind)
        };
        Ok(match name {
            "text" => Self::Text { max: figure()? },
            "safe" => Self::SafeText { max: figure()? },
            "long" => Self::LongText {
                min: figure()?,
                max: figure()?,
            },
            "day" => Self::Day,
            "time" => Self::Time,
            "money" => Self::Money,
            "phone" => Self::Phone,
            "email" => Self::Email,
            "zip" => Self::Zip,
            "plate" => Self::Plate,
            "vin" => Self::Vin,
            "imei" => Self::Imei,
            "year" => Self::Year,
            "last_four" => Self::LastFour,
            "count" => Self::Count,
            "point" => Self::Point,
            "choice" => Self::Choice,
            "choices" => Self::Choices,
            _ => return Err(NotAKind),
        })
    }
}
