//! Records of incidents: a citizen's is written once, with the approval; an officer's is replaced by a newer
//! version of itself.

use super::codes::{from_json, stamp, to_json};
use super::entities::record::{ActiveModel, Column, Entity, Model};
use super::{StoreError, Tx};
use domain::field::Choice;
use domain::nibrs::codes::Code;
use domain::nibrs::values::IncidentNumber;
use domain::records::{Record, Source};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// What became of an officer's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    New,
    /// It was there already, word for word.
    Same,
    Replaced,
    /// The number is that of a citizen's report: nothing was changed.
    Taken,
}

/// Writes the record of an approved report.
///
/// # Errors
/// [`StoreError::Conflict`] when the report has a record or the number is taken; on SQLite it is `Store::write`
/// that says so.
pub async fn insert(
    tx: &Tx,
    record: &Record,
    report: Uuid,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    tx.later(Entity::insert(row(record, Some(report), at)?))
        .await?;
    Ok(())
}

/// Writes an officer's record, or replaces an older version of it.
///
/// # Errors
/// [`StoreError`].
pub async fn put(tx: &Tx, record: &Record, at: OffsetDateTime) -> Result<Put, StoreError> {
    let new = row(record, None, at)?;
    let Some(old) = Entity::find_by_id(record.number.as_str()).one(tx).await? else {
        tx.later(Entity::insert(new)).await?;
        return Ok(Put::New);
    };
    if old.source == Source::Citizen.code() {
        return Ok(Put::Taken);
    }
    // By value: PostgreSQL and SQLite both give the text back as it was written.
    if read(old)? == *record {
        return Ok(Put::Same);
    }
    new.update(tx).await?;
    Ok(Put::Replaced)
}

/// Writes officers' records with numbers that nobody has, in one statement.
///
/// # Errors
/// [`StoreError`].
pub async fn fill(tx: &Tx, records: &[Record], at: OffsetDateTime) -> Result<(), StoreError> {
    let rows = records.iter().map(|record| row(record, None, at));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    tx.later(Entity::insert_many(rows)).await?;
    Ok(())
}

/// Whether a case number is in use.
///
/// # Errors
/// [`StoreError`].
pub async fn is_taken(c: &impl ConnectionTrait, number: &str) -> Result<bool, StoreError> {
    Ok(Entity::find_by_id(number).one(c).await?.is_some())
}

/// The record with this number.
///
/// # Errors
/// [`StoreError`].
pub async fn by_number(
    c: &impl ConnectionTrait,
    number: &IncidentNumber,
) -> Result<Option<Record>, StoreError> {
    Entity::find_by_id(number.as_str())
        .one(c)
        .await?
        .map(read)
        .transpose()
}

/// The record of a report.
///
/// # Errors
/// [`StoreError`].
pub async fn of_report(
    c: &impl ConnectionTrait,
    report: Uuid,
) -> Result<Option<Record>, StoreError> {
    Entity::find()
        .filter(Column::Report.eq(report))
        .one(c)
        .await?
        .map(read)
        .transpose()
}

/// Every record of what happened between two days, both included, by number.
///
/// # Errors
/// [`StoreError`].
pub async fn between(
    c: &impl ConnectionTrait,
    from: Date,
    to: Date,
) -> Result<Vec<Record>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Occurred.between(day(from), day(to)))
        .order_by_asc(Column::Number)
        .all(c)
        .await?;
    let mut records = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    // By bytes, whatever the database's collation makes of a hyphen.
    records.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(records)
}

/// Records that are not in the index of traces, with the reports that they come from.
///
/// # Errors
/// [`StoreError`].
pub async fn not_indexed(
    c: &impl ConnectionTrait,
    limit: u64,
) -> Result<Vec<(Record, Option<Uuid>)>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Indexed.eq(0))
        .order_by_asc(Column::Number)
        .limit(limit)
        .all(c)
        .await?;
    rows.into_iter().map(with_report).collect()
}

/// The records with these numbers, with the reports that they come from.
///
/// # Errors
/// [`StoreError`].
pub async fn with_numbers(
    c: &impl ConnectionTrait,
    numbers: &[IncidentNumber],
) -> Result<Vec<(Record, Option<Uuid>)>, StoreError> {
    let numbers = numbers.iter().map(IncidentNumber::as_str);
    let rows = Entity::find()
        .filter(Column::Number.is_in(numbers))
        .all(c)
        .await?;
    rows.into_iter().map(with_report).collect()
}

/// The row of a record, of a report or of an officer.
pub(super) fn row(
    record: &Record,
    report: Option<Uuid>,
    at: OffsetDateTime,
) -> Result<ActiveModel, StoreError> {
    let offenses: String = record
        .offense_codes()
        .iter()
        .map(|code| format!("{code},"))
        .collect();
    Ok(ActiveModel {
        number: Set(record.number.to_string()),
        source: Set(record.source.code().to_owned()),
        kind: Set(record.kind.map(|kind| kind.code().to_owned())),
        class: Set(record.class_code().to_owned()),
        offenses: Set(format!(",{offenses}")),
        occurred: Set(day(record.date)),
        location: Set(record.location.map(|location| location.code().to_owned())),
        report: Set(report),
        payload: Set(to_json(record, "record")?),
        written_at: Set(stamp(at)),
        // Whoever puts it into the index says so (`traces::write`).
        indexed: Set(0),
    })
}

fn with_report(row: Model) -> Result<(Record, Option<Uuid>), StoreError> {
    let report = row.report;
    Ok((read(row)?, report))
}

fn read(row: Model) -> Result<Record, StoreError> {
    from_json(&row.payload, "record")
}

/// Sorts as the days do.
fn day(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}
