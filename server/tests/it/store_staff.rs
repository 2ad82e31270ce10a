//! Staff and their sessions.

use crate::store_support::{NOW, hash};
use crate::support::db::TestDb;
use domain::access::Role;
use domain::field::Choice;
use server::authenticator::KeptSecret;
use server::store::staff::{Factors, NewStaff};
use server::store::{Store, StoreError, Uuid, sessions, staff};
use time::Duration;
use tokio::task::JoinSet;

fn new_staff(login: &str, role: Role) -> NewStaff {
    NewStaff {
        id: Uuid::now_v7(),
        login: login.to_owned(),
        name: "Sgt. Ortiz".to_owned(),
        badge: "117".to_owned(),
        role,
        email: None,
        factors: Some(Factors {
            password_hash: "$argon2id$hunter2".to_owned(),
            totp_secret: KeptSecret::new(b"hunter2".to_vec()),
        }),
    }
}

async fn add(store: &Store, login: &str) -> Result<Uuid, StoreError> {
    let new = new_staff(login, Role::Reviewer);
    let id = new.id;
    store
        .write(async |tx| staff::add(tx, new, NOW).await)
        .await
        .map(|()| id)
}

#[tokio::test]
async fn an_account_reads_back_whatever_the_case_of_its_login() {
    let db = TestDb::fresh().await;
    for role in Role::ALL {
        let login = format!("{role:?}@Example");
        db.store
            .write(async |tx| staff::add(tx, new_staff(&login, *role), NOW).await)
            .await
            .expect("added");
        let row = staff::by_login(db.store.reader(), &login.to_uppercase())
            .await
            .expect("read")
            .expect("there");
        assert_eq!(
            (row.role, row.login, row.created_at),
            (*role, login.to_lowercase(), NOW)
        );
        assert!(row.factors == new_staff(&login, *role).factors);
    }
    assert_eq!(staff::count(db.store.reader()).await, Ok(5));
    let list = staff::list(db.store.reader()).await.expect("list");
    assert!(list.is_sorted_by_key(|row| row.login.clone()));
    assert!(
        !format!("{list:?}").contains("hunter2"),
        "neither hash nor secret is ever printed"
    );
    assert_eq!(
        add(&db.store, "ADMINISTRATOR@example").await,
        Err(StoreError::Conflict)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_opens_once_though_two_use_it_at_once() {
    let db = TestDb::fresh().await;
    let id = add(&db.store, "ortiz").await.expect("added");
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        let store = db.store.clone();
        tasks.spawn(async move {
            store
                .write(async |tx| staff::use_totp_step(tx, id, 100).await)
                .await
        });
    }
    let passed = tasks
        .join_all()
        .await
        .into_iter()
        .filter(|used| *used == Ok(true))
        .count();
    assert_eq!(passed, 1);
    let used = async |step| {
        db.store
            .write(async |tx| staff::use_totp_step(tx, id, step).await)
            .await
    };
    assert_eq!(used(99).await, Ok(false), "nor does an earlier one");
    assert_eq!(used(101).await, Ok(true));
}

#[tokio::test]
async fn failures_count_since_the_last_success_and_within_the_window() {
    let db = TestDb::fresh().await;
    let id = add(&db.store, "ortiz").await.expect("added");
    let fail = async |at| {
        db.store
            .write(async |tx| staff::record_failure(tx, id, at).await)
            .await
    };
    let count = async |since| staff::failures_since(db.store.reader(), id, since).await;
    for minute in 0..5 {
        fail(NOW + Duration::minutes(minute))
            .await
            .expect("recorded");
    }
    assert_eq!(count(NOW).await, Ok(5));
    assert_eq!(count(NOW + Duration::minutes(3)).await, Ok(2));
    let success = NOW + Duration::minutes(3);
    db.store
        .write(async |tx| staff::record_success(tx, id, success).await)
        .await
        .expect("recorded");
    assert_eq!(count(NOW).await, Ok(1), "the one after it");
    fail(NOW + Duration::days(2)).await.expect("recorded");
    assert_eq!(
        count(NOW).await,
        Ok(1),
        "those of two days ago are forgotten"
    );
    let nobody = Uuid::now_v7();
    let missing = db
        .store
        .write(async |tx| staff::record_failure(tx, nobody, NOW).await)
        .await;
    assert_eq!(missing, Err(StoreError::Missing));
}

#[tokio::test]
async fn a_lock_keeps_its_first_instant_and_release_forgets_the_failures() {
    let db = TestDb::fresh().await;
    let id = add(&db.store, "ortiz").await.expect("added");
    let locked = async || {
        staff::by_id(db.store.reader(), id)
            .await
            .expect("read")
            .expect("there")
            .locked_at
    };
    for minute in 0..2 {
        let at = NOW + Duration::minutes(minute);
        db.store
            .write(async |tx| {
                staff::record_failure(tx, id, at).await?;
                staff::lock(tx, id, at).await
            })
            .await
            .expect("locked");
    }
    assert_eq!(locked().await, Some(NOW));
    db.store
        .write(async |tx| staff::release(tx, id).await)
        .await
        .expect("released");
    assert_eq!(locked().await, None);
    assert_eq!(
        staff::failures_since(db.store.reader(), id, NOW).await,
        Ok(0)
    );
}

#[tokio::test]
async fn a_session_lives_until_it_ends_or_is_purged() {
    let db = TestDb::fresh().await;
    let id = add(&db.store, "ortiz").await.expect("added");
    let (kept, ended, old) = (hash(), hash(), hash());
    db.store
        .write(async |tx| {
            for session in [kept, ended, old] {
                sessions::create(tx, session, id, false, NOW).await?;
            }
            sessions::touch(tx, kept, NOW + Duration::hours(1)).await?;
            sessions::end(tx, ended).await
        })
        .await
        .expect("sessions");
    let purged = db
        .store
        .write(async |tx| sessions::purge(tx, NOW + Duration::minutes(1)).await)
        .await;
    assert_eq!(purged, Ok(1));
    let reader = db.store.reader();
    let row = sessions::load(reader, kept)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(
        (row.staff.id, row.created_at, row.seen_at),
        (id, NOW, NOW + Duration::hours(1))
    );
    assert!(sessions::load(reader, ended).await.expect("read").is_none());
    assert!(sessions::load(reader, old).await.expect("read").is_none());
    let nobody = Uuid::now_v7();
    let missing = db
        .store
        .write(async |tx| sessions::create(tx, hash(), nobody, false, NOW).await)
        .await;
    assert_eq!(missing, Err(StoreError::Missing));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_administrators_who_disable_each_other_at_once_one_is_left() {
    let db = TestDb::fresh().await;
    let mut ids = Vec::new();
    for login in ["ada", "bob"] {
        let new = new_staff(login, Role::Administrator);
        ids.push(new.id);
        db.store
            .write(async |tx| staff::add(tx, new, NOW).await)
            .await
            .expect("added");
    }
    let mut tasks = JoinSet::new();
    for id in ids {
        let store = db.store.clone();
        tasks.spawn(async move {
            store
                .write(async |tx| {
                    let left = staff::another_administrator(tx, id).await?;
                    if left {
                        staff::disable(tx, id, NOW).await?;
                    }
                    Ok::<_, StoreError>(left)
                })
                .await
        });
    }
    let done = tasks
        .join_all()
        .await
        .into_iter()
        .filter(|done| *done == Ok(true))
        .count();
    assert_eq!(done, 1, "the second one finds that nobody else is left");
}
