//! Filers who would rather have an officer.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, string, string_null, text, text_null, uuid, uuid_null,
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_officer_requests"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(requests()).await?;
        for (name, column) in [
            ("officer_request_tracking", OfficerRequest::Tracking),
            ("officer_request_draft", OfficerRequest::Draft),
        ] {
            manager
                .create_index(
                    Index::create()
                        .name(name)
                        .table(OfficerRequest::Table)
                        .col(column)
                        .unique()
                        .to_owned(),
                )
                .await?;
        }
        manager
            .create_index(
                Index::create()
                    .name("officer_request_due")
                    .table(OfficerRequest::Table)
                    .col(OfficerRequest::DueAt)
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(OfficerRequest::Table).to_owned())
            .await
    }
}

fn requests() -> TableCreateStatement {
    Table::create()
        .table(OfficerRequest::Table)
        .col(uuid(OfficerRequest::Id).primary_key())
        .col(string(OfficerRequest::Tracking))
        .col(binary(OfficerRequest::AccessHash))
        .col(binary(OfficerRequest::Draft))
        .col(string_null(OfficerRequest::Kind))
        .col(string_null(OfficerRequest::Stop))
        .col(text(OfficerRequest::Answers))
        .col(text(OfficerRequest::Name))
        .col(text(OfficerRequest::Phone))
        .col(text_null(OfficerRequest::Email))
        .col(text(OfficerRequest::CallWhen))
        .col(big_integer(OfficerRequest::CreatedAt))
        .col(big_integer(OfficerRequest::DueAt))
        .col(big_integer_null(OfficerRequest::ClosedAt))
        .col(text_null(OfficerRequest::Officer))
        .col(text_null(OfficerRequest::Outcome))
        .col(string_null(OfficerRequest::ClosedByKind))
        .col(uuid_null(OfficerRequest::ClosedById))
        .col(text_null(OfficerRequest::ClosedByName))
        .to_owned()
}

#[derive(DeriveIden)]
enum OfficerRequest {
    Table,
    Id,
    Tracking,
    AccessHash,
    Draft,
    Kind,
    Stop,
    Answers,
    Name,
    Phone,
    Email,
    CallWhen,
    CreatedAt,
    DueAt,
    ClosedAt,
    Officer,
    Outcome,
    ClosedByKind,
    ClosedById,
    ClosedByName,
}
