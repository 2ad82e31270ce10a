//! The first page: 9-1-1 first, what the service is for, how long it takes.

use crate::component::sentence::sentence;
use crate::site::Site;
use crate::words::Words;
use domain::field::Choice;
use domain::incident::{Kind, Kinds};
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Start {
    /// A report was begun in this browser and is still there.
    pub unfinished: bool,
    /// The kind that a link on the department's website has chosen.
    pub kind: Option<Kind>,
    /// Kinds that are taken by telephone only, at present.
    pub closed: Kinds,
}

impl Start {
    /// The heading.
    #[must_use]
    pub fn title(&self, words: &Words) -> String {
        match self.kind {
            Some(kind) => words.with(
                "page.start.title_kind",
                &[("kind", &words.t(&format!("kind.{}.title", kind.code())))],
            ),
            None => words.t("page.start.title"),
        }
    }

    pub(super) fn description(&self, words: &Words) -> Option<String> {
        let about = words.t(&format!("kind.{}.about", self.kind?.code()));
        Some(words.with("page.start.description_kind", &[("about", &about)]))
    }

    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let review_time = words.business_days(site.review_days);
        let review_time = [("review_time", review_time.as_str())];
        let start = if self.unfinished {
            words.t("page.start.start_new")
        } else {
            words.t("page.start.start")
        };
        let kinds = Kind::ALL
            .iter()
            .filter(|kind| !self.closed.contains(**kind))
            .map(|kind| {
                let key = format!("kind.{}", kind.code());
                view! {
                    <li>
                        <a href=format!("/report/{}", kind.slug())>{words.t(&format!("{key}.title"))}</a>
                        <span>{words.t(&format!("{key}.about"))}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h1>{self.title(words)}</h1>
            {self.kind.map(|kind| view! { <p class="lead">{words.t(&format!("kind.{}.about", kind.code()))}"."</p> })}
            <div class="callout emergency-first">
                <p>{sentence(site, "page.start.emergency", &[], &[])}</p>
            </div>
            <p class="lead">{words.t("page.start.lead")}</p>
            {self.unfinished.then(|| view! {
                <div class="callout">
                    <p>{words.t("page.start.unfinished")}</p>
                    <p><a class="button" href="/report/continue">{words.t("page.start.go_on")}</a></p>
                </div>
            })}
            <form method="post" action="/report/start">
                {self.kind.map(|kind| view! { <input type="hidden" name="kind" value=kind.code()/> })}
                <button class="button" type="submit">{start}</button>
            </form>
            <h2>{words.t("page.start.kinds")}</h2>
            <ul class="kinds">{kinds}</ul>
            <h2>{words.t("page.start.rules")}</h2>
            <ul class="ticks">
                <li>{words.t("page.start.rule_emergency")}</li>
                <li>{words.t("page.start.rule_place")}</li>
                <li>{words.t("page.start.rule_suspect")}</li>
            </ul>
            <p>{words.t("page.start.unsure")}</p>
            <h2>{words.t("page.start.next")}</h2>
            <ol>
                <li>{words.t("page.start.next_numbers")}</li>
                <li>{words.with("page.start.next_read", &review_time)}</li>
                <li>{words.t("page.start.next_approved")}</li>
                <li>{words.t("page.start.next_officer")}</li>
            </ol>
            <h2>{words.t("page.start.person")}</h2>
            <p>{sentence(site, "page.start.person_how", &[], &[])}</p>
            <p>{sentence(site, "page.start.follow_up", &[], &[])}</p>
            <p>{sentence(site, "page.start.resume", &[], &[("resume", "/report/resume")])}</p>
        }
    }
}
