//! One step of the form: show it, save it, go on. The same handler for every step of every kind.

use super::draft::OpenDraft;
use super::{path, resident_page};
use crate::state::State;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::{page, see};
use app::page::group::List;
use app::page::question::{Question, Visit};
use app::page::{Body as PageBody, Chrome};
use axum::extract::{self, Path, Query};
use axum::response::Response;
use domain::answers::RawAnswers;
use domain::eligibility::screening::{AFTER_ADVICE, AfterAdvice};
use domain::field::Choice;
use domain::incident::{Body, Kind, Step, common};
use domain::journey::{End, Journey, step_errors};
use domain::jurisdiction::{LatLon, MapFrame};
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
    draft: OpenDraft,
) -> Result<Response, WebError> {
    let rules = state.rules();
    let journey = Journey::walk(&draft.answers, &rules);
    let Some(step) = journey.open(&id) else {
        return elsewhere(&journey, &id);
    };
    let from_check = view.comes_from_check();
    let back = if from_check {
        Some("/report/check".to_owned())
    } else {
        Some(
            journey
                .before(&id)
                .map_or_else(|| "/".to_owned(), |step| format!("/report/{}", step.id)),
        )
    };
    let visit = Visit {
        errors: view.e.is_some(),
        back,
        from_check,
    };
    let (title, wrong, body) = match &step.body {
        Body::Fields(_) => {
            let question = Question::new(step, &draft.answers, &rules, &state.site, visit);
            (
                question.title.clone(),
                !question.problems.is_empty(),
                PageBody::Question(question),
            )
        }
        Body::Group(group) => {
            let list = List::new(step, group, &draft.answers, &rules, &state.site, visit);
            let title = state.site.words.t(&format!("step.{}.title", step.id));
            (title, !list.problems.is_empty(), PageBody::GroupList(list))
        }
    };
    let chrome = Chrome::Form {
        chapter: step.chapter,
    };
    Ok(page(resident_page(&state, title, wrong, chrome, body)).await)
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
    if let Body::Fields(specs) = &step.body {
        for spec in *specs {
            draft.answers.set(spec.key, fields.get(spec.key));
        }
    }
    let pin = clicked(&fields, state.site.frame);
    if let Some(pin) = pin {
        draft.answers.set(common::PIN.spec.key, pin.to_string());
    }
    let cleared = fields.has("clear_pin");
    if cleared {
        draft.answers.set(common::PIN.spec.key, "");
    }
    draft.save(&state).await?;

    if fields.has("officer") || wants_officer(step, &draft.answers) {
        return Ok(see("/officer"));
    }
    if pin.is_some() || cleared || fields.has("pin.x") {
        return Ok(see(&format!("/report/{id}{from}#place-map")));
    }
    let rules = state.rules();
    if !step_errors(step, &draft.answers, &rules).is_empty() {
        let more = if from_check { "&from=check" } else { "" };
        return Ok(see(&format!("/report/{id}?e=1{more}#error-summary")));
    }
    Ok(see(&next(
        &Journey::walk(&draft.answers, &rules),
        &id,
        from_check,
    )))
}

/// The page after this one. Back to the summary for a filer who came from there, unless the change opened a new
/// question.
pub fn next(journey: &Journey, id: &str, from_check: bool) -> String {
    match (from_check, journey.end) {
        (true, End::Question(step)) => format!("/report/{}?from=check", step.id),
        (true, end) => path(end),
        (false, _) => match journey.after(id) {
            // After the last question, once: photos and files.
            End::Ready => "/report/evidence".to_owned(),
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
    names.extend(["from", "officer"]);
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
