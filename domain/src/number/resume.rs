//! The code with which a filer comes back to an unfinished report, on any device.

use super::tracking::{TrackingError, check_character, draw, normalise};
use std::fmt;
use std::str::FromStr;

/// 19 random characters of 31 are 94 bits: nobody guesses one, and its plain hash in a stolen database cannot be
/// tried through.
const RANDOM_LEN: usize = 19;
const GROUP: usize = 4;

/// The key of a draft, e.g. `7KQM-2XWP-9RTA-H4VC-XN3D`: 19 random characters and a check character. The browser
/// keeps it in its cookie, the filer may write it down; the service stores only its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct ResumeCode(String);

impl ResumeCode {
    /// Makes a code from random bytes.
    pub fn from_random(mut next_byte: impl FnMut() -> u8) -> Self {
        let body = draw(RANDOM_LEN, &mut next_byte);
        let check = check_character(&body);
        Self(format!("{body}{check}"))
    }

    /// The 20 characters without dashes: the form that is hashed and kept in the cookie.
    #[must_use]
    pub fn compact(&self) -> &str {
        &self.0
    }
}

impl FromStr for ResumeCode {
    type Err = TrackingError;

    fn from_str(text: &str) -> Result<Self, TrackingError> {
        let compact = normalise(text, RANDOM_LEN + 1)?;
        let (body, check) = compact.split_at(RANDOM_LEN);
        if !check.starts_with(check_character(body)) {
            return Err(TrackingError::CheckCharacter);
        }
        Ok(Self(compact))
    }
}

impl fmt::Display for ResumeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, c) in self.0.chars().enumerate() {
            if place > 0 && place % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ResumeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResumeCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code() -> impl Strategy<Value = ResumeCode> {
        prop::collection::vec(0u8..248, RANDOM_LEN).prop_map(|bytes| {
            let mut bytes = bytes.into_iter();
            ResumeCode::from_random(|| bytes.next().unwrap_or(0))
        })
    }

    proptest! {
        #[test]
        fn a_resume_code_reads_back_as_itself_however_it_is_typed(code in code()) {
            prop_assert_eq!(code.to_string().parse::<ResumeCode>(), Ok(code.clone()));
            let typed = code.to_string().to_lowercase().replace('-', " ");
            prop_assert_eq!(typed.parse::<ResumeCode>(), Ok(code));
        }

        #[test]
        fn one_mistyped_character_is_told_apart_from_an_unknown_code(code in code(), place in 0..RANDOM_LEN) {
            let mut typed = code.compact().as_bytes().to_vec();
            typed[place] = if typed[place] == b'2' { b'3' } else { b'2' };
            let typed = String::from_utf8(typed).expect("ASCII");
            prop_assert_eq!(typed.parse::<ResumeCode>(), Err(TrackingError::CheckCharacter));
        }
    }

    #[test]
    fn a_code_is_shown_in_five_groups_of_four_and_never_in_a_log() {
        let code = ResumeCode::from_random(|| 0);
        assert_eq!(
            code.to_string()
                .split('-')
                .map(str::len)
                .collect::<Vec<_>>(),
            [4; 5]
        );
        assert_eq!(format!("{code:?}"), "ResumeCode(…)");
    }
}
