//! The audit trail at the desk: a page to search, and the same as CSV. Both are on record themselves, with what was
//! asked as far as it is numbers, codes and days.

use super::desk_page;
use super::officer::Officer;
use crate::state::State;
use crate::store::audit::search::{Filter, Place, search};
use crate::store::audit::{AuditRow, Outcome};
use crate::store::{Actor, reports};
use crate::usecase::export_audit::stream;
use crate::web::error::WebError;
use crate::web::guard::about;
use crate::web::respond::page;
use crate::web::routes::{Needs, routes};
use crate::when;
use app::page::Body;
use app::page::staff::audit::{Audit, AuditLine, OUTCOMES};
use axum::extract::{self, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::field::Choice;
use domain::number::{CaseNumber, TrackingNumber};
use serde::{Deserialize, Serialize};
use time::Date;
use time::macros::format_description;

/// Rows on one page: they are lines without anything to press.
const PAGE: u64 = 100;
/// The longest that is searched for: a name or a code.
const LONGEST: usize = 60;

/// What the address may say. What is no date is no limit.
#[derive(Debug, Default, Clone, Deserialize, Serialize)]
#[serde(default)]
pub struct View {
    who: String,
    action: String,
    object: String,
    outcome: String,
    from: String,
    to: String,
    /// The page before ended with this row.
    #[serde(skip_serializing)]
    before: String,
}

impl View {
    /// The address of the same search.
    fn href(&self, path: &str, before: Option<i64>) -> String {
        let asked = serde_urlencoded::to_string(self).unwrap_or_default();
        match before {
            Some(seq) => format!("{path}?{asked}&before={seq}"),
            None => format!("{path}?{asked}"),
        }
    }

    async fn filter(&self, state: &State) -> Result<Filter, WebError> {
        let midnight = |date: Date| state.clock.midnight(date);
        Ok(Filter {
            who: typed(&self.who),
            action: typed(&self.action),
            object: match typed(&self.object) {
                Some(object) => Some(stored(state, object).await?),
                None => None,
            },
            outcome: Outcome::from_code(&self.outcome),
            from: day(&self.from).map(midnight),
            // The day itself counts.
            before: day(&self.to).and_then(Date::next_day).map(midnight),
        })
    }
}

/// What was typed, without what no row can hold.
fn typed(text: &str) -> Option<String> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST)
        .collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn day(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

/// A number as rows name it: a report by its tracking number, also when its case number was typed.
async fn stored(state: &State, object: String) -> Result<String, WebError> {
    if let Ok(tracking) = object.parse::<TrackingNumber>() {
        return Ok(tracking.compact().to_owned());
    }
    if let Ok(number) = object.parse::<CaseNumber>()
        && let Some(report) = reports::by_case_number(state.store.reader(), &number).await?
    {
        return Ok(report.tracking.compact().to_owned());
    }
    Ok(object)
}

/// What was asked, for the trail: a part of a name is left out.
fn asked(filter: &Filter, view: &View) -> String {
    let known = |object: &str| {
        object.parse::<TrackingNumber>().is_ok() || crate::store::Uuid::try_parse(object).is_ok()
    };
    let days = |text: &str| day(text).map_or_else(|| "-".to_owned(), |day| day.to_string());
    format!(
        "{} {}..{} {}",
        filter
            .object
            .as_deref()
            .filter(|object| known(object))
            .unwrap_or("-"),
        days(&view.from),
        days(&view.to),
        filter.outcome.map_or("-", Choice::code),
    )
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let filter = view.filter(&state).await?;
    let place = view.before.parse().map_or(Place::Latest, Place::Before);
    let mut rows = search(state.store.reader(), &filter, place, PAGE + 1).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let last = rows.last().filter(|_| more).map(|row| row.seq);
    let body = Audit {
        rows: rows.into_iter().map(|row| line(&state, row)).collect(),
        codes: codes(),
        next: last.map(|seq| view.href("/staff/audit", Some(seq))),
        csv: view.href("/staff/audit.csv", None),
        who: view.who.clone(),
        action: view.action.clone(),
        object: view.object.clone(),
        outcome: view.outcome.clone(),
        from: view.from.clone(),
        to: view.to.clone(),
    };
    let body = Body::Audit(Box::new(body));
    let drawn = page(desk_page(
        &state,
        Some(&officer),
        "Audit trail",
        false,
        body,
    ))
    .await;
    Ok(about(drawn, asked(&filter, &view)))
}

pub async fn csv(
    extract::State(state): extract::State<State>,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let filter = view.filter(&state).await?;
    let object = asked(&filter, &view);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"audit.csv\"",
        ),
    ];
    let body = axum::body::Body::from_stream(stream(state.store.clone(), filter));
    Ok(about((headers, body).into_response(), object))
}

/// The codes of the desk and of other systems, for the list under the field.
fn codes() -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = routes()
        .iter()
        .filter_map(|route| match route.needs {
            Needs::Staff(_, code) | Needs::Glance(_, code) | Needs::Api(_, code) => Some(code),
            Needs::Public | Needs::Resident => None,
        })
        .collect();
    codes.sort_unstable();
    codes
}

fn line(state: &State, row: AuditRow) -> AuditLine {
    AuditLine {
        seq: row.seq,
        when: when::exact(&state.clock, row.at),
        who: match row.actor {
            Actor::Staff { name, .. } | Actor::Key { name, .. } => name,
            Actor::Filer => "a filer".to_owned(),
            Actor::System => "the service".to_owned(),
            Actor::Unknown => "unknown".to_owned(),
        },
        action: row.action,
        object: row.object.unwrap_or_default(),
        outcome: OUTCOMES
            .iter()
            .find(|(code, _)| *code == row.outcome.code())
            .map_or("", |(_, words)| words),
        source: row.source.unwrap_or_default(),
    }
}
