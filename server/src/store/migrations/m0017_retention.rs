//! What is needed to forget requests and their jobs without looking at all of them.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0017_retention"
    }
}

const INDEXES: [&str; 2] = [
    "CREATE INDEX officer_request_closed ON officer_request (closed_at, id) WHERE closed_at IS NOT NULL",
    "CREATE INDEX job_request ON job (request) WHERE request IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in INDEXES {
            let name = index.split(' ').nth(2).unwrap_or_default();
            manager
                .get_connection()
                .execute_unprepared(&format!("DROP INDEX {name}"))
                .await?;
        }
        Ok(())
    }
}
