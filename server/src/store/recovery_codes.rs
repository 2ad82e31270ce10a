//! Recovery codes that were not used yet, as hashes.

use super::entities::recovery_code::{ActiveModel, Column, Entity};
use super::{Hash32, StoreError, Tx};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

/// The account has these codes from now on, and no others.
///
/// # Errors
/// [`StoreError`].
pub async fn replace(tx: &Tx, staff: Uuid, hashes: &[Hash32]) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::Staff.eq(staff))
        .exec(tx)
        .await?;
    let rows = hashes.iter().map(|hash| ActiveModel {
        id: Set(hash.to_vec()),
        staff: Set(staff),
    });
    if !hashes.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Uses a code up. `false`: it is none of this account, or was used. One statement, so that two sign-ins with one
/// code cannot both pass.
///
/// # Errors
/// [`StoreError`].
pub async fn use_up(tx: &Tx, staff: Uuid, hash: Hash32) -> Result<bool, StoreError> {
    let used = Entity::delete_many()
        .filter(Column::Id.eq(hash.to_vec()))
        .filter(Column::Staff.eq(staff))
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// How many are left.
///
/// # Errors
/// [`StoreError`].
pub async fn left(c: &impl ConnectionTrait, staff: Uuid) -> Result<u64, StoreError> {
    Ok(Entity::find()
        .filter(Column::Staff.eq(staff))
        .count(c)
        .await?)
}
