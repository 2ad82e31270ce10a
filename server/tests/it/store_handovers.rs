//! The order in which documents leave: nobody who reads it with a cursor misses one.

use crate::store_support::NOW;
use crate::support::db::TestDb;
use crate::support::filed::Office;
use domain::incident::Kind;
use domain::review::Event;
use sea_orm::ConnectionTrait;
use server::store::handovers::{self, Acknowledged, Standing};
use server::store::{Store, StoreError, Uuid};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

async fn behind(store: &Store, since: i64) -> Vec<i64> {
    let rows = handovers::behind(store.reader(), since, 1_000).await;
    rows.expect("read").iter().map(|(row, _)| row.seq).collect()
}

async fn append(store: &Store) -> i64 {
    let appended: Result<i64, StoreError> = store
        .write(async |tx| handovers::append(tx, Uuid::now_v7(), NOW).await)
        .await;
    appended.expect("appended")
}

#[tokio::test]
async fn no_place_is_seen_before_the_one_in_front_of_it() {
    let db = TestDb::fresh().await;
    let (taken, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = {
        let (store, taken, go_on) = (db.store.clone(), Arc::clone(&taken), Arc::clone(&go_on));
        tokio::spawn(async move {
            let appended: Result<i64, StoreError> = store
                .write(async |tx| {
                    let seq = handovers::append(tx, Uuid::now_v7(), NOW).await?;
                    taken.notify_one();
                    go_on.notified().await;
                    Ok(seq)
                })
                .await;
            appended.expect("appended")
        })
    };
    taken.notified().await;
    let store = db.store.clone();
    let quick = tokio::spawn(async move { append(&store).await });
    // Long enough for a commit, were it not held back.
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(behind(&db.store, 0).await, Vec::<i64>::new());
    go_on.notify_one();
    let (slow, quick) = (slow.await.expect("ended"), quick.await.expect("ended"));
    assert_eq!((slow, quick), (1, 2));
    assert_eq!(behind(&db.store, 0).await, [1, 2]);
}

#[tokio::test]
async fn a_reader_gets_every_document_once_while_many_are_approved_and_some_are_undone() {
    let db = TestDb::fresh().await;
    let over = Arc::new(AtomicBool::new(false));
    let reading = {
        let (store, over) = (db.store.clone(), Arc::clone(&over));
        tokio::spawn(async move {
            let mut read = Vec::new();
            loop {
                let last_look = over.load(Ordering::SeqCst);
                read.extend(behind(&store, read.last().copied().unwrap_or(0)).await);
                if last_look {
                    return read;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        })
    };
    let writing = (0..8_u64).map(|lane| {
        let store = db.store.clone();
        tokio::spawn(async move {
            for turn in 0..20 {
                let undone = (turn + lane) % 5 == 0;
                let written: Result<(), StoreError> = store
                    .write(async |tx| {
                        handovers::append(tx, Uuid::now_v7(), NOW).await?;
                        tokio::time::sleep(Duration::from_millis((turn * lane) % 3)).await;
                        if undone {
                            Err(StoreError::Missing)
                        } else {
                            Ok(())
                        }
                    })
                    .await;
                assert_eq!(written.is_err(), undone);
            }
        })
    });
    for lane in writing.collect::<Vec<_>>() {
        lane.await.expect("written");
    }
    over.store(true, Ordering::SeqCst);
    let read = reading.await.expect("read");
    assert_eq!(
        read,
        (1..=128).collect::<Vec<i64>>(),
        "in order, without gaps"
    );
    assert_eq!(handovers::last(db.store.reader()).await, Ok(128));
}

#[tokio::test]
async fn of_two_different_numbers_the_first_stays() {
    let db = TestDb::fresh().await;
    let report = Uuid::now_v7();
    let appended: Result<i64, StoreError> = db
        .store
        .write(async |tx| handovers::append(tx, report, NOW).await)
        .await;
    appended.expect("appended");
    let say = async |report, number: &str| {
        let number = number.parse().expect("a number");
        let said: Result<_, StoreError> = db
            .store
            .write(async |tx| handovers::acknowledge(tx, report, &number, NOW).await)
            .await;
        said.expect("said")
    };
    let (one, other) = tokio::join!(say(report, "A-1"), say(report, "A-2"));
    let (new, kept) = match (one, other) {
        (Some(Acknowledged::New), Some(Acknowledged::Other(kept))) => ("A-1", kept),
        (Some(Acknowledged::Other(kept)), Some(Acknowledged::New)) => ("A-2", kept),
        both => panic!("{both:?}"),
    };
    assert_eq!(kept.as_str(), new);
    assert_eq!(say(report, new).await, Some(Acknowledged::Same(NOW)));
    assert_eq!(say(Uuid::now_v7(), "A-3").await, None);
}

#[tokio::test]
async fn a_document_stays_as_it_first_left() {
    let db = TestDb::fresh().await;
    append(&db.store).await;
    for (text, first) in [("one", true), ("two", false)] {
        let kept: Result<bool, StoreError> = db
            .store
            .write(async |tx| handovers::keep(tx, 1, text).await)
            .await;
        assert_eq!(kept, Ok(first));
    }
    let rows = handovers::behind(db.store.reader(), 0, 10)
        .await
        .expect("read");
    assert_eq!(rows[0].1.as_deref(), Some("one"));
}

/// What an earlier version has approved is in the order, too, as far as it had come.
#[tokio::test]
async fn what_was_approved_before_there_was_an_order_is_put_into_it() {
    let office = Office::open().await;
    let first = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    office.approve(first, "WP26-000001").await;
    office.worker().run_due().await;
    office.clock.advance(Duration::from_secs(60));
    let second = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    office.approve(second, "WP26-000002").await;
    office.clock.advance(Duration::from_secs(60));
    for text in ["It was red.", "And green."] {
        let event = Event::SupplementAdded {
            text: text.to_owned(),
        };
        office.apply(first, event).await;
    }
    let open = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    // As the version before would have left it.
    let earlier = [
        "DROP TABLE handover",
        "DROP TABLE handover_end",
        "DROP TABLE api_key",
        "DROP INDEX job_due",
        "ALTER TABLE job DROP COLUMN reason",
        "CREATE INDEX job_due ON job (state, due_at)",
        "DELETE FROM seaql_migrations WHERE version = 'm0011_handovers'",
    ];
    let taken_back: Result<(), StoreError> = office
        .store
        .write(async |tx| {
            for statement in earlier {
                tx.execute_unprepared(statement).await?;
            }
            Ok(())
        })
        .await;
    taken_back.expect("taken back");
    let store = office.reopen().await;
    let rows = handovers::behind(store.reader(), 0, 10)
        .await
        .expect("read");
    let found: Vec<_> = rows
        .iter()
        .map(|(row, _)| {
            let left = row.standing != Standing::Waiting;
            (row.seq, row.report, row.number, left)
        })
        .collect();
    assert_eq!(
        found,
        [
            (1, first, 0, true),
            (2, second, 0, false),
            (3, first, 1, false),
            (4, first, 2, false)
        ]
    );
    assert!(rows.iter().all(|(row, _)| row.report != open));
    assert_eq!(handovers::last(store.reader()).await, Ok(4));
    assert_eq!(append(&store).await, 5);
    store.close().await;
}
