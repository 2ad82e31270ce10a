//! What the chief's numbers are made of: a few columns of each report of a period, read from one index; and the counts of
//! the form and of satisfaction.
//!
//! A count is one statement that the database decides, for all of its rows in one order: two requests that count the same
//! pages cannot wait for each other in a circle. Count last in a transaction; whoever counts holds the rows until it ends.

use super::codes::choice;
use super::entities::{form_count, report, satisfaction_count};
use super::{StoreError, Tx};
use domain::field::Choice;
use domain::incident::Kind;
use domain::jurisdiction::Sector;
use domain::numbers::desk::Outcome;
use domain::numbers::form::{Mark, What};
use domain::numbers::funnel::Counted;
use domain::numbers::satisfaction::{Rated, Score};
use domain::numbers::week::Week;
use domain::review::Status;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use std::collections::BTreeMap;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

/// One report of a period, as far as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportLine {
    /// Microseconds since 1970, as they are stored.
    pub submitted: i64,
    pub kind: Kind,
    pub area: Option<Sector>,
    pub status: Status,
    pub returned: bool,
    /// Whole minutes after it was sent.
    pub first_look: Option<u32>,
    pub decision: Option<u32>,
}

type Columns = (i64, String, String, String, i32, Option<i64>, Option<i64>);

/// The reports that were sent from one moment until just before another, the first first.
///
/// # Errors
/// [`StoreError`].
pub async fn reports(
    c: &impl ConnectionTrait,
    from: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Vec<ReportLine>, StoreError> {
    use report::Column;
    let rows: Vec<Columns> = report::Entity::find()
        .select_only()
        .columns([
            Column::SubmittedAt,
            Column::Kind,
            Column::Area,
            Column::Status,
            Column::Returned,
            Column::FirstLookedAt,
            Column::FirstDecidedAt,
        ])
        .filter(Column::SubmittedAt.gte(super::codes::stamp(from)))
        .filter(Column::SubmittedAt.lt(super::codes::stamp(until)))
        .order_by_asc(Column::SubmittedAt)
        .into_tuple()
        .all(c)
        .await?;
    rows.into_iter()
        .map(
            |(submitted, kind, area, status, returned, looked, decided)| {
                let after = |at: Option<i64>| at.map(|at| minutes(at - submitted));
                Ok(ReportLine {
                    submitted,
                    kind: choice(&kind, "kind")?,
                    area: if area.is_empty() {
                        None
                    } else {
                        Some(choice(&area, "area")?)
                    },
                    status: choice(&status, "status")?,
                    returned: returned != 0,
                    first_look: after(looked),
                    decision: after(decided),
                })
            },
        )
        .collect()
}

fn minutes(microseconds: i64) -> u32 {
    u32::try_from(Ord::max(microseconds, 0) / 60_000_000).unwrap_or(u32::MAX)
}

/// Counts each of these marks once, on this day.
///
/// # Errors
/// [`StoreError`].
pub async fn count(tx: &Tx, day: Date, marks: Vec<Mark>) -> Result<(), StoreError> {
    let mut sums = BTreeMap::new();
    for mark in marks {
        add(&mut sums, day, &mark, 1);
    }
    write_form(tx, sums).await
}

/// Counts by day, kind, page and what happened there.
pub type FormSums = BTreeMap<[String; 4], i64>;

/// Adds to what is to be counted.
pub fn add(sums: &mut FormSums, day: Date, mark: &Mark, times: i64) {
    let kind = mark.kind.map_or("", Choice::code).to_owned();
    let key = [
        text(day),
        kind,
        mark.step.clone(),
        mark.what.code().to_owned(),
    ];
    *sums.entry(key).or_default() += times;
}

/// Rows of one statement: it has room for 30,000 values.
const ROWS: usize = 1_000;

/// Writes what was added up.
///
/// # Errors
/// [`StoreError`].
pub async fn write_form(tx: &Tx, sums: FormSums) -> Result<(), StoreError> {
    use form_count::{ActiveModel, Column, Entity};
    let rows: Vec<ActiveModel> = sums
        .into_iter()
        .map(|([day, kind, step, what], total)| ActiveModel {
            day: Set(day),
            kind: Set(kind),
            step: Set(step),
            what: Set(what),
            total: Set(total),
        })
        .collect();
    for rows in rows.chunks(ROWS) {
        let more = OnConflict::columns([Column::Day, Column::Kind, Column::Step, Column::What])
            .value(
                Column::Total,
                Expr::col((Entity, Column::Total)).add(Expr::cust("excluded.total")),
            )
            .to_owned();
        tx.later(Entity::insert_many(rows.to_vec()).on_conflict(more))
            .await?;
    }
    Ok(())
}

/// What was counted in the form from one day to another, both included.
///
/// # Errors
/// [`StoreError`].
pub async fn form(
    c: &impl ConnectionTrait,
    from: Date,
    to: Date,
) -> Result<Vec<Counted>, StoreError> {
    use form_count::{Column, Entity};
    // The sum of whole numbers is a decimal to PostgreSQL, and whole here.
    let rows: Vec<(String, String, String, i64)> = Entity::find()
        .select_only()
        .columns([Column::Kind, Column::Step, Column::What])
        .column_as(Expr::cust("CAST(SUM(total) AS BIGINT)"), "total")
        .filter(Column::Day.between(text(from), text(to)))
        .group_by(Column::Kind)
        .group_by(Column::Step)
        .group_by(Column::What)
        .into_tuple()
        .all(c)
        .await?;
    rows.into_iter()
        .map(|(kind, step, what, total)| {
            Ok(Counted {
                kind: if kind.is_empty() {
                    None
                } else {
                    Some(choice(&kind, "kind")?)
                },
                step,
                what: What::from_code(&what).ok_or(StoreError::Corrupt("what"))?,
                total: whole(total),
            })
        })
        .collect()
}

/// Answers by week, kind, outcome and score.
pub type RatedSums = BTreeMap<[String; 4], i64>;

/// Adds an answer that was given on this day.
pub fn add_rated(sums: &mut RatedSums, day: Date, kind: Kind, outcome: Outcome, score: Score) {
    let week = text(Week::of(day).monday());
    let codes = [kind.code(), outcome.code(), score.code()].map(str::to_owned);
    let [kind, outcome, score] = codes;
    *sums.entry([week, kind, outcome, score]).or_default() += 1;
}

/// Writes what was added up.
///
/// # Errors
/// [`StoreError`].
pub async fn write_rated(tx: &Tx, sums: RatedSums) -> Result<(), StoreError> {
    use satisfaction_count::{ActiveModel, Column, Entity};
    let rows: Vec<ActiveModel> = sums
        .into_iter()
        .map(|([week, kind, outcome, score], total)| ActiveModel {
            week: Set(week),
            kind: Set(kind),
            outcome: Set(outcome),
            score: Set(score),
            total: Set(total),
        })
        .collect();
    for rows in rows.chunks(ROWS) {
        let more =
            OnConflict::columns([Column::Week, Column::Kind, Column::Outcome, Column::Score])
                .value(
                    Column::Total,
                    Expr::col((Entity, Column::Total)).add(Expr::cust("excluded.total")),
                )
                .to_owned();
        tx.later(Entity::insert_many(rows.to_vec()).on_conflict(more))
            .await?;
    }
    Ok(())
}

/// The answers of the weeks that begin from one Monday to another, both included.
///
/// # Errors
/// [`StoreError`].
pub async fn satisfaction(
    c: &impl ConnectionTrait,
    from: Week,
    to: Week,
) -> Result<Vec<Rated>, StoreError> {
    use satisfaction_count::{Column, Entity};
    let rows: Vec<(String, String, String, i64)> = Entity::find()
        .select_only()
        .columns([Column::Kind, Column::Outcome, Column::Score])
        .column_as(Expr::cust("CAST(SUM(total) AS BIGINT)"), "total")
        .filter(Column::Week.between(text(from.monday()), text(to.monday())))
        .group_by(Column::Kind)
        .group_by(Column::Outcome)
        .group_by(Column::Score)
        .into_tuple()
        .all(c)
        .await?;
    rows.into_iter()
        .map(|(kind, outcome, score, total)| {
            Ok(Rated {
                kind: choice(&kind, "kind")?,
                outcome: choice(&outcome, "outcome")?,
                score: choice(&score, "score")?,
                total: whole(total),
            })
        })
        .collect()
}

fn whole(total: i64) -> u64 {
    u64::try_from(total).unwrap_or(0)
}

/// `2026-11-20`: sorts as days do.
fn text(day: Date) -> String {
    day.format(format_description!("[year]-[month]-[day]"))
        .unwrap_or_default()
}
