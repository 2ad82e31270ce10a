//! The accessibility statement: what is checked, what is known not to be good enough yet, and whom to tell.

use crate::component::sentence::sentence;
use crate::site::Site;
use leptos::prelude::*;

#[derive(Debug, Clone, Copy)]
pub struct Accessibility;

impl Accessibility {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let list = |keys: &[&str]| {
            keys.iter()
                .map(|key| view! { <li>{words.t(key)}</li> })
                .collect_view()
        };
        let checked = list(&[
            "page.accessibility.keyboard",
            "page.accessibility.script",
            "page.accessibility.size",
            "page.accessibility.colors",
            "page.accessibility.axe",
            "page.accessibility.copy",
        ]);
        let limits = list(&[
            "page.accessibility.limit_people",
            "page.accessibility.limit_map",
            "page.accessibility.limit_files",
        ]);
        view! {
            <h1>{words.t("page.accessibility.title")}</h1>
            <p class="lead">{sentence(site, "page.accessibility.lead", &[], &[])}</p>
            <h2>{words.t("page.accessibility.aim")}</h2>
            <p>{words.t("page.accessibility.aim_about")}</p>
            <ul>{checked}</ul>
            <h2>{words.t("page.accessibility.limits")}</h2>
            <ul>{limits}</ul>
            <h2>{words.t("page.accessibility.tell")}</h2>
            <p>{sentence(site, "page.accessibility.tell_how", &[], &[])}</p>
        }
    }
}
