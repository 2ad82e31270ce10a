//! What a report comes to in the national statistics, and what the officer must judge for it.

use crate::component::errors::field_error;
use crate::words::Words;
use domain::field::Choice;
use domain::judgement::Question;
use domain::nibrs::codes::Code;
use domain::nibrs::codes::named::Bias;
use leptos::prelude::*;

/// One way in which a report can be coded.
#[derive(Debug, Clone)]
pub struct Coding {
    /// The judgement that leads here; absent when nothing is asked, or when it is decided.
    pub when: Option<&'static str>,
    /// Offenses, property and victims in words.
    pub lines: Vec<String>,
    /// Edit rules that it would break, with their numbers.
    pub findings: Vec<String>,
}

/// The codings, side by side with the decision.
pub fn codings(codings: &[Coding]) -> Option<AnyView> {
    if codings.is_empty() {
        return None;
    }
    let each = codings
        .iter()
        .map(|coding| {
            let lines = coding
                .lines
                .iter()
                .map(|line| view! { <li>{line.clone()}</li> })
                .collect_view();
            let findings = coding
                .findings
                .iter()
                .map(|finding| view! { <li class="troubled">{finding.clone()}</li> })
                .collect_view();
            view! {
                {coding.when.map(|when| view! { <h3>{when}</h3> })}
                <ul class="coding">{lines}{findings}</ul>
            }
        })
        .collect_view();
    Some(view! { <h2>"National statistics (NIBRS)"</h2>{each} }.into_any())
}

/// One question to the officer, with the rule that asks it.
pub fn question(words: &Words, question: Question, chosen: &str, error: Option<&str>) -> AnyView {
    let (legend, rule, options): (_, _, &[(&str, &str)]) = match question {
        Question::Damage => (
            "Is the damage substantial?",
            "NIBRS 290 is reported only for substantial damage done on purpose; minor damage is no offense in the statistics.",
            &[
                ("substantial", "Substantial"),
                ("minor", "Minor"),
                ("not_deliberate", "Not done on purpose"),
            ],
        ),
        Question::Threat => (
            "Was there a threat?",
            "NIBRS 13C is putting a person in fear of bodily harm by words or conduct. Calls without a threat are Group B (90Z) and stay local.",
            &[("yes", "Yes"), ("no", "No")],
        ),
        Question::Bias => return bias(words, chosen, error),
    };
    let id = question.code();
    let boxes = options
        .iter()
        .enumerate()
        .map(|(place, (code, label))| {
            // The error summary leads to the first.
            let own = if place == 0 {
                id.to_owned()
            } else {
                format!("{id}-{code}")
            };
            view! {
                <div class="box">
                    <input type="radio" id=own.clone() name=id value=*code checked=chosen == *code/>
                    <label for=own>{*label}</label>
                </div>
            }
        })
        .collect_view();
    let class = if error.is_some() {
        "field wrong"
    } else {
        "field"
    };
    view! {
        <fieldset class=class>
            <legend>{legend}</legend>
            <p class="hint">{rule}</p>
            {field_error(words, id, error)}
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// Data element 8A: one of the table, none and unknown among them.
fn bias(words: &Words, chosen: &str, error: Option<&str>) -> AnyView {
    let options = Bias::ALL
        .iter()
        .map(|bias| {
            view! { <option value=bias.code() selected=chosen == bias.code()>{format!("{} {}", bias.code(), bias.label())}</option> }
        })
        .collect_view();
    let class = if error.is_some() {
        "field wrong"
    } else {
        "field"
    };
    view! {
        <div class=class>
            <label for="bias">"What was the bias?"</label>
            <p class="hint">"The filer saw signs of bias. NIBRS data element 8A: 88 where the facts show none, 99 where they do not say."</p>
            {field_error(words, "bias", error)}
            <select id="bias" name="bias">
                <option value="">"Choose"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
