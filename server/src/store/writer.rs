//! The one writer of the SQLite store: takes what is waiting and commits it as one group.
//!
//! Why: a durable commit costs one wait for the disk (milliseconds), a statement costs microseconds. Requests
//! that wait together share one wait. The writer owns the connection; a request gets it for its *turn* and
//! runs its closure in its own task, so that the closure may borrow, may fail, panic or be dropped with its
//! client, and hurts nobody: each turn is a savepoint.
//!
//! What is kept here: **nobody is answered before the COMMIT**, not even with an error. A `Conflict` may have
//! been caused by a neighbour of the same group; answered early, its receiver would look for the neighbour's
//! row and not find it yet.

use super::connect::{self, SqliteFile};
use super::error::StoreError;
use super::tx::Tx;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How long one request may hold the writer. A turn is a handful of statements of well under a millisecond;
/// whatever takes longer waits for something else inside a write, and everybody would wait with it.
const TURN: Duration = Duration::from_secs(5);

/// What the writer is asked.
pub(super) enum Request {
    Turn(oneshot::Sender<Turn>),
    Close(oneshot::Sender<()>),
}

/// One request's turn with the connection.
pub(super) struct Turn {
    pub(super) tx: Tx,
    pub(super) give_back: oneshot::Sender<GiveBack>,
}

/// The end of a turn. A turn that ends without one (panic, dropped client) is undone.
pub(super) struct GiveBack {
    pub(super) keep: bool,
    /// Told after the COMMIT.
    pub(super) committed: oneshot::Sender<()>,
}

pub(super) struct Writer {
    pub(super) file: SqliteFile,
    pub(super) connection: DatabaseConnection,
    pub(super) requests: mpsc::Receiver<Request>,
    /// The most requests that share one commit.
    pub(super) group: usize,
    pub(super) commits: Arc<AtomicU64>,
}

impl Writer {
    pub(super) async fn run(mut self) {
        let mut next = self.requests.recv().await;
        while let Some(request) = next {
            next = match request {
                Request::Turn(asked) => match self.group(asked).await {
                    Some(left_over) => Some(left_over),
                    None => self.requests.recv().await,
                },
                Request::Close(closed) => {
                    self.requests.close();
                    let _ = self.connection.close_by_ref().await;
                    let _ = closed.send(());
                    return;
                }
            };
        }
        let _ = self.connection.close_by_ref().await;
    }

    /// Serves one group. Returns a request that was taken but is no turn.
    async fn group(&mut self, first: oneshot::Sender<Turn>) -> Option<Request> {
        let immediate = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        // On failure everybody who waits for this group is told by the dropped channel.
        let transaction = match self.connection.begin_with_options(immediate).await {
            Ok(transaction) => transaction,
            Err(error) => {
                self.reopen(error).await;
                return None;
            }
        };
        let mut group = Group {
            transaction,
            savepoint: Savepoint::None,
        };
        let mut waiting = Vec::new();
        let (mut kept, mut left_over) = (false, None);
        let mut asked = first;
        let mut taken = 1;
        loop {
            let end;
            (group, end) = match group.turn(asked).await {
                Ok(turned) => turned,
                Err(error) => {
                    self.reopen(error).await;
                    return None;
                }
            };
            if let Some(end) = end {
                kept |= end.keep;
                waiting.push(end.committed);
            }
            if taken == self.group {
                break;
            }
            asked = match self.requests.try_recv() {
                Ok(Request::Turn(asked)) => asked,
                Ok(other) => {
                    left_over = Some(other);
                    break;
                }
                Err(_) => break,
            };
            taken += 1;
        }
        let transaction = group.transaction;
        let ended = if kept {
            transaction.commit().await
        } else {
            transaction.rollback().await
        };
        match ended {
            Ok(()) => {
                if kept {
                    self.commits.fetch_add(1, Ordering::Relaxed);
                }
                for committed in waiting {
                    let _ = committed.send(());
                }
            }
            Err(error) => self.reopen(error).await,
        }
        left_over
    }

    /// After a failed BEGIN, savepoint or COMMIT nobody can say what the connection holds: take a new one.
    async fn reopen(&mut self, error: DbErr) {
        let _: StoreError = error.into();
        let old = self.connection.clone();
        // Not waited for: closing waits for a request that may hang on to the old connection.
        tokio::spawn(async move { old.close().await });
        match connect::sqlite_writer(&self.file).await {
            Ok(connection) => self.connection = connection,
            // The next group fails at BEGIN and tries again.
            Err(error) => tracing::error!(%error, "store: the writer has no connection"),
        }
    }
}

/// A group under way.
struct Group {
    transaction: DatabaseTransaction,
    savepoint: Savepoint,
}

/// What the savepoint holds. It is moved only when the next turn begins, and never released before the COMMIT,
/// which does it too: each statement is a trip to the driver's thread, and at 64 requests a commit those trips
/// are what the rate is made of.
enum Savepoint {
    /// There is none yet.
    None,
    /// The turn before was kept: move it on.
    Behind,
    /// The turn before was undone: the same place will do.
    Here,
}

impl Group {
    /// Gives one request its turn. `None`: it went away or took too long, and was undone.
    async fn turn(
        mut self,
        asked: oneshot::Sender<Turn>,
    ) -> Result<(Self, Option<GiveBack>), DbErr> {
        if asked.is_closed() {
            return Ok((self, None));
        }
        let (tx, lender, pending) = Tx::pending(self.transaction.get_database_backend()).await;
        let (give_back, given) = oneshot::channel();
        // The request wakes up while the savepoint is set; its first statement waits for it.
        if asked.send(Turn { tx, give_back }).is_err() {
            return Ok((self, None));
        }
        match self.savepoint {
            Savepoint::None => self
                .transaction
                .execute_unprepared("SAVEPOINT turn")
                .await
                .map(drop)?,
            Savepoint::Behind => {
                self.transaction
                    .execute_unprepared("RELEASE turn; SAVEPOINT turn")
                    .await
                    .map(drop)?;
            }
            Savepoint::Here => {}
        }
        pending.lend(self.transaction);
        let end = match tokio::time::timeout(TURN, given).await {
            Ok(end) => end.ok(),
            Err(_) => {
                tracing::error!("store: a write held the writer too long and was undone");
                None
            }
        };
        let (transaction, went_well) = lender.take_back().await?;
        // Dropping the other end tells a request that swallowed a failed statement that it was not kept.
        let end = end.filter(|end| went_well || !end.keep);
        self = if end.as_ref().is_some_and(|end| end.keep) {
            Self {
                transaction,
                savepoint: Savepoint::Behind,
            }
        } else {
            transaction.execute_unprepared("ROLLBACK TO turn").await?;
            Self {
                transaction,
                savepoint: Savepoint::Here,
            }
        };
        Ok((self, end))
    }
}
