//! "Save and come back later": the code that leads back to an unfinished report, and the way in with it.

use crate::component::errors::{Problem, error_summary, field_error};
use crate::component::sentence::sentence;
use crate::island::live_form::STEP_FORM;
use crate::site::Site;
use leptos::prelude::*;

/// The page with the code.
#[derive(Debug, Clone)]
pub struct Later {
    /// The resume code, as it is written down.
    pub code: String,
    /// The day until which the report is kept.
    pub kept_until: String,
    /// Where the service is, as a person types it.
    pub address: String,
    pub email: String,
    pub mailed: Mailed,
}

/// What came of "send me the code".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mailed {
    #[default]
    NotAsked,
    /// The mail server took it.
    Sent,
    /// It did not: the code must be written down.
    Failed,
    /// This is no address.
    Wrong,
    /// Too many messages were asked for from here.
    TooMany,
}

impl Mailed {
    const fn problem(self) -> Option<&'static str> {
        match self {
            Self::NotAsked | Self::Sent => None,
            Self::Failed => Some("page.later.mail_failed"),
            Self::Wrong => Some("error.not_an_email"),
            Self::TooMany => Some("page.error.too_many.line"),
        }
    }
}

impl Later {
    /// Whether something is to be corrected.
    #[must_use]
    pub const fn wrong(&self) -> bool {
        self.mailed.problem().is_some()
    }

    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let message = self.mailed.problem().map(|key| words.t(key));
        let problem = message.clone().map(|message| Problem {
            id: "email".to_owned(),
            label: words.t("page.later.email"),
            message,
        });
        let class = if message.is_some() {
            "field wrong"
        } else {
            "field"
        };
        let sent = (self.mailed == Mailed::Sent).then(|| {
            view! { <p class="callout" role="status">{words.with("page.later.mailed", &[("email", &self.email)])}</p> }
        });
        view! {
            {error_summary(words, problem.as_slice())}
            <div class="confirmation">
                <h1>{words.t("page.later.title")}</h1>
                <dl class="numbers">
                    <div>
                        <dt>{words.t("page.later.code")}</dt>
                        <dd data-resume-code=self.code.clone()>{self.code.clone()}</dd>
                    </div>
                </dl>
            </div>
            {sent}
            <p>{words.with("page.later.keep", &[("day", &self.kept_until)])}</p>
            <p>{sentence(site, "page.later.how", &[("site", &self.address)], &[("resume", "/report/resume")])}</p>
            <p class="actions">
                <a class="button" href="/report/continue">{words.t("page.later.go_on")}</a>
            </p>
            <h2>{words.t("page.later.mail")}</h2>
            <p class="hint">{words.t("page.later.mail_about")}</p>
            <form id=STEP_FORM method="post" action="/report/save" novalidate>
                <div class=class>
                    <label for="email">{words.t("page.later.email")}</label>
                    {field_error(words, "email", message.as_deref())}
                    <input class="wide" type="text" inputmode="email" autocomplete="email" spellcheck="false" id="email" name="email" value=self.email/>
                </div>
                <button class="button second" type="submit">{words.t("page.later.mail_now")}</button>
            </form>
            <details>
                <summary>{words.t("page.later.delete")}</summary>
                <p>{words.t("page.later.delete_about")}</p>
                <form method="post" action="/report/delete">
                    <button class="plain" type="submit">{words.t("page.later.delete_now")}</button>
                </form>
            </details>
        }
    }
}

/// The code is asked for.
#[derive(Debug, Clone, Default)]
pub struct Resume {
    pub code: String,
    pub problem: Option<ResumeProblem>,
}

/// Why a code leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResumeProblem {
    /// A letter is wrong or missing: the check character does not fit.
    Mistyped,
    /// There is no such report, or it is not kept any more.
    Unknown,
    TooMany,
}

impl Resume {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let message = self.problem.map(|problem| {
            words.t(match problem {
                ResumeProblem::Mistyped => "page.resume.mistyped",
                ResumeProblem::Unknown => "page.resume.unknown",
                ResumeProblem::TooMany => "page.error.too_many.line",
            })
        });
        let problem = message.clone().map(|message| Problem {
            id: "code".to_owned(),
            label: words.t("page.later.code"),
            message,
        });
        let class = if message.is_some() {
            "field wrong"
        } else {
            "field"
        };
        view! {
            {error_summary(words, problem.as_slice())}
            <h1>{words.t("page.resume.title")}</h1>
            <p class="lead">{words.t("page.resume.lead")}</p>
            <form id=STEP_FORM method="post" action="/report/resume" novalidate>
                <div class=class>
                    <label for="code">{words.t("page.later.code")}</label>
                    <p class="hint" id="code-hint">{words.t("page.resume.hint")}</p>
                    {field_error(words, "code", message.as_deref())}
                    <input class="wide" type="text" id="code" name="code" value=self.code aria-describedby="code-hint" autocomplete="off" spellcheck="false" autocapitalize="characters"/>
                </div>
                <button class="button" type="submit">{words.t("page.resume.go_on")}</button>
            </form>
            <p>{sentence(site, "page.resume.lost", &[], &[("start", "/")])}</p>
        }
    }
}
