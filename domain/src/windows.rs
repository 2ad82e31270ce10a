//! Two windows on one draft. A form carries a mark of each answer that it showed; when it comes back, the marks
//! tell what this window changed and what another one changed meanwhile, and neither destroys the other's answers:
//!
//! | this window | another window | what is kept |
//! |---|---|---|
//! | left the answer alone | changed it | the other's |
//! | changed it | left it alone | this one's |
//! | changed it | changed it to the same | that |
//! | changed it | changed it to something else | the other's, until the filer has seen both and chosen |

use crate::answers::{RawAnswers, entry_key};
use std::fmt::Write as _;

/// One field of a posted form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The full key of its answer.
    pub key: String,
    pub value: String,
}

/// An answer that two windows changed differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub key: String,
    /// What the other window wrote, and what is kept for now.
    pub kept: String,
}

/// The marks of these answers, as the form carries them: eight hexadecimal digits each.
#[must_use]
pub fn marks<'a>(answers: &RawAnswers, keys: impl IntoIterator<Item = &'a str>) -> String {
    let mut marks = String::new();
    for key in keys {
        // Writing to a String cannot fail.
        let _ = write!(marks, "{:08x}", mark(answers.get(key)));
    }
    marks
}

/// Takes a posted form into the answers. `was` are the marks that it carried, in the order of its fields; without
/// them, or with marks of another form, everything that was typed is taken.
#[must_use]
pub fn merge(answers: &mut RawAnswers, typed: Vec<Typed>, was: &str) -> Vec<Conflict> {
    let was = read(was).filter(|was| was.len() == typed.len());
    let mut conflicts = Vec::new();
    for (place, Typed { key, value }) in typed.into_iter().enumerate() {
        let stored = answers.get(&key);
        let Some(&shown) = was.as_ref().and_then(|was| was.get(place)) else {
            answers.set(key, value);
            continue;
        };
        if mark(&value) == shown || value == stored {
            continue;
        }
        if mark(stored) == shown {
            answers.set(key, value);
        } else {
            conflicts.push(Conflict {
                kept: stored.to_owned(),
                key,
            });
        }
    }
    conflicts
}

/// Which entry of a group a form is about. Another window may have removed an earlier one, so that `index` is not
/// its place any more: then it is where its marks are found. `None`: it was removed.
#[must_use]
pub fn find_entry(
    answers: &RawAnswers,
    group: &str,
    fields: &[&str],
    index: usize,
    was: &str,
) -> Option<usize> {
    let count = answers.entries(group);
    let as_shown = |index: usize| entry_marks(answers, group, fields, index) == was;
    if index < count && (read(was).is_none() || as_shown(index)) {
        return Some(index);
    }
    (0..count)
        .find(|&other| as_shown(other))
        // Changed in place: the fields are merged one by one.
        .or_else(|| (index < count).then_some(index))
}

/// The marks of one entry of a group.
#[must_use]
pub fn entry_marks(answers: &RawAnswers, group: &str, fields: &[&str], index: usize) -> String {
    let keys: Vec<String> = fields
        .iter()
        .map(|field| entry_key(group, index, field))
        .collect();
    marks(answers, keys.iter().map(String::as_str))
}

fn read(marks: &str) -> Option<Vec<u32>> {
    if marks.is_empty() || !marks.is_ascii() || !marks.len().is_multiple_of(8) {
        return None;
    }
    (0..marks.len() / 8)
        .map(|place| u32::from_str_radix(&marks[place * 8..place * 8 + 8], 16).ok())
        .collect()
}

/// FNV-1a, 32 bits. Whoever forges a mark spoils their own draft and nothing else. A browser sends line breaks as
/// CR LF whatever it was given, so they do not count as a change.
fn mark(answer: &str) -> u32 {
    answer
        .bytes()
        .filter(|byte| *byte != b'\r')
        .fold(0x811c_9dc5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answers(pairs: &[(&str, &str)]) -> RawAnswers {
        pairs.iter().copied().collect()
    }

    fn typed(pairs: &[(&str, &str)]) -> Vec<Typed> {
        pairs
            .iter()
            .map(|(key, value)| Typed {
                key: (*key).to_owned(),
                value: (*value).to_owned(),
            })
            .collect()
    }

    #[test]
    fn what_a_window_did_not_touch_does_not_undo_the_other_window() {
        let mut stored = answers(&[]);
        let was = marks(&stored, ["plate", "make"]);
        stored.set("plate", "AB12");
        let conflicts = merge(
            &mut stored,
            typed(&[("plate", ""), ("make", "Volvo")]),
            &was,
        );
        assert_eq!(conflicts, []);
        assert_eq!(stored, answers(&[("plate", "AB12"), ("make", "Volvo")]));
    }

    #[test]
    fn the_same_answer_changed_in_two_windows_is_a_conflict_and_nothing_is_lost() {
        let mut stored = answers(&[("make", "Saab")]);
        let was = marks(&stored, ["make"]);
        stored.set("make", "Volvo");
        let conflicts = merge(&mut stored, typed(&[("make", "Audi")]), &was);
        assert_eq!(conflicts[0].kept, "Volvo");
        assert_eq!(stored.get("make"), "Volvo");
        // Seen and chosen: the page that showed both carries the new mark.
        let now = marks(&stored, ["make"]);
        assert_eq!(merge(&mut stored, typed(&[("make", "Audi")]), &now), []);
        assert_eq!(stored.get("make"), "Audi");
    }

    #[test]
    fn sent_twice_is_no_conflict() {
        let mut stored = answers(&[]);
        let was = marks(&stored, ["make"]);
        for _ in 0..2 {
            assert_eq!(merge(&mut stored, typed(&[("make", "Saab")]), &was), []);
        }
        assert_eq!(stored.get("make"), "Saab");
    }

    #[test]
    fn line_breaks_of_a_browser_are_no_change() {
        let mut stored = answers(&[("narrative", "one\ntwo")]);
        let was = marks(&stored, ["narrative"]);
        stored.set("narrative", "one\ntwo\nthree");
        assert_eq!(
            merge(&mut stored, typed(&[("narrative", "one\r\ntwo")]), &was),
            []
        );
        assert_eq!(stored.get("narrative"), "one\ntwo\nthree");
    }

    #[test]
    fn an_entry_is_found_where_another_window_has_moved_it() {
        let mut stored = answers(&[("items.0.what", "keys"), ("items.1.what", "phone")]);
        let was = entry_marks(&stored, "items", &["what"], 1);
        stored.remove_entry("items", 0);
        assert_eq!(find_entry(&stored, "items", &["what"], 1, &was), Some(0));
        stored.remove_entry("items", 0);
        assert_eq!(find_entry(&stored, "items", &["what"], 1, &was), None);
    }

    proptest! {
        #[test]
        fn hostile_marks_never_panic_and_never_lose_what_was_typed(was in ".{0,40}", value in ".{0,20}") {
            let mut stored = RawAnswers::default();
            let conflicts = merge(&mut stored, vec![Typed { key: "a".to_owned(), value: value.clone() }], &was);
            // Forged marks can at most claim that nothing was changed, or that another window did.
            prop_assert!(stored.get("a") == value || !conflicts.is_empty() || stored.get("a").is_empty());
        }

        #[test]
        fn two_windows_on_different_answers_keep_both(a in "[a-z]{1,9}", b in "[a-z]{1,9}") {
            let mut stored = RawAnswers::default();
            let keys = ["one", "two"];
            let was = marks(&stored, keys);
            prop_assert_eq!(merge(&mut stored, typed(&[("one", &a), ("two", "")]), &was), vec![]);
            prop_assert_eq!(merge(&mut stored, typed(&[("one", ""), ("two", &b)]), &was), vec![]);
            prop_assert_eq!((stored.get("one"), stored.get("two")), (a.as_str(), b.as_str()));
        }
    }
}
