//! One entry of a repeated group: add, change, remove.

use super::draft::OpenDraft;
use super::step::{View, back, elsewhere, next};
use crate::state::State;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::{self, Resident};
use crate::web::respond::{page, see};
use app::page::group::{ENTRIES, Entry, THEN_ANOTHER, THEN_NEXT};
use app::page::other_window::OtherWindow;
use app::page::question::{Visit, WAS};
use app::page::{Body as PageBody, Chrome};
use axum::extract::{self, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::answers::{MAX_ENTRIES, RawAnswers, entry_key};
use domain::incident::{Body, Group, Step, chosen_kind};
use domain::journey::{Journey, entry_errors};
use domain::rules::Rules;
use domain::windows::{Conflict, Typed, entry_marks, find_entry, merge};

/// The group step with this id, if the journey has come that far.
fn open(journey: &Journey, id: &str) -> Option<(&'static Step, &'static Group)> {
    let step = journey.open(id)?;
    match &step.body {
        Body::Group(group) => Some((step, group)),
        Body::Fields(_) => None,
    }
}

/// An entry in an address: `add`, or its number counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Address {
    New,
    /// Counted from 0.
    At(usize),
}

impl Address {
    fn read(text: &str) -> Result<Self, WebError> {
        if text == "add" {
            return Ok(Self::New);
        }
        match text.parse::<usize>() {
            Ok(number) if (1..=MAX_ENTRIES).contains(&number) => Ok(Self::At(number - 1)),
            _ => Err(WebError::NotFound),
        }
    }

    /// Its place among `count` entries.
    fn place(self, count: usize) -> Result<usize, WebError> {
        match self {
            Self::New if count < MAX_ENTRIES => Ok(count),
            Self::At(index) if index < count => Ok(index),
            Self::New | Self::At(_) => Err(WebError::NotFound),
        }
    }
}

/// What was typed in the form of one entry, by the keys of the group's fields.
struct TypedEntry {
    /// The place that the entry had when the form was drawn. Another window may have moved it since.
    shown_at: usize,
    values: Vec<String>,
}

impl TypedEntry {
    fn read(fields: &Fields, group: &Group) -> Result<Self, WebError> {
        let mut shown_at = None;
        for name in fields.names().filter(|name| !AROUND.contains(name)) {
            let field = name
                .strip_prefix(group.key)
                .and_then(|rest| rest.strip_prefix('.'));
            let (index, key) = field
                .and_then(|field| field.split_once('.'))
                .ok_or(WebError::UnknownField)?;
            let index: usize = index.parse().map_err(|_| WebError::UnknownField)?;
            let known = group.fields.iter().any(|spec| spec.key == key);
            if !known || *shown_at.get_or_insert(index) != index {
                return Err(WebError::UnknownField);
            }
        }
        let shown_at = shown_at.unwrap_or(0);
        let value = |key| fields.get(&entry_key(group.key, shown_at, key)).to_owned();
        Ok(Self {
            shown_at,
            values: group.keys().into_iter().map(value).collect(),
        })
    }

    /// The form as answers of the entry at `index`.
    fn at(&self, group: &Group, index: usize) -> Vec<Typed> {
        group
            .keys()
            .into_iter()
            .zip(&self.values)
            .map(|(key, value)| Typed {
                key: entry_key(group.key, index, key),
                value: value.clone(),
            })
            .collect()
    }

    /// Whether the entry at this place holds exactly this.
    fn is_at(&self, group: &Group, index: usize, answers: &RawAnswers) -> bool {
        index < answers.entries(group.key)
            && self
                .at(group, index)
                .iter()
                .all(|typed| answers.get(&typed.key) == typed.value)
    }
}

/// The fields of the form that are no answers.
const AROUND: [&str; 6] = ["from", "officer", "later", "then", language::FIELD, WAS];

/// Where an entry was put, and what another window has changed in it.
struct Put {
    index: usize,
    conflicts: Vec<Conflict>,
}

/// Puts what was typed where it belongs now. An entry that another window has removed is added again: the filer
/// who has just typed it wants it. `None`: there is no room.
fn put(
    answers: &mut RawAnswers,
    group: &Group,
    address: Address,
    typed: &TypedEntry,
    was: &str,
) -> Option<Put> {
    let count = answers.entries(group.key);
    let found = match address {
        // Sent twice by an impatient finger: it is there already.
        Address::New if typed.is_at(group, typed.shown_at, answers) => Some(typed.shown_at),
        Address::New => None,
        Address::At(index) => find_entry(answers, group.key, &group.keys(), index, was),
    };
    let (index, was) = match found {
        Some(index) => (index, was),
        None if count < MAX_ENTRIES => (count, ""),
        None => return None,
    };
    let conflicts = merge(answers, typed.at(group, index), was);
    Some(Put { index, conflicts })
}

pub async fn show(
    extract::State(state): extract::State<State>,
    Path((id, entry)): Path<(String, String)>,
    Query(view): Query<View>,
    resident: Resident,
    draft: OpenDraft,
) -> Result<Response, WebError> {
    let rules = state.rules();
    let journey = Journey::walk(&draft.answers, &rules);
    let Some((step, group)) = open(&journey, &id) else {
        return elsewhere(&journey, &id);
    };
    let index = Address::read(&entry)?.place(draft.answers.entries(group.key))?;
    let from_check = view.comes_from_check();
    // A list that must not be empty has no page of its own before its first entry.
    let back = if group.min > 0 && draft.answers.entries(group.key) == 0 {
        back(&journey, step.id, from_check)
    } else {
        let from = if from_check { "?from=check" } else { "" };
        format!("/report/{id}{from}")
    };
    let visit = Visit {
        errors: view.e.is_some(),
        back: Some(back),
        from_check,
        ..Visit::default()
    };
    let form = Entry::new(group, index, &draft.answers, &rules, &resident.site, visit);
    let title = resident.words().t(&format!("step.{}.entry", step.id));
    let chrome = Chrome::Form {
        chapter: step.chapter,
    };
    let wrong = !form.problems.is_empty();
    let drawn = resident.page(title, wrong, chrome, PageBody::GroupEntry(form));
    Ok(page(drawn.about(journey.kind)).await)
}

pub async fn save(
    extract::State(state): extract::State<State>,
    Path((id, entry)): Path<(String, String)>,
    resident: Resident,
    mut draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    let rules = state.rules();
    let journey = Journey::walk(&draft.answers, &rules);
    let Some((step, group)) = open(&journey, &id) else {
        return elsewhere(&journey, &id);
    };
    let address = Address::read(&entry)?;
    let typed = TypedEntry::read(&fields, group)?;
    let put = draft
        .change(&state, |answers| {
            put(answers, group, address, &typed, fields.get(WAS))
        })
        .await?;
    let Some(put) = put else {
        return Err(WebError::NotFound);
    };
    let from_check = fields.get("from") == "check";
    if !put.conflicts.is_empty() {
        return Ok(both(
            &resident,
            &rules,
            (step, group),
            &draft,
            (&typed, &put),
            from_check,
        )
        .await);
    }
    let index = put.index;
    if fields.has("later") {
        return Ok(see("/report/save"));
    }
    if fields.has("officer") {
        return Ok(see("/officer"));
    }
    let from = if from_check { "&from=check" } else { "" };
    // An empty new entry was not kept: its page is still "add".
    let at = if index < draft.answers.entries(group.key) {
        (index + 1).to_string()
    } else {
        "add".to_owned()
    };
    if let Some(lang) = language::asked(&fields) {
        let from = from.replacen('&', "?", 1);
        let path = format!("/report/{id}/{at}{from}");
        return Ok(language::go(&path, lang, &state.settings));
    }
    if !entry_errors(group, index, &draft.answers, &rules).is_empty() {
        return Ok(see(&format!("/report/{id}/{at}?e=1{from}#error-summary")));
    }
    let more = draft.answers.entries(group.key) < MAX_ENTRIES;
    if fields.get("then") == THEN_ANOTHER && more {
        let from = from.replacen('&', "?", 1);
        return Ok(see(&format!("/report/{id}/add{from}")));
    }
    // Past the list, if that is fine: another entry may still have to be corrected.
    let journey = Journey::walk(&draft.answers, &rules);
    if fields.get("then") == THEN_NEXT && journey.done.iter().any(|step| step.id == id) {
        return Ok(see(&next(&journey, &id, !from.is_empty())));
    }
    Ok(see(&format!("/report/{id}{}", from.replacen('&', "?", 1))))
}

/// The entry's form again, with what this window typed and what another one wrote meanwhile.
async fn both(
    resident: &Resident,
    rules: &Rules<'_>,
    (step, group): (&'static Step, &'static Group),
    draft: &OpenDraft,
    (typed, Put { index, conflicts }): (&TypedEntry, &Put),
    from_check: bool,
) -> Response {
    let index = *index;
    let mut shown = draft.answers.clone();
    for Typed { key, value } in typed.at(group, index) {
        shown.set(key, value);
    }
    let visit = Visit {
        from_check,
        other_window: Some(OtherWindow::new(
            group.fields,
            &draft.answers,
            conflicts,
            rules,
            &resident.site,
            |key| entry_key(group.key, index, key),
        )),
        ..Visit::default()
    };
    let form = Entry::new(group, index, &shown, rules, &resident.site, visit);
    let title = resident.words().t(&format!("step.{}.entry", step.id));
    let chrome = Chrome::Form {
        chapter: step.chapter,
    };
    let body = PageBody::GroupEntry(form);
    let drawn = resident.page(title, true, chrome, body);
    let mut response = page(drawn.about(chosen_kind(&draft.answers))).await;
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

pub async fn remove(
    extract::State(state): extract::State<State>,
    Path((id, entry)): Path<(String, String)>,
    Query(view): Query<View>,
    mut draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&[WAS])?;
    let journey = Journey::walk(&draft.answers, &state.rules());
    let Some((_, group)) = open(&journey, &id) else {
        return elsewhere(&journey, &id);
    };
    let Address::At(index) = Address::read(&entry)? else {
        return Err(WebError::NotFound);
    };
    draft
        .change(&state, |answers| {
            let (was, keys) = (fields.get(WAS), group.keys());
            // Only the entry that the filer saw: one that another window has changed since stays.
            let seen = find_entry(answers, group.key, &keys, index, was).filter(|index| {
                was.is_empty() || entry_marks(answers, group.key, &keys, *index) == was
            });
            if let Some(index) = seen {
                answers.remove_entry(group.key, index);
            }
        })
        .await?;
    let from = if view.comes_from_check() {
        "?from=check"
    } else {
        ""
    };
    Ok(see(&format!("/report/{id}{from}#{ENTRIES}")))
}
