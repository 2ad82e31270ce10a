//! Figures over the records: a page, and the same as CSV.

use super::desk_page;
use super::officer::Officer;
use crate::state::State;
use crate::store::records;
use crate::web::error::WebError;
use crate::web::respond::page;
use app::page::Body;
use app::page::staff::statistics::Statistics;
use axum::extract::{self, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::field::Choice;
use domain::nibrs::values::YearMonth;
use domain::records::analysis::{Row, compare};
use serde::Deserialize;
use time::{Date, Duration};

/// What the address may say: months as `YYYY-MM`. What is no month is the present one and the one before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    from: String,
    to: String,
    and_from: String,
    and_to: String,
}

/// Two periods of whole months.
struct Periods([(YearMonth, YearMonth); 2]);

impl Periods {
    fn of(view: &View, today: Date) -> Self {
        let now = YearMonth::of(today);
        let before = now
            .days()
            .and_then(|(first, _)| first.checked_sub(Duration::DAY))
            .map_or(now, YearMonth::of);
        let one = |text: &str, other: YearMonth| text.parse().unwrap_or(other);
        let pair = |from: &str, to: &str, other: YearMonth| {
            let from = one(from, other);
            // A period that ends before it begins is its first month.
            (from, one(to, from).max(from))
        };
        Self([
            pair(&view.from, &view.to, before),
            pair(&view.and_from, &view.and_to, now),
        ])
    }
}

async fn rows(state: &State, periods: &Periods) -> Result<Vec<Row>, WebError> {
    let mut found = [Vec::new(), Vec::new()];
    for (period, (from, to)) in found.iter_mut().zip(periods.0) {
        if let Some(((first, _), (_, last))) = from.days().zip(to.days()) {
            *period = records::between(state.store.reader(), first, last).await?;
        }
    }
    let [first, second] = &found;
    Ok(compare(first, second))
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let periods = Periods::of(&view, state.clock.today());
    let rows = rows(&state, &periods).await?;
    let [(from, to), (and_from, and_to)] = periods.0;
    let body = Body::Statistics(Statistics {
        periods: periods
            .0
            .map(|(from, to)| (from.to_string(), to.to_string())),
        rows,
        csv: format!(
            "/staff/statistics.csv?from={from}&to={to}&and_from={and_from}&and_to={and_to}"
        ),
    });
    Ok(page(desk_page(&state, Some(&officer), "Statistics", false, body)).await)
}

pub async fn csv(
    extract::State(state): extract::State<State>,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let periods = Periods::of(&view, state.clock.today());
    let rows = rows(&state, &periods).await?;
    let text = table(&periods, &rows).ok_or(WebError::Unavailable)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"statistics.csv\"",
        ),
    ];
    Ok((headers, text).into_response())
}

/// Codes, words of the tables and figures: nothing that a person typed, so no cell is a formula.
fn table(periods: &Periods, rows: &[Row]) -> Option<Vec<u8>> {
    let names = periods.0.map(|(from, to)| format!("{from} to {to}"));
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["section", "code", "what", &names[0], &names[1], "change"])
        .ok()?;
    for row in rows {
        csv.write_record([
            row.section.code(),
            &row.code,
            &row.label,
            &row.first.to_string(),
            &row.second.to_string(),
            &row.change().to_string(),
        ])
        .ok()?;
    }
    csv.into_inner().ok()
}
