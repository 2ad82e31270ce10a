//! The chief's numbers: a page, and the same as CSV.

use super::desk_page;
use super::officer::Officer;
use crate::sheet;
use crate::state::State;
use crate::store::numbers::{self, ReportLine};
use crate::web::error::WebError;
use crate::web::respond::page;
use app::page::Body;
use app::page::staff::numbers::{Numbers, Source};
use axum::extract::{self, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::numbers::desk::{Desk, Line, Outcome};
use domain::numbers::period::Period;
use domain::numbers::week::Week;
use serde::Deserialize;
use std::borrow::Cow;
use time::{Date, Duration, OffsetDateTime};

/// What the address may say: days or months.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    from: String,
    to: String,
}

async fn numbers_of(state: &State, view: &View) -> Result<Numbers, WebError> {
    let period = Period::asked(&view.from, &view.to, state.clock.today());
    let reader = state.store.reader();
    let starts = starts(state, period);
    let (Some((_, from)), Some((_, until))) = (starts.first(), starts.last()) else {
        return Err(WebError::Unavailable);
    };
    let (from, until) = (*from, *until);
    let rows = numbers::reports(reader, from, until).await?;
    let desk = Desk::of(period, &lines(&starts, rows));
    let counted = numbers::form(reader, period.from, period.to).await?;
    let (first, last) = (Week::of(period.from), Week::of(period.to));
    let rated = numbers::satisfaction(reader, first, last).await?;
    let source = Source {
        period,
        desk,
        counted,
        rated,
        draft_days: state.now().retention.draft_days,
    };
    Ok(source.numbers(&state.site().words))
}

/// Each day of the period with the moment at which it begins where the department is, and the day after it. A day has 23
/// or 25 hours when the clocks change.
fn starts(state: &State, period: Period) -> Vec<(Date, OffsetDateTime)> {
    let days = (period.to - period.from).whole_days() + 1;
    (0..=days)
        .map(|ahead| period.from.saturating_add(Duration::days(ahead)))
        .map(|day| (day, state.clock.midnight(day)))
        .collect()
}

/// Reports in the order of time, each with its day.
fn lines(starts: &[(Date, OffsetDateTime)], rows: Vec<ReportLine>) -> Vec<Line> {
    let starts: Vec<(Date, i128)> = starts
        .iter()
        .map(|(day, at)| (*day, at.unix_timestamp_nanos() / 1_000))
        .collect();
    let mut place = 0;
    rows.into_iter()
        .map(|row| {
            while starts
                .get(place + 1)
                .is_some_and(|(_, next)| *next <= i128::from(row.submitted))
            {
                place += 1;
            }
            Line {
                day: starts[place].0,
                kind: row.kind,
                area: row.area,
                outcome: Outcome::of(row.status),
                returned: row.returned,
                first_look: row.first_look,
                decision: row.decision,
            }
        })
        .collect()
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let body = Body::Numbers(Box::new(numbers_of(&state, &view).await?));
    Ok(page(desk_page(&state, Some(&officer), "Numbers", false, body)).await)
}

pub async fn csv(
    extract::State(state): extract::State<State>,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let numbers = numbers_of(&state, &view).await?;
    let text = table(&numbers).ok_or(WebError::Unavailable)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"numbers.csv\"",
        ),
    ];
    Ok((headers, text).into_response())
}

fn table(numbers: &Numbers) -> Option<Vec<u8>> {
    let head = ["section", "label", "measure", "value"].map(Cow::Borrowed);
    let mut text = sheet::line(head)?;
    for cells in numbers.cells() {
        text.extend(sheet::line(cells.map(Cow::Owned))?);
    }
    Some(text)
}
