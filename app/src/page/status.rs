//! How a report is doing: by tracking number and access code.

use crate::component::errors::{Problem, error_summary, field_error};
use crate::site::Site;
use domain::field::Choice;
use domain::review::Status;
use leptos::prelude::*;

/// The two numbers are asked for.
#[derive(Debug, Clone, Default)]
pub struct StatusForm {
    pub tracking: String,
    /// They did not fit: one message, whatever is wrong.
    pub wrong: bool,
    /// Too many tries from this address.
    pub too_many: bool,
}

impl StatusForm {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let message = match (self.wrong, self.too_many) {
            (_, true) => Some("Too many tries. Please wait 15 minutes, or call us."),
            (true, false) => {
                Some("These two do not fit together. Please compare them with your receipt.")
            }
            (false, false) => None,
        };
        let problem = message.map(|message| Problem {
            id: "tracking".to_owned(),
            label: "Tracking number and access code".to_owned(),
            message: message.to_owned(),
        });
        view! {
            {error_summary(problem.as_slice())}
            <h1>"How is my report doing?"</h1>
            <p class="lead">"Both numbers were on the last page of your report. The tracking number is also in your receipt."</p>
            <form method="post" action="/status" novalidate>
                <div class=if message.is_some() { "field wrong" } else { "field" }>
                    <label for="tracking">"Tracking number"</label>
                    {field_error("tracking", message)}
                    <input class="medium" type="text" id="tracking" name="tracking" value=self.tracking autocomplete="off" spellcheck="false" autocapitalize="characters"/>
                </div>
                <div class="field">
                    <label for="access_code">"Access code"</label>
                    <input class="narrow" type="text" id="access_code" name="access_code" autocomplete="off" spellcheck="false" autocapitalize="characters"/>
                </div>
                <button class="button" type="submit">"Show"</button>
            </form>
            <p>"Lost them? Call "<a href=site.department.telephone_link()>{site.department.telephone.clone()}</a>"."</p>
        }
    }
}

/// One line of the timeline.
#[derive(Debug, Clone)]
pub struct Moment {
    pub when: String,
    pub what: String,
    /// The officer's question, or the filer's answer.
    pub words: Option<String>,
}

#[derive(Debug, Clone)]
pub struct StatusPage {
    pub tracking: String,
    /// Travels with the two forms of the page and is never in its address.
    pub access_code: String,
    pub status: Status,
    pub case_number: Option<String>,
    pub review_by: String,
    pub timeline: Vec<Moment>,
    /// The answer was empty or too long.
    pub reply_problem: Option<String>,
    pub reply: String,
}

impl StatusPage {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let status = words.t(&format!("status.{}", self.status.code()));
        let timeline = self
            .timeline
            .into_iter()
            .map(|moment| {
                view! {
                    <li>
                        <time>{moment.when}</time>
                        <p>{moment.what}</p>
                        {moment.words.map(|words| view! { <blockquote>{words}</blockquote> })}
                    </li>
                }
            })
            .collect_view();
        let keys = {
            let (tracking, access_code) = (self.tracking.clone(), self.access_code.clone());
            move || {
                view! {
                    <input type="hidden" name="tracking" value=tracking.clone()/>
                    <input type="hidden" name="access_code" value=access_code.clone()/>
                }
            }
        };
        let problem = self.reply_problem.clone().map(|message| Problem {
            id: "answer".to_owned(),
            label: "Your answer".to_owned(),
            message,
        });
        let asks = self.status == Status::InfoAsked;
        let reply = asks.then(|| {
            let wrong = self.reply_problem.is_some();
            view! {
                <form method="post" action="/status/reply" novalidate>
                    {keys()}
                    <div class=if wrong { "field wrong" } else { "field" }>
                        <label for="answer">"Your answer"</label>
                        {field_error("answer", self.reply_problem.as_deref())}
                        <textarea id="answer" name="answer" rows="8">{format!("\n{}", self.reply)}</textarea>
                    </div>
                    <button class="button" type="submit">"Send my answer"</button>
                </form>
            }
        });
        let open = matches!(
            self.status,
            Status::Submitted | Status::UnderReview | Status::InfoAsked
        );
        let withdraw = open.then(|| {
            view! {
                <details>
                    <summary>"Take this report back"</summary>
                    <p>"If you found what you lost, or no longer want to report it, you can take it back. An officer will not review it."</p>
                    <form method="post" action="/status/withdraw">
                        {keys()}
                        <button class="plain" type="submit">"Take my report back"</button>
                    </form>
                </details>
            }
        });
        view! {
            {error_summary(problem.as_slice())}
            <h1>{status}</h1>
            <dl class="numbers">
                <div><dt>"Tracking number"</dt><dd>{self.tracking.clone()}</dd></div>
                {self.case_number.map(|number| view! { <div><dt>"Case number"</dt><dd>{number}</dd></div> })}
            </dl>
            {self.status.is_open().then(|| view! { <p>"An officer looks at it, normally by "<strong>{self.review_by}</strong>"."</p> })}
            {reply}
            <h2>"What happened so far"</h2>
            <ol class="timeline">{timeline}</ol>
            {withdraw}
        }
    }
}
