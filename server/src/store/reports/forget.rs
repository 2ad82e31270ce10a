//! Forgetting reports that became none: they have been closed for long enough, and nobody needs them any more.
//!
//! What stays: a report that became a record or is open, one whose filer said something that nobody has read, and one
//! that a report which stays was marked a duplicate of, for then the matter itself stands here.

use super::super::codes::{from_json, stamp};
use super::super::entities::report::{Column, Entity};
use super::super::entities::{audit, draft, job, report_event};
use super::super::{StoreError, Tx, evidence};
use crate::store::audit::Outcome;
use domain::field::Choice;
use domain::number::TrackingNumber;
use domain::review::{Event, Status};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use time::OffsetDateTime;
use uuid::Uuid;

/// The code under which reading a report is on record.
const READ: &str = "report.read";

/// The reports that were closed before this moment and are to be forgotten, the oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn to_forget(
    c: &impl ConnectionTrait,
    before: OffsetDateTime,
) -> Result<Vec<Uuid>, StoreError> {
    let old: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Tracking])
        .filter(is_over(before))
        .order_by_asc(Column::DecidedAt)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(c)
        .await?;
    if old.is_empty() {
        return Ok(Vec::new());
    }
    let going: HashSet<&str> = old.iter().map(|(_, tracking)| tracking.as_str()).collect();
    let held = held(&duplicates(c).await?, &going);
    Ok(old
        .into_iter()
        .filter(|(_, tracking)| !held.contains(tracking))
        .map(|(id, _)| id)
        .collect())
}

/// Forgets those of these reports that are still to be forgotten, with their events, flags, tokens and jobs, and leaves
/// their files to the sweep. Returns their numbers.
///
/// # Errors
/// [`StoreError`].
pub async fn forget(
    tx: &Tx,
    reports: &[Uuid],
    before: OffsetDateTime,
) -> Result<Vec<TrackingNumber>, StoreError> {
    // Locked: somebody may take one up again meanwhile, and another process may be forgetting as well.
    let found: Vec<(Uuid, String, Vec<u8>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Tracking, Column::Draft])
        .filter(Column::Id.is_in(reports.iter().copied()))
        .filter(is_over(before))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx)
        .await?;
    let ids: Vec<Uuid> = found.iter().map(|(id, ..)| *id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    evidence::abandon_reports(tx, &ids).await?;
    job::Entity::delete_many()
        .filter(job::Column::Report.is_in(ids.clone()))
        .exec(tx)
        .await?;
    report_event::Entity::delete_many()
        .filter(report_event::Column::Report.is_in(ids.clone()))
        .exec(tx)
        .await?;
    // Flags and tokens go with it.
    Entity::delete_many()
        .filter(Column::Id.is_in(ids))
        .exec(tx)
        .await?;
    // Where drafts are kept longer, the confirmation would show the way to a report that is gone.
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

/// Closed before this moment, no record came of it, and all of it was read.
fn is_over(before: OffsetDateTime) -> Condition {
    let none = Status::ALL.iter().filter(|status| status.became_none());
    Condition::all()
        .add(Column::Status.is_in(none.map(|status| status.code())))
        // Closed reports are sorted by when they were sent, which is before they were closed: a range of the index.
        .add(Column::SortAt.lt(stamp(before)))
        .add(Column::DecidedAt.lt(stamp(before)))
        .add(Column::CaseNumber.is_null())
        .add(Column::UnreadSupplements.eq(0))
        .add(Expr::exists(unread_reply()).not())
}

/// A reply of the filer after which nobody of the staff did anything with the report or read it.
fn unread_reply() -> SelectStatement {
    let (reply, later, read) = (Alias::new("reply"), Alias::new("later"), Alias::new("seen"));
    let handled = Query::select()
        .expr(Expr::val(1))
        .from_as(report_event::Entity, later.clone())
        .and_where(
            Expr::col((later.clone(), report_event::Column::Report))
                .equals((reply.clone(), report_event::Column::Report)),
        )
        .and_where(
            Expr::col((later.clone(), report_event::Column::Seq))
                .gt(Expr::col((reply.clone(), report_event::Column::Seq))),
        )
        .and_where(Expr::col((later, report_event::Column::ActorKind)).eq("staff"))
        .to_owned();
    let looked_at = Query::select()
        .expr(Expr::val(1))
        .from_as(audit::Entity, read.clone())
        .and_where(
            Expr::col((read.clone(), audit::Column::Object)).equals((Entity, Column::Tracking)),
        )
        .and_where(Expr::col((read.clone(), audit::Column::Action)).eq(READ))
        .and_where(Expr::col((read.clone(), audit::Column::Outcome)).eq(Outcome::Ok.code()))
        .and_where(
            Expr::col((read, audit::Column::At))
                .gte(Expr::col((reply.clone(), report_event::Column::At))),
        )
        .to_owned();
    let given = Event::MoreGiven {
        answer: String::new(),
    };
    Query::select()
        .expr(Expr::val(1))
        .from_as(report_event::Entity, reply.clone())
        .and_where(
            Expr::col((reply.clone(), report_event::Column::Report)).equals((Entity, Column::Id)),
        )
        .and_where(Expr::col((reply, report_event::Column::Code)).eq(given.code()))
        .and_where(Expr::exists(handled).not())
        .and_where(Expr::exists(looked_at).not())
        .to_owned()
}

/// Every duplicate there is, and what it is one of.
async fn duplicates(c: &impl ConnectionTrait) -> Result<HashMap<String, String>, StoreError> {
    let marked: Vec<(String, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::Tracking, Column::Id])
        .filter(Column::Status.eq(Status::Duplicate.code()))
        .into_tuple()
        .all(c)
        .await?;
    let names: HashMap<Uuid, String> = marked
        .into_iter()
        .map(|(tracking, id)| (id, tracking))
        .collect();
    let duplicates = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::Status.eq(Status::Duplicate.code()))
        .to_owned();
    // The last one counts: a report may have been taken up again, and be another's duplicate now.
    let events: Vec<(Uuid, String)> = report_event::Entity::find()
        .select_only()
        .columns([report_event::Column::Report, report_event::Column::Event])
        .filter(report_event::Column::Report.in_subquery(duplicates))
        .filter(report_event::Column::Code.eq("marked_duplicate"))
        .order_by_asc(report_event::Column::Seq)
        .into_tuple()
        .all(c)
        .await?;
    let mut of = HashMap::new();
    for (report, event) in events {
        let (Event::MarkedDuplicate { of: original }, Some(own)) =
            (from_json(&event, "event")?, names.get(&report))
        else {
            continue;
        };
        of.insert(own.clone(), original.compact().to_owned());
    }
    Ok(of)
}

/// Which of those that could go are held by a report that stays: it is their duplicate, or a duplicate of one that is
/// held. Two old duplicates of each other hold nobody.
fn held(duplicates: &HashMap<String, String>, going: &HashSet<&str>) -> HashSet<String> {
    let mut held = HashSet::new();
    let mut next: Vec<&String> = duplicates
        .iter()
        .filter(|(own, _)| !going.contains(own.as_str()))
        .map(|(_, original)| original)
        .collect();
    while let Some(original) = next.pop() {
        if held.insert(original.clone()) {
            next.extend(duplicates.get(original));
        }
    }
    held
}
