//! A repeated group: the list of its cards, and the form of one entry.

use super::other_window::OtherWindow;
use super::question::{Visit, back_link, controls, was_field};
use crate::component::errors::{Problem, error_summary, problems};
use crate::component::field::Control;
use crate::island::live_form::{LiveForm, STEP_FORM};
use crate::site::Site;
use crate::summary::{Row, entry_rows};
use domain::answers::{MAX_ENTRIES, RawAnswers, entry_key};
use domain::incident::{Group, Step};
use domain::journey::{entry_errors, step_errors};
use domain::rules::Rules;
use domain::windows::entry_marks;
use leptos::prelude::*;

/// The value of `then` with which an entry's form goes on, past the list of the entries.
pub const THEN_NEXT: &str = "next";
/// The value with which it goes on to another entry.
pub const THEN_ANOTHER: &str = "another";

/// Where the focus goes after an entry was removed: to what is left.
pub const ENTRIES: &str = "entries";

/// The entries so far.
#[derive(Debug, Clone)]
pub struct List {
    pub step: &'static str,
    pub back: Option<String>,
    pub from_check: bool,
    pub problems: Vec<Problem>,
    pub cards: Vec<Card>,
    pub full: bool,
}

/// One entry, by the answers that name it.
#[derive(Debug, Clone)]
pub struct Card {
    /// Counted from 1.
    pub number: usize,
    pub rows: Vec<Row>,
    /// Something in it must be corrected.
    pub wrong: bool,
    /// The marks of its answers: "remove" means this entry, wherever another window has moved it.
    pub was: String,
}

impl List {
    #[must_use]
    pub fn new(
        step: &'static Step,
        group: &'static Group,
        answers: &RawAnswers,
        rules: &Rules<'_>,
        site: &Site,
        visit: Visit,
    ) -> Self {
        let count = answers.entries(group.key);
        let keys = group.keys();
        let cards = (0..count)
            .map(|index| Card {
                number: index + 1,
                rows: entry_rows(group, index, answers, rules, &site.words)
                    .into_iter()
                    .filter(|row| group.card.contains(&row.key))
                    .collect(),
                wrong: !entry_errors(group, index, answers, rules).is_empty(),
                was: entry_marks(answers, group.key, &keys, index),
            })
            .collect();
        let errors = if visit.errors {
            step_errors(step, answers, rules)
        } else {
            Vec::new()
        };
        Self {
            step: step.id,
            back: visit.back,
            from_check: visit.from_check,
            problems: problems(&errors, &site.words),
            cards,
            full: count >= MAX_ENTRIES,
        }
    }

    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let word = |name: &str| words.t(&format!("step.{}.{name}", self.step));
        let from = if self.from_check { "?from=check" } else { "" };
        let one = word("one");
        let step = self.step;
        let empty = self.cards.is_empty();
        let cards = self
            .cards
            .into_iter()
            .map(|card| {
                let name = format!("{one} {}", card.number);
                let href = format!("/report/{step}/{}{from}", card.number);
                let remove = format!("/report/{step}/{}/remove{from}", card.number);
                let rows = card
                    .rows
                    .into_iter()
                    .map(|row| view! { <div><dt>{row.label}</dt><dd>{row.value}</dd></div> })
                    .collect_view();
                view! {
                    <li class="card">
                        <h2>{name.clone()}</h2>
                        {card.wrong.then(|| view! { <p class="error">{words.t("form.correct")}</p> })}
                        <dl>{rows}</dl>
                        <div class="actions">
                            <a href=href>{words.t("form.change")}<span class="sr">{format!(": {name}")}</span></a>
                            <form method="post" action=remove>
                                {was_field(card.was)}
                                <button class="plain" type="submit">{words.t("form.remove")}<span class="sr">{format!(": {name}")}</span></button>
                            </form>
                        </div>
                    </li>
                }
            })
            .collect_view();
        let list = if empty {
            view! { <p id=ENTRIES class="none" tabindex="-1">{word("none")}</p> }.into_any()
        } else {
            view! { <ul id=ENTRIES class="cards" tabindex="-1">{cards}</ul> }.into_any()
        };
        let add = (!self.full).then(|| {
            let text = if empty { word("add") } else { word("again") };
            view! { <p><a id=step class="button second" href=format!("/report/{step}/add{from}")>{text}</a></p> }
        });
        view! {
            {back_link(words, self.back)}
            {error_summary(words, &self.problems)}
            <h1>{word("title")}</h1>
            <p class="lead">{word("intro")}</p>
            {list}
            {add}
            <form id=STEP_FORM method="post" action=format!("/report/{step}")>
                {self.from_check.then(|| view! { <input type="hidden" name="from" value="check"/> })}
                <button class="button" type="submit">{words.t("shell.next")}</button>
            </form>
        }
    }
}

/// The form of one entry.
#[derive(Debug, Clone)]
pub struct Entry {
    pub step: &'static str,
    pub action: String,
    pub back: Option<String>,
    pub from_check: bool,
    pub controls: Vec<Control>,
    pub problems: Vec<Problem>,
    /// The marks of the answers as they were shown.
    pub was: String,
    pub other_window: Option<OtherWindow>,
}

impl Entry {
    /// The entry at `index`; one past the last is a new one.
    #[must_use]
    pub fn new(
        group: &'static Group,
        index: usize,
        answers: &RawAnswers,
        rules: &Rules<'_>,
        site: &Site,
        visit: Visit,
    ) -> Self {
        let errors = if visit.errors {
            entry_errors(group, index, answers, rules)
        } else {
            Vec::new()
        };
        let is_new = index >= answers.entries(group.key);
        let was = match &visit.other_window {
            Some(other) => other.marks.clone(),
            None => entry_marks(answers, group.key, &group.keys(), index),
        };
        Self {
            was,
            other_window: visit.other_window,
            step: group.key,
            action: if is_new {
                format!("/report/{}/add", group.key)
            } else {
                format!("/report/{}/{}", group.key, index + 1)
            },
            back: visit.back,
            from_check: visit.from_check,
            controls: controls(group.fields, answers, rules, site, &errors, |key| {
                entry_key(group.key, index, key)
            }),
            problems: problems(&errors, &site.words),
        }
    }

    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let controls: Vec<AnyView> = self
            .controls
            .into_iter()
            .map(|control| control.view(words))
            .collect();
        view! {
            {back_link(words, self.back)}
            {error_summary(words, &self.problems)}
            {self.other_window.map(|other| other.view(site))}
            <h1>{words.t(&format!("step.{}.entry", self.step))}</h1>
            <form id=STEP_FORM method="post" action=self.action novalidate>
                {self.from_check.then(|| view! { <input type="hidden" name="from" value="check"/> })}
                {was_field(self.was)}
                {controls}
                <button class="button" type="submit" name="then" value=THEN_NEXT>{words.t("form.next")}</button>
                <button class="button second" type="submit" name="then" value=THEN_ANOTHER>{words.t("form.another")}</button>
            </form>
            <LiveForm/>
        }
    }
}
