//! The chain of the audit trail: that it holds, and that whatever is done to it behind the service's back shows.

use crate::store_support::{NOW, hash};
use crate::support::db::{TestDb, is_postgres};
use sea_orm::ConnectionTrait;
use server::store::audit::verify::{Finding, Verified, end, verify};
use server::store::audit::{self, AuditEntry};
use server::store::{Actor, Store, StoreError, Uuid, drafts};
use time::Duration;

fn entry(n: i64) -> AuditEntry {
    let officer = Actor::Staff {
        id: Uuid::now_v7(),
        name: format!("Officer {n}"),
    };
    AuditEntry::new(NOW + Duration::seconds(n), officer, "report.read").about("7KQM2XWP9RTAC")
}

/// A trail of ten rows, a second apart.
async fn ten() -> TestDb {
    let db = TestDb::fresh().await;
    for n in 1..=10 {
        audit::record(&db.store, &entry(n)).await.expect("appended");
    }
    db
}

async fn walked(store: &Store) -> Verified {
    verify(store.reader(), None).await.expect("walked")
}

/// What somebody does who has the database and not the service: first the triggers go.
async fn tamper(store: &Store, statements: &[&str]) {
    let triggers: &[&str] = if is_postgres() {
        &["ALTER TABLE audit DISABLE TRIGGER ALL"]
    } else {
        &[
            "DROP TRIGGER IF EXISTS audit_never_changed",
            "DROP TRIGGER IF EXISTS audit_never_removed",
        ]
    };
    for statement in triggers.iter().chain(statements) {
        let done: Result<(), StoreError> = store
            .write(async |tx| {
                tx.execute_unprepared(statement).await?;
                Ok(())
            })
            .await;
        done.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

fn at(n: i64) -> Option<time::OffsetDateTime> {
    Some(NOW + Duration::seconds(n))
}

#[tokio::test]
async fn an_untouched_trail_has_no_findings() {
    let db = ten().await;
    let verified = walked(&db.store).await;
    assert_eq!((verified.rows, verified.findings), (10, vec![]));
    assert_eq!(verified.end, end(db.store.reader()).await.expect("the end"));
}

#[tokio::test]
async fn a_changed_row_is_named() {
    for change in [
        "action = 'report.approve'",
        "at = at + 1",
        "actor_name = 'Somebody else'",
        "object = NULL",
        "outcome = 'failed'",
        "source = '192.0.2.1'",
    ] {
        let db = ten().await;
        tamper(
            &db.store,
            &[&format!("UPDATE audit SET {change} WHERE seq = 4")],
        )
        .await;
        let findings = walked(&db.store).await.findings;
        assert!(
            matches!(findings[..], [Finding::Changed { seq: 4, .. }]),
            "{change}: {findings:?}"
        );
    }
}

#[tokio::test]
async fn removed_rows_are_named_at_the_front_in_the_middle_and_at_the_end() {
    for (which, first, last, before) in [
        ("seq = 1", 1, 1, None),
        ("seq IN (4, 5)", 4, 5, at(3)),
        ("seq > 8", 9, 10, at(8)),
    ] {
        let db = ten().await;
        tamper(&db.store, &[&format!("DELETE FROM audit WHERE {which}")]).await;
        let expected = Finding::Removed {
            first,
            last,
            at: before,
        };
        assert_eq!(walked(&db.store).await.findings, [expected], "{which}");
    }
}

#[tokio::test]
async fn reordered_rows_are_named_with_the_place_they_were_written_at() {
    let db = ten().await;
    tamper(
        &db.store,
        &[
            "UPDATE audit SET seq = -1 WHERE seq = 3",
            "UPDATE audit SET seq = 3 WHERE seq = 7",
            "UPDATE audit SET seq = 7 WHERE seq = -1",
        ],
    )
    .await;
    assert_eq!(
        walked(&db.store).await.findings,
        [
            Finding::Moved {
                seq: 3,
                belongs_at: 7,
                at: at(7)
            },
            Finding::Moved {
                seq: 7,
                belongs_at: 3,
                at: at(3)
            }
        ]
    );
}

#[tokio::test]
async fn a_row_that_closes_the_gap_of_a_removed_one_is_named() {
    let db = ten().await;
    tamper(
        &db.store,
        &[
            "DELETE FROM audit WHERE seq = 9",
            "UPDATE audit SET seq = 9 WHERE seq = 10",
            "UPDATE audit_head SET seq = 9",
        ],
    )
    .await;
    let findings = walked(&db.store).await.findings;
    assert!(
        matches!(findings[..], [Finding::Changed { seq: 9, .. }]),
        "{findings:?}"
    );
}

#[tokio::test]
async fn a_row_of_another_trail_does_not_fit_although_it_fits_itself() {
    // Sealed by the service itself, behind other rows: its own hash is right.
    let (db, other) = (ten().await, ten().await);
    let alien = audit::search::search(
        other.store.reader(),
        &audit::search::Filter::default(),
        audit::search::Place::After(4),
        1,
    )
    .await
    .expect("row");
    assert_eq!(alien[0].seq, 5);
    let copy = copied(&other.store, 5).await;
    tamper(&db.store, &["DELETE FROM audit WHERE seq = 5", &copy]).await;
    let findings = walked(&db.store).await.findings;
    assert_eq!(
        findings,
        [
            Finding::Replaced { seq: 4, at: at(4) },
            Finding::Replaced { seq: 5, at: at(5) }
        ],
        "neither neighbour was written beside the other"
    );
}

/// The statement that puts a copy of a row into another database.
async fn copied(store: &Store, seq: i64) -> String {
    let quoted = if is_postgres() { "encode" } else { "hex" };
    let bytes = |column: &str| match is_postgres() {
        true => format!("'\\x' || {quoted}({column}, 'hex')"),
        false => format!("{quoted}({column})"),
    };
    let id = |column: &str| match is_postgres() {
        true => format!("CAST({column} AS text)"),
        false => format!("hex({column})"),
    };
    let sql = format!(
        "SELECT {}, {}, actor_name, {}, {}, at FROM audit WHERE seq = {seq}",
        id("id"),
        id("actor_id"),
        bytes("previous"),
        bytes("hash"),
    );
    let reader = store.reader();
    let row = reader
        .query_one_raw(sea_orm::Statement::from_string(
            reader.get_database_backend(),
            sql,
        ))
        .await
        .expect("read")
        .expect("row");
    let text = |n: usize| -> String { row.try_get_by_index(n).expect("text") };
    let when: i64 = row.try_get_by_index(5).expect("time");
    let literal = |value: String| match is_postgres() {
        true => format!("'{value}'"),
        false => format!("x'{value}'"),
    };
    format!(
        "INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, object, outcome, seq, previous, hash) \
         VALUES ({}, {when}, 'staff', {}, '{}', 'report.read', '7KQM2XWP9RTAC', 'ok', {seq}, {}, {})",
        literal(text(0)),
        literal(text(1)),
        text(2),
        literal(text(3)),
        literal(text(4)),
    )
}

#[tokio::test]
async fn a_row_beside_the_chain_and_a_lost_end_are_named() {
    let db = ten().await;
    let copy = "INSERT INTO audit (id, at, actor_kind, action, outcome) \
                SELECT {}, at, 'system', 'report.read', 'ok' FROM audit WHERE seq = 2";
    let id = if is_postgres() {
        "'00000000-0000-7000-8000-000000000000'"
    } else {
        "x'00000000000070008000000000000000'"
    };
    tamper(&db.store, &[&copy.replace("{}", id)]).await;
    assert_eq!(
        walked(&db.store).await.findings,
        [Finding::Unsealed { at: at(2) }]
    );
    let again = db.reopen().await;
    assert_eq!(
        walked(&again).await.findings.len(),
        1,
        "a later start does not take it in"
    );
    again.close().await;
    tamper(&db.store, &["DELETE FROM audit_head"]).await;
    assert!(walked(&db.store).await.findings.contains(&Finding::NoEnd));
    assert!(
        audit::record(&db.store, &entry(11)).await.is_err(),
        "and nothing can be appended any more"
    );
}

#[tokio::test]
async fn a_whole_new_chain_does_not_have_the_end_that_was_noted() {
    let db = ten().await;
    let noted = end(db.store.reader()).await.expect("the end");
    audit::record(&db.store, &entry(11)).await.expect("more");
    let fine = verify(db.store.reader(), Some(noted))
        .await
        .expect("walked");
    assert_eq!(fine.findings, []);
    // Another trail as long as this one: made by somebody who knows how.
    let other = ten().await;
    let findings = verify(other.store.reader(), Some(noted))
        .await
        .expect("walked")
        .findings;
    assert_eq!(findings, [Finding::NotAsNoted { seq: 10 }]);
}

#[tokio::test]
async fn sixty_four_writers_at_once_make_one_chain() {
    let db = TestDb::fresh().await;
    let writers: Vec<_> = (0..64)
        .map(|writer| {
            let store = db.store.clone();
            tokio::spawn(async move {
                for n in 0..8 {
                    // Some undo what they did: their rows must leave no gap.
                    let kept: Result<(), StoreError> = store
                        .write(async |tx| {
                            drafts::create(tx, hash(), NOW).await?;
                            audit::append(tx, &entry(writer * 8 + n)).await?;
                            audit::append(tx, &entry(writer * 8 + n)).await?;
                            if n == 3 {
                                Err(StoreError::Missing)
                            } else {
                                Ok(())
                            }
                        })
                        .await;
                    assert_eq!(kept.is_err(), n == 3, "{kept:?}");
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no writer panics");
    }
    let verified = walked(&db.store).await;
    assert_eq!((verified.rows, verified.findings), (64 * 7 * 2, vec![]));
    assert_eq!(verified.end.0, 64 * 7 * 2, "no gap");
}

#[tokio::test]
async fn two_processes_at_once_make_one_chain() {
    let db = TestDb::fresh().await;
    let other = db.reopen().await;
    let (one, two) = (db.store.clone(), other.clone());
    let writing = |store: Store| {
        tokio::spawn(async move {
            for n in 0..40 {
                audit::record(&store, &entry(n)).await.expect("appended");
            }
        })
    };
    let (one, two) = tokio::join!(writing(one), writing(two));
    one.and(two).expect("both wrote");
    let verified = walked(&db.store).await;
    assert_eq!((verified.rows, verified.findings), (80, vec![]));
    other.close().await;
}

#[tokio::test]
async fn rows_from_before_the_chain_are_sealed_at_the_first_start() {
    let db = ten().await;
    let unsealed = [
        "UPDATE audit SET seq = NULL, previous = NULL, hash = NULL",
        "UPDATE audit_head SET seq = 0, hash = cut_hash",
    ];
    tamper(&db.store, &unsealed).await;
    assert_eq!(walked(&db.store).await.findings.len(), 10);
    let again = db.reopen().await;
    let verified = walked(&again).await;
    assert_eq!((verified.rows, verified.findings), (10, vec![]));
    let rows = audit::recent(again.reader(), 10).await.expect("rows");
    assert!(
        rows.windows(2).all(|pair| pair[0].at > pair[1].at),
        "in the order in which they were written"
    );
    again.close().await;
}
