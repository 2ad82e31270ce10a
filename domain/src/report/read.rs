//! Reading typed values out of raw answers, by the fields that declare their types.

use crate::answers::{RawAnswers, entry_key};
use crate::field::{Answer, Field, FieldError};
use crate::incident::{Step, chosen_kind, step};
use crate::rules::Rules;

/// A field that could not be read: the journey was not walked to its end before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("field {field}: {error}")]
pub struct Incomplete {
    pub field: &'static str,
    pub error: FieldError,
}

/// Reads the answers of a report, or of one entry of a group.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    answers: &'a RawAnswers,
    rules: &'a Rules<'a>,
    entry: Option<(&'static str, usize)>,
}

impl<'a> Reader<'a> {
    #[must_use]
    pub const fn new(answers: &'a RawAnswers, rules: &'a Rules<'a>) -> Self {
        Self {
            answers,
            rules,
            entry: None,
        }
    }

    /// A required answer.
    pub(crate) fn need<T: Answer>(&self, field: &Field<T>) -> Result<T, Incomplete> {
        self.maybe(field)?.ok_or(Incomplete {
            field: field.spec.key,
            error: FieldError::Missing,
        })
    }

    /// An answer that may be absent.
    pub(crate) fn maybe<T: Answer>(&self, field: &Field<T>) -> Result<Option<T>, Incomplete> {
        let key = field.spec.key;
        let raw = match self.entry {
            Some((group, index)) => self.answers.get(&entry_key(group, index, key)),
            None => self.answers.get(key),
        };
        field
            .read(raw, self.rules.today)
            .map_err(|error| Incomplete { field: key, error })
    }

    /// An answer of a page that is shown only sometimes. One that is left over from an earlier path does not count.
    pub(crate) fn maybe_on<T: Answer>(
        &self,
        page: &Step,
        field: &Field<T>,
    ) -> Result<Option<T>, Incomplete> {
        if self.shows(page) {
            self.maybe(field)
        } else {
            Ok(None)
        }
    }

    /// Every entry of a group.
    pub(crate) fn entries<T>(
        &self,
        group: &'static str,
        read: impl Fn(&Self) -> Result<T, Incomplete>,
    ) -> Result<Vec<T>, Incomplete> {
        (0..self.answers.entries(group))
            .map(|index| {
                read(&Self {
                    entry: Some((group, index)),
                    ..*self
                })
            })
            .collect()
    }

    /// Whether a page is shown, given the answers.
    pub(crate) fn shows(&self, step: &Step) -> bool {
        (step.applies)(self.answers, self.rules)
    }

    /// As [`Self::shows`], by the page's id.
    pub(crate) fn shows_step(&self, id: &str) -> bool {
        step(chosen_kind(self.answers), id).is_some_and(|step| self.shows(step))
    }
}
