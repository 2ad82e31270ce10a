//! Check your answers, certify them in calm words, and send.

use super::question::back_link;
use crate::component::errors::{Problem, error_summary, field_error};
use crate::component::files::FileEntry;
use crate::component::sentence::sentence;
use crate::component::summary::section;
use crate::island::live_form::STEP_FORM;
use crate::site::Site;
use crate::summary::Section;
use crate::words::Words;
use domain::eligibility::Advice;
use leptos::prelude::*;

/// Every answer, each with its way back, and below them the certification.
#[derive(Debug, Clone)]
pub struct Check {
    pub sections: Vec<Section>,
    pub files: Vec<FileEntry>,
    pub advice: Vec<Advice>,
    pub back: Option<String>,
    /// It was sent without the certification.
    pub missing: bool,
}

impl Check {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let sections = self
            .sections
            .iter()
            .map(|answers| {
                section(
                    words,
                    answers,
                    Some(format!("/report/{}?from=check", answers.step)),
                )
            })
            .collect_view();
        let advice = (!self.advice.is_empty()).then(|| {
            let lines = self
                .advice
                .iter()
                .map(|advice| view! { <li>{words.t(&format!("advice.{}", advice.code()))}</li> })
                .collect_view();
            view! {
                <div class="callout">
                    <h2>{words.t("page.check.advice")}</h2>
                    <ul>{lines}</ul>
                    <p>{sentence(site, "page.check.advice_choice", &[], &[])}</p>
                </div>
            }
        });
        let label = words.t("certify.box");
        let problem = self.missing.then(|| Problem {
            id: "certify".to_owned(),
            label: label.clone(),
            message: words.t("error.missing"),
        });
        let message = problem.as_ref().map(|problem| problem.message.clone());
        view! {
            {back_link(words, self.back)}
            {error_summary(words, problem.as_slice())}
            <h1>{words.t("page.check.title")}</h1>
            <p class="lead">{words.t("page.check.lead")}</p>
            {advice}
            {sections}
            {files(&self.files, words)}
            <h2>{words.t("page.check.send_title")}</h2>
            <p>{words.t("certify.thanks")}</p>
            <div class="notice">
                <p>{words.t("certify.notice")}</p>
                <p>{words.t("certify.public")}</p>
            </div>
            <form id=STEP_FORM method="post" action="/report/check" novalidate>
                <div class=if self.missing { "field wrong" } else { "field" }>
                    {field_error(words, "certify", message.as_deref())}
                    <div class="box">
                        <input
                            type="checkbox"
                            id="certify"
                            name="certify"
                            value="yes"
                            aria-describedby=self.missing.then_some("certify-error")
                        />
                        <label for="certify">{label}</label>
                    </div>
                </div>
                <button class="button" type="submit">{words.t("page.check.send")}</button>
            </form>
        }
    }
}

/// The files, as one more section; without any, where they could be added.
fn files(files: &[FileEntry], words: &Words) -> impl IntoView + use<> {
    let title = words.t("page.evidence.title");
    let lines = files
        .iter()
        .map(|file| view! { <div><dt>{file.name.clone()}</dt><dd>{file.what(words)}</dd></div> })
        .collect_view();
    view! {
        <section class="answers">
            <header>
                <h2>{title.clone()}</h2>
                <a href="/report/evidence">{words.t(if files.is_empty() { "form.add" } else { "form.change" })}<span class="sr">{format!(": {title}")}</span></a>
            </header>
            {if files.is_empty() {
                view! { <p class="none">{words.t("page.evidence.none")}</p> }.into_any()
            } else {
                view! { <dl>{lines}</dl> }.into_any()
            }}
        </section>
    }
}
