//! Lists that a segment has room for: so many values at most, and none twice. That a value is repeated or one too
//! many (rules 206, 262, 263, 306, 376, 406, 451, 551, 606, 661) cannot be held.

use super::codes::Code;
use serde::{Deserialize, Serialize};

/// What makes a value of a list the same as another.
pub trait Keyed {
    type Key: Eq;

    fn key(&self) -> Self::Key;
}

impl<C: Code> Keyed for C {
    type Key = C;

    fn key(&self) -> C {
        *self
    }
}

/// Why a list cannot be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FewError {
    #[error("more values than the segment has room for")]
    TooMany,
    #[error("a value twice")]
    Twice,
}

/// At most `MAX` values with different keys, in the order given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<T>", into = "Vec<T>")]
#[serde(bound(
    serialize = "T: Serialize + Clone",
    deserialize = "T: Deserialize<'de> + Keyed"
))]
pub struct Few<T, const MAX: usize>(Vec<T>);

impl<T, const MAX: usize> Default for Few<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Keyed, const MAX: usize> Few<T, MAX> {
    /// # Errors
    /// [`FewError`].
    pub fn new(values: Vec<T>) -> Result<Self, FewError> {
        if values.len() > MAX {
            return Err(FewError::TooMany);
        }
        for (place, value) in values.iter().enumerate() {
            if values[..place]
                .iter()
                .any(|other| other.key() == value.key())
            {
                return Err(FewError::Twice);
            }
        }
        Ok(Self(values))
    }

    /// One value.
    #[must_use]
    pub fn one(value: T) -> Self {
        Self(vec![value])
    }
}

impl<T, const MAX: usize> std::ops::Deref for Few<T, MAX> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T, const MAX: usize> IntoIterator for &'a Few<T, MAX> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Keyed, const MAX: usize> TryFrom<Vec<T>> for Few<T, MAX> {
    type Error = FewError;

    fn try_from(values: Vec<T>) -> Result<Self, FewError> {
        Self::new(values)
    }
}

impl<T, const MAX: usize> From<Few<T, MAX>> for Vec<T> {
    fn from(few: Few<T, MAX>) -> Self {
        few.0
    }
}
