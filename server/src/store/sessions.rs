//! Signed-in browsers. The key is the hash of the cookie; how long a session lives is the sign-in room's rule.

use super::codes::{moment, stamp};
use super::entities::session::{ActiveModel, Column, Entity};
use super::staff::{self, StaffRow};
use super::{Hash32, StoreError, Tx};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;
use uuid::Uuid;

/// A session and whose it is, as the account stands now.
#[derive(Debug, Clone)]
pub struct SessionRow {
    pub staff: StaffRow,
    pub created_at: OffsetDateTime,
    pub seen_at: OffsetDateTime,
}

/// Begins a session.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such account.
pub async fn create(
    tx: &Tx,
    hash: Hash32,
    staff: Uuid,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(hash.to_vec()),
        staff: Set(staff),
        created_at: Set(stamp(now)),
        seen_at: Set(stamp(now)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The session with this hash.
///
/// # Errors
/// [`StoreError`].
pub async fn load(
    c: &impl ConnectionTrait,
    hash: Hash32,
) -> Result<Option<SessionRow>, StoreError> {
    let Some(row) = Entity::find_by_id(hash.to_vec()).one(c).await? else {
        return Ok(None);
    };
    let Some(staff) = staff::by_id(c, row.staff).await? else {
        return Ok(None);
    };
    Ok(Some(SessionRow {
        staff,
        created_at: moment(row.created_at)?,
        seen_at: moment(row.seen_at)?,
    }))
}

/// The session was used.
///
/// # Errors
/// [`StoreError`].
pub async fn touch(tx: &Tx, hash: Hash32, now: OffsetDateTime) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(hash.to_vec()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends the session. One that is not there is ended already.
///
/// # Errors
/// [`StoreError`].
pub async fn end(tx: &Tx, hash: Hash32) -> Result<(), StoreError> {
    Entity::delete_by_id(hash.to_vec()).exec(tx).await?;
    Ok(())
}

/// Ends every session that was last used before this instant. Returns how many.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &Tx, older_than: OffsetDateTime) -> Result<u64, StoreError> {
    let purged = Entity::delete_many()
        .filter(Column::SeenAt.lt(stamp(older_than)))
        .exec(tx)
        .await?;
    Ok(purged.rows_affected)
}
