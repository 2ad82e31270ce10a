//! One report at the desk: the filer's words, the verdicts and flags, and the four decisions.

use super::queue::{desk_status, flag};
use crate::component::errors::{Problem, error_summary, field_error};
use crate::component::summary::section;
use crate::site::Site;
use crate::summary::Section;
use domain::eligibility::Advice;
use domain::field::{Choice, choice::YesNo};
use domain::incident::Kind;
use domain::report::PlaceFinding;
use domain::review::Status;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct ReportPage {
    pub tracking: String,
    /// The number in addresses.
    pub compact: String,
    pub kind: Kind,
    pub status: Status,
    pub case_number: Option<String>,
    pub submitted: String,
    pub due: String,
    pub overdue: bool,
    pub advice: Vec<Advice>,
    pub finding: Option<PlaceFinding>,
    /// A link to the pin, as `lat,lon`.
    pub pin: Option<String>,
    pub sections: Vec<Section>,
    pub narrative: String,
    pub notice_version: String,
    pub certified: String,
    pub history: Vec<Line>,
    pub deliveries: Vec<Delivery>,
    pub may_decide: bool,
    /// The version that a decision is made against: a colleague's decision in between is not overwritten.
    pub version: i64,
    /// What somebody else did meanwhile, or what is missing.
    pub problems: Vec<Problem>,
    pub form: DecisionForm,
    pub filer_phone: String,
}

/// One line of a report's history.
#[derive(Debug, Clone)]
pub struct Line {
    pub when: String,
    pub who: String,
    pub what: String,
    pub words: Option<String>,
}

/// One thing that left, or should leave, the building.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub what: String,
    pub state: String,
    pub troubled: bool,
}

/// What an officer typed, kept when something is missing.
#[derive(Debug, Clone, Default)]
pub struct DecisionForm {
    pub question: String,
    pub officer: String,
    pub contact_by: String,
    pub message: String,
    pub number: String,
    pub spoke_with: String,
    pub outcome: String,
    pub duplicate_of: String,
}

impl ReportPage {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let kind = words.t(&format!("kind.{}.title", self.kind.code()));
        let flags = self
            .advice
            .iter()
            .map(|advice| view! { <li class="flag">{flag(*advice)}</li> })
            .collect_view();
        let sections = self
            .sections
            .iter()
            .map(|answers| section(answers, None))
            .collect_view();
        let narrative = self
            .narrative
            .split('\n')
            .map(|line| view! { <p>{line.to_owned()}</p> })
            .collect_view();
        let history = self
            .history
            .iter()
            .map(|line| {
                view! {
                    <li>
                        <time>{line.when.clone()}</time>
                        <p>{format!("{} · {}", line.what, line.who)}</p>
                        {line.words.clone().map(|words| view! { <blockquote>{words}</blockquote> })}
                    </li>
                }
            })
            .collect_view();
        let deliveries = self
            .deliveries
            .iter()
            .map(|delivery| {
                let class = delivery.troubled.then_some("troubled");
                view! { <li class=class>{format!("{}: {}", delivery.what, delivery.state)}</li> }
            })
            .collect_view();
        let open = matches!(
            self.status,
            Status::Submitted | Status::UnderReview | Status::InfoAsked
        );
        let decisions = (open && self.may_decide).then(|| self.decisions());
        let class = if self.overdue { "due overdue" } else { "due" };
        view! {
            <p><a class="back" href="/staff">"Queue"</a></p>
            {error_summary(&self.problems)}
            <h1>{format!("{kind} · {}", self.tracking)}</h1>
            <p class="state">
                <strong>{desk_status(self.status)}</strong>
                {self.case_number.clone().map(|number| view! { " · case number "<strong data-case-number=number.clone()>{number.clone()}</strong> })}
                {format!(" · received {}", self.submitted)}
                {open.then(|| view! { <span class=class>{format!(" · due {}", self.due)}{self.overdue.then_some(" · overdue")}</span> })}
            </p>
            {(!self.advice.is_empty()).then(|| view! { <ul class="flags" aria-label="Flags">{flags}</ul> })}
            <div class="two">
                <div class="filed">
                    <h2>"What the filer says"</h2>
                    <section class="answers narrative"><header><h3>"Narrative, as typed"</h3></header>{narrative}</section>
                    {sections}
                    <p class="hint">{format!("Certified {} under notice {}.", self.certified, self.notice_version)}</p>
                </div>
                <div class="desk-side">
                    {self.finding.map(|finding| place(finding, self.pin.clone()))}
                    {decisions}
                    <h2>"History"</h2>
                    <ol class="timeline">{history}</ol>
                    {(!self.deliveries.is_empty()).then(|| view! { <h2>"Mail and records"</h2><ul class="deliveries">{deliveries}</ul> })}
                </div>
            </div>
        }
    }

    fn decisions(&self) -> impl IntoView + use<> {
        let action = |verb: &str| format!("/staff/reports/{}/{verb}", self.compact);
        let version = self.version.to_string();
        let form = self.form.clone();
        let message = |id: &str| {
            self.problems
                .iter()
                .find(|problem| problem.id == id)
                .map(|problem| problem.message.clone())
        };
        let field = |id: &'static str, label: &'static str, control: AnyView| {
            let error = message(id);
            let class = if error.is_some() {
                "field wrong"
            } else {
                "field"
            };
            view! {
                <div class=class>
                    <label for=id>{label}</label>
                    {field_error(id, error.as_deref())}
                    {control}
                </div>
            }
        };
        let text = |id: &'static str, value: String| {
            view! { <input type="text" id=id name=id value=value autocomplete="off"/> }.into_any()
        };
        let area = |id: &'static str, value: String| {
            view! { <textarea id=id name=id rows="4">{format!("\n{value}")}</textarea> }.into_any()
        };
        let number = if form.number.is_empty() {
            self.filer_phone.clone()
        } else {
            form.number.clone()
        };
        let asks = !form.question.is_empty() || message("question").is_some();
        let hands_over = !form.officer.is_empty()
            || message("officer").is_some()
            || message("contact_by").is_some();
        let doubles = !form.duplicate_of.is_empty() || message("duplicate_of").is_some();
        let by_telephone = form.contact_by == "telephone";
        let by_email = form.contact_by == "email";
        view! {
            <h2>"Decide"</h2>
            <form method="post" action=action("approve") class="decision approve">
                <input type="hidden" name="version" value=version.clone()/>
                <button class="button" type="submit">"Approve"</button>
                <p class="hint">"Gives the case number, mails the copy, hands it to records."</p>
            </form>
            <details class="decision" open=asks>
                <summary>"Ask for more"</summary>
                <form method="post" action=action("ask") novalidate>
                    <input type="hidden" name="version" value=version.clone()/>
                    {field("question", "Your question to the filer", area("question", form.question))}
                    <button class="button second" type="submit">"Send the question"</button>
                </form>
            </details>
            <details class="decision" open=hands_over>
                <summary>"Needs an officer"</summary>
                <form method="post" action=action("officer") novalidate>
                    <input type="hidden" name="version" value=version.clone()/>
                    {field("officer", "Officer who takes the report", text("officer", form.officer))}
                    <fieldset class=if message("contact_by").is_some() { "field wrong" } else { "field" }>
                        <legend>"How was the filer told?"</legend>
                        {field_error("contact_by", message("contact_by").as_deref())}
                        <div class="box">
                            <input type="radio" id="contact_by" name="contact_by" value="email" checked=by_email/>
                            <label for="contact_by">"By e-mail: send this message now"</label>
                        </div>
                        {field("message", "Message to the filer", area("message", form.message))}
                        <div class="box">
                            <input type="radio" id="contact_by-telephone" name="contact_by" value="telephone" checked=by_telephone/>
                            <label for="contact_by-telephone">"By telephone: I called"</label>
                        </div>
                        {field("number", "Number called", text("number", number))}
                        {field("spoke_with", "Spoke with", text("spoke_with", form.spoke_with))}
                        {field("outcome", "Outcome", text("outcome", form.outcome))}
                    </fieldset>
                    <button class="button second" type="submit">"Hand to the officer"</button>
                </form>
            </details>
            <details class="decision" open=doubles>
                <summary>"Duplicate"</summary>
                <form method="post" action=action("duplicate") novalidate>
                    <input type="hidden" name="version" value=version/>
                    {field("duplicate_of", "Tracking number of the other report", text("duplicate_of", form.duplicate_of))}
                    <button class="button second" type="submit">"Mark as duplicate"</button>
                </form>
            </details>
        }
    }
}

/// Verdict and answer side by side.
fn place(finding: PlaceFinding, pin: Option<String>) -> impl IntoView + use<> {
    use domain::jurisdiction::Verdict;
    let area = |code: &str| match code {
        "sherwood_island" => "Sherwood Island State Park",
        "merritt_parkway" => "the Merritt Parkway",
        "i95" => "I-95",
        _ => "a highway ramp",
    };
    let verdict = match finding.verdict {
        Verdict::InTown { near: None } => "In town".to_owned(),
        Verdict::InTown { near: Some(near) } => format!("In town, close to {}", area(near.code())),
        Verdict::OutsideTown { .. } => "Outside town".to_owned(),
        Verdict::Excluded { area: excluded, .. } => format!("Inside {}", area(excluded.code())),
    };
    let answer = match finding.on_area {
        None => "Not asked",
        Some(YesNo::Yes) => "It happened there",
        Some(YesNo::No) => "It did not happen there",
    };
    view! {
        <h2>"Place"</h2>
        <dl class="verdicts">
            <div><dt>"The map says"</dt><dd>{verdict}</dd></div>
            <div><dt>"The filer says"</dt><dd>{answer}</dd></div>
            {pin.map(|pin| view! { <div><dt>"Pin"</dt><dd>{pin}</dd></div> })}
        </dl>
    }
}
