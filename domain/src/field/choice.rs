//! Choices among a few codes. The words for each code are in `app/words/`.

use super::{Answer, FieldError, ParseContext};
use serde::{Serialize, Serializer};

/// An enumeration whose variants are the options of a question.
pub trait Choice: Sized + Copy + Eq + 'static {
    const CODES: &'static [&'static str];
    const ALL: &'static [Self];

    fn code(self) -> &'static str;

    #[must_use]
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|option| option.code() == code)
    }
}

/// Declares the options of a question: an enum, its codes and its parser.
#[macro_export]
macro_rules! choices {
    ($($(#[$meta:meta])* $name:ident { $($variant:ident = $code:literal),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[serde(rename = $code)] $variant),* }

        impl $crate::field::Choice for $name {
            const CODES: &'static [&'static str] = &[$($code),*];
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        impl $crate::field::Answer for $name {
            fn parse(raw: &str, _: $crate::field::ParseContext) -> Result<Self, $crate::field::FieldError> {
                <Self as $crate::field::Choice>::from_code(raw).ok_or($crate::field::FieldError::NotAnOption)
            }
        }
    )*};
}

/// The ticked options of a question, in the order of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices<C>(Vec<C>);

impl<C: Choice> Choices<C> {
    pub fn iter(&self) -> impl Iterator<Item = C> + '_ {
        self.0.iter().copied()
    }

    #[must_use]
    pub fn contains(&self, option: C) -> bool {
        self.0.contains(&option)
    }
}

impl<C> Default for Choices<C> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<C: Choice> Answer for Choices<C> {
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        check_many(raw, C::CODES)?;
        let ticked: Vec<&str> = split(raw).collect();
        Ok(Self(
            C::ALL
                .iter()
                .copied()
                .filter(|option| ticked.contains(&option.code()))
                .collect(),
        ))
    }
}

impl<C: Choice> Serialize for Choices<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Choice::code))
    }
}

/// The codes in a raw answer of several ticked boxes.
pub fn split(raw: &str) -> impl Iterator<Item = &str> {
    raw.split(',')
        .map(str::trim)
        .filter(|code| !code.is_empty())
}

pub(super) fn check_one(raw: &str, options: &[&str]) -> Result<(), FieldError> {
    if options.contains(&raw) {
        Ok(())
    } else {
        Err(FieldError::NotAnOption)
    }
}

pub(super) fn check_many(raw: &str, options: &[&str]) -> Result<(), FieldError> {
    if !split(raw).all(|code| options.contains(&code)) {
        return Err(FieldError::NotAnOption);
    }
    if split(raw).any(|code| code == "none") && split(raw).any(|code| code != "none") {
        return Err(FieldError::NoneAndOthers);
    }
    Ok(())
}

choices! {
    /// Yes or no.
    YesNo { Yes = "yes", No = "no" }
    /// Yes, no or not known.
    YesNoUnsure { Yes = "yes", No = "no", Unsure = "unsure" }
}
