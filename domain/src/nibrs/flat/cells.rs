//! Reading the elements of one segment, each by its type. What does not fit is a fault with the element's name and
//! the rule's number; nothing of the text is repeated, since somebody typed it.

use super::raw::RawSegment;
use super::read::Fault;
use crate::nibrs::codes::Code;
use crate::nibrs::few::{Few, FewError, Keyed};
use crate::nibrs::values::read_day;
use std::str::FromStr;
use time::Date;

/// Rules by the level of the segment.
const MISSING: [&str; 7] = ["001", "101", "201", "301", "401", "501", "601"];
const INVALID: [&str; 7] = ["001", "104", "204", "304", "404", "504", "604"];
const TWICE: [&str; 7] = ["001", "104", "206", "306", "406", "504", "606"];

/// Reads the elements of one segment.
pub(super) struct Cells<'a> {
    pub(super) raw: &'a RawSegment,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Cells<'a> {
    pub(super) const fn new(raw: &'a RawSegment, faults: &'a mut Vec<Fault>) -> Self {
        Self { raw, faults }
    }

    pub(super) fn fault(&mut self, field: &'static str, rule: &'static str, words: &'static str) {
        self.faults.push(Fault {
            line: self.raw.line,
            field: field.to_owned(),
            rule,
            words,
        });
    }

    pub(super) fn level(&self) -> usize {
        usize::from(self.raw.level.min(6))
    }

    pub(super) fn read<T>(
        &mut self,
        field: &'static str,
        place: usize,
        rule: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.raw.get(field, place);
        if text.is_empty() {
            return None;
        }
        let value = read(text);
        if value.is_none() {
            self.fault(field, rule, "Not a valid value.");
        }
        value
    }

    pub(super) fn need<T>(&mut self, field: &'static str, value: Option<T>) -> Option<T> {
        // A value that is there but wrong has been told already.
        if value.is_none() && self.raw.get(field, 0).is_empty() {
            self.fault(field, MISSING[self.level()], "It is missing.");
        }
        value
    }

    pub(super) fn code<C: Code>(&mut self, field: &'static str) -> Option<C> {
        self.read(field, 0, INVALID[self.level()], C::from_code)
    }

    pub(super) fn parse<T: FromStr>(
        &mut self,
        field: &'static str,
        rule: &'static str,
    ) -> Option<T> {
        self.read(field, 0, rule, |text| text.parse().ok())
    }

    pub(super) fn day(
        &mut self,
        field: &'static str,
        place: usize,
        rule: &'static str,
    ) -> Option<Date> {
        self.read(field, place, rule, |text| read_day(text).ok())
    }

    pub(super) fn number<T: FromStr>(
        &mut self,
        field: &'static str,
        place: usize,
        rule: &'static str,
    ) -> Option<T> {
        self.read(field, place, rule, |text| {
            text.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| text.parse().ok())
                .flatten()
        })
    }

    /// All values of an element that has several.
    pub(super) fn codes<C: Code, const MAX: usize>(&mut self, field: &'static str) -> Few<C, MAX> {
        let mut codes = Vec::new();
        for place in 0..MAX {
            codes.extend(self.read(field, place, INVALID[self.level()], C::from_code));
        }
        self.few(field, TWICE[self.level()], codes)
    }

    pub(super) fn few<T: Keyed, const MAX: usize>(
        &mut self,
        field: &'static str,
        rule: &'static str,
        values: Vec<T>,
    ) -> Few<T, MAX> {
        Few::new(values).unwrap_or_else(|error| {
            let words = match error {
                FewError::Twice => "The same value twice.",
                FewError::TooMany => "More values than there is room for.",
            };
            self.fault(field, rule, words);
            Few::default()
        })
    }
}
