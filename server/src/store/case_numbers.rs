//! The counter of case numbers: gapless per year.
//!
//! Gapless means that the number is taken in the transaction that approves the report: if that is undone, so
//! is the step of the counter. The year's row stays locked until the COMMIT (PostgreSQL), or there is only one
//! writer (SQLite), so nobody can take the next number while this one may still be given back. A sequence of
//! the database would not do: it never goes back.

use super::entities::case_number::{Column, Entity};
use super::{StoreError, Tx};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};

/// The next serial number of the year, from 1. The year is the department's local one.
///
/// # Errors
/// [`StoreError`].
pub async fn next(tx: &Tx, year: i32) -> Result<u32, StoreError> {
    let step = Query::insert()
        .into_table(Entity)
        .columns([Column::Year, Column::Last])
        .values_panic([year.into(), 1_i64.into()])
        .on_conflict(
            OnConflict::column(Column::Year)
                .value(Column::Last, Expr::col((Entity, Column::Last)).add(1_i64))
                .to_owned(),
        )
        .returning_col(Column::Last)
        .to_owned();
    let row = tx.query_one(&step).await?.ok_or(StoreError::Missing)?;
    let last: i64 = row.try_get("", "last")?;
    u32::try_from(last).map_err(|_| StoreError::Corrupt("case_number"))
}
