//! The index of what records carry and of where and when they happened, by which a new one is linked.
//!
//! Whoever links takes the index alone ([`alone`]) before the record is written: of two that are linked at the same
//! moment one would not see the other. Every look-up is one bounded range of an index, so that it costs the same
//! among a million records as among a thousand; [`plans`] says so of the database in use.

use super::codes::choice;
use super::entities::{record, record_spot, record_trace};
use super::{StoreError, Tx};
use domain::field::Choice;
use domain::jurisdiction::LatLon;
use domain::links::{Analysis, Cell, Happened, Spot, Topic, Trace, TraceKind};
use domain::nibrs::values::IncidentNumber;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, Set, Statement,
};
use time::Date;

/// The most records that one look-up gives. A number that stands in more is no sign by itself, and whoever has 50
/// cases of one caller needs no 51st to see the series.
pub const MOST: u64 = 50;

/// The most records of one topic in the days around a night, or of one neighborhood in the days around a near repeat.
/// The town has some 60 incidents a day, of all kinds.
pub const MOST_NEAR: u64 = 200;

/// Waits until nobody else links. On SQLite nobody does: there is one writer.
///
/// # Errors
/// [`StoreError`].
pub async fn alone(tx: &Tx) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        // Any number will do, so long as it is always the same one. Held until the COMMIT.
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(880068812)")
            .await?;
    }
    Ok(())
}

/// Puts a record into the index, instead of what stood there of an older version of it.
///
/// # Errors
/// [`StoreError`].
pub async fn write(
    tx: &Tx,
    own: &IncidentNumber,
    traces: &[Trace],
    spot: &Spot,
) -> Result<(), StoreError> {
    let number = own.as_str();
    let (traces_of, spot_of) = (record_trace::Column::Record, record_spot::Column::Record);
    tx.later(record_trace::Entity::delete_many().filter(traces_of.eq(number)))
        .await?;
    tx.later(record_spot::Entity::delete_many().filter(spot_of.eq(number)))
        .await?;
    add(
        tx,
        &[Indexed {
            number: own,
            traces,
            spot,
        }],
    )
    .await
}

/// What the index holds of one record.
#[derive(Debug, Clone, Copy)]
pub struct Indexed<'a> {
    pub number: &'a IncidentNumber,
    pub traces: &'a [Trace],
    pub spot: &'a Spot,
}

/// Puts records into the index of which nothing stands there.
///
/// # Errors
/// [`StoreError`].
pub async fn add(tx: &Tx, records: &[Indexed<'_>]) -> Result<(), StoreError> {
    let traces: Vec<record_trace::ActiveModel> = records
        .iter()
        .flat_map(|record| record.traces.iter().map(move |trace| (record, trace)))
        .map(|(record, trace)| record_trace::ActiveModel {
            kind: Set(trace.kind.code().to_owned()),
            key: Set(trace.key.clone()),
            day: Set(record.spot.day.to_julian_day()),
            record: Set(record.number.to_string()),
            shown: Set(trace.shown.clone()),
            part: Set(trace.part.code().to_owned()),
            qualifier: Set(trace.qualifier.clone()),
        })
        .collect();
    if !traces.is_empty() {
        tx.later(record_trace::Entity::insert_many(traces)).await?;
    }
    let spots = records.iter().map(|record| {
        let spot = record.spot;
        let (until_day, until_hour) = spot.until.unzip();
        record_spot::ActiveModel {
            record: Set(record.number.to_string()),
            topic: Set(spot.topic.code().to_owned()),
            day: Set(spot.day.to_julian_day()),
            hour: Set(spot.hour.map(i32::from)),
            until_day: Set(until_day.map(Date::to_julian_day)),
            until_hour: Set(until_hour.flatten().map(i32::from)),
            lat: Set(spot.pin.map(|pin| pin.lat)),
            lon: Set(spot.pin.map(|pin| pin.lon)),
            cell: Set(spot.pin.map(|pin| Cell::of(pin).0)),
            address: Set(spot.address.clone()),
        }
    });
    tx.later(record_spot::Entity::insert_many(spots)).await?;
    let numbers = records.iter().map(|record| record.number.as_str());
    tx.later(
        record::Entity::update_many()
            .col_expr(record::Column::Indexed, Expr::value(1))
            .filter(record::Column::Number.is_in(numbers)),
    )
    .await?;
    Ok(())
}

/// Whether nothing is indexed.
///
/// # Errors
/// [`StoreError`].
pub async fn is_empty(c: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let any = record_spot::Entity::find().limit(1).one(c).await?;
    Ok(any.is_none())
}

/// The records that carry this, the latest first: at most [`MOST`] and one more.
///
/// # Errors
/// [`StoreError`].
pub async fn carrying(
    c: &impl ConnectionTrait,
    kind: TraceKind,
    key: &str,
) -> Result<Vec<(IncidentNumber, Trace)>, StoreError> {
    let rows = of_key(kind, key).all(c).await?;
    rows.into_iter()
        .map(|row| {
            let trace = Trace {
                kind: choice(&row.kind, "kind")?,
                key: row.key,
                shown: row.shown,
                part: choice(&row.part, "part")?,
                qualifier: row.qualifier,
            };
            Ok((number(&row.record)?, trace))
        })
        .collect()
}

fn of_key(kind: TraceKind, key: &str) -> Select<record_trace::Entity> {
    use record_trace::{Column, Entity};
    Entity::find()
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::Key.eq(key))
        .order_by_desc(Column::Day)
        .order_by_desc(Column::Record)
        .limit(MOST + 1)
}

/// What is around a spot.
#[derive(Debug, Default)]
pub struct Around {
    /// Some stand there twice.
    pub records: Vec<(IncidentNumber, Spot)>,
    /// There are more than [`MOST_NEAR`].
    pub crowded: bool,
}

/// The records that may be a near repeat of this spot or of its night.
///
/// # Errors
/// [`StoreError`].
pub async fn around(
    c: &impl ConnectionTrait,
    spot: &Spot,
    analysis: &Analysis,
) -> Result<Around, StoreError> {
    let mut around = Around::default();
    for query in near(spot, analysis) {
        let mut rows = query.all(c).await?;
        around.crowded |= rows.len() > MOST_NEAR as usize;
        rows.truncate(MOST_NEAR as usize);
        for row in rows {
            around.records.push(read(row)?);
        }
    }
    Ok(around)
}

fn near(spot: &Spot, analysis: &Analysis) -> Vec<Select<record_spot::Entity>> {
    use record_spot::{Column, Entity};
    let of_topic = |days: i32| {
        let (first, last) = (spot.day.to_julian_day(), spot.last_day().to_julian_day());
        Entity::find()
            .filter(Column::Topic.eq(spot.topic.code()))
            .filter(Column::Day.between(first - days, last + days))
            // In no order: asked for one, SQLite reads every place of these days instead of these places.
            .limit(MOST_NEAR + 1)
    };
    let mut queries = Vec::new();
    if spot.topic.repeats() {
        let days = i32::from(analysis.near_days);
        if let Some(pin) = spot.pin {
            let cells = Cell::around(pin, analysis.near_meters).into_iter();
            queries.push(of_topic(days).filter(Column::Cell.is_in(cells.map(|cell| cell.0))));
        }
        if let Some(address) = &spot.address {
            queries.push(of_topic(days).filter(Column::Address.eq(address.as_str())));
        }
    }
    if spot.topic == Topic::VehicleBurglary {
        // Who found it a day later began a day earlier.
        queries.push(of_topic(2));
    }
    queries
}

/// Day, hour, latitude and longitude: all that the map reads of a record.
type When = (i32, Option<i32>, Option<f64>, Option<f64>);

/// Every record of what happened between two days, both included, of one topic or of all.
///
/// # Errors
/// [`StoreError`].
pub async fn between(
    c: &impl ConnectionTrait,
    from: Date,
    to: Date,
    topic: Option<Topic>,
) -> Result<Vec<Happened>, StoreError> {
    use record_spot::{Column, Entity};
    let found: Vec<When> = Entity::find()
        .select_only()
        .columns([Column::Day, Column::Hour, Column::Lat, Column::Lon])
        .filter(Column::Day.between(from.to_julian_day(), to.to_julian_day()))
        .filter(Condition::all().add_option(topic.map(|topic| Column::Topic.eq(topic.code()))))
        .into_tuple()
        .all(c)
        .await?;
    found
        .into_iter()
        .map(|(of, at, lat, lon)| {
            Ok(Happened {
                day: day(of)?,
                hour: hour(at)?,
                pin: pin(lat, lon)?,
            })
        })
        .collect()
}

/// How the database goes about the look-ups of a record, a text for each step: a scan of a whole table would be told
/// here.
///
/// # Errors
/// [`StoreError`].
pub async fn plans(
    c: &impl ConnectionTrait,
    traces: &[Trace],
    spot: &Spot,
    analysis: &Analysis,
) -> Result<Vec<String>, StoreError> {
    let backend = c.get_database_backend();
    let look_ups = traces
        .iter()
        .map(|trace| of_key(trace.kind, &trace.key).build(backend))
        .chain(
            near(spot, analysis)
                .into_iter()
                .map(|query| query.build(backend)),
        );
    let (explain, column) = match backend {
        DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        _ => ("EXPLAIN", "QUERY PLAN"),
    };
    let mut steps = Vec::new();
    for look_up in look_ups {
        let explained = Statement {
            sql: format!("{explain} {}", look_up.sql),
            ..look_up
        };
        for row in c.query_all_raw(explained).await? {
            steps.push(row.try_get::<String>("", column)?);
        }
    }
    Ok(steps)
}

fn read(row: record_spot::Model) -> Result<(IncidentNumber, Spot), StoreError> {
    let until = match row.until_day {
        Some(last) => Some((day(last)?, hour(row.until_hour)?)),
        None => None,
    };
    let spot = Spot {
        topic: choice(&row.topic, "topic")?,
        day: day(row.day)?,
        hour: hour(row.hour)?,
        until,
        pin: pin(row.lat, row.lon)?,
        address: row.address,
    };
    Ok((number(&row.record)?, spot))
}

pub(super) fn number(text: &str) -> Result<IncidentNumber, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt("record"))
}

fn day(julian: i32) -> Result<Date, StoreError> {
    Date::from_julian_day(julian).map_err(|_| StoreError::Corrupt("day"))
}

fn hour(hour: Option<i32>) -> Result<Option<u8>, StoreError> {
    hour.map(|hour| u8::try_from(hour).map_err(|_| StoreError::Corrupt("hour")))
        .transpose()
}

fn pin(lat: Option<f64>, lon: Option<f64>) -> Result<Option<LatLon>, StoreError> {
    match (lat, lon) {
        (Some(lat), Some(lon)) => LatLon::new(lat, lon)
            .map(Some)
            .ok_or(StoreError::Corrupt("lat")),
        _ => Ok(None),
    }
}
