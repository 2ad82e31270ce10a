//! The first page: 9-1-1 first, what the service is for, how long it takes.

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
        let town = site.department.town.clone();
        let telephone = site.department.telephone.clone();
        let link = site.department.telephone_link();
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
            <h1>"File a police report online"</h1>
            <div class="callout emergency-first">
                <p><strong>"Is it an emergency, or happening now?"</strong>" "<a href="tel:911">"Call 9-1-1"</a>"."</p>
            </div>
            <p class="lead">
                "You can file these reports from any computer or phone, day or night. It is free and takes about 10 minutes. "
                "Your answers are kept as you go, so you can stop and come back."
            </p>
            {self.unfinished.then(|| view! {
                <div class="callout">
                    <p>"You have a report that is not sent yet."</p>
                    <p><a class="button" href="/report/continue">"Continue your report"</a></p>
                </div>
            })}
            <form method="post" action="/report/start">
                <button class="button" type="submit">
                    {if self.unfinished { "Start a new report" } else { "Start" }}
                </button>
            </form>
            <h2>"What you can report here"</h2>
            <ul class="kinds">{kinds}</ul>
            <h2>"You can file online if"</h2>
            <ul class="ticks">
                <li>"it is not an emergency,"</li>
                <li>{format!("it happened in {town}, but not in Sherwood Island State Park, on the Merritt Parkway, on I-95 or on a ramp of either, and")}</li>
                <li>"you do not know or suspect who did it, and no gun or other weapon was involved."</li>
            </ul>
            <p>"Not sure? We ask you as you go, and tell you whom to call."</p>
            <h2>"What happens next"</h2>
            <ol>
                <li>"You get a tracking number at once, and a receipt by e-mail."</li>
                <li>{format!("A police officer reads your report, normally within {} business days.", site.review_days)}</li>
                <li>"When it is approved, you get a copy by e-mail with a police case number, free of charge."</li>
                <li>"If it needs an officer, we tell you and an officer takes it from there."</li>
            </ol>
            <h2>"Rather talk to a person?"</h2>
            <p>
                "That is always fine, for any reason. Call "<a href=link>{telephone}</a>", or "
                <a href="/officer">"ask an officer to call you"</a>"."
            </p>
            <p><a href="/status">"Follow up on a report that you sent"</a></p>
        }
    }
}
