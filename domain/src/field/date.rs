//! Days and times of day as people in the United States write them.

use super::{Answer, FieldError, ParseContext};
use serde::{Serialize, Serializer};
use std::fmt;
use time::{Date, Month};

/// A calendar day, not in the future and not before 1900.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl Answer for Day {
    /// Takes `7/4/26`, `07/04/2026`, `7-4-2026`, `2026-07-04`, `July 4, 2026`, `4 Jul 2026`,
    /// `4 de julio de 2026`.
    /// A year of two digits is the latest one that is not in the future.
    fn parse(raw: &str, context: ParseContext) -> Result<Self, FieldError> {
        let date = read_date(raw, context.today).ok_or(FieldError::NotADate)?;
        if date > context.today {
            return Err(FieldError::InFuture);
        }
        if date.year() < 1900 {
            return Err(FieldError::TooLongAgo);
        }
        Ok(Self(date))
    }
}

fn read_date(raw: &str, today: Date) -> Option<Date> {
    let parts: Vec<&str> = raw
        .split(|c: char| !c.is_alphanumeric())
        // `4 de julio de 2026`
        .filter(|part| !part.is_empty() && !part.eq_ignore_ascii_case("de"))
        .collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let (year, month, day) = if let Some(month) = month_by_name(a) {
        (*c, month, number(b)?)
    } else if let Some(month) = month_by_name(b) {
        (*c, month, number(a)?)
    } else if a.len() == 4 {
        (*a, Month::try_from(number(b)?).ok()?, number(c)?)
    } else {
        (*c, Month::try_from(number(a)?).ok()?, number(b)?)
    };
    if !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let written: i32 = year.parse().ok()?;
    match year.len() {
        4 => Date::from_calendar_date(written, month, day).ok(),
        2 => [2000, 1900]
            .into_iter()
            .filter_map(|century| Date::from_calendar_date(century + written, month, day).ok())
            .find(|date| *date <= today)
            .or_else(|| Date::from_calendar_date(2000 + written, month, day).ok()),
        _ => None,
    }
}

fn number(part: &str) -> Option<u8> {
    let digits = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &part[digits.len()..];
    if !matches!(suffix, "" | "st" | "nd" | "rd" | "th") || digits.len() > 2 {
        return None;
    }
    digits.parse().ok()
}

fn month_by_name(part: &str) -> Option<Month> {
    // In English, then in Spanish: whoever reads Spanish pages writes Spanish months.
    const NAMES: [&str; 24] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    let part = part.to_ascii_lowercase();
    if part.len() < 3 {
        return None;
    }
    let place = NAMES.iter().position(|name| name.starts_with(&part))?;
    Month::try_from(u8::try_from(place % 12).ok()? + 1).ok()
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}, {}", self.0.month(), self.0.day(), self.0.year())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!(
            "{:04}-{:02}-{:02}",
            self.0.year(),
            u8::from(self.0.month()),
            self.0.day()
        ))
    }
}

/// A time of day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime {
    hour: u8,
    minute: u8,
}

impl ClockTime {
    /// 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }
}

impl Answer for ClockTime {
    /// Takes `14:30`, `2:30 pm`, `2:30PM`, `2 p.m.`, `noon`, `midnight`, `1430`.
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        read_time(raw).ok_or(FieldError::NotATime)
    }
}

fn read_time(raw: &str) -> Option<ClockTime> {
    let text: String = raw
        .to_ascii_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .collect();
    match text.as_str() {
        "noon" => {
            return Some(ClockTime {
                hour: 12,
                minute: 0,
            });
        }
        "midnight" => return Some(ClockTime { hour: 0, minute: 0 }),
        _ => {}
    }
    let (digits, half) = if let Some(rest) = text.strip_suffix("am").or(text.strip_suffix('a')) {
        (rest, Some(0))
    } else if let Some(rest) = text.strip_suffix("pm").or(text.strip_suffix('p')) {
        (rest, Some(12))
    } else {
        (text.as_str(), None)
    };
    let (hour, minute) = match digits.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if digits.len() == 4 && half.is_none() => digits.split_at_checked(2)?,
        None if half.is_some() => (digits, "0"),
        None => return None,
    };
    if hour.len() > 2
        || !hour
            .bytes()
            .chain(minute.bytes())
            .all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        None if hour < 24 => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        _ => return None,
    };
    (minute < 60).then_some(ClockTime { hour, minute })
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = if self.hour < 12 { "AM" } else { "PM" };
        let hour = match self.hour % 12 {
            0 => 12,
            hour => hour,
        };
        write!(f, "{hour}:{:02} {half}", self.minute)
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}:{:02}", self.hour, self.minute))
    }
}
