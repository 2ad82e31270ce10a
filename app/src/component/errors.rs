//! The error summary: takes focus, names every problem, and each line leads to its field.

use crate::words::Words;
use domain::journey::KeyedError;
use leptos::prelude::*;

/// One problem, in words.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The id of the control that it is about.
    pub id: String,
    pub label: String,
    pub message: String,
}

/// The problems of a step, in the order of its fields.
#[must_use]
pub fn problems(errors: &[KeyedError], words: &Words) -> Vec<Problem> {
    errors
        .iter()
        .map(|error| Problem {
            id: error.key.clone(),
            label: words.t(&format!("field.{}.label", error.field)),
            message: words.error(error.error),
        })
        .collect()
}

/// Nothing when there is no problem. `autofocus` moves focus here when the page loads, with or without script.
pub fn error_summary(words: &Words, problems: &[Problem]) -> impl IntoView + use<> {
    (!problems.is_empty()).then(|| {
        let lines = problems
            .iter()
            .map(|problem| {
                // A question ends with its own mark.
                let mark = if problem.label.ends_with('?') {
                    ""
                } else {
                    ":"
                };
                let text = format!("{}{mark} {}", problem.label, problem.message);
                view! { <li><a href=format!("#{}", problem.id)>{text}</a></li> }
            })
            .collect_view();
        view! {
            <div id="error-summary" class="error-summary" role="alert" tabindex="-1" autofocus>
                <h2>{words.t("form.problem")}</h2>
                <ul>{lines}</ul>
            </div>
        }
    })
}

/// The message beside a field.
pub fn field_error(words: &Words, id: &str, message: Option<&str>) -> impl IntoView + use<> {
    message.map(|message| {
        view! {
            <p class="error" id=format!("{id}-error")>
                <span class="sr">{words.t("form.error")}" "</span>{message.to_owned()}
            </p>
        }
    })
}
