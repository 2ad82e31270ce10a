//! What was signed of the copies that were issued.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{binary, text};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_issued_copies"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(IssuedCopy::Table)
                    .col(binary(IssuedCopy::Code).primary_key())
                    .col(text(IssuedCopy::Statement))
                    .col(binary(IssuedCopy::Signature))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(IssuedCopy::Table).to_owned())
            .await
    }
}

#[derive(DeriveIden)]
enum IssuedCopy {
    Table,
    Code,
    Statement,
    Signature,
}
