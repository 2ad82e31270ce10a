//! How a report is doing. Tracking number and access code travel in the form, never in an address; wrong ones
//! get one message, whatever is wrong, and are slowed down.

use super::opened::{Opened, open};
use super::plain;
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::reports::{self, ReportRow};
use crate::store::{Actor, StoreError};
use crate::usecase::decide::{DecideError, Decision, decide};
use crate::usecase::issue_copy::{Issuing, issue_copy};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::{self, Resident};
use crate::web::respond::{page, see};
use crate::when;
use app::page::Body;
use app::page::status::{Moment, RequestPage, Satisfaction, StatusForm, StatusPage};
use axum::extract;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::field::{Choice, FieldError, Text};
use domain::numbers::satisfaction::is_asked;
use domain::review::{Command, Event, MESSAGE_MAX, Status};
use std::net::IpAddr;

/// Takes the language switch of the form that asks for the two numbers.
const FORM: &str = "/status";
/// Takes the language switch of what they open.
const OPENED: &str = "/status/reply";

pub async fn form(resident: Resident) -> Response {
    asking(&resident, StatusForm::default()).await
}

async fn asking(resident: &Resident, form: StatusForm) -> Response {
    let title = resident.words().t("page.status.title");
    let error = form.wrong || form.too_many;
    page(resident.page(title, error, plain(), Body::StatusForm(form))).await
}

pub(super) async fn refused(resident: Resident, fields: &Fields, too_many: bool) -> Response {
    let form = StatusForm {
        tracking: fields.get("tracking").to_owned(),
        wrong: !too_many,
        too_many,
    };
    asking(&resident.at(FORM), form).await
}

pub async fn show(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["tracking", "access_code", language::FIELD])?;
    if let Some(lang) = language::asked(&fields) {
        let form = StatusForm {
            tracking: fields.get("tracking").to_owned(),
            ..StatusForm::default()
        };
        let response = asking(&resident.in_language(&state, lang), form).await;
        return Ok(language::kept(response, lang, &state.settings));
    }
    match open(&state, &fields, client).await? {
        Opened::Report(report) => drawn(&state, resident, *report, &fields, Done::default()).await,
        Opened::OfficerRequest { closed } => Ok(request_page(resident, &fields, closed).await),
        Opened::Nothing => Ok(refused(resident, &fields, false).await),
        Opened::TooMany => Ok(refused(resident, &fields, true).await),
    }
}

async fn request_page(resident: Resident, fields: &Fields, closed: bool) -> Response {
    let body = RequestPage {
        tracking: fields.get("tracking").to_owned(),
        access_code: fields.get("access_code").to_owned(),
        closed,
    };
    let title = resident.words().t(body.title());
    let resident = resident.at(OPENED);
    page(resident.page(title, false, plain(), Body::Request(body))).await
}

/// What the request before the page has come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Done {
    /// The reply was empty or too long.
    pub problem: Option<FieldError>,
    /// The reply was taken.
    pub said: bool,
    /// The filer was asked how satisfied they are, and chose nothing.
    pub not_chosen: bool,
}

pub(super) async fn drawn(
    state: &State,
    resident: Resident,
    report: ReportRow,
    fields: &Fields,
    done: Done,
) -> Result<Response, WebError> {
    let Done { problem, said, .. } = done;
    let resident = resident.at(OPENED);
    let words = resident.words();
    let case_number = report.case_number.as_ref().map(ToString::to_string);
    let events = reports::events(state.store.reader(), report.id).await?;
    let mut supplements = 0;
    let timeline = events
        .into_iter()
        .filter(|row| row.event.is_told())
        .map(|row| {
            let (officer, said) = match &row.event {
                Event::MoreAsked { question } => ("", Some(question.clone())),
                Event::MoreGiven { answer } => ("", Some(answer.clone())),
                Event::OfficerAssigned { officer, .. } => (officer.as_str(), None),
                Event::SupplementAdded { text } => {
                    supplements += 1;
                    ("", Some(text.clone()))
                }
                Event::Submitted
                | Event::ReviewStarted
                | Event::ApprovalProposed { .. }
                | Event::ProposalReturned { .. }
                | Event::Reopened { .. }
                | Event::Corrected { .. }
                | Event::OfficerNamed { .. }
                | Event::Approved { .. }
                | Event::MarkedDuplicate { .. }
                | Event::Withdrawn
                | Event::SupplementsRead => ("", None),
            };
            let number = supplements.to_string();
            let fill = [
                ("number", number.as_str()),
                ("case_number", case_number.as_deref().unwrap_or("")),
                ("officer", officer),
            ];
            Moment {
                when: when::moment(words, &state.clock, row.at),
                what: words.with(&format!("event.{}", row.event.code()), &fill),
                words: said,
            }
        })
        .collect();
    let follow_up = state.now().review.follow_up_days > 0 && report.decided_at.is_some();
    let title = words.t(&format!("status.{}", report.status.code()));
    let body = Body::Status(StatusPage {
        tracking: report.tracking.to_string(),
        access_code: fields.get("access_code").to_owned(),
        status: report.status,
        case_number,
        review_by: when::day(words, &state.clock, report.review_by),
        timeline,
        reply_problem: problem.map(|error| words.error(error)),
        reply: if said {
            String::new()
        } else {
            fields.get("answer").to_owned()
        },
        follow_up: follow_up.then_some(report.follow_up_declined),
        satisfaction: is_asked(report.status).then_some(match (report.rated, done.not_chosen) {
            (true, _) => Satisfaction::Given,
            (false, true) => Satisfaction::NotChosen,
            (false, false) => Satisfaction::Asked,
        }),
    });
    let wrong = problem.is_some() || done.not_chosen;
    let drawn = resident.page(title, wrong, plain(), body);
    Ok(page(drawn.about(Some(report.kind))).await)
}

/// The filer's answer to an officer's question, a supplement to what is approved, or the language switch of the
/// page.
pub async fn reply(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    mut resident: Resident,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["tracking", "access_code", "answer", language::FIELD])?;
    let asked = language::asked(&fields);
    if let Some(lang) = asked {
        resident = resident.in_language(&state, lang);
    }
    let response = match (open(&state, &fields, client).await?, asked) {
        (Opened::Report(report), Some(_)) => {
            drawn(&state, resident, *report, &fields, Done::default()).await?
        }
        (Opened::Report(report), None) => match Text::new(fields.get("answer"), MESSAGE_MAX) {
            Ok(text) => {
                let said = match report.status {
                    Status::Approved => Command::Supplement { text },
                    Status::Submitted
                    | Status::UnderReview
                    | Status::InfoAsked
                    | Status::Proposed
                    | Status::OfficerNamed
                    | Status::OfficerAssigned
                    | Status::Duplicate
                    | Status::Withdrawn => Command::Reply { answer: text },
                };
                command(&state, resident, *report, &fields, client, said).await?
            }
            Err(error) => {
                let done = Done {
                    problem: Some(error),
                    ..Done::default()
                };
                drawn(&state, resident, *report, &fields, done).await?
            }
        },
        (Opened::OfficerRequest { closed }, Some(_)) => {
            request_page(resident, &fields, closed).await
        }
        (Opened::TooMany, _) => refused(resident, &fields, true).await,
        (Opened::OfficerRequest { .. } | Opened::Nothing, _) => {
            refused(resident, &fields, false).await
        }
    };
    Ok(match asked {
        Some(lang) => language::kept(response, lang, &state.settings),
        None => response,
    })
}

pub async fn withdraw(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["tracking", "access_code"])?;
    match open(&state, &fields, client).await? {
        Opened::Report(report) => {
            command(
                &state,
                resident,
                *report,
                &fields,
                client,
                Command::Withdraw,
            )
            .await
        }
        Opened::TooMany => Ok(refused(resident, &fields, true).await),
        Opened::OfficerRequest { .. } | Opened::Nothing => {
            Ok(refused(resident, &fields, false).await)
        }
    }
}

/// The copy once more, for who has lost the mail.
pub async fn copy(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["tracking", "access_code"])?;
    let report = match open(&state, &fields, client).await? {
        Opened::Report(report) => report,
        Opened::TooMany => return Ok(refused(resident, &fields, true).await),
        Opened::OfficerRequest { .. } | Opened::Nothing => {
            return Ok(refused(resident, &fields, false).await);
        }
    };
    let Some(case) = report.case_number.clone() else {
        return Err(WebError::NotFound);
    };
    let issuing = Issuing {
        issuer: &state.issuer,
        store: &state.store,
        live: &state.live,
        jurisdiction: &state.jurisdiction,
        clock: &state.clock,
    };
    let bytes = issue_copy(issuing, &report).await.map_err(|error| {
        tracing::error!(%error, "copy");
        WebError::Unavailable
    })?;
    let entry = AuditEntry::new(state.clock.now(), Actor::Filer, "report.copy")
        .about(report.tracking.compact())
        .from(client);
    audit::record(&state.store, &entry).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{case}.pdf\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// No follow-up message.
pub async fn decline(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["tracking", "access_code"])?;
    match open(&state, &fields, client).await? {
        Opened::Report(mut report) => {
            let id = report.id;
            let entry =
                AuditEntry::new(state.clock.now(), Actor::Filer, "report.decline_follow_up")
                    .about(report.tracking.compact())
                    .from(client);
            state
                .store
                .write(async |tx| {
                    reports::decline_follow_up(tx, id).await?;
                    audit::append(tx, &entry).await
                })
                .await
                .map_err(|error: StoreError| WebError::from(error))?;
            report.follow_up_declined = true;
            drawn(&state, resident, *report, &fields, Done::default()).await
        }
        Opened::TooMany => Ok(refused(resident, &fields, true).await),
        Opened::OfficerRequest { .. } | Opened::Nothing => {
            Ok(refused(resident, &fields, false).await)
        }
    }
}

/// Carries out the filer's command and shows the report as it is then. A page that was open for long may ask
/// for what is no longer possible: the page as it stands now says so.
async fn command(
    state: &State,
    resident: Resident,
    report: ReportRow,
    fields: &Fields,
    client: IpAddr,
    command: Command,
) -> Result<Response, WebError> {
    let decision = Decision {
        tracking: report.tracking.clone(),
        version: None,
        command,
        by: Actor::Filer,
        client,
    };
    match decide(state, decision).await {
        Ok(_)
        | Err(DecideError::Refused(_) | DecideError::Overtaken | DecideError::NoSuchDuplicate) => {}
        Err(DecideError::NotFound) => return Ok(see("/status")),
        // Of approvals and corrections, which are no filer's.
        Err(
            DecideError::CaseNumber(_)
            | DecideError::Unreadable(_)
            | DecideError::Uncodable(_)
            | DecideError::NothingToCorrect
            | DecideError::WrongCorrection(_)
            | DecideError::NotForHere,
        ) => {
            return Err(WebError::Unavailable);
        }
        Err(DecideError::Store(error)) => return Err(error.into()),
    }
    let now = reports::by_tracking(state.store.reader(), &report.tracking)
        .await?
        .ok_or(WebError::NotFound)?;
    let done = Done {
        said: true,
        ..Done::default()
    };
    drawn(state, resident, now, fields, done).await
}
