//! What leaves for the records system: one row per document, at its place in the order of approval, with the document
//! as it first left and what the records system said.
//!
//! The order is what a reader goes through with a cursor, so no place may appear behind one that was read already. The
//! place is taken in the transaction that approves, from one row that stays locked until the COMMIT (PostgreSQL), or
//! by the one writer (SQLite): whoever takes place 42 has waited for 41 to be committed or given back. A sequence of the
//! database would let 42 be seen while 41 is still under way, and a reader that has seen 42 never comes back for 41.

use super::codes::{moment, stamp};
use super::entities::handover::{ActiveModel, Column, Entity, Model};
use super::entities::handover_end;
use super::{StoreError, Tx};
use domain::number::RmsNumber;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// The only row of its table.
const END: i32 = 1;

/// One document and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverRow {
    /// From 1, without gaps.
    pub seq: i64,
    pub report: Uuid,
    /// 0 is the report, 1 its first supplement.
    pub number: usize,
    pub made_at: OffsetDateTime,
    pub standing: Standing,
}

/// How far a document has come. What goes wrong on the way stands with its job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Waiting,
    HandedOver {
        at: OffsetDateTime,
    },
    /// The records system has said under which number it keeps the report.
    Acknowledged {
        number: RmsNumber,
        at: OffsetDateTime,
    },
}

/// What became of a number that the records system gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acknowledged {
    New,
    /// It is the one that is kept already, since then.
    Same(OffsetDateTime),
    /// Another one is kept: nothing was changed.
    Other(RmsNumber),
}

/// Puts the next document of a report at the end of the order: the report itself, then its supplements.
///
/// # Errors
/// [`StoreError`].
pub async fn append(tx: &Tx, report: Uuid, at: OffsetDateTime) -> Result<i64, StoreError> {
    let step = Query::update()
        .table(handover_end::Entity)
        .value(
            handover_end::Column::Last,
            Expr::col(handover_end::Column::Last).add(1_i64),
        )
        .and_where(handover_end::Column::Id.eq(END))
        .returning_col(handover_end::Column::Last)
        .to_owned();
    let row = tx.query_one(&step).await?.ok_or(StoreError::Missing)?;
    let seq: i64 = row.try_get("", "last")?;
    // The report is locked by its new version: nobody else appends to it meanwhile.
    let before = Entity::find()
        .filter(Column::Report.eq(report))
        .count(tx)
        .await?;
    let row = ActiveModel {
        seq: Set(seq),
        report: Set(report),
        number: Set(i32::try_from(before).map_err(|_| StoreError::Corrupt("number"))?),
        made_at: Set(stamp(at)),
        document: Set(None),
        handed_over_at: Set(None),
        rms_number: Set(None),
        acknowledged_at: Set(None),
    };
    tx.later(Entity::insert(row)).await?;
    Ok(seq)
}

/// The last place that was given; 0: none yet.
///
/// # Errors
/// [`StoreError`].
pub async fn last(c: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let row = handover_end::Entity::find_by_id(END).one(c).await?;
    Ok(row.ok_or(StoreError::Missing)?.last)
}

/// At most this many documents behind a place, in order, each with its text if it has left before.
///
/// # Errors
/// [`StoreError`].
pub async fn behind(
    c: &impl ConnectionTrait,
    since: i64,
    limit: u64,
) -> Result<Vec<(HandoverRow, Option<String>)>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Seq.gt(since))
        .order_by_asc(Column::Seq)
        .limit(limit)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// A document of a report, with its text if it has left before.
///
/// # Errors
/// [`StoreError`].
pub async fn of_report(
    c: &impl ConnectionTrait,
    report: Uuid,
    number: usize,
) -> Result<Option<(HandoverRow, Option<String>)>, StoreError> {
    let number = i32::try_from(number).map_err(|_| StoreError::Corrupt("number"))?;
    Entity::find()
        .filter(Column::Report.eq(report))
        .filter(Column::Number.eq(number))
        .one(c)
        .await?
        .map(read)
        .transpose()
}

/// Which reports a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    #[default]
    All,
    NotHandedOver,
    /// Handed over, without a number yet.
    NotAcknowledged,
    Acknowledged,
}

impl Which {
    fn condition(self) -> Condition {
        let reports = Condition::all().add(Column::Number.eq(0));
        let (handed, numbered) = (Column::HandedOverAt, Column::RmsNumber);
        match self {
            Self::All => reports,
            Self::NotHandedOver => reports.add(handed.is_null()),
            Self::NotAcknowledged => reports.add(handed.is_not_null()).add(numbered.is_null()),
            Self::Acknowledged => reports.add(numbered.is_not_null()),
        }
    }
}

/// Reports before a place, the latest first.
///
/// # Errors
/// [`StoreError`].
pub async fn reports(
    c: &impl ConnectionTrait,
    which: Which,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<HandoverRow>, StoreError> {
    let rows = Entity::find()
        .filter(which.condition())
        .filter(Condition::all().add_option(before.map(|seq| Column::Seq.lt(seq))))
        .order_by_desc(Column::Seq)
        .limit(limit)
        .all(c)
        .await?;
    rows.into_iter()
        .map(|row| read(row).map(|(row, _)| row))
        .collect()
}

/// How many reports there are.
///
/// # Errors
/// [`StoreError`].
pub async fn count(c: &impl ConnectionTrait, which: Which) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(which.condition()).count(c).await?)
}

/// Keeps the document as it leaves. `false`: another is there already, and stays, since it is what is out there.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(tx: &Tx, seq: i64, document: &str) -> Result<bool, StoreError> {
    let kept = Entity::update_many()
        .col_expr(Column::Document, Expr::value(document))
        .filter(Column::Seq.eq(seq))
        .filter(Column::Document.is_null())
        .exec(tx)
        .await?;
    Ok(kept.rows_affected == 1)
}

/// The documents behind a place, up to another and with it, have left. When they did first stays.
///
/// # Errors
/// [`StoreError`].
pub async fn handed_over(
    tx: &Tx,
    behind: i64,
    up_to: i64,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::HandedOverAt, Expr::value(stamp(at)))
        .filter(Column::Seq.gt(behind))
        .filter(Column::Seq.lte(up_to))
        .filter(Column::HandedOverAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Keeps the records system's number of a report; a report that has a number has been handed over. `None`: nothing of
/// this report was to be handed over.
///
/// # Errors
/// [`StoreError`].
pub async fn acknowledge(
    tx: &Tx,
    report: Uuid,
    number: &RmsNumber,
    at: OffsetDateTime,
) -> Result<Option<Acknowledged>, StoreError> {
    // One statement decides: of two different numbers at once, one is first.
    let kept = Entity::update_many()
        .col_expr(Column::RmsNumber, Expr::value(number.as_str()))
        .col_expr(Column::AcknowledgedAt, Expr::value(stamp(at)))
        .col_expr(
            Column::HandedOverAt,
            Expr::col(Column::HandedOverAt).if_null(stamp(at)),
        )
        .filter(Column::Report.eq(report))
        .filter(Column::Number.eq(0))
        .filter(Column::RmsNumber.is_null())
        .exec(tx)
        .await?;
    if kept.rows_affected == 1 {
        return Ok(Some(Acknowledged::New));
    }
    let Some((row, _)) = of_report(tx, report, 0).await? else {
        return Ok(None);
    };
    match row.standing {
        Standing::Acknowledged { number: kept, at } if kept == *number => {
            Ok(Some(Acknowledged::Same(at)))
        }
        Standing::Acknowledged { number: kept, .. } => Ok(Some(Acknowledged::Other(kept))),
        Standing::Waiting | Standing::HandedOver { .. } => Err(StoreError::Conflict),
    }
}

fn read(row: Model) -> Result<(HandoverRow, Option<String>), StoreError> {
    let standing = match (row.rms_number, row.acknowledged_at, row.handed_over_at) {
        (Some(number), Some(at), _) => Standing::Acknowledged {
            number: number
                .parse()
                .map_err(|_| StoreError::Corrupt("rms_number"))?,
            at: moment(at)?,
        },
        (_, _, Some(at)) => Standing::HandedOver { at: moment(at)? },
        (_, _, None) => Standing::Waiting,
    };
    let read = HandoverRow {
        seq: row.seq,
        report: row.report,
        number: usize::try_from(row.number).map_err(|_| StoreError::Corrupt("number"))?,
        made_at: moment(row.made_at)?,
        standing,
    };
    Ok((read, row.document))
}
