//! The first page: 9-1-1 first, what the service is for, how long it takes.

use crate::component::sentence::sentence;
use crate::site::Site;
use domain::field::Choice;
use domain::incident::Kind;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Start {
    /// A report was begun in this browser and is still there.
    pub unfinished: bool,
}

impl Start {
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
            .map(|kind| {
                let key = format!("kind.{}", kind.code());
                view! {
                    <li>
                        <strong>{words.t(&format!("{key}.title"))}</strong>
                        <span>{words.t(&format!("{key}.about"))}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h1>{words.t("page.start.title")}</h1>
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
        }
    }
}
