//! What can go wrong in the store, small enough to match on.
//!
//! A driver's message may quote the value that offended (PostgreSQL does), so it is neither kept nor logged:
//! only the driver's own code is.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

/// Why the store did not do it. Never holds anything that a person typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be opened: what the start of the server prints. Nothing was typed by then.
    #[error("cannot open the database: {0}")]
    Open(String),
    /// The database does not answer, or the group could not be committed. Nothing was changed; try again.
    #[error("the database is not available")]
    Unavailable,
    /// Somebody else was first, or it is there already.
    #[error("somebody else changed it first")]
    Conflict,
    /// There is no such row.
    #[error("there is no such row")]
    Missing,
    /// A stored value that this version cannot read; names the column.
    #[error("the stored {0} cannot be read")]
    Corrupt(&'static str),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => return Self::Conflict,
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => return Self::Missing,
            Some(_) | None => {}
        }
        match error {
            DbErr::RecordNotInserted => Self::Conflict,
            DbErr::RecordNotUpdated | DbErr::RecordNotFound(_) => Self::Missing,
            DbErr::Type(_) | DbErr::Json(_) | DbErr::TryIntoErr { .. } => Self::Corrupt("row"),
            other => {
                tracing::warn!(
                    code = driver_code(&other).as_deref().unwrap_or("none"),
                    "store: a statement failed"
                );
                Self::Unavailable
            }
        }
    }
}

/// SQLSTATE, or SQLite's extended result code.
fn driver_code(error: &DbErr) -> Option<String> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(inner))
        | DbErr::Exec(RuntimeErr::SqlxError(inner))
        | DbErr::Query(RuntimeErr::SqlxError(inner)) => match inner.as_ref() {
            sqlx::Error::Database(database) => database.code().map(|code| code.into_owned()),
            sqlx::Error::PoolTimedOut => Some("pool_timed_out".to_owned()),
            sqlx::Error::Io(io) => Some(format!("io_{:?}", io.kind())),
            _ => None,
        },
        _ => None,
    }
}
