//! Case numbers: gapless per year, in the department's format.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// NIBRS data element 2: an incident number has at most 12 characters of A-Z, 0-9 and the hyphen.
const NIBRS_MAX: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseFormatError {
    #[error("the prefix may hold only capital letters A to Z")]
    Prefix,
    #[error(
        "prefix, year, hyphen and {0} digits come to more than 12 characters (NIBRS data element 2)"
    )]
    TooLong(u8),
    #[error("the serial number needs 3 to 8 digits")]
    Digits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseNumberError {
    #[error("not a case number")]
    Shape,
    #[error("the year's numbers are used up")]
    Exhausted,
}

/// How a department writes its case numbers: prefix, two digits of the year, hyphen, serial number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFormat {
    prefix: String,
    digits: u8,
}

impl CaseFormat {
    /// # Errors
    /// When a number in this format would not be a valid NIBRS incident number.
    pub fn new(prefix: &str, digits: u8) -> Result<Self, CaseFormatError> {
        if !prefix.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(CaseFormatError::Prefix);
        }
        if !(3..=8).contains(&digits) {
            return Err(CaseFormatError::Digits);
        }
        if prefix.len() + 3 + usize::from(digits) > NIBRS_MAX {
            return Err(CaseFormatError::TooLong(digits));
        }
        Ok(Self {
            prefix: prefix.to_owned(),
            digits,
        })
    }

    /// The number of a report.
    ///
    /// # Errors
    /// [`CaseNumberError::Exhausted`] when the serial number has more digits than the format.
    pub fn number(&self, year: i32, serial: u32) -> Result<CaseNumber, CaseNumberError> {
        if serial == 0 || serial >= 10u32.pow(u32::from(self.digits)) {
            return Err(CaseNumberError::Exhausted);
        }
        Ok(CaseNumber(format!(
            "{}{:02}-{serial:0width$}",
            self.prefix,
            year.rem_euclid(100),
            width = usize::from(self.digits)
        )))
    }
}

/// The number of an approved report, e.g. `WP26-000123`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CaseNumber(String);

impl CaseNumber {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The serial number within its year.
    #[must_use]
    pub fn serial(&self) -> Option<u32> {
        self.0.rsplit_once('-')?.1.parse().ok()
    }
}

impl FromStr for CaseNumber {
    type Err = CaseNumberError;

    fn from_str(text: &str) -> Result<Self, CaseNumberError> {
        let text = text.trim().to_ascii_uppercase();
        let fits = || {
            let (head, serial) = text.rsplit_once('-')?;
            let year = head.len().checked_sub(2)?;
            let (prefix, year) = head.split_at_checked(year)?;
            (text.len() <= NIBRS_MAX
                && prefix.bytes().all(|b| b.is_ascii_uppercase())
                && year.bytes().all(|b| b.is_ascii_digit())
                && (3..=8).contains(&serial.len())
                && serial.bytes().all(|b| b.is_ascii_digit()))
            .then_some(())
        };
        fits().ok_or(CaseNumberError::Shape)?;
        Ok(Self(text))
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.0
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = CaseNumberError;

    fn try_from(text: String) -> Result<Self, CaseNumberError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_default_format_gives_wp26_000123() {
        let format = CaseFormat::new("WP", 6).expect("format");
        assert_eq!(
            format.number(2026, 123).expect("number").as_str(),
            "WP26-000123"
        );
    }

    #[test]
    fn a_format_that_nibrs_would_refuse_is_refused() {
        assert_eq!(
            CaseFormat::new("WESTPORT", 6),
            Err(CaseFormatError::TooLong(6))
        );
        assert_eq!(CaseFormat::new("wp", 6), Err(CaseFormatError::Prefix));
        assert_eq!(CaseFormat::new("WP", 9), Err(CaseFormatError::Digits));
    }

    proptest! {
        #[test]
        fn a_case_number_reads_back_as_itself(prefix in "[A-Z]{0,3}", year in 2000i32..2100, serial in 1u32..999_999) {
            let number = CaseFormat::new(&prefix, 6).expect("format").number(year, serial).expect("number");
            prop_assert_eq!(number.to_string().parse::<CaseNumber>(), Ok(number.clone()));
            prop_assert_eq!(number.serial(), Some(serial));
        }
    }
}
