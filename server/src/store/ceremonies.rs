//! What one step of signing in leaves to the next (a challenge, who has given the right password): kept here and not
//! in the browser, good once, and not for long.

use super::codes::stamp;
use super::entities::ceremony::{ActiveModel, Column, Entity};
use super::{Hash32, StoreError, Tx};
use domain::choices;
use domain::field::Choice;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;
use uuid::Uuid;

choices! {
    /// Which step comes next.
    Step {
        // The second factor of a sign-in.
        SecondFactor = "second_factor",
        // Showing once more who one is.
        Confirm = "confirm",
        // The answer of a passkey that is to be kept.
        Register = "register",
        // The way back from the town's sign-in.
        Provider = "provider",
    }
}

/// What was left.
#[derive(Debug, Clone, PartialEq)]
pub struct Ceremony {
    pub staff: Option<Uuid>,
    pub state: String,
}

/// Leaves something for the next step.
///
/// # Errors
/// [`StoreError`].
pub async fn begin(
    tx: &Tx,
    hash: Hash32,
    step: Step,
    ceremony: Ceremony,
    expires_at: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(hash.to_vec()),
        kind: Set(step.code().to_owned()),
        staff: Set(ceremony.staff),
        state: Set(ceremony.state),
        expires_at: Set(stamp(expires_at)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes what was left; the second who asks gets nothing. `None` also when it is too old, or for another step.
///
/// # Errors
/// [`StoreError`].
pub async fn take(
    tx: &Tx,
    hash: Hash32,
    step: Step,
    now: OffsetDateTime,
) -> Result<Option<Ceremony>, StoreError> {
    let found = Entity::find_by_id(hash.to_vec())
        .filter(Column::Kind.eq(step.code()))
        .filter(Column::ExpiresAt.gte(stamp(now)))
        .one(tx)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let taken = Entity::delete_by_id(row.id).exec(tx).await?;
    Ok((taken.rows_affected == 1).then_some(Ceremony {
        staff: row.staff,
        state: row.state,
    }))
}

/// Forgets what was left for an account.
///
/// # Errors
/// [`StoreError`].
pub async fn forget(tx: &Tx, staff: Uuid) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::Staff.eq(staff))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets what is too old.
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
