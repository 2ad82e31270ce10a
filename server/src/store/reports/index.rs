//! What lists and searches need beside a report: its flags, its part of the town, and what it is found by. Written in the
//! transaction that files the report; reports of an older version are indexed by the first start.

use super::super::codes::{from_json, split_advice, stamp};
use super::super::entities::report::{Column, Entity};
use super::super::entities::{report_flag, report_token};
use super::super::{StoreError, Tx};
use super::{NewReport, moment};
use domain::answers::RawAnswers;
use domain::due::look_by;
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::incident::common::PIN;
use domain::jurisdiction::{Bounds, LatLon, Sector};
use domain::review::Status;
use domain::search;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// The pseudo-flag of a report that has any.
pub(super) const ANY: &str = "any";
/// Reports that are indexed in one transaction.
const BATCH: u64 = 100;

/// The code of a part of the town; a report without a place has none.
pub(super) fn area_code(area: Option<Sector>) -> &'static str {
    area.map_or("", Choice::code)
}

/// What a list in this status is sorted by: when it is due while it waits for the department, else when it was received.
pub(in crate::store) fn sort_at(status: Status, due: i64, submitted: i64) -> i64 {
    if status.is_open() { due } else { submitted }
}

/// The part of the town that the filer's pin lies in.
#[must_use]
pub fn area(answers: &RawAnswers, bounds: &Bounds) -> Option<Sector> {
    let pin = LatLon::parse(answers.get(PIN.spec.key)).ok()?;
    Some(Sector::of(pin, bounds))
}

/// The rows beside a report.
pub(in crate::store) struct Beside {
    pub flags: Vec<report_flag::ActiveModel>,
    pub tokens: Vec<report_token::ActiveModel>,
}

impl Beside {
    /// The rows of a report that is now in this status.
    pub(in crate::store) fn of(report: &NewReport, status: Status) -> Self {
        let due = look_by(report.submitted_at, report.review_by, &report.advice);
        let sort_at = sort_at(status, stamp(due), stamp(report.submitted_at));
        Self {
            flags: flags(
                report.id,
                &report.advice,
                &[status.code(), report.kind.code(), area_code(report.area)],
                sort_at,
            ),
            tokens: tokens(report.id, &report.answers),
        }
    }

    pub(super) async fn write(self, tx: &Tx) -> Result<(), StoreError> {
        if !self.flags.is_empty() {
            let once =
                OnConflict::columns([report_flag::Column::Flag, report_flag::Column::Report])
                    .do_nothing()
                    .to_owned();
            tx.later(report_flag::Entity::insert_many(self.flags).on_conflict(once))
                .await?;
        }
        if !self.tokens.is_empty() {
            let once =
                OnConflict::columns([report_token::Column::Token, report_token::Column::Report])
                    .do_nothing()
                    .to_owned();
            tx.later(report_token::Entity::insert_many(self.tokens).on_conflict(once))
                .await?;
        }
        Ok(())
    }
}

fn flags(
    report: Uuid,
    advice: &[Advice],
    [status, kind, area]: &[&str; 3],
    sort_at: i64,
) -> Vec<report_flag::ActiveModel> {
    let any = (!advice.is_empty()).then_some(ANY);
    any.into_iter()
        .chain(advice.iter().map(|flag| flag.code()))
        .map(|flag| report_flag::ActiveModel {
            report: Set(report),
            flag: Set(flag.to_owned()),
            status: Set((*status).to_owned()),
            kind: Set((*kind).to_owned()),
            area: Set((*area).to_owned()),
            sort_at: Set(sort_at),
        })
        .collect()
}

fn tokens(report: Uuid, answers: &RawAnswers) -> Vec<report_token::ActiveModel> {
    search::tokens(answers)
        .into_iter()
        .map(|token| report_token::ActiveModel {
            token: Set(token),
            report: Set(report),
        })
        .collect()
}

type Old = (Uuid, String, String, String, i64, i64, String);

/// Indexes some reports that a version before this one has filed. Returns how many; 0: there are no more.
///
/// # Errors
/// [`StoreError`].
pub async fn index_some(tx: &Tx, bounds: &Bounds) -> Result<usize, StoreError> {
    let old: Vec<Old> = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Kind,
            Column::Status,
            Column::Advice,
            Column::SubmittedAt,
            Column::ReviewBy,
            Column::Answers,
        ])
        // As the index says it.
        .filter(Expr::cust("indexed = 0"))
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .into_tuple()
        .all(tx)
        .await?;
    let count = old.len();
    for (id, kind, status, advice, submitted, promised, answers) in old {
        let answers: RawAnswers = from_json(&answers, "answers")?;
        let advice = split_advice(&advice)?;
        let now = super::choice(&status, "status")?;
        let due = stamp(look_by(moment(submitted)?, moment(promised)?, &advice));
        let sort_at = sort_at(now, due, submitted);
        let area = area_code(area(&answers, bounds));
        let beside = Beside {
            flags: flags(id, &advice, &[&status, &kind, area], sort_at),
            tokens: tokens(id, &answers),
        };
        beside.write(tx).await?;
        Entity::update_many()
            .col_expr(Column::DueAt, Expr::value(due))
            .col_expr(Column::SortAt, Expr::value(sort_at))
            .col_expr(Column::Area, Expr::value(area))
            .col_expr(Column::Indexed, Expr::value(1))
            .filter(Column::Id.eq(id))
            .exec(tx)
            .await?;
    }
    Ok(count)
}

/// When the report is due, as it is stored.
pub(super) fn due(report: &NewReport) -> OffsetDateTime {
    look_by(report.submitted_at, report.review_by, &report.advice)
}

/// Whether reports of an older version wait to be indexed.
///
/// # Errors
/// [`StoreError`].
pub async fn any_to_index(c: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let one: Option<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Expr::cust("indexed = 0"))
        .limit(1)
        .into_tuple()
        .one(c)
        .await?;
    Ok(one.is_some())
}
