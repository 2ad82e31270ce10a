//! What the writer promises: one commit for many, nobody hurts a neighbour, no answer before the COMMIT.

use crate::store_support::{NOW, hash, new_report};
use crate::support::db::{TestDb, is_postgres};
use domain::answers::RawAnswers;
use sea_orm::ConnectionTrait;
use server::store::{Hash32, Options, Store, StoreError, drafts, reports};
use std::time::Duration;
use tokio::task::JoinSet;

async fn create(store: &Store, id: Hash32) -> Result<(), StoreError> {
    store
        .write(async |tx| drafts::create(tx, id, NOW).await)
        .await
}

async fn is_there(store: &Store, id: Hash32) -> bool {
    drafts::load(store.reader(), id)
        .await
        .expect("read")
        .is_some()
}

/// Files `n` drafts at once; returns how many commits it took.
async fn file_at_once(store: &Store, n: usize) -> u64 {
    let before = store.commits();
    let mut tasks = JoinSet::new();
    for _ in 0..n {
        let store = store.clone();
        tasks.spawn(async move {
            let id = hash();
            create(&store, id).await.expect("written");
            assert!(
                is_there(&store, id).await,
                "an answer comes after the COMMIT, when every reader can see it"
            );
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("task");
    }
    store.commits() - before
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_requests_share_a_few_commits() {
    let db = TestDb::fresh().await;
    let commits = file_at_once(&db.store, 64).await;
    if is_postgres() {
        assert_eq!(commits, 64, "each has its own transaction");
    } else {
        assert!(commits <= 16, "{commits} commits for 64 writes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_group_every_request_has_its_own_commit() {
    let db = TestDb::fresh_with(Options { group: 1 }).await;
    assert_eq!(file_at_once(&db.store, 16).await, 16);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_fails_does_not_undo_its_neighbours() {
    let db = TestDb::fresh().await;
    let mut tasks = JoinSet::new();
    for n in 0..40 {
        let store = db.store.clone();
        tasks.spawn(async move {
            let id = hash();
            let outcome: Result<(), StoreError> = store
                .write(async |tx| {
                    drafts::create(tx, id, NOW).await?;
                    if n % 2 == 0 {
                        Err(StoreError::Missing)
                    } else {
                        Ok(())
                    }
                })
                .await;
            assert_eq!(outcome.is_ok(), n % 2 == 1);
            assert_eq!(
                is_there(&store, id).await,
                n % 2 == 1,
                "kept or undone, as answered"
            );
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("task");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_the_database_refuses_undoes_its_own_request_only() {
    let db = TestDb::fresh().await;
    let (taken, before, after) = (hash(), hash(), hash());
    create(&db.store, taken).await.expect("first");
    let refused = db.store.write(async |tx| {
        drafts::create(tx, before, NOW).await?;
        drafts::create(tx, taken, NOW).await
    });
    let (refused, neighbour) = tokio::join!(refused, create(&db.store, after));
    assert_eq!(refused, Err(StoreError::Conflict));
    assert_eq!(neighbour, Ok(()));
    assert!(!is_there(&db.store, before).await);
    assert!(is_there(&db.store, after).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closure_that_swallows_a_failed_statement_is_undone_and_told() {
    let db = TestDb::fresh().await;
    let (taken, other) = (hash(), hash());
    create(&db.store, taken).await.expect("first");
    let swallowed: Result<(), StoreError> = db
        .store
        .write(async |tx| {
            drafts::create(tx, other, NOW).await?;
            assert_eq!(
                drafts::create(tx, taken, NOW).await,
                Err(StoreError::Conflict)
            );
            assert_eq!(
                drafts::create(tx, hash(), NOW).await,
                Err(StoreError::Unavailable),
                "no more statements"
            );
            Ok(())
        })
        .await;
    assert_eq!(swallowed, Err(StoreError::Unavailable));
    assert!(!is_there(&db.store, other).await);
    assert_eq!(create(&db.store, other).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_off_is_kept_or_undone_with_its_request() {
    let db = TestDb::fresh().await;
    let first = new_report();
    let (draft, first_id) = (first.draft, first.id);
    db.store
        .write(async |tx| reports::insert(tx, first).await)
        .await
        .expect("filed");
    let (second, third) = (
        reports::NewReport {
            draft,
            ..new_report()
        },
        new_report(),
    );
    let (second_id, third_id, marker) = (second.id, third.id, hash());
    let refused = db.store.write(async |tx| {
        drafts::create(tx, marker, NOW).await?;
        reports::insert(tx, second).await
    });
    let neighbour = db.store.write(async |tx| {
        reports::insert(tx, third).await?;
        // Reads what was put off a line above.
        let row = reports::by_id(tx, third_id)
            .await?
            .ok_or(StoreError::Missing)?;
        reports::events(tx, row.id).await.map(|events| events.len())
    });
    let (refused, neighbour) = tokio::join!(refused, neighbour);
    assert_eq!(refused, Err(StoreError::Conflict));
    assert_eq!(neighbour, Ok(1));
    assert!(!is_there(&db.store, marker).await);
    let there = async |id| {
        reports::by_id(db.store.reader(), id)
            .await
            .expect("read")
            .is_some()
    };
    assert!(there(first_id).await && there(third_id).await && !there(second_id).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_what_was_answered_is_still_true() {
    if is_postgres() {
        return;
    }
    let db = TestDb::fresh().await;
    create(&db.store, hash()).await.expect("written");
    // The file may not grow any more.
    let full: Result<(), StoreError> = db
        .store
        .write(async |tx| {
            tx.execute_unprepared("PRAGMA max_page_count = 1").await?;
            Ok(())
        })
        .await;
    full.expect("set");
    let mut tasks = JoinSet::new();
    for n in 0..60 {
        let store = db.store.clone();
        tasks.spawn(async move {
            let (id, mut answers) = (hash(), RawAnswers::default());
            answers.set(
                "narrative",
                "x".repeat(if n % 3 == 0 { 40_000 } else { 10 }),
            );
            let kept = store
                .write(async |tx| {
                    drafts::create(tx, id, NOW).await?;
                    drafts::save(tx, id, &answers, NOW).await
                })
                .await;
            assert!(
                matches!(kept, Ok(()) | Err(StoreError::Unavailable)),
                "{kept:?}"
            );
            (id, kept.is_ok())
        });
    }
    let outcomes = tasks.join_all().await;
    for (id, kept) in &outcomes {
        assert_eq!(is_there(&db.store, *id).await, *kept);
    }
    assert!(outcomes.iter().any(|(_, kept)| !kept), "the disk was full");
    let freed = db
        .store
        .write(async |tx| -> Result<(), StoreError> {
            tx.execute_unprepared("PRAGMA max_page_count = 1000000")
                .await?;
            Ok(())
        })
        .await;
    // A writer with a new connection has no limit any more, so both is well.
    assert!(matches!(freed, Ok(()) | Err(StoreError::Unavailable)));
    assert_eq!(
        create(&db.store, hash()).await,
        Ok(()),
        "and the store goes on"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_in_a_closure_undoes_it_and_the_store_goes_on() {
    let db = TestDb::fresh().await;
    let id = hash();
    let store = db.store.clone();
    let task = tokio::spawn(async move {
        store
            .write(async |tx| -> Result<(), StoreError> {
                drafts::create(tx, id, NOW).await?;
                panic!("a bug in a use case");
            })
            .await
    });
    assert!(task.await.expect_err("panicked").is_panic());
    assert_eq!(create(&db.store, hash()).await, Ok(()));
    assert!(!is_there(&db.store, id).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_whose_client_went_away_is_undone_and_the_store_goes_on() {
    let db = TestDb::fresh().await;
    let id = hash();
    let write = db.store.write(async |tx| -> Result<(), StoreError> {
        drafts::create(tx, id, NOW).await?;
        std::future::pending().await
    });
    assert!(
        tokio::time::timeout(Duration::from_millis(300), write)
            .await
            .is_err()
    );
    assert_eq!(create(&db.store, hash()).await, Ok(()));
    assert!(!is_there(&db.store, id).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_holds_the_writer_is_undone_and_told() {
    if is_postgres() {
        return; // Nobody waits for it there.
    }
    let db = TestDb::fresh().await;
    let (slow, quick) = (hash(), hash());
    let hog = db.store.write(async |tx| -> Result<(), StoreError> {
        drafts::create(tx, slow, NOW).await?;
        tokio::time::sleep(Duration::from_secs(8)).await;
        // The transaction was taken back: this must not land in somebody else's.
        drafts::create(tx, hash(), NOW).await
    });
    let (hog, neighbour) = tokio::join!(hog, async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        create(&db.store, quick).await
    });
    assert_eq!(hog, Err(StoreError::Unavailable));
    assert_eq!(neighbour, Ok(()));
    assert!(!is_there(&db.store, slow).await);
    assert!(is_there(&db.store, quick).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_is_told_only_when_its_cause_can_be_seen() {
    // Two tabs send one draft: the one that is refused looks for the report of the other at once.
    let db = TestDb::fresh().await;
    for _ in 0..20 {
        let draft = hash();
        let mut tasks = JoinSet::new();
        for _ in 0..4 {
            let store = db.store.clone();
            tasks.spawn(async move {
                let report = reports::NewReport {
                    draft,
                    ..new_report()
                };
                let filed = store
                    .write(async |tx| reports::insert(tx, report).await)
                    .await;
                let seen = reports::by_draft(store.reader(), draft)
                    .await
                    .expect("read")
                    .is_some();
                assert!(seen, "{filed:?}");
                filed.is_ok()
            });
        }
        let filed = tasks
            .join_all()
            .await
            .into_iter()
            .filter(|filed| *filed)
            .count();
        assert_eq!(filed, 1, "submitting twice files once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_store_says_so_and_what_was_answered_is_kept() {
    let db = TestDb::fresh().await;
    let id = hash();
    create(&db.store, id).await.expect("written");
    db.store.clone().close().await;
    assert_eq!(
        create(&db.store, hash()).await,
        Err(StoreError::Unavailable)
    );
    assert_eq!(db.store.ping().await, Err(StoreError::Unavailable));
    let again = db.reopen().await;
    assert!(is_there(&again, id).await);
    again.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_can_write_to_the_same_file() {
    // `server staff add` while the server runs.
    let db = TestDb::fresh().await;
    let other = db.reopen().await;
    let mut tasks = JoinSet::new();
    for n in 0..40 {
        let store = if n % 2 == 0 {
            db.store.clone()
        } else {
            other.clone()
        };
        tasks.spawn(async move { create(&store, hash()).await });
    }
    for outcome in tasks.join_all().await {
        assert_eq!(outcome, Ok(()));
    }
    other.close().await;
}

/// What axum asks of a handler's future.
fn assert_send<F: Future + Send + 'static>(future: F) -> F {
    future
}

#[tokio::test]
async fn a_write_that_borrows_is_send() {
    let db = TestDb::fresh().await;
    let store = db.store.clone();
    let task = assert_send(async move {
        let (id, words) = (hash(), String::from("borrowed"));
        let length: Result<usize, StoreError> = store
            .write(async |tx| {
                drafts::create(tx, id, NOW).await?;
                for key in ["a", "b"] {
                    let mut row = drafts::load(tx, id).await?.ok_or(StoreError::Missing)?;
                    row.answers.set(key, words.as_str());
                    drafts::save(tx, id, &row.answers, NOW).await?;
                }
                Ok(words.len())
            })
            .await;
        length
    });
    assert_eq!(tokio::spawn(task).await.expect("task"), Ok(8));
}
