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

use super::Actor;
use super::audit::{AuditEntry, Head, Unrecorded};
use super::connect::{self, SqliteFile};
use super::error::StoreError;
use super::tx::{Returned, Tx, in_one};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use time::OffsetDateTime;
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

/// What became of a request when its closure was done.
type Outcome = Result<(), StoreError>;

/// The end of a turn. A turn that ends without one (panic, dropped client) is undone.
pub(super) struct GiveBack {
    pub(super) keep: bool,
    /// Told after the COMMIT: whether what was put off went well.
    pub(super) committed: oneshot::Sender<Outcome>,
}

pub(super) struct Writer {
    pub(super) file: SqliteFile,
    pub(super) connection: DatabaseConnection,
    pub(super) requests: mpsc::Receiver<Request>,
    /// The most requests that share one commit.
    pub(super) group: usize,
    pub(super) commits: Arc<AtomicU64>,
    pub(super) unrecorded: Arc<Unrecorded>,
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
        let mut group = match Group::begin(transaction).await {
            Ok(group) => group,
            Err(error) => {
                self.reopen(error).await;
                return None;
            }
        };
        let (mut asked, mut taken, mut left_over) = (first, 1, None);
        loop {
            group = match group.turn(asked, &self.unrecorded).await {
                Ok(group) => group,
                Err(error) => {
                    self.reopen(error).await;
                    return None;
                }
            };
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
        let Group {
            transaction,
            kept,
            waiting,
            head,
        } = group;
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
                for (committed, outcome) in waiting {
                    let _ = committed.send(outcome);
                }
            }
            Err(error) => {
                if head.is_some() {
                    self.unrecorded.note();
                }
                self.reopen(error).await;
            }
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

/// A group under way: the transaction, and a savepoint `turn` behind everything that is kept.
struct Group {
    transaction: DatabaseTransaction,
    /// Whether there is anything to commit.
    kept: bool,
    /// The end of the audit trail as of the last turn, when a turn has asked for it. Nobody else writes until the
    /// COMMIT, so it is read once for the group.
    head: Option<Head>,
    /// Who is told what after the COMMIT.
    waiting: Vec<(oneshot::Sender<Outcome>, Outcome)>,
}

impl Group {
    async fn begin(transaction: DatabaseTransaction) -> Result<Self, DbErr> {
        transaction.execute_unprepared("SAVEPOINT turn").await?;
        Ok(Self {
            transaction,
            kept: false,
            head: None,
            waiting: Vec::new(),
        })
    }

    /// Gives one request its turn. Whoever went away or took too long is undone. An error is the group's.
    async fn turn(
        mut self,
        asked: oneshot::Sender<Turn>,
        unrecorded: &Unrecorded,
    ) -> Result<Self, DbErr> {
        if asked.is_closed() {
            return Ok(self);
        }
        let (tx, lender) = Tx::lend(self.transaction);
        let (give_back, given) = oneshot::channel();
        let end = match asked.send(Turn { tx, give_back }) {
            Ok(()) => match tokio::time::timeout(TURN, given).await {
                Ok(end) => end.ok(),
                Err(_) => {
                    tracing::error!("store: a write held the writer too long and was undone");
                    None
                }
            },
            Err(_) => None,
        };
        let Returned {
            transaction,
            put_off,
            audited,
            used,
            failed,
        } = lender.take_back().await?;
        self.transaction = transaction;
        let keep = end.as_ref().is_some_and(|end| end.keep);
        let outcome = if !used {
            Ok(())
        } else if keep && !failed {
            self.keep(put_off, audited, unrecorded).await?
        } else {
            self.undo().await?;
            // A closure that says `Ok` after a statement failed is told that nothing was kept.
            if keep {
                Err(StoreError::Unavailable)
            } else {
                Ok(())
            }
        };
        self.kept |= used && keep && outcome.is_ok();
        self.waiting.extend(end.map(|end| (end.committed, outcome)));
        Ok(self)
    }

    /// Seals what the turn has audited, and keeps the turn. The trail's end moves only with a turn that is kept.
    async fn keep(
        &mut self,
        mut put_off: Vec<Statement>,
        audited: Vec<AuditEntry>,
        unrecorded: &Unrecorded,
    ) -> Result<Outcome, DbErr> {
        if audited.is_empty() {
            return self.move_on(put_off).await;
        }
        let head = match self.head {
            Some(head) => Ok(head),
            None => Head::lock(&self.transaction).await,
        };
        let mut head = match head {
            Ok(head) => head,
            // What cannot be put on record is not done (CJIS AU-5).
            Err(error) => {
                unrecorded.note();
                self.undo().await?;
                return Ok(Err(error));
            }
        };
        let before = head;
        put_off.extend(head.append(audited, self.transaction.get_database_backend()));
        let outcome = self.move_on(put_off).await?;
        if outcome.is_ok() {
            self.head = Some(head);
        } else if !self.takes_rows(before).await? {
            unrecorded.note();
        }
        Ok(outcome)
    }

    /// Whether the trail takes a row: asked when a turn failed whose rows went along with other statements. The row that
    /// tries it is taken back.
    async fn takes_rows(&self, mut head: Head) -> Result<bool, DbErr> {
        let row = AuditEntry::new(OffsetDateTime::UNIX_EPOCH, Actor::System, "audit.try");
        let statements = head.append(vec![row], self.transaction.get_database_backend());
        let tried = self.transaction.execute_raw(in_one(statements, "")).await;
        self.undo().await?;
        Ok(tried.is_ok())
    }

    /// Keeps the turn: runs what was put off and moves the savepoint behind it, in one trip. A statement that
    /// was put off and is refused undoes the turn.
    async fn move_on(&self, put_off: Vec<Statement>) -> Result<Outcome, DbErr> {
        let moved = in_one(put_off, "RELEASE turn; SAVEPOINT turn");
        match self.transaction.execute_raw(moved).await {
            Ok(_) => Ok(Ok(())),
            Err(error) => {
                // Fails, and with it the group, when it was the savepoint itself that failed.
                self.undo().await?;
                Ok(Err(error.into()))
            }
        }
    }

    async fn undo(&self) -> Result<(), DbErr> {
        self.transaction
            .execute_unprepared("ROLLBACK TO turn")
            .await
            .map(drop)
    }
}
