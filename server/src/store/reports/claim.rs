//! Who has taken a report on: a courtesy among colleagues that ends by itself. It keeps nobody from deciding; that two do
//! not decide at once is the version's business ([`super::apply`]).

use super::super::codes::{moment, stamp};
use super::super::entities::report::{Column, Entity};
use super::super::{StoreError, Tx};
use domain::field::Choice;
use domain::review::Status;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, UpdateMany};
use time::OffsetDateTime;
use uuid::Uuid;

/// A claim, perhaps one that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub by: Uuid,
    pub name: String,
    pub until: OffsetDateTime,
}

impl Claim {
    /// From the columns; a claim that is over is none.
    pub(super) fn read(
        by: Option<Uuid>,
        name: Option<String>,
        until: Option<i64>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(((by, name), until)) = by.zip(name).zip(until) else {
            return Ok(None);
        };
        let until = moment(until)?;
        Ok(Some(Self { by, name, until }))
    }

    #[must_use]
    pub fn holds(&self, now: OffsetDateTime) -> bool {
        now < self.until
    }
}

/// Claims a report, or claims it for longer. `false`: a colleague has it, or it is decided. One statement, so that of two
/// who claim at once one is told.
///
/// # Errors
/// [`StoreError`].
pub async fn claim(
    tx: &Tx,
    id: Uuid,
    claim: &Claim,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let undecided = [Status::Submitted, Status::UnderReview, Status::InfoAsked].map(Choice::code);
    let free = Condition::any()
        .add(Column::ClaimedBy.is_null())
        .add(Column::ClaimedBy.eq(claim.by))
        .add(Column::ClaimedUntil.lte(stamp(now)));
    let claimed = Entity::update_many()
        .col_expr(Column::ClaimedBy, Expr::value(claim.by))
        .col_expr(Column::ClaimedByName, Expr::value(claim.name.as_str()))
        .col_expr(Column::ClaimedUntil, Expr::value(stamp(claim.until)))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.is_in(undecided))
        .filter(free)
        .exec(tx)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// Gives a report back. `false`: it was not this person's. `None` gives back whoever's it is.
///
/// # Errors
/// [`StoreError`].
pub async fn release(tx: &Tx, id: Uuid, by: Option<Uuid>) -> Result<bool, StoreError> {
    let mut update = cleared(Entity::update_many())
        .filter(Column::Id.eq(id))
        .filter(Column::ClaimedBy.is_not_null());
    if let Some(by) = by {
        update = update.filter(Column::ClaimedBy.eq(by));
    }
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// Without a claim.
pub(super) fn cleared(update: UpdateMany<Entity>) -> UpdateMany<Entity> {
    update
        .col_expr(Column::ClaimedBy, Expr::value(Option::<Uuid>::None))
        .col_expr(Column::ClaimedByName, Expr::value(Option::<String>::None))
        .col_expr(Column::ClaimedUntil, Expr::value(Option::<i64>::None))
}
