//! The files of a report at the desk: the preview, what it is, its hash, the original to be saved.

use crate::component::files::{FileEntry, grouped};
use crate::words::Words;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct StaffFile {
    pub id: String,
    pub preview: bool,
    pub file: FileEntry,
    /// Who looked at it or saved it, the latest first.
    pub looked: Vec<String>,
}

/// Nothing when there is no file. Every picture that is shown and every file that is saved is on record.
pub fn files(files: &[StaffFile], words: &Words) -> impl IntoView + use<> {
    (!files.is_empty()).then(|| {
        let lines = files
            .iter()
            .map(|StaffFile { id, preview: drawn, file, looked }| {
                let href = format!("/staff/files/{id}");
                let preview = format!("{href}/preview");
                view! {
                    <li class="file">
                        {(*drawn).then(|| view! {
                            <a href=preview.clone()><img src=preview.clone() alt=format!("Preview of {}", file.name) width="96" height="96" loading="lazy"/></a>
                        })}
                        <div>
                            <p class="break"><strong>{file.name.clone()}</strong></p>
                            <p class="hint">{file.what(words)}</p>
                            <p><code class="hash">{grouped(&file.sha256)}</code></p>
                            {(!looked.is_empty()).then(|| {
                                let lines = looked.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
                                view! { <details><summary>{format!("Looked at: {}", looked.len())}</summary><ul>{lines}</ul></details> }
                            })}
                            <p><a href=href>"Save the original"<span class="sr">{format!(": {}", file.name)}</span></a></p>
                        </div>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="attached">
                <h2>{format!("Files ({})", files.len())}</h2>
                <ul class="files">{lines}</ul>
            </section>
        }
    })
}
