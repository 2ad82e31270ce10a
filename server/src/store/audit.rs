//! The audit trail: who did what, when, to what, from where. Append-only: the database refuses to change a row.
//! It names actions and objects by code and id; what a person typed is never in it.

use super::codes::{choice, moment, stamp};
use super::entities::audit::{ActiveModel, Column, Entity, Model};
use super::{Actor, StoreError, Tx};
use domain::choices;
use domain::field::Choice;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect, Set};
use time::OffsetDateTime;
use uuid::Uuid;

choices! {
    /// How it ended.
    Outcome {
        Ok = "ok",
        // Not allowed, or wrong credentials.
        Refused = "refused",
        Failed = "failed",
    }
}

/// What is appended.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// Kept to the microsecond.
    pub at: OffsetDateTime,
    pub actor: Actor,
    /// A code such as `report.approved`.
    pub action: &'static str,
    /// Tracking number, login or id.
    pub object: Option<String>,
    pub outcome: Outcome,
    /// The peer's address.
    pub source: Option<String>,
}

/// What is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub at: OffsetDateTime,
    pub actor: Actor,
    pub action: String,
    pub object: Option<String>,
    pub outcome: Outcome,
    pub source: Option<String>,
}

/// Appends one entry.
///
/// # Errors
/// [`StoreError`].
pub async fn append(tx: &Tx, entry: &AuditEntry) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        at: Set(stamp(entry.at)),
        actor_kind: Set(entry.actor.code().to_owned()),
        actor_id: Set(entry.actor.id()),
        actor_name: Set(entry.actor.name().map(str::to_owned)),
        action: Set(entry.action.to_owned()),
        object: Set(entry.object.clone()),
        outcome: Set(entry.outcome.code().to_owned()),
        source: Set(entry.source.clone()),
    };
    tx.later(Entity::insert(row)).await?;
    Ok(())
}

/// The latest entries, the latest first.
///
/// # Errors
/// [`StoreError`].
pub async fn recent(c: &impl ConnectionTrait, limit: u64) -> Result<Vec<AuditRow>, StoreError> {
    let rows = Entity::find()
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Model) -> Result<AuditRow, StoreError> {
    Ok(AuditRow {
        at: moment(row.at)?,
        actor: Actor::read(&row.actor_kind, row.actor_id, row.actor_name)?,
        action: row.action,
        object: row.object,
        outcome: choice(&row.outcome, "outcome")?,
        source: row.source,
    })
}
