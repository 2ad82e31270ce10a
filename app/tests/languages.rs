//! The languages: each says everything that English says, with the same places to fill in, and every question
//! whose answer has a form shows an example of it.
#![cfg(feature = "ssr")]

use app::component::sentence::{PLACES, Part, parts};
use app::page::officer;
use app::words::{Lang, Words};
use domain::field::{Choice, FieldKind, FieldSpec};
use domain::incident::{Kind, Step, steps};
use std::collections::BTreeSet;

/// As it stands in the file, with nothing filled in.
fn words(lang: Lang) -> Words {
    Words::new(lang, &[]).expect("words")
}

/// The names in braces, and the places of the marks.
fn holes(text: &str) -> BTreeSet<String> {
    let braces = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| format!("{{{name}}}"));
    let marks = parts(text).into_iter().filter_map(|part| match part {
        Part::Marked { place, .. } => Some(format!("({place})")),
        Part::Plain(_) => None,
    });
    braces.chain(marks).collect()
}

#[test]
fn there_is_english_and_spanish() {
    let tags: Vec<&str> = Lang::all().map(Lang::tag).collect();
    assert_eq!(tags.first(), Some(&"en"));
    assert!(tags.contains(&"es"));
    for lang in Lang::all() {
        assert_eq!(words(lang).lang(), lang);
    }
}

#[test]
fn every_language_has_the_keys_of_english_and_no_others() {
    let english: BTreeSet<String> = words(Lang::ENGLISH).keys().map(str::to_owned).collect();
    for lang in Lang::all() {
        let own: BTreeSet<String> = words(lang).keys().map(str::to_owned).collect();
        // Small numbers of days have words of their own, if the language likes.
        let free = |key: &&String| !key.starts_with("business_days.");
        let missing: Vec<_> = english.difference(&own).filter(free).collect();
        let unused: Vec<_> = own.difference(&english).filter(free).collect();
        assert!(
            missing.is_empty() && unused.is_empty(),
            "{}: missing {missing:#?}, unused {unused:#?}",
            lang.tag()
        );
    }
}

#[test]
fn a_sentence_is_empty_in_every_language_or_in_none() {
    let english = words(Lang::ENGLISH);
    for lang in Lang::all() {
        let own = words(lang);
        for key in english
            .keys()
            .filter(|key| !key.starts_with("business_days."))
        {
            assert_eq!(
                own.maybe(key).is_some(),
                english.maybe(key).is_some(),
                "{}: {key}",
                lang.tag()
            );
        }
    }
}

#[test]
fn every_sentence_has_the_same_places_to_fill_in_as_in_english() {
    let english = words(Lang::ENGLISH);
    for lang in Lang::all() {
        let own = words(lang);
        for key in english.keys().filter(|key| {
            // A date may leave out what the language does not say; a language without `[1]` says `{days}`.
            !key.starts_with("date.") && !key.starts_with("business_days.")
        }) {
            // A sentence may say {town} where another says the department's name in full.
            let mut expected = holes(&english.t(key));
            let mut found = holes(&own.t(key));
            for common in ["{town}", "{department}"] {
                expected.remove(common);
                found.remove(common);
            }
            assert_eq!(found, expected, "{}: {key}", lang.tag());
        }
    }
}

#[test]
fn every_link_in_a_sentence_leads_somewhere() {
    // A place of one page only, which gives its address there.
    let own_places = ["change", "key", "resume", "start"];
    for lang in Lang::all() {
        let words = words(lang);
        for key in words.keys() {
            for part in parts(&words.t(key)) {
                if let Part::Marked { words, place } = part {
                    assert!(!words.trim().is_empty(), "{key}");
                    assert!(
                        PLACES.contains(&place) || own_places.contains(&place),
                        "{}: {key} leads to {place}",
                        lang.tag()
                    );
                }
            }
        }
    }
}

#[test]
fn a_sentence_for_an_island_is_one_line_without_tabs() {
    for lang in Lang::all() {
        let words = words(lang);
        // A mail and what an officer writes have paragraphs.
        let of_lines = |key: &&str| !key.starts_with("mail.") && !key.starts_with("phrase.");
        for key in words.keys().filter(of_lines) {
            assert!(
                !words.t(key).contains(['\n', '\t']),
                "{}: {key}",
                lang.tag()
            );
        }
    }
}

#[test]
fn a_language_is_found_by_its_tag_and_by_that_of_a_country() {
    assert_eq!(Lang::of("es").map(Lang::tag), Some("es"));
    assert_eq!(Lang::of("es-MX").map(Lang::tag), Some("es"));
    assert_eq!(Lang::of("ES").map(Lang::tag), Some("es"));
    assert_eq!(Lang::of("en-US"), Some(Lang::ENGLISH));
    for none in ["", "-", "*", "e", "fr", "español"] {
        assert_eq!(Lang::of(none), None, "{none}");
    }
}

/// Whether filling in a field of this kind needs an example to go by.
fn needs_example(spec: &FieldSpec) -> bool {
    match spec.kind {
        FieldKind::Day
        | FieldKind::Time
        | FieldKind::Money
        | FieldKind::Phone
        | FieldKind::Email
        | FieldKind::Zip
        | FieldKind::Plate
        | FieldKind::Vin
        | FieldKind::Imei
        | FieldKind::Year
        | FieldKind::LastFour
        | FieldKind::LongText { .. } => true,
        FieldKind::Count
        | FieldKind::Text { .. }
        | FieldKind::SafeText { .. }
        | FieldKind::Point
        | FieldKind::Choice
        | FieldKind::Choices => EXAMPLES.contains(&spec.key),
    }
}

/// Texts that have a form of their own, or that people do not know how to begin.
const EXAMPLES: [&str; 22] = [
    "place_address",
    "how_discovered",
    "how_noticed",
    "item_description",
    "item_brand",
    "item_model",
    "item_serial",
    "plate_state",
    "vehicle_make",
    "vehicle_model",
    "parked_where",
    "damage_description",
    "learned_how",
    "institution",
    "ftc_number",
    "number_shown",
    "call_duration",
    "call_words",
    "call_voice",
    "calls_in_all",
    "witness_contact",
    "home_street",
];

#[test]
fn every_question_whose_answer_has_a_form_shows_an_example_of_it() {
    let specs = Kind::ALL
        .iter()
        .flat_map(|kind| steps(Some(*kind)))
        .flat_map(Step::specs)
        .chain(&officer::FIELDS);
    for spec in specs.filter(|spec| needs_example(spec)) {
        for lang in Lang::all() {
            let words = words(lang);
            let hint = words.t(&format!("field.{}.hint", spec.key));
            // An example has a figure, a name or a quotation in it.
            let example = hint
                .chars()
                .any(|letter| letter.is_ascii_digit() || letter == ':');
            assert!(
                example,
                "{}: {} shows no example: {hint}",
                lang.tag(),
                spec.key
            );
        }
    }
}
