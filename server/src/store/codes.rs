//! How values are written into columns, and read back.
//!
//! Instants are whole microseconds since 1970 UTC in a 64-bit integer: SQLite has no type for them, and text
//! with fractions of varying length does not sort. Enumerations are stored as their codes. JSON is stored as
//! text, since what was typed must read back as typed: PostgreSQL's own type refuses U+0000, which anybody can
//! post, and rewrites numbers.

use super::{Hash32, StoreError};
use app::words::Lang;
use domain::eligibility::{Advice, Stop};
use domain::field::Choice;
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;

/// Microseconds since 1970 UTC. What is finer than a microsecond is cut off.
pub(super) fn stamp(at: OffsetDateTime) -> i64 {
    // Fits until the year 294,000; `OffsetDateTime` ends with the year 9999.
    i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000)).unwrap_or(i64::MAX)
}

/// The inverse of [`stamp`].
pub(super) fn moment(stamp: i64) -> Result<OffsetDateTime, StoreError> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(stamp) * 1_000)
        .map_err(|_| StoreError::Corrupt("instant"))
}

pub(super) fn hash(bytes: &[u8]) -> Result<Hash32, StoreError> {
    bytes.try_into().map_err(|_| StoreError::Corrupt("hash"))
}

/// A language by its stored tag. One that the product no longer speaks is answered in English.
pub(super) fn lang(tag: &str) -> Lang {
    Lang::of(tag).unwrap_or(Lang::ENGLISH)
}

/// A choice by its stored code.
pub(super) fn choice<C: Choice>(code: &str, column: &'static str) -> Result<C, StoreError> {
    C::from_code(code).ok_or(StoreError::Corrupt(column))
}

pub(super) fn stop(code: &str) -> Result<Stop, StoreError> {
    Stop::ALL
        .into_iter()
        .find(|stop| stop.code() == code)
        .ok_or(StoreError::Corrupt("stop"))
}

/// Advice flags are one text of codes with commas between.
pub(super) fn join_advice(advice: &[Advice]) -> String {
    advice
        .iter()
        .map(|flag| flag.code())
        .collect::<Vec<_>>()
        .join(",")
}

/// The inverse of [`join_advice`].
pub(super) fn split_advice(codes: &str) -> Result<Vec<Advice>, StoreError> {
    codes
        .split(',')
        .filter(|code| !code.is_empty())
        .map(|code| {
            Advice::ALL
                .into_iter()
                .find(|flag| flag.code() == code)
                .ok_or(StoreError::Corrupt("advice"))
        })
        .collect()
}

pub(super) fn to_json<T: Serialize>(value: &T, column: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Corrupt(column))
}

pub(super) fn from_json<T: DeserializeOwned>(
    text: &str,
    column: &'static str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::Role;
    use domain::incident::Kind;
    use domain::review::Status;
    use proptest::prelude::*;

    fn reads_back<C: Choice + std::fmt::Debug>() {
        for option in C::ALL {
            assert_eq!(
                choice::<C>(option.code(), "code").expect("reads back"),
                *option
            );
        }
    }

    #[test]
    fn every_code_reads_back_as_its_value() {
        reads_back::<Status>();
        reads_back::<Kind>();
        reads_back::<Role>();
        for reason in Stop::ALL {
            assert_eq!(stop(reason.code()), Ok(reason));
        }
        assert_eq!(
            split_advice(&join_advice(&Advice::ALL)),
            Ok(Advice::ALL.to_vec())
        );
        assert_eq!(split_advice(""), Ok(Vec::new()));
    }

    #[test]
    fn an_unknown_code_is_corrupt_and_names_the_column() {
        assert_eq!(
            choice::<Status>("lost", "status"),
            Err(StoreError::Corrupt("status"))
        );
    }

    proptest! {
        #[test]
        fn an_instant_reads_back_to_the_microsecond_and_keeps_its_order(
            a in -62_135_596_800_000_000i64..253_402_300_799_000_000, b in -62_135_596_800_000_000i64..253_402_300_799_000_000,
        ) {
            let (x, y) = (moment(a).expect("instant"), moment(b).expect("instant"));
            prop_assert_eq!(stamp(x), a);
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        }
    }
}
