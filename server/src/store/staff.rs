//! Staff accounts, the codes they have used, and failed sign-ins. Checking a password or a code is the sign-in
//! use case's; here is only what must be remembered.

use super::codes::{choice, moment, stamp};
use super::entities::staff::{ActiveModel, Column, Entity, Model};
use super::entities::staff_failure as failure;
use super::{Actor, StoreError, Tx};
use domain::access::Role;
use domain::field::Choice;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    Set,
};
use std::fmt;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// How long a failed sign-in is remembered at most: longer than any window that is counted over.
const FAILURES_KEPT: Duration = Duration::DAY;

/// An account to be made.
#[derive(Clone)]
pub struct NewStaff {
    /// UUID v7.
    pub id: Uuid,
    /// Unique whatever its case; stored in lower case.
    pub login: String,
    pub name: String,
    pub badge: String,
    pub role: Role,
    /// Argon2, in the PHC form.
    pub password_hash: String,
    pub totp_secret: Vec<u8>,
}

/// An account.
#[derive(Clone)]
pub struct StaffRow {
    pub id: Uuid,
    pub login: String,
    pub name: String,
    pub badge: String,
    pub role: Role,
    pub password_hash: String,
    pub totp_secret: Vec<u8>,
    pub locked_at: Option<OffsetDateTime>,
    pub created_at: OffsetDateTime,
}

impl StaffRow {
    /// Who they are in the audit trail and in a report's history.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Staff {
            id: self.id,
            name: self.name.clone(),
        }
    }
}

impl fmt::Debug for StaffRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never the hash or the secret.
        f.debug_struct("StaffRow")
            .field("id", &self.id)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// Makes an account.
///
/// # Errors
/// [`StoreError::Conflict`] when the login is taken.
pub async fn add(tx: &Tx, staff: NewStaff, now: OffsetDateTime) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(staff.id),
        login: Set(fold(&staff.login)),
        name: Set(staff.name),
        badge: Set(staff.badge),
        role: Set(staff.role.code().to_owned()),
        password_hash: Set(staff.password_hash),
        totp_secret: Set(staff.totp_secret),
        totp_step: Set(None),
        locked_at: Set(None),
        created_at: Set(stamp(now)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The account with this login, whatever its case.
///
/// # Errors
/// [`StoreError`].
pub async fn by_login(
    c: &impl ConnectionTrait,
    login: &str,
) -> Result<Option<StaffRow>, StoreError> {
    Entity::find()
        .filter(Column::Login.eq(fold(login)))
        .one(c)
        .await?
        .map(read)
        .transpose()
}

/// The account with this id.
///
/// # Errors
/// [`StoreError`].
pub async fn by_id(c: &impl ConnectionTrait, id: Uuid) -> Result<Option<StaffRow>, StoreError> {
    Entity::find_by_id(id).one(c).await?.map(read).transpose()
}

/// Marks the code of this time step as used. `false`: it, or a later one, was used before; somebody looked over
/// a shoulder. One statement, so that two sign-ins with one code cannot both pass.
///
/// # Errors
/// [`StoreError`].
pub async fn use_totp_step(tx: &Tx, id: Uuid, step: i64) -> Result<bool, StoreError> {
    let used = Entity::update_many()
        .col_expr(Column::TotpStep, Expr::value(step))
        .filter(Column::Id.eq(id))
        .filter(
            Condition::any()
                .add(Column::TotpStep.is_null())
                .add(Column::TotpStep.lt(step)),
        )
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Remembers a failed sign-in, and forgets those of more than a day ago.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such account.
pub async fn record_failure(tx: &Tx, id: Uuid, now: OffsetDateTime) -> Result<(), StoreError> {
    failure::Entity::delete_many()
        .filter(failure::Column::Staff.eq(id))
        .filter(failure::Column::At.lt(stamp(now - FAILURES_KEPT)))
        .exec(tx)
        .await?;
    let row = failure::ActiveModel {
        id: Set(Uuid::now_v7()),
        staff: Set(id),
        at: Set(stamp(now)),
    };
    failure::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// A successful sign-in: the failures before it no longer count.
///
/// # Errors
/// [`StoreError`].
pub async fn record_success(tx: &Tx, id: Uuid, now: OffsetDateTime) -> Result<(), StoreError> {
    failure::Entity::delete_many()
        .filter(failure::Column::Staff.eq(id))
        .filter(failure::Column::At.lte(stamp(now)))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many sign-ins failed at or after this instant, since the last successful one.
///
/// # Errors
/// [`StoreError`].
pub async fn failures_since(
    c: &impl ConnectionTrait,
    id: Uuid,
    since: OffsetDateTime,
) -> Result<u32, StoreError> {
    let count = failure::Entity::find()
        .filter(failure::Column::Staff.eq(id))
        .filter(failure::Column::At.gte(stamp(since)))
        .count(c)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Locks the account; the first instant is kept.
///
/// # Errors
/// [`StoreError`].
pub async fn lock(tx: &Tx, id: Uuid, now: OffsetDateTime) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LockedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .filter(Column::LockedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Unlocks the account and forgets its failures.
///
/// # Errors
/// [`StoreError`].
pub async fn release(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LockedAt, Expr::value(Option::<i64>::None))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    failure::Entity::delete_many()
        .filter(failure::Column::Staff.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Every account, by login.
///
/// # Errors
/// [`StoreError`].
pub async fn list(c: &impl ConnectionTrait) -> Result<Vec<StaffRow>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Login).all(c).await?;
    rows.into_iter().map(read).collect()
}

/// How many accounts there are.
///
/// # Errors
/// [`StoreError`].
pub async fn count(c: &impl ConnectionTrait) -> Result<u64, StoreError> {
    Ok(Entity::find().count(c).await?)
}

fn fold(login: &str) -> String {
    login.trim().to_lowercase()
}

pub(super) fn read(row: Model) -> Result<StaffRow, StoreError> {
    Ok(StaffRow {
        id: row.id,
        login: row.login,
        name: row.name,
        badge: row.badge,
        role: choice(&row.role, "role")?,
        password_hash: row.password_hash,
        totp_secret: row.totp_secret,
        locked_at: row.locked_at.map(moment).transpose()?,
        created_at: moment(row.created_at)?,
    })
}
