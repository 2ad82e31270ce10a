//! The schema, step by step. A migration that has shipped is never edited: add one, expand first and contract
//! in a later release. Each runs on SQLite and on PostgreSQL; `store_migrations.rs` tests both ways.

mod m0001_reports;
mod m0002_outbox;
mod m0003_staff;
mod m0004_officer_requests;
mod m0005_language;
mod m0006_evidence;
mod m0007_after_filing;
mod m0008_records;
mod m0009_audit_chain;
mod m0010_issued_copies;
mod m0011_handovers;
mod m0012_links;
mod m0013_queue;
mod m0014_accounts;
mod m0015_desk_settings;
mod m0016_numbers;
mod m0017_retention;

use super::connect::{self, Address};
use super::{Store, StoreError};
use sea_orm::{ConnectionTrait, Statement};
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::prelude::{MigrationTrait, MigratorTrait};

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_reports::Migration),
            Box::new(m0002_outbox::Migration),
            Box::new(m0003_staff::Migration),
            Box::new(m0004_officer_requests::Migration),
            Box::new(m0005_language::Migration),
            Box::new(m0006_evidence::Migration),
            Box::new(m0007_after_filing::Migration),
            Box::new(m0008_records::Migration),
            Box::new(m0009_audit_chain::Migration),
            Box::new(m0010_issued_copies::Migration),
            Box::new(m0011_handovers::Migration),
            Box::new(m0012_links::Migration),
            Box::new(m0013_queue::Migration),
            Box::new(m0014_accounts::Migration),
            Box::new(m0015_desk_settings::Migration),
            Box::new(m0016_numbers::Migration),
            Box::new(m0017_retention::Migration),
        ]
    }
}

/// Brings the schema up to date, in one transaction: all of it or nothing.
pub(super) async fn apply(connection: &DatabaseConnection) -> Result<(), StoreError> {
    let migrated = async {
        let transaction = alone(connection).await?;
        Migrator::up(&transaction, None).await?;
        transaction.commit().await
    };
    migrated.await.map_err(schema_error)
}

/// Takes the whole schema back, with everything in it. For tests and for a machine that starts over.
///
/// # Errors
/// [`StoreError::Open`].
pub async fn revert_all(url: &str) -> Result<(), StoreError> {
    revert(url, None).await
}

/// Takes back the step of this name and all after it, with what they brought. For tests of what a step makes of rows
/// that are there.
///
/// # Errors
/// [`StoreError::Open`].
pub async fn revert_from(url: &str, name: &str) -> Result<(), StoreError> {
    let steps = Migrator::migrations()
        .iter()
        .rev()
        .position(|step| step.name() == name)
        .map_or(0, |after| after + 1);
    revert(url, u32::try_from(steps).ok()).await
}

async fn revert(url: &str, steps: Option<u32>) -> Result<(), StoreError> {
    let connection = match Address::parse(url)? {
        Address::Sqlite(file) => connect::sqlite_writer(&file).await?,
        Address::Postgres(options) => connect::postgres(&options).await?.writers,
    };
    let reverted = async {
        let transaction = alone(&connection).await?;
        Migrator::down(&transaction, steps).await?;
        transaction.commit().await
    };
    let outcome = reverted.await.map_err(schema_error);
    let _ = connection.close().await;
    outcome
}

/// The names of the tables there are, sorted, without those of the machinery.
///
/// # Errors
/// [`StoreError`].
pub async fn tables(store: &Store) -> Result<Vec<String>, StoreError> {
    let reader = store.reader();
    let backend = reader.get_database_backend();
    let sql = match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        _ => {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name::text"
        }
    };
    let rows = reader
        .query_all_raw(Statement::from_string(backend, sql))
        .await?;
    let names: Result<Vec<String>, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(names?
        .into_iter()
        .filter(|name| name != "seaql_migrations")
        .collect())
}

/// A transaction in which no second process migrates at the same time.
pub(super) async fn alone(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let transaction = connection
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    if transaction.get_database_backend() == DbBackend::Postgres {
        // Any number will do, so long as it is always the same one. Held until the COMMIT.
        transaction
            .execute_unprepared("SELECT pg_advisory_xact_lock(880068806)")
            .await?;
    }
    Ok(transaction)
}

/// A migration holds no data, so its message may be shown.
fn schema_error(error: DbErr) -> StoreError {
    let text = error.to_string();
    StoreError::Open(format!(
        "schema: {}",
        text.lines().next().unwrap_or_default()
    ))
}
