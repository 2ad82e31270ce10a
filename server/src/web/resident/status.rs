//! How a report is doing. Tracking number and access code travel in the form, never in an address; wrong ones
//! get one message, whatever is wrong, and are slowed down.

use super::{plain, resident_page};
use crate::secret::{access_hash, same};
use crate::state::State;
use crate::store::reports::{self, ReportRow};
use crate::store::{Actor, officer_requests};
use crate::usecase::decide::{DecideError, Decision, decide};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::{page, see};
use crate::web::when;
use app::page::Body;
use app::page::notice::Notice;
use app::page::status::{Moment, StatusForm, StatusPage};
use axum::extract;
use axum::response::Response;
use domain::field::{Choice, FieldError, Text};
use domain::number::{AccessCode, TrackingNumber};
use domain::review::{Command, Event, MESSAGE_MAX};
use std::net::IpAddr;

const TITLE: &str = "How is my report doing?";

pub async fn form(extract::State(state): extract::State<State>) -> Response {
    page(resident_page(
        &state,
        TITLE.to_owned(),
        false,
        plain(),
        Body::StatusForm(StatusForm::default()),
    ))
    .await
}

/// What the two numbers open.
enum Opened {
    Report(Box<ReportRow>),
    OfficerRequest { closed: bool },
    Nothing,
    TooMany,
}

async fn open(state: &State, fields: &Fields, client: IpAddr) -> Result<Opened, WebError> {
    let now = state.clock.now();
    if !state.status_limiter.allows(client, now) {
        return Ok(Opened::TooMany);
    }
    let tracking = fields.get("tracking").parse::<TrackingNumber>();
    let code = fields.get("access_code").parse::<AccessCode>();
    if let (Ok(tracking), Ok(code)) = (tracking, code) {
        let given = access_hash(&tracking, &code);
        let report = reports::by_tracking(state.store.reader(), &tracking).await?;
        if let Some(report) = report
            && same(&report.access_hash, &given)
        {
            return Ok(Opened::Report(Box::new(report)));
        }
        let request = officer_requests::by_tracking(state.store.reader(), &tracking).await?;
        if let Some(request) = request
            && same(&request.access_hash, &given)
        {
            return Ok(Opened::OfficerRequest {
                closed: request.closed.is_some(),
            });
        }
    }
    state.status_limiter.wrong(client, now);
    Ok(Opened::Nothing)
}

async fn refused(state: &State, fields: &Fields, too_many: bool) -> Response {
    let body = Body::StatusForm(StatusForm {
        tracking: fields.get("tracking").to_owned(),
        wrong: !too_many,
        too_many,
    });
    page(resident_page(state, TITLE.to_owned(), true, plain(), body)).await
}

pub async fn show(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["tracking", "access_code"])?;
    match open(&state, &fields, client).await? {
        Opened::Report(report) => drawn(&state, *report, &fields, None).await,
        Opened::OfficerRequest { closed } => Ok(request_page(&state, closed).await),
        Opened::Nothing => Ok(refused(&state, &fields, false).await),
        Opened::TooMany => Ok(refused(&state, &fields, true).await),
    }
}

async fn request_page(state: &State, closed: bool) -> Response {
    let (title, line) = if closed {
        (
            "An officer has called you",
            "Your request is closed. If something is missing, call us.",
        )
    } else {
        (
            "An officer will call you",
            "We have your request. An officer will call you at the number that you gave.",
        )
    };
    let body = Body::Notice(Notice {
        title: title.to_owned(),
        lines: vec![line.to_owned()],
        link: None,
    });
    page(resident_page(state, title.to_owned(), false, plain(), body)).await
}

async fn drawn(
    state: &State,
    report: ReportRow,
    fields: &Fields,
    problem: Option<FieldError>,
) -> Result<Response, WebError> {
    let words = &state.site.words;
    let case_number = report.case_number.as_ref().map(ToString::to_string);
    let events = reports::events(state.store.reader(), report.id).await?;
    let timeline = events
        .into_iter()
        .map(|row| {
            let (officer, said) = match &row.event {
                Event::MoreAsked { question } => ("", Some(question.clone())),
                Event::MoreGiven { answer } => ("", Some(answer.clone())),
                Event::OfficerAssigned { officer, .. } => (officer.as_str(), None),
                Event::Submitted
                | Event::ReviewStarted
                | Event::Approved { .. }
                | Event::MarkedDuplicate { .. }
                | Event::Withdrawn => ("", None),
            };
            let fill = [
                ("case_number", case_number.as_deref().unwrap_or("")),
                ("officer", officer),
            ];
            Moment {
                when: when::moment(&state.clock, row.at),
                what: words.with(&format!("event.{}", row.event.code()), &fill),
                words: said,
            }
        })
        .collect();
    let title = words.t(&format!("status.{}", report.status.code()));
    let body = Body::Status(StatusPage {
        tracking: report.tracking.to_string(),
        access_code: fields.get("access_code").to_owned(),
        status: report.status,
        case_number,
        review_by: when::day(&state.clock, report.review_by),
        timeline,
        reply_problem: problem.map(|error| words.error(error)),
        reply: fields.get("answer").to_owned(),
    });
    Ok(page(resident_page(
        state,
        title,
        problem.is_some(),
        plain(),
        body,
    ))
    .await)
}

pub async fn reply(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["tracking", "access_code", "answer"])?;
    let report = match open(&state, &fields, client).await? {
        Opened::Report(report) => *report,
        Opened::TooMany => return Ok(refused(&state, &fields, true).await),
        Opened::OfficerRequest { .. } | Opened::Nothing => {
            return Ok(refused(&state, &fields, false).await);
        }
    };
    match Text::new(fields.get("answer"), MESSAGE_MAX) {
        Ok(answer) => command(&state, report, &fields, client, Command::Reply { answer }).await,
        Err(error) => drawn(&state, report, &fields, Some(error)).await,
    }
}

pub async fn withdraw(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["tracking", "access_code"])?;
    match open(&state, &fields, client).await? {
        Opened::Report(report) => {
            command(&state, *report, &fields, client, Command::Withdraw).await
        }
        Opened::TooMany => Ok(refused(&state, &fields, true).await),
        Opened::OfficerRequest { .. } | Opened::Nothing => {
            Ok(refused(&state, &fields, false).await)
        }
    }
}

/// Carries out the filer's command and shows the report as it is then. A page that was open for long may ask
/// for what is no longer possible: the page as it stands now says so.
async fn command(
    state: &State,
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
        // Of an approval only, which is no filer's.
        Err(
            DecideError::CaseNumber(_) | DecideError::Unreadable(_) | DecideError::Uncodable(_),
        ) => {
            return Err(WebError::Unavailable);
        }
        Err(DecideError::Store(error)) => return Err(error.into()),
    }
    let now = reports::by_tracking(state.store.reader(), &report.tracking)
        .await?
        .ok_or(WebError::NotFound)?;
    drawn(state, now, fields, None).await
}
