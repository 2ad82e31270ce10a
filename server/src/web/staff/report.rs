//! One report at the desk.

use super::coding;
use super::desk_page;
use super::files::listed;
use super::officer::Officer;
use crate::state::State;
use crate::store::jobs::{self, JobKind, JobRow, JobState};
use crate::store::reports::{self, EventRow, ReportRow};
use crate::store::{Actor, evidence};
use crate::web::error::WebError;
use crate::web::respond::page;
use crate::when;
use app::component::errors::Problem;
use app::page::Body;
use app::page::staff::claim::ClaimView;
use app::page::staff::report::{DecisionForm, Delivery, Line, ReportPage};
use app::summary::sections;
use app::words::Lang;
use axum::extract::{self, Path};
use axum::response::Response;
use domain::access::{Action, Role};
use domain::due::bias_by;
use domain::field::choice::YesNo;
use domain::field::{FieldKind, tidy};
use domain::incident::common;
use domain::judgement::{Damage, Judgement};
use domain::nibrs::codes::Code;
use domain::number::TrackingNumber;
use domain::review::{Contact, Event};
use domain::rules::Rules;

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Path(tracking): Path<String>,
) -> Result<Response, WebError> {
    let report = find(&state, &tracking).await?;
    drawn(
        &state,
        &officer,
        report,
        Vec::new(),
        DecisionForm::default(),
    )
    .await
}

/// The report that an address names.
pub async fn find(state: &State, tracking: &str) -> Result<ReportRow, WebError> {
    let tracking: TrackingNumber = tracking.parse().map_err(|_| WebError::NotFound)?;
    reports::by_tracking(state.store.reader(), &tracking)
        .await?
        .ok_or(WebError::NotFound)
}

/// The page with what is wrong and what was typed.
pub async fn drawn(
    state: &State,
    officer: &Officer,
    report: ReportRow,
    problems: Vec<Problem>,
    form: DecisionForm,
) -> Result<Response, WebError> {
    let reader = state.store.reader();
    let history = reports::events(reader, report.id)
        .await?
        .into_iter()
        .map(|row| line(state, row))
        .collect();
    let deliveries = jobs::for_report(reader, report.id)
        .await?
        .iter()
        .map(delivery)
        .collect();
    // The filer's words are judged by the rules of the day on which they were sent.
    let rules = Rules {
        today: state.clock.local(report.submitted_at).date(),
        jurisdiction: &state.jurisdiction,
    };
    let narrative_key = common::NARRATIVE.spec.key;
    let mut answers = sections(&report.answers, &rules, &state.site.words);
    answers.retain(|section| section.step != "narrative");
    let wrong = !problems.is_empty();
    let claim = claim(state, officer, &report);
    let bias_by =
        bias_by(report.submitted_at, &report.advice).map(|by| when::brief(&state.clock, by));
    let desk = coding::of(state, &report).await?;
    let body = ReportPage {
        tracking: report.tracking.to_string(),
        compact: report.tracking.compact().to_owned(),
        kind: report.kind,
        status: report.status,
        case_number: report.case_number.as_ref().map(ToString::to_string),
        filed_in: filed_in(state, report.lang),
        submitted: when::moment(&state.site.words, &state.clock, report.submitted_at),
        due: when::moment(&state.site.words, &state.clock, report.review_by),
        overdue: report.status.is_open() && report.review_by < state.clock.now(),
        advice: report.advice,
        finding: report.finding,
        pin: Some(report.answers.get(common::PIN.spec.key).to_owned())
            .filter(|pin| !pin.is_empty()),
        sections: answers,
        files: listed(&evidence::for_report(reader, report.id).await?),
        narrative: report.answers.get(narrative_key).to_owned(),
        notice_version: report.certification.notice_version,
        certified: when::moment(&state.site.words, &state.clock, report.certification.at),
        history,
        deliveries,
        unread_supplements: report.unread_supplements,
        may_decide: officer.may(Action::Decide),
        claim,
        bias_by,
        version: report.version,
        problems,
        form,
        filer_phone: tidy(
            FieldKind::Phone,
            report.answers.get(common::PHONE.spec.key),
            rules.today,
        ),
        questions: desk.questions,
        codings: desk.codings,
    };
    let title = format!("Report {}", body.tracking);
    Ok(page(desk_page(
        state,
        Some(officer),
        &title,
        wrong,
        Body::Report(Box::new(body)),
    ))
    .await)
}

/// Who has the report, where that can matter: it is not decided.
fn claim(state: &State, officer: &Officer, report: &ReportRow) -> Option<ClaimView> {
    let undecided = report.decided_at.is_none();
    let now = state.clock.now();
    let held = report.claim.as_ref().filter(|claim| claim.holds(now));
    let mine = held.is_some_and(|claim| claim.by == officer.staff.id);
    let may = officer.may(Action::Decide);
    undecided.then(|| ClaimView {
        held: held.map(|claim| (claim.name.clone(), when::brief(&state.clock, claim.until))),
        may_claim: may && (held.is_none() || mine),
        may_release: may && (mine || held.is_some() && officer.staff.role == Role::Supervisor),
    })
}

/// The language of a filer who did not read English, as the desk calls it.
pub fn filed_in(state: &State, lang: Lang) -> Option<String> {
    (lang != Lang::ENGLISH).then(|| state.sites.of(lang).words.t("in_english"))
}

fn line(state: &State, row: EventRow) -> Line {
    let (what, words) = match row.event {
        Event::Submitted => ("Received", None),
        Event::ReviewStarted => ("Review started", None),
        Event::Approved { judgement } => ("Approved", judged(&judgement)),
        Event::MoreAsked { question } => ("Asked for more", Some(question)),
        Event::MoreGiven { answer } => ("Answer", Some(answer)),
        Event::OfficerAssigned { officer, contact } => (
            "Handed to an officer",
            Some(match contact {
                Contact::Email { message } => {
                    format!("Officer: {officer}. Told by e-mail: {message}")
                }
                Contact::Telephone {
                    number,
                    spoke_with,
                    outcome,
                } => {
                    format!(
                        "Officer: {officer}. Called {number}, spoke with {spoke_with}: {outcome}"
                    )
                }
            }),
        ),
        Event::MarkedDuplicate { of } => ("Duplicate", Some(format!("Of {of}"))),
        Event::Withdrawn => ("Withdrawn", None),
        Event::SupplementAdded { text } => ("Added by the filer", Some(text)),
        Event::SupplementsRead => ("Additions read", None),
    };
    let who = match row.by {
        Actor::Filer => "the filer".to_owned(),
        Actor::Staff { name, .. } => name,
        Actor::System | Actor::Unknown => "the service".to_owned(),
    };
    Line {
        when: when::moment(&state.site.words, &state.clock, row.at),
        who,
        what: what.to_owned(),
        words,
    }
}

/// The officer's judgement, in words.
fn judged(judgement: &Judgement) -> Option<String> {
    let damage = judgement.damage.map(|damage| match damage {
        Damage::Substantial => "the damage is substantial".to_owned(),
        Damage::Minor => "the damage is minor".to_owned(),
        Damage::NotDeliberate => "not done on purpose".to_owned(),
    });
    let threat = judgement.threat.map(|threat| match threat {
        YesNo::Yes => "there was a threat".to_owned(),
        YesNo::No => "there was no threat".to_owned(),
    });
    let bias = judgement
        .bias
        .map(|bias| format!("bias {} {}", bias.code(), bias.label()));
    let said: Vec<String> = [damage, threat, bias].into_iter().flatten().collect();
    (!said.is_empty()).then(|| format!("Judged: {}", said.join("; ")))
}

fn delivery(job: &JobRow) -> Delivery {
    let troubled =
        job.state == JobState::GivenUp || (job.state != JobState::Done && job.attempts > 0);
    Delivery {
        what: job_name(job.kind).to_owned(),
        state: job_state(job).to_owned(),
        troubled,
    }
}

/// A job as the desk calls it.
pub const fn job_name(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Receipt => "Receipt to the filer",
        JobKind::Copy => "Copy to the filer",
        JobKind::Rms => "Hand-over to records",
        JobKind::MoreAsked => "Question to the filer",
        JobKind::OfficerAssigned => "Message to the filer",
        JobKind::Duplicate => "Note to the filer",
        JobKind::OfficerRequest => "Confirmation of an officer request",
        JobKind::Supplement => "Confirmation of an addition",
        JobKind::RmsSupplement => "Hand-over of an addition",
        JobKind::FollowUp => "Follow-up message",
    }
}

/// Where a job stands, in words.
pub const fn job_state(job: &JobRow) -> &'static str {
    match job.state {
        JobState::Done => "done",
        JobState::Running => "on its way",
        JobState::Pending if job.attempts > 0 => "failed, will be tried again",
        JobState::Pending => "waiting",
        JobState::GivenUp => "failed for good",
    }
}
