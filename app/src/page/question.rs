//! One step of the form, drawn from the catalogue: one renderer for every step of every kind.

use super::other_window::OtherWindow;
use crate::component::errors::{Problem, error_summary, problems};
use crate::component::field::Control;
use crate::component::map::place_map;
use crate::island::live_form::{LiveForm, STEP_FORM};
use crate::island::place_map::verdict_key;
use crate::site::Site;
use crate::words::Words;
use domain::answers::RawAnswers;
use domain::eligibility::{advice, place_verdict};
use domain::field::FieldKind;
use domain::incident::{Step, common};
use domain::journey::{KeyedError, step_errors};
use domain::rules::Rules;
use domain::windows::marks;
use leptos::prelude::*;

/// How a filer came to a step.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    /// It was posted before: show what is wrong.
    pub errors: bool,
    /// The page before.
    pub back: Option<String>,
    /// The filer comes from "check your answers" and goes back there.
    pub from_check: bool,
    /// Another window has changed the same answers.
    pub other_window: Option<OtherWindow>,
}

/// The hidden field with the marks of the answers that a form shows (`domain::windows`).
pub const WAS: &str = "was";

/// The hidden field. Browsers that fill forms in again must leave it alone.
pub fn was_field(marks: String) -> impl IntoView {
    view! { <input type="hidden" name=WAS value=marks autocomplete="off"/> }
}

#[derive(Debug, Clone)]
pub struct Question {
    /// Where the form is posted to.
    pub action: String,
    pub back: Option<String>,
    pub title: String,
    pub intro: Option<String>,
    /// Sentences before the questions: the advice, or the question about an area.
    pub lines: Vec<String>,
    pub controls: Vec<Control>,
    pub problems: Vec<Problem>,
    /// The filer comes from "check your answers" and goes back there.
    pub from_check: bool,
    /// What the map says of the pin.
    pub verdict: Option<String>,
    /// The marks of the answers as they were shown.
    pub was: String,
    pub other_window: Option<OtherWindow>,
}

impl Question {
    /// A step with the answers so far; with what is wrong with them, if it was posted before.
    #[must_use]
    pub fn new(
        step: &'static Step,
        answers: &RawAnswers,
        rules: &Rules<'_>,
        site: &Site,
        visit: Visit,
    ) -> Self {
        let words = &site.words;
        let errors = if visit.errors {
            step_errors(step, answers, rules)
        } else {
            Vec::new()
        };
        let mut controls = controls(step.specs(), answers, rules, site, &errors, str::to_owned);
        if let [only] = controls.as_mut_slice() {
            only.alone =
                only.spec.options.len() > 1 && step.id != "place-area" && step.id != "advice";
        }
        let mut title = words.t(&format!("step.{}.title", step.id));
        let mut intro = words
            .maybe(&format!("step.{}.intro", step.id))
            .map(str::to_owned);
        if let [only] = controls.as_mut_slice()
            && only.alone
        {
            // The question is the page's heading: what explains it stands below it, as its hint.
            title = only.label.clone();
            let both: Vec<String> = intro.take().into_iter().chain(only.hint.take()).collect();
            only.hint = (!both.is_empty()).then(|| both.join(" "));
        }
        let verdict = place_verdict(answers, rules);
        let lines = match (
            step.id,
            verdict.and_then(domain::jurisdiction::Verdict::question),
        ) {
            ("advice", _) => advice(answers, rules)
                .into_iter()
                .map(|advice| words.t(&format!("advice.{}", advice.code())))
                .collect(),
            ("place-area", Some(area)) => vec![words.t(&format!("area_question.{}", area.code()))],
            _ => Vec::new(),
        };
        let shows_map = step
            .specs()
            .iter()
            .any(|spec| spec.kind == FieldKind::Point);
        let was = match &visit.other_window {
            Some(other) => other.marks.clone(),
            None => marks(answers, step.specs().iter().map(|spec| spec.key)),
        };
        Self {
            was,
            other_window: visit.other_window,
            action: format!("/report/{}", step.id),
            back: visit.back,
            title,
            intro,
            lines,
            problems: problems(&errors, words),
            controls,
            from_check: visit.from_check,
            verdict: verdict.filter(|_| shows_map).map(|verdict| {
                let key = verdict_key(verdict);
                match key {
                    "in_town" | "outside_town" => words.t(&format!("map.{key}")),
                    area => words.t(&format!("area_question.{area}")),
                }
            }),
        }
    }

    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let alone = self.controls.iter().any(|control| control.alone);
        let verdict = self.verdict.clone();
        let mut streets = false;
        let controls: Vec<AnyView> = self
            .controls
            .into_iter()
            .map(|control| {
                streets |= control.spec.key == common::ADDRESS.spec.key;
                match control.spec.kind {
                    FieldKind::Point => place_map(
                        site,
                        control.label,
                        control.hint,
                        &control.value,
                        verdict.clone(),
                    ),
                    _ => control.view(words),
                }
            })
            .collect();
        let datalist = streets.then(|| {
            let options = site
                .streets
                .iter()
                .map(|street| view! { <option value=*street></option> })
                .collect_view();
            view! { <datalist id="streets">{options}</datalist> }
        });
        let lines = (!self.lines.is_empty()).then(|| {
            let lines = self
                .lines
                .into_iter()
                .map(|line| view! { <p>{line}</p> })
                .collect_view();
            view! { <div class="callout">{lines}</div> }
        });
        view! {
            {back_link(words, self.back)}
            {error_summary(words, &self.problems)}
            {self.other_window.map(|other| other.view(site))}
            {(!alone).then(|| view! { <h1>{self.title}</h1> })}
            {self.intro.map(|intro| view! { <p class="lead">{intro}</p> })}
            {lines}
            <form id=STEP_FORM method="post" action=self.action novalidate>
                {self.from_check.then(|| view! { <input type="hidden" name="from" value="check"/> })}
                {was_field(self.was)}
                {controls}
                {datalist}
                <button class="button" type="submit">{words.t("shell.next")}</button>
            </form>
            <LiveForm/>
        }
    }
}

/// The controls of some fields with what was typed in them.
#[must_use]
pub fn controls(
    specs: &'static [domain::field::FieldSpec],
    answers: &RawAnswers,
    rules: &Rules<'_>,
    site: &Site,
    errors: &[KeyedError],
    full_key: impl Fn(&str) -> String,
) -> Vec<Control> {
    specs
        .iter()
        .map(|spec| {
            let key = full_key(spec.key);
            let error = errors
                .iter()
                .find(|error| error.key == key)
                .map(|error| error.error);
            let value = answers.get(&key).to_owned();
            Control::new(*spec, key, &value, error, rules.today, &site.words)
        })
        .collect()
}

/// The link to the step before.
pub fn back_link(words: &Words, href: Option<String>) -> impl IntoView + use<> {
    let back = words.t("shell.back");
    href.map(|href| view! { <a class="back" href=href>{back}</a> })
}
