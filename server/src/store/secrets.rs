//! The secrets of authenticators, of accounts and of invitations, for whoever seals them all.

use super::entities::{staff, staff_invitation};
use super::{StoreError, Tx};
use crate::authenticator::KeptSecret;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Where a secret is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// It signs in.
    Account,
    /// The page of an invitation shows it.
    Invitation,
}

/// One secret, and the account that it belongs to.
#[derive(Clone)]
pub struct SecretRow {
    pub of: Of,
    pub staff: Uuid,
    pub secret: KeptSecret,
}

/// Every secret there is.
///
/// # Errors
/// [`StoreError`].
pub async fn all(c: &impl ConnectionTrait) -> Result<Vec<SecretRow>, StoreError> {
    let accounts: Vec<(Uuid, Vec<u8>)> = staff::Entity::find()
        .select_only()
        .columns([staff::Column::Id, staff::Column::TotpSecret])
        .into_tuple()
        .all(c)
        .await?;
    let invitations: Vec<(Uuid, Vec<u8>)> = staff_invitation::Entity::find()
        .select_only()
        .columns([
            staff_invitation::Column::Staff,
            staff_invitation::Column::TotpSecret,
        ])
        .into_tuple()
        .all(c)
        .await?;
    let rows = |of, found: Vec<(Uuid, Vec<u8>)>| {
        // Who has not accepted an invitation has none.
        let there = found.into_iter().filter(|(_, bytes)| !bytes.is_empty());
        there.map(move |(staff, bytes)| SecretRow {
            of,
            staff,
            secret: KeptSecret::new(bytes),
        })
    };
    Ok(rows(Of::Account, accounts)
        .chain(rows(Of::Invitation, invitations))
        .collect())
}

/// Keeps a secret in another form, if it is still the one that was read. `false`: it is not.
///
/// # Errors
/// [`StoreError`].
pub async fn replace(tx: &Tx, was: SecretRow, now: KeptSecret) -> Result<bool, StoreError> {
    let (was, now, id) = (
        was.secret.into_bytes(),
        now.into_bytes(),
        (was.of, was.staff),
    );
    let changed = match id {
        (Of::Account, id) => {
            staff::Entity::update_many()
                .col_expr(staff::Column::TotpSecret, Expr::value(now))
                .filter(staff::Column::Id.eq(id))
                .filter(staff::Column::TotpSecret.eq(was))
                .exec(tx)
                .await?
        }
        (Of::Invitation, id) => {
            staff_invitation::Entity::update_many()
                .col_expr(staff_invitation::Column::TotpSecret, Expr::value(now))
                .filter(staff_invitation::Column::Staff.eq(id))
                .filter(staff_invitation::Column::TotpSecret.eq(was))
                .exec(tx)
                .await?
        }
    };
    Ok(changed.rows_affected == 1)
}
