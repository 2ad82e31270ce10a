//! The chain: where it ends, and how a row is sealed into it.
//!
//! The end is one row, `audit_head`. A request's entries are sealed last in its transaction. On SQLite the writer
//! knows the end from the turn before, so that a seal costs no trip of its own; on PostgreSQL the head is locked from
//! here to the COMMIT. Were it locked earlier, two requests that hold a report each and want the head would still
//! take turns in the same order, but everybody would wait for whatever the first one does besides.

use super::AuditEntry;
use crate::store::codes;
use crate::store::entities::{audit, audit_head};
use crate::store::{Hash32, StoreError};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, QueryTrait, Statement,
};
use sha2::{Digest, Sha256};

/// The only row of its table.
pub(super) const HEAD: i32 = 1;

/// As many rows go in one statement, the rest one by one: a database plans a statement by its text, and so there are two.
const MANY: usize = 100;

/// Names what is hashed, so that no other hash of ours is ever one of a row.
const DOMAIN: &[u8] = b"audit row 1\0";

/// The end of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Head {
    pub(super) seq: i64,
    pub(super) hash: Hash32,
}

impl Head {
    /// The end as it is now. PostgreSQL locks it until the COMMIT; on SQLite nobody else writes meanwhile.
    pub(in crate::store) async fn lock(c: &impl ConnectionTrait) -> Result<Self, StoreError> {
        let mut find = audit_head::Entity::find_by_id(HEAD);
        if c.get_database_backend() == DbBackend::Postgres {
            find = find.lock_exclusive();
        }
        let row = find.one(c).await?.ok_or(StoreError::Missing)?;
        Ok(Self {
            seq: row.seq,
            hash: codes::hash(&row.hash)?,
        })
    }

    /// Puts the row behind the end, and moves the end.
    pub(super) fn seal(&mut self, row: audit::Model) -> audit::Model {
        let seq = self.seq + 1;
        let hash = row_hash(&self.hash, seq, &row);
        let sealed = audit::Model {
            seq: Some(seq),
            previous: Some(self.hash.to_vec()),
            hash: Some(hash.to_vec()),
            ..row
        };
        *self = Self { seq, hash };
        sealed
    }

    /// What appends these entries, in their order, and writes the new end down.
    pub(in crate::store) fn append(
        &mut self,
        entries: Vec<AuditEntry>,
        backend: DbBackend,
    ) -> Vec<Statement> {
        let rows: Vec<_> = entries
            .into_iter()
            .map(|entry| self.seal(entry.model()).into_active_model().reset_all())
            .collect();
        let (hundreds, rest) = rows.as_chunks::<MANY>();
        let mut statements: Vec<Statement> = hundreds
            .iter()
            .map(|rows| audit::Entity::insert_many(rows.clone()).build(backend))
            .collect();
        statements.extend(
            rest.iter()
                .map(|row| audit::Entity::insert(row.clone()).build(backend)),
        );
        statements.push(self.write_down(backend));
        statements
    }

    pub(super) fn write_down(&self, backend: DbBackend) -> Statement {
        audit_head::Entity::update_many()
            .col_expr(audit_head::Column::Seq, Expr::value(self.seq))
            .col_expr(audit_head::Column::Hash, Expr::value(self.hash.to_vec()))
            .filter(audit_head::Column::Id.eq(HEAD))
            .build(backend)
    }
}

/// SHA-256 over the name of the encoding, the hash of the row before, the place, and every column. A number is eight
/// bytes, the highest first. What can be missing begins with 0 or 1; a text and an id begin with their length in
/// bytes, so that no two rows are encoded alike.
pub(super) fn row_hash(previous: &Hash32, seq: i64, row: &audit::Model) -> Hash32 {
    let mut sha = Sha256::new();
    sha.update(DOMAIN);
    sha.update(previous);
    sha.update(seq.to_be_bytes());
    let mut field = |bytes: Option<&[u8]>| match bytes {
        None => sha.update([0]),
        Some(bytes) => {
            sha.update([1]);
            // A length is at most that of memory: it fits.
            sha.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            sha.update(bytes);
        }
    };
    field(Some(row.id.as_bytes()));
    field(Some(&row.at.to_be_bytes()));
    field(Some(row.actor_kind.as_bytes()));
    field(row.actor_id.as_ref().map(|id| id.as_bytes().as_slice()));
    field(row.actor_name.as_deref().map(str::as_bytes));
    field(Some(row.action.as_bytes()));
    field(row.object.as_deref().map(str::as_bytes));
    field(Some(row.outcome.as_bytes()));
    field(row.source.as_deref().map(str::as_bytes));
    sha.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Actor;
    use time::OffsetDateTime;

    fn row() -> audit::Model {
        AuditEntry::new(OffsetDateTime::UNIX_EPOCH, Actor::Filer, "report.read").model()
    }

    #[test]
    fn every_column_counts() {
        let row = row();
        let changes: [fn(&mut audit::Model); 9] = [
            |row| row.id = uuid::Uuid::nil(),
            |row| row.at += 1,
            |row| row.actor_kind.push('x'),
            |row| row.actor_id = Some(uuid::Uuid::nil()),
            |row| row.actor_name = Some(String::new()),
            |row| row.action.push('x'),
            |row| row.object = Some(String::new()),
            |row| row.outcome.push('x'),
            |row| row.source = Some(String::new()),
        ];
        let hash = row_hash(&[0; 32], 1, &row);
        for (column, change) in changes.iter().enumerate() {
            let mut other = row.clone();
            change(&mut other);
            assert_ne!(row_hash(&[0; 32], 1, &other), hash, "column {column}");
        }
        assert_ne!(row_hash(&[1; 32], 1, &row), hash, "the row before");
        assert_ne!(row_hash(&[0; 32], 2, &row), hash, "the place");
    }

    #[test]
    fn what_moves_from_one_column_to_the_next_changes_the_hash() {
        let (mut one, mut other) = (row(), row());
        other.id = one.id;
        (one.action, one.outcome) = ("ab".to_owned(), "c".to_owned());
        (other.action, other.outcome) = ("a".to_owned(), "bc".to_owned());
        assert_ne!(row_hash(&[0; 32], 1, &one), row_hash(&[0; 32], 1, &other));
    }

    #[test]
    fn a_sealed_row_is_the_row_before_of_the_next() {
        let mut head = Head {
            seq: 0,
            hash: [0; 32],
        };
        let (first, second) = (head.seal(row()), head.seal(row()));
        assert_eq!((first.seq, second.seq), (Some(1), Some(2)));
        assert_eq!(second.previous, first.hash);
        assert_eq!(Some(head.hash.to_vec()), second.hash);
    }
}
