//! How long rows are kept. They leave from the front only, and what is left still proves itself: the head keeps the
//! place and the hash of the last row that left.

use super::chain::HEAD;
use super::{AuditEntry, append};
use crate::store::codes::stamp;
use crate::store::entities::{audit, audit_head};
use crate::store::{Actor, StoreError, Tx};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::{Duration, OffsetDateTime};

/// FBI CJIS Security Policy AU-11: audit records are kept for at least one year.
pub const LEAST: Duration = Duration::days(366);

/// Rows that leave in one transaction: a few milliseconds of the writer's time.
const BATCH: i64 = 2_000;

/// Why nothing left.
#[derive(Debug, thiserror::Error)]
pub enum PurgeError {
    #[error("audit rows are kept for at least one year")]
    TooYoung,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets rows from before this moment go, as many as one transaction takes, and appends a row that says which.
/// Returns how many went; 0: there are no more.
///
/// # Errors
/// [`PurgeError::TooYoung`] when rows younger than [`LEAST`] would go.
pub async fn purge(
    tx: &Tx,
    before: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<u64, PurgeError> {
    if before > now - LEAST {
        return Err(PurgeError::TooYoung);
    }
    let head = audit_head::Entity::find_by_id(HEAD)
        .one(tx)
        .await
        .map_err(StoreError::from)?
        .ok_or(StoreError::Missing)?;
    // Clocks can jump: a row is old only when every row before it is.
    let youngest: Option<i64> = audit::Entity::find()
        .select_only()
        .column(audit::Column::Seq)
        .filter(audit::Column::At.gte(stamp(before)))
        .filter(audit::Column::Seq.is_not_null())
        .order_by_asc(audit::Column::Seq)
        .into_tuple()
        .one(tx)
        .await
        .map_err(StoreError::from)?;
    let last = youngest.map_or(head.seq, |seq| seq - 1);
    let last = last.min(head.cut_seq + BATCH);
    let cut: Option<Vec<u8>> = audit::Entity::find()
        .select_only()
        .column(audit::Column::Hash)
        .filter(audit::Column::Seq.eq(last))
        .into_tuple()
        .one(tx)
        .await
        .map_err(StoreError::from)?;
    // Nothing is old, or the row that would be the last to go is missing: then the chain is broken, and what is
    // left of it is evidence.
    let (Some(hash), true) = (cut, last > head.cut_seq) else {
        return Ok(0);
    };
    // First the cut: the database lets no row go that is behind it.
    audit_head::Entity::update_many()
        .col_expr(audit_head::Column::CutSeq, Expr::value(last))
        .col_expr(audit_head::Column::CutHash, Expr::value(hash))
        .filter(audit_head::Column::Id.eq(HEAD))
        .filter(audit_head::Column::CutSeq.eq(head.cut_seq))
        .exec(tx)
        .await
        .map_err(StoreError::from)?;
    let gone = audit::Entity::delete_many()
        .filter(audit::Column::Seq.lte(last))
        .exec(tx)
        .await
        .map_err(StoreError::from)?;
    let entry = AuditEntry::new(now, Actor::System, "audit.purge")
        .about(format!("{}-{last}", head.cut_seq + 1));
    append(tx, &entry).await?;
    Ok(gone.rows_affected)
}
