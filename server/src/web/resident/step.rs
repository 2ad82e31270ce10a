//! One step of the form: show it, save it, go on. The same handler for every step of every kind.

use super::draft::OpenDraft;
use super::path;
use crate::state::State;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::{self, Resident};
use crate::web::respond::{page, see};
use app::page::group::List;
use app::page::other_window::OtherWindow;
use app::page::question::{Question, Visit, WAS};
use app::page::{Body as PageBody, Chrome};
use axum::extract::{self, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::answers::RawAnswers;
use domain::eligibility::screening::{AFTER_ADVICE, AfterAdvice, KIND};
use domain::field::Choice;
use domain::incident::{Body, Kind, Step, chosen_kind, common};
use domain::journey::{End, Journey, step_errors};
use domain::jurisdiction::{LatLon, MapFrame};
use domain::rules::Rules;
use domain::windows::{Conflict, Typed, merge};
use serde::Deserialize;

/// What the address of a step may say besides its id.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    /// Present: show what is wrong with the answers.
    pub e: Option<String>,
    /// `check`: the filer comes from "check your answers".
    pub from: Option<String>,
}

impl View {
    pub fn comes_from_check(&self) -> bool {
        self.from.as_deref() == Some("check")
    }
}

/// The width, in pixels, at which the map is shown until its island wakes: a browser without script posts
/// the place of a click in pixels of the shown picture. Fits a window of 320 pixels.
pub const PLAIN_MAP_WIDTH: f64 = 300.0;

pub async fn show(
    extract::State(state): extract::State<State>,
    Path(id): Path<String>,
    Query(view): Query<View>,
    resident: Resident,
    draft: OpenDraft,
) -> Result<Response, WebError> {
    let rules = state.rules();
    let journey = Journey::walk(&draft.answers, &rules);
    let Some(step) = journey.open(&id) else {
        return elsewhere(&journey, &id);
    };
    let from_check = view.comes_from_check();
    let visit = Visit {
        errors: view.e.is_some(),
        back: Some(back(&journey, &id, from_check)),
        from_check,
        ..Visit::default()
    };
    let (title, wrong, body) = match &step.body {
        Body::Fields(_) => {
            let question = Question::new(step, &draft.answers, &rules, &resident.site, visit);
            (
                question.title.clone(),
                !question.problems.is_empty(),
                PageBody::Question(question),
            )
        }
        // A list that must not be empty begins with its first entry.
        Body::Group(group) if group.min > 0 && draft.answers.entries(group.key) == 0 => {
            let said = match (visit.errors, from_check) {
                (true, true) => "?e=1&from=check#error-summary",
                (true, false) => "?e=1#error-summary",
                (false, true) => "?from=check",
                (false, false) => "",
            };
            return Ok(see(&format!("/report/{id}/add{said}")));
        }
        Body::Group(group) => {
            let list = List::new(step, group, &draft.answers, &rules, &resident.site, visit);
            let title = resident.words().t(&format!("step.{}.title", step.id));
            (title, !list.problems.is_empty(), PageBody::GroupList(list))
        }
    };
    let chrome = Chrome::Form {
        chapter: step.chapter,
    };
    let drawn = resident.page(title, wrong, chrome, body);
    Ok(page(drawn.about(journey.kind)).await)
}

/// The page before a step.
pub fn back(journey: &Journey, id: &str, from_check: bool) -> String {
    if from_check {
        return "/report/check".to_owned();
    }
    journey
        .before(id)
        .map_or_else(|| "/".to_owned(), |step| format!("/report/{}", step.id))
}

/// A step that exists but is not open yet leads to where the journey stands; one that does not exist is no page.
pub fn elsewhere(journey: &Journey, id: &str) -> Result<Response, WebError> {
    let known = Kind::ALL
        .iter()
        .any(|kind| domain::incident::step(Some(*kind), id).is_some());
    if known {
        Ok(see(&path(journey.end)))
    } else {
        Err(WebError::NotFound)
    }
}

pub async fn save(
    extract::State(state): extract::State<State>,
    Path(id): Path<String>,
    resident: Resident,
    mut draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    let journey = Journey::walk(&draft.answers, &state.rules());
    let Some(step) = journey.open(&id) else {
        return elsewhere(&journey, &id);
    };
    let fields = fields.only(&allowed(step))?;
    let from_check = fields.get("from") == "check";
    let from = if from_check { "?from=check" } else { "" };
    let specs: &[_] = match &step.body {
        Body::Fields(specs) => specs,
        Body::Group(_) => &[],
    };
    let typed: Vec<Typed> = specs
        .iter()
        .map(|spec| Typed {
            key: spec.key.to_owned(),
            value: fields.get(spec.key).to_owned(),
        })
        .collect();
    let pin = clicked(&fields, state.site().frame);
    let cleared = fields.has("clear_pin");
    let conflicts = draft
        .change(&state, |answers| {
            let conflicts = merge(answers, typed.clone(), fields.get(WAS));
            // A click on the map is meant, whatever another window did.
            if let Some(pin) = pin {
                answers.set(common::PIN.spec.key, pin.to_string());
            } else if cleared {
                answers.set(common::PIN.spec.key, "");
            }
            conflicts
        })
        .await?;
    if !conflicts.is_empty() {
        return Ok(both(
            &resident,
            &state.rules(),
            step,
            &draft,
            &typed,
            &conflicts,
            from_check,
        )
        .await);
    }

    if let Some(lang) = language::asked(&fields) {
        return Ok(resident.again_in(lang, &state.settings));
    }
    if fields.has("later") {
        return Ok(see("/report/save"));
    }
    if fields.has("officer") || wants_officer(step, &draft.answers) {
        return Ok(see("/officer"));
    }
    if pin.is_some() || cleared || fields.has("pin.x") {
        return Ok(see(&format!("/report/{id}{from}#place-map")));
    }
    let rules = state.rules();
    let journey = Journey::walk(&draft.answers, &rules);
    let stopped = matches!(journey.end, End::Stopped { at, .. } if at.id == step.id);
    if !stopped && !step_errors(step, &draft.answers, &rules).is_empty() {
        let more = if from_check { "&from=check" } else { "" };
        return Ok(see(&format!("/report/{id}?e=1{more}#error-summary")));
    }
    Ok(see(&next(&journey, &id, from_check)))
}

/// The page again, with what this window typed and what another one wrote meanwhile: the filer chooses.
async fn both(
    resident: &Resident,
    rules: &Rules<'_>,
    step: &'static Step,
    draft: &OpenDraft,
    typed: &[Typed],
    conflicts: &[Conflict],
    from_check: bool,
) -> Response {
    let mut shown = draft.answers.clone();
    for Typed { key, value } in typed {
        shown.set(key.clone(), value.clone());
    }
    let visit = Visit {
        from_check,
        other_window: Some(OtherWindow::new(
            step.specs(),
            &draft.answers,
            conflicts,
            rules,
            &resident.site,
            str::to_owned,
        )),
        ..Visit::default()
    };
    let question = Question::new(step, &shown, rules, &resident.site, visit);
    let title = question.title.clone();
    let chrome = Chrome::Form {
        chapter: step.chapter,
    };
    let body = PageBody::Question(question);
    let mut response = page(
        resident
            .page(title, true, chrome, body)
            .about(chosen_kind(&draft.answers)),
    )
    .await;
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

/// The page after this one. Back to the summary for a filer who came from there, unless the change opened a new
/// question.
pub fn next(journey: &Journey, id: &str, from_check: bool) -> String {
    let to = journey.after(id);
    // A link has chosen the kind: it is not asked again on the way, unless the filer goes back to it.
    if let (End::Question(step), Some(last)) = (to, journey.done.last())
        && !from_check
        && step.id == last.id
        && step.specs().iter().any(|spec| spec.key == KIND.spec.key)
    {
        return path(journey.end);
    }
    match (from_check, journey.end) {
        (true, End::Question(step)) => format!("/report/{}?from=check", step.id),
        (true, end) => path(end),
        (false, _) => match to {
            // After the last question, once: photos and files.
            End::Ready if journey.kind.is_some_and(Kind::asks_for_files) => {
                "/report/evidence".to_owned()
            }
            end => path(end),
        },
    }
}

fn allowed(step: &Step) -> Vec<&'static str> {
    let own: &[_] = match &step.body {
        Body::Fields(specs) => specs,
        Body::Group(_) => &[],
    };
    let mut names: Vec<&str> = own.iter().map(|spec| spec.key).collect();
    names.extend(["from", "officer", "later", language::FIELD, WAS]);
    if names.contains(&common::PIN.spec.key) {
        names.extend(["pin.x", "pin.y", "clear_pin"]);
    }
    names
}

/// The point of the map that was clicked, in a browser without script. Enter on the keyboard gives 0,0: no click.
fn clicked(fields: &Fields, frame: MapFrame) -> Option<LatLon> {
    let x: f64 = fields.get("pin.x").parse().ok()?;
    let y: f64 = fields.get("pin.y").parse().ok()?;
    if !(x.is_finite() && y.is_finite()) || (x == 0.0 && y == 0.0) {
        return None;
    }
    let scale = frame.width / PLAIN_MAP_WIDTH;
    frame.to_point(
        (x * scale).clamp(0.0, frame.width),
        (y * scale).clamp(0.0, frame.height),
    )
}

fn wants_officer(step: &Step, answers: &RawAnswers) -> bool {
    step.specs()
        .iter()
        .any(|spec| spec.key == AFTER_ADVICE.spec.key)
        && answers.get(AFTER_ADVICE.spec.key) == AfterAdvice::Officer.code()
}
