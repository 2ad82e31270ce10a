//! A past that is put into an empty database at once: reports with everything that happened to them, of which nothing is
//! left to be sent. Rows are the same as those that filing and deciding write; only the way is shorter, many rows to a
//! statement.

use super::codes::{stamp, to_json};
use super::entities::{
    case_number, job, officer_request, record, report, report_event, report_flag, report_token,
};
use super::jobs::{JobKind, JobState};
use super::records::row as record_row;
use super::reports::{Beside, NewReport, row as report_row, sort_at};
use super::{Actor, StoreError, Tx};
use domain::field::Choice;
use domain::number::CaseNumber;
use domain::records::Record;
use domain::review::{Event, Status};
use sea_orm::{
    ActiveValue, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// A report and what became of it.
#[derive(Debug, Clone)]
pub struct Past {
    pub report: NewReport,
    /// After the submission, in order.
    pub events: Vec<PastEvent>,
    /// The number and the record of an approved one.
    pub case: Option<(CaseNumber, Record)>,
    /// What was sent, and when.
    pub sent: Vec<(JobKind, OffsetDateTime)>,
    /// The filer has said how satisfied they are.
    pub rated: bool,
}

/// One event of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastEvent {
    pub at: OffsetDateTime,
    pub by: Actor,
    pub event: Event,
}

/// Whether nobody has filed, asked for or imported anything yet.
///
/// # Errors
/// [`StoreError`].
pub async fn is_empty(c: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(report::Entity::find().limit(1).count(c).await? == 0
        && officer_request::Entity::find().limit(1).count(c).await? == 0
        && record::Entity::find().limit(1).count(c).await? == 0)
}

/// Writes reports with their past. A few hundred at most: a statement has room for 30,000 values.
///
/// # Errors
/// [`StoreError`].
pub async fn put(tx: &Tx, past: Vec<Past>) -> Result<(), StoreError> {
    let (mut reports, mut events, mut records, mut jobs) = (vec![], vec![], vec![], vec![]);
    let (mut flags, mut tokens) = (vec![], vec![]);
    for Past {
        report: new,
        events: after,
        case,
        sent,
        rated,
    } in past
    {
        let (id, submitted) = (new.id, new.submitted_at);
        let status = after
            .last()
            .map_or(Status::Submitted, |past| past.event.status());
        let beside = Beside::of(&new, status);
        flags.extend(beside.flags);
        tokens.extend(beside.tokens);
        let mut row = report_row(new)?;
        if let ActiveValue::Set(due) = row.due_at {
            row.sort_at = Set(sort_at(status, due, stamp(submitted)));
        }
        events.push(event_row(
            id,
            1,
            submitted,
            &Actor::Filer,
            &Event::Submitted,
        )?);
        for (seq, PastEvent { at, by, event }) in (2..).zip(&after) {
            row.version = Set(seq);
            row.status = Set(event.status().code().to_owned());
            if matches!(by, Actor::Staff { .. }) {
                keep_first(&mut row.first_looked_at, *at);
                if event.decides() {
                    keep_first(&mut row.first_decided_at, *at);
                }
            }
            if matches!(event, Event::MoreAsked { .. }) {
                row.returned = Set(1);
            }
            if event.decides() {
                row.decided_at = Set(Some(stamp(*at)));
                row.decided_by_kind = Set(Some(by.code().to_owned()));
                row.decided_by_id = Set(by.id());
                row.decided_by_name = Set(by.name().map(str::to_owned));
            }
            events.push(event_row(id, seq, *at, by, event)?);
        }
        row.unread_supplements = Set(unread(&after));
        row.rated = Set(i32::from(rated));
        if let Some((number, coded)) = &case {
            row.case_number = Set(Some(number.to_string()));
            let written = after
                .iter()
                .find(|past| past.event.status() == Status::Approved);
            let written = written.map_or(submitted, |past| past.at);
            records.push(record_row(coded, Some(id), written)?);
        }
        for (place, (kind, at)) in sent.into_iter().enumerate() {
            jobs.push(done(id, place, kind, at));
        }
        reports.push(row);
    }
    insert::<report::Entity, _>(tx, reports).await?;
    insert::<report_flag::Entity, _>(tx, flags).await?;
    insert::<report_token::Entity, _>(tx, tokens).await?;
    insert::<report_event::Entity, _>(tx, events).await?;
    insert::<record::Entity, _>(tx, records).await?;
    insert::<job::Entity, _>(tx, jobs).await
}

/// Sets the counter of a year to its last number.
///
/// # Errors
/// [`StoreError::Conflict`] when the year has numbers already.
pub async fn count_to(tx: &Tx, year: i32, last: u32) -> Result<(), StoreError> {
    let row = case_number::ActiveModel {
        year: Set(year),
        last: Set(i64::from(last)),
    };
    insert::<case_number::Entity, _>(tx, vec![row]).await
}

async fn insert<E, A>(tx: &Tx, rows: Vec<A>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: sea_orm::ActiveModelTrait<Entity = E> + Send,
{
    if !rows.is_empty() {
        E::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn keep_first(column: &mut ActiveValue<Option<i64>>, at: OffsetDateTime) {
    if matches!(column, ActiveValue::Set(None)) {
        *column = Set(Some(stamp(at)));
    }
}

fn unread(events: &[PastEvent]) -> i32 {
    events.iter().fold(0, |unread, past| match past.event {
        Event::SupplementAdded { .. } => unread + 1,
        Event::SupplementsRead => 0,
        _ => unread,
    })
}

fn event_row(
    report: Uuid,
    seq: i64,
    at: OffsetDateTime,
    by: &Actor,
    event: &Event,
) -> Result<report_event::ActiveModel, StoreError> {
    Ok(report_event::ActiveModel {
        report: Set(report),
        seq: Set(seq),
        at: Set(stamp(at)),
        actor_kind: Set(by.code().to_owned()),
        actor_id: Set(by.id()),
        actor_name: Set(by.name().map(str::to_owned)),
        code: Set(event.code().to_owned()),
        event: Set(to_json(event, "event")?),
    })
}

/// A job as it stands when it is done: no worker looks at it again.
fn done(report: Uuid, place: usize, kind: JobKind, at: OffsetDateTime) -> job::ActiveModel {
    job::ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set(kind.code().to_owned()),
        report: Set(Some(report)),
        request: Set(None),
        key: Set(format!("{}:{report}:past:{place}", kind.code())),
        payload: Set("null".to_owned()),
        state: Set(JobState::Done.code().to_owned()),
        attempts: Set(1),
        due_at: Set(stamp(at)),
        last_error: Set(None),
        reason: Set(None),
        created_at: Set(stamp(at)),
        updated_at: Set(stamp(at)),
    }
}
