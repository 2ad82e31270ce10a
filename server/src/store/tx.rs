//! The two handles that queries run on: [`Tx`] inside a write, [`Reader`] outside one.
//!
//! Writing functions of the store take `&Tx`, so that nothing is written outside a transaction; reading
//! functions take either.

use super::audit::AuditEntry;
use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, QueryTrait, RuntimeErr, Statement,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

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
struct Slot {
    transaction: Option<DatabaseTransaction>,
    /// What [`Tx::later`] has put off.
    put_off: Vec<Statement>,
    /// What [`Tx::audit`] was told.
    audited: Vec<AuditEntry>,
    used: bool,
    failed: bool,
}

/// The other end of a [`Tx`]: takes the transaction back.
pub(super) struct Lender(Arc<Mutex<Slot>>);

/// What is taken back.
pub(super) struct Returned {
    pub(super) transaction: DatabaseTransaction,
    /// Statements that are still to be run before it is kept.
    pub(super) put_off: Vec<Statement>,
    /// What is still to be sealed into the audit trail, after everything else.
    pub(super) audited: Vec<AuditEntry>,
    /// Whether there was any statement.
    pub(super) used: bool,
    /// Whether one failed.
    pub(super) failed: bool,
}

impl Tx {
    pub(super) fn lend(transaction: DatabaseTransaction) -> (Self, Lender) {
        let backend = transaction.get_database_backend();
        let slot = Arc::new(Mutex::new(Slot {
            transaction: Some(transaction),
            put_off: Vec::new(),
            audited: Vec::new(),
            used: false,
            failed: false,
        }));
        let lender = Lender(Arc::clone(&slot));
        (Self { slot, backend }, lender)
    }

    /// Runs a statement that gives nothing back, at the latest when the request ends. On SQLite those that are
    /// put off make one trip to the driver's thread together; a trip costs more than the statement, and while
    /// it lasts nobody else can write. A conflict of such a statement is told by `Store::write`.
    pub(super) async fn later(&self, statement: impl QueryTrait) -> Result<(), DbErr> {
        let statement = statement.build(self.backend);
        if self.backend == DbBackend::Sqlite {
            let mut slot = self.slot.lock().await;
            slot.used = true;
            slot.put_off.push(statement);
            Ok(())
        } else {
            self.execute_raw(statement).await.map(drop)
        }
    }

    /// Keeps an entry of the audit trail for the end of the request: the trail is a chain, and whoever holds its end
    /// holds up everybody who wants to append.
    pub(super) async fn audit(&self, entry: AuditEntry) {
        let mut slot = self.slot.lock().await;
        slot.used = true;
        slot.audited.push(entry);
    }

    async fn run<T>(
        &self,
        statement: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, DbErr>,
    ) -> Result<T, DbErr> {
        let mut slot = self.slot.lock().await;
        if slot.failed {
            return Err(over());
        }
        slot.used = true;
        let put_off = std::mem::take(&mut slot.put_off);
        // Until it is known to have gone well: a closure that stops waiting does not know either.
        slot.failed = true;
        let transaction = slot.transaction.as_ref().ok_or_else(over)?;
        if !put_off.is_empty() {
            transaction.execute_raw(in_one(put_off, "")).await?;
        }
        let outcome = statement(transaction).await?;
        slot.failed = false;
        Ok(outcome)
    }
}

impl Lender {
    /// Fails when a statement that nobody waits for any more holds on to the transaction.
    pub(super) async fn take_back(self) -> Result<Returned, DbErr> {
        let slot = tokio::time::timeout(LAST_STATEMENT, self.0.lock()).await;
        let mut slot = slot.map_err(|_| over())?;
        Ok(Returned {
            transaction: slot.transaction.take().ok_or_else(over)?,
            put_off: std::mem::take(&mut slot.put_off),
            audited: std::mem::take(&mut slot.audited),
            used: slot.used,
            failed: slot.failed,
        })
    }
}

/// Several statements of SQLite in one trip, and after them some without values. The driver deals the values
/// out from left to right.
pub(super) fn in_one(statements: Vec<Statement>, then: &str) -> Statement {
    let (mut sql, mut values) = (String::new(), Vec::new());
    for statement in statements {
        sql.push_str(&statement.sql);
        sql.push_str("; ");
        values.extend(statement.values.into_iter().flat_map(|values| values.0));
    }
    sql.push_str(then);
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
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
