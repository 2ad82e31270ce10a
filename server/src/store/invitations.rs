//! Invitations: the link that opens an account once. How long one lives is the use case's rule.

use super::codes::{moment, stamp};
use super::entities::staff_invitation::{ActiveModel, Column, Entity};
use super::staff::{self, StaffRow};
use super::{Hash32, StoreError, Tx};
use crate::authenticator::KeptSecret;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;
use uuid::Uuid;

/// An invitation, and whose it is.
#[derive(Debug, Clone)]
pub struct InvitationRow {
    pub staff: StaffRow,
    /// What the page shows to the authenticator.
    pub totp_secret: KeptSecret,
    pub expires_at: OffsetDateTime,
}

/// Makes the one invitation of this account; an earlier one is over.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such account.
pub async fn replace(
    tx: &Tx,
    hash: Hash32,
    staff: Uuid,
    totp_secret: KeptSecret,
    expires_at: OffsetDateTime,
) -> Result<(), StoreError> {
    withdraw(tx, staff).await?;
    let row = ActiveModel {
        id: Set(hash.to_vec()),
        staff: Set(staff),
        totp_secret: Set(totp_secret.into_bytes()),
        expires_at: Set(stamp(expires_at)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The invitation with this hash.
///
/// # Errors
/// [`StoreError`].
pub async fn load(
    c: &impl ConnectionTrait,
    hash: Hash32,
) -> Result<Option<InvitationRow>, StoreError> {
    let Some(row) = Entity::find_by_id(hash.to_vec()).one(c).await? else {
        return Ok(None);
    };
    let Some(staff) = staff::by_id(c, row.staff).await? else {
        return Ok(None);
    };
    Ok(Some(InvitationRow {
        staff,
        totp_secret: KeptSecret::new(row.totp_secret),
        expires_at: moment(row.expires_at)?,
    }))
}

/// Uses the invitation up. `false`: somebody else has. One statement, so that one link makes one account.
///
/// # Errors
/// [`StoreError`].
pub async fn accept(tx: &Tx, hash: Hash32) -> Result<bool, StoreError> {
    let used = Entity::delete_by_id(hash.to_vec()).exec(tx).await?;
    Ok(used.rows_affected == 1)
}

/// The account's invitation is over.
///
/// # Errors
/// [`StoreError`].
pub async fn withdraw(tx: &Tx, staff: Uuid) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::Staff.eq(staff))
        .exec(tx)
        .await?;
    Ok(())
}

/// Until when the account's invitation is good.
///
/// # Errors
/// [`StoreError`].
pub async fn expires_at(
    c: &impl ConnectionTrait,
    staff: Uuid,
) -> Result<Option<OffsetDateTime>, StoreError> {
    Entity::find()
        .filter(Column::Staff.eq(staff))
        .one(c)
        .await?
        .map(|row| moment(row.expires_at))
        .transpose()
}

/// Forgets those that are over.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &Tx, now: OffsetDateTime) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(stamp(now)))
        .exec(tx)
        .await?;
    Ok(())
}
