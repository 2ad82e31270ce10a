//! A page that only says something: not found, too large, try again, done.

use crate::component::sentence::sentence;
use crate::site::Site;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Notice {
    pub title: String,
    pub lines: Vec<String>,
    /// Where to go on.
    pub link: Option<(String, String)>,
}

impl Notice {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let lines = self
            .lines
            .into_iter()
            .map(|line| view! { <p>{line}</p> })
            .collect_view();
        view! {
            <h1>{self.title}</h1>
            {lines}
            {self.link.map(|(href, text)| view! { <p><a class="button" href=href>{text}</a></p> })}
            <p>{sentence(site, "page.notice.call", &[], &[])}</p>
        }
    }
}
