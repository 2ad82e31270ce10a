//! Drafts, reports, their events, and the counter of case numbers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, integer, string, string_null, text, text_null, uuid,
    uuid_null,
};
use sea_orm_migration::sea_orm::DbBackend;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_reports"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(drafts()).await?;
        manager
            .create_index(
                index("draft_updated", Draft::Table)
                    .col(Draft::UpdatedAt)
                    .to_owned(),
            )
            .await?;
        manager.create_table(reports()).await?;
        for (name, column) in [
            ("report_tracking", Report::Tracking),
            ("report_draft", Report::Draft),
            ("report_case_number", Report::CaseNumber),
        ] {
            manager
                .create_index(index(name, Report::Table).col(column).unique().to_owned())
                .await?;
        }
        // The queue: reports of a status, the most urgent first.
        manager
            .create_index(
                index("report_queue", Report::Table)
                    .col(Report::Status)
                    .col(Report::ReviewBy)
                    .col(Report::Id)
                    .to_owned(),
            )
            .await?;
        manager.create_table(events()).await?;
        never_changed(manager, "report_event").await?;
        manager
            .create_table(
                Table::create()
                    .table(CaseNumber::Table)
                    .col(integer(CaseNumber::Year).primary_key())
                    .col(big_integer(CaseNumber::Last))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(CaseNumber::Table).to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table(ReportEvent::Table).to_owned())
            .await?;
        may_change_again(manager, "report_event").await?;
        manager
            .drop_table(Table::drop().table(Report::Table).to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table(Draft::Table).to_owned())
            .await
    }
}

fn index(name: &str, table: impl IntoTableRef) -> IndexCreateStatement {
    Index::create().name(name).table(table).to_owned()
}

fn drafts() -> TableCreateStatement {
    Table::create()
        .table(Draft::Table)
        .col(binary(Draft::Id).primary_key())
        .col(text(Draft::Answers))
        .col(big_integer(Draft::CreatedAt))
        .col(big_integer(Draft::UpdatedAt))
        .col(string_null(Draft::Outcome))
        .col(string_null(Draft::OutcomeTracking))
        .to_owned()
}

// `draft` refers to no row on purpose: drafts are purged, the report stays, and the unique key still says that
// this draft was filed.
fn reports() -> TableCreateStatement {
    Table::create()
        .table(Report::Table)
        .col(uuid(Report::Id).primary_key())
        .col(string(Report::Tracking))
        .col(binary(Report::AccessHash))
        .col(binary(Report::Draft))
        .col(string(Report::Kind))
        .col(text(Report::Answers))
        .col(text(Report::Record))
        .col(text(Report::Advice))
        .col(text_null(Report::Finding))
        .col(string(Report::NoticeVersion))
        .col(big_integer(Report::CertifiedAt))
        .col(text(Report::FilerName))
        .col(text(Report::FilerEmail))
        .col(big_integer(Report::SubmittedAt))
        .col(big_integer(Report::ReviewBy))
        .col(string(Report::Status))
        .col(big_integer(Report::Version))
        .col(string_null(Report::CaseNumber))
        .col(big_integer_null(Report::DecidedAt))
        .col(string_null(Report::DecidedByKind))
        .col(uuid_null(Report::DecidedById))
        .col(text_null(Report::DecidedByName))
        .to_owned()
}

fn events() -> TableCreateStatement {
    Table::create()
        .table(ReportEvent::Table)
        .col(uuid(ReportEvent::Report))
        .col(big_integer(ReportEvent::Seq))
        .col(big_integer(ReportEvent::At))
        .col(string(ReportEvent::ActorKind))
        .col(uuid_null(ReportEvent::ActorId))
        .col(text_null(ReportEvent::ActorName))
        .col(string(ReportEvent::Code))
        .col(text(ReportEvent::Event))
        .primary_key(
            Index::create()
                .col(ReportEvent::Report)
                .col(ReportEvent::Seq),
        )
        .foreign_key(
            ForeignKey::create()
                .name("report_event_report")
                .from(ReportEvent::Table, ReportEvent::Report)
                .to(Report::Table, Report::Id),
        )
        .to_owned()
}

/// Lets the database itself refuse to change a row that was appended. Deleting stays possible: retention needs it.
pub(super) async fn never_changed(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let statements = match manager.get_database_backend() {
        DbBackend::Sqlite => vec![format!(
            "CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'append only'); END"
        )],
        _ => vec![
            format!(
                "CREATE FUNCTION {table}_never_changed() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION 'append only'; END $$"
            ),
            format!(
                "CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table} \
                 FOR EACH ROW EXECUTE FUNCTION {table}_never_changed()"
            ),
        ],
    };
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(&statement)
            .await?;
    }
    Ok(())
}

/// Takes back what dropping the table leaves of [`never_changed`].
pub(super) async fn may_change_again(
    manager: &SchemaManager<'_>,
    table: &str,
) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        manager
            .get_connection()
            .execute_unprepared(&format!("DROP FUNCTION {table}_never_changed()"))
            .await?;
    }
    Ok(())
}

#[derive(DeriveIden)]
enum Draft {
    Table,
    Id,
    Answers,
    CreatedAt,
    UpdatedAt,
    Outcome,
    OutcomeTracking,
}

#[derive(DeriveIden)]
enum Report {
    Table,
    Id,
    Tracking,
    AccessHash,
    Draft,
    Kind,
    Answers,
    Record,
    Advice,
    Finding,
    NoticeVersion,
    CertifiedAt,
    FilerName,
    FilerEmail,
    SubmittedAt,
    ReviewBy,
    Status,
    Version,
    CaseNumber,
    DecidedAt,
    DecidedByKind,
    DecidedById,
    DecidedByName,
}

#[derive(DeriveIden)]
enum ReportEvent {
    Table,
    Report,
    Seq,
    At,
    ActorKind,
    ActorId,
    ActorName,
    Code,
    Event,
}

#[derive(DeriveIden)]
enum CaseNumber {
    Table,
    Year,
    Last,
}
