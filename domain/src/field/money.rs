//! Amounts in United States dollars.

use super::{Answer, FieldError, ParseContext};
use serde::{Serialize, Serializer};
use std::fmt;

/// An amount in cents. At most ten million dollars: more than that is a slip of the keyboard, and needs an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money {
    cents: u64,
}

const MAX_CENTS: u64 = 10_000_000 * 100;

impl Money {
    #[must_use]
    pub const fn cents(self) -> u64 {
        self.cents
    }
}

impl Answer for Money {
    /// Takes `1200`, `$1,200`, `1,200.50`, `$ 1200.5`, `1200 dollars`.
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        read(raw)
            .filter(|cents| *cents <= MAX_CENTS)
            .map(|cents| Self { cents })
            .ok_or(FieldError::NotMoney)
    }
}

fn read(raw: &str) -> Option<u64> {
    let text = raw.trim().to_ascii_lowercase();
    let text = text.trim_start_matches('$');
    let text = text
        .trim_end_matches("dollars")
        .trim_end_matches("usd")
        .trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole = if whole.contains(',') {
        let groups: Vec<&str> = whole.split(',').collect();
        let (first, rest) = groups.split_first()?;
        if first.is_empty() || first.len() > 3 || rest.iter().any(|group| group.len() != 3) {
            return None;
        }
        groups.concat()
    } else {
        whole.to_owned()
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !digits(&whole) || part.len() > 2 || !digits(part) {
        return None;
    }
    let cents: u64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<u64>().ok()? * 100 + cents)
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = (self.cents / 100).to_string();
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        match self.cents % 100 {
            0 => write!(f, "${grouped}"),
            cents => write!(f, "${grouped}.{cents:02}"),
        }
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!(
            "{}.{:02}",
            self.cents / 100,
            self.cents % 100
        ))
    }
}
