//! What leaves for the records system, in the order of approval; the keys with which it is fetched; and what the
//! records system says when it refuses.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, integer, string, string_null, text, text_null, uuid,
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0011_handovers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(handovers()).await?;
        manager
            .create_index(
                Index::create()
                    .name("handover_document")
                    .table(Handover::Table)
                    .col(Handover::Report)
                    .col(Handover::Number)
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(HandoverEnd::Table)
                    .col(integer(HandoverEnd::Id).primary_key())
                    .col(big_integer(HandoverEnd::Last))
                    .to_owned(),
            )
            .await?;
        manager.create_table(api_keys()).await?;
        let reason = Table::alter()
            .table(Job::Table)
            .add_column(text_null(Job::Reason))
            .to_owned();
        manager.alter_table(reason).await?;
        // The oldest job that is due is the first entry of its state, however many wait.
        change_due(manager, &[Job::State, Job::DueAt, Job::Id]).await?;
        let database = manager.get_connection();
        database.execute_unprepared(EARLIER).await?;
        database
            .execute_unprepared(
                "INSERT INTO handover_end (id, last) SELECT 1, COUNT(*) FROM handover",
            )
            .await
            .map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        change_due(manager, &[Job::State, Job::DueAt]).await?;
        let reason = Table::alter()
            .table(Job::Table)
            .drop_column(Job::Reason)
            .to_owned();
        manager.alter_table(reason).await?;
        for table in [
            Table::drop().table(ApiKey::Table).to_owned(),
            Table::drop().table(HandoverEnd::Table).to_owned(),
            Table::drop().table(Handover::Table).to_owned(),
        ] {
            manager.drop_table(table).await?;
        }
        Ok(())
    }
}

/// What was approved and added before there was a sequence, in the order in which it came.
const EARLIER: &str = "\
    INSERT INTO handover (seq, report, number, made_at, handed_over_at) \
    SELECT row_number() OVER (ORDER BY made_at, report, number), report, number, made_at, done FROM ( \
      SELECT r.id AS report, 0 AS number, r.decided_at AS made_at, \
        (SELECT MAX(j.updated_at) FROM job j \
         WHERE j.report = r.id AND j.kind = 'rms' AND j.state = 'done') AS done \
      FROM report r WHERE r.case_number IS NOT NULL AND r.decided_at IS NOT NULL \
      UNION ALL \
      SELECT e.report, row_number() OVER (PARTITION BY e.report ORDER BY e.seq), e.at, \
        (SELECT MAX(j.updated_at) FROM job j WHERE j.report = e.report \
         AND j.kind = 'rms_supplement' AND j.state = 'done' AND j.payload = '{\"seq\":' || e.seq || '}') \
      FROM report_event e WHERE e.code = 'supplement_added' \
    ) AS earlier";

fn handovers() -> TableCreateStatement {
    Table::create()
        .table(Handover::Table)
        .col(big_integer(Handover::Seq).primary_key())
        .col(uuid(Handover::Report))
        .col(integer(Handover::Number))
        .col(big_integer(Handover::MadeAt))
        .col(text_null(Handover::Document))
        .col(big_integer_null(Handover::HandedOverAt))
        .col(string_null(Handover::RmsNumber))
        .col(big_integer_null(Handover::AcknowledgedAt))
        .to_owned()
}

fn api_keys() -> TableCreateStatement {
    Table::create()
        .table(ApiKey::Table)
        .col(uuid(ApiKey::Id).primary_key())
        .col(text(ApiKey::Name))
        .col(string(ApiKey::Scopes))
        .col(binary(ApiKey::Hash))
        .col(big_integer(ApiKey::CreatedAt))
        .col(big_integer_null(ApiKey::RevokedAt))
        .to_owned()
}

async fn change_due(manager: &SchemaManager<'_>, columns: &[Job]) -> Result<(), DbErr> {
    manager
        .drop_index(Index::drop().name("job_due").table(Job::Table).to_owned())
        .await?;
    let mut due = Index::create().name("job_due").table(Job::Table).to_owned();
    for column in columns {
        due.col(*column);
    }
    manager.create_index(due).await
}

#[derive(DeriveIden)]
enum Handover {
    Table,
    Seq,
    Report,
    Number,
    MadeAt,
    Document,
    HandedOverAt,
    RmsNumber,
    AcknowledgedAt,
}

#[derive(DeriveIden)]
enum HandoverEnd {
    Table,
    Id,
    Last,
}

#[derive(DeriveIden)]
enum ApiKey {
    Table,
    Id,
    Name,
    Scopes,
    Hash,
    CreatedAt,
    RevokedAt,
}

#[derive(DeriveIden, Clone, Copy)]
enum Job {
    Table,
    Id,
    State,
    DueAt,
    Reason,
}
