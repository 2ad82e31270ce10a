//! Drafts: what a filer has typed so far, kept on the server from the first page on. The id is the hash of the
//! filer's key (cookie and resume code), so a copy of the database opens nobody's draft.

use super::codes::{from_json, moment, stamp, to_json};
use super::entities::draft::{ActiveModel, Column, Entity, Model};
use super::{Hash32, StoreError, Tx};
use domain::answers::RawAnswers;
use domain::number::TrackingNumber;
use domain::numbers::form::Progress;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use time::OffsetDateTime;

/// What a draft became: then it is over, and shows its confirmation again instead of being filed twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftOutcome {
    Report(TrackingNumber),
    OfficerRequest(TrackingNumber),
}

impl DraftOutcome {
    const REPORT: &'static str = "report";
    const OFFICER_REQUEST: &'static str = "officer_request";

    const fn parts(&self) -> (&'static str, &TrackingNumber) {
        match self {
            Self::Report(tracking) => (Self::REPORT, tracking),
            Self::OfficerRequest(tracking) => (Self::OFFICER_REQUEST, tracking),
        }
    }

    fn read(code: &str, tracking: &str) -> Result<Self, StoreError> {
        let tracking = tracking
            .parse()
            .map_err(|_| StoreError::Corrupt("outcome_tracking"))?;
        match code {
            Self::REPORT => Ok(Self::Report(tracking)),
            Self::OFFICER_REQUEST => Ok(Self::OfficerRequest(tracking)),
            _ => Err(StoreError::Corrupt("outcome")),
        }
    }
}

/// A draft as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// As typed. Empty once there is an outcome: they live on in the report or the request.
    pub answers: RawAnswers,
    pub updated_at: OffsetDateTime,
    pub outcome: Option<DraftOutcome>,
    /// How far it has come, as far as that is counted.
    pub progress: Progress,
}

/// Begins an empty draft.
///
/// # Errors
/// [`StoreError::Conflict`] when there is one with this id.
pub async fn create(tx: &Tx, id: Hash32, now: OffsetDateTime) -> Result<(), StoreError> {
    begin(tx, id, &RawAnswers::default(), &Progress::default(), now).await
}

/// Begins a draft that has come somewhere already.
///
/// # Errors
/// As [`create`].
pub async fn begin(
    tx: &Tx,
    id: Hash32,
    answers: &RawAnswers,
    progress: &Progress,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(id.to_vec()),
        answers: Set(to_json(answers, "answers")?),
        progress: Set(progress.as_str().to_owned()),
        created_at: Set(stamp(now)),
        updated_at: Set(stamp(now)),
        outcome: Set(None),
        outcome_tracking: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The draft with this id.
///
/// # Errors
/// [`StoreError`].
pub async fn load(c: &impl ConnectionTrait, id: Hash32) -> Result<Option<DraftRow>, StoreError> {
    Entity::find_by_id(id.to_vec())
        .one(c)
        .await?
        .map(read)
        .transpose()
}

/// Replaces the answers. The compare-and-set on the outcome is what keeps a late save (a second tab) from
/// writing into a draft whose report is filed.
///
/// # Errors
/// [`StoreError::Conflict`] when the draft has an outcome, [`StoreError::Missing`] when there is none.
pub async fn save(
    tx: &Tx,
    id: Hash32,
    answers: &RawAnswers,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    write(tx, id, answers, None, now).await
}

async fn write(
    tx: &Tx,
    id: Hash32,
    answers: &RawAnswers,
    progress: Option<&Progress>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let mut update = Entity::update_many()
        .col_expr(Column::Answers, Expr::value(to_json(answers, "answers")?))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)));
    if let Some(progress) = progress {
        update = update.col_expr(Column::Progress, Expr::value(progress.as_str()));
    }
    let saved = update
        .filter(Column::Id.eq(id.to_vec()))
        .filter(Column::Outcome.is_null())
        .exec(tx)
        .await?;
    changed_or_why(tx, id, saved.rows_affected).await
}

/// The filer is at work: keeps the draft from being forgotten, and its row until the transaction ends, so that it
/// cannot be sent in between.
///
/// # Errors
/// As [`save`].
pub async fn touch(tx: &Tx, id: Hash32, now: OffsetDateTime) -> Result<(), StoreError> {
    let touched = Entity::update_many()
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id.to_vec()))
        .filter(Column::Outcome.is_null())
        .exec(tx)
        .await?;
    changed_or_why(tx, id, touched.rows_affected).await
}

/// Changes the answers as they stand now, whatever another window wrote since they were read. The row is locked,
/// so that two windows which save at once change it one after the other: without the lock both would read, and the
/// second to write would undo the first.
///
/// # Errors
/// As [`save`].
pub async fn change<R>(
    tx: &Tx,
    id: Hash32,
    now: OffsetDateTime,
    change: impl FnOnce(&mut RawAnswers) -> R,
) -> Result<(RawAnswers, R), StoreError> {
    let DraftRow { mut answers, .. } = locked(tx, id).await?;
    let outcome = change(&mut answers);
    save(tx, id, &answers, now).await?;
    Ok((answers, outcome))
}

/// As [`change`], and keeps how far the draft has come with it. Gives what `walk` says of that, too.
///
/// # Errors
/// As [`save`].
pub async fn go_on<R, N>(
    tx: &Tx,
    id: Hash32,
    now: OffsetDateTime,
    change: impl FnOnce(&mut RawAnswers) -> R,
    walk: impl FnOnce(&RawAnswers, &mut Progress) -> N,
) -> Result<(RawAnswers, R, N), StoreError> {
    let row = locked(tx, id).await?;
    let (mut answers, mut progress) = (row.answers, row.progress.clone());
    let outcome = change(&mut answers);
    let new = walk(&answers, &mut progress);
    let moved = (progress != row.progress).then_some(&progress);
    write(tx, id, &answers, moved, now).await?;
    Ok((answers, outcome, new))
}

async fn locked(tx: &Tx, id: Hash32) -> Result<DraftRow, StoreError> {
    let row = Entity::find_by_id(id.to_vec())
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(StoreError::Missing)?;
    read(row)
}

/// Ends the draft and forgets its answers.
///
/// # Errors
/// [`StoreError::Conflict`] when it has an outcome already: it was sent twice. [`StoreError::Missing`].
pub async fn finish(
    tx: &Tx,
    id: Hash32,
    outcome: DraftOutcome,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    end(tx, id, None, &outcome, now).await
}

/// As [`finish`], if the answers are still those that were seen. So a report can be made from a draft that was
/// read with a reader, outside the write, where nobody waits for it.
///
/// # Errors
/// [`StoreError::Conflict`] also when another tab has changed the answers: read again.
pub async fn finish_as_seen(
    tx: &Tx,
    id: Hash32,
    seen: &RawAnswers,
    outcome: DraftOutcome,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    end(tx, id, Some(seen), &outcome, now).await
}

async fn end(
    tx: &Tx,
    id: Hash32,
    seen: Option<&RawAnswers>,
    outcome: &DraftOutcome,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (code, tracking) = outcome.parts();
    let none = to_json(&RawAnswers::default(), "answers")?;
    let mut update = Entity::update_many()
        .col_expr(Column::Answers, Expr::value(none))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .col_expr(Column::Progress, Expr::value(""))
        .col_expr(Column::Outcome, Expr::value(code))
        .col_expr(Column::OutcomeTracking, Expr::value(tracking.compact()))
        .filter(Column::Id.eq(id.to_vec()))
        .filter(Column::Outcome.is_null());
    if let Some(seen) = seen {
        // Answers are kept in the order of their keys: equal answers are equal text.
        update = update.filter(Column::Answers.eq(to_json(seen, "answers")?));
    }
    let ended = update.exec(tx).await?;
    changed_or_why(tx, id, ended.rows_affected).await
}

/// Forgets a draft. `false`: it is not there, so it is forgotten already.
///
/// # Errors
/// [`StoreError`].
pub async fn delete(tx: &Tx, id: Hash32) -> Result<bool, StoreError> {
    let deleted = Entity::delete_by_id(id.to_vec()).exec(tx).await?;
    Ok(deleted.rows_affected == 1)
}

/// How far the drafts have come that [`purge`] would forget unfiled, and when each was last touched. They are locked: who
/// comes back to one now finds it gone.
///
/// # Errors
/// [`StoreError`].
pub async fn unfinished(
    tx: &Tx,
    older_than: OffsetDateTime,
) -> Result<Vec<(OffsetDateTime, Progress)>, StoreError> {
    let rows: Vec<(i64, String)> = Entity::find()
        .select_only()
        .columns([Column::UpdatedAt, Column::Progress])
        .filter(Column::UpdatedAt.lt(stamp(older_than)))
        .filter(Column::Outcome.is_null())
        .filter(Column::Progress.ne(""))
        .lock_exclusive()
        .into_tuple()
        .all(tx)
        .await?;
    rows.into_iter()
        .map(|(at, progress)| Ok((moment(at)?, Progress::kept(progress))))
        .collect()
}

/// Forgets every draft, filed or not, that was last touched before this instant. Returns how many.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &Tx, older_than: OffsetDateTime) -> Result<u64, StoreError> {
    let purged = Entity::delete_many()
        .filter(Column::UpdatedAt.lt(stamp(older_than)))
        .exec(tx)
        .await?;
    Ok(purged.rows_affected)
}

async fn changed_or_why(tx: &Tx, id: Hash32, rows: u64) -> Result<(), StoreError> {
    if rows == 1 {
        return Ok(());
    }
    match Entity::find_by_id(id.to_vec()).one(tx).await? {
        Some(_) => Err(StoreError::Conflict),
        None => Err(StoreError::Missing),
    }
}

fn read(row: Model) -> Result<DraftRow, StoreError> {
    let outcome = match (row.outcome, row.outcome_tracking) {
        (Some(code), Some(tracking)) => Some(DraftOutcome::read(&code, &tracking)?),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return Err(StoreError::Corrupt("outcome")),
    };
    Ok(DraftRow {
        answers: from_json(&row.answers, "answers")?,
        updated_at: moment(row.updated_at)?,
        outcome,
        progress: Progress::kept(row.progress),
    })
}
