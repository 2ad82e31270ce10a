//! Jobs and the audit trail.

use super::m0001_reports::{may_change_again, never_changed};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, integer, string, string_null, text, text_null, uuid, uuid_null,
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_outbox"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(jobs()).await?;
        manager
            .create_index(
                Index::create()
                    .name("job_key")
                    .table(Job::Table)
                    .col(Job::Key)
                    .unique()
                    .to_owned(),
            )
            .await?;
        // What is due: few states, then time.
        manager
            .create_index(
                Index::create()
                    .name("job_due")
                    .table(Job::Table)
                    .col(Job::State)
                    .col(Job::DueAt)
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("job_report")
                    .table(Job::Table)
                    .col(Job::Report)
                    .to_owned(),
            )
            .await?;
        manager.create_table(audit()).await?;
        manager
            .create_index(
                Index::create()
                    .name("audit_at")
                    .table(Audit::Table)
                    .col(Audit::At)
                    .to_owned(),
            )
            .await?;
        never_changed(manager, "audit").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Audit::Table).to_owned())
            .await?;
        may_change_again(manager, "audit").await?;
        manager
            .drop_table(Table::drop().table(Job::Table).to_owned())
            .await
    }
}

// No foreign keys: a job tolerates that its report or request is gone.
fn jobs() -> TableCreateStatement {
    Table::create()
        .table(Job::Table)
        .col(uuid(Job::Id).primary_key())
        .col(string(Job::Kind))
        .col(uuid_null(Job::Report))
        .col(uuid_null(Job::Request))
        .col(string(Job::Key))
        .col(text(Job::Payload))
        .col(string(Job::State))
        .col(integer(Job::Attempts))
        .col(big_integer(Job::DueAt))
        .col(string_null(Job::LastError))
        .col(big_integer(Job::CreatedAt))
        .col(big_integer(Job::UpdatedAt))
        .to_owned()
}

fn audit() -> TableCreateStatement {
    Table::create()
        .table(Audit::Table)
        .col(uuid(Audit::Id).primary_key())
        .col(big_integer(Audit::At))
        .col(string(Audit::ActorKind))
        .col(uuid_null(Audit::ActorId))
        .col(text_null(Audit::ActorName))
        .col(string(Audit::Action))
        .col(text_null(Audit::Object))
        .col(string(Audit::Outcome))
        .col(text_null(Audit::Source))
        .to_owned()
}

#[derive(DeriveIden)]
enum Job {
    Table,
    Id,
    Kind,
    Report,
    Request,
    Key,
    Payload,
    State,
    Attempts,
    DueAt,
    LastError,
    CreatedAt,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum Audit {
    Table,
    Id,
    At,
    ActorKind,
    ActorId,
    ActorName,
    Action,
    Object,
    Outcome,
    Source,
}
