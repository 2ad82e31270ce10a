//! A hard stop: one plain reason, whom to call, and "send what I typed to an officer".

use super::question::back_link;
use crate::component::sentence::sentence;
use crate::site::Site;
use domain::eligibility::{Authority, Stop};
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Stopped {
    pub stop: Stop,
    /// The step whose answer stopped the journey.
    pub at: &'static str,
}

/// The code that names an authority's words (`authority.<code>`).
#[must_use]
pub const fn authority_code(authority: Authority) -> &'static str {
    match authority {
        Authority::NineOneOne => "nine_one_one",
        Authority::Department => "department",
        Authority::StatePolice => "state_police",
        Authority::ConservationPolice => "conservation_police",
        Authority::OtherTown => "other_town",
        Authority::HomeTown => "home_town",
    }
}

impl Stopped {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let code = self.stop.code();
        let call = words.t(&format!("authority.{}", authority_code(self.stop.call())));
        let number = match self.stop.call() {
            Authority::NineOneOne => ("tel:911".to_owned(), words.t("page.stopped.call_911")),
            Authority::Department
            | Authority::StatePolice
            | Authority::ConservationPolice
            | Authority::OtherTown
            | Authority::HomeTown => (
                site.department.telephone_link(),
                words.t("page.stopped.call_us"),
            ),
        };
        let change = format!("/report/{}", self.at);
        let officer = match self.stop.call() {
            Authority::Department => "page.stopped.send_typed",
            Authority::NineOneOne
            | Authority::StatePolice
            | Authority::ConservationPolice
            | Authority::OtherTown
            | Authority::HomeTown => "page.stopped.officer",
        };
        view! {
            {back_link(words, Some(change.clone()))}
            <h1 data-stop=code>{words.t(&format!("stop.{code}.title"))}</h1>
            <p class="lead">{words.t(&format!("stop.{code}.reason"))}</p>
            <div class="callout call">
                <h2>{words.t("page.stopped.call")}</h2>
                <p>{call}</p>
                <p><a class="button" href=number.0>{number.1}</a></p>
            </div>
            <p>{sentence(site, officer, &[], &[])}</p>
            <p>{sentence(site, "page.stopped.slip", &[], &[("change", &change)])}</p>
        }
    }
}
