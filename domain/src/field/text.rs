//! Free text: trimmed, bounded, without invisible control characters.

use super::{Answer, FieldError, FieldKind, ParseContext};
use serde::Serialize;

/// Non-empty text. Line breaks are `\n`; other control characters are dropped, since a form control
/// cannot produce them and a PDF or XML document cannot carry them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Text(String);

impl Text {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A non-empty text of at most `max` characters, outside any form field.
    ///
    /// # Errors
    /// [`FieldError::Missing`] or [`FieldError::TooLong`].
    pub fn new(raw: &str, max: u16) -> Result<Self, FieldError> {
        let text = clean(raw);
        if text.is_empty() {
            return Err(FieldError::Missing);
        }
        if text.chars().count() > usize::from(max) {
            return Err(FieldError::TooLong { max });
        }
        Ok(Self(text))
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Answer for Text {
    fn parse(raw: &str, context: ParseContext) -> Result<Self, FieldError> {
        match context.kind {
            FieldKind::SafeText { max } => {
                if holds_a_whole_number(raw) {
                    return Err(FieldError::WholeNumber);
                }
                Self::new(raw, max)
            }
            FieldKind::LongText { min, max } => {
                let text = Self::new(raw, max)?;
                if text.0.chars().count() < usize::from(min) {
                    return Err(FieldError::TooShort { min });
                }
                Ok(text)
            }
            FieldKind::Text { max } => Self::new(raw, max),
            _ => Self::new(raw, u16::MAX),
        }
    }
}

fn clean(raw: &str) -> String {
    raw.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A Social Security number (nine digits written 3-2-4 or run together) or a card number (13 to 19 digits
/// that pass the Luhn check): we never want to hold one.
fn holds_a_whole_number(raw: &str) -> bool {
    let mut run = String::new();
    for c in raw.chars().chain(['\u{0}']) {
        match c {
            '0'..='9' => run.push(c),
            ' ' | '-' if !run.is_empty() => {}
            _ => {
                if run.len() == 9 || (13..=19).contains(&run.len()) && luhn(&run) {
                    return true;
                }
                run.clear();
            }
        }
    }
    false
}

/// ISO/IEC 7812-1 annex B: the check digit of card numbers, and of an IMEI (3GPP TS 23.003).
pub(super) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            match (place % 2, digit) {
                (0, d) => d,
                (_, d) if d > 4 => d * 2 - 9,
                (_, d) => d * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_found_however_they_are_written() {
        for whole in [
            "123-45-6789",
            "my ssn is 123 45 6789.",
            "4111 1111 1111 1111",
            "4111111111111111",
        ] {
            assert!(holds_a_whole_number(whole), "{whole}");
        }
        for fine in ["6789", "12/24", "203-555-0142", "May 2026, 14 charges", ""] {
            assert!(!holds_a_whole_number(fine), "{fine}");
        }
    }

    #[test]
    fn invisible_control_characters_are_dropped_and_line_breaks_kept() {
        let text = Text::new("one\r\ntwo\u{0}\u{1b}[31m\rthree", 100).expect("text");
        assert_eq!(text.as_str(), "one\ntwo[31m\nthree");
    }
}
