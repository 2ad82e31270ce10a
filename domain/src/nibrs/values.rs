//! The values of a segment that are not codes: numbers, ages, months. Each has one constructor, which checks.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use time::{Date, Month};

/// Why a text is not such a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    #[error("not an incident number: at most 12 of A-Z, 0-9 and the hyphen")]
    Number,
    #[error("not an ORI: nine capital letters and digits")]
    Ori,
    #[error("not an hour: 00 to 23")]
    Hour,
    #[error("not an age")]
    Age,
    #[error("not a month: YYYY-MM")]
    Month,
    #[error("not an amount: at most nine digits")]
    Dollars,
    #[error("not a date: YYYYMMDD")]
    Date,
}

macro_rules! text_value {
    ($name:ident) => {
        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = ValueError;

            fn try_from(text: String) -> Result<Self, ValueError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// Data elements 2 and 41: at most 12 of A-Z, 0-9 and the hyphen, without blanks (rules 115 to 117 and their
/// like of the other segments).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IncidentNumber(String);

impl FromStr for IncidentNumber {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
        if (1..=12).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ValueError::Number)
        }
    }
}

text_value!(IncidentNumber);

/// Data element 1: the agency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ori(String);

impl FromStr for Ori {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        if text.len() == 9 && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ValueError::Ori)
        }
    }
}

text_value!(Ori);

/// The hour of data element 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Hour(u8);

impl TryFrom<u8> for Hour {
    type Error = ValueError;

    fn try_from(hour: u8) -> Result<Self, ValueError> {
        if hour < 24 {
            Ok(Self(hour))
        } else {
            Err(ValueError::Hour)
        }
    }
}

impl From<Hour> for u8 {
    fn from(hour: Hour) -> Self {
        hour.0
    }
}

/// Whole dollars of data element 16: nine digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Dollars(u32);

impl Dollars {
    pub const ZERO: Self = Self(0);
    /// What stands for "not known".
    pub const UNKNOWN: Self = Self(1);
    pub const MOST: u64 = 999_999_999;

    /// The amount, or the most that there is room for.
    #[must_use]
    pub fn at_most(amount: u64) -> Self {
        Self(u32::try_from(amount.min(Self::MOST)).unwrap_or(u32::MAX))
    }
}

impl TryFrom<u64> for Dollars {
    type Error = ValueError;

    fn try_from(amount: u64) -> Result<Self, ValueError> {
        if amount <= Self::MOST {
            Ok(Self::at_most(amount))
        } else {
            Err(ValueError::Dollars)
        }
    }
}

impl From<Dollars> for u64 {
    fn from(amount: Dollars) -> Self {
        Self::from(amount.0)
    }
}

/// Data elements 26, 37 and 47.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Age {
    Unknown,
    /// Under 24 hours.
    Neonate,
    /// 1 to 6 days.
    Newborn,
    /// 7 to 364 days.
    Baby,
    /// In years, 1 to 98; 99 is over 98.
    Years(u8),
    /// The first is at least 1 and less than the second (rules 410 and 422).
    Between(u8, u8),
}

impl Age {
    /// In whole years; 0 is unknown, more than 98 is 99.
    #[must_use]
    pub fn of_years(years: u32) -> Self {
        match years {
            0 => Self::Unknown,
            1..=98 => Self::Years(u8::try_from(years).unwrap_or(99)),
            _ => Self::Years(99),
        }
    }

    /// The youngest and the oldest that it can be, in years, if it is known.
    #[must_use]
    pub const fn bounds(self) -> Option<(u8, u8)> {
        match self {
            Self::Unknown => None,
            Self::Neonate | Self::Newborn | Self::Baby => Some((0, 0)),
            Self::Years(years) => Some((years, years)),
            Self::Between(low, high) => Some((low, high)),
        }
    }
}

impl FromStr for Age {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let two = |text: &str| -> Result<u8, ValueError> {
            if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) {
                text.parse().map_err(|_| ValueError::Age)
            } else {
                Err(ValueError::Age)
            }
        };
        match text {
            "NN" => Ok(Self::Neonate),
            "NB" => Ok(Self::Newborn),
            "BB" => Ok(Self::Baby),
            _ => match text.split_at_checked(2) {
                Some((years, "")) => two(years).map(|years| match years {
                    0 => Self::Unknown,
                    years => Self::Years(years),
                }),
                Some((low, high)) => {
                    let (low, high) = (two(low)?, two(high)?);
                    if low > 0 && low < high {
                        Ok(Self::Between(low, high))
                    } else {
                        Err(ValueError::Age)
                    }
                }
                None => Err(ValueError::Age),
            },
        }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("00"),
            Self::Neonate => f.write_str("NN"),
            Self::Newborn => f.write_str("NB"),
            Self::Baby => f.write_str("BB"),
            Self::Years(years) => write!(f, "{years:02}"),
            Self::Between(low, high) => write!(f, "{low:02}{high:02}"),
        }
    }
}

impl TryFrom<String> for Age {
    type Error = ValueError;

    fn try_from(text: String) -> Result<Self, ValueError> {
        text.parse()
    }
}

impl From<Age> for String {
    fn from(age: Age) -> Self {
        age.to_string()
    }
}

/// A month of submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: i32,
    month: u8,
}

impl YearMonth {
    /// The month of a day.
    #[must_use]
    pub const fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month() as u8,
        }
    }

    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Months since the year 0: for steps and distances.
    #[must_use]
    pub const fn index(self) -> i32 {
        self.year * 12 + self.month as i32 - 1
    }

    /// Its first and last day; `None` beyond the calendar's end.
    #[must_use]
    pub fn days(self) -> Option<(Date, Date)> {
        let month = Month::try_from(self.month).ok()?;
        let first = Date::from_calendar_date(self.year, month, 1).ok()?;
        let last = Date::from_calendar_date(self.year, month, month.length(self.year)).ok()?;
        Some((first, last))
    }
}

impl FromStr for YearMonth {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (year, month) = text.split_once('-').ok_or(ValueError::Month)?;
        let digits =
            |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(ValueError::Month);
        }
        let read = |text: &str| text.parse::<u16>().map_err(|_| ValueError::Month);
        let (year, month) = (read(year)?, read(month)?);
        if !(1..=12).contains(&month) || year < 1 {
            return Err(ValueError::Month);
        }
        Ok(Self {
            year: i32::from(year),
            month: u8::try_from(month).map_err(|_| ValueError::Month)?,
        })
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A day as a flat file has it.
///
/// # Errors
/// [`ValueError::Date`].
pub fn read_day(text: &str) -> Result<Date, ValueError> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ValueError::Date);
    }
    let read = |from: usize, to: usize| text[from..to].parse::<u16>().map_err(|_| ValueError::Date);
    let month = u8::try_from(read(4, 6)?).map_err(|_| ValueError::Date)?;
    let day = u8::try_from(read(6, 8)?).map_err(|_| ValueError::Date)?;
    let month = Month::try_from(month).map_err(|_| ValueError::Date)?;
    Date::from_calendar_date(i32::from(read(0, 4)?), month, day).map_err(|_| ValueError::Date)
}

/// The inverse of [`read_day`].
#[must_use]
pub fn write_day(day: Date) -> String {
    format!(
        "{:04}{:02}{:02}",
        day.year(),
        u8::from(day.month()),
        day.day()
    )
}
