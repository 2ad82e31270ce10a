//! Looking for a report by what is known of it.

use super::queue::{QueueLine, table};
use crate::site::Site;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Search {
    /// What was looked for.
    pub text: String,
    /// None: nothing was looked for yet.
    pub found: Option<Vec<QueueLine>>,
    /// At most so many are shown.
    pub most: u64,
    /// Nothing was typed.
    pub missing: bool,
}

impl Search {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let found = self.found.map(|found| {
            let said = match found.len() as u64 {
                0 => "Nothing found. Names are found by whole words: first, last, or both."
                    .to_owned(),
                1 => "One report".to_owned(),
                many if many >= self.most => {
                    format!("The latest {many} reports. Say more to find fewer.")
                }
                many => format!("{many} reports, the latest first"),
            };
            let lines = (!found.is_empty()).then(|| table(&found, site));
            view! { <p class="callout" role="status">{said}</p>{lines} }
        });
        view! {
            <p><a class="back" href="/staff">"Queue"</a></p>
            <h1>"Search"</h1>
            {search_form(&self.text, self.missing)}
            {found}
        }
    }
}

/// The form, on the queue and on its own page. What is typed is about a person: it is posted.
pub(super) fn search_form(text: &str, missing: bool) -> impl IntoView + use<> {
    let described = if missing { "q-hint q-error" } else { "q-hint" };
    view! {
        <form method="post" action="/staff/search" class="search" role="search">
            <label for="q">"Find a report"</label>
            <p class="hint" id="q-hint">"Tracking or case number, name, plate, serial number, telephone or e-mail address"</p>
            {missing.then(|| view! { <p class="error" id="q-error">"Type what you look for"</p> })}
            <div class="row">
                <input type="text" id="q" name="q" value=text.to_owned() maxlength="200" autocomplete="off" spellcheck="false"
                    accesskey="s" aria-describedby=described aria-invalid=missing.then_some("true")/>
                <button class="button second" type="submit">"Search"</button>
            </div>
        </form>
    }
}
