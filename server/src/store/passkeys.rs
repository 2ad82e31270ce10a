//! Passkeys of the staff. What is in a credential is the WebAuthn library's business; here it is JSON.

use super::codes::{from_json, moment, stamp, to_json};
use super::entities::passkey::{ActiveModel, Column, Entity, Model};
use super::{StoreError, Tx};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;
use uuid::Uuid;

/// A passkey.
#[derive(Debug, Clone)]
pub struct PasskeyRow {
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    pub credential: serde_json::Value,
    pub created_at: OffsetDateTime,
    pub used_at: Option<OffsetDateTime>,
}

/// A passkey to be kept.
#[derive(Debug, Clone)]
pub struct NewPasskey {
    pub staff: Uuid,
    pub credential_id: Vec<u8>,
    pub name: String,
    pub credential: serde_json::Value,
}

/// Keeps a passkey.
///
/// # Errors
/// [`StoreError::Conflict`] when this passkey is some account's already.
pub async fn add(tx: &Tx, passkey: NewPasskey, now: OffsetDateTime) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        staff: Set(passkey.staff),
        credential_id: Set(passkey.credential_id),
        name: Set(passkey.name),
        credential: Set(to_json(&passkey.credential, "credential")?),
        created_at: Set(stamp(now)),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The account's passkeys, the oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_staff(
    c: &impl ConnectionTrait,
    staff: Uuid,
) -> Result<Vec<PasskeyRow>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Staff.eq(staff))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// A passkey has signed in; `now_is` is its credential with the new counter. `false`: it was removed meanwhile, or
/// somebody else has used it since it was read: a counter that two sign-ins raise from the same value is a copy's.
///
/// # Errors
/// [`StoreError`].
pub async fn used(
    tx: &Tx,
    passkey: &PasskeyRow,
    now_is: &serde_json::Value,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let used = Entity::update_many()
        .col_expr(
            Column::Credential,
            Expr::value(to_json(now_is, "credential")?),
        )
        .col_expr(Column::UsedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(passkey.id))
        .filter(Column::Credential.eq(to_json(&passkey.credential, "credential")?))
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Removes one of the account's passkeys. `false`: there is none.
///
/// # Errors
/// [`StoreError`].
pub async fn remove(tx: &Tx, staff: Uuid, id: Uuid) -> Result<bool, StoreError> {
    let removed = Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::Staff.eq(staff))
        .exec(tx)
        .await?;
    Ok(removed.rows_affected == 1)
}

/// Removes all of them.
///
/// # Errors
/// [`StoreError`].
pub async fn remove_all(tx: &Tx, staff: Uuid) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::Staff.eq(staff))
        .exec(tx)
        .await?;
    Ok(())
}

fn read(row: Model) -> Result<PasskeyRow, StoreError> {
    Ok(PasskeyRow {
        id: row.id,
        name: row.name,
        credential: from_json(&row.credential, "credential")?,
        created_at: moment(row.created_at)?,
        used_at: row.used_at.map(moment).transpose()?,
    })
}
