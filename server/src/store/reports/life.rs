//! What happens to a report: events, applied by a compare-and-set. There is no `set_status`.

use super::super::codes::{from_json, moment, stamp, to_json};
use super::super::entities::report::{Column, Entity};
use super::super::entities::{report_event, report_flag};
use super::super::{Actor, StoreError, Tx};
use super::ReportRow;
use super::claim::cleared;
use domain::answers::RawAnswers;
use domain::field::Choice;
use domain::number::CaseNumber;
use domain::review::{Event, Status};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;
use uuid::Uuid;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// 1 is the submission; no gaps.
    pub seq: i64,
    pub at: OffsetDateTime,
    pub by: Actor,
    pub event: Event,
}

/// Applies one event to the report at `expected_version` (the version that the decision was made on). The
/// report's version grows by one; pass the next one for the next event of the same decision.
///
/// # Errors
/// [`StoreError::Conflict`] when the report has moved on: two officers decided at once, and this one was
/// second. [`StoreError::Missing`].
pub async fn apply(
    tx: &Tx,
    id: Uuid,
    expected_version: i64,
    event: &Event,
    by: &Actor,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let version = expected_version + 1;
    let status = event.status();
    let sorted_by = if status.is_open() {
        Column::DueAt
    } else {
        Column::SubmittedAt
    };
    let mut update = Entity::update_many()
        .col_expr(Column::Version, Expr::value(version))
        .col_expr(Column::Status, Expr::value(status.code()))
        .col_expr(Column::SortAt, Expr::col(sorted_by));
    if event.decides() {
        update = cleared(update)
            .col_expr(Column::DecidedAt, Expr::value(stamp(at)))
            .col_expr(Column::DecidedByKind, Expr::value(by.code()))
            .col_expr(Column::DecidedById, Expr::value(by.id()))
            .col_expr(
                Column::DecidedByName,
                Expr::value(by.name().map(str::to_owned)),
            );
    }
    if matches!(event, Event::Reopened { .. }) {
        update = [
            Column::DecidedAt,
            Column::DecidedByKind,
            Column::DecidedById,
            Column::DecidedByName,
        ]
        .into_iter()
        .fold(update, |update, column| {
            update.col_expr(column, Expr::cust("NULL"))
        });
    }
    if matches!(by, Actor::Staff { .. }) {
        update = update.col_expr(Column::FirstLookedAt, first(Column::FirstLookedAt, at));
        if event.decides() {
            update = update.col_expr(Column::FirstDecidedAt, first(Column::FirstDecidedAt, at));
        }
    }
    update = match event {
        Event::MoreAsked { .. } => update.col_expr(Column::Returned, Expr::value(1)),
        Event::SupplementAdded { .. } => {
            let one_more = Expr::col(Column::UnreadSupplements).add(1);
            update.col_expr(Column::UnreadSupplements, one_more)
        }
        Event::SupplementsRead => update.col_expr(Column::UnreadSupplements, Expr::value(0)),
        _ => update,
    };
    let moved = update
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(expected_version))
        .exec(tx)
        .await?;
    if moved.rows_affected != 1 {
        return match Entity::find_by_id(id).one(tx).await? {
            Some(_) => Err(StoreError::Conflict),
            None => Err(StoreError::Missing),
        };
    }
    // The lists of its flags follow.
    let sorted = Query::select()
        .column(Column::SortAt)
        .from(Entity)
        .and_where(Expr::col((Entity, Column::Id)).eq(id))
        .to_owned();
    let follow = report_flag::Entity::update_many()
        .col_expr(report_flag::Column::Status, Expr::value(status.code()))
        .col_expr(
            report_flag::Column::SortAt,
            Expr::SubQuery(None, Box::new(sorted.into())),
        )
        .filter(report_flag::Column::Report.eq(id));
    tx.later(follow).await?;
    append(tx, id, version, event, by, at).await
}

/// What the column holds, or this moment.
fn first(column: Column, at: OffsetDateTime) -> Expr {
    Func::coalesce([Expr::col(column), Expr::value(stamp(at))]).into()
}

/// The filer has said how satisfied they are. `false`: they had before, or are not asked as the report stands now.
///
/// # Errors
/// [`StoreError`].
pub async fn mark_rated(tx: &Tx, id: Uuid, asked: &[Status]) -> Result<bool, StoreError> {
    let marked = Entity::update_many()
        .col_expr(Column::Rated, Expr::value(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Rated.eq(0))
        .filter(Column::Status.is_in(asked.iter().map(|status| status.code())))
        .exec(tx)
        .await?;
    Ok(marked.rows_affected == 1)
}

/// Gives the report its case number. Once: a number that is given is never taken back.
///
/// # Errors
/// [`StoreError::Conflict`] when it has one or another report has this one. [`StoreError::Missing`] never: a
/// report that is not there has no room for a number either, and is told as a conflict.
pub async fn set_case_number(tx: &Tx, id: Uuid, number: &CaseNumber) -> Result<(), StoreError> {
    let set = Entity::update_many()
        .col_expr(Column::CaseNumber, Expr::value(number.as_str()))
        .filter(Column::Id.eq(id))
        .filter(Column::CaseNumber.is_null())
        .exec(tx)
        .await?;
    if set.rows_affected == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

/// The filer wants no follow-up message.
///
/// # Errors
/// [`StoreError`].
pub async fn decline_follow_up(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::FollowUpDeclined, Expr::value(1))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Everything that happened to a report, the first first.
///
/// # Errors
/// [`StoreError`].
pub async fn events(c: &impl ConnectionTrait, id: Uuid) -> Result<Vec<EventRow>, StoreError> {
    let rows = report_event::Entity::find()
        .filter(report_event::Column::Report.eq(id))
        .order_by_asc(report_event::Column::Seq)
        .all(c)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(EventRow {
                seq: row.seq,
                at: moment(row.at)?,
                by: Actor::read(&row.actor_kind, row.actor_id, row.actor_name)?,
                event: from_json(&row.event, "event")?,
            })
        })
        .collect()
}

/// One answer as an officer reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The answer's key.
    pub key: String,
    pub value: String,
    pub reason: String,
    pub by: Actor,
    pub at: OffsetDateTime,
}

/// The officers' layer over a report: the latest correction of each answer, in the order in which they were made.
///
/// # Errors
/// [`StoreError`].
pub async fn corrections(
    c: &impl ConnectionTrait,
    report: Uuid,
) -> Result<Vec<Correction>, StoreError> {
    let mut layer: Vec<Correction> = Vec::new();
    for row in events(c, report).await? {
        if let Event::Corrected { key, value, reason } = row.event {
            layer.retain(|earlier| earlier.key != key);
            layer.push(Correction {
                key,
                value,
                reason,
                by: row.by,
                at: row.at,
            });
        }
    }
    Ok(layer)
}

/// The answers as the officers read them. What the filer typed stays in the report.
///
/// # Errors
/// [`StoreError`].
pub async fn as_corrected(
    c: &impl ConnectionTrait,
    report: &ReportRow,
) -> Result<RawAnswers, StoreError> {
    let mut answers = report.answers.clone();
    for Correction { key, value, .. } in corrections(c, report.id).await? {
        answers.set(key, value);
    }
    Ok(answers)
}

pub(super) async fn append(
    tx: &Tx,
    report: Uuid,
    seq: i64,
    event: &Event,
    by: &Actor,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = report_event::ActiveModel {
        report: Set(report),
        seq: Set(seq),
        at: Set(stamp(at)),
        actor_kind: Set(by.code().to_owned()),
        actor_id: Set(by.id()),
        actor_name: Set(by.name().map(str::to_owned)),
        code: Set(event.code().to_owned()),
        event: Set(to_json(event, "event")?),
    };
    tx.later(report_event::Entity::insert(row)).await?;
    Ok(())
}
