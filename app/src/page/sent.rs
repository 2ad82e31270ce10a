//! The confirmation: tracking number, access code, what happens next.

use crate::component::files::{FileEntry, receipt};
use crate::component::sentence::sentence;
use crate::site::Site;
use crate::words::Words;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Sent {
    pub tracking: String,
    pub access_code: String,
    pub email: String,
    /// The day by which an officer has normally looked at it.
    pub review_by: String,
    pub files: Vec<FileEntry>,
}

impl Sent {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let email = [("email", self.email.as_str())];
        let day = [("day", self.review_by.as_str())];
        view! {
            <div class="confirmation">
                <h1>{words.t("page.sent.title")}</h1>
                {numbers(words, &self.tracking, &self.access_code)}
            </div>
            <p class="print-only">{words.t("page.sent.letterhead")}</p>
            <p>{words.t("page.sent.keep")}</p>
            <h2>{words.t("page.sent.next")}</h2>
            <ol>
                <li>{sentence(site, "page.sent.next_receipt", &email, &[])}</li>
                <li>{sentence(site, "page.sent.next_read", &day, &[])}</li>
                <li>{words.t("page.sent.next_approved")}</li>
                <li>{words.t("page.sent.next_question")}</li>
            </ol>
            {receipt(&self.files, words)}
            <p>{sentence(site, "page.sent.more", &[], &[])}</p>
            <p class="actions"><a class="button second" href="/status">{words.t("page.sent.status")}</a></p>
            <p class="hint screen-only">{words.t("page.sent.print")}</p>
        }
    }
}

/// The two numbers that a filer keeps.
pub fn numbers(words: &Words, tracking: &str, access_code: &str) -> impl IntoView + use<> {
    view! {
        <dl class="numbers">
            <div>
                <dt>{words.t("numbers.tracking")}</dt>
                <dd data-tracking=tracking.to_owned()>{tracking.to_owned()}</dd>
            </div>
            <div>
                <dt>{words.t("numbers.access_code")}</dt>
                <dd data-access-code=access_code.to_owned()>{access_code.to_owned()}</dd>
            </div>
        </dl>
    }
}
