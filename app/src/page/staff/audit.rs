//! The audit trail, for who looks after it: search, page by page, and a way to take it along.

use leptos::prelude::*;

/// What was asked, as it was typed, and what was found.
#[derive(Debug, Clone, Default)]
pub struct Audit {
    pub who: String,
    pub action: String,
    pub object: String,
    pub outcome: String,
    /// Days as `YYYY-MM-DD`.
    pub from: String,
    pub to: String,
    pub rows: Vec<AuditLine>,
    /// The codes there are, for who does not know them by heart.
    pub codes: Vec<&'static str>,
    /// The address of the rows before these.
    pub next: Option<String>,
    /// The address of everything that fits, as CSV.
    pub csv: String,
}

/// One row.
#[derive(Debug, Clone)]
pub struct AuditLine {
    pub seq: i64,
    pub when: String,
    pub who: String,
    pub action: String,
    pub object: String,
    pub outcome: &'static str,
    pub source: String,
}

/// Codes and words of how it ended.
pub const OUTCOMES: [(&str, &str); 3] =
    [("ok", "Done"), ("refused", "Refused"), ("failed", "Failed")];

impl Audit {
    pub fn view(self) -> impl IntoView {
        let empty = self.rows.is_empty();
        let outcomes = OUTCOMES
            .iter()
            .map(|(code, words)| {
                let chosen = self.outcome == *code;
                view! { <option value=*code selected=chosen>{*words}</option> }
            })
            .collect_view();
        let codes = self
            .codes
            .iter()
            .map(|code| view! { <option value=*code></option> })
            .collect_view();
        let rows = self.rows.into_iter().map(line).collect_view();
        view! {
            <h1>"Audit trail"</h1>
            <form method="get" action="/staff/audit" class="filters">
                <label>"Who " <input type="text" name="who" value=self.who maxlength="60"/></label>
                <label>"Action " <input type="text" name="action" value=self.action maxlength="60" list="codes"/></label>
                <datalist id="codes">{codes}</datalist>
                <label>"Tracking or case number " <input type="text" name="object" value=self.object maxlength="60"/></label>
                <label>"Outcome " <select name="outcome"><option value="">"All"</option>{outcomes}</select></label>
                <label>"From " <input type="date" name="from" value=self.from/></label>
                <label>"to " <input type="date" name="to" value=self.to/></label>
                <button class="plain" type="submit">"Search"</button>
            </form>
            {if empty {
                view! { <p class="none">"Nothing in the trail fits."</p> }.into_any()
            } else {
                view! {
                    <div class="wide" tabindex="0" role="region" aria-label="Audit trail">
                        <table>
                            <thead><tr>
                                <th scope="col">"Row"</th><th scope="col">"When"</th><th scope="col">"Who"</th>
                                <th scope="col">"Action"</th><th scope="col">"Object"</th>
                                <th scope="col">"Outcome"</th><th scope="col">"From where"</th>
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }.into_any()
            }}
            {self.next.map(|next| view! { <p><a href=next>"Earlier"</a></p> })}
            <p><a href=self.csv>"Everything that fits, as CSV"</a></p>
        }
    }
}

fn line(line: AuditLine) -> impl IntoView {
    view! {
        <tr>
            <td>{line.seq.to_string()}</td>
            <td>{line.when}</td>
            <td>{line.who}</td>
            <td>{line.action}</td>
            <td>{line.object}</td>
            <td>{line.outcome}</td>
            <td>{line.source}</td>
        </tr>
    }
}
