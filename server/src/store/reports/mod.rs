//! Reports: filed once, never edited. What happens to one afterwards is in [`life`], the desk's list in
//! [`queue`](mod@self::queue), what lists and searches need in [`index`], who has taken one on in [`claim`](mod@self::claim).

mod claim;
mod find;
mod forget;
mod index;
mod life;
mod queue;
mod waiting;

pub use claim::{Claim, claim, release};
pub use find::find;
pub use forget::{forget, to_forget};
pub use index::{any_to_index, area, index_some};
pub use life::{
    Correction, EventRow, apply, as_corrected, corrections, decline_follow_up, events, mark_rated,
    set_case_number,
};
pub use queue::{Flagged, Lies, QueueCursor, QueueFilter, QueueRow, Received, queue, statements};
pub use waiting::{Counted, Waiting, unread_supplements, waiting};

pub(super) use index::{Beside, sort_at};

use super::codes::{
    choice, from_json, hash, join_advice, lang, moment, split_advice, stamp, to_json,
};
use super::entities::report::{ActiveModel, Column, Entity, Model};
use super::{Actor, Hash32, StoreError, Tx};
use app::words::Lang;
use domain::answers::RawAnswers;
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::incident::Kind;
use domain::jurisdiction::Sector;
use domain::number::{CaseNumber, TrackingNumber};
use domain::report::{Certification, PlaceFinding};
use domain::review::{Event, Status};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// A report to be filed.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// UUID v7.
    pub id: Uuid,
    pub tracking: TrackingNumber,
    /// Hash of the filer's access code.
    pub access_hash: Hash32,
    /// The draft it comes from. Unique: a draft is filed once.
    pub draft: Hash32,
    pub kind: Kind,
    /// As typed, for ever.
    pub answers: RawAnswers,
    /// As read: the typed report.
    pub record: serde_json::Value,
    pub advice: Vec<Advice>,
    pub finding: Option<PlaceFinding>,
    /// The part of the town that the pin lies in.
    pub area: Option<Sector>,
    pub certification: Certification,
    pub filer_name: String,
    pub filer_email: String,
    /// In which the filer certified it, and is written to.
    pub lang: Lang,
    pub submitted_at: OffsetDateTime,
    /// When review is promised.
    pub review_by: OffsetDateTime,
}

/// A report as it stands.
#[derive(Debug, Clone)]
pub struct ReportRow {
    pub id: Uuid,
    pub tracking: TrackingNumber,
    pub access_hash: Hash32,
    pub draft: Hash32,
    pub kind: Kind,
    pub answers: RawAnswers,
    pub record: serde_json::Value,
    pub advice: Vec<Advice>,
    pub finding: Option<PlaceFinding>,
    pub certification: Certification,
    pub filer_name: String,
    pub filer_email: String,
    /// In which the filer certified it, and is written to.
    pub lang: Lang,
    pub submitted_at: OffsetDateTime,
    pub review_by: OffsetDateTime,
    pub status: Status,
    /// What [`apply`] expects; 1 after the submission.
    pub version: i64,
    pub case_number: Option<CaseNumber>,
    /// When and by whom it came to a status that no command leaves.
    pub decided_at: Option<OffsetDateTime>,
    pub decided_by: Option<Actor>,
    /// Supplements that nobody at the desk has read yet.
    pub unread_supplements: i32,
    pub follow_up_declined: bool,
    /// Who has taken it on, also when that is over.
    pub claim: Option<Claim>,
    /// The filer has said how satisfied they are.
    pub rated: bool,
}

/// Files a report, with its first event.
///
/// # Errors
/// [`StoreError::Conflict`] when its draft was filed already (or, once in 2⁵⁹, the tracking number is taken); on
/// SQLite it is `Store::write` that says so.
pub async fn insert(tx: &Tx, report: NewReport) -> Result<(), StoreError> {
    let (id, at) = (report.id, report.submitted_at);
    let beside = Beside::of(&report, Event::Submitted.status());
    tx.later(Entity::insert(row(report)?)).await?;
    beside.write(tx).await?;
    life::append(tx, id, 1, &Event::Submitted, &Actor::Filer, at).await
}

/// The row of a report that was just submitted.
pub(in crate::store) fn row(report: NewReport) -> Result<ActiveModel, StoreError> {
    let due = stamp(index::due(&report));
    Ok(ActiveModel {
        due_at: Set(due),
        sort_at: Set(due),
        area: Set(index::area_code(report.area).to_owned()),
        indexed: Set(1),
        claimed_by: Set(None),
        claimed_by_name: Set(None),
        claimed_until: Set(None),
        first_looked_at: Set(None),
        first_decided_at: Set(None),
        returned: Set(0),
        rated: Set(0),
        id: Set(report.id),
        tracking: Set(report.tracking.into()),
        access_hash: Set(report.access_hash.to_vec()),
        draft: Set(report.draft.to_vec()),
        kind: Set(report.kind.code().to_owned()),
        answers: Set(to_json(&report.answers, "answers")?),
        record: Set(to_json(&report.record, "record")?),
        advice: Set(join_advice(&report.advice)),
        finding: Set(report
            .finding
            .map(|finding| to_json(&finding, "finding"))
            .transpose()?),
        notice_version: Set(report.certification.notice_version),
        certified_at: Set(stamp(report.certification.at)),
        filer_name: Set(report.filer_name),
        filer_email: Set(report.filer_email),
        submitted_at: Set(stamp(report.submitted_at)),
        review_by: Set(stamp(report.review_by)),
        status: Set(Event::Submitted.status().code().to_owned()),
        version: Set(1),
        case_number: Set(None),
        decided_at: Set(None),
        decided_by_kind: Set(None),
        decided_by_id: Set(None),
        decided_by_name: Set(None),
        unread_supplements: Set(0),
        follow_up_declined: Set(0),
        language: Set(report.lang.tag().to_owned()),
    })
}

/// The report with this id.
///
/// # Errors
/// [`StoreError`].
pub async fn by_id(c: &impl ConnectionTrait, id: Uuid) -> Result<Option<ReportRow>, StoreError> {
    Entity::find_by_id(id).one(c).await?.map(read).transpose()
}

/// The tracking numbers of these reports.
///
/// # Errors
/// [`StoreError`].
pub async fn trackings(
    c: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<Vec<(Uuid, TrackingNumber)>, StoreError> {
    let found: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Tracking])
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(c)
        .await?;
    found
        .into_iter()
        .map(|(id, tracking)| {
            let tracking = tracking.parse();
            Ok((id, tracking.map_err(|_| StoreError::Corrupt("tracking"))?))
        })
        .collect()
}

/// The report with this tracking number.
///
/// # Errors
/// [`StoreError`].
pub async fn by_tracking(
    c: &impl ConnectionTrait,
    tracking: &TrackingNumber,
) -> Result<Option<ReportRow>, StoreError> {
    Entity::find()
        .filter(Column::Tracking.eq(tracking.compact()))
        .one(c)
        .await?
        .map(read)
        .transpose()
}

/// The id and the access hash of the report with this tracking number: no more is read until the code fits.
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

/// The report with this case number.
///
/// # Errors
/// [`StoreError`].
pub async fn by_case_number(
    c: &impl ConnectionTrait,
    number: &CaseNumber,
) -> Result<Option<ReportRow>, StoreError> {
    Entity::find()
        .filter(Column::CaseNumber.eq(number.as_str()))
        .one(c)
        .await?
        .map(read)
        .transpose()
}

/// The numbers of these reports, and no more of them.
///
/// # Errors
/// [`StoreError`].
pub async fn numbers(
    c: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (TrackingNumber, Option<CaseNumber>)>, StoreError> {
    let rows: Vec<(Uuid, String, Option<String>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Tracking, Column::CaseNumber])
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(c)
        .await?;
    rows.into_iter()
        .map(|(id, tracking, number)| {
            let tracking = tracking
                .parse()
                .map_err(|_| StoreError::Corrupt("tracking"))?;
            Ok((id, (tracking, case_number(number)?)))
        })
        .collect()
}

/// The report that this draft became.
///
/// # Errors
/// [`StoreError`].
pub async fn by_draft(
    c: &impl ConnectionTrait,
    draft: Hash32,
) -> Result<Option<ReportRow>, StoreError> {
    Entity::find()
        .filter(Column::Draft.eq(draft.to_vec()))
        .one(c)
        .await?
        .map(read)
        .transpose()
}

fn read(row: Model) -> Result<ReportRow, StoreError> {
    let decided_by = match row.decided_by_kind {
        Some(kind) => Some(Actor::read(&kind, row.decided_by_id, row.decided_by_name)?),
        None => None,
    };
    Ok(ReportRow {
        id: row.id,
        tracking: row
            .tracking
            .parse()
            .map_err(|_| StoreError::Corrupt("tracking"))?,
        access_hash: hash(&row.access_hash)?,
        draft: hash(&row.draft)?,
        kind: choice(&row.kind, "kind")?,
        answers: from_json(&row.answers, "answers")?,
        record: from_json(&row.record, "record")?,
        advice: split_advice(&row.advice)?,
        finding: row
            .finding
            .map(|finding| from_json(&finding, "finding"))
            .transpose()?,
        certification: Certification {
            notice_version: row.notice_version,
            at: moment(row.certified_at)?,
        },
        filer_name: row.filer_name,
        filer_email: row.filer_email,
        lang: lang(&row.language),
        submitted_at: moment(row.submitted_at)?,
        review_by: moment(row.review_by)?,
        status: choice(&row.status, "status")?,
        version: row.version,
        case_number: case_number(row.case_number)?,
        decided_at: row.decided_at.map(moment).transpose()?,
        decided_by,
        unread_supplements: row.unread_supplements,
        follow_up_declined: row.follow_up_declined != 0,
        claim: Claim::read(row.claimed_by, row.claimed_by_name, row.claimed_until)?,
        rated: row.rated != 0,
    })
}

fn case_number(stored: Option<String>) -> Result<Option<CaseNumber>, StoreError> {
    stored
        .map(|text| text.parse().map_err(|_| StoreError::Corrupt("case_number")))
        .transpose()
}
