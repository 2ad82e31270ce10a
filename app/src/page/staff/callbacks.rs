//! Residents who asked for an officer, with what they typed so far.

use super::files::{StaffFile, files};
use crate::component::errors::{Problem, error_summary};
use crate::site::Site;
use domain::eligibility::Stop;
use domain::field::Choice;
use domain::incident::Kind;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Callbacks {
    pub requests: Vec<Request>,
    /// Reports that an officer is to take, whose filers do not know yet.
    pub to_tell: Vec<ToTell>,
    pub may_close: bool,
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone)]
pub struct ToTell {
    pub href: String,
    pub tracking: String,
    pub filer: String,
    pub due: String,
    pub overdue: bool,
}

#[derive(Debug, Clone)]
pub struct Request {
    pub id: String,
    pub tracking: String,
    pub name: String,
    pub phone: String,
    pub when: Option<String>,
    pub received: String,
    pub due: String,
    /// The language in which it was asked, where that was not English.
    pub asked_in: Option<String>,
    pub overdue: bool,
    pub kind: Option<Kind>,
    pub stop: Option<Stop>,
    /// Question and answer, as far as the filer came.
    pub typed: Vec<(String, String)>,
    pub files: Vec<StaffFile>,
}

impl Callbacks {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let may_close = self.may_close;
        let requests = self
            .requests
            .into_iter()
            .map(|request| {
                let kind = request.kind.map(|kind| words.t(&format!("kind.{}.title", kind.code())));
                let stop = request.stop.map(|stop| words.t(&format!("stop.{}.title", stop.code())));
                let typed = request
                    .typed
                    .into_iter()
                    .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
                    .collect_view();
                let close = may_close.then(|| {
                    let officer = format!("officer-{}", request.id);
                    let outcome = format!("outcome-{}", request.id);
                    view! {
                        <form method="post" action=format!("/staff/callbacks/{}/close", request.id) class="inline" novalidate>
                            <div class="field"><label for=officer.clone()>"Officer"</label><input type="text" id=officer name="officer"/></div>
                            <div class="field"><label for=outcome.clone()>"Outcome of the call"</label><input type="text" id=outcome name="outcome"/></div>
                            <button class="button second" type="submit">"Done"</button>
                        </form>
                    }
                });
                view! {
                    <li class="card">
                        <h2>{format!("{} · {}", request.name, request.phone)}</h2>
                        <p class=if request.overdue { "due overdue" } else { "due" }>
                            {format!("Received {} · call by {}", request.received, request.due)}
                            {request.overdue.then_some(" · overdue")}
                            {request.asked_in.map(|language| format!(" · asked in {language}"))}
                            {request.when.map(|when| format!(" · best time: {when}"))}
                        </p>
                        <p>{[kind, stop].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
                        <details><summary>"What was typed"</summary><dl>{typed}</dl></details>
                        {files(&request.files, words)}
                        {close}
                    </li>
                }
            })
            .collect::<Vec<_>>();
        let to_tell = self
            .to_tell
            .into_iter()
            .map(|report| {
                view! {
                    <li>
                        <a href=report.href>{report.tracking}</a>
                        {format!(" · {} · ", report.filer)}
                        <span class=if report.overdue { "due overdue" } else { "due" }>
                            {format!("due {}", report.due)}
                            {report.overdue.then_some(" · overdue")}
                        </span>
                    </li>
                }
            })
            .collect::<Vec<_>>();
        let to_tell = (!to_tell.is_empty()).then(|| {
            view! {
                <h2>"Filers to be told of their officer"</h2>
                <ul>{to_tell}</ul>
                <h2>"Calls that were asked for"</h2>
            }
        });
        let empty = requests.is_empty();
        view! {
            {error_summary(words, &self.problems)}
            <h1>"Officer requests"</h1>
            {to_tell}
            {if empty {
                view! { <p class="none">"Nobody waits for a call."</p> }.into_any()
            } else {
                view! { <ul class="cards">{requests}</ul> }.into_any()
            }}
        }
    }
}
