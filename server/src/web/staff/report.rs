//! One report at the desk.

use super::coding;
use super::desk_page;
use super::files::listed;
use super::links;
use super::officer::Officer;
use super::phrases;
use super::trouble::explained;
use crate::settings::RmsTarget;
use crate::state::State;
use crate::store::handovers::{self, Standing};
use crate::store::jobs::{self, JobKind, JobRow, JobState};
use crate::store::messages::{self, SentRow};
use crate::store::reports::{self, Correction, EventRow, ReportRow};
use crate::store::{Actor, evidence};
use crate::web::error::WebError;
use crate::web::respond::page;
use crate::when;
use app::component::errors::Problem;
use app::page::Body;
use app::page::staff::claim::ClaimView;
use app::page::staff::report::{DecisionForm, Delivery, Difference, Line, ReportPage};
use app::summary::{Section, sections};
use app::words::Lang;
use axum::extract::{self, Path};
use axum::response::Response;
use domain::access::{Action, Role};
use domain::due::bias_by;
use domain::field::choice::YesNo;
use domain::field::{FieldKind, tidy};
use domain::incident::{Kinds, common};
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
    let handed = handovers::of_report(reader, report.id, 0).await?;
    let standing = handed.map(|(row, _)| row.standing);
    let sent = messages::of_report(reader, report.id).await?;
    let deliveries = jobs::for_report(reader, report.id)
        .await?
        .iter()
        .map(|job| {
            let sent = sent.iter().find(|sent| sent.id == job.id);
            delivery(state, job, standing.as_ref(), sent)
        })
        .collect();
    // The filer's words are judged by the rules of the day on which they were sent.
    let rules = Rules {
        today: state.clock.local(report.submitted_at).date(),
        jurisdiction: &state.jurisdiction,
        closed: Kinds::NONE,
    };
    let narrative_key = common::NARRATIVE.spec.key;
    let mut answers = sections(&report.answers, &rules, &state.site().words);
    answers.retain(|section| section.step != "narrative");
    let layer = reports::corrections(reader, report.id).await?;
    let differences = differences(state, &report, &answers, &rules, &layer);
    let wrong = !problems.is_empty();
    let claim = claim(state, officer, &report);
    let bias_by =
        bias_by(report.submitted_at, &report.advice).map(|by| when::brief(&state.clock, by));
    let desk = coding::of(state, &report).await?;
    let links = links::of_report(state, officer, &report).await?;
    let body = ReportPage {
        tracking: report.tracking.to_string(),
        compact: report.tracking.compact().to_owned(),
        kind: report.kind,
        status: report.status,
        case_number: report.case_number.as_ref().map(ToString::to_string),
        rms_number: match &standing {
            Some(Standing::Acknowledged { number, .. }) => Some(number.to_string()),
            Some(Standing::Waiting | Standing::HandedOver { .. }) | None => None,
        },
        filed_in: filed_in(state, report.lang),
        submitted: when::moment(&state.site().words, &state.clock, report.submitted_at),
        due: when::moment(&state.site().words, &state.clock, report.review_by),
        overdue: report.status.is_open() && report.review_by < state.clock.now(),
        advice: report.advice,
        finding: report.finding,
        pin: Some(report.answers.get(common::PIN.spec.key).to_owned())
            .filter(|pin| !pin.is_empty()),
        sections: answers,
        differences,
        files: listed(state, &evidence::for_report(reader, report.id).await?).await?,
        narrative: report.answers.get(narrative_key).to_owned(),
        notice_version: report.certification.notice_version,
        certified: when::moment(&state.site().words, &state.clock, report.certification.at),
        history,
        deliveries,
        unread_supplements: report.unread_supplements,
        may_decide: officer.may(Action::Decide),
        may_supervise: officer.may(Action::Supervise),
        phrases: phrases::to_choose(state),
        needs_confirming: state.now().review.confirm_approvals,
        now: when::brief(&state.clock, state.clock.now()),
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
        links,
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

/// The officers' layer beside the filer's words.
fn differences(
    state: &State,
    report: &ReportRow,
    filed: &[Section],
    rules: &Rules<'_>,
    layer: &[Correction],
) -> Vec<Difference> {
    let mut corrected = report.answers.clone();
    for correction in layer {
        corrected.set(correction.key.as_str(), correction.value.as_str());
    }
    let corrected = sections(&corrected, rules, &state.site().words);
    let row = |sections: &[Section], key: &str| {
        let mut rows = sections.iter().flat_map(|section| &section.rows);
        rows.find(|row| row.full_key == key).cloned()
    };
    layer
        .iter()
        .filter_map(|correction| {
            let (was, is) = (
                row(filed, &correction.key)?,
                row(&corrected, &correction.key)?,
            );
            let who = correction.by.name().unwrap_or("the service");
            let when = when::brief(&state.clock, correction.at);
            Some(Difference {
                label: was.label,
                filer: was.value,
                officer: is.value,
                about: format!("{who}, {when}: {}", correction.reason),
            })
        })
        .collect()
}

/// Who has the report, where that can matter: it is not decided.
fn claim(state: &State, officer: &Officer, report: &ReportRow) -> Option<ClaimView> {
    let undecided = report.decided_at.is_none();
    let now = state.clock.now();
    let held = report.claim.as_ref().filter(|claim| claim.holds(now));
    let mine = held.is_some_and(|claim| claim.by == officer.session.staff.id);
    let may = officer.may(Action::Decide);
    undecided.then(|| ClaimView {
        held: held.map(|claim| (claim.name.clone(), when::brief(&state.clock, claim.until))),
        may_claim: may && (held.is_none() || mine),
        may_release: may
            && (mine || held.is_some() && officer.session.staff.role == Role::Supervisor),
    })
}

/// The language of a filer who did not read English, as the desk calls it.
pub fn filed_in(state: &State, lang: Lang) -> Option<String> {
    (lang != Lang::ENGLISH).then(|| state.sites().of(lang).words.t("in_english"))
}

fn line(state: &State, row: EventRow) -> Line {
    let (what, words) = match row.event {
        Event::Submitted => ("Received", None),
        Event::ReviewStarted => ("Review started", None),
        Event::Approved { judgement } => ("Approved", judged(&judgement)),
        Event::ApprovalProposed { judgement } => ("Approval proposed", judged(&judgement)),
        Event::Corrected { reason, .. } => ("An answer corrected", Some(reason)),
        Event::ProposalReturned { reason } => ("Given back by the supervisor", Some(reason)),
        Event::Reopened { reason } => ("Taken up again", Some(reason)),
        Event::OfficerNamed { officer, note } => (
            "Officer named, the filer is not told yet",
            Some(match note {
                Some(note) => format!("Officer: {officer}. {note}"),
                None => format!("Officer: {officer}"),
            }),
        ),
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
                    called_at,
                    outcome,
                } => {
                    let when = Some(called_at).filter(|when| !when.is_empty());
                    let when = when.map_or_else(String::new, |when| format!(" ({when})"));
                    format!(
                        "Officer: {officer}. Called {number}{when}, spoke with {spoke_with}: {outcome}"
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
        Actor::Staff { name, .. } | Actor::Key { name, .. } => name,
        Actor::System | Actor::Unknown => "the service".to_owned(),
    };
    Line {
        when: when::moment(&state.site().words, &state.clock, row.at),
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

fn delivery(
    state: &State,
    job: &JobRow,
    standing: Option<&Standing>,
    sent: Option<&SentRow>,
) -> Delivery {
    let troubled =
        job.state == JobState::GivenUp || (job.state != JobState::Done && job.attempts > 0);
    let said = match job.kind {
        JobKind::Rms => record_state(state, standing, troubled.then_some(job)),
        _ => job_state(job).to_owned(),
    };
    Delivery {
        what: job_name(job.kind).to_owned(),
        state: said,
        troubled,
        words: sent.map(|sent| match sent.version {
            0 => "in the program’s own words".to_owned(),
            version => format!("in version {version} of its words"),
        }),
    }
}

/// How far a report has come on its way into the records system, in words; `failing` is its job when that has failed.
pub fn record_state(
    state: &State,
    standing: Option<&Standing>,
    failing: Option<&JobRow>,
) -> String {
    let on = |at| when::brief(&state.clock, at);
    match (standing, failing) {
        (Some(Standing::Acknowledged { number, at }), None) => {
            format!("acknowledged as {number} on {}", on(*at))
        }
        (Some(Standing::HandedOver { at }), None) => format!("handed over on {}", on(*at)),
        (Some(Standing::Waiting) | None, None) => match state.settings.rms.target {
            RmsTarget::Pull => "waiting to be fetched".to_owned(),
            RmsTarget::Folder(_) | RmsTarget::Post { .. } => "waiting".to_owned(),
        },
        (_, Some(job)) => format!("in error: {}", explained(job).went_wrong),
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
        JobKind::Reopened => "Message that it is open again",
        JobKind::OfficerRequest => "Confirmation of an officer request",
        JobKind::Supplement => "Confirmation of an addition",
        JobKind::RmsSupplement => "Hand-over of an addition",
        JobKind::FollowUp => "Follow-up message",
        JobKind::AuditReview => "Weekly figures of the audit trail",
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
