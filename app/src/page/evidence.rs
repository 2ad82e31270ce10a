//! Photos and files: what is useful, what is there already, and the form that sends more. Works without script; with
//! it, `public/upload.js` sends a file in pieces and says how far it is.

use super::question::back_link;
use crate::component::errors::{Problem, error_summary, field_error};
use crate::component::files::size;
use crate::island::live_form::STEP_FORM;
use crate::island::sentences::written;
use crate::site::Site;
use domain::evidence::{FileKind, Refusal};
use domain::field::Choice;
use leptos::prelude::*;

/// The page.
#[derive(Debug, Clone)]
pub struct EvidencePage {
    pub files: Vec<FileLine>,
    /// How many files one report may have.
    pub most: u16,
    /// How large one may be, in bytes.
    pub most_bytes: u64,
    pub problem: Option<EvidenceProblem>,
    pub back: Option<String>,
}

/// Why the filer is still on this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceProblem {
    /// Files that are not all there: send them again or remove them.
    Unfinished,
    /// A file was refused.
    Refused,
    TooMany,
    /// Other uploads fill the service.
    Busy,
}

impl EvidenceProblem {
    pub const ALL: [Self; 4] = [Self::Unfinished, Self::Refused, Self::TooMany, Self::Busy];

    /// As it stands in an address and in the words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unfinished => "unfinished",
            Self::Refused => "refused",
            Self::TooMany => "too_many",
            Self::Busy => "busy",
        }
    }
}

/// One file.
#[derive(Debug, Clone)]
pub struct FileLine {
    pub id: String,
    pub name: String,
    pub state: FileState,
}

#[derive(Debug, Clone)]
pub enum FileState {
    Ready {
        kind: FileKind,
        bytes: u64,
        preview: bool,
    },
    /// So many bytes of so many; the whole is not known where a form without script sends it.
    Unfinished {
        received: u64,
        size: Option<u64>,
    },
    Refused(Refusal),
}

/// What the script says on the way: codes, whose sentences it finds in the page.
pub const LIVE: [&str; 5] = ["sending", "waiting", "looking", "done", "stopped"];

/// What a file dialog offers first.
const ACCEPT: &str = "image/jpeg,image/png,image/webp,image/heic,.heic,application/pdf,audio/*,video/mp4,\
                      video/quicktime,video/webm";

impl EvidencePage {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let t = |key: &str| words.t(&format!("page.evidence.{key}"));
        let limits = [
            ("files", self.most.to_string()),
            ("size", size(self.most_bytes)),
        ];
        let limits: Vec<(&str, &str)> = limits
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        let problem = self.problem.map(|problem| Problem {
            id: "files".to_owned(),
            label: t("choose"),
            message: words.with(
                &format!("page.evidence.problem.{}", problem.code()),
                &limits,
            ),
        });
        let message = problem.as_ref().map(|problem| problem.message.clone());
        let wrong = problem.is_some();
        let held = self
            .files
            .iter()
            .filter(|file| !matches!(file.state, FileState::Refused(_)))
            .count();
        let full = held >= usize::from(self.most);
        let files = self
            .files
            .into_iter()
            .map(|file| line(file, site))
            .collect_view();
        let tips = ["tip_damage", "tip_screen", "tip_paper", "tip_film"]
            .map(|key| view! { <li>{t(key)}</li> })
            .collect_view();
        let sentences = written(LIVE.map(|code| (code, t(&format!("live.{code}")))));
        view! {
            {back_link(words, self.back)}
            {error_summary(words, problem.as_slice())}
            <h1>{t("title")}</h1>
            <p class="lead">{t("intro")}</p>
            <ul>{tips}</ul>
            <p class="hint">{t("original")}</p>
            {(held > 0 || !files.is_empty()).then(|| view! {
                <section aria-labelledby="evidence-list">
                    <h2 id="evidence-list">{words.with("page.evidence.list", &[("held", &held.to_string()), ("files", &self.most.to_string())])}</h2>
                    <ul class="files">{files}</ul>
                </section>
            })}
            <form id=STEP_FORM method="post" action="/report/evidence" enctype="multipart/form-data" novalidate>
                {if full {
                    view! { <p class="callout">{words.with("page.evidence.full", &limits)}</p> }.into_any()
                } else {
                    view! {
                        <div class=if wrong { "field wrong" } else { "field" }>
                            <label for="files">{t("choose")}</label>
                            <p class="hint" id="files-hint">{words.with("page.evidence.limits", &limits)}</p>
                            {field_error(words, "files", message.as_deref())}
                            <input
                                type="file"
                                id="files"
                                name="files"
                                multiple
                                accept=ACCEPT
                                aria-describedby=if wrong { "files-hint files-error" } else { "files-hint" }
                            />
                        </div>
                        <div id="upload-now" class="upload" hidden>
                            <p><strong id="upload-name" class="break"></strong>" "<span id="upload-share" class="hint"></span></p>
                            <progress id="upload-bar" max="100" value="0" aria-labelledby="upload-name"></progress>
                            <button type="button" class="plain" id="upload-cancel">{t("cancel")}</button>
                        </div>
                        <p id="upload-said" class="verdict" role="status" data-sentences=sentences></p>
                        <script type="module" src="/upload.js"></script>
                        <p class="actions">
                            <button class="button second" type="submit" name="do" value="upload" id="upload-send">{t("send")}</button>
                        </p>
                    }.into_any()
                }}
                <button class="button" type="submit" name="do" value="continue">{words.t("shell.next")}</button>
            </form>
        }
    }
}

fn line(file: FileLine, site: &Site) -> impl IntoView + use<> {
    let words = &site.words;
    let t = |key: &str| words.t(&format!("page.evidence.{key}"));
    let (what, state, preview) = match file.state {
        FileState::Ready {
            kind,
            bytes,
            preview,
        } => (
            format!(
                "{}, {}",
                words.t(&format!("file_kind.{}", kind.code())),
                size(bytes)
            ),
            "ready",
            preview.then(|| format!("/report/evidence/{}/preview", file.id)),
        ),
        FileState::Unfinished {
            received,
            size: whole,
        } => (
            match whole {
                Some(whole) => words.with(
                    "page.evidence.part",
                    &[("received", &size(received)), ("size", &size(whole))],
                ),
                None => t("broken_off"),
            },
            "unfinished",
            None,
        ),
        FileState::Refused(refusal) => (
            words.t(&format!("refusal.{}", refusal.code())),
            "refused",
            None,
        ),
    };
    let remove = if state == "refused" {
        t("dismiss")
    } else {
        words.t("form.remove")
    };
    view! {
        <li class="file" class:unfinished=state == "unfinished" class:refused=state == "refused">
            {preview.map(|src| view! { <img src=src alt="" width="96" height="96" loading="lazy"/> })}
            <div>
                <p class="break"><strong>{file.name.clone()}</strong></p>
                <p class="hint">{what}</p>
                <form method="post" action=format!("/report/evidence/{}/remove", file.id)>
                    <button class="plain" type="submit">{remove}<span class="sr">{format!(": {}", file.name)}</span></button>
                </form>
            </div>
        </li>
    }
}
