//! The four decisions, each a form of its own. Approving is one press; the others open.

use super::coding::question;
use super::report::{Phrase, ReportPage};
use crate::component::errors::field_error;
use crate::words::Words;
use domain::field::{Choice, FieldKind};
use domain::judgement::Question;
use domain::review::Status;
use leptos::prelude::*;

/// The forms of what can be decided now, by whom the page is drawn for.
pub fn decisions(words: &Words, page: &ReportPage) -> Option<AnyView> {
    let forms = Forms { words, page };
    let forms = match page.status {
        Status::Submitted | Status::UnderReview | Status::InfoAsked | Status::OfficerNamed
            if page.may_decide =>
        {
            view! {
                {(page.status == Status::Submitted).then(|| forms.start())}
                {forms.approve()}
                {matches!(page.status, Status::Submitted | Status::UnderReview).then(|| forms.correct())}
                {forms.ask()}
                {forms.officer()}
                {forms.duplicate()}
            }
            .into_any()
        }
        Status::Proposed if page.may_supervise => view! {
            {forms.confirm()}
            {forms.kick_back("Give it back", "What is to be done? Only colleagues see this.")}
        }
        .into_any(),
        Status::Proposed if page.may_decide => {
            view! { <p class="hint">"The approval waits for a supervisor."</p> }.into_any()
        }
        Status::OfficerAssigned | Status::Duplicate if page.may_supervise => forms.kick_back(
            "Take it up again",
            "Why? The filer is told that it is open again, not the reason.",
        ),
        Status::Submitted
        | Status::UnderReview
        | Status::InfoAsked
        | Status::OfficerNamed
        | Status::Proposed
        | Status::OfficerAssigned
        | Status::Duplicate
        | Status::Approved
        | Status::Withdrawn => return None,
    };
    Some(view! { <h2>"Decide"</h2>{forms} }.into_any())
}

const WHAT_FOLLOWS: &str = "Gives the case number, mails the copy, hands it to records.";

struct Forms<'a> {
    words: &'a Words,
    page: &'a ReportPage,
}

impl Forms<'_> {
    fn action(&self, verb: &str) -> String {
        format!("/staff/reports/{}/{verb}", self.page.compact)
    }

    /// The version that a decision is made against travels with it.
    fn version(&self) -> AnyView {
        view! { <input type="hidden" name="version" value=self.page.version.to_string()/> }
            .into_any()
    }

    fn message(&self, id: &str) -> Option<String> {
        let problems = &self.page.problems;
        problems
            .iter()
            .find(|problem| problem.id == id)
            .map(|problem| problem.message.clone())
    }

    fn field(&self, id: &'static str, label: &'static str, control: AnyView) -> AnyView {
        let error = self.message(id);
        let class = if error.is_some() {
            "field wrong"
        } else {
            "field"
        };
        view! {
            <div class=class>
                <label for=id>{label}</label>
                {field_error(self.words, id, error.as_deref())}
                {control}
            </div>
        }
        .into_any()
    }

    fn line(&self, id: &'static str, label: &'static str, value: &str) -> AnyView {
        let control =
            view! { <input type="text" id=id name=id value=value.to_owned() autocomplete="off"/> };
        self.field(id, label, control.into_any())
    }

    fn lines(&self, id: &'static str, label: &'static str, value: &str) -> AnyView {
        let control = view! { <textarea id=id name=id rows="4">{format!("\n{value}")}</textarea> };
        self.field(id, label, control.into_any())
    }

    /// A form behind its name; open when something was typed in it or is wrong with it.
    fn behind(
        &self,
        name: &'static str,
        verb: &str,
        ids: &[&str],
        typed: &str,
        fields: Vec<AnyView>,
        button: &'static str,
    ) -> AnyView {
        let open = !typed.is_empty() || ids.iter().any(|id| self.message(id).is_some());
        view! {
            <details class="decision" open=open>
                <summary>{name}</summary>
                <form method="post" action=self.action(verb) novalidate>
                    {self.version()}
                    {fields}
                    <button class="button second" type="submit">{button}</button>
                </form>
            </details>
        }
        .into_any()
    }

    /// Tells the filer, and colleagues, that somebody is at it.
    fn start(&self) -> AnyView {
        view! {
            <form method="post" action=self.action("start") class="decision">
                {self.version()}
                <button class="button second" type="submit">
                    "Start review"
                </button>
            </form>
        }
        .into_any()
    }

    fn approve(&self) -> AnyView {
        let form = &self.page.form;
        let questions = self
            .page
            .questions
            .iter()
            .map(|asked| {
                let chosen = match asked {
                    Question::Damage => &form.damage,
                    Question::Threat => &form.threat,
                    Question::Bias => &form.bias,
                };
                question(
                    self.words,
                    *asked,
                    chosen,
                    self.message(asked.code()).as_deref(),
                )
            })
            .collect_view();
        view! {
            <form method="post" action=self.action("approve") class="decision approve" novalidate>
                {self.version()}
                {questions}
                <button class="button" type="submit">
                    {if self.page.needs_confirming { "Propose approval" } else { "Approve" }}
                </button>
                <p class="hint">
                    {if self.page.needs_confirming {
                        "A supervisor confirms it. Then it gets its case number."
                    } else {
                        WHAT_FOLLOWS
                    }}
                </p>
            </form>
        }
        .into_any()
    }

    /// What an officer judged stands in the history, beside.
    fn confirm(&self) -> AnyView {
        view! {
            <form method="post" action=self.action("confirm") class="decision approve" novalidate>
                {self.version()}
                <button class="button" type="submit">"Confirm approval"</button>
                <p class="hint">{WHAT_FOLLOWS}</p>
            </form>
        }
        .into_any()
    }

    fn kick_back(&self, name: &'static str, label: &'static str) -> AnyView {
        let typed = &self.page.form.reason;
        let fields = vec![self.line("reason", label, typed)];
        self.behind(name, "kick-back", &["reason"], typed, fields, name)
    }

    /// What was chosen from a list is judged, not corrected; what was typed can be mistyped.
    fn correct(&self) -> AnyView {
        let form = &self.page.form;
        let options = self
            .page
            .sections
            .iter()
            .flat_map(|section| section.rows.iter().map(|row| (section.title.clone(), row)))
            .filter(|(_, row)| {
                !matches!(
                    row.kind,
                    FieldKind::Choice | FieldKind::Choices | FieldKind::Point
                )
            })
            .map(|(title, row)| {
                let name = if title == row.label {
                    title
                } else {
                    format!("{title}: {}", row.label)
                };
                let chosen = form.correct_key == row.full_key;
                view! { <option value=row.full_key.clone() selected=chosen>{name}</option> }
            })
            .collect_view();
        let control = view! { <select id="correct_key" name="correct_key">{options}</select> };
        let fields = vec![
            self.field("correct_key", "Answer", control.into_any()),
            self.line("correct_value", "Corrected answer", &form.correct_value),
            self.line(
                "correct_reason",
                "Why, or by whose word",
                &form.correct_reason,
            ),
        ];
        self.behind(
            "Correct an answer",
            "correct",
            &["correct_key", "correct_value", "correct_reason"],
            &form.correct_key,
            fields,
            "Put it beside the filer's",
        )
    }

    fn ask(&self) -> AnyView {
        let typed = &self.page.form.question;
        let fields = vec![
            self.phrases(&self.page.phrases.ask, "question"),
            self.lines("question", "Your question to the filer", typed),
        ];
        self.behind(
            "Ask for more",
            "ask",
            &["question"],
            typed,
            fields,
            "Send the question",
        )
    }

    /// Buttons that put a phrase under what is typed, in the filer's language; nothing is sent yet.
    fn phrases(&self, phrases: &[Phrase], field: &'static str) -> AnyView {
        if phrases.is_empty() {
            return ().into_any();
        }
        let action = self.action("phrase");
        let buttons = phrases
            .iter()
            .map(|phrase| {
                view! {
                    <button class="plain phrase" type="submit" name="phrase" value=phrase.code.clone() formaction=format!("{action}#{field}")>
                        {phrase.title.clone()}
                    </button>
                }
            })
            .collect_view();
        let language = self
            .page
            .filed_in
            .as_ref()
            .map(|language| format!(", in {language}"));
        view! {
            // Enter in a field presses the first button of a form: that must be its own.
            <button class="sr" type="submit" tabindex="-1" aria-hidden="true">"Send"</button>
            <div class="phrases" role="group" aria-label="Phrases">
                <p class="hint">"Add a phrase"{language}":"</p>
                {buttons}
            </div>
        }
        .into_any()
    }

    fn officer(&self) -> AnyView {
        let form = &self.page.form;
        let number = if form.number.is_empty() {
            &self.page.filer_phone
        } else {
            &form.number
        };
        let called_at = if form.called_at.is_empty() {
            &self.page.now
        } else {
            &form.called_at
        };
        let error = self.message("contact_by");
        let class = if error.is_some() {
            "field wrong"
        } else {
            "field"
        };
        let contact = view! {
            <fieldset class=class>
                <legend>"How was the filer told?"</legend>
                {field_error(self.words, "contact_by", error.as_deref())}
                {by("contact_by", "email", "By e-mail: send this message now", &form.contact_by)}
                {self.phrases(&self.page.phrases.officer, "message")}
                {self.lines("message", "Message to the filer", &form.message)}
                {by("contact_by-telephone", "telephone", "By telephone: I called", &form.contact_by)}
                {self.line("number", "Number called", number)}
                {self.line("spoke_with", "Spoke with", &form.spoke_with)}
                {self.line("called_at", "When", called_at)}
                {self.line("outcome", "Outcome", &form.outcome)}
                {by("contact_by-later", "later", "Not told yet: the report stays open", &form.contact_by)}
                {self.line("note", "What was tried (optional)", &form.note)}
            </fieldset>
        };
        let fields = vec![
            self.line("officer", "Officer who takes the report", &form.officer),
            contact.into_any(),
        ];
        let ids = [
            "officer",
            "contact_by",
            "message",
            "number",
            "spoke_with",
            "called_at",
            "outcome",
            "note",
        ];
        self.behind(
            "Needs an officer",
            "officer",
            &ids,
            if form.officer.is_empty() {
                &form.message
            } else {
                &form.officer
            },
            fields,
            "Hand to the officer",
        )
    }

    fn duplicate(&self) -> AnyView {
        let typed = &self.page.form.duplicate_of;
        let fields = vec![self.line("duplicate_of", "Tracking number of the other report", typed)];
        self.behind(
            "Duplicate",
            "duplicate",
            &["duplicate_of"],
            typed,
            fields,
            "Mark as duplicate",
        )
    }
}

fn by(id: &'static str, code: &'static str, label: &'static str, chosen: &str) -> AnyView {
    view! {
        <div class="box">
            <input type="radio" id=id name="contact_by" value=code checked=chosen == code/>
            <label for=id>{label}</label>
        </div>
    }
    .into_any()
}
