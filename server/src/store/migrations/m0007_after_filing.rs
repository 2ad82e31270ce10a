//! What may come after a decision: supplements that nobody has read yet, and a filer who wants no more messages.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0007_after_filing"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let change = Table::alter()
                .table(Alias::new("report"))
                .add_column(integer(Alias::new(column)).default(0).take())
                .to_owned();
            manager.alter_table(change).await?;
        }
        // Few rows of many: the desk asks for these at every look at the queue.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX report_unread_supplements ON report (review_by, id) WHERE unread_supplements > 0",
            )
            .await
            .map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name("report_unread_supplements")
                    .table(Alias::new("report"))
                    .to_owned(),
            )
            .await?;
        for column in COLUMNS {
            let change = Table::alter()
                .table(Alias::new("report"))
                .drop_column(Alias::new(column))
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}

const COLUMNS: [&str; 2] = ["unread_supplements", "follow_up_declined"];
