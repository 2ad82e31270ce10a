//! Links between records: suggested when a record is written, confirmed or dismissed by an officer. What was decided
//! stays decided when the same link is found again.

use super::codes::{choice, moment, stamp};
use super::entities::link::{ActiveModel, Column, Entity, Model};
use super::traces::number;
use super::{Actor, StoreError, Tx};
use domain::field::Choice;
use domain::links::{Finding, LinkState, Reason, Strength};
use domain::nibrs::values::IncidentNumber;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// A link as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    pub id: Uuid,
    pub first: IncidentNumber,
    pub second: IncidentNumber,
    pub finding: Finding,
    pub state: LinkState,
    pub made_at: OffsetDateTime,
    /// Who confirmed or dismissed it, and when.
    pub decided: Option<(Actor, OffsetDateTime)>,
}

/// Which links are listed. Dismissed ones are not.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Any of these; all, when there is none.
    pub reasons: Vec<Reason>,
    /// No weak ones, but those that an officer confirmed.
    pub telling: bool,
    pub since: Option<OffsetDateTime>,
}

/// Suggests what was found about a record. What was suggested before and is found no more is taken back; what was
/// found before stays as it is, with the officer's decision.
///
/// # Errors
/// [`StoreError`].
pub async fn suggest(
    tx: &Tx,
    own: &IncidentNumber,
    found: &[(IncidentNumber, Finding)],
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    tx.later(
        Entity::delete_many()
            .filter(of(own))
            .filter(Column::State.eq(LinkState::Suggested.code())),
    )
    .await?;
    if found.is_empty() {
        return Ok(());
    }
    let rows = found.iter().map(|(other, finding)| {
        let (first, second) = if own < other {
            (own, other)
        } else {
            (other, own)
        };
        ActiveModel {
            id: Set(Uuid::now_v7()),
            first: Set(first.to_string()),
            second: Set(second.to_string()),
            reason: Set(finding.reason.code().to_owned()),
            strength: Set(finding.strength.code().to_owned()),
            because: Set(finding.because.clone()),
            state: Set(LinkState::Suggested.code().to_owned()),
            made_at: Set(stamp(at)),
            decided_at: Set(None),
            decided_by_kind: Set(None),
            decided_by_id: Set(None),
            decided_by_name: Set(None),
        }
    });
    let decided = OnConflict::columns([Column::First, Column::Second, Column::Reason])
        .do_nothing()
        .to_owned();
    tx.later(Entity::insert_many(rows).on_conflict(decided))
        .await?;
    Ok(())
}

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Done,
    /// It was so already.
    Same,
    Missing,
}

/// Confirms or dismisses a link. Who decided the same first stays on it.
///
/// # Errors
/// [`StoreError`].
pub async fn decide(
    tx: &Tx,
    id: Uuid,
    state: LinkState,
    by: &Actor,
    at: OffsetDateTime,
) -> Result<Decided, StoreError> {
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.code()))
        .col_expr(Column::DecidedAt, Expr::value(stamp(at)))
        .col_expr(Column::DecidedByKind, Expr::value(by.code()))
        .col_expr(Column::DecidedById, Expr::value(by.id()))
        .col_expr(
            Column::DecidedByName,
            Expr::value(by.name().map(str::to_owned)),
        )
        .filter(Column::Id.eq(id))
        .filter(Column::State.ne(state.code()))
        .exec(tx)
        .await?;
    if changed.rows_affected == 1 {
        return Ok(Decided::Done);
    }
    Ok(match Entity::find_by_id(id).one(tx).await? {
        Some(_) => Decided::Same,
        None => Decided::Missing,
    })
}

/// The links of a record, dismissed ones too: what weighs most first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_record(
    c: &impl ConnectionTrait,
    own: &IncidentNumber,
    limit: u64,
) -> Result<Vec<LinkRow>, StoreError> {
    let rows = Entity::find()
        .filter(of(own))
        .order_by_desc(Column::MadeAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(c)
        .await?;
    let mut links = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    // Stable: the latest of a weight stay first.
    links.sort_by_key(|link| {
        (
            link.state == LinkState::Dismissed,
            std::cmp::Reverse(link.finding.strength),
        )
    });
    Ok(links)
}

/// The latest links that fit.
///
/// # Errors
/// [`StoreError`].
pub async fn latest(
    c: &impl ConnectionTrait,
    filter: &Filter,
    limit: u64,
) -> Result<Vec<LinkRow>, StoreError> {
    let rows = Entity::find()
        .filter(filter.condition())
        .order_by_desc(Column::MadeAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(c)
        .await?;
    rows.into_iter().map(read).collect()
}

/// How many links fit.
///
/// # Errors
/// [`StoreError`].
pub async fn count(c: &impl ConnectionTrait, filter: &Filter) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(filter.condition()).count(c).await?)
}

impl Filter {
    fn condition(&self) -> Condition {
        let reasons = (!self.reasons.is_empty())
            .then(|| Column::Reason.is_in(self.reasons.iter().map(|reason| reason.code())));
        let telling = self.telling.then(|| {
            Condition::any()
                .add(Column::Strength.ne(Strength::Weak.code()))
                .add(Column::State.eq(LinkState::Confirmed.code()))
        });
        Condition::all()
            .add(Column::State.ne(LinkState::Dismissed.code()))
            .add_option(reasons)
            .add_option(telling)
            .add_option(self.since.map(|since| Column::MadeAt.gte(stamp(since))))
    }
}

fn of(own: &IncidentNumber) -> Condition {
    Condition::any()
        .add(Column::First.eq(own.as_str()))
        .add(Column::Second.eq(own.as_str()))
}

fn read(row: Model) -> Result<LinkRow, StoreError> {
    let decided = match (row.decided_at, row.decided_by_kind) {
        (Some(at), Some(kind)) => Some((
            Actor::read(&kind, row.decided_by_id, row.decided_by_name)?,
            moment(at)?,
        )),
        _ => None,
    };
    Ok(LinkRow {
        id: row.id,
        first: number(&row.first)?,
        second: number(&row.second)?,
        finding: Finding {
            reason: choice(&row.reason, "reason")?,
            strength: choice(&row.strength, "strength")?,
            because: row.because,
        },
        state: choice(&row.state, "state")?,
        made_at: moment(row.made_at)?,
        decided,
    })
}
