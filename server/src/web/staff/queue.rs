//! The queue of reports, and how many wait.

use super::desk_page;
use super::officer::Officer;
use crate::state::State;
use crate::store::links::{self, Filter};
use crate::store::reports::{
    self, Flagged, Lies, QueueCursor, QueueFilter, QueueRow, Received, Waiting,
};
use crate::web::error::WebError;
use crate::web::respond::page;
use crate::when;
use app::page::Body;
use app::page::staff::queue::{Queue, QueueLine, Shown};
use axum::Json;
use axum::extract::{self, Query};
use axum::response::Response;
use domain::access::Action;
use domain::due::bias_by;
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::incident::Kind;
use domain::jurisdiction::Sector;
use domain::links::Reason;
use domain::number::{CaseNumber, TrackingNumber};
use domain::review::Status;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// Reports on one page: forty fit two screens.
const PAGE: u64 = 40;

/// What the address of the queue may say: codes, and where the page begins. Nothing of a person.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct View {
    #[serde(skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    flag: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    area: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    received: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    mine: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    unread: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
    /// The report that was just decided.
    #[serde(skip_serializing_if = "String::is_empty")]
    done: String,
}

impl View {
    fn filter(&self, officer: &Officer) -> QueueFilter {
        QueueFilter {
            kind: Kind::from_code(&self.kind),
            status: Status::from_code(&self.status),
            flag: match self.flag.as_str() {
                "any" => Some(Flagged::Any),
                code => Advice::ALL
                    .into_iter()
                    .find(|advice| advice.code() == code)
                    .map(Flagged::With),
            },
            area: match self.area.as_str() {
                "none" => Some(Lies::Nowhere),
                code => Sector::from_code(code).map(Lies::In),
            },
            received: Received::from_code(&self.received),
            mine: (self.mine == "yes").then_some(officer.session.staff.id),
            unread: self.unread == "yes",
        }
    }
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let filter = view.filter(&officer);
    let after = view.after.parse::<QueueCursor>().ok();
    let now = state.clock.now();
    let reader = state.store.lists();
    let mut rows = reports::queue(reader, &filter, now, after, PAGE + 1).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(rows.len()));
    let next = rows.last().filter(|_| more).and_then(|last| {
        let next = View {
            after: last.cursor().to_string(),
            done: String::new(),
            ..view.clone()
        };
        Some(format!(
            "/staff?{}",
            serde_urlencoded::to_string(next).ok()?
        ))
    });
    let Waiting { open, overdue } = reports::waiting(reader, now).await?;
    let supplements = reports::unread_supplements(reader).await?;
    let body = Body::Queue(Queue {
        rows: rows.into_iter().map(|row| line(&state, row, now)).collect(),
        open: open.to_string(),
        overdue: overdue.to_string(),
        supplements: (supplements.count > 0).then(|| supplements.to_string()),
        may_search: officer.may(Action::SearchReports),
        may_claim: officer.may(Action::Decide),
        done: done(&state, &view.done).await?,
        near_repeats: near_repeats(&state).await?,
        next,
        shown: Shown {
            kind: filter.kind,
            status: filter.status,
            flag: view.flag,
            area: view.area,
            received: view.received,
            mine: filter.mine.is_some(),
            unread: filter.unread,
        },
    });
    Ok(page(desk_page(&state, Some(&officer), "Queue", false, body)).await)
}

/// How many near repeats there were in the days that count as near.
async fn near_repeats(state: &State) -> Result<Option<String>, WebError> {
    let days = state.settings.analysis.near_days;
    let filter = Filter {
        reasons: vec![Reason::NearRepeat],
        since: Some(state.clock.now() - Duration::days(i64::from(days))),
        ..Filter::default()
    };
    let count = links::count(state.store.reader(), &filter).await?;
    Ok((count > 0).then(|| format!("Near repeats in the last {days} days: {count}")))
}

/// One report in a list.
pub(super) fn line(state: &State, row: QueueRow, now: OffsetDateTime) -> QueueLine {
    let open = row.status.is_open();
    let bias = bias_by(row.submitted_at, &row.advice);
    QueueLine {
        href: format!("/staff/reports/{}", row.tracking.compact()),
        tracking: row.tracking.to_string(),
        kind: row.kind,
        status: row.status,
        filer: row.filer_name,
        submitted: when::brief(&state.clock, row.submitted_at),
        due: open.then(|| when::brief(&state.clock, row.due_at)),
        overdue: open && row.due_at < now,
        bias_by: bias.map(|by| when::brief(&state.clock, by)),
        advice: row.advice,
        case_number: row.case_number.as_ref().map(CaseNumber::to_string),
        claimed_by: row
            .claim
            .filter(|claim| claim.holds(now))
            .map(|claim| claim.name),
    }
}

/// What to say of the report that was just decided.
async fn done(state: &State, tracking: &str) -> Result<Option<String>, WebError> {
    let Ok(tracking) = tracking.parse::<TrackingNumber>() else {
        return Ok(None);
    };
    let report = reports::by_tracking(state.store.reader(), &tracking).await?;
    Ok(
        report.map(|report| match (report.status, report.case_number) {
            (Status::Approved, Some(number)) => {
                format!("{tracking} is approved: case number {number}.")
            }
            (status, _) => format!(
                "{tracking}: {}.",
                app::page::staff::queue::desk_status(status)
            ),
        }),
    )
}

/// How many wait, as the page shows it.
#[derive(Debug, Serialize)]
pub struct Count {
    open: String,
    overdue: String,
}

/// For the script that keeps an open page's figures fresh.
pub async fn count(extract::State(state): extract::State<State>) -> Result<Json<Count>, WebError> {
    let Waiting { open, overdue } =
        reports::waiting(state.store.lists(), state.clock.now()).await?;
    Ok(Json(Count {
        open: open.to_string(),
        overdue: overdue.to_string(),
    }))
}
