//! What is kept: drafts, reports and their events, the files sent with them, jobs, hand-overs, staff, keys, the audit
//! trail.
//!
//! Only this module names `sea_orm`. Its functions answer questions of the domain in domain types; entities
//! never leave it. What belongs elsewhere: deciding (`domain::review`), composing functions into a use case
//! (one file per use case in the server), and what is done with a job (`jobs`).
//!
//! # Writing
//!
//! A use case is one transaction:
//!
//! ```
//! # use server::store::{audit, reports, jobs, Actor, Store, StoreError};
//! # use domain::number::TrackingNumber;
//! # use domain::judgement::Judgement;
//! # use domain::review::{decide, Case, Command, Refusal};
//! # use time::OffsetDateTime;
//! #[derive(Debug, thiserror::Error)]
//! enum ApproveError {
//!     #[error(transparent)]
//!     Store(#[from] StoreError),
//!     #[error(transparent)]
//!     Refused(#[from] Refusal),
//! }
//!
//! async fn approve(store: &Store, tracking: &TrackingNumber, by: &Actor, now: OffsetDateTime) -> Result<(), ApproveError> {
//!     store
//!         .write(async |tx| {
//!             let report = reports::by_tracking(tx, tracking).await?.ok_or(StoreError::Missing)?;
//!             let mut version = report.version;
//!             let case = Case { status: report.status, own: &report.tracking, asked: &[], confirms: false, proposal: None };
//!             for event in decide(case, Command::Approve { judgement: Judgement::default() })? {
//!                 reports::apply(tx, report.id, version, &event, by, now).await?;
//!                 version += 1;
//!             }
//!             Ok(())
//!         })
//!         .await
//! }
//! # fn main() {}
//! ```
//!
//! The closure borrows what it likes, is run at most once, and may use any error that is `From<StoreError>`;
//! an error undoes this request alone. Inside it, await nothing but the store: on SQLite everybody else waits.
//!
//! - **SQLite**: one [`writer`] takes what is waiting and commits it as one group, each request in a savepoint.
//! - **PostgreSQL**: a transaction of its own at READ COMMITTED. Every rule that two requests could break
//!   together is one statement that the database decides: a compare-and-set (`reports::apply`, `drafts::save`,
//!   `staff::use_totp_step`), a unique key (`jobs::enqueue`, one report per draft) or a locked row
//!   (`case_numbers::next`, `handovers::append`, `jobs::claim_due`). So there are no serialization failures to retry, and a closure
//!   need not be able to run twice. Take locks in this order, or two requests can wait for each other: draft,
//!   report, case number, hand-over, the index of traces (`traces::alone`), then inserts; the end of the audit trail is
//!   taken last of all, by `write` itself.
//!
//! An insert that gives nothing back (report, event, job) may be put off until the next statement or
//! the end of the closure, so its conflict may be told by `write` instead of by the function.
//!
//! After a statement that failed the transaction is over, on both databases: return the error, and look again
//! with a reader. A closure that swallows it and says `Ok` is undone and told [`StoreError::Unavailable`].

mod actor;
pub mod api_keys;
pub mod audit;
pub mod case_numbers;
pub mod ceremonies;
mod codes;
mod connect;
pub mod copies;
pub mod desk_settings;
pub mod drafts;
mod entities;
mod error;
pub mod evidence;
pub mod handovers;
pub mod history;
pub mod invitations;
pub mod jobs;
pub mod links;
pub mod messages;
pub mod migrations;
pub mod numbers;
pub mod officer_requests;
pub mod passkeys;
pub mod records;
pub mod recovery_codes;
pub mod reports;
mod rewrite;
pub mod secrets;
pub mod sessions;
pub mod staff;
pub mod traces;
mod tx;
mod writer;

pub use actor::Actor;
pub use error::StoreError;
/// What a reading function takes: a [`Tx`] or a [`Reader`].
pub use sea_orm::ConnectionTrait as Reads;
pub use tx::{Reader, Tx};
pub use uuid::Uuid;

use connect::{Address, Postgres, SqliteFile};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel, Statement,
    TransactionTrait,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{mpsc, oneshot};
use writer::{GiveBack, Request, Turn, Writer};

/// A SHA-256 hash of a secret that only its owner knows (cookie, access code).
pub type Hash32 = [u8; 32];

/// Requests that may wait for the writer before the next one has to wait for a place. At 64 requests a commit
/// this is 16 commits, less than a second on a slow disk.
const QUEUE: usize = 1024;

/// How the store is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The most requests that share one commit (SQLite). 1 gives every request its own, for comparison.
    pub group: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { group: 256 }
    }
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    write: Write,
    /// Where SQLite's database is.
    file: Option<SqliteFile>,
    reader: Reader,
    lists: Reader,
    commits: Arc<AtomicU64>,
    unrecorded: Arc<audit::Unrecorded>,
}

#[derive(Clone)]
enum Write {
    /// SQLite: ask the writer for a turn.
    Turns(mpsc::Sender<Request>),
    /// PostgreSQL: a transaction of one's own.
    Own(DatabaseConnection),
}

impl Store {
    /// Whether an address can be one of a database, without opening it.
    ///
    /// # Errors
    /// [`StoreError::Open`].
    pub fn check_url(url: &str) -> Result<(), StoreError> {
        Address::parse(url).map(drop)
    }

    /// Opens `sqlite:PATH` (folder and file are made) or `postgres://…`, and brings the schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Open`] with one line for the person who starts the server.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, Options::default()).await
    }

    /// As [`Self::open`], for a benchmark.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_with(url: &str, options: Options) -> Result<Self, StoreError> {
        let commits = Arc::new(AtomicU64::new(0));
        let unrecorded = Arc::new(audit::Unrecorded::default());
        let (write, file, readers, lists) = match Address::parse(url)? {
            Address::Sqlite(file) => {
                file.make_folder().await?;
                let connection = connect::sqlite_writer(&file).await?;
                migrations::apply(&connection).await?;
                audit::seal_first(&connection).await?;
                let readers = connect::sqlite_readers(&file).await?;
                let (sender, requests) = mpsc::channel(QUEUE);
                let group = options.group.max(1);
                tokio::spawn(
                    Writer {
                        file: file.clone(),
                        connection,
                        requests,
                        group,
                        commits: Arc::clone(&commits),
                        unrecorded: Arc::clone(&unrecorded),
                    }
                    .run(),
                );
                (Write::Turns(sender), Some(file), readers.clone(), readers)
            }
            Address::Postgres(options) => {
                let Postgres {
                    writers,
                    readers,
                    lists,
                } = connect::postgres(&options).await?;
                migrations::apply(&writers).await?;
                audit::seal_first(&writers).await?;
                // The server's own choice, which no connection can overrule.
                if in_force(&writers, "fsync").await? != "on" {
                    tracing::warn!(
                        "store: PostgreSQL runs with fsync off: a power cut takes answered reports back"
                    );
                }
                (Write::Own(writers), None, readers, lists)
            }
        };
        Ok(Self {
            write,
            file,
            reader: Reader(readers),
            lists: Reader(lists),
            commits,
            unrecorded,
        })
    }

    /// Runs the closure in one transaction and answers after the COMMIT. An `Err` of the closure, a panic in it
    /// or dropping the returned future undoes what it did.
    ///
    /// # Errors
    /// The closure's own, or [`StoreError::Unavailable`] when nothing was kept.
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&Tx) -> Result<T, E>,
        E: From<StoreError>,
    {
        match &self.write {
            Write::Turns(writer) => in_turn(writer, f).await,
            Write::Own(pool) => {
                let outcome = in_own(pool, &self.unrecorded, f).await?;
                self.commits.fetch_add(1, Ordering::Relaxed);
                Ok(outcome)
            }
        }
    }

    /// Reads what is committed.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Reads what is committed, for the lists of the queue: each is a range of an index, whatever is asked for.
    #[must_use]
    pub fn lists(&self) -> &Reader {
        &self.lists
    }

    /// How many transactions were committed since the store was opened: with a group, fewer than writes.
    #[must_use]
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// What could not be put on record.
    #[must_use]
    pub fn unrecorded(&self) -> &audit::Unrecorded {
        &self.unrecorded
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.reader.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// As [`in_force`], of a connection that reads.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn in_force(&self, setting: &'static str) -> Result<String, StoreError> {
        in_force(&self.reader, setting).await
    }

    /// Ends the writer after the group under way and closes every connection. Clones fail from then on.
    pub async fn close(self) {
        match self.write {
            Write::Turns(writer) => {
                let (closed, done) = oneshot::channel();
                if writer.send(Request::Close(closed)).await.is_ok() {
                    let _ = done.await;
                }
            }
            Write::Own(pool) => {
                let _ = pool.close().await;
            }
        }
        let _ = self.reader.0.close().await;
        let _ = self.lists.0.close().await;
    }
}

/// What a connection has in force of a PRAGMA of SQLite or a parameter of PostgreSQL, e.g. `synchronous`.
///
/// # Errors
/// [`StoreError`].
pub async fn in_force(
    c: &impl ConnectionTrait,
    setting: &'static str,
) -> Result<String, StoreError> {
    let backend = c.get_database_backend();
    let sql = match backend {
        DbBackend::Sqlite => format!("PRAGMA {setting}"),
        _ => format!("SHOW {setting}"),
    };
    let row = c
        .query_one_raw(Statement::from_string(backend, sql))
        .await?
        .ok_or(StoreError::Missing)?;
    match row.try_get_by_index::<String>(0) {
        Ok(text) => Ok(text),
        Err(_) => Ok(row.try_get_by_index::<i64>(0)?.to_string()),
    }
}

/// Lets the database look at what it holds, where it plans by that. It does so by itself, some time after a change.
///
/// # Errors
/// [`StoreError`].
pub async fn refresh_statistics(tx: &Tx) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("ANALYZE").await?;
    }
    Ok(())
}

async fn in_turn<T, E, F>(writer: &mpsc::Sender<Request>, f: F) -> Result<T, E>
where
    F: AsyncFnOnce(&Tx) -> Result<T, E>,
    E: From<StoreError>,
{
    let (asked, turn) = oneshot::channel();
    writer
        .send(Request::Turn(asked))
        .await
        .map_err(|_| StoreError::Unavailable)?;
    let Turn { tx, give_back } = turn.await.map_err(|_| StoreError::Unavailable)?;
    let outcome = f(&tx).await;
    let (committed, answered) = oneshot::channel();
    give_back
        .send(GiveBack {
            keep: outcome.is_ok(),
            committed,
        })
        .map_err(|_| StoreError::Unavailable)?;
    answered.await.map_err(|_| StoreError::Unavailable)??;
    outcome
}

async fn in_own<T, E, F>(
    pool: &DatabaseConnection,
    unrecorded: &audit::Unrecorded,
    f: F,
) -> Result<T, E>
where
    F: AsyncFnOnce(&Tx) -> Result<T, E>,
    E: From<StoreError>,
{
    let begun = pool
        .begin_with_config(Some(IsolationLevel::ReadCommitted), None)
        .await;
    let (tx, lender) = Tx::lend(begun.map_err(StoreError::from)?);
    let outcome = f(&tx).await;
    let lent = lender.take_back().await.map_err(StoreError::from)?;
    match outcome {
        Ok(value) if !lent.failed => {
            let audits = !lent.audited.is_empty();
            if audits && let Err(error) = seal(&lent.transaction, lent.audited).await {
                // What cannot be put on record is not done (CJIS AU-5).
                unrecorded.note();
                let _ = lent.transaction.rollback().await;
                return Err(error.into());
            }
            if let Err(error) = lent.transaction.commit().await {
                if audits {
                    unrecorded.note();
                }
                return Err(StoreError::from(error).into());
            }
            Ok(value)
        }
        // A COMMIT after a failed statement is a rollback, and PostgreSQL calls it a success.
        Ok(_) => Err(StoreError::Unavailable.into()),
        Err(error) => {
            let _ = lent.transaction.rollback().await;
            Err(error)
        }
    }
}

/// Appends to the audit trail: the last that a transaction does.
async fn seal(
    transaction: &DatabaseTransaction,
    audited: Vec<audit::AuditEntry>,
) -> Result<(), StoreError> {
    let mut head = audit::Head::lock(transaction).await?;
    for statement in head.append(audited, transaction.get_database_backend()) {
        transaction.execute_raw(statement).await?;
    }
    Ok(())
}
