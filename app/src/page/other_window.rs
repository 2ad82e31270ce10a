//! What another window wrote into the same answers meanwhile: shown beside what this one typed, so that the filer
//! chooses and neither is lost.

use crate::site::Site;
use crate::summary::shown;
use domain::answers::RawAnswers;
use domain::field::FieldSpec;
use domain::rules::Rules;
use domain::windows::{Conflict, marks};
use leptos::prelude::*;

#[derive(Debug, Clone, Default)]
pub struct OtherWindow {
    /// The questions with the answers of the other window.
    pub answers: Vec<(String, String)>,
    /// The marks of what is kept now: sent again, this page is a choice and no conflict.
    pub marks: String,
}

impl OtherWindow {
    /// `kept` are the answers as they stand, `full_key` the key of a field's answer.
    #[must_use]
    pub fn new(
        specs: &[FieldSpec],
        kept: &RawAnswers,
        conflicts: &[Conflict],
        rules: &Rules<'_>,
        site: &Site,
        full_key: impl Fn(&str) -> String,
    ) -> Self {
        let words = &site.words;
        let keys: Vec<String> = specs.iter().map(|spec| full_key(spec.key)).collect();
        let answers = specs
            .iter()
            .zip(&keys)
            .filter_map(|(spec, key)| {
                let conflict = conflicts.iter().find(|conflict| conflict.key == *key)?;
                let value = shown(spec, &conflict.kept, rules, words);
                Some((words.label(spec), value))
            })
            .collect();
        Self {
            answers,
            marks: marks(kept, keys.iter().map(String::as_str)),
        }
    }

    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let empty = words.t("page.other_window.empty");
        let rows = self
            .answers
            .into_iter()
            .map(|(label, value)| {
                let value = if value.is_empty() {
                    empty.clone()
                } else {
                    value
                };
                view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
            })
            .collect_view();
        view! {
            <div id="error-summary" class="error-summary" role="alert" tabindex="-1" autofocus>
                <h2>{words.t("page.other_window.title")}</h2>
                <p>{words.t("page.other_window.lead")}</p>
                <dl>{rows}</dl>
            </div>
        }
    }
}
