//! What leaves the building: mail and records that did not arrive, each with what to do about it, and how far every
//! report has come on its way into the records system.

use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Deliveries {
    pub troubles: Vec<Trouble>,
    /// How many more there are than are listed.
    pub more: usize,
    pub may_send_again: bool,
    pub records: Records,
}

/// Something that did not arrive.
#[derive(Debug, Clone)]
pub struct Trouble {
    pub id: String,
    pub what: String,
    pub tracking: Option<String>,
    /// Given up: it waits for somebody to send it again.
    pub given_up: bool,
    pub attempts: i64,
    pub went_wrong: String,
    /// What the other side says, in its own words.
    pub reason: Option<String>,
    pub to_do: String,
    /// For who looks after the service.
    pub code: String,
    pub next: Option<String>,
}

/// The reports on their way into the records system.
#[derive(Debug, Clone)]
pub struct Records {
    /// How they get there.
    pub way: &'static str,
    pub counts: Vec<(&'static str, u64)>,
    /// The codes and words of the list's choices.
    pub choices: &'static [(&'static str, &'static str)],
    pub chosen: String,
    pub lines: Vec<RecordLine>,
    /// The address of the reports before these.
    pub earlier: Option<String>,
}

#[derive(Debug, Clone)]
pub struct RecordLine {
    pub case_number: String,
    pub tracking: String,
    pub approved: String,
    pub state: String,
    pub troubled: bool,
    /// The records system's own number.
    pub rms_number: Option<String>,
}

impl Deliveries {
    pub fn view(self) -> impl IntoView {
        let again = self.may_send_again;
        let given_up = self.troubles.iter().filter(|line| line.given_up).count();
        let empty = self.troubles.is_empty();
        let troubles = self
            .troubles
            .into_iter()
            .map(|line| trouble(line, again))
            .collect_view();
        view! {
            <h1>"Deliveries"</h1>
            <h2>"Not arrived"</h2>
            {if empty {
                view! { <p class="none">"Everything arrived."</p> }.into_any()
            } else {
                view! { <ul class="troubles">{troubles}</ul> }.into_any()
            }}
            {(self.more > 0).then(|| view! { <p>{format!("And {} more.", self.more)}</p> })}
            {(again && given_up > 1).then(|| view! {
                <form method="post" action="/staff/deliveries/again">
                    <button class="button" type="submit">{format!("Send all {given_up} that were given up again")}</button>
                </form>
            })}
            {self.records.view()}
        }
    }
}

fn trouble(line: Trouble, may_send_again: bool) -> impl IntoView {
    let title = match &line.tracking {
        Some(tracking) => format!("{} · {tracking}", line.what),
        None => line.what.clone(),
    };
    let tries = match line.attempts {
        1 => "1 try".to_owned(),
        many => format!("{many} tries"),
    };
    let standing = match &line.next {
        Some(next) => format!("{tries} so far, the next one on {next}."),
        None => format!("Given up after {tries}."),
    };
    view! {
        <li class="notice">
            <h3>{match line.tracking {
                Some(tracking) => view! { <a href=format!("/staff/reports/{tracking}")>{title.clone()}</a> }.into_any(),
                None => title.clone().into_any(),
            }}</h3>
            <p>{line.went_wrong}</p>
            {line.reason.map(|reason| view! { <blockquote>{reason}</blockquote> })}
            <p><strong>"What to do: "</strong>{line.to_do}</p>
            <p class="hint">{standing}" Code: "{line.code}"."</p>
            {may_send_again.then(|| view! {
                <form method="post" action=format!("/staff/deliveries/{}/again", line.id)>
                    <button class="plain" type="submit">"Send again"<span class="sr">{format!(": {title}")}</span></button>
                </form>
            })}
        </li>
    }
}

impl Records {
    fn view(self) -> impl IntoView {
        let counts = self
            .counts
            .iter()
            .map(|(name, count)| {
                view! { <div><dt>{*name}</dt><dd>{count.to_string()}</dd></div> }
            })
            .collect_view();
        let choices = self
            .choices
            .iter()
            .map(|(code, words)| {
                let chosen = self.chosen == *code;
                view! { <option value=*code selected=chosen>{*words}</option> }
            })
            .collect_view();
        let empty = self.lines.is_empty();
        let lines = self.lines.into_iter().map(record).collect_view();
        view! {
            <h2>"Into the records system"</h2>
            <p>{self.way}</p>
            <dl class="figures">{counts}</dl>
            <form method="get" action="/staff/deliveries" class="filters">
                <label>"Show " <select name="show">{choices}</select></label>
                <button class="plain" type="submit">"Show"</button>
            </form>
            {if empty {
                view! { <p class="none">"There is no such report."</p> }.into_any()
            } else {
                view! {
                    <div class="wide" tabindex="0" role="region" aria-label="Reports on their way into the records system">
                        <table>
                            <thead><tr>
                                <th scope="col">"Case"</th><th scope="col">"Approved"</th>
                                <th scope="col">"State"</th><th scope="col">"Number in records"</th>
                            </tr></thead>
                            <tbody>{lines}</tbody>
                        </table>
                    </div>
                }.into_any()
            }}
            {self.earlier.map(|earlier| view! { <p><a href=earlier>"Earlier"</a></p> })}
        }
    }
}

fn record(line: RecordLine) -> impl IntoView {
    let class = line.troubled.then_some("flag");
    view! {
        <tr>
            <td><a href=format!("/staff/reports/{}", line.tracking)>{line.case_number}</a></td>
            <td>{line.approved}</td>
            <td><span class=class>{line.state}</span></td>
            <td>{line.rms_number.unwrap_or_else(|| "–".to_owned())}</td>
        </tr>
    }
}
