//! Requests for an officer: whom to call back and when, with what had been typed. For any reason or none, so a
//! request has no review; it is open until somebody says which officer took it and what came of it.

use super::codes::{choice, from_json, hash, lang, moment, stamp, stop, to_json};
use super::entities::officer_request::{ActiveModel, Column, Entity, Model};
use super::entities::{draft, job};
use super::{Actor, Hash32, StoreError, Tx, evidence};
use app::words::Lang;
use domain::answers::RawAnswers;
use domain::eligibility::Stop;
use domain::field::Choice;
use domain::incident::Kind;
use domain::number::TrackingNumber;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// A request to be filed.
#[derive(Debug, Clone)]
pub struct NewOfficerRequest {
    /// UUID v7.
    pub id: Uuid,
    pub tracking: TrackingNumber,
    pub access_hash: Hash32,
    /// Unique: a draft is sent once.
    pub draft: Hash32,
    /// As far as the filer had come.
    pub kind: Option<Kind>,
    /// Why the report could not be filed online, where that was it.
    pub stop: Option<Stop>,
    pub answers: RawAnswers,
    pub name: String,
    pub phone: String,
    pub email: Option<String>,
    /// In which the resident asked, and is written to.
    pub lang: Lang,
    /// When to call, in the filer's words.
    pub when: String,
    pub created_at: OffsetDateTime,
    pub due_at: OffsetDateTime,
}

/// A request as it stands.
#[derive(Debug, Clone)]
pub struct OfficerRequestRow {
    pub id: Uuid,
    pub tracking: TrackingNumber,
    pub access_hash: Hash32,
    pub draft: Hash32,
    pub kind: Option<Kind>,
    pub stop: Option<Stop>,
    pub answers: RawAnswers,
    pub name: String,
    pub phone: String,
    pub email: Option<String>,
    /// In which the resident asked, and is written to.
    pub lang: Lang,
    pub when: String,
    pub created_at: OffsetDateTime,
    pub due_at: OffsetDateTime,
    /// Set once somebody has dealt with it.
    pub closed: Option<Closed>,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub at: OffsetDateTime,
    pub officer: String,
    pub outcome: String,
    pub by: Actor,
}

/// Files a request.
///
/// # Errors
/// [`StoreError::Conflict`] when its draft was sent already.
pub async fn insert(tx: &Tx, request: NewOfficerRequest) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(request.id),
        tracking: Set(request.tracking.into()),
        access_hash: Set(request.access_hash.to_vec()),
        draft: Set(request.draft.to_vec()),
        kind: Set(request.kind.map(|kind| kind.code().to_owned())),
        stop: Set(request.stop.map(|stop| stop.code().to_owned())),
        answers: Set(to_json(&request.answers, "answers")?),
        name: Set(request.name),
        phone: Set(request.phone),
        email: Set(request.email),
        call_when: Set(request.when),
        created_at: Set(stamp(request.created_at)),
        due_at: Set(stamp(request.due_at)),
        closed_at: Set(None),
        officer: Set(None),
        outcome: Set(None),
        closed_by_kind: Set(None),
        closed_by_id: Set(None),
        closed_by_name: Set(None),
        language: Set(request.lang.tag().to_owned()),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The request with this id.
///
/// # Errors
/// [`StoreError`].
pub async fn by_id(
    c: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<OfficerRequestRow>, StoreError> {
    Entity::find_by_id(id).one(c).await?.map(read).transpose()
}

/// The id and the access hash of the request with this tracking number, as `reports::lock_of`.
///
/// # Errors
/// [`StoreError`].
pub async fn lock_of(
    c: &impl ConnectionTrait,
    tracking: &TrackingNumber,
) -> Result<Option<(Uuid, Hash32)>, StoreError> {
    let found: Option<(Uuid, Vec<u8>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::AccessHash])
        .filter(Column::Tracking.eq(tracking.compact()))
        .into_tuple()
        .one(c)
        .await?;
    found.map(|(id, bytes)| Ok((id, hash(&bytes)?))).transpose()
}

/// The request with this tracking number.
///
/// # Errors
/// [`StoreError`].
pub async fn by_tracking(
    c: &impl ConnectionTrait,
    tracking: &TrackingNumber,
) -> Result<Option<OfficerRequestRow>, StoreError> {
    Entity::find()
        .filter(Column::Tracking.eq(tracking.compact()))
        .one(c)
        .await?
        .map(read)
        .transpose()
}

/// The request that this draft became.
///
/// # Errors
/// [`StoreError`].
pub async fn by_draft(
    c: &impl ConnectionTrait,
    draft: Hash32,
) -> Result<Option<OfficerRequestRow>, StoreError> {
    Entity::find()
        .filter(Column::Draft.eq(draft.to_vec()))
        .one(c)
        .await?
        .map(read)
        .transpose()
}

/// Requests, the one that is due first first.
///
/// # Errors
/// [`StoreError`].
pub async fn list(
    c: &impl ConnectionTrait,
    open_only: bool,
    limit: u64,
) -> Result<Vec<OfficerRequestRow>, StoreError> {
    let mut select = Entity::find()
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(limit);
    if open_only {
        select = select.filter(Column::ClosedAt.is_null());
    }
    let rows = select.all(c).await?;
    rows.into_iter().map(read).collect()
}

/// Closes a request. `false`: somebody has closed it before, or there is none.
///
/// # Errors
/// [`StoreError`].
pub async fn close(
    tx: &Tx,
    id: Uuid,
    officer: &str,
    outcome: &str,
    by: &Actor,
    at: OffsetDateTime,
) -> Result<bool, StoreError> {
    let closed = Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(stamp(at)))
        .col_expr(Column::Officer, Expr::value(officer))
        .col_expr(Column::Outcome, Expr::value(outcome))
        .col_expr(Column::ClosedByKind, Expr::value(by.code()))
        .col_expr(Column::ClosedById, Expr::value(by.id()))
        .col_expr(
            Column::ClosedByName,
            Expr::value(by.name().map(str::to_owned)),
        )
        .filter(Column::Id.eq(id))
        .filter(Column::ClosedAt.is_null())
        .exec(tx)
        .await?;
    Ok(closed.rows_affected == 1)
}

/// The requests that were closed before this moment, the first closed first.
///
/// # Errors
/// [`StoreError`].
pub async fn to_forget(
    c: &impl ConnectionTrait,
    before: OffsetDateTime,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ClosedAt.lt(stamp(before)))
        .order_by_asc(Column::ClosedAt)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(c)
        .await?)
}

/// Forgets those of these requests that are still to be forgotten, with their jobs, and leaves their files to the sweep.
/// Returns their numbers.
///
/// # Errors
/// [`StoreError`].
pub async fn forget(
    tx: &Tx,
    requests: &[Uuid],
    before: OffsetDateTime,
) -> Result<Vec<TrackingNumber>, StoreError> {
    let found: Vec<(Uuid, String, Vec<u8>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Tracking, Column::Draft])
        .filter(Column::Id.is_in(requests.iter().copied()))
        .filter(Column::ClosedAt.lt(stamp(before)))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx)
        .await?;
    let ids: Vec<Uuid> = found.iter().map(|(id, ..)| *id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    evidence::abandon_requests(tx, &ids).await?;
    job::Entity::delete_many()
        .filter(job::Column::Request.is_in(ids.clone()))
        .exec(tx)
        .await?;
    Entity::delete_many()
        .filter(Column::Id.is_in(ids))
        .exec(tx)
        .await?;
    // As of a report.
    draft::Entity::delete_many()
        .filter(draft::Column::Id.is_in(found.iter().map(|(.., draft)| draft.clone())))
        .exec(tx)
        .await?;
    found
        .into_iter()
        .map(|(_, tracking, _)| {
            tracking
                .parse()
                .map_err(|_| StoreError::Corrupt("tracking"))
        })
        .collect()
}

fn read(row: Model) -> Result<OfficerRequestRow, StoreError> {
    let closed = match (row.closed_at, row.officer, row.outcome, row.closed_by_kind) {
        (Some(at), Some(officer), Some(outcome), Some(kind)) => Some(Closed {
            at: moment(at)?,
            officer,
            outcome,
            by: Actor::read(&kind, row.closed_by_id, row.closed_by_name)?,
        }),
        (None, ..) => None,
        _ => return Err(StoreError::Corrupt("closed_at")),
    };
    Ok(OfficerRequestRow {
        id: row.id,
        tracking: row
            .tracking
            .parse()
            .map_err(|_| StoreError::Corrupt("tracking"))?,
        access_hash: hash(&row.access_hash)?,
        draft: hash(&row.draft)?,
        kind: row.kind.map(|code| choice(&code, "kind")).transpose()?,
        stop: row.stop.map(|code| stop(&code)).transpose()?,
        answers: from_json(&row.answers, "answers")?,
        name: row.name,
        phone: row.phone,
        email: row.email,
        lang: lang(&row.language),
        when: row.call_when,
        created_at: moment(row.created_at)?,
        due_at: moment(row.due_at)?,
        closed,
    })
}
