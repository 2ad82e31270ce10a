//! The code on a copy, with which anybody who holds the paper can ask whether the department issued it.

use super::tracking::{TrackingError, check_character, draw, normalise};
use std::fmt;
use std::str::FromStr;

/// 19 characters of 31 are 94 bits: nobody guesses one, and its plain hash in a stolen database cannot be tried
/// through.
const BODY_LEN: usize = 19;
const GROUP: usize = 4;

/// Names the copies of one report, e.g. `7KQM-2XWP-9RTA-H4VC-XN3D`: 19 characters and a check character. It opens
/// nothing but the answer "issued on that day, for that case", so it may stand in an address.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyCode(String);

impl CopyCode {
    /// Makes a code from bytes that only the department can make.
    pub fn from_bytes(mut next_byte: impl FnMut() -> u8) -> Self {
        let body = draw(BODY_LEN, &mut next_byte);
        let check = check_character(&body);
        Self(format!("{body}{check}"))
    }

    /// The 20 characters without dashes: the form that is hashed and stands in the address.
    #[must_use]
    pub fn compact(&self) -> &str {
        &self.0
    }
}

impl FromStr for CopyCode {
    type Err = TrackingError;

    fn from_str(text: &str) -> Result<Self, TrackingError> {
        let compact = normalise(text, BODY_LEN + 1)?;
        let (body, check) = compact.split_at(BODY_LEN);
        if !check.starts_with(check_character(body)) {
            return Err(TrackingError::CheckCharacter);
        }
        Ok(Self(compact))
    }
}

impl fmt::Display for CopyCode {
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

impl fmt::Debug for CopyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CopyCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code() -> impl Strategy<Value = CopyCode> {
        prop::collection::vec(0u8..248, BODY_LEN).prop_map(|bytes| {
            let mut bytes = bytes.into_iter();
            CopyCode::from_bytes(|| bytes.next().unwrap_or(0))
        })
    }

    proptest! {
        #[test]
        fn a_copy_code_reads_back_as_itself_however_it_is_typed(code in code()) {
            prop_assert_eq!(code.to_string().parse::<CopyCode>(), Ok(code.clone()));
            let typed = code.to_string().to_lowercase().replace('-', " ");
            prop_assert_eq!(typed.parse::<CopyCode>(), Ok(code));
        }

        #[test]
        fn one_mistyped_character_is_caught(code in code(), place in 0..BODY_LEN) {
            let mut typed = code.compact().as_bytes().to_vec();
            typed[place] = if typed[place] == b'2' { b'3' } else { b'2' };
            let typed = String::from_utf8(typed).expect("ASCII");
            prop_assert_eq!(typed.parse::<CopyCode>(), Err(TrackingError::CheckCharacter));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".*") {
            let _ = text.parse::<CopyCode>();
        }
    }

    #[test]
    fn a_code_is_shown_in_five_groups_of_four_and_never_in_a_log() {
        let code = CopyCode::from_bytes(|| 0);
        assert_eq!(
            code.to_string()
                .split('-')
                .map(str::len)
                .collect::<Vec<_>>(),
            [4; 5]
        );
        assert_eq!(format!("{code:?}"), "CopyCode(…)");
    }
}
