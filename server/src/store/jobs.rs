//! Jobs: everything that leaves the building is a row written in the transaction that caused it. What a job
//! does, and when it is tried again, is decided in the server's `jobs` room.

use super::codes::{choice, from_json, moment, stamp, to_json};
use super::entities::handover;
use super::entities::job::{ActiveModel, Column, Entity, Model};
use super::{StoreError, Tx};
use domain::choices;
use domain::field::Choice;
use sea_orm::sea_query::{Expr, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set,
};
use std::time::Duration;
use time::OffsetDateTime;
use uuid::Uuid;

choices! {
    /// What is to be done.
    JobKind {
        Receipt = "receipt",
        Copy = "copy",
        Rms = "rms",
        MoreAsked = "more_asked",
        OfficerAssigned = "officer_assigned",
        Duplicate = "duplicate",
        Reopened = "reopened",
        OfficerRequest = "officer_request",
        Supplement = "supplement",
        RmsSupplement = "rms_supplement",
        FollowUp = "follow_up",
        // The audit trail's week in figures.
        AuditReview = "audit_review",
    }
    /// Where a job stands.
    JobState {
        Pending = "pending",
        Running = "running",
        Done = "done",
        GivenUp = "given_up",
    }
}

/// A job to be queued.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub kind: JobKind,
    pub report: Option<Uuid>,
    /// The officer request.
    pub request: Option<Uuid>,
    /// Names the job, e.g. `receipt:<report id>`: the same key twice is one job.
    pub key: String,
    /// Ids, codes and counts only.
    pub payload: serde_json::Value,
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRow {
    pub id: Uuid,
    pub kind: JobKind,
    pub report: Option<Uuid>,
    pub request: Option<Uuid>,
    pub key: String,
    pub payload: serde_json::Value,
    pub state: JobState,
    /// How often it was begun, since it was queued or sent again.
    pub attempts: u32,
    /// Pending: not before. Running: taken for lost after.
    pub due_at: OffsetDateTime,
    /// The code of the latest failure.
    pub last_error: Option<String>,
    /// What the other side said of it, in its own words: for the desk, never for the log.
    pub reason: Option<String>,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}

/// A claimed job: the same row.
pub type Job = JobRow;

/// Queues a job, due now. A key that is there already, in whatever state, changes nothing.
///
/// # Errors
/// [`StoreError`].
pub async fn enqueue(tx: &Tx, job: NewJob, now: OffsetDateTime) -> Result<(), StoreError> {
    enqueue_for(tx, job, now, now).await
}

/// As [`enqueue`], due later.
///
/// # Errors
/// [`StoreError`].
pub async fn enqueue_for(
    tx: &Tx,
    job: NewJob,
    due: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set(job.kind.code().to_owned()),
        report: Set(job.report),
        request: Set(job.request),
        key: Set(job.key),
        payload: Set(to_json(&job.payload, "payload")?),
        state: Set(JobState::Pending.code().to_owned()),
        attempts: Set(0),
        due_at: Set(stamp(due)),
        last_error: Set(None),
        reason: Set(None),
        created_at: Set(stamp(now)),
        updated_at: Set(stamp(now)),
    };
    let once = OnConflict::column(Column::Key).do_nothing().to_owned();
    tx.later(Entity::insert(row).on_conflict(once)).await?;
    Ok(())
}

/// Takes the job that has been due longest, a lost one before all others, for the length of the lease. A worker that dies does not come back
/// for its job: after the lease somebody else gets it. So a job may be done twice and must be idempotent.
///
/// Two workers never get the same job: on PostgreSQL the row is locked and the other worker skips it, on SQLite
/// there is one writer.
///
/// # Errors
/// [`StoreError`].
pub async fn claim_due(
    tx: &Tx,
    now: OffsetDateTime,
    lease: Duration,
) -> Result<Option<Job>, StoreError> {
    // One state at a time: each is the first entry of the index then, however many wait. What was lost goes first, else
    // it would wait for as long as there is anything new.
    let mut due = first_due(tx, JobState::Running, now).await?;
    if due.is_none() {
        due = first_due(tx, JobState::Pending, now).await?;
    }
    let Some(mut row) = due else { return Ok(None) };
    row.state = JobState::Running.code().to_owned();
    row.attempts += 1;
    row.due_at = stamp(now + lease);
    row.updated_at = stamp(now);
    Entity::update_many()
        .col_expr(Column::State, Expr::value(row.state.as_str()))
        .col_expr(Column::Attempts, Expr::value(row.attempts))
        .col_expr(Column::DueAt, Expr::value(row.due_at))
        .col_expr(Column::UpdatedAt, Expr::value(row.updated_at))
        .filter(Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    read(row).map(Some)
}

async fn first_due(
    tx: &Tx,
    state: JobState,
    now: OffsetDateTime,
) -> Result<Option<Model>, StoreError> {
    let due = Entity::find()
        .filter(Column::State.eq(state.code()))
        .filter(Column::DueAt.lte(stamp(now)))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(tx)
        .await?;
    Ok(due)
}

/// The job is done.
///
/// # Errors
/// [`StoreError`].
pub async fn done(tx: &Tx, id: Uuid, now: OffsetDateTime) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(JobState::Done.code()))
        .col_expr(Column::LastError, Expr::value(Option::<String>::None))
        .col_expr(Column::Reason, Expr::value(Option::<String>::None))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// The job failed, for a reason named by a code, and perhaps in the other side's words. `None`: it is given up until somebody sends it again. A job
/// that another worker has done meanwhile stays done.
///
/// # Errors
/// [`StoreError`].
pub async fn failed(
    tx: &Tx,
    id: Uuid,
    error: &str,
    reason: Option<&str>,
    retry_at: Option<OffsetDateTime>,
) -> Result<(), StoreError> {
    let state = if retry_at.is_some() {
        JobState::Pending
    } else {
        JobState::GivenUp
    };
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.code()))
        .col_expr(Column::LastError, Expr::value(error))
        .col_expr(Column::Reason, Expr::value(reason));
    if let Some(at) = retry_at {
        update = update.col_expr(Column::DueAt, Expr::value(stamp(at)));
    }
    update
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(JobState::Running.code()))
        .exec(tx)
        .await?;
    Ok(())
}

/// What staff must see: given up, or failed and waiting for another try. The latest first.
///
/// # Errors
/// [`StoreError`].
pub async fn troubled(c: &impl ConnectionTrait) -> Result<Vec<JobRow>, StoreError> {
    let rows = Entity::find()
        .filter(
            Condition::any()
                .add(Column::State.eq(JobState::GivenUp.code()))
                .add(
                    Condition::all()
                        .add(Column::State.eq(JobState::Pending.code()))
                        .add(Column::Attempts.gt(0)),
                ),
        )
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Makes a troubled job due now, with all its tries. `false`: it is done, under way or not there.
///
/// # Errors
/// [`StoreError`].
pub async fn send_again(tx: &Tx, id: Uuid, now: OffsetDateTime) -> Result<bool, StoreError> {
    let sent = Entity::update_many()
        .col_expr(Column::State, Expr::value(JobState::Pending.code()))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::DueAt, Expr::value(stamp(now)))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in([JobState::GivenUp.code(), JobState::Pending.code()]))
        .exec(tx)
        .await?;
    Ok(sent.rows_affected == 1)
}

/// As [`send_again`], for everything that was given up: what was wrong was wrong for all of it. Returns how many.
///
/// # Errors
/// [`StoreError`].
pub async fn send_all_again(tx: &Tx, now: OffsetDateTime) -> Result<u64, StoreError> {
    let sent = Entity::update_many()
        .col_expr(Column::State, Expr::value(JobState::Pending.code()))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::DueAt, Expr::value(stamp(now)))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .filter(Column::State.eq(JobState::GivenUp.code()))
        .exec(tx)
        .await?;
    Ok(sent.rows_affected)
}

/// Makes the hand-overs due whose documents lay there to be fetched and never were: from now on documents are sent.
/// Returns how many. A supplement of such a report may be sent once more than it must.
///
/// # Errors
/// [`StoreError`].
pub async fn send_what_lies(tx: &Tx, now: OffsetDateTime) -> Result<u64, StoreError> {
    let mut sent = 0;
    for (kind, is_supplement) in [(JobKind::Rms, false), (JobKind::RmsSupplement, true)] {
        let number = if is_supplement {
            handover::Column::Number.gt(0)
        } else {
            handover::Column::Number.eq(0)
        };
        let lying = handover::Entity::find()
            .select_only()
            .column(handover::Column::Report)
            .filter(handover::Column::HandedOverAt.is_null())
            .filter(number)
            .into_query();
        let due = Entity::update_many()
            .col_expr(Column::State, Expr::value(JobState::Pending.code()))
            .col_expr(Column::Attempts, Expr::value(0))
            .col_expr(Column::DueAt, Expr::value(stamp(now)))
            .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
            .filter(Column::Kind.eq(kind.code()))
            .filter(Column::State.eq(JobState::Done.code()))
            .filter(Column::Report.in_subquery(lying))
            .exec(tx)
            .await?;
        sent += due.rows_affected;
    }
    Ok(sent)
}

/// Nobody needs to do these any more: what they were for has come about. One under way goes on.
///
/// # Errors
/// [`StoreError`].
pub async fn settle(
    tx: &Tx,
    report: Uuid,
    kind: JobKind,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(JobState::Done.code()))
        .col_expr(Column::LastError, Expr::value(Option::<String>::None))
        .col_expr(Column::Reason, Expr::value(Option::<String>::None))
        .col_expr(Column::UpdatedAt, Expr::value(stamp(now)))
        .filter(Column::Report.eq(report))
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::State.is_in([JobState::GivenUp.code(), JobState::Pending.code()]))
        .exec(tx)
        .await?;
    Ok(())
}

/// The jobs of a report, the first first.
///
/// # Errors
/// [`StoreError`].
pub async fn for_report(c: &impl ConnectionTrait, report: Uuid) -> Result<Vec<JobRow>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Report.eq(report))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The job with this id.
///
/// # Errors
/// [`StoreError`].
pub async fn by_id(c: &impl ConnectionTrait, id: Uuid) -> Result<Option<JobRow>, StoreError> {
    Entity::find_by_id(id).one(c).await?.map(read).transpose()
}

fn read(row: Model) -> Result<JobRow, StoreError> {
    Ok(JobRow {
        id: row.id,
        kind: choice(&row.kind, "kind")?,
        report: row.report,
        request: row.request,
        key: row.key,
        payload: from_json(&row.payload, "payload")?,
        state: choice(&row.state, "state")?,
        attempts: u32::try_from(row.attempts).map_err(|_| StoreError::Corrupt("attempts"))?,
        due_at: moment(row.due_at)?,
        last_error: row.last_error,
        reason: row.reason,
        created_at: moment(row.created_at)?,
        updated_at: moment(row.updated_at)?,
    })
}
