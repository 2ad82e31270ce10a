//! The reading level of what a resident reads, by page, in each language.
//!
//! English: the grade of Flesch and Kincaid (Kincaid et al. 1975), at most 8. Spanish: the ease of
//! Fernández Huerta (1959), at least 60, which that scale calls "normal", the reading of grades 7 and 8. One
//! short label says nothing about a page and would make it look easier than it is: only whole sentences are
//! measured, those of a page together, and pages with few of them with their like.
//! See the tables: `cargo test -p app --features ssr --test readability -- --nocapture`.
#![cfg(feature = "ssr")]

mod english;
mod spanish;
mod text;

use app::words::{Lang, Words};
use std::collections::BTreeMap;
use text::Measure;

/// What residents read of {…}: the length of the filled-in words decides, so they are filled in.
const FILL: [(&str, &str); 4] = [
    ("town", "Westport"),
    ("department", "Westport Police"),
    ("address", "50 Jesup Road"),
    ("telephone", "203 341 6000"),
];

/// The sentences of a language by page: `step.<id>` with its fields and options, `page.<name>`, a mail, …
fn pages(words: &Words) -> BTreeMap<String, Vec<String>> {
    let steps = steps();
    let mut pages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for key in words.keys() {
        // Not prose: names of days, codes, names of things in lists.
        if [
            "date.",
            "business_days.",
            "language",
            "in_english",
            "certify.version",
            "copy.region",
        ]
        .iter()
        .any(|skip| key.starts_with(skip))
        {
            continue;
        }
        let text = words.t(key);
        if is_sentence(&text) {
            pages.entry(group(key, &steps)).or_default().push(text);
        }
    }
    let mut few = Vec::new();
    pages.retain(|_, texts| {
        let enough = texts
            .iter()
            .map(|text| text.split(' ').count())
            .sum::<usize>()
            >= FEW;
        if !enough {
            few.append(texts);
        }
        enough
    });
    pages.insert("pages of few words".to_owned(), few);
    pages
}

/// Fewer words than these say nothing: one long word moves the grade by a whole one.
const FEW: usize = 25;

fn is_sentence(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['”', ')'])
        .ends_with(['.', '?', '!'])
}

/// The step of every field.
fn steps() -> BTreeMap<&'static str, &'static str> {
    use domain::field::Choice;
    domain::incident::Kind::ALL
        .iter()
        .flat_map(|kind| domain::incident::steps(Some(*kind)))
        .flat_map(|step| step.specs().iter().map(|spec| (spec.key, step.id)))
        .collect()
}

fn group(key: &str, steps: &BTreeMap<&str, &str>) -> String {
    let mut parts = key.split('.');
    let (table, name) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    match table {
        "field" | "option" => match steps.get(name) {
            Some(step) => format!("step.{step}"),
            None if name.starts_with("officer_") => "page.officer".to_owned(),
            None => "shared".to_owned(),
        },
        "form" | "numbers" | "chapter" | "shell" => "shared".to_owned(),
        "kind" => "page.start".to_owned(),
        "status" | "event" => "page.status".to_owned(),
        "certify" => "page.check".to_owned(),
        "area_question" | "map" => "step.place".to_owned(),
        "stop" | "authority" => "stops".to_owned(),
        "step" | "page" | "mail" => format!("{table}.{name}"),
        table => table.to_owned(),
    }
}

/// Measures every page, prints the table and gives the pages that are too hard.
fn measured(
    lang: Lang,
    level: impl Fn(&Measure) -> f64,
    syllables: fn(&str) -> usize,
    too_hard: impl Fn(f64) -> bool,
) -> Vec<String> {
    let words = Words::new(lang, &FILL).expect("words");
    let mut hard = Vec::new();
    println!(
        "{:<24} {:>9} {:>6} {:>6}",
        lang.tag(),
        "sentences",
        "words",
        "level"
    );
    for (page, texts) in pages(&words) {
        let measure = Measure::of(texts.iter().map(String::as_str), syllables);
        let found = level(&measure);
        println!(
            "{page:<24} {:>9} {:>6} {found:>6.1}",
            measure.sentences, measure.words
        );
        if too_hard(found) {
            hard.push(format!("{page}: {found:.1}"));
        }
    }
    hard
}

#[test]
fn english_reads_at_grade_8_or_below_on_every_page() {
    let hard = measured(Lang::ENGLISH, english::grade, english::syllables, |grade| {
        grade > 8.0
    });
    assert!(hard.is_empty(), "{hard:#?}");
}

#[test]
fn spanish_reads_with_an_ease_of_60_or_above_on_every_page() {
    let Some(lang) = Lang::of("es") else {
        panic!("there is Spanish")
    };
    let hard = measured(lang, spanish::ease, spanish::syllables, |ease| ease < 60.0);
    assert!(hard.is_empty(), "{hard:#?}");
}
