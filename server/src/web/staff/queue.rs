//! The queue of reports.

use super::desk_page;
use super::officer::Officer;
use crate::state::State;
use crate::store::links::{self, Filter};
use crate::store::reports::{self, QueueCursor, QueueFilter};
use crate::web::error::WebError;
use crate::web::respond::page;
use crate::when;
use app::page::Body;
use app::page::staff::queue::{Queue, QueueLine};
use axum::extract::{self, Query};
use axum::response::Response;
use domain::field::Choice;
use domain::incident::Kind;
use domain::links::Reason;
use domain::number::{CaseNumber, TrackingNumber};
use domain::review::Status;
use serde::Deserialize;
use time::Duration;

/// Reports on one page: forty fit two screens.
const PAGE: u64 = 40;

/// What the address of the queue may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    kind: String,
    status: String,
    flagged: String,
    unread: String,
    after: String,
    /// The report that was just decided.
    done: String,
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let filter = QueueFilter {
        kind: Kind::from_code(&view.kind),
        status: Status::from_code(&view.status),
        flagged: view.flagged == "yes",
        unread: view.unread == "yes",
    };
    let after = view.after.parse::<QueueCursor>().ok();
    let now = state.clock.now();
    let reader = state.store.reader();
    let mut rows = reports::queue(reader, &filter, after, PAGE + 1).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| more).map(|last| {
        let flagged = if filter.flagged { "&flagged=yes" } else { "" };
        let unread = if filter.unread { "&unread=yes" } else { "" };
        let kind = filter.kind.map_or("", Choice::code);
        let status = filter.status.map_or("", Choice::code);
        format!(
            "/staff?kind={kind}&status={status}{flagged}{unread}&after={}",
            last.cursor()
        )
    });
    let done = done(&state, &view.done).await?;
    let lines = rows
        .into_iter()
        .map(|row| QueueLine {
            href: format!("/staff/reports/{}", row.tracking.compact()),
            tracking: row.tracking.to_string(),
            kind: row.kind,
            status: row.status,
            filer: row.filer_name,
            submitted: when::brief(&state.clock, row.submitted_at),
            due: when::brief(&state.clock, row.review_by),
            overdue: row.status.is_open() && row.review_by < now,
            advice: row.advice,
            case_number: row.case_number.as_ref().map(CaseNumber::to_string),
        })
        .collect();
    let body = Body::Queue(Queue {
        rows: lines,
        kind: filter.kind,
        status: filter.status,
        flagged: filter.flagged,
        unread: filter.unread,
        supplements: reports::unread_supplements(reader).await?,
        near_repeats: near_repeats(&state).await?,
        counts: reports::counts(reader).await?,
        next,
        done,
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
