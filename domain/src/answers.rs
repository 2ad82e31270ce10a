//! What was typed, as typed. Parsing reads from here and never writes back, so that an error page and a
//! reviewer both see the filer's own words.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most one answer may hold, in bytes. The longest field takes 10,000 characters; four bytes each.
pub const MAX_ANSWER_BYTES: usize = 40_000;
/// The most entries a repeated group may hold (items, accounts, calls, witnesses).
pub const MAX_ENTRIES: usize = 50;

/// Raw answers by field key. A field of a repeated group is keyed `group.index.field`.
/// Several ticked boxes of one field are one answer, joined by commas.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawAnswers(BTreeMap<String, String>);

impl RawAnswers {
    /// The answer as typed, or the empty string.
    #[must_use]
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// Replaces one answer; an empty one is forgotten.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<String>) {
        let (key, value) = (key.into(), value.into());
        if value.is_empty() {
            self.0.remove(&key);
        } else {
            self.0.insert(key, value);
        }
    }

    /// Whether nothing has been answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every answer, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }

    /// How many entries a repeated group has. Entries are dense: removing one closes the gap.
    #[must_use]
    pub fn entries(&self, group: &str) -> usize {
        (0..MAX_ENTRIES)
            .take_while(|&index| self.has_entry(group, index))
            .count()
    }

    fn has_entry(&self, group: &str, index: usize) -> bool {
        let prefix = entry_prefix(group, index);
        self.0
            .range(prefix.clone()..)
            .next()
            .is_some_and(|(key, _)| key.starts_with(&prefix))
    }

    /// Removes one entry of a group and moves the later ones up.
    pub fn remove_entry(&mut self, group: &str, index: usize) {
        let count = self.entries(group);
        if index >= count {
            return;
        }
        self.clear_entry(group, index);
        for from in index + 1..count {
            let (old, new) = (entry_prefix(group, from), entry_prefix(group, from - 1));
            let moved: Vec<_> = self
                .0
                .extract_if(old.clone()..entry_end(&old), |_, _| true)
                .collect();
            for (key, value) in moved {
                self.0.insert(format!("{new}{}", &key[old.len()..]), value);
            }
        }
    }

    /// Forgets everything typed in one entry.
    pub fn clear_entry(&mut self, group: &str, index: usize) {
        let prefix = entry_prefix(group, index);
        self.0.retain(|key, _| !key.starts_with(&prefix));
    }
}

/// The key of a field inside one entry of a repeated group.
#[must_use]
pub fn entry_key(group: &str, index: usize, field: &str) -> String {
    format!("{}{field}", entry_prefix(group, index))
}

fn entry_prefix(group: &str, index: usize) -> String {
    format!("{group}.{index}.")
}

// '/' follows '.' in ASCII, so "items.3/" is the first key after every "items.3.…".
fn entry_end(prefix: &str) -> String {
    format!("{}/", &prefix[..prefix.len() - 1])
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for RawAnswers {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut answers = Self::default();
        for (key, value) in pairs {
            answers.set(key, value);
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removing_an_entry_moves_the_later_ones_up() {
        let mut answers: RawAnswers = (0..12)
            .map(|n| (entry_key("items", n, "what"), format!("thing {n}")))
            .collect();
        answers.remove_entry("items", 1);
        assert_eq!(answers.entries("items"), 11);
        assert_eq!(answers.get("items.0.what"), "thing 0");
        assert_eq!(answers.get("items.1.what"), "thing 2");
        assert_eq!(answers.get("items.10.what"), "thing 11");
        assert_eq!(answers.get("items.11.what"), "");
    }

    #[test]
    fn an_empty_answer_is_forgotten() {
        let mut answers = RawAnswers::default();
        answers.set("email", "a@b.example");
        answers.set("email", "");
        assert!(answers.is_empty());
    }
}
