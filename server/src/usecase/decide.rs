//! Deciding a report: one transaction of event, case number, record, hand-over, audit row and jobs.

use super::link_record::link_record;
use crate::state::State;
use crate::store::audit::{self, AuditEntry, Outcome};
use crate::store::jobs::{self, JobKind, NewJob};
use crate::store::reports::ReportRow;
use crate::store::{
    Actor, StoreError, Tx, Uuid, case_numbers, handovers, records, reports, traces,
};
use domain::answers::RawAnswers;
use domain::field::{Choice, Text};
use domain::incident::Kinds;
use domain::journey::{End, Journey};
use domain::judgement::{Judgement, asked};
use domain::nibrs::coding::{Context, Uncodable, code};
use domain::number::{CaseNumber, CaseNumberError, TrackingNumber};
use domain::report::{NotReady, Report};
use domain::review::{Case, Command, Contact, Event, MAX_SUPPLEMENTS, Proposal, Refusal, Status};
use domain::rules::Rules;
use std::net::IpAddr;
use time::{Duration, OffsetDateTime};

/// What somebody wants to happen to a report.
pub struct Decision {
    pub tracking: TrackingNumber,
    /// The version that the decision was made against; `None` for whatever there is now.
    pub version: Option<i64>,
    pub command: Command,
    pub by: Actor,
    pub client: IpAddr,
}

/// Why it did not happen.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    #[error("no such report")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody else was first: the page as it stands now says what happened.
    #[error("somebody else decided first")]
    Overtaken,
    #[error("the report that this is said to be a duplicate of does not exist")]
    NoSuchDuplicate,
    #[error(transparent)]
    CaseNumber(#[from] CaseNumberError),
    /// Its answers cannot be read as a report any more.
    #[error(transparent)]
    Unreadable(#[from] NotReady),
    #[error(transparent)]
    Uncodable(#[from] Uncodable),
    /// The filer did not answer it: it can only be asked.
    #[error("there is no such answer to correct")]
    NothingToCorrect,
    #[error("the corrected answer cannot be read: {0}")]
    WrongCorrection(NotReady),
    /// With this answer the report is one that the service does not take.
    #[error("with the corrected answer it is not for this service")]
    NotForHere,
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for DecideError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Overtaken,
            other => Self::Store(other),
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub case_number: Option<CaseNumber>,
}

/// Carries out a command. A refusal is audited too.
///
/// # Errors
/// [`DecideError`]; nothing was changed then.
pub async fn decide(state: &State, decision: Decision) -> Result<Decided, DecideError> {
    let now = state.clock.now();
    let done = AuditEntry::new(now, decision.by.clone(), action(&decision.command))
        .about(decision.tracking.compact())
        .from(decision.client);
    let refused = done.clone().ended(Outcome::Refused);
    let outcome = state
        .store
        .write(async |tx| {
            let decided = carry_out(state, tx, &decision, now).await?;
            audit::append(tx, &done).await?;
            Ok::<_, DecideError>(decided)
        })
        .await;
    match &outcome {
        Ok(_) => state.wake.notify_one(),
        Err(DecideError::Store(_)) => {}
        Err(
            DecideError::NotFound
            | DecideError::Refused(_)
            | DecideError::Overtaken
            | DecideError::NoSuchDuplicate
            | DecideError::CaseNumber(_)
            | DecideError::Unreadable(_)
            | DecideError::Uncodable(_)
            | DecideError::NothingToCorrect
            | DecideError::WrongCorrection(_)
            | DecideError::NotForHere,
        ) => audit::record(&state.store, &refused).await?,
    }
    outcome
}

async fn carry_out(
    state: &State,
    tx: &Tx,
    decision: &Decision,
    now: OffsetDateTime,
) -> Result<Decided, DecideError> {
    let report = reports::by_tracking(tx, &decision.tracking)
        .await?
        .ok_or(DecideError::NotFound)?;
    if decision
        .version
        .is_some_and(|version| version != report.version)
    {
        return Err(DecideError::Overtaken);
    }
    if let Command::MarkDuplicate { of } = &decision.command
        && reports::by_tracking(tx, of).await?.is_none()
    {
        return Err(DecideError::NoSuchDuplicate);
    }
    if let Command::Supplement { text } = &decision.command {
        let filed = supplements(tx, report.id).await?;
        if filed.last() == Some(&text.to_string()) {
            // Sent twice: it is there.
            return Ok(Decided { case_number: None });
        }
        if filed.len() >= MAX_SUPPLEMENTS {
            return Err(Refusal::TooManySupplements.into());
        }
    }
    if let Command::Correct { key, value, .. } = &decision.command {
        check_correction(state, tx, &report, key, value).await?;
    }
    // Only an approval reads the report: whatever else is decided does not depend on it.
    let asked = match &decision.command {
        Command::Approve { .. } | Command::Confirm => {
            let answers = reports::as_corrected(tx, &report).await?;
            asked(&reread(state, &report, &answers)?)
        }
        Command::StartReview
        | Command::KickBack { .. }
        | Command::Correct { .. }
        | Command::AskForMore { .. }
        | Command::NameOfficer { .. }
        | Command::NeedsOfficer { .. }
        | Command::MarkDuplicate { .. }
        | Command::Reply { .. }
        | Command::Withdraw
        | Command::Supplement { .. }
        | Command::ReadSupplements => Vec::new(),
    };
    let case = Case {
        status: report.status,
        own: &report.tracking,
        asked: &asked,
        confirms: state.now().review.confirm_approvals,
        proposal: proposal(tx, &report, &decision.by).await?,
    };
    let events = domain::review::decide(case, decision.command.clone())?;
    let mut decided = Decided { case_number: None };
    for (version, event) in (report.version..).zip(&events) {
        reports::apply(tx, report.id, version, event, &decision.by, now).await?;
        if let Some(number) = follow_up(state, tx, &report, version, event, now).await? {
            decided.case_number = Some(number);
        }
    }
    Ok(decided)
}

/// The approval that waits for a supervisor.
async fn proposal(tx: &Tx, report: &ReportRow, by: &Actor) -> Result<Option<Proposal>, StoreError> {
    if report.status != Status::Proposed {
        return Ok(None);
    }
    let events = reports::events(tx, report.id).await?;
    Ok(events.into_iter().rev().find_map(|row| match row.event {
        Event::ApprovalProposed { judgement } => Some(Proposal {
            judgement,
            is_own: row.by.id() == by.id(),
        }),
        _ => None,
    }))
}

/// What was added to a report so far, in order.
async fn supplements(tx: &Tx, report: Uuid) -> Result<Vec<String>, StoreError> {
    let events = reports::events(tx, report).await?;
    Ok(events
        .into_iter()
        .filter_map(|row| match row.event {
            Event::SupplementAdded { text } => Some(text),
            _ => None,
        })
        .collect())
}

/// What must follow from an event, in the same transaction.
async fn follow_up(
    state: &State,
    tx: &Tx,
    row: &ReportRow,
    version: i64,
    event: &Event,
    now: OffsetDateTime,
) -> Result<Option<CaseNumber>, DecideError> {
    let report = row.id;
    // The version makes the key unique per event: a report may be asked about twice.
    let job = |kind: JobKind| NewJob {
        kind,
        report: Some(report),
        request: None,
        key: format!("{}:{report}:{version}", kind.code()),
        payload: serde_json::Value::Null,
    };
    match event {
        Event::Approved { judgement } => {
            let number = next_number(state, tx, now).await?;
            reports::set_case_number(tx, report, &number).await?;
            handovers::append(tx, report, now).await?;
            write_record(state, tx, row, judgement, &number, now).await?;
            jobs::enqueue(tx, job(JobKind::Copy), now).await?;
            jobs::enqueue(tx, job(JobKind::Rms), now).await?;
            ask_later(state, tx, job(JobKind::FollowUp), now).await?;
            return Ok(Some(number));
        }
        Event::MoreAsked { .. } => jobs::enqueue(tx, job(JobKind::MoreAsked), now).await?,
        Event::OfficerAssigned {
            contact: Contact::Email { .. },
            ..
        } => {
            jobs::enqueue(tx, job(JobKind::OfficerAssigned), now).await?;
            ask_later(state, tx, job(JobKind::FollowUp), now).await?;
        }
        Event::SupplementAdded { .. } => {
            handovers::append(tx, report, now).await?;
            for kind in [JobKind::Supplement, JobKind::RmsSupplement] {
                let payload = serde_json::json!({ "seq": version + 1 });
                let job = NewJob {
                    payload,
                    ..job(kind)
                };
                jobs::enqueue(tx, job, now).await?;
            }
        }
        // The officer called: the filer knows.
        Event::OfficerAssigned {
            contact: Contact::Telephone { .. },
            ..
        } => ask_later(state, tx, job(JobKind::FollowUp), now).await?,
        Event::MarkedDuplicate { .. } => jobs::enqueue(tx, job(JobKind::Duplicate), now).await?,
        Event::Reopened { .. } => jobs::enqueue(tx, job(JobKind::Reopened), now).await?,
        Event::Submitted
        | Event::ReviewStarted
        | Event::ApprovalProposed { .. }
        | Event::ProposalReturned { .. }
        | Event::Corrected { .. }
        | Event::OfficerNamed { .. }
        | Event::MoreGiven { .. }
        | Event::Withdrawn
        | Event::SupplementsRead => {}
    }
    Ok(None)
}

/// The one message that asks how it went, where the settings want it.
async fn ask_later(
    state: &State,
    tx: &Tx,
    job: NewJob,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let days = state.now().review.follow_up_days;
    if days > 0 {
        let due = now + Duration::days(i64::from(days));
        jobs::enqueue_for(tx, job, due, now).await?;
    }
    Ok(())
}

/// The next case number of the year that no officer's incident has: those are numbered elsewhere.
async fn next_number(
    state: &State,
    tx: &Tx,
    now: OffsetDateTime,
) -> Result<CaseNumber, DecideError> {
    let year = state.clock.local(now).year();
    loop {
        let serial = case_numbers::next(tx, year).await?;
        let number = state.settings.case_format.number(year, serial)?;
        if !records::is_taken(tx, number.as_str()).await? {
            return Ok(number);
        }
    }
}

/// The record of the incident and its links, in the transaction that approves the report.
async fn write_record(
    state: &State,
    tx: &Tx,
    row: &ReportRow,
    judgement: &Judgement,
    number: &CaseNumber,
    now: OffsetDateTime,
) -> Result<(), DecideError> {
    let context = Context {
        // A case format that is no incident number is refused when the settings are read.
        number: number
            .as_str()
            .parse()
            .map_err(|_| CaseNumberError::Shape)?,
        town: &state.settings.department.town,
    };
    let answers = reports::as_corrected(tx, row).await?;
    let record = code(&reread(state, row, &answers)?, judgement, &context)?;
    traces::alone(tx).await?;
    records::insert(tx, &record, row.id, now).await?;
    link_record(tx, &record, &state.settings.analysis, now).await?;
    Ok(())
}

/// The typed report, by the rules of the day on which it was sent. `answers`: as typed, or as corrected
/// ([`reports::as_corrected`]).
///
/// # Errors
/// [`NotReady`].
pub fn reread(state: &State, row: &ReportRow, answers: &RawAnswers) -> Result<Report, NotReady> {
    Report::reread(answers, row.certification.clone(), &rules_of(state, row))
}

/// The rules of the day on which a report was sent.
pub fn rules_of<'a>(state: &'a State, row: &ReportRow) -> Rules<'a> {
    Rules {
        today: state.clock.local(row.submitted_at).date(),
        jurisdiction: &state.jurisdiction,
        closed: Kinds::NONE,
    }
}

/// A corrected answer must still make a report, and one that could have been filed here.
async fn check_correction(
    state: &State,
    tx: &Tx,
    report: &ReportRow,
    key: &str,
    value: &Text,
) -> Result<(), DecideError> {
    let mut answers = reports::as_corrected(tx, report).await?;
    if answers.get(key).trim().is_empty() {
        return Err(DecideError::NothingToCorrect);
    }
    answers.set(key, value.as_str());
    match Journey::walk(&answers, &rules_of(state, report)).end {
        End::Stopped { .. } => Err(DecideError::NotForHere),
        End::Question(_) | End::Ready => reread(state, report, &answers)
            .map(drop)
            .map_err(DecideError::WrongCorrection),
    }
}

/// The code under which a command is on record.
#[must_use]
pub const fn action(command: &Command) -> &'static str {
    match command {
        Command::StartReview => "report.start_review",
        Command::Approve { .. } => "report.approve",
        Command::Confirm => "report.confirm",
        Command::KickBack { .. } => "report.kick_back",
        Command::AskForMore { .. } => "report.ask_for_more",
        Command::Correct { .. } => "report.correct",
        Command::NameOfficer { .. } => "report.name_officer",
        Command::NeedsOfficer { .. } => "report.needs_officer",
        Command::MarkDuplicate { .. } => "report.mark_duplicate",
        Command::Reply { .. } => "report.reply",
        Command::Withdraw => "report.withdraw",
        Command::Supplement { .. } => "report.supplement",
        Command::ReadSupplements => "report.read_supplements",
    }
}
