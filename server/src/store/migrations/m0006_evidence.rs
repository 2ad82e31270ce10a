//! Files that filers send, and the objects that hold their sealed chunks.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_null, boolean, integer, string, string_null,
    text, uuid, uuid_null,
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_evidence"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(evidence()).await?;
        for (name, column) in [
            ("evidence_draft", Evidence::Draft),
            ("evidence_report", Evidence::Report),
            ("evidence_request", Evidence::Request),
        ] {
            let index = Index::create()
                .name(name)
                .table(Evidence::Table)
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        manager.create_table(chunks()).await?;
        manager
            .create_index(
                Index::create()
                    .name("evidence_chunk_object")
                    .table(EvidenceChunk::Table)
                    .col(EvidenceChunk::Object)
                    .unique()
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(EvidenceChunk::Table).to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table(Evidence::Table).to_owned())
            .await
    }
}

fn evidence() -> TableCreateStatement {
    Table::create()
        .table(Evidence::Table)
        .col(uuid(Evidence::Id).primary_key())
        .col(binary(Evidence::Draft))
        .col(uuid_null(Evidence::Report))
        .col(uuid_null(Evidence::Request))
        .col(text(Evidence::Name))
        .col(string_null(Evidence::Kind))
        .col(big_integer_null(Evidence::Size))
        .col(big_integer(Evidence::Received))
        .col(binary_null(Evidence::Sha256))
        .col(binary(Evidence::WrappedKey))
        .col(string(Evidence::State))
        .col(string_null(Evidence::Refusal))
        .col(boolean(Evidence::Preview).default(false))
        .col(big_integer(Evidence::CreatedAt))
        .col(big_integer(Evidence::UpdatedAt))
        .to_owned()
}

fn chunks() -> TableCreateStatement {
    Table::create()
        .table(EvidenceChunk::Table)
        .col(uuid(EvidenceChunk::Evidence))
        .col(string(EvidenceChunk::Part))
        .col(integer(EvidenceChunk::Place))
        .col(string(EvidenceChunk::Object))
        .primary_key(
            Index::create()
                .col(EvidenceChunk::Evidence)
                .col(EvidenceChunk::Part)
                .col(EvidenceChunk::Place),
        )
        .to_owned()
}

#[derive(DeriveIden)]
enum Evidence {
    Table,
    Id,
    Draft,
    Report,
    Request,
    Name,
    Kind,
    Size,
    Received,
    Sha256,
    WrappedKey,
    State,
    Refusal,
    Preview,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum EvidenceChunk {
    Table,
    Evidence,
    Part,
    Place,
    Object,
}
