//! One report at the desk: the filer's words, the verdicts and flags, and the four decisions.

use super::claim::ClaimView;
use super::coding::{Coding, codings};
use super::decisions::decisions;
use super::files::{StaffFile, files};
use super::links::Links;
use super::queue::{desk_status, flag_by};
use crate::component::errors::{Problem, error_summary};
use crate::component::map::pinned;
use crate::component::summary::section;
use crate::site::Site;
use crate::summary::Section;
use domain::eligibility::Advice;
use domain::field::{Choice, choice::YesNo};
use domain::incident::Kind;
use domain::judgement::Question;
use domain::jurisdiction::LatLon;
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
    /// The records system's own number.
    pub rms_number: Option<String>,
    pub submitted: String,
    /// The language of the filer's page, where it was not English.
    pub filed_in: Option<String>,
    pub due: String,
    pub overdue: bool,
    pub advice: Vec<Advice>,
    pub finding: Option<PlaceFinding>,
    /// The pin as `lat,lon`.
    pub pin: Option<String>,
    pub sections: Vec<Section>,
    /// Where an officer reads an answer otherwise than it was typed.
    pub differences: Vec<Difference>,
    pub narrative: String,
    pub files: Vec<StaffFile>,
    pub notice_version: String,
    pub certified: String,
    pub history: Vec<Line>,
    pub deliveries: Vec<Delivery>,
    /// Additions of the filer that nobody has read.
    pub unread_supplements: i32,
    pub may_decide: bool,
    pub may_supervise: bool,
    /// Whether a supervisor confirms each approval.
    pub needs_confirming: bool,
    /// The moment at which the page is drawn, for the note of a call.
    pub now: String,
    /// Who has taken it on; `None` once it is decided.
    pub claim: Option<ClaimView>,
    /// When the State Police must have been told of signs of bias.
    pub bias_by: Option<String>,
    /// The version that a decision is made against: a colleague's decision in between is not overwritten.
    pub version: i64,
    /// What somebody else did meanwhile, or what is missing.
    pub problems: Vec<Problem>,
    pub form: DecisionForm,
    pub filer_phone: String,
    /// What officers write often, for this report's filer.
    pub phrases: Phrases,
    /// What an approval must judge.
    pub questions: Vec<Question>,
    /// What the report comes to in the statistics, by judgement.
    pub codings: Vec<Coding>,
    /// What it may belong together with.
    pub links: Links,
}

/// Phrases to choose from: what each is called, by its code.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    pub ask: Vec<Phrase>,
    pub officer: Vec<Phrase>,
}

#[derive(Debug, Clone)]
pub struct Phrase {
    pub code: String,
    pub title: String,
}

/// An answer as typed, and as an officer reads it.
#[derive(Debug, Clone)]
pub struct Difference {
    pub label: String,
    pub filer: String,
    pub officer: String,
    /// Who, when, and why.
    pub about: String,
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
    /// Which version of its words left.
    pub words: Option<String>,
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
    pub called_at: String,
    pub outcome: String,
    /// What was tried, where the filer could not be told yet.
    pub note: String,
    /// Of a supervisor who gives it back.
    pub reason: String,
    pub correct_key: String,
    pub correct_value: String,
    pub correct_reason: String,
    pub duplicate_of: String,
    pub damage: String,
    pub threat: String,
    pub bias: String,
}

impl ReportPage {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let kind = words.t(&format!("kind.{}.title", self.kind.code()));
        let flags = self
            .advice
            .iter()
            .map(|advice| view! { <li class="flag">{flag_by(*advice, self.bias_by.as_deref())}</li> })
            .collect_view();
        let sections = self
            .sections
            .iter()
            .map(|answers| section(words, answers, None))
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
                view! {
                    <li class=class>
                        {format!("{}: {}", delivery.what, delivery.state)}
                        {delivery.words.clone().map(|words| view! { <span class="hint">" · "{words}</span> })}
                    </li>
                }
            })
            .collect_view();
        let open = self.status.is_undecided();
        let decisions = decisions(words, &self);
        let read = (self.unread_supplements > 0 && self.may_decide).then(|| {
            view! {
                <form method="post" action=format!("/staff/reports/{}/read", self.compact) class="callout">
                    <p>{format!("The filer added to this report: {} not read yet. See the history.", self.unread_supplements)}</p>
                    <input type="hidden" name="version" value=self.version.to_string()/>
                    <button class="button" type="submit">"I have read it"</button>
                </form>
            }
        });
        let claim = self
            .claim
            .clone()
            .map(|claim| claim.view(&self.compact, self.version));
        let class = if self.overdue { "due overdue" } else { "due" };
        view! {
            <p><a class="back" href="/staff">"Queue"</a></p>
            {error_summary(words, &self.problems)}
            <h1>{format!("{kind} · {}", self.tracking)}</h1>
            <p class="state">
                <strong>{desk_status(self.status)}</strong>
                {self.case_number.clone().map(|number| view! { " · case number "<strong data-case-number=number.clone()>{number.clone()}</strong> })}
                {self.rms_number.clone().map(|number| view! { " · in records as "<strong data-rms-number=number.clone()>{number.clone()}</strong> })}
                {format!(" · received {}", self.submitted)}
                {self.filed_in.clone().map(|language| view! { " · "<strong class="filed-in">{format!("Filed in {language}")}</strong> })}
                {open.then(|| view! { <span class=class>{format!(" · due {}", self.due)}{self.overdue.then_some(" · overdue")}</span> })}
            </p>
            {claim}
            {(!self.advice.is_empty()).then(|| view! { <ul class="flags" aria-label="Flags">{flags}</ul> })}
            <div class="two">
                <div class="filed">
                    <h2>"What the filer says"</h2>
                    <section class="answers narrative"><header><h3>"Narrative, as typed"</h3></header>{narrative}</section>
                    {sections}
                    {self.finding.map(|finding| place(site, finding, self.pin.as_deref()).into_any())}
                    {files(&self.files, words)}
                    <p class="hint">{format!("Certified {} under notice {}.", self.certified, self.notice_version)}</p>
                </div>
                <div class="desk-side">
                    {read}
                    {differences(&self.differences)}
                    {decisions}
                    {codings(&self.codings)}
                    {self.links.view()}
                    <h2>"History"</h2>
                    <ol class="timeline">{history}</ol>
                    {(!self.deliveries.is_empty()).then(|| view! { <h2>"Mail and records"</h2><ul class="deliveries">{deliveries}</ul> })}
                </div>
            </div>
        }
    }
}

/// The officers' layer: what the filer wrote, and what it is taken for.
fn differences(differences: &[Difference]) -> impl IntoView + use<> {
    (!differences.is_empty()).then(|| {
        let rows = differences
            .iter()
            .map(|difference| {
                view! {
                    <div>
                        <dt>{difference.label.clone()}</dt>
                        <dd>
                            <del><span class="sr">"The filer wrote: "</span>{difference.filer.clone()}</del>
                            " "
                            <ins><span class="sr">"Corrected to: "</span>{difference.officer.clone()}</ins>
                            <p class="hint">{difference.about.clone()}</p>
                        </dd>
                    </div>
                }
            })
            .collect_view();
        view! {
            <h2>"Corrected by officers"</h2>
            <p class="hint">"For the records and the statistics. The copy has the filer's own words."</p>
            <dl class="verdicts differences">{rows}</dl>
        }
    })
}

/// Verdict and answer side by side.
fn place(site: &Site, finding: PlaceFinding, pin: Option<&str>) -> impl IntoView + use<> {
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
            {pin.map(|pin| view! { <div><dt>"Pin"</dt><dd>{pin.to_owned()}</dd></div> })}
        </dl>
        {pin.and_then(|pin| LatLon::parse(pin).ok()).map(|pin| pinned(site.frame, pin))}
    }
}
