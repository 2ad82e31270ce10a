//! The audit trail in figures, for those who look at it every week (CJIS AU-6): counts and codes, no names.

use super::Outcome;
use crate::store::StoreError;
use crate::store::codes::{choice, moment, stamp};
use crate::store::entities::audit::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;
use uuid::Uuid;

/// Rows that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    pub action: String,
    pub outcome: Outcome,
    /// The account or the key.
    pub by: Option<Uuid>,
    pub count: u64,
}

/// The rows from this moment to before that one, put together by action, outcome and whose they are.
///
/// # Errors
/// [`StoreError`].
pub async fn counted(
    c: &impl ConnectionTrait,
    (from, before): (OffsetDateTime, OffsetDateTime),
) -> Result<Vec<Alike>, StoreError> {
    let rows: Vec<(String, String, Option<Uuid>, i64)> = Entity::find()
        .select_only()
        .columns([Column::Action, Column::Outcome, Column::ActorId])
        .column_as(Column::Seq.count(), "count")
        .filter(Column::At.gte(stamp(from)))
        .filter(Column::At.lt(stamp(before)))
        .filter(Column::Seq.is_not_null())
        .group_by(Column::Action)
        .group_by(Column::Outcome)
        .group_by(Column::ActorId)
        .into_tuple()
        .all(c)
        .await?;
    rows.into_iter()
        .map(|(action, outcome, by, count)| {
            Ok(Alike {
                action,
                outcome: choice(&outcome, "outcome")?,
                by,
                count: u64::try_from(count).unwrap_or_default(),
            })
        })
        .collect()
}

/// What the rows of this action were about, in order: the latest one before, where there is one, and those from this
/// moment to before that one.
///
/// # Errors
/// [`StoreError`].
pub async fn objects(
    c: &impl ConnectionTrait,
    action: &str,
    (from, before): (OffsetDateTime, OffsetDateTime),
) -> Result<Vec<Option<String>>, StoreError> {
    let find = || {
        Entity::find()
            .select_only()
            .column(Column::Object)
            .filter(Column::Action.eq(action))
            .filter(Column::Seq.is_not_null())
    };
    let earlier: Option<Option<String>> = find()
        .filter(Column::At.lt(stamp(from)))
        .order_by_desc(Column::Seq)
        .limit(1)
        .into_tuple()
        .one(c)
        .await?;
    let since: Vec<Option<String>> = find()
        .filter(Column::At.gte(stamp(from)))
        .filter(Column::At.lt(stamp(before)))
        .order_by_asc(Column::Seq)
        .into_tuple()
        .all(c)
        .await?;
    Ok(earlier.into_iter().chain(since).collect())
}

/// The time of the first row that is left. `None`: there is none.
///
/// # Errors
/// [`StoreError`].
pub async fn begins(c: &impl ConnectionTrait) -> Result<Option<OffsetDateTime>, StoreError> {
    let first: Option<i64> = Entity::find()
        .select_only()
        .column(Column::At)
        .filter(Column::Seq.is_not_null())
        .order_by_asc(Column::Seq)
        .limit(1)
        .into_tuple()
        .one(c)
        .await?;
    first.map(moment).transpose()
}
