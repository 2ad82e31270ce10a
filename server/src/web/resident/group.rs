//! One entry of a repeated group: add, change, remove.

use super::draft::OpenDraft;
use super::step::{View, back, elsewhere, next};
use crate::state::State;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::{self, Resident};
use crate::web::respond::{page, see};
use app::page::group::{Entry, THEN_ANOTHER, THEN_NEXT};
use app::page::question::Visit;
use app::page::{Body as PageBody, Chrome};
use axum::extract::{self, Path, Query};
use axum::response::Response;
use domain::answers::{MAX_ENTRIES, entry_key};
use domain::incident::{Body, Group, Step};
use domain::journey::{Journey, entry_errors};

/// The group step with this id, if the journey has come that far.
fn open(journey: &Journey, id: &str) -> Option<(&'static Step, &'static Group)> {
    let step = journey.open(id)?;
    match &step.body {
        Body::Group(group) => Some((step, group)),
        Body::Fields(_) => None,
    }
}

/// The index of an entry in an address: `add`, or its number counted from 1.
fn index(entry: &str, count: usize) -> Result<usize, WebError> {
    if entry == "add" {
        return if count < MAX_ENTRIES {
            Ok(count)
        } else {
            Err(WebError::NotFound)
        };
    }
    let number: usize = entry.parse().map_err(|_| WebError::NotFound)?;
    if (1..=count).contains(&number) {
        Ok(number - 1)
    } else {
        Err(WebError::NotFound)
    }
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
    let index = index(&entry, draft.answers.entries(group.key))?;
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
    };
    let form = Entry::new(group, index, &draft.answers, &rules, &resident.site, visit);
    let title = resident.words().t(&format!("step.{}.entry", step.id));
    let chrome = Chrome::Form {
        chapter: step.chapter,
    };
    Ok(page(resident.page(
        title,
        !form.problems.is_empty(),
        chrome,
        PageBody::GroupEntry(form),
    ))
    .await)
}

pub async fn save(
    extract::State(state): extract::State<State>,
    Path((id, entry)): Path<(String, String)>,
    mut draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    let rules = state.rules();
    let journey = Journey::walk(&draft.answers, &rules);
    let Some((_, group)) = open(&journey, &id) else {
        return elsewhere(&journey, &id);
    };
    let index = index(&entry, draft.answers.entries(group.key))?;
    let key = |field: &str| entry_key(group.key, index, field);
    let names: Vec<String> = group.fields.iter().map(|spec| key(spec.key)).collect();
    let allowed: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .chain(["from", "officer", "then", language::FIELD])
        .collect();
    let fields = fields.only(&allowed)?;
    for name in &names {
        draft.answers.set(name.clone(), fields.get(name));
    }
    let typed = index < draft.answers.entries(group.key);
    draft.save(&state).await?;
    if fields.has("officer") {
        return Ok(see("/officer"));
    }
    let from = if fields.get("from") == "check" {
        "&from=check"
    } else {
        ""
    };
    // An empty new entry was not kept: its page is still "add".
    let at = if typed {
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

pub async fn remove(
    extract::State(state): extract::State<State>,
    Path((id, entry)): Path<(String, String)>,
    Query(view): Query<View>,
    mut draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let journey = Journey::walk(&draft.answers, &state.rules());
    let Some((_, group)) = open(&journey, &id) else {
        return elsewhere(&journey, &id);
    };
    if entry == "add" {
        return Err(WebError::NotFound);
    }
    let index = index(&entry, draft.answers.entries(group.key))?;
    draft.answers.remove_entry(group.key, index);
    draft.save(&state).await?;
    let from = if view.comes_from_check() {
        "?from=check"
    } else {
        ""
    };
    Ok(see(&format!("/report/{id}{from}")))
}
