//! Who has taken a report on.

use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct ClaimView {
    /// Who has it, and until when; `None`: nobody.
    pub held: Option<(String, String)>,
    /// Whoever looks at the page may take it on, or for longer.
    pub may_claim: bool,
    /// Whoever looks at the page may give it back.
    pub may_release: bool,
}

impl ClaimView {
    pub(super) fn view(self, compact: &str, version: i64) -> impl IntoView + use<> {
        let form = |action: &str, text: &'static str| {
            view! {
                <form method="post" action=format!("/staff/reports/{compact}/{action}") class="inline">
                    <input type="hidden" name="version" value=version.to_string()/>
                    <button class="plain" type="submit">{text}</button>
                </form>
            }
        };
        let claim = self.may_claim.then(|| {
            let text = if self.held.is_some() {
                "Keep it for longer"
            } else {
                "Claim this report"
            };
            form("claim", text)
        });
        let release = self.may_release.then(|| form("release", "Release it"));
        let said = match self.held {
            Some((name, until)) => format!("Claimed by {name} until {until}"),
            None => "Claimed by nobody".to_owned(),
        };
        view! { <div class="claim"><p>{said}</p>{claim}{release}</div> }
    }
}
