//! The decisions. What an officer typed is kept when something is missing; who was overtaken is told by whom.

use super::officer::Officer;
use super::report::{drawn, find};
use crate::live::setting::{Phrase, PhraseGroup};
use crate::state::State;
use crate::store::audit::Outcome;
use crate::store::reports::ReportRow;
use crate::usecase::decide::{DecideError, Decision, decide};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::guard::ended;
use crate::web::respond::see;
use app::component::errors::Problem;
use app::page::staff::queue::desk_status;
use app::page::staff::report::DecisionForm;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::field::{Choice, FieldError, Text};
use domain::judgement::{Judgement, Question};
use domain::number::TrackingNumber;
use domain::review::{Command, MESSAGE_MAX, NOTE_MAX, NeedsOfficerForm, Refusal};
use std::net::IpAddr;

/// What every decision needs: the officer and the report.
pub struct Desk {
    pub(super) state: State,
    pub(super) officer: Officer,
    pub(super) client: IpAddr,
    pub(super) report: ReportRow,
}

impl FromRequestParts<State> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Response> {
        let officer = Officer::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let Path(tracking) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let Ok(Client(client)) = Client::from_request_parts(parts, state).await;
        let report = find(state, &tracking)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            state: state.clone(),
            officer,
            client,
            report,
        })
    }
}

impl Desk {
    /// Shows the page again with what is missing.
    pub(super) async fn again(
        self,
        problems: Vec<Problem>,
        form: DecisionForm,
    ) -> Result<Response, WebError> {
        let page = drawn(&self.state, &self.officer, self.report, problems, form).await?;
        Ok(ended(page, Outcome::Failed))
    }

    async fn carry_out(
        self,
        fields: &Fields,
        command: Command,
        form: DecisionForm,
    ) -> Result<Response, WebError> {
        let version = fields
            .get("version")
            .parse()
            .map_err(|_| WebError::Malformed)?;
        let stays = matches!(
            command,
            Command::StartReview
                | Command::ReadSupplements
                | Command::KickBack { .. }
                | Command::Correct { .. }
        );
        let decision = Decision {
            tracking: self.report.tracking.clone(),
            version: Some(version),
            command,
            by: self.officer.actor(),
            client: self.client,
        };
        let compact = self.report.tracking.compact().to_owned();
        let decided = decide(&self.state, decision).await;
        // A decision and its refusal stand in the trail already, in the transaction of the one or behind the other.
        if !matches!(decided, Err(DecideError::Store(_))) {
            self.officer.is_on_record();
        }
        let problem = match decided {
            Ok(_) if stays => return Ok(see(&format!("/staff/reports/{compact}"))),
            Ok(_) => return Ok(see(&format!("/staff?done={compact}"))),
            Err(DecideError::NotFound) => return Err(WebError::NotFound),
            Err(DecideError::Store(error)) => return Err(error.into()),
            Err(DecideError::CaseNumber(_)) => problem(
                "approve",
                "Approve",
                "The case numbers of this year are used up. Tell the administrator.",
            ),
            Err(DecideError::Unreadable(_) | DecideError::Uncodable(_)) => problem(
                "main",
                "Approve",
                "This report cannot be coded for the records. Hand it to an officer.",
            ),
            Err(DecideError::Refused(Refusal::NotJudged(question))) => unjudged(question),
            Err(DecideError::Refused(Refusal::OwnProposal)) => problem(
                "main",
                "Confirm",
                "You proposed this approval yourself. Another supervisor has to confirm it.",
            ),
            Err(DecideError::NothingToCorrect) => problem(
                "correct_key",
                "Answer",
                "The filer did not answer this. Ask for more instead.",
            ),
            Err(DecideError::WrongCorrection(_)) => problem(
                "correct_value",
                "Corrected answer",
                "This cannot be read as an answer to the question.",
            ),
            Err(DecideError::NotForHere) => problem(
                "correct_value",
                "Corrected answer",
                "With this answer the report is none that this service takes. Hand it to an officer.",
            ),
            Err(DecideError::NoSuchDuplicate) => problem(
                "duplicate_of",
                "Tracking number",
                "There is no report with this number.",
            ),
            Err(DecideError::Refused(Refusal::DuplicateOfItself)) => problem(
                "duplicate_of",
                "Tracking number",
                "This is the report itself.",
            ),
            Err(
                DecideError::Overtaken
                | DecideError::Refused(
                    Refusal::AlreadyDecided(_)
                    | Refusal::NothingAsked
                    | Refusal::NothingProposed
                    | Refusal::NotUnderReview
                    | Refusal::Proposed
                    | Refusal::NotApproved
                    | Refusal::TooManySupplements,
                ),
            ) => self.overtaken().await?,
        };
        let report = find(&self.state, &compact).await?;
        Self { report, ..self }.again(vec![problem], form).await
    }

    /// Somebody else was first: who, and what.
    async fn overtaken(&self) -> Result<Problem, WebError> {
        let now = find(&self.state, self.report.tracking.compact()).await?;
        let events = crate::store::reports::events(self.state.store.reader(), now.id).await?;
        let who = match events.last().map(|row| &row.by) {
            Some(
                crate::store::Actor::Staff { name, .. } | crate::store::Actor::Key { name, .. },
            ) => name.as_str(),
            Some(crate::store::Actor::Filer) => "The filer",
            Some(crate::store::Actor::System | crate::store::Actor::Unknown) | None => {
                "The service"
            }
        };
        let message = format!(
            "{who} was first. It is now: {}. Nothing of yours was sent.",
            desk_status(now.status)
        );
        Ok(problem("main", "This report changed meanwhile", &message))
    }
}

pub(super) fn problem(id: &str, label: &str, message: &str) -> Problem {
    Problem {
        id: id.to_owned(),
        label: label.to_owned(),
        message: message.to_owned(),
    }
}

/// What the filer added is read.
pub async fn read_supplements(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&["version"])?;
    desk.carry_out(&fields, Command::ReadSupplements, DecisionForm::default())
        .await
}

/// What the officer has still to judge.
fn unjudged(question: Question) -> Problem {
    let label = match question {
        Question::Damage => "Is the damage substantial?",
        Question::Threat => "Was there a threat?",
        Question::Bias => "What was the bias?",
    };
    problem(
        question.code(),
        label,
        "Judge this before you approve: the statistics depend on it.",
    )
}

pub async fn start(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&["version"])?;
    desk.carry_out(&fields, Command::StartReview, DecisionForm::default())
        .await
}

pub async fn approve(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&["version", "damage", "threat", "bias"])?;
    let form = DecisionForm {
        damage: fields.get("damage").to_owned(),
        threat: fields.get("threat").to_owned(),
        bias: fields.get("bias").to_owned(),
        ..DecisionForm::default()
    };
    let judgement = Judgement::from_codes(&form.damage, &form.threat, &form.bias);
    desk.carry_out(&fields, Command::Approve { judgement }, form)
        .await
}

/// A supervisor confirms what an officer proposed.
pub async fn confirm(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&["version"])?;
    desk.carry_out(&fields, Command::Confirm, DecisionForm::default())
        .await
}

/// A supervisor gives a proposal back, or takes up again what was closed.
pub async fn kick_back(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&["version", "reason"])?;
    let form = DecisionForm {
        reason: fields.get("reason").to_owned(),
        ..DecisionForm::default()
    };
    match Text::new(fields.get("reason"), NOTE_MAX) {
        Ok(reason) => {
            desk.carry_out(&fields, Command::KickBack { reason }, form)
                .await
        }
        Err(error) => {
            let message = desk.state.site().words.error(error);
            desk.again(vec![problem("reason", "Reason", &message)], form)
                .await
        }
    }
}

/// An officer's reading of one answer, beside the filer's.
pub async fn correct(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&["version", "correct_key", "correct_value", "correct_reason"])?;
    let form = DecisionForm {
        correct_key: fields.get("correct_key").to_owned(),
        correct_value: fields.get("correct_value").to_owned(),
        correct_reason: fields.get("correct_reason").to_owned(),
        ..DecisionForm::default()
    };
    let value = Text::new(&form.correct_value, MESSAGE_MAX);
    let reason = Text::new(&form.correct_reason, NOTE_MAX);
    match (value, reason) {
        (Ok(value), Ok(reason)) => {
            let key = form.correct_key.clone();
            desk.carry_out(&fields, Command::Correct { key, value, reason }, form)
                .await
        }
        (value, reason) => {
            let site = desk.state.site();
            let words = &site.words;
            let wrong = [
                value
                    .err()
                    .map(|error| ("correct_value", "Corrected answer", error)),
                reason.err().map(|error| ("correct_reason", "Why", error)),
            ];
            let problems = wrong
                .into_iter()
                .flatten()
                .map(|(id, label, error)| problem(id, label, &words.error(error)))
                .collect();
            desk.again(problems, form).await
        }
    }
}

pub async fn ask(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&["version", "question"])?;
    let form = DecisionForm {
        question: fields.get("question").to_owned(),
        ..DecisionForm::default()
    };
    match Text::new(fields.get("question"), MESSAGE_MAX) {
        Ok(question) => {
            desk.carry_out(&fields, Command::AskForMore { question }, form)
                .await
        }
        Err(error) => {
            let problems = vec![problem(
                "question",
                "Your question",
                &desk.state.site().words.error(error),
            )];
            desk.again(problems, form).await
        }
    }
}

/// Puts a phrase under what is typed, in the language of the report. Nothing is sent.
pub async fn phrase(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let names: Vec<&str> = OFFICER_FIELDS
        .into_iter()
        .chain(["question", "phrase"])
        .collect();
    let fields = fields.only(&names)?;
    let mut form = DecisionForm {
        question: fields.get("question").to_owned(),
        ..officer_form(&fields)
    };
    let chosen = Phrase::from_code(fields.get("phrase")).ok_or(WebError::Malformed)?;
    let words = desk
        .state
        .sites()
        .of(desk.report.lang)
        .words
        .t(&chosen.code());
    let (_, text) = Phrase::parts(&words).ok_or(WebError::NotFound)?;
    let field = match chosen.group {
        PhraseGroup::Ask => &mut form.question,
        PhraseGroup::Officer => {
            // A message is one that is sent.
            "email".clone_into(&mut form.contact_by);
            &mut form.message
        }
    };
    *field = format!("{}\n\n{text}", field.trim()).trim().to_owned();
    drawn(&desk.state, &desk.officer, desk.report, Vec::new(), form).await
}

/// The fields of the form that hands a report to an officer.
const OFFICER_FIELDS: [&str; 9] = [
    "version",
    "officer",
    "contact_by",
    "message",
    "number",
    "spoke_with",
    "called_at",
    "outcome",
    "note",
];

fn officer_form(fields: &Fields) -> DecisionForm {
    DecisionForm {
        officer: fields.get("officer").to_owned(),
        contact_by: fields.get("contact_by").to_owned(),
        message: fields.get("message").to_owned(),
        number: fields.get("number").to_owned(),
        spoke_with: fields.get("spoke_with").to_owned(),
        called_at: fields.get("called_at").to_owned(),
        outcome: fields.get("outcome").to_owned(),
        note: fields.get("note").to_owned(),
        ..DecisionForm::default()
    }
}

pub async fn officer(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&OFFICER_FIELDS)?;
    let form = officer_form(&fields);
    let typed = NeedsOfficerForm {
        officer: &form.officer,
        contact_by: &form.contact_by,
        message: &form.message,
        number: &form.number,
        spoke_with: &form.spoke_with,
        called_at: &form.called_at,
        outcome: &form.outcome,
        note: &form.note,
    };
    match typed.parse(desk.state.clock.today()) {
        Ok(command) => desk.carry_out(&fields, command, form).await,
        Err(errors) => {
            let site = desk.state.site();
            let words = &site.words;
            let problems = errors
                .iter()
                .map(|(name, error)| missing(name, *error, words))
                .collect();
            desk.again(problems, form).await
        }
    }
}

fn missing(name: &str, error: FieldError, words: &app::words::Words) -> Problem {
    let label = match name {
        "officer" => "Officer who takes the report",
        "contact_by" => "How the filer was told",
        "message" => "Message to the filer",
        "number" => "Number called",
        "spoke_with" => "Spoke with",
        "called_at" => "When",
        "note" => "What was tried",
        _ => "Outcome",
    };
    problem(name, label, &words.error(error))
}

pub async fn duplicate(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&["version", "duplicate_of"])?;
    let form = DecisionForm {
        duplicate_of: fields.get("duplicate_of").to_owned(),
        ..DecisionForm::default()
    };
    match fields.get("duplicate_of").parse::<TrackingNumber>() {
        Ok(of) => {
            desk.carry_out(&fields, Command::MarkDuplicate { of }, form)
                .await
        }
        Err(_) => {
            let problems = vec![problem(
                "duplicate_of",
                "Tracking number",
                "This is not a tracking number.",
            )];
            desk.again(problems, form).await
        }
    }
}
