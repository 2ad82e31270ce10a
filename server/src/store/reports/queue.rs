//! The desk's list: what waits, the most urgent first.

use super::super::StoreError;
use super::super::codes::{choice, moment, split_advice, stamp};
use super::super::entities::report::{Column, Entity};
use super::case_number;
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::incident::Kind;
use domain::number::{CaseNumber, TrackingNumber};
use domain::review::Status;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::fmt;
use std::str::FromStr;
use time::OffsetDateTime;
use uuid::Uuid;

/// Which reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueFilter {
    pub kind: Option<Kind>,
    /// `None`: those that wait for the department.
    pub status: Option<Status>,
    /// Only those with advice to see an officer.
    pub flagged: bool,
    /// Instead of `status`: approved ones with supplements that nobody has read.
    pub unread: bool,
}

/// The last row of the page before. Written `<microseconds>-<id>`, for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueCursor {
    review_by: i64,
    id: Uuid,
}

impl fmt::Display for QueueCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.review_by, self.id.simple())
    }
}

impl FromStr for QueueCursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (review_by, id) = text.split_once('-').ok_or(())?;
        Ok(Self {
            review_by: review_by.parse().map_err(|_| ())?,
            id: Uuid::try_parse(id).map_err(|_| ())?,
        })
    }
}

/// One line of the list: nothing of the narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    pub id: Uuid,
    pub tracking: TrackingNumber,
    pub kind: Kind,
    pub status: Status,
    pub filer_name: String,
    pub submitted_at: OffsetDateTime,
    pub review_by: OffsetDateTime,
    pub advice: Vec<Advice>,
    pub case_number: Option<CaseNumber>,
}

impl QueueRow {
    /// Where the page after this row begins.
    #[must_use]
    pub fn cursor(&self) -> QueueCursor {
        QueueCursor {
            review_by: stamp(self.review_by),
            id: self.id,
        }
    }
}

/// The columns of a line, so that the list never reads answers.
type Line = (
    Uuid,
    String,
    String,
    String,
    String,
    i64,
    i64,
    String,
    Option<String>,
);

/// One page of the list, in the order of (`review_by`, `id`), after the cursor.
///
/// # Errors
/// [`StoreError`].
pub async fn queue(
    c: &impl ConnectionTrait,
    filter: &QueueFilter,
    after: Option<QueueCursor>,
    limit: u64,
) -> Result<Vec<QueueRow>, StoreError> {
    let statuses = match filter.status {
        Some(status) => vec![status.code()],
        None => Status::ALL
            .iter()
            .filter(|status| status.is_open())
            .map(|status| status.code())
            .collect(),
    };
    let mut select = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Tracking,
            Column::Kind,
            Column::Status,
            Column::FilerName,
            Column::SubmittedAt,
            Column::ReviewBy,
            Column::Advice,
            Column::CaseNumber,
        ])
        .order_by_asc(Column::ReviewBy)
        .order_by_asc(Column::Id)
        .limit(limit);
    select = if filter.unread {
        select.filter(Column::UnreadSupplements.gt(0))
    } else {
        select.filter(Column::Status.is_in(statuses))
    };
    if let Some(kind) = filter.kind {
        select = select.filter(Column::Kind.eq(kind.code()));
    }
    if filter.flagged {
        select = select.filter(Column::Advice.ne(""));
    }
    if let Some(QueueCursor { review_by, id }) = after {
        select = select.filter(
            Condition::any().add(Column::ReviewBy.gt(review_by)).add(
                Condition::all()
                    .add(Column::ReviewBy.eq(review_by))
                    .add(Column::Id.gt(id)),
            ),
        );
    }
    let lines: Vec<Line> = select.into_tuple().all(c).await?;
    lines.into_iter().map(read).collect()
}

/// How many reports have supplements that nobody has read.
///
/// # Errors
/// [`StoreError`].
pub async fn unread_supplements(c: &impl ConnectionTrait) -> Result<u64, StoreError> {
    Ok(Entity::find()
        .filter(Column::UnreadSupplements.gt(0))
        .count(c)
        .await?)
}

/// How many reports there are of each status; a status without any is not listed.
///
/// # Errors
/// [`StoreError`].
pub async fn counts(c: &impl ConnectionTrait) -> Result<Vec<(Status, u64)>, StoreError> {
    let rows: Vec<(String, i64)> = Entity::find()
        .select_only()
        .column(Column::Status)
        .column_as(Column::Id.count(), "n")
        .group_by(Column::Status)
        .order_by_asc(Column::Status)
        .into_tuple()
        .all(c)
        .await?;
    rows.into_iter()
        .map(|(status, n)| {
            Ok((
                choice(&status, "status")?,
                u64::try_from(n).unwrap_or_default(),
            ))
        })
        .collect()
}

fn read(line: Line) -> Result<QueueRow, StoreError> {
    let (id, tracking, kind, status, filer_name, submitted_at, review_by, advice, number) = line;
    Ok(QueueRow {
        id,
        tracking: tracking
            .parse()
            .map_err(|_| StoreError::Corrupt("tracking"))?,
        kind: choice(&kind, "kind")?,
        status: choice(&status, "status")?,
        filer_name,
        submitted_at: moment(submitted_at)?,
        review_by: moment(review_by)?,
        advice: split_advice(&advice)?,
        case_number: case_number(number)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_as_itself() {
        let cursor = QueueCursor {
            review_by: 1_780_000_000_000_000,
            id: Uuid::now_v7(),
        };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        assert_eq!("-1".parse::<QueueCursor>(), Err(()));
        assert_eq!("x".parse::<QueueCursor>(), Err(()));
    }
}
