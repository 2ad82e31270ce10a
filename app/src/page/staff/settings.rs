//! What can be set at the desk: figures, switches, and the list of texts. How one text is written is in `text`.

use crate::component::errors::{Problem, error_summary, field_error};
use crate::site::Site;
use crate::words::Words;
use leptos::prelude::*;

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct SettingsPage {
    pub groups: Vec<Group>,
    pub texts: Vec<TextGroup>,
    pub may_set: bool,
    pub may_write: bool,
    /// A new phrase, as typed.
    pub phrase: PhraseForm,
    /// What is said of a change that was made.
    pub done: bool,
    pub problems: Vec<Problem>,
}

/// Settings that are saved together.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its form is sent to `/staff/settings/{slug}`.
    pub slug: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub lines: Vec<Line>,
}

/// One setting.
#[derive(Debug, Clone)]
pub struct Line {
    /// The name of its field.
    pub code: String,
    pub label: String,
    pub hint: String,
    pub control: Control,
    /// The version that the page shows: a colleague's change in between is not overwritten.
    pub seen: u32,
    /// Who set it, and when.
    pub standing: String,
}

#[derive(Debug, Clone)]
pub enum Control {
    Number(String),
    Switch(bool),
}

/// Texts of one sort.
#[derive(Debug, Clone)]
pub struct TextGroup {
    pub title: &'static str,
    pub about: &'static str,
    pub lines: Vec<TextLine>,
}

/// One text, in the languages that it is read in.
#[derive(Debug, Clone)]
pub struct TextLine {
    pub code: String,
    pub name: String,
    /// Language, and where it stands.
    pub languages: Vec<(String, String)>,
    /// Written anew in one language, and not in the other.
    pub stale: Option<String>,
}

/// What was typed of a new phrase.
#[derive(Debug, Clone, Default)]
pub struct PhraseForm {
    /// The code of its group.
    pub group: String,
    /// By language tag: its name, and the text.
    pub texts: Vec<PhraseIn>,
}

#[derive(Debug, Clone)]
pub struct PhraseIn {
    pub tag: &'static str,
    pub language: String,
    pub text: String,
}

/// The sorts of phrases, by code.
pub const PHRASE_GROUPS: [(&str, &str); 2] = [
    ("phrase.ask", "A question to the filer"),
    (
        "phrase.officer",
        "A message that an officer takes the report",
    ),
];

impl SettingsPage {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let groups = self
            .groups
            .iter()
            .map(|group| group.view(words, self.may_set, &self.problems))
            .collect_view();
        let texts = self.texts.into_iter().map(TextGroup::view).collect_view();
        let phrase = self
            .may_write
            .then(|| self.phrase.view(words, &self.problems));
        view! {
            {error_summary(words, &self.problems)}
            <h1>"Settings"</h1>
            {self.done.then(|| view! { <p class="notice" role="status">"Saved. It holds from now on."</p> })}
            <p>"What is set here holds at once and everywhere. Each change is kept as a version and stands in the audit trail. Everything else is set in Leptos.toml, where the service runs."</p>
            {groups}
            {texts}
            {phrase}
        }
    }
}

impl Group {
    fn view(&self, words: &Words, may_set: bool, problems: &[Problem]) -> AnyView {
        let lines = self
            .lines
            .iter()
            .map(|line| line.view(words, may_set, problems))
            .collect_view();
        view! {
            <h2>{self.title}</h2>
            <form method="post" action=format!("/staff/settings/{}", self.slug) class="settings" novalidate>
                <p class="hint">{self.about}</p>
                {lines}
                {may_set.then(|| view! { <button class="button second" type="submit">"Save"</button> })}
            </form>
        }
        .into_any()
    }
}

impl Line {
    fn view(&self, words: &Words, may_set: bool, problems: &[Problem]) -> AnyView {
        let problem = problems
            .iter()
            .find(|problem| problem.id == self.code)
            .map(|problem| problem.message.clone());
        let hint = format!("{}-hint", self.code);
        let error = problem.as_ref().map(|_| format!(" {}-error", self.code));
        let described = format!("{hint}{}", error.unwrap_or_default());
        let about = view! {
            <p class="hint" id=hint.clone()>{self.hint.clone()}" "<span class="standing">{self.standing.clone()}</span></p>
            {field_error(words, &self.code, problem.as_deref())}
        };
        let seen = view! { <input type="hidden" name=format!("seen.{}", self.code) value=self.seen.to_string()/> };
        let (id, name) = (self.code.clone(), self.code.clone());
        match &self.control {
            Control::Number(value) => view! {
                <div class=if problem.is_some() { "field wrong" } else { "field" }>
                    <label for=id.clone()>{self.label.clone()}</label>
                    {about}
                    {seen}
                    <input class="narrow" type="text" inputmode="numeric" id=id name=name value=value.clone() autocomplete="off"
                        disabled=!may_set aria-describedby=described aria-invalid=problem.is_some().then_some("true")/>
                </div>
            }
            .into_any(),
            Control::Switch(on) => view! {
                <div class="field">
                    {seen}
                    <div class="box">
                        <input type="checkbox" id=id.clone() name=name value="on" checked=*on disabled=!may_set aria-describedby=described/>
                        <label for=id>{self.label.clone()}</label>
                    </div>
                    {about}
                </div>
            }
            .into_any(),
        }
    }
}

impl TextGroup {
    fn view(self) -> AnyView {
        let rows = self
            .lines
            .into_iter()
            .map(|line| {
                let stale = line.stale.is_some();
                let languages = line
                    .languages
                    .iter()
                    .map(|(language, standing)| view! { <p>{format!("{language}: {standing}")}</p> })
                    .collect_view();
                view! {
                    <tr class=stale.then_some("overdue")>
                        <th scope="row"><a href=format!("/staff/settings/texts/{}", line.code)>{line.name}</a></th>
                        <td>
                            {languages}
                            {line.stale.map(|stale| view! { <p class="overdue">{stale}</p> })}
                        </td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <h2>{self.title}</h2>
            <p class="hint">{self.about}</p>
            <div class="wide" tabindex="0" role="region" aria-label=self.title>
                <table class="texts">
                    <caption class="sr">{self.title}</caption>
                    <thead><tr><th scope="col">"Text"</th><th scope="col">"Where it stands"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

impl PhraseForm {
    fn view(self, words: &Words, problems: &[Problem]) -> AnyView {
        let options = PHRASE_GROUPS
            .map(|(code, name)| {
                view! { <option value=code selected=code == self.group>{name}</option> }
            })
            .collect_view();
        let texts = self
            .texts
            .into_iter()
            .map(|text| {
                let id = format!("phrase-{}", text.tag);
                let problem = problems
                    .iter()
                    .find(|problem| problem.id == id)
                    .map(|problem| problem.message.clone());
                view! {
                    <div class=if problem.is_some() { "field wrong" } else { "field" }>
                        <label for=id.clone()>{text.language}</label>
                        {field_error(words, &id, problem.as_deref())}
                        <textarea id=id.clone() name=format!("text.{}", text.tag) rows="5" lang=text.tag
                            aria-describedby=problem.is_some().then(|| format!("{id}-error"))>{format!("\n{}", text.text)}</textarea>
                    </div>
                }
            })
            .collect_view();
        view! {
            <details class="decision" open=problems.iter().any(|problem| problem.id.starts_with("phrase-"))>
                <summary>"Add a phrase"</summary>
                <form method="post" action="/staff/settings/phrases" novalidate>
                    <div class="field">
                        <label for="phrase-group">"For"</label>
                        <select id="phrase-group" name="group">{options}</select>
                    </div>
                    <p class="hint">"The first line is what the officer chooses. After an empty line stands what the filer reads."</p>
                    {texts}
                    <button class="button second" type="submit">"Add it"</button>
                </form>
            </details>
        }
        .into_any()
    }
}
