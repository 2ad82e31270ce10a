//! The copies that were issued: by the hash of the code on them, what was signed.

use super::entities::issued_copy::{ActiveModel, Column, Entity};
use super::{Hash32, StoreError, Tx};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect, Set};

/// A statement and its signature, as they are kept. Whether they fit is for the key to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedCopy {
    pub statement: String,
    pub signature: Vec<u8>,
}

/// Keeps what was signed. What is there already stays: the first statement is the one that is out there.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(tx: &Tx, code: Hash32, copy: &IssuedCopy) -> Result<(), StoreError> {
    let row = ActiveModel {
        code: Set(code.to_vec()),
        statement: Set(copy.statement.clone()),
        signature: Set(copy.signature.clone()),
    };
    let once = OnConflict::column(Column::Code).do_nothing().to_owned();
    tx.later(Entity::insert(row).on_conflict(once)).await?;
    Ok(())
}

/// What was signed of the copy with this code.
///
/// # Errors
/// [`StoreError`].
pub async fn by_code(
    c: &impl ConnectionTrait,
    code: Hash32,
) -> Result<Option<IssuedCopy>, StoreError> {
    let row = Entity::find_by_id(code.to_vec()).one(c).await?;
    Ok(row.map(|row| IssuedCopy {
        statement: row.statement,
        signature: row.signature,
    }))
}

/// Whether any copy was ever issued.
///
/// # Errors
/// [`StoreError`].
pub async fn any(c: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(Entity::find().limit(1).one(c).await?.is_some())
}
