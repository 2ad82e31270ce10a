//! Opening the database: where it is, the pools, and what every connection must guarantee.
//!
//! The pools are built with sqlx directly rather than through sea-orm's options: those print the address with
//! its password in a trace span, and their callback runs once per pool, not once per connection.

use super::error::StoreError;
use sea_orm::DatabaseConnection;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sea_orm::sqlx::{self, ConnectOptions, Row};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// How long a writer in another process (the command line) is waited for.
const BUSY: Duration = Duration::from_secs(5);
/// How long a request waits for a connection of a pool.
const ACQUIRE: Duration = Duration::from_secs(10);
/// Readers of the SQLite file; each is a thread of the driver.
const SQLITE_READERS: u32 = 8;
/// Connections to PostgreSQL per pool: twice this stays far below its default limit of 100, and more than a
/// few per core of the database only wait for each other.
const POSTGRES_POOL: u32 = 10;

/// Which database an address names.
pub(super) enum Address {
    Sqlite(SqliteFile),
    Postgres(Box<PgConnectOptions>),
}

/// The SQLite file, with the guarantees set.
#[derive(Clone)]
pub(super) struct SqliteFile(Box<SqliteConnectOptions>);

impl Address {
    /// `sqlite:PATH`, `postgres://…` or `postgresql://…`.
    pub(super) fn parse(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).map_err(|_| unreadable())?;
            if url.contains(":memory:")
                || url.contains("mode=memory")
                || options.get_filename().as_os_str().is_empty()
            {
                return Err(StoreError::Open(
                    "a file is needed, not a database in memory".to_owned(),
                ));
            }
            Ok(Self::Sqlite(SqliteFile(Box::new(
                options
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    // NORMAL would answer before the log is on the disk: a receipt for a report that a power
                    // cut takes back.
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(BUSY)
                    .disable_statement_logging(),
            ))))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|_| unreadable())?;
            Ok(Self::Postgres(Box::new(
                options
                    .application_name("westport")
                    .disable_statement_logging(),
            )))
        } else {
            Err(unreadable())
        }
    }
}

impl SqliteFile {
    /// Makes the folder of the file.
    pub(super) async fn make_folder(&self) -> Result<(), StoreError> {
        let folder: PathBuf = match self.0.get_filename().parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => return Ok(()),
        };
        tokio::fs::create_dir_all(&folder)
            .await
            .map_err(|error| StoreError::Open(format!("{}: {error}", folder.display())))
    }
}

/// The single connection that writes.
pub(super) async fn sqlite_writer(file: &SqliteFile) -> Result<DatabaseConnection, StoreError> {
    sqlite_pool(SqliteConnectOptions::clone(&file.0), 1).await
}

/// The connections that read; the database refuses a write on them.
pub(super) async fn sqlite_readers(file: &SqliteFile) -> Result<DatabaseConnection, StoreError> {
    sqlite_pool(
        SqliteConnectOptions::clone(&file.0).pragma("query_only", "ON"),
        SQLITE_READERS,
    )
    .await
}

async fn sqlite_pool(
    options: SqliteConnectOptions,
    size: u32,
) -> Result<DatabaseConnection, StoreError> {
    let pool: SqlitePool = SqlitePoolOptions::new()
        .max_connections(size)
        .min_connections(1)
        .acquire_timeout(ACQUIRE)
        // A file does not hang up: no ping, no ageing.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(|connection, _| Box::pin(guaranteed(connection)))
        .connect_with(options)
        .await
        .map_err(open_error)?;
    Ok(pool.into())
}

/// Asks the new connection what is in force, instead of trusting that it was set: SQLite ignores a PRAGMA
/// that it cannot follow (a read-only folder, a file system without shared memory) without an error.
async fn guaranteed(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    for (pragma, wanted) in [
        ("PRAGMA journal_mode", "wal"),
        ("PRAGMA synchronous", "2"),
        ("PRAGMA foreign_keys", "1"),
    ] {
        let row = sqlx::query(pragma).fetch_one(&mut *connection).await?;
        let found = row
            .try_get::<String, _>(0)
            .or_else(|_| row.try_get::<i64, _>(0).map(|n| n.to_string()))?;
        if found != wanted {
            return Err(sqlx::Error::Configuration(
                format!("{pragma} is {found}, not {wanted}").into(),
            ));
        }
    }
    Ok(())
}

/// The pools of PostgreSQL.
pub(super) struct Postgres {
    pub(super) writers: DatabaseConnection,
    pub(super) readers: DatabaseConnection,
    /// For the queue's lists, which are read from an index whatever is asked for: one plan does, and to make another
    /// each time costs more than to read the list.
    pub(super) lists: DatabaseConnection,
}

pub(super) async fn postgres(options: &PgConnectOptions) -> Result<Postgres, StoreError> {
    let guarded = options.clone().options([
        ("synchronous_commit", "on"),
        // A statement that waits longer than this for a row lock is told so, and its request with it.
        ("lock_timeout", "5s"),
        ("statement_timeout", "15s"),
        ("idle_in_transaction_session_timeout", "30s"),
    ]);
    let writers = postgres_pool(guarded.clone()).await?;
    let reading = guarded.options([("default_transaction_read_only", "on")]);
    let readers = postgres_pool(reading.clone()).await?;
    let lists = postgres_pool(reading.options([("plan_cache_mode", "force_generic_plan")])).await?;
    Ok(Postgres {
        writers,
        readers,
        lists,
    })
}

async fn postgres_pool(options: PgConnectOptions) -> Result<DatabaseConnection, StoreError> {
    let pool: PgPool = PgPoolOptions::new()
        .max_connections(POSTGRES_POOL)
        .acquire_timeout(ACQUIRE)
        .connect_with(options)
        .await
        .map_err(open_error)?;
    Ok(pool.into())
}

fn unreadable() -> StoreError {
    StoreError::Open(
        "the address must be sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE".to_owned(),
    )
}

/// One line that says why. The driver's messages at this stage name files, hosts and users, no passwords.
fn open_error(error: sqlx::Error) -> StoreError {
    StoreError::Open(match error {
        sqlx::Error::Database(database) => first_line(database.message()),
        other => first_line(&other.to_string()),
    })
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
