//! How many reports wait.

use super::super::StoreError;
use super::super::codes::stamp;
use domain::field::Choice;
use domain::review::Status;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use std::fmt;
use time::OffsetDateTime;

/// A number that is counted up to a thousand: counting all of a million costs too much for what it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    pub count: u64,
    /// And more.
    pub more: bool,
}

/// Nobody works through more than this before the page is looked at again.
const MOST: u64 = 1_000;

impl Counted {
    fn read(row: &QueryResult, place: usize) -> Result<Self, StoreError> {
        let count = u64::try_from(row.try_get_by_index::<i64>(place)?).unwrap_or_default();
        Ok(Self {
            count,
            more: count == MOST,
        })
    }

    fn and(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            more: self.more || other.more,
        }
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.more { "+" } else { "" };
        write!(f, "{}{more}", self.count)
    }
}

/// What waits for the department.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    pub open: Counted,
    /// Of those, what should have been looked at.
    pub overdue: Counted,
}

/// How many reports are open and how many of them overdue.
///
/// # Errors
/// [`StoreError`].
pub async fn waiting(c: &impl ConnectionTrait, now: OffsetDateTime) -> Result<Waiting, StoreError> {
    let backend = c.get_database_backend();
    let place = match backend {
        DbBackend::Postgres => "$1",
        _ => "?1",
    };
    let open = Status::ALL.iter().filter(|status| status.is_open());
    // One question instead of two for each status: what it costs is the way there and back.
    let counts: Vec<String> = open
        .flat_map(|status| {
            let of = format!("status = '{}'", status.code());
            [
                count_of(&of),
                count_of(&format!("{of} AND sort_at < {place}")),
            ]
        })
        .collect();
    let sql = format!("SELECT {}", counts.join(", "));
    let statement = Statement::from_sql_and_values(backend, sql, [stamp(now).into()]);
    let row = c
        .query_one_raw(statement)
        .await?
        .ok_or(StoreError::Missing)?;
    let mut waiting = Waiting::default();
    for pair in (0..counts.len()).step_by(2) {
        waiting.open = waiting.open.and(Counted::read(&row, pair)?);
        waiting.overdue = waiting.overdue.and(Counted::read(&row, pair + 1)?);
    }
    Ok(waiting)
}

/// How many reports have supplements that nobody has read.
///
/// # Errors
/// [`StoreError`].
pub async fn unread_supplements(c: &impl ConnectionTrait) -> Result<Counted, StoreError> {
    let sql = format!("SELECT {}", count_of("unread_supplements > 0"));
    let statement = Statement::from_string(c.get_database_backend(), sql);
    let row = c
        .query_one_raw(statement)
        .await?
        .ok_or(StoreError::Missing)?;
    Counted::read(&row, 0)
}

/// Counts reports of which this is true, up to [`MOST`].
fn count_of(condition: &str) -> String {
    format!(
        "(SELECT COUNT(*) FROM (SELECT 1 FROM report WHERE {condition} LIMIT {MOST}) AS some_of)"
    )
}
