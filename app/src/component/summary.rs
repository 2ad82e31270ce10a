//! A list of answers.

use crate::summary::Section;
use crate::words::Words;
use leptos::prelude::*;

/// The answers of one page. `change` makes the link that leads back to it.
pub fn section(words: &Words, section: &Section, change: Option<String>) -> impl IntoView + use<> {
    let title = section.title.clone();
    let rows = section
        .rows
        .iter()
        .map(|row| {
            // The only question of its page is the page's title: it is not shown twice.
            let said = (row.label == title).then_some("sr");
            view! { <div><dt class=said>{row.label.clone()}</dt><dd>{row.value.clone()}</dd></div> }
        })
        .collect_view();
    view! {
        <section class="answers">
            <header>
                <h2>{title.clone()}</h2>
                {change.map(|href| view! { <a href=href>{words.t("form.change")}<span class="sr">{format!(": {title}")}</span></a> })}
            </header>
            <dl>{rows}</dl>
        </section>
    }
}
