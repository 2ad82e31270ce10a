//! Keys of other systems: what each may do, and the hash of its secret. Reading a key that was sent, and comparing it,
//! is `secret::ApiKey`'s.

use super::codes::{choice, hash, moment, stamp};
use super::entities::api_key::{ActiveModel, Column, Entity, Model};
use super::{Actor, Hash32, StoreError, Tx};
use domain::access::Scope;
use domain::field::Choice;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;
use uuid::Uuid;

/// A key as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    pub id: Uuid,
    /// Whose it is.
    pub name: String,
    pub scopes: Vec<Scope>,
    pub hash: Hash32,
    pub created_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
}

impl KeyRow {
    /// Who it is in the audit trail.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Key {
            id: self.id,
            name: self.name.clone(),
        }
    }
}

/// Keeps a new key.
///
/// # Errors
/// [`StoreError`].
pub async fn add(tx: &Tx, key: &KeyRow) -> Result<(), StoreError> {
    let codes: Vec<&str> = key.scopes.iter().map(|scope| scope.code()).collect();
    let row = ActiveModel {
        id: Set(key.id),
        name: Set(key.name.clone()),
        scopes: Set(codes.join(",")),
        hash: Set(key.hash.to_vec()),
        created_at: Set(stamp(key.created_at)),
        revoked_at: Set(key.revoked_at.map(stamp)),
    };
    tx.later(Entity::insert(row)).await?;
    Ok(())
}

/// Ends a key. `false`: there is none, or it has ended before.
///
/// # Errors
/// [`StoreError`].
pub async fn revoke(tx: &Tx, id: Uuid, at: OffsetDateTime) -> Result<bool, StoreError> {
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(stamp(at)))
        .filter(Column::Id.eq(id))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(revoked.rows_affected == 1)
}

/// The key with this id, revoked or not.
///
/// # Errors
/// [`StoreError`].
pub async fn by_id(c: &impl ConnectionTrait, id: Uuid) -> Result<Option<KeyRow>, StoreError> {
    Entity::find_by_id(id).one(c).await?.map(read).transpose()
}

/// Every key, the first first.
///
/// # Errors
/// [`StoreError`].
pub async fn list(c: &impl ConnectionTrait) -> Result<Vec<KeyRow>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Id).all(c).await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Model) -> Result<KeyRow, StoreError> {
    let scopes = row.scopes.split(',').filter(|code| !code.is_empty());
    Ok(KeyRow {
        id: row.id,
        name: row.name,
        scopes: scopes
            .map(|code| choice(code, "scope"))
            .collect::<Result<_, _>>()?,
        hash: hash(&row.hash)?,
        created_at: moment(row.created_at)?,
        revoked_at: row.revoked_at.map(moment).transpose()?,
    })
}
