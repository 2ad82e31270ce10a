//! Records of incidents, from approved reports and from officers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, string_null, text, uuid_null};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_records"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(Record::Table)
                    .col(string(Record::Number).primary_key())
                    .col(string(Record::Source))
                    .col(string_null(Record::Kind))
                    .col(string(Record::Class))
                    .col(text(Record::Offenses))
                    .col(string(Record::Occurred))
                    .col(string_null(Record::Location))
                    .col(uuid_null(Record::Report))
                    .col(text(Record::Payload))
                    .col(big_integer(Record::WrittenAt))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("record_report")
                    .table(Record::Table)
                    .col(Record::Report)
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("record_occurred")
                    .table(Record::Table)
                    .col(Record::Occurred)
                    .col(Record::Class)
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Record::Table).to_owned())
            .await
    }
}

#[derive(DeriveIden)]
enum Record {
    Table,
    Number,
    Source,
    Kind,
    Class,
    Offenses,
    Occurred,
    Location,
    Report,
    Payload,
    WrittenAt,
}
