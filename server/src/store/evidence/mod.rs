//! Files that filers send: a row for each, and one for each sealed chunk that names its object. The bytes are in
//! `crate::evidence`'s care. What happens to a file is in [`life`].

mod life;

pub use life::{
    Finished, NewEvidence, abandon_reports, abandon_requests, adopt_by_report, adopt_by_request,
    append, begin, finish, forget, refuse, remove,
};

use super::codes::{choice, hash, moment};
use super::entities::evidence::{Column, Entity, Model};
use super::entities::{draft, evidence_chunk};
use super::{Hash32, StoreError};
use crate::evidence::seal::Part;
use domain::choices;
use domain::evidence::{FileKind, Refusal};
use domain::field::Choice;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::HashSet;
use time::OffsetDateTime;
use uuid::Uuid;

choices! {
    /// Where a file stands.
    EvidenceState {
        Uploading = "uploading",
        Ready = "ready",
        // Its bytes are gone; the row says why until the filer has read it.
        Refused = "refused",
        // By the filer: shown to nobody, its bytes are being forgotten.
        Removed = "removed",
    }
}

/// A file as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    pub id: Uuid,
    pub draft: Hash32,
    pub report: Option<Uuid>,
    pub request: Option<Uuid>,
    /// Text to be shown.
    pub name: String,
    pub size: Option<u64>,
    /// Bytes that are kept so far.
    pub received: u64,
    pub wrapped_key: Vec<u8>,
    pub state: EvidenceState,
    pub refusal: Option<Refusal>,
    /// What is known once a file is ready.
    pub whole: Option<Whole>,
    pub created_at: OffsetDateTime,
}

/// A file that is all there and was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    pub kind: FileKind,
    /// In bytes.
    pub size: u64,
    pub sha256: Hash32,
    /// Whether there is a small picture of it.
    pub preview: bool,
}

/// The files of a draft that its filer sees, in the order in which they were begun.
///
/// # Errors
/// [`StoreError`].
pub async fn for_draft(
    c: &impl ConnectionTrait,
    draft: Hash32,
) -> Result<Vec<EvidenceRow>, StoreError> {
    let filter = Condition::all()
        .add(Column::Draft.eq(draft.to_vec()))
        .add(Column::State.ne(EvidenceState::Removed.code()));
    list(c, filter).await
}

/// The files of a report.
///
/// # Errors
/// [`StoreError`].
pub async fn for_report(
    c: &impl ConnectionTrait,
    report: Uuid,
) -> Result<Vec<EvidenceRow>, StoreError> {
    list(c, Condition::all().add(Column::Report.eq(report))).await
}

/// The files that came with a request for an officer.
///
/// # Errors
/// [`StoreError`].
pub async fn for_request(
    c: &impl ConnectionTrait,
    request: Uuid,
) -> Result<Vec<EvidenceRow>, StoreError> {
    list(c, Condition::all().add(Column::Request.eq(request))).await
}

async fn list(c: &impl ConnectionTrait, filter: Condition) -> Result<Vec<EvidenceRow>, StoreError> {
    let rows = Entity::find()
        .filter(filter)
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The file with this id.
///
/// # Errors
/// [`StoreError`].
pub async fn by_id(c: &impl ConnectionTrait, id: Uuid) -> Result<Option<EvidenceRow>, StoreError> {
    Entity::find_by_id(id).one(c).await?.map(read).transpose()
}

/// The objects of a file's part, in their order.
///
/// # Errors
/// [`StoreError`].
pub async fn objects(
    c: &impl ConnectionTrait,
    id: Uuid,
    part: Part,
) -> Result<Vec<String>, StoreError> {
    Ok(evidence_chunk::Entity::find()
        .select_only()
        .column(evidence_chunk::Column::Object)
        .filter(evidence_chunk::Column::Evidence.eq(id))
        .filter(evidence_chunk::Column::Part.eq(part.code()))
        .order_by_asc(evidence_chunk::Column::Place)
        .into_tuple()
        .all(c)
        .await?)
}

/// Every object of a file.
///
/// # Errors
/// [`StoreError`].
pub async fn all_objects(c: &impl ConnectionTrait, id: Uuid) -> Result<Vec<String>, StoreError> {
    Ok(evidence_chunk::Entity::find()
        .select_only()
        .column(evidence_chunk::Column::Object)
        .filter(evidence_chunk::Column::Evidence.eq(id))
        .into_tuple()
        .all(c)
        .await?)
}

/// Files that nobody can ask for any more: removed by the filer, refused or unfinished when their draft was sent, or
/// left by a draft that is gone.
///
/// # Errors
/// [`StoreError`].
pub async fn abandoned(c: &impl ConnectionTrait, limit: u64) -> Result<Vec<Uuid>, StoreError> {
    let open_drafts = Query::select()
        .column(draft::Column::Id)
        .from(draft::Entity)
        .and_where(draft::Column::Outcome.is_null())
        .to_owned();
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Report.is_null())
        .filter(Column::Request.is_null())
        .filter(
            Condition::any()
                .add(Column::State.eq(EvidenceState::Removed.code()))
                .add(Column::Draft.not_in_subquery(open_drafts)),
        )
        .limit(limit)
        .into_tuple()
        .all(c)
        .await?)
}

/// Which of these objects belong to a file.
///
/// # Errors
/// [`StoreError`].
pub async fn known(
    c: &impl ConnectionTrait,
    objects: &[String],
) -> Result<HashSet<String>, StoreError> {
    let found: Vec<String> = evidence_chunk::Entity::find()
        .select_only()
        .column(evidence_chunk::Column::Object)
        .filter(evidence_chunk::Column::Object.is_in(objects))
        .into_tuple()
        .all(c)
        .await?;
    Ok(found.into_iter().collect())
}

/// Whether any file is kept: then its key must not be made anew.
///
/// # Errors
/// [`StoreError`].
pub async fn any(c: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(Entity::find().limit(1).count(c).await? > 0)
}

fn read(row: Model) -> Result<EvidenceRow, StoreError> {
    let bytes = |number: i64, column: &'static str| {
        u64::try_from(number).map_err(|_| StoreError::Corrupt(column))
    };
    let state = choice(&row.state, "state")?;
    let size = row.size.map(|size| bytes(size, "size")).transpose()?;
    let whole = match (state, row.kind, size, row.sha256) {
        (EvidenceState::Ready, Some(kind), Some(size), Some(sha256)) => Some(Whole {
            kind: choice(&kind, "kind")?,
            size,
            sha256: hash(&sha256)?,
            preview: row.preview,
        }),
        (EvidenceState::Ready, ..) => return Err(StoreError::Corrupt("evidence")),
        _ => None,
    };
    Ok(EvidenceRow {
        id: row.id,
        draft: hash(&row.draft)?,
        report: row.report,
        request: row.request,
        name: row.name,
        size,
        received: bytes(row.received, "received")?,
        wrapped_key: row.wrapped_key,
        state,
        refusal: row
            .refusal
            .map(|code| choice(&code, "refusal"))
            .transpose()?,
        whole,
        created_at: moment(row.created_at)?,
    })
}

/// A size as a column has it. Nothing is larger than 8 EiB.
fn column(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
