//! Looking a report up by what is known of it.

use super::super::StoreError;
use super::super::entities::report::{Column, Entity};
use super::super::entities::report_token;
use super::queue::{LINE, QueueRow, read};
use domain::search::Wanted;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The reports that fit, the latest first, at most so many. Every way in is an index, whose end is read.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    c: &impl ConnectionTrait,
    wanted: &Wanted,
    limit: u64,
) -> Result<Vec<QueueRow>, StoreError> {
    // Ids grow with time (UUID v7).
    let mut ids: BTreeSet<Uuid> = BTreeSet::new();
    for token in &wanted.tokens {
        let found: Vec<Uuid> = report_token::Entity::find()
            .select_only()
            .column(report_token::Column::Report)
            .filter(report_token::Column::Token.eq(token))
            .order_by_desc(report_token::Column::Report)
            .limit(limit)
            .into_tuple()
            .all(c)
            .await?;
        ids.extend(found);
    }
    let mut select = Query::select();
    for column in LINE {
        select.expr(Expr::col(column));
    }
    select
        .from(Entity)
        .cond_where(
            sea_orm::Condition::any()
                .add(Expr::col(Column::Id).is_in(ids))
                .add_option(
                    wanted
                        .tracking
                        .as_ref()
                        .map(|number| Expr::col(Column::Tracking).eq(number.compact())),
                )
                .add_option(
                    wanted
                        .case
                        .as_ref()
                        .map(|number| Expr::col(Column::CaseNumber).eq(number.as_str())),
                ),
        )
        .order_by(Column::Id, Order::Desc)
        .limit(limit);
    let rows = c.query_all(&select).await?;
    rows.iter().map(read).collect()
}
