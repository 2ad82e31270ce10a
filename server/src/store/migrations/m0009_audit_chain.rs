//! The audit trail becomes a chain: every row gets a place and two hashes, one row says where the chain ends, and
//! rows may leave only from the front. The rows that are there are sealed at the first start (`store::audit::first`).

use super::m0001_reports::never_changed;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, binary_null, integer};
use sea_orm_migration::sea_orm::DbBackend;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_audit_chain"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            big_integer_null(Audit::Seq),
            binary_null(Audit::Previous),
            binary_null(Audit::Hash),
        ];
        for column in columns {
            let change = Table::alter()
                .table(Audit::Table)
                .add_column(column)
                .to_owned();
            manager.alter_table(change).await?;
        }
        manager
            .create_index(
                Index::create()
                    .name("audit_seq")
                    .table(Audit::Table)
                    .col(Audit::Seq)
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("audit_object")
                    .table(Audit::Table)
                    .col(Audit::Object)
                    .col(Audit::Seq)
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(AuditHead::Table)
                    .col(integer(AuditHead::Id).primary_key())
                    .col(big_integer(AuditHead::Seq))
                    .col(binary(AuditHead::Hash))
                    .col(big_integer(AuditHead::CutSeq))
                    .col(binary(AuditHead::CutHash))
                    .to_owned(),
            )
            .await?;
        let none = vec![0_u8; 32];
        let head = Query::insert()
            .into_table(AuditHead::Table)
            .columns([
                AuditHead::Id,
                AuditHead::Seq,
                AuditHead::Hash,
                AuditHead::CutSeq,
                AuditHead::CutHash,
            ])
            .values_panic([
                1.into(),
                0_i64.into(),
                none.clone().into(),
                0_i64.into(),
                none.into(),
            ])
            .to_owned();
        manager.execute(head).await?;
        run(manager, SQLITE_UP, POSTGRES_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_DOWN, POSTGRES_DOWN).await?;
        if manager.get_database_backend() == DbBackend::Sqlite {
            never_changed(manager, "audit").await?;
        }
        manager
            .drop_table(Table::drop().table(AuditHead::Table).to_owned())
            .await?;
        for index in ["audit_seq", "audit_object"] {
            manager
                .drop_index(Index::drop().name(index).table(Audit::Table).to_owned())
                .await?;
        }
        for column in [Audit::Seq, Audit::Previous, Audit::Hash] {
            let change = Table::alter()
                .table(Audit::Table)
                .drop_column(column)
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}

async fn run(manager: &SchemaManager<'_>, sqlite: &[&str], postgres: &[&str]) -> Result<(), DbErr> {
    let statements = match manager.get_database_backend() {
        DbBackend::Sqlite => sqlite,
        _ => postgres,
    };
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}

// A row may be changed once, to be sealed, and only in what a seal is. It may go when the head says that the front is
// cut behind it. Where there is no head, nothing goes.
const SQLITE_UP: &[&str] = &[
    "DROP TRIGGER audit_never_changed",
    "CREATE TRIGGER audit_never_changed BEFORE UPDATE ON audit WHEN OLD.hash IS NOT NULL \
     OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.actor_kind IS NOT OLD.actor_kind \
     OR NEW.actor_id IS NOT OLD.actor_id OR NEW.actor_name IS NOT OLD.actor_name OR NEW.action IS NOT OLD.action \
     OR NEW.object IS NOT OLD.object OR NEW.outcome IS NOT OLD.outcome OR NEW.source IS NOT OLD.source \
     BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_never_removed BEFORE DELETE ON audit WHEN OLD.seq IS NULL \
     OR OLD.seq > COALESCE((SELECT cut_seq FROM audit_head), 0) \
     BEGIN SELECT RAISE(ABORT, 'append only'); END",
];

const SQLITE_DOWN: &[&str] = &[
    "DROP TRIGGER audit_never_removed",
    "DROP TRIGGER audit_never_changed",
];

const POSTGRES_UP: &[&str] = &[
    "CREATE OR REPLACE FUNCTION audit_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     IF OLD.hash IS NOT NULL OR (NEW.id, NEW.at, NEW.actor_kind, NEW.actor_id, NEW.actor_name, NEW.action, \
     NEW.object, NEW.outcome, NEW.source) IS DISTINCT FROM (OLD.id, OLD.at, OLD.actor_kind, OLD.actor_id, \
     OLD.actor_name, OLD.action, OLD.object, OLD.outcome, OLD.source) \
     THEN RAISE EXCEPTION 'append only'; END IF; RETURN NEW; END $$",
    "CREATE FUNCTION audit_never_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION 'append only'; END IF; \
     IF OLD.seq IS NULL OR OLD.seq > COALESCE((SELECT cut_seq FROM audit_head), 0) \
     THEN RAISE EXCEPTION 'append only'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER audit_never_removed BEFORE DELETE ON audit \
     FOR EACH ROW EXECUTE FUNCTION audit_never_removed()",
    "CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit \
     FOR EACH STATEMENT EXECUTE FUNCTION audit_never_removed()",
];

const POSTGRES_DOWN: &[&str] = &[
    "DROP TRIGGER audit_never_emptied ON audit",
    "DROP TRIGGER audit_never_removed ON audit",
    "DROP FUNCTION audit_never_removed()",
    "CREATE OR REPLACE FUNCTION audit_never_changed() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'append only'; END $$",
];

#[derive(DeriveIden)]
enum Audit {
    Table,
    Seq,
    Object,
    Previous,
    Hash,
}

#[derive(DeriveIden)]
enum AuditHead {
    Table,
    Id,
    Seq,
    Hash,
    CutSeq,
    CutHash,
}
