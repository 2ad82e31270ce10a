//! One text of the department's own: written, looked at, put back, in each language; and what was sent of it.

use crate::component::errors::{Problem, error_summary, field_error};
use crate::site::Site;
use crate::words::Words;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct TextPage {
    pub code: String,
    pub name: String,
    /// Who reads it, and when.
    pub about: String,
    /// What stands for something else: `{tracking}`.
    pub braces: Vec<Brace>,
    /// What stands before a block that is not always there: `[identity_theft]`.
    pub flags: Vec<&'static str>,
    /// Whether it is a message: then it has a subject and blocks.
    pub message: bool,
    pub languages: Vec<TextIn>,
    pub versions: Vec<Version>,
    pub sent: Vec<Sent>,
    pub may_write: bool,
    pub done: bool,
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone)]
pub struct Brace {
    pub name: &'static str,
    /// The text is not taken without it.
    pub needed: bool,
}

/// The text in one language.
#[derive(Debug, Clone)]
pub struct TextIn {
    pub tag: &'static str,
    pub language: String,
    /// As it is, or as it was typed.
    pub text: String,
    pub seen: u32,
    pub standing: String,
    /// Whether it is the department's own, so that the program's can be put back.
    pub own: bool,
    /// What it will look like.
    pub previews: Vec<Preview>,
    /// Whether it was typed and is not saved.
    pub unsaved: bool,
}

#[derive(Debug, Clone)]
pub struct Preview {
    /// Which case, where there is more than one.
    pub case: &'static str,
    pub subject: Option<String>,
    pub text: String,
}

/// One version of before, or the one that holds.
#[derive(Debug, Clone)]
pub struct Version {
    pub tag: &'static str,
    pub language: String,
    pub number: u32,
    pub about: String,
    /// None: the program's own words were put back.
    pub text: Option<String>,
    pub holds: bool,
    /// The version that holds now, for the form that puts this one back.
    pub seen: u32,
}

/// A message that left.
#[derive(Debug, Clone)]
pub struct Sent {
    pub when: String,
    pub what: String,
    /// Its words, with their braces.
    pub words: String,
}

impl TextPage {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let action = format!("/staff/settings/texts/{}", self.code);
        let languages = self
            .languages
            .iter()
            .map(|text| text.view(words, &action, self.may_write, &self.problems))
            .collect_view();
        let help = self.help();
        let versions = self
            .versions
            .into_iter()
            .map(|version| version.view(&action, self.may_write))
            .collect_view();
        let sent = self
            .sent
            .into_iter()
            .map(|sent| {
                view! {
                    <li>
                        <details>
                            <summary>{sent.when}" · "{sent.what}</summary>
                            <pre class="letter">{sent.words}</pre>
                        </details>
                    </li>
                }
            })
            .collect_view();
        view! {
            <p class="back"><a href="/staff/settings">"Settings"</a></p>
            {error_summary(words, &self.problems)}
            <h1>{self.name}</h1>
            {self.done.then(|| view! { <p class="notice" role="status">"Saved. It holds from now on."</p> })}
            <p>{self.about}</p>
            {help}
            {languages}
            <h2>"Versions"</h2>
            {if versions.is_empty() {
                view! { <p class="hint">"It was never changed: the program's own words hold."</p> }.into_any()
            } else {
                view! { <ol class="timeline">{versions}</ol> }.into_any()
            }}
            {self.message.then(|| view! {
                <h2>"What was sent"</h2>
                {if sent.is_empty() {
                    view! { <p class="hint">"Nothing yet."</p> }.into_any()
                } else {
                    view! {
                        <p class="hint">"The latest messages, with the words that each was made of. To whom they went stands with the report."</p>
                        <ol class="sent">{sent}</ol>
                    }.into_any()
                }}
            })}
        }
    }

    fn help(&self) -> Option<AnyView> {
        if !self.may_write {
            return None;
        }
        let braces = self
            .braces
            .iter()
            .map(|brace| {
                let needed = if brace.needed { " (needed)" } else { "" };
                view! { <li><code>{format!("{{{}}}", brace.name)}</code>{needed}</li> }
            })
            .collect_view();
        let flags = self
            .flags
            .iter()
            .map(|flag| view! { <li><code>{format!("[{flag}]")}</code>", "<code>{format!("[!{flag}]")}</code></li> })
            .collect_view();
        Some(
            view! {
                <details class="writing">
                    <summary>"How to write it"</summary>
                    {self.message.then(|| view! {
                        <p>"The first line is the subject, after \"Subject:\". Empty lines part blocks. A block that begins with # is a heading, with - a list, with > a quotation."</p>
                    })}
                    <p>"These are filled in everywhere: "<code>"{department}"</code>", "<code>"{town}"</code>", "<code>"{address}"</code>", "<code>"{telephone}"</code>"."</p>
                    {(!self.braces.is_empty()).then(|| view! { <p>"Here also:"</p><ul>{braces}</ul> })}
                    {(!self.flags.is_empty()).then(|| view! { <p>"A block with one of these in a line before it is there only then, or only then not:"</p><ul>{flags}</ul> })}
                </details>
            }
            .into_any(),
        )
    }
}

impl TextIn {
    fn view(&self, words: &Words, action: &str, may_write: bool, problems: &[Problem]) -> AnyView {
        let id = format!("text-{}", self.tag);
        let problem = problems
            .iter()
            .find(|problem| problem.id == id)
            .map(|problem| problem.message.clone());
        let rows = self.text.lines().count().clamp(4, 24) + 2;
        let previews = self
            .previews
            .iter()
            .map(|preview| {
                view! {
                    {(!preview.case.is_empty()).then(|| view! { <h4>{preview.case}</h4> })}
                    <div class="letter" lang=self.tag>
                        {preview.subject.clone().map(|subject| view! { <p class="subject">{subject}</p> })}
                        <pre>{preview.text.clone()}</pre>
                    </div>
                }
            })
            .collect_view();
        let buttons = may_write.then(|| {
            view! {
                <div class="actions">
                    <button class="button" type="submit">"Save"</button>
                    <button class="button second" type="submit" formaction=format!("{action}/preview")>"Preview"</button>
                </div>
            }
        });
        let back = (may_write && self.own).then(|| {
            view! {
                <form method="post" action=format!("{action}/restore")>
                    <input type="hidden" name="lang" value=self.tag/>
                    <input type="hidden" name="seen" value=self.seen.to_string()/>
                    <input type="hidden" name="of" value="0"/>
                    <button class="plain" type="submit">"Put back the program's own words"</button>
                </form>
            }
        });
        view! {
            <section class="text-in">
                <h2 id=format!("in-{}", self.tag)>{self.language.clone()}</h2>
                <p class="hint">{self.standing.clone()}</p>
                <div class="beside">
                <div>
                <form method="post" action=action.to_owned() novalidate>
                    <input type="hidden" name="lang" value=self.tag/>
                    <input type="hidden" name="seen" value=self.seen.to_string()/>
                    <div class=if problem.is_some() { "field wrong" } else { "field" }>
                        <label for=id.clone()>"Text"</label>
                        {field_error(words, &id, problem.as_deref())}
                        <textarea id=id.clone() name="text" rows=rows.to_string() lang=self.tag spellcheck="true" readonly=!may_write
                            aria-invalid=problem.is_some().then_some("true")
                            aria-describedby=problem.is_some().then(|| format!("{id}-error"))>{format!("\n{}", self.text)}</textarea>
                    </div>
                    {buttons}
                </form>
                {back}
                </div>
                <div>
                    <h3>{if self.unsaved { "Preview, not saved" } else { "What it looks like" }}</h3>
                    {previews}
                </div>
                </div>
            </section>
        }
        .into_any()
    }
}

impl Version {
    fn view(self, action: &str, may_write: bool) -> AnyView {
        let text = match self.text {
            Some(text) if text.is_empty() => {
                view! { <p class="hint">"Empty: chosen no more."</p> }.into_any()
            }
            Some(text) => view! {
                <details><summary>"Its words"</summary><pre class="letter" lang=self.tag>{text}</pre></details>
            }
            .into_any(),
            None => view! { <p class="hint">"The program's own words."</p> }.into_any(),
        };
        let back = (may_write && !self.holds).then(|| {
            view! {
                <form method="post" action=format!("{action}/restore")>
                    <input type="hidden" name="lang" value=self.tag/>
                    <input type="hidden" name="seen" value=self.seen.to_string()/>
                    <input type="hidden" name="of" value=self.number.to_string()/>
                    <button class="plain" type="submit">
                        "Put this one back"<span class="sr">{format!(": {} version {}", self.language, self.number)}</span>
                    </button>
                </form>
            }
        });
        view! {
            <li>
                <p>
                    <strong>{format!("{}, version {}", self.language, self.number)}</strong>
                    {self.holds.then_some(" · holds now")}
                    {format!(" · {}", self.about)}
                </p>
                {text}
                {back}
            </li>
        }
        .into_any()
    }
}
