//! The answers of a report, page by page, in words: for "check your answers", the review desk and the copy.

use crate::words::Words;
use domain::answers::{RawAnswers, entry_key};
use domain::field::{Answer, Day, FieldKind, FieldSpec, ParseContext, choice, tidy};
use domain::incident::{Body, Chapter, Group, Step, chosen_kind, steps};
use domain::rules::Rules;

/// One page of answers.
#[derive(Debug, Clone)]
pub struct Section {
    /// The page's id, for its "change" link.
    pub step: &'static str,
    pub chapter: Chapter,
    pub title: String,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone)]
pub struct Row {
    /// The field's key.
    pub key: &'static str,
    /// The answer's key: with the group and the place in it, for an entry.
    pub full_key: String,
    pub kind: FieldKind,
    pub label: String,
    pub value: String,
}

/// Every answered page, in order. Questions left empty are left out. Pages are shown whatever the rules make of
/// their answers today: a map or a rule that changed since must not cut a report short.
#[must_use]
pub fn sections(answers: &RawAnswers, rules: &Rules<'_>, words: &Words) -> Vec<Section> {
    steps(chosen_kind(answers))
        .filter(|step| (step.applies)(answers, rules))
        .flat_map(|step| step_sections(step, answers, rules, words))
        .collect()
}

fn step_sections(
    step: &'static Step,
    answers: &RawAnswers,
    rules: &Rules<'_>,
    words: &Words,
) -> Vec<Section> {
    let section = |title: String, rows: Vec<Row>| Section {
        step: step.id,
        chapter: step.chapter,
        title,
        rows,
    };
    let title = words.t(&format!("step.{}.title", step.id));
    match &step.body {
        Body::Fields(fields) => {
            let rows = rows(fields, answers, rules, words, str::to_owned);
            if rows.is_empty() {
                Vec::new()
            } else {
                vec![section(title, rows)]
            }
        }
        Body::Group(group) => (0..answers.entries(group.key))
            .map(|index| {
                let one = words.t(&format!("step.{}.one", group.key));
                let rows = entry_rows(group, index, answers, rules, words);
                section(format!("{one} {}", index + 1), rows)
            })
            .collect(),
    }
}

/// The answers of one entry of a group.
#[must_use]
pub fn entry_rows(
    group: &Group,
    index: usize,
    answers: &RawAnswers,
    rules: &Rules<'_>,
    words: &Words,
) -> Vec<Row> {
    rows(group.fields, answers, rules, words, |key| {
        entry_key(group.key, index, key)
    })
}

fn rows(
    fields: &[FieldSpec],
    answers: &RawAnswers,
    rules: &Rules<'_>,
    words: &Words,
    full_key: impl Fn(&str) -> String,
) -> Vec<Row> {
    fields
        .iter()
        .filter_map(|spec| {
            let full_key = full_key(spec.key);
            let raw = answers.get(&full_key);
            (!raw.trim().is_empty()).then(|| Row {
                key: spec.key,
                full_key: full_key.clone(),
                kind: spec.kind,
                label: words.label(spec),
                value: shown(spec, raw, rules, words),
            })
        })
        .collect()
}

fn context(rules: &Rules<'_>) -> ParseContext {
    ParseContext {
        today: rules.today,
        kind: FieldKind::Day,
    }
}

/// One answer in words.
#[must_use]
pub fn shown(spec: &FieldSpec, raw: &str, rules: &Rules<'_>, words: &Words) -> String {
    match spec.kind {
        FieldKind::Choice => words.option(spec.key, raw.trim()),
        FieldKind::Choices => choice::split(raw)
            .map(|code| words.option(spec.key, code))
            .collect::<Vec<_>>()
            .join("; "),
        FieldKind::Day => match Day::parse(raw.trim(), context(rules)) {
            Ok(day) => words.date("date.plain", day.0),
            Err(_) => raw.trim().to_owned(),
        },
        kind => tidy(kind, raw, rules.today),
    }
}
