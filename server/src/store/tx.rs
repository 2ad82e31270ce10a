//! The two handles that queries run on: [`Tx`] inside a write, [`Reader`] outside one.
//!
//! Writing functions of the store take `&Tx`, so that nothing is written outside a transaction; reading
//! functions take either.

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, RuntimeErr, Statement,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// How long the statement under way may still take when the transaction is taken back.
const LAST_STATEMENT: Duration = Duration::from_secs(5);

/// One request's own transaction: on SQLite its turn in the group, on PostgreSQL a transaction.
///
/// After a statement that failed there are no more: PostgreSQL has it so, and after some failures (a full disk)
/// SQLite has silently undone everything before, so that what follows would be kept without it.
pub struct Tx {
    slot: Arc<Mutex<Slot>>,
    backend: DbBackend,
}

/// A statement holds the lock while it runs: whoever takes the transaction back knows that no statement of this
/// request can follow.
#[derive(Default)]
struct Slot {
    transaction: Option<DatabaseTransaction>,
    failed: bool,
}

/// The other end of a [`Tx`]: puts the transaction in and takes it back.
pub(super) struct Lender {
    slot: Arc<Mutex<Slot>>,
}

/// Holds the borrower's statements back until the transaction is there.
pub(super) struct Pending(OwnedMutexGuard<Slot>);

impl Tx {
    /// A handle whose statements wait for [`Pending::lend`].
    pub(super) async fn pending(backend: DbBackend) -> (Self, Lender, Pending) {
        let slot = Arc::new(Mutex::new(Slot::default()));
        let pending = Pending(Arc::clone(&slot).lock_owned().await);
        (
            Self {
                slot: Arc::clone(&slot),
                backend,
            },
            Lender { slot },
            pending,
        )
    }

    /// A handle on a transaction that has begun.
    pub(super) async fn lend(transaction: DatabaseTransaction) -> (Self, Lender) {
        let (tx, lender, pending) = Self::pending(transaction.get_database_backend()).await;
        pending.lend(transaction);
        (tx, lender)
    }

    async fn run<T>(
        &self,
        statement: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, DbErr>,
    ) -> Result<T, DbErr> {
        let mut slot = self.slot.lock().await;
        if slot.failed {
            return Err(over());
        }
        let outcome = match slot.transaction.as_ref() {
            Some(transaction) => statement(transaction).await,
            None => Err(over()),
        };
        slot.failed = outcome.is_err();
        outcome
    }
}

impl Pending {
    pub(super) fn lend(mut self, transaction: DatabaseTransaction) {
        self.0.transaction = Some(transaction);
    }
}

impl Lender {
    /// The transaction, and whether all its statements went well. Fails when a statement that nobody waits for
    /// any more holds on to it.
    pub(super) async fn take_back(self) -> Result<(DatabaseTransaction, bool), DbErr> {
        let mut slot = tokio::time::timeout(LAST_STATEMENT, self.slot.lock())
            .await
            .map_err(|_| over())?;
        let transaction = slot.transaction.take().ok_or_else(over)?;
        Ok((transaction, !slot.failed))
    }
}

fn over() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the transaction is over".to_owned()))
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(async |transaction| transaction.execute_raw(statement).await)
            .await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(async |transaction| transaction.execute_unprepared(sql).await)
            .await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(async |transaction| transaction.query_one_raw(statement).await)
            .await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(async |transaction| transaction.query_all_raw(statement).await)
            .await
    }
}

/// Reads what is committed. The database itself refuses a write on it.
#[derive(Clone, Debug)]
pub struct Reader(pub(super) DatabaseConnection);

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.0.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.0.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.0.query_all_raw(statement).await
    }
}
