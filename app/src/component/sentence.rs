//! A sentence with a link or an emphasis in it. The sentence says itself where that stands, so that every
//! language keeps its own order of words: `Call [{telephone}](call), or [ask an officer](officer).`

use crate::site::Site;
use crate::words::filled;
use leptos::prelude::*;

/// A part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    Plain(&'a str),
    /// `[words](place)`.
    Marked {
        words: &'a str,
        place: &'a str,
    },
}

/// The places that every page can lead to, and the emphasis. A page adds its own.
pub const PLACES: [&str; 5] = ["call", "emergency", "officer", "status", STRONG];
const STRONG: &str = "strong";

/// The sentence with its braces filled and its marks drawn. It is cut before it is filled: what a person typed
/// never becomes a link.
pub fn sentence(site: &Site, key: &str, fill: &[(&str, &str)], links: &[(&str, &str)]) -> AnyView {
    let text = site.words.t(key);
    parts(&text)
        .into_iter()
        .map(|part| match part {
            Part::Plain(words) => filled(words, fill).into_any(),
            Part::Marked { words, place } => {
                let words = filled(words, fill);
                if place == STRONG {
                    return view! { <strong class="break">{words}</strong> }.into_any();
                }
                match address(site, place, links) {
                    Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                    // A test makes sure that every place of the words is known.
                    None => words.into_any(),
                }
            }
        })
        .collect_view()
        .into_any()
}

fn address(site: &Site, place: &str, links: &[(&str, &str)]) -> Option<String> {
    match place {
        "call" => Some(site.department.telephone_link()),
        "emergency" => Some("tel:911".to_owned()),
        "officer" => Some("/officer".to_owned()),
        "status" => Some("/status".to_owned()),
        _ => links
            .iter()
            .find(|(name, _)| *name == place)
            .map(|(_, href)| (*href).to_owned()),
    }
}

/// Cuts a sentence at its marks. Brackets that make no mark are plain text.
#[must_use]
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, words, place, after)) = mark(rest) {
        if !before.is_empty() {
            parts.push(Part::Plain(before));
        }
        parts.push(Part::Marked { words, place });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Plain(rest));
    }
    parts
}

/// The first mark: what stands before it, its words, its place, what stands after it.
fn mark(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (head, tail) = text.split_once("](")?;
    let (before, words) = head.rsplit_once('[')?;
    let (place, after) = tail.split_once(')')?;
    Some((before, words, place, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_at_its_marks() {
        assert_eq!(
            parts("Call [us](call), or [ask](officer)."),
            [
                Part::Plain("Call "),
                Part::Marked {
                    words: "us",
                    place: "call"
                },
                Part::Plain(", or "),
                Part::Marked {
                    words: "ask",
                    place: "officer"
                },
                Part::Plain("."),
            ]
        );
    }

    #[test]
    fn brackets_that_make_no_mark_are_text() {
        for text in ["a [b] (c)", "](", "[a](b", "(a)[b]", ""] {
            let plain: String = parts(text)
                .into_iter()
                .map(|part| match part {
                    Part::Plain(words) => words,
                    Part::Marked { .. } => "mark",
                })
                .collect();
            assert_eq!(plain, text);
        }
    }
}
