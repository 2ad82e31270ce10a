//! Signed-in browsers. The key is the hash of the cookie; how long a session lives is the sign-in room's rule.

use super::codes::{moment, stamp};
use super::entities::session::{ActiveModel, Column, Entity};
use super::staff::{self, StaffRow};
use super::{Hash32, StoreError, Tx, ceremonies};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;
use uuid::Uuid;

/// A session and whose it is, as the account stands now.
#[derive(Debug, Clone)]
pub struct SessionRow {
    pub hash: Hash32,
    pub staff: StaffRow,
    pub created_at: OffsetDateTime,
    pub seen_at: OffsetDateTime,
    /// When they last showed who they are: at sign-in, or since.
    pub confirmed_at: OffsetDateTime,
    /// The town's sign-in stood for the password.
    pub by_provider: bool,
}

/// Begins a session.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such account.
pub async fn create(
    tx: &Tx,
    hash: Hash32,
    staff: Uuid,
    by_provider: bool,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(hash.to_vec()),
        staff: Set(staff),
        created_at: Set(stamp(now)),
        seen_at: Set(stamp(now)),
        confirmed_at: Set(stamp(now)),
        by_provider: Set(i32::from(by_provider)),
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
        hash,
        staff,
        created_at: moment(row.created_at)?,
        seen_at: moment(row.seen_at)?,
        confirmed_at: moment(row.confirmed_at)?,
        by_provider: row.by_provider != 0,
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

/// Who is signed in has just shown who they are: from here on the session has another key, and the old one opens nothing.
///
/// # Errors
/// [`StoreError`].
pub async fn confirm(
    tx: &Tx,
    hash: Hash32,
    anew: Hash32,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Id, Expr::value(anew.to_vec()))
        .col_expr(Column::ConfirmedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(hash.to_vec()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends all sessions of an account, save one that is named, and every sign-in that is half way.
///
/// # Errors
/// [`StoreError`].
pub async fn end_all(tx: &Tx, staff: Uuid, but: Option<Hash32>) -> Result<(), StoreError> {
    let mut ended = Entity::delete_many().filter(Column::Staff.eq(staff));
    if let Some(but) = but {
        ended = ended.filter(Column::Id.ne(but.to_vec()));
    }
    ended.exec(tx).await?;
    ceremonies::forget(tx, staff).await
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
