//! The journey through the pages, derived from the answers and never stored: walk from the first step, stop
//! at the first that does not parse or that ends the journey. Back links, "change" links and "may I open this
//! page" all fall out of it.

use crate::answers::{MAX_ENTRIES, RawAnswers, entry_key};
use crate::eligibility::{Stop, stop_at};
use crate::field::{Answer, FieldKind};
use crate::field::{Day, FieldError, FieldSpec, ParseContext};
use crate::incident::{Body, Group, Kind, Step, chosen_kind, steps};
use crate::rules::Rules;

/// One field that cannot be taken, by the full key of its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedError {
    /// `plate`, or `items.2.item_value` inside a group.
    pub key: String,
    /// The field's own key, which names its words.
    pub field: &'static str,
    pub error: FieldError,
}

/// Where the answers lead.
#[derive(Debug, Clone)]
pub struct Journey {
    pub kind: Option<Kind>,
    /// The steps that are shown and parse, in order.
    pub done: Vec<&'static Step>,
    pub end: End,
}

/// The end of the path so far.
#[derive(Debug, Clone, Copy)]
pub enum End {
    /// This step waits for an answer.
    Question(&'static Step),
    /// The answers of this step rule out filing online.
    Stopped { at: &'static Step, stop: Stop },
    /// Everything is answered: check your answers.
    Ready,
}

impl Journey {
    /// Walks the steps of the chosen kind.
    #[must_use]
    pub fn walk(answers: &RawAnswers, rules: &Rules<'_>) -> Self {
        let kind = chosen_kind(answers);
        let mut done = Vec::new();
        let mut end = None;
        for step in steps(kind).filter(|step| (step.applies)(answers, rules)) {
            // Before what is missing: nobody has to fill in the rest of a page to be told whom to call.
            if let Some(stop) = stop_at(step, answers, rules) {
                done.push(step);
                end = Some(End::Stopped { at: step, stop });
                break;
            }
            if !step_errors(step, answers, rules).is_empty() {
                end = Some(End::Question(step));
                break;
            }
            done.push(step);
        }
        Self {
            kind,
            done,
            end: end.unwrap_or(End::Ready),
        }
    }

    /// The step with this id, if the path has come that far: it is done, or it waits for an answer.
    #[must_use]
    pub fn open(&self, id: &str) -> Option<&'static Step> {
        let waiting = match self.end {
            End::Question(step) => Some(step),
            End::Stopped { .. } | End::Ready => None,
        };
        self.done
            .iter()
            .copied()
            .chain(waiting)
            .find(|step| step.id == id)
    }

    /// The step before this one on the path.
    #[must_use]
    pub fn before(&self, id: &str) -> Option<&'static Step> {
        match self.done.iter().position(|step| step.id == id) {
            Some(0) => None,
            Some(place) => self.done.get(place - 1).copied(),
            None => self.done.last().copied(),
        }
    }

    /// Where to go after this step has been answered.
    #[must_use]
    pub fn after(&self, id: &str) -> End {
        match self.end {
            End::Stopped { at, .. } if at.id == id => self.end,
            _ => self
                .done
                .iter()
                .position(|step| step.id == id)
                .and_then(|place| self.done.get(place + 1))
                .map_or(self.end, |step| End::Question(step)),
        }
    }
}

/// What is wrong with the answers of a step; empty when it parses.
#[must_use]
pub fn step_errors(step: &Step, answers: &RawAnswers, rules: &Rules<'_>) -> Vec<KeyedError> {
    match &step.body {
        Body::Fields(fields) => field_errors(fields, answers, rules, str::to_owned),
        Body::Group(group) => {
            let entries = answers.entries(group.key);
            if entries < group.min {
                return vec![KeyedError {
                    key: group.key.to_owned(),
                    field: group.key,
                    error: FieldError::Missing,
                }];
            }
            (0..entries.min(MAX_ENTRIES))
                .flat_map(|index| entry_errors(group, index, answers, rules))
                .collect()
        }
    }
}

/// What is wrong with one entry of a group.
#[must_use]
pub fn entry_errors(
    group: &Group,
    index: usize,
    answers: &RawAnswers,
    rules: &Rules<'_>,
) -> Vec<KeyedError> {
    field_errors(group.fields, answers, rules, |key| {
        entry_key(group.key, index, key)
    })
}

fn field_errors(
    fields: &'static [FieldSpec],
    answers: &RawAnswers,
    rules: &Rules<'_>,
    full_key: impl Fn(&str) -> String,
) -> Vec<KeyedError> {
    fields
        .iter()
        .filter_map(|spec| {
            let key = full_key(spec.key);
            let error = spec
                .check(answers.get(&key), rules.today)
                .err()
                .or_else(|| {
                    let start = SPANS.iter().find(|(_, end)| *end == spec.key)?.0;
                    ends_before(answers.get(&full_key(start)), answers.get(&key), rules)
                        .then_some(FieldError::BeforeStart)
                })?;
            Some(KeyedError {
                key,
                field: spec.key,
                error,
            })
        })
        .collect()
}

/// Fields that are the two ends of a span of days.
const SPANS: &[(&str, &str)] = &[
    ("from_day", "to_day"),
    ("misuse_first_day", "misuse_last_day"),
];

fn ends_before(start: &str, end: &str, rules: &Rules<'_>) -> bool {
    let context = ParseContext {
        today: rules.today,
        kind: FieldKind::Day,
    };
    matches!(
        (Day::parse(start.trim(), context), Day::parse(end.trim(), context)),
        (Ok(start), Ok(end)) if end < start
    )
}
