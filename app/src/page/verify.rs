//! Checking a copy: what an insurer, or anybody who was shown one, sees. Nothing on the page is about a person.

use crate::component::errors::{Problem, error_summary, field_error};
use crate::component::sentence::sentence;
use crate::site::Site;
use leptos::prelude::*;

/// Where the public key is.
pub const KEY_ADDRESS: &str = "/.well-known/police-report-copy.pem";
/// The name of the file's field.
pub const FILE_FIELD: &str = "copy";

#[derive(Debug, Clone, Default)]
pub struct Verify {
    /// The code as it was typed or scanned.
    pub code: String,
    pub answer: Option<Answer>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The department issued a copy with this code.
    Issued(Said),
    /// The file is byte for byte what was issued.
    Unaltered(Said),
    /// The file was changed after it was issued.
    Altered,
    NotOurs,
    Problem(VerifyProblem),
}

/// What the signed statement says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub case_number: String,
    /// In words.
    pub issued_on: String,
    pub fingerprint: String,
    /// As it was signed, and the signature in base64.
    pub statement: String,
    pub signature: String,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerifyProblem {
    /// One message, whatever is wrong with a code.
    WrongCode,
    NoFile,
    TooLarge,
    TooMany,
}

impl VerifyProblem {
    /// The control that it is about, and the key of its message.
    const fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::WrongCode => ("code", "page.verify.wrong_code"),
            Self::TooMany => ("code", "page.verify.too_many"),
            Self::NoFile => ("file", "page.verify.no_file"),
            Self::TooLarge => ("file", "page.verify.too_large"),
        }
    }
}

impl Verify {
    /// Whether something must be corrected.
    #[must_use]
    pub const fn is_problem(&self) -> bool {
        matches!(self.answer, Some(Answer::Problem(_)))
    }

    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let place = match &self.answer {
            Some(Answer::Problem(problem)) => Some(problem.place()),
            _ => None,
        };
        let problem = place.map(|(id, key)| Problem {
            id: id.to_owned(),
            label: words.t(if id == "code" {
                "page.verify.code"
            } else {
                "page.verify.file"
            }),
            message: words.t(key),
        });
        let message = |id: &str| {
            let (at, key) = place?;
            (at == id).then(|| words.t(key))
        };
        let (code, file) = (message("code"), message("file"));
        view! {
            {error_summary(words, problem.as_slice())}
            <h1>{words.t("page.verify.title")}</h1>
            {self.answer.map(|answer| answer.view(site))}
            <p class="lead">{words.t("page.verify.lead")}</p>
            <h2>{words.t("page.verify.by_code")}</h2>
            <p>{words.t("page.verify.by_code_about")}</p>
            <form method="get" action="/verify">
                <div class=if code.is_some() { "field wrong" } else { "field" }>
                    <label for="code">{words.t("page.verify.code")}</label>
                    {field_error(words, "code", code.as_deref())}
                    <input class="medium" type="text" id="code" name="c" value=self.code maxlength="60" autocomplete="off" spellcheck="false" autocapitalize="characters"/>
                </div>
                <button class="button" type="submit">{words.t("page.verify.check_code")}</button>
            </form>
            <h2>{words.t("page.verify.by_file")}</h2>
            <p>{words.t("page.verify.by_file_about")}</p>
            <form method="post" action="/verify/file" enctype="multipart/form-data">
                <div class=if file.is_some() { "field wrong" } else { "field" }>
                    <label for="file">{words.t("page.verify.file")}</label>
                    {field_error(words, "file", file.as_deref())}
                    <input type="file" id="file" name=FILE_FIELD accept="application/pdf"/>
                </div>
                <button class="button" type="submit">{words.t("page.verify.check_file")}</button>
            </form>
            <p class="hint">{words.t("page.verify.privacy")}</p>
            <p class="hint">{sentence(site, "page.verify.key", &[], &[("key", KEY_ADDRESS)])}</p>
            <p>{sentence(site, "page.notice.call", &[], &[])}</p>
        }
    }
}

impl Answer {
    fn view(self, site: &Site) -> AnyView {
        let words = &site.words;
        let (class, title, line, said) = match self {
            Self::Issued(said) => (
                "callout",
                "page.verify.issued",
                "page.verify.issued_line",
                Some(said),
            ),
            Self::Unaltered(said) => (
                "callout",
                "page.verify.unaltered",
                "page.verify.unaltered_line",
                Some(said),
            ),
            Self::Altered => (
                "notice",
                "page.verify.altered",
                "page.verify.altered_line",
                None,
            ),
            Self::NotOurs => (
                "notice",
                "page.verify.not_ours",
                "page.verify.not_ours_line",
                None,
            ),
            // Told beside the control that it is about.
            Self::Problem(_) => return ().into_any(),
        };
        let issued = said.as_ref().map(|said| {
            let fill = [
                ("day", said.issued_on.as_str()),
                ("case_number", said.case_number.as_str()),
            ];
            view! { <p>{sentence(site, "page.verify.said", &fill, &[])}</p> }
        });
        let signed = said.map(|said| {
            view! {
                <dl class="numbers">
                    <div><dt>{words.t("page.verify.fingerprint")}</dt><dd>{said.fingerprint}</dd></div>
                </dl>
                <details>
                    <summary>{words.t("page.verify.statement")}</summary>
                    <p class="break"><code>{said.statement}</code></p>
                    <p class="break"><code>{said.signature}</code></p>
                </details>
            }
        });
        view! {
            <section class=class aria-labelledby="answer">
                <h2 id="answer">{words.t(title)}</h2>
                {issued}
                <p>{words.t(line)}</p>
                {signed}
            </section>
        }
        .into_any()
    }
}
