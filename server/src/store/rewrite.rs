//! Leaving nothing of what was overwritten: a database marks the old bytes as free and keeps them in its files.

use super::{Store, StoreError, Write, connect};
use sea_orm::{ConnectionTrait, Statement};

impl Store {
    /// Writes the tables of the staff anew (SQLite: the whole file), so that nothing of what was overwritten or deleted
    /// there is left in the files.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], also when another process is at work in it.
    pub async fn rewrite_staff(&self) -> Result<(), StoreError> {
        match (&self.write, &self.file) {
            (Write::Turns(_), Some(file)) => {
                let connection = connect::sqlite_writer(file).await?;
                let rewritten = async {
                    connection.execute_unprepared("VACUUM").await?;
                    // Says in a row, and not by an error, that somebody was in its way.
                    let checkpoint = Statement::from_string(
                        connection.get_database_backend(),
                        "PRAGMA wal_checkpoint(TRUNCATE)",
                    );
                    match connection.query_one_raw(checkpoint).await? {
                        Some(row) if row.try_get_by_index::<i64>(0)? == 0 => Ok(()),
                        Some(_) | None => Err(StoreError::Unavailable),
                    }
                };
                let rewritten: Result<(), StoreError> = rewritten.await;
                let _ = connection.close().await;
                rewritten?;
            }
            (Write::Turns(_), None) => {}
            (Write::Own(pool), _) => {
                for table in ["staff", "staff_invitation"] {
                    let rewrite = format!("VACUUM FULL {table}");
                    pool.execute_unprepared(&rewrite).await?;
                }
            }
        }
        Ok(())
    }
}
