//! Reading the trail: the latest first for the page, the oldest first for an export.

use super::entry::{AuditRow, Outcome, read};
use crate::store::StoreError;
use crate::store::codes::stamp;
use crate::store::entities::audit::{Column, Entity};
use domain::field::Choice;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;

/// Which rows. Everything that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// `filer`, `system`, `unknown`, or a part of a name, in either case.
    pub who: Option<String>,
    /// A code, or its beginning: `report.` is everything about reports.
    pub action: Option<String>,
    /// The object as it is stored.
    pub object: Option<String>,
    pub outcome: Option<Outcome>,
    pub from: Option<OffsetDateTime>,
    /// The first moment that is too late.
    pub before: Option<OffsetDateTime>,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Latest,
    /// Rows before this one, the latest first.
    Before(i64),
    /// Rows behind this one, the oldest first.
    After(i64),
}

impl Filter {
    fn condition(&self) -> Condition {
        let who = self.who.as_deref().map(|who| {
            let part = LikeExpr::new(format!("%{}%", escaped(&who.to_lowercase()))).escape('\\');
            Condition::any()
                .add(Column::ActorKind.eq(who))
                .add(Expr::expr(Func::lower(Expr::col(Column::ActorName))).like(part))
        });
        let action = self.action.as_deref().map(|action| {
            Column::Action.like(LikeExpr::new(format!("{}%", escaped(action))).escape('\\'))
        });
        Condition::all()
            .add(Column::Seq.is_not_null())
            .add_option(who)
            .add_option(action)
            .add_option(
                self.object
                    .as_deref()
                    .map(|object| Column::Object.eq(object)),
            )
            .add_option(
                self.outcome
                    .map(|outcome| Column::Outcome.eq(outcome.code())),
            )
            .add_option(self.from.map(|from| Column::At.gte(stamp(from))))
            .add_option(self.before.map(|before| Column::At.lt(stamp(before))))
    }
}

/// A text as a part of a pattern: none of its characters stands for others.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let special = matches!(c, '%' | '_' | '\\');
            special.then_some('\\').into_iter().chain([c])
        })
        .collect()
}

/// At most this many rows that fit.
///
/// # Errors
/// [`StoreError`].
pub async fn search(
    c: &impl ConnectionTrait,
    filter: &Filter,
    place: Place,
    limit: u64,
) -> Result<Vec<AuditRow>, StoreError> {
    let find = Entity::find().filter(filter.condition());
    let find = match place {
        Place::Latest => find.order_by_desc(Column::Seq),
        Place::Before(seq) => find.filter(Column::Seq.lt(seq)).order_by_desc(Column::Seq),
        Place::After(seq) => find.filter(Column::Seq.gt(seq)).order_by_asc(Column::Seq),
    };
    let rows = find.limit(limit).all(c).await?;
    rows.into_iter().map(read).collect()
}

/// The latest rows, the latest first.
///
/// # Errors
/// [`StoreError`].
pub async fn recent(c: &impl ConnectionTrait, limit: u64) -> Result<Vec<AuditRow>, StoreError> {
    search(c, &Filter::default(), Place::Latest, limit).await
}
