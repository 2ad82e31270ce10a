//! The language in which a report or a request was sent: its mails and its copy are in the same. What was sent
//! before there was a choice was in English.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_language"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let language = string(Alias::new(COLUMN)).default("en").take();
            let change = Table::alter()
                .table(Alias::new(table))
                .add_column(language)
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let change = Table::alter()
                .table(Alias::new(table))
                .drop_column(Alias::new(COLUMN))
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}

const TABLES: [&str; 2] = ["report", "officer_request"];
const COLUMN: &str = "language";
