//! Sealing what was there before there was a chain.

use super::Head;
use crate::store::entities::audit::{Column, Entity};
use crate::store::{StoreError, migrations};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

/// Rows in memory at once.
const BATCH: u64 = 500;

/// Seals the rows of an older version, in the order in which they were written, at the first start with a chain. A
/// chain that has begun is left as it is: a row that somebody put beside it must be found, not taken in.
pub(in crate::store) async fn seal_first(
    connection: &DatabaseConnection,
) -> Result<(), StoreError> {
    let transaction = migrations::alone(connection).await?;
    let mut head = Head::lock(&transaction).await?;
    if head.seq == 0 {
        let backend = transaction.get_database_backend();
        loop {
            let rows = Entity::find()
                .filter(Column::Seq.is_null())
                .order_by_asc(Column::At)
                .order_by_asc(Column::Id)
                .limit(BATCH)
                .all(&transaction)
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let row = head.seal(row);
                let seal = Entity::update_many()
                    .col_expr(Column::Seq, Expr::value(row.seq))
                    .col_expr(Column::Previous, Expr::value(row.previous))
                    .col_expr(Column::Hash, Expr::value(row.hash))
                    .filter(Column::Id.eq(row.id));
                transaction.execute_raw(seal.build(backend)).await?;
            }
        }
        if head.seq > 0 {
            transaction.execute_raw(head.write_down(backend)).await?;
        }
    }
    transaction.commit().await?;
    Ok(())
}
