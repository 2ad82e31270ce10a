//! One question: its key, its type and whether it must be answered. Typed parsing of what people type,
//! with error codes; the browser runs the same code for instant feedback, the server runs it for truth.

pub mod choice;
mod contact;
mod date;
mod kind;
mod money;
mod number;
mod text;
mod vehicle;

pub use choice::{Choice, Choices};
pub use contact::{Email, Phone, Zip};
pub use date::{ClockTime, Day};
pub use kind::FieldKind;
pub use money::Money;
pub use number::{Count, LastFour, Year};
pub use text::Text;
pub use vehicle::{Imei, Plate, Vin};

use crate::jurisdiction::LatLon;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;
use time::Date;

/// Why an answer cannot be taken. A code: the sentence beside the field is `error.<code>` in `app/words/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", self.code())]
pub enum FieldError {
    Missing,
    TooLong { max: u16 },
    TooShort { min: u16 },
    WholeNumber,
    NotADate,
    InFuture,
    TooLongAgo,
    BeforeStart,
    NotATime,
    NotMoney,
    NotAPhone,
    NotAnEmail,
    NotAZip,
    NotAPlate,
    NotAVin,
    NotAnImei,
    NotAYear,
    NotFourDigits,
    NotACount,
    NotAPoint,
    NotAnOption,
    NoneAndOthers,
}

impl FieldError {
    /// The code that names the sentence.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong { .. } => "too_long",
            Self::TooShort { .. } => "too_short",
            Self::WholeNumber => "whole_number",
            Self::NotADate => "not_a_date",
            Self::InFuture => "in_future",
            Self::TooLongAgo => "too_long_ago",
            Self::BeforeStart => "before_start",
            Self::NotATime => "not_a_time",
            Self::NotMoney => "not_money",
            Self::NotAPhone => "not_a_phone",
            Self::NotAnEmail => "not_an_email",
            Self::NotAZip => "not_a_zip",
            Self::NotAPlate => "not_a_plate",
            Self::NotAVin => "not_a_vin",
            Self::NotAnImei => "not_an_imei",
            Self::NotAYear => "not_a_year",
            Self::NotFourDigits => "not_four_digits",
            Self::NotACount => "not_a_count",
            Self::NotAPoint => "not_a_point",
            Self::NotAnOption => "not_an_option",
            Self::NoneAndOthers => "none_and_others",
        }
    }

    /// The figure that the sentence names, if it names one.
    #[must_use]
    pub const fn limit(self) -> Option<u16> {
        match self {
            Self::TooLong { max } => Some(max),
            Self::TooShort { min } => Some(min),
            _ => None,
        }
    }

    /// Every error, for the test that each has its sentence.
    pub const ALL: [Self; 22] = [
        Self::Missing,
        Self::TooLong { max: 0 },
        Self::TooShort { min: 0 },
        Self::WholeNumber,
        Self::NotADate,
        Self::InFuture,
        Self::TooLongAgo,
        Self::BeforeStart,
        Self::NotATime,
        Self::NotMoney,
        Self::NotAPhone,
        Self::NotAnEmail,
        Self::NotAZip,
        Self::NotAPlate,
        Self::NotAVin,
        Self::NotAnImei,
        Self::NotAYear,
        Self::NotFourDigits,
        Self::NotACount,
        Self::NotAPoint,
        Self::NotAnOption,
        Self::NoneAndOthers,
    ];
}

/// Something odd that is pointed out and never refused: check digits are mistyped on real documents too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldWarning {
    VinCheckDigit,
    ImeiCheckDigit,
}

impl FieldWarning {
    /// The code that names the sentence (`warning.<code>`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::VinCheckDigit => "vin_check_digit",
            Self::ImeiCheckDigit => "imei_check_digit",
        }
    }
}

/// Whether a field must be answered on the page that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

/// One question, as data.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// Unique in the catalogue; also the name of the form control.
    pub key: &'static str,
    pub kind: FieldKind,
    pub need: Need,
    /// The codes that may be chosen; empty unless `kind` is a choice.
    pub options: &'static [&'static str],
    /// The HTML `autocomplete` token, where one fits (WCAG 1.3.5).
    pub autocomplete: Option<&'static str>,
}

/// What a parser may know besides the text.
#[derive(Debug, Clone, Copy)]
pub struct ParseContext {
    pub today: Date,
    pub kind: FieldKind,
}

/// A type that is made from what a person typed, and only so.
pub trait Answer: Sized {
    /// # Errors
    /// The code of the sentence that tells the filer what is wrong.
    fn parse(raw: &str, context: ParseContext) -> Result<Self, FieldError>;
}

/// A question whose answer has type `T`.
#[derive(Debug)]
pub struct Field<T> {
    pub spec: FieldSpec,
    answer: PhantomData<fn() -> T>,
}

impl<T: Answer> Field<T> {
    const fn of(key: &'static str, kind: FieldKind) -> Self {
        Self {
            spec: FieldSpec {
                key,
                kind,
                need: Need::Required,
                options: &[],
                autocomplete: None,
            },
            answer: PhantomData,
        }
    }

    /// May be left empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.spec.need = Need::Optional;
        self
    }

    /// The browser may fill it in from what it knows of the person.
    #[must_use]
    pub const fn autocomplete(mut self, token: &'static str) -> Self {
        self.spec.autocomplete = Some(token);
        self
    }

    /// # Errors
    /// As [`FieldSpec::check`]. `Ok(None)` where an optional field is empty.
    pub fn read(&self, raw: &str, today: Date) -> Result<Option<T>, FieldError> {
        let raw = raw.trim();
        if raw.is_empty() {
            return match self.spec.need {
                Need::Required => Err(FieldError::Missing),
                Need::Optional => Ok(None),
            };
        }
        let kind = self.spec.kind;
        T::parse(raw, ParseContext { today, kind }).map(Some)
    }
}

macro_rules! constructors {
    ($($name:ident: $type:ty = $kind:expr;)*) => {$(
        impl Field<$type> {
            #[doc = concat!("A required [`", stringify!($type), "`].")]
            #[must_use]
            pub const fn $name(key: &'static str) -> Self {
                Self::of(key, $kind)
            }
        }
    )*};
}

constructors! {
    day: Day = FieldKind::Day;
    time: ClockTime = FieldKind::Time;
    money: Money = FieldKind::Money;
    phone: Phone = FieldKind::Phone;
    email: Email = FieldKind::Email;
    zip: Zip = FieldKind::Zip;
    plate: Plate = FieldKind::Plate;
    vin: Vin = FieldKind::Vin;
    imei: Imei = FieldKind::Imei;
    year: Year = FieldKind::Year;
    last_four: LastFour = FieldKind::LastFour;
    count: Count = FieldKind::Count;
    point: LatLon = FieldKind::Point;
}

impl Field<Text> {
    /// One required line of at most `max` characters.
    #[must_use]
    pub const fn text(key: &'static str, max: u16) -> Self {
        Self::of(key, FieldKind::Text { max })
    }

    /// One required line in which whole Social Security and account numbers are refused.
    #[must_use]
    pub const fn safe_text(key: &'static str, max: u16) -> Self {
        Self::of(key, FieldKind::SafeText { max })
    }

    /// Several required lines.
    #[must_use]
    pub const fn long_text(key: &'static str, min: u16, max: u16) -> Self {
        Self::of(key, FieldKind::LongText { min, max })
    }
}

impl<C: Choice + Answer> Field<C> {
    /// One of the codes of `C`.
    #[must_use]
    pub const fn choice(key: &'static str) -> Self {
        let mut field = Self::of(key, FieldKind::Choice);
        field.spec.options = C::CODES;
        field
    }
}

impl<C: Choice> Field<Choices<C>> {
    /// Any of the codes of `C`.
    #[must_use]
    pub const fn choices(key: &'static str) -> Self {
        let mut field = Self::of(key, FieldKind::Choices);
        field.spec.options = C::CODES;
        field
    }
}

impl FieldSpec {
    /// Whether an answer can be taken, without keeping it.
    ///
    /// # Errors
    /// [`FieldError::Missing`] for an empty required field, else the parser's own code.
    pub fn check(&self, raw: &str, today: Date) -> Result<(), FieldError> {
        let raw = raw.trim();
        match (raw.is_empty(), self.need, self.kind) {
            (true, Need::Required, _) => Err(FieldError::Missing),
            (true, Need::Optional, _) => Ok(()),
            (false, _, FieldKind::Choice) => choice::check_one(raw, self.options),
            (false, _, FieldKind::Choices) => choice::check_many(raw, self.options),
            (false, _, kind) => check(kind, raw, today),
        }
    }
}

/// Whether a non-empty text fits a type of field; the options of a choice are checked by [`FieldSpec::check`].
///
/// # Errors
/// The parser's code.
pub fn check(kind: FieldKind, raw: &str, today: Date) -> Result<(), FieldError> {
    let context = ParseContext { today, kind };
    match kind {
        FieldKind::Text { .. } | FieldKind::SafeText { .. } | FieldKind::LongText { .. } => {
            Text::parse(raw, context).map(drop)
        }
        FieldKind::Day => Day::parse(raw, context).map(drop),
        FieldKind::Time => ClockTime::parse(raw, context).map(drop),
        FieldKind::Money => Money::parse(raw, context).map(drop),
        FieldKind::Phone => Phone::parse(raw, context).map(drop),
        FieldKind::Email => Email::parse(raw, context).map(drop),
        FieldKind::Zip => Zip::parse(raw, context).map(drop),
        FieldKind::Plate => Plate::parse(raw, context).map(drop),
        FieldKind::Vin => Vin::parse(raw, context).map(drop),
        FieldKind::Imei => Imei::parse(raw, context).map(drop),
        FieldKind::Year => Year::parse(raw, context).map(drop),
        FieldKind::LastFour => LastFour::parse(raw, context).map(drop),
        FieldKind::Count => Count::parse(raw, context).map(drop),
        FieldKind::Point => <LatLon as Answer>::parse(raw, context).map(drop),
        FieldKind::Choice | FieldKind::Choices => Ok(()),
    }
}

/// Something odd about an answer that parses.
#[must_use]
pub fn warning(kind: FieldKind, raw: &str, today: Date) -> Option<FieldWarning> {
    let context = ParseContext { today, kind };
    match kind {
        FieldKind::Vin => {
            let vin = Vin::parse(raw, context).ok()?;
            (!vin.check_digit_fits()).then_some(FieldWarning::VinCheckDigit)
        }
        FieldKind::Imei => {
            let imei = Imei::parse(raw, context).ok()?;
            (!imei.check_digit_fits()).then_some(FieldWarning::ImeiCheckDigit)
        }
        _ => None,
    }
}

/// The answer in its usual written form, for summaries; what does not parse is shown as typed.
#[must_use]
pub fn tidy(kind: FieldKind, raw: &str, today: Date) -> String {
    let raw = raw.trim();
    let context = ParseContext { today, kind };
    fn shown<T: Answer + std::fmt::Display>(raw: &str, context: ParseContext) -> Option<String> {
        T::parse(raw, context).ok().map(|value| value.to_string())
    }
    match kind {
        FieldKind::Day => shown::<Day>(raw, context),
        FieldKind::Time => shown::<ClockTime>(raw, context),
        FieldKind::Money => shown::<Money>(raw, context),
        FieldKind::Phone => shown::<Phone>(raw, context),
        FieldKind::Plate => shown::<Plate>(raw, context),
        FieldKind::Vin => shown::<Vin>(raw, context),
        FieldKind::Imei => shown::<Imei>(raw, context),
        _ => None,
    }
    .unwrap_or_else(|| raw.to_owned())
}

impl Answer for LatLon {
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        Self::parse(raw).map_err(|_| FieldError::NotAPoint)
    }
}
