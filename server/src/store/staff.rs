//! Staff accounts, the codes they have used, and failed sign-ins. Checking a password or a code is the sign-in
//! use case's; here is only what must be remembered.

use super::codes::{choice, moment, stamp};
use super::entities::staff::{ActiveModel, Column, Entity, Model};
use super::entities::staff_failure as failure;
use super::{Actor, StoreError, Tx};
use crate::authenticator::KeptSecret;
use domain::access::Role;
use domain::field::Choice;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
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
    /// Where an invitation is sent.
    pub email: Option<String>,
    /// None: chosen when the invitation is accepted.
    pub factors: Option<Factors>,
}

/// What somebody signs in with.
#[derive(Clone, PartialEq, Eq)]
pub struct Factors {
    /// Argon2, in the PHC form.
    pub password_hash: String,
    pub totp_secret: KeptSecret,
}

/// An account.
#[derive(Clone)]
pub struct StaffRow {
    pub id: Uuid,
    pub login: String,
    pub name: String,
    pub badge: String,
    pub role: Role,
    pub email: Option<String>,
    /// None: the invitation is not accepted yet.
    pub factors: Option<Factors>,
    /// When the password was chosen. None: it must be changed before anything else.
    pub password_at: Option<OffsetDateTime>,
    /// Since when too many failures keep everybody out.
    pub locked_at: Option<OffsetDateTime>,
    /// Since when an administrator, or 90 days without use, keep them out.
    pub disabled_at: Option<OffsetDateTime>,
    /// The latest sign-in, or what else shows that the account is needed.
    pub used_at: OffsetDateTime,
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
    let factors = staff.factors.clone().unwrap_or(Factors {
        password_hash: String::new(),
        totp_secret: KeptSecret::new(Vec::new()),
    });
    let row = ActiveModel {
        id: Set(staff.id),
        login: Set(fold(&staff.login)),
        name: Set(staff.name),
        badge: Set(staff.badge),
        role: Set(staff.role.code().to_owned()),
        password_at: Set(staff.factors.is_some().then(|| stamp(now))),
        password_hash: Set(factors.password_hash),
        totp_secret: Set(factors.totp_secret.into_bytes()),
        totp_step: Set(None),
        locked_at: Set(None),
        created_at: Set(stamp(now)),
        email: Set(staff.email),
        disabled_at: Set(None),
        used_at: Set(stamp(now)),
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

/// As [`by_id`], and nobody else changes the account until the transaction ends.
///
/// # Errors
/// [`StoreError`].
pub async fn by_id_locked(tx: &Tx, id: Uuid) -> Result<Option<StaffRow>, StoreError> {
    let row = Entity::find_by_id(id).lock_exclusive().one(tx).await?;
    row.map(read).transpose()
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

/// A successful sign-in: the failures before it no longer count, and the account is in use.
///
/// # Errors
/// [`StoreError`].
pub async fn record_success(tx: &Tx, id: Uuid, now: OffsetDateTime) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
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

/// What this account signs in with from now on.
///
/// # Errors
/// [`StoreError`].
pub async fn set_factors(
    tx: &Tx,
    id: Uuid,
    factors: Factors,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(factors.password_hash))
        .col_expr(
            Column::TotpSecret,
            Expr::value(factors.totp_secret.into_bytes()),
        )
        .col_expr(Column::TotpStep, Expr::value(Option::<i64>::None))
        .col_expr(Column::PasswordAt, Expr::value(stamp(now)))
        .col_expr(Column::UsedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Nothing opens the account any more, until an invitation is accepted.
///
/// # Errors
/// [`StoreError`].
pub async fn forget_factors(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(""))
        .col_expr(Column::TotpSecret, Expr::value(Vec::<u8>::new()))
        .col_expr(Column::PasswordAt, Expr::value(Option::<i64>::None))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Another password.
///
/// # Errors
/// [`StoreError`].
pub async fn set_password(
    tx: &Tx,
    id: Uuid,
    hash: &str,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(hash))
        .col_expr(Column::PasswordAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// The password must be changed before anything else.
///
/// # Errors
/// [`StoreError`].
pub async fn expire_password(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::PasswordAt, Expr::value(Option::<i64>::None))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// # Errors
/// [`StoreError`].
pub async fn set_role(tx: &Tx, id: Uuid, role: Role) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Role, Expr::value(role.code()))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Disables the account; the first instant is kept. `false`: it was disabled already.
///
/// # Errors
/// [`StoreError`].
pub async fn disable(tx: &Tx, id: Uuid, now: OffsetDateTime) -> Result<bool, StoreError> {
    let disabled = Entity::update_many()
        .col_expr(Column::DisabledAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .filter(Column::DisabledAt.is_null())
        .exec(tx)
        .await?;
    Ok(disabled.rows_affected == 1)
}

/// Lets the account sign in again; it counts as used now.
///
/// # Errors
/// [`StoreError`].
pub async fn enable(tx: &Tx, id: Uuid, now: OffsetDateTime) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::DisabledAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::UsedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// The accounts that may sign in and were last used before this instant.
///
/// # Errors
/// [`StoreError`].
pub async fn unused_since(
    c: &impl ConnectionTrait,
    before: OffsetDateTime,
) -> Result<Vec<StaffRow>, StoreError> {
    let rows = Entity::find()
        .filter(Column::DisabledAt.is_null())
        .filter(Column::UsedAt.lt(stamp(before)))
        .order_by_asc(Column::Login)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Whether somebody else could still look after the accounts: an administrator who is neither disabled nor locked and
/// has accepted the invitation. All administrators are locked until the transaction ends, in one order: of two who
/// disable each other at once the second one waits, and then finds that nobody else is left.
///
/// # Errors
/// [`StoreError`].
pub async fn another_administrator(tx: &Tx, than: Uuid) -> Result<bool, StoreError> {
    let rows = Entity::find()
        .filter(Column::Role.eq(Role::Administrator.code()))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    Ok(rows.into_iter().any(|row| {
        row.id != than
            && row.disabled_at.is_none()
            && row.locked_at.is_none()
            && !row.password_hash.is_empty()
    }))
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
    let factors = (!row.password_hash.is_empty()).then_some(Factors {
        password_hash: row.password_hash,
        totp_secret: KeptSecret::new(row.totp_secret),
    });
    Ok(StaffRow {
        id: row.id,
        login: row.login,
        name: row.name,
        badge: row.badge,
        role: choice(&row.role, "role")?,
        email: row.email,
        factors,
        password_at: row.password_at.map(moment).transpose()?,
        locked_at: row.locked_at.map(moment).transpose()?,
        disabled_at: row.disabled_at.map(moment).transpose()?,
        used_at: moment(row.used_at)?,
        created_at: moment(row.created_at)?,
    })
}
