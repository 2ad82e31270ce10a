//! A field of the desk's own forms: label, hint, what is wrong, control.

use crate::component::errors::{Problem, field_error};
use crate::words::Words;
use leptos::prelude::*;

/// One line to type.
pub(super) struct Entry {
    /// Also its name.
    pub id: &'static str,
    pub label: &'static str,
    pub hint: Option<&'static str>,
    /// `text`, `password` or `email`.
    pub kind: &'static str,
    pub autocomplete: &'static str,
    pub value: String,
    /// `narrow`, `medium` or nothing.
    pub class: &'static str,
}

impl Entry {
    /// A code of the authenticator.
    pub fn code(label: &'static str) -> Self {
        Self {
            id: "code",
            label,
            hint: Some("Six digits, or one of your recovery codes"),
            kind: "text",
            autocomplete: "one-time-code",
            value: String::new(),
            class: "medium",
        }
    }

    /// A password.
    pub fn password(id: &'static str, label: &'static str, autocomplete: &'static str) -> Self {
        Self {
            id,
            label,
            hint: None,
            kind: "password",
            autocomplete,
            value: String::new(),
            class: "medium",
        }
    }

    pub fn view(self, words: &Words, problems: &[Problem]) -> impl IntoView + use<> {
        let problem = problems
            .iter()
            .find(|problem| problem.id == self.id)
            .map(|problem| problem.message.clone());
        let described = [
            self.hint.map(|_| format!("{}-hint", self.id)),
            problem.as_ref().map(|_| format!("{}-error", self.id)),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
        let class = if problem.is_some() {
            "field wrong"
        } else {
            "field"
        };
        view! {
            <div class=class>
                <label for=self.id>{self.label}</label>
                {self.hint.map(|hint| view! { <p class="hint" id=format!("{}-hint", self.id)>{hint}</p> })}
                {field_error(words, self.id, problem.as_deref())}
                <input
                    class=self.class
                    type=self.kind
                    id=self.id
                    name=self.id
                    value=self.value
                    autocomplete=self.autocomplete
                    spellcheck="false"
                    autocapitalize="none"
                    aria-invalid=problem.is_some().then_some("true")
                    aria-describedby=(!described.is_empty()).then_some(described)
                />
            </div>
        }
    }
}
