//! How many reports wait.

use super::super::StoreError;
use super::super::codes::stamp;
use super::super::entities::report::{Column, Entity};
use domain::field::Choice;
use domain::review::Status;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, Func, Query, SelectStatement};
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
    let mut waiting = Waiting::default();
    for status in Status::ALL.iter().filter(|status| status.is_open()) {
        let mut open = Query::select();
        open.expr(Expr::val(1))
            .from(Entity)
            .and_where(Expr::col(Column::Status).eq(status.code()));
        let mut overdue = open.clone();
        overdue.and_where(Expr::col(Column::SortAt).lt(stamp(now)));
        waiting.open = waiting.open.and(counted(c, open).await?);
        waiting.overdue = waiting.overdue.and(counted(c, overdue).await?);
    }
    Ok(waiting)
}

/// How many reports have supplements that nobody has read.
///
/// # Errors
/// [`StoreError`].
pub async fn unread_supplements(c: &impl ConnectionTrait) -> Result<Counted, StoreError> {
    let mut unread = Query::select();
    unread
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Expr::cust("unread_supplements > 0"));
    counted(c, unread).await
}

async fn counted(
    c: &impl ConnectionTrait,
    mut rows: SelectStatement,
) -> Result<Counted, StoreError> {
    rows.limit(MOST);
    let mut count = Query::select();
    count
        .expr(Func::count(Expr::col(Asterisk)))
        .from_subquery(rows, Alias::new("some"));
    let row = c.query_one(&count).await?.ok_or(StoreError::Missing)?;
    let count = u64::try_from(row.try_get_by_index::<i64>(0)?).unwrap_or_default();
    Ok(Counted {
        count,
        more: count == MOST,
    })
}
