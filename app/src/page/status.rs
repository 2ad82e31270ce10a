//! How a report is doing: by tracking number and access code.

use crate::component::errors::{Problem, error_summary, field_error};
use crate::component::sentence::sentence;
use crate::island::live_form::STEP_FORM;
use crate::site::Site;
use crate::words::Words;
use domain::field::Choice;
use domain::numbers::satisfaction::Score;
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
        let words = &site.words;
        let message = match (self.wrong, self.too_many) {
            (_, true) => Some(words.t("page.status.too_many")),
            (true, false) => Some(words.t("page.status.wrong")),
            (false, false) => None,
        };
        let problem = message.clone().map(|message| Problem {
            id: "tracking".to_owned(),
            label: words.t("page.status.numbers"),
            message,
        });
        view! {
            {error_summary(words, problem.as_slice())}
            <h1>{words.t("page.status.title")}</h1>
            <p class="lead">{words.t("page.status.lead")}</p>
            <form id=STEP_FORM method="post" action="/status" novalidate>
                <div class=if message.is_some() { "field wrong" } else { "field" }>
                    <label for="tracking">{words.t("numbers.tracking")}</label>
                    {field_error(words, "tracking", message.as_deref())}
                    <input class="medium" type="text" id="tracking" name="tracking" value=self.tracking autocomplete="off" spellcheck="false" autocapitalize="characters"/>
                </div>
                <div class="field">
                    <label for="access_code">{words.t("numbers.access_code")}</label>
                    <input class="narrow" type="text" id="access_code" name="access_code" autocomplete="off" spellcheck="false" autocapitalize="characters"/>
                </div>
                <button class="button" type="submit">{words.t("page.status.show")}</button>
            </form>
            <p>{sentence(site, "page.status.lost", &[], &[])}</p>
        }
    }
}

/// How a request for an officer is doing.
#[derive(Debug, Clone)]
pub struct RequestPage {
    pub tracking: String,
    pub access_code: String,
    /// An officer has called.
    pub closed: bool,
}

impl RequestPage {
    /// The key of the page's title.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        if self.closed {
            "page.request.closed"
        } else {
            "page.request.open"
        }
    }

    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let line = if self.closed {
            "page.request.closed_line"
        } else {
            "page.request.open_line"
        };
        view! {
            <h1>{words.t(self.title())}</h1>
            <p>{words.t(line)}</p>
            <p>{sentence(site, "page.notice.call", &[], &[])}</p>
            <form id=STEP_FORM method="post" action="/status/reply" hidden>
                <input type="hidden" name="tracking" value=self.tracking/>
                <input type="hidden" name="access_code" value=self.access_code/>
            </form>
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
    /// Whether the filer has declined the follow-up message; `None`: there is none to decline.
    pub follow_up: Option<bool>,
    /// `None`: nothing is decided, so nobody is asked.
    pub satisfaction: Option<Satisfaction>,
}

/// "How satisfied are you with this service?"
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Satisfaction {
    Asked,
    /// Sent without an answer.
    NotChosen,
    Given,
}

/// The words of the answers, in the order of `Score::ALL`.
const SCORES: [&str; 5] = [
    "page.status.satisfaction_5",
    "page.status.satisfaction_4",
    "page.status.satisfaction_3",
    "page.status.satisfaction_2",
    "page.status.satisfaction_1",
];

impl Satisfaction {
    fn view(self, words: &Words, keys: impl IntoView + 'static) -> AnyView {
        if self == Self::Given {
            return view! { <p class="hint" role="status" id="satisfaction">{words.t("page.status.satisfaction_thanks")}</p> }
                .into_any();
        }
        let problem =
            (self == Self::NotChosen).then(|| words.t("page.status.satisfaction_problem"));
        let choices = Score::ALL
            .iter()
            .zip(SCORES)
            .map(|(score, key)| {
                let id = format!("score-{}", score.code());
                view! {
                    <div class="box">
                        <input type="radio" id=id.clone() name="score" value=score.code()/>
                        <label for=id>{words.t(key)}</label>
                    </div>
                }
            })
            .collect_view();
        view! {
            <form id="satisfaction" class="satisfaction" method="post" action="/status/satisfaction" novalidate>
                {keys}
                <fieldset class=if problem.is_some() { "field wrong" } else { "field" } aria-describedby=if problem.is_some() { "score-hint score-error" } else { "score-hint" }>
                    <legend><h2>{words.t("page.status.satisfaction")}</h2></legend>
                    <p class="hint" id="score-hint">{words.t("page.status.satisfaction_about")}</p>
                    {field_error(words, "score", problem.as_deref())}
                    {choices}
                </fieldset>
                <button class="button second" type="submit">{words.t("page.status.satisfaction_send")}</button>
            </form>
        }
        .into_any()
    }
}

impl StatusPage {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let status = words.t(&format!("status.{}", self.status.code()));
        // The question stands above the field that answers it, too.
        let question = (self.status == Status::InfoAsked)
            .then(|| {
                self.timeline
                    .iter()
                    .rev()
                    .find_map(|moment| moment.words.clone())
            })
            .flatten()
            .map(|question| view! { <blockquote class="question">{question}</blockquote> });
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
        // The header's language switch sends this form, or the answer's: the page is not one that an address
        // could lead back to.
        let (asks, adds) = (
            self.status == Status::InfoAsked,
            self.status == Status::Approved,
        );
        let again = (!asks && !adds)
            .then(|| view! { <form id=STEP_FORM method="post" action="/status/reply" hidden>{keys()}</form> });
        let problem = self.reply_problem.clone().map(|message| Problem {
            id: "answer".to_owned(),
            label: words.t(if adds {
                "page.status.supplement"
            } else {
                "page.status.answer"
            }),
            message,
        });
        let not_chosen = (self.satisfaction == Some(Satisfaction::NotChosen)).then(|| Problem {
            id: "score-5".to_owned(),
            label: words.t("page.status.satisfaction"),
            message: words.t("page.status.satisfaction_problem"),
        });
        let problems: Vec<Problem> = problem.into_iter().chain(not_chosen).collect();
        let mut reply = (asks || adds).then(|| {
            let wrong = self.reply_problem.is_some();
            let (label, send) = if adds {
                ("page.status.supplement", "page.status.send_supplement")
            } else {
                ("page.status.answer", "page.status.send_answer")
            };
            view! {
                {adds.then(|| view! { <h2>{words.t("page.status.add")}</h2><p>{words.t("page.status.add_about")}</p> })}
                <form id=STEP_FORM method="post" action="/status/reply" novalidate>
                    {keys()}
                    <div class=if wrong { "field wrong" } else { "field" }>
                        <label for="answer">{words.t(label)}</label>
                        {field_error(words, "answer", self.reply_problem.as_deref())}
                        <textarea id="answer" name="answer" rows="8">{format!("\n{}", self.reply)}</textarea>
                    </div>
                    <button class="button" type="submit">{words.t(send)}</button>
                </form>
            }
        });
        let open = self.status.is_undecided();
        let withdraw = open.then(|| {
            view! {
                <details>
                    <summary>{words.t("page.status.withdraw")}</summary>
                    <p>{words.t("page.status.withdraw_about")}</p>
                    <form method="post" action="/status/withdraw">
                        {keys()}
                        <button class="plain" type="submit">{words.t("page.status.withdraw_now")}</button>
                    </form>
                </details>
            }
        });
        let copy = adds.then(|| {
            view! {
                <form method="post" action="/status/copy">
                    {keys()}
                    <button class="button" type="submit">{words.t("page.status.copy")}</button>
                </form>
            }
        });
        let follow_up = self.follow_up.map(|declined| {
            if declined {
                view! { <p class="hint" role="status">{words.t("page.status.follow_up_declined")}</p> }
                    .into_any()
            } else {
                view! {
                    <form method="post" action="/status/follow-up">
                        {keys()}
                        <p class="hint">{words.t("page.status.follow_up")}</p>
                        <button class="plain" type="submit">{words.t("page.status.follow_up_decline")}</button>
                    </form>
                }
                .into_any()
            }
        });
        let satisfaction = self.satisfaction.map(|asked| asked.view(words, keys()));
        view! {
            {error_summary(words, &problems)}
            <h1>{status}</h1>
            <dl class="numbers">
                <div><dt>{words.t("numbers.tracking")}</dt><dd>{self.tracking.clone()}</dd></div>
                {self.case_number.map(|number| view! { <div><dt>{words.t("numbers.case")}</dt><dd>{number}</dd></div> })}
            </dl>
            {self.status.is_open().then(|| view! { <p>{sentence(site, "page.status.review_by", &[("day", &self.review_by)], &[])}</p> })}
            {copy}
            {question}
            {asks.then(|| reply.take())}
            <h2>{words.t("page.status.so_far")}</h2>
            <ol class="timeline">{timeline}</ol>
            {reply}
            {satisfaction}
            {follow_up}
            {withdraw}
            {again}
        }
    }
}
