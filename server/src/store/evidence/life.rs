//! What happens to a file: begun, grown chunk by chunk, finished or refused, taken over by a report, forgotten.
//!
//! Every change is a compare-and-set on the state that it begins from, so that two tabs, or a late packet of a
//! broken connection, cannot write into a file that is over.

use super::super::codes::stamp;
use super::super::drafts;
use super::super::entities::evidence::{ActiveModel, Column, Entity};
use super::super::entities::evidence_chunk;
use super::super::{Hash32, StoreError, Tx};
use super::{EvidenceState, Whole, column};
use crate::evidence::seal::Part;
use domain::evidence::Refusal;
use domain::field::Choice;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use time::OffsetDateTime;
use uuid::Uuid;

/// A file to be received.
#[derive(Debug, Clone)]
pub struct NewEvidence {
    /// UUID v7.
    pub id: Uuid,
    pub draft: Hash32,
    pub name: String,
    /// In bytes, if it is known before.
    pub size: Option<u64>,
    pub wrapped_key: Vec<u8>,
}

/// Refused files are free, but not without end: rows of a draft, for each file that it may have.
const TRIES: u64 = 8;

/// What a whole file turned out to be.
#[derive(Debug, Clone)]
pub struct Finished {
    pub whole: Whole,
    /// The objects of the preview, in their order.
    pub preview: Vec<String>,
}

/// Begins a file. `false`: the draft has as many as it may have; those that were refused do not count.
///
/// The draft's row is written first: two requests at once take their turns, and cannot both be the last to fit.
///
/// # Errors
/// [`StoreError::Conflict`] when the draft has been sent, [`StoreError::Missing`] when there is none.
pub async fn begin(
    tx: &Tx,
    file: NewEvidence,
    most: u16,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    drafts::touch(tx, file.draft, now).await?;
    let held = Entity::find()
        .filter(Column::Draft.eq(file.draft.to_vec()))
        .filter(Column::State.is_in([EvidenceState::Uploading.code(), EvidenceState::Ready.code()]))
        .count(tx)
        .await?;
    let ever = Entity::find()
        .filter(Column::Draft.eq(file.draft.to_vec()))
        .count(tx)
        .await?;
    if held >= u64::from(most) || ever >= TRIES * u64::from(most) {
        return Ok(false);
    }
    let row = ActiveModel {
        id: Set(file.id),
        draft: Set(file.draft.to_vec()),
        report: Set(None),
        request: Set(None),
        name: Set(file.name),
        kind: Set(None),
        size: Set(file.size.map(column)),
        received: Set(0),
        sha256: Set(None),
        wrapped_key: Set(file.wrapped_key),
        state: Set(EvidenceState::Uploading.code().to_owned()),
        refusal: Set(None),
        preview: Set(false),
        created_at: Set(stamp(now)),
        updated_at: Set(stamp(now)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(true)
}

/// One more chunk is kept, `bytes` long, at this offset. The compare-and-set on the offset is what keeps two
/// requests that send the same piece from both being believed.
///
/// # Errors
/// [`StoreError::Conflict`] when the file has grown otherwise, or is over.
pub async fn append(
    tx: &Tx,
    id: Uuid,
    (offset, bytes): (u64, u64),
    (place, object): (u32, String),
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let grown = Entity::update_many()
        .col_expr(Column::Received, Expr::value(column(offset + bytes)))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(EvidenceState::Uploading.code()))
        .filter(Column::Received.eq(column(offset)))
        .exec(tx)
        .await?;
    if grown.rows_affected != 1 {
        return Err(StoreError::Conflict);
    }
    insert_chunks(tx, id, Part::Original, place, vec![object]).await
}

async fn insert_chunks(
    tx: &Tx,
    id: Uuid,
    part: Part,
    first: u32,
    objects: Vec<String>,
) -> Result<(), StoreError> {
    if objects.is_empty() {
        return Ok(());
    }
    let rows =
        objects
            .into_iter()
            .zip(first..)
            .map(|(object, place)| evidence_chunk::ActiveModel {
                evidence: Set(id),
                part: Set(part.code().to_owned()),
                place: Set(i32::try_from(place).unwrap_or(i32::MAX)),
                object: Set(object),
            });
    tx.later(evidence_chunk::Entity::insert_many(rows)).await?;
    Ok(())
}

/// The file is all there and fit to be kept.
///
/// # Errors
/// [`StoreError::Conflict`] when its draft has been sent without it, or it was removed meanwhile.
pub async fn finish(
    tx: &Tx,
    (id, draft): (Uuid, Hash32),
    finished: Finished,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    drafts::touch(tx, draft, now).await?;
    let whole = finished.whole;
    let ended = Entity::update_many()
        .col_expr(Column::State, Expr::value(EvidenceState::Ready.code()))
        .col_expr(Column::Kind, Expr::value(whole.kind.code()))
        .col_expr(Column::Size, Expr::value(column(whole.size)))
        .col_expr(Column::Sha256, Expr::value(whole.sha256.to_vec()))
        .col_expr(Column::Preview, Expr::value(whole.preview))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(EvidenceState::Uploading.code()))
        .filter(Column::Received.eq(column(whole.size)))
        .exec(tx)
        .await?;
    if ended.rows_affected != 1 {
        return Err(StoreError::Conflict);
    }
    insert_chunks(tx, id, Part::Preview, 0, finished.preview).await
}

/// The file is not taken. Its chunks are forgotten here; whoever asks deletes the objects, which he has listed
/// before.
///
/// # Errors
/// [`StoreError::Conflict`] when it is over already.
pub async fn refuse(
    tx: &Tx,
    id: Uuid,
    refusal: Refusal,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let refused = Entity::update_many()
        .col_expr(Column::State, Expr::value(EvidenceState::Refused.code()))
        .col_expr(Column::Refusal, Expr::value(refusal.code()))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(EvidenceState::Uploading.code()))
        .exec(tx)
        .await?;
    if refused.rows_affected != 1 {
        return Err(StoreError::Conflict);
    }
    delete_chunks(tx, id).await
}

/// The filer takes a file back. `false`: it is not theirs, or it was sent.
///
/// # Errors
/// [`StoreError`].
pub async fn remove(
    tx: &Tx,
    id: Uuid,
    draft: Hash32,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let removed = Entity::update_many()
        .col_expr(Column::State, Expr::value(EvidenceState::Removed.code()))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .filter(Column::Draft.eq(draft.to_vec()))
        .filter(Column::Report.is_null())
        .filter(Column::Request.is_null())
        .exec(tx)
        .await?;
    Ok(removed.rows_affected == 1)
}

/// The draft's files that are ready become those of its report. In the transaction that files it, after the draft is
/// finished: no file can become ready behind it.
///
/// # Errors
/// [`StoreError`].
pub async fn adopt_by_report(tx: &Tx, draft: Hash32, report: Uuid) -> Result<u64, StoreError> {
    adopt(tx, draft, Column::Report, report).await
}

/// As [`adopt_by_report`], for a request for an officer.
///
/// # Errors
/// [`StoreError`].
pub async fn adopt_by_request(tx: &Tx, draft: Hash32, request: Uuid) -> Result<u64, StoreError> {
    adopt(tx, draft, Column::Request, request).await
}

async fn adopt(tx: &Tx, draft: Hash32, owner: Column, id: Uuid) -> Result<u64, StoreError> {
    let adopted = Entity::update_many()
        .col_expr(owner, Expr::value(id))
        .filter(Column::Draft.eq(draft.to_vec()))
        .filter(Column::State.eq(EvidenceState::Ready.code()))
        .filter(Column::Report.is_null())
        .filter(Column::Request.is_null())
        .exec(tx)
        .await?;
    Ok(adopted.rows_affected)
}

/// The files of these reports, which are being forgotten, belong to nobody: the sweep deletes what there is of them.
///
/// # Errors
/// [`StoreError`].
pub async fn abandon_reports(tx: &Tx, reports: &[Uuid]) -> Result<(), StoreError> {
    abandon(tx, Column::Report, reports).await
}

/// As [`abandon_reports`], of requests for an officer.
///
/// # Errors
/// [`StoreError`].
pub async fn abandon_requests(tx: &Tx, requests: &[Uuid]) -> Result<(), StoreError> {
    abandon(tx, Column::Request, requests).await
}

async fn abandon(tx: &Tx, owner: Column, ids: &[Uuid]) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(EvidenceState::Removed.code()))
        .col_expr(owner, Expr::cust("NULL"))
        .filter(owner.is_in(ids.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets a file's row and what it says of its objects, which are deleted by then.
///
/// # Errors
/// [`StoreError`].
pub async fn forget(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    delete_chunks(tx, id).await?;
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

async fn delete_chunks(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    evidence_chunk::Entity::delete_many()
        .filter(evidence_chunk::Column::Evidence.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
