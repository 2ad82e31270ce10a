//! The two handles that queries run on: [`Tx`] inside a write, [`Reader`] outside one.
//!
//! Writing functions of the store take `&Tx`, so that nothing is written outside a transaction; reading
//! functions take either.

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// One request's own transaction: on SQLite a savepoint inside the group, on PostgreSQL a transaction.
pub struct Tx {
    slot: Slot,
    backend: DbBackend,
}

/// How long the statement under way may still take when the transaction is taken back.
const LAST_STATEMENT: Duration = Duration::from_secs(5);

/// The transaction, until it is taken back. A statement holds the lock while it runs: whoever takes the
/// transaction back knows that no statement of this request can follow.
type Slot = Arc<Mutex<Option<DatabaseTransaction>>>;

/// The other end of a [`Tx`]: takes the transaction back.
pub(super) struct TakeBack(Slot);

impl Tx {
    pub(super) fn new(transaction: DatabaseTransaction) -> (Self, TakeBack) {
        let backend = transaction.get_database_backend();
        let slot = Arc::new(Mutex::new(Some(transaction)));
        (Self { slot: Arc::clone(&slot), backend }, TakeBack(slot))
    }
}

impl TakeBack {
    /// Keeps what the request did (SQLite: releases the savepoint) or undoes it. Fails when a statement that
    /// nobody waits for any more holds on to the transaction.
    pub(super) async fn finish(self, keep: bool) -> Result<(), DbErr> {
        let slot = tokio::time::timeout(LAST_STATEMENT, self.0.lock()).await;
        match slot.map_err(|_| over())?.take() {
            Some(transaction) if keep => transaction.commit().await,
            Some(transaction) => transaction.rollback().await,
            None => Err(over()),
        }
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
        match self.slot.lock().await.as_ref() {
            Some(transaction) => transaction.execute_raw(statement).await,
            None => Err(over()),
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self.slot.lock().await.as_ref() {
            Some(transaction) => transaction.execute_unprepared(sql).await,
            None => Err(over()),
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self.slot.lock().await.as_ref() {
            Some(transaction) => transaction.query_one_raw(statement).await,
            None => Err(over()),
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.slot.lock().await.as_ref() {
            Some(transaction) => transaction.query_all_raw(statement).await,
            None => Err(over()),
        }
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
