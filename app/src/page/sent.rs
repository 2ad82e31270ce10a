//! The confirmation: tracking number, access code, what happens next.

use crate::component::files::{FileEntry, receipt};
use crate::site::Site;
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
        view! {
            <div class="confirmation">
                <h1>"We have your report"</h1>
                {numbers(&self.tracking, &self.access_code)}
            </div>
            <p class="print-only">{format!("{}, {}, {}", site.department.name, site.department.address, site.department.telephone)}</p>
            <p>
                "Write both down or print this page. With them you can see how your report is doing. "
                "The tracking number is not a police case number yet."
            </p>
            <h2>"What happens next"</h2>
            <ol>
                <li>"A receipt is on its way to "<strong class="break">{self.email}</strong>". No receipt? Look in your spam folder."</li>
                <li>"An officer reads your report, normally by "<strong>{self.review_by}</strong>"."</li>
                <li>"If it is approved, you get a copy by e-mail with your case number. It is free."</li>
                <li>"If we have a question, we write to you. If it needs an officer, we tell you and an officer takes it over."</li>
            </ol>
            {receipt(&self.files, &site.words)}
            <p>"If anything changes or you remember more, call "
                <a href=site.department.telephone_link()>{site.department.telephone.clone()}</a>"."</p>
            <p class="actions"><a class="button second" href="/status">"See how my report is doing"</a></p>
            <p class="hint screen-only">"To print this page, use your browser’s print menu."</p>
        }
    }
}

/// The two numbers that a filer keeps.
pub fn numbers(tracking: &str, access_code: &str) -> impl IntoView + use<> {
    view! {
        <dl class="numbers">
            <div>
                <dt>"Tracking number"</dt>
                <dd data-tracking=tracking.to_owned()>{tracking.to_owned()}</dd>
            </div>
            <div>
                <dt>"Access code"</dt>
                <dd data-access-code=access_code.to_owned()>{access_code.to_owned()}</dd>
            </div>
        </dl>
    }
}
