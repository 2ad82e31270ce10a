//! Jobs: queued once, claimed by one, never lost. And the audit trail.

use crate::store_support::NOW;
use crate::support::db::TestDb;
use server::store::jobs::{JobKind, JobState, NewJob};
use server::store::{Actor, Store, StoreError, Uuid, audit, jobs};
use std::collections::HashSet;
use time::{Duration, OffsetDateTime};
use tokio::task::JoinSet;

const LEASE: std::time::Duration = std::time::Duration::from_secs(60);

fn new_job(key: &str) -> NewJob {
    NewJob {
        kind: JobKind::Receipt,
        report: Some(Uuid::now_v7()),
        request: None,
        key: key.to_owned(),
        payload: serde_json::json!({ "n": 1 }),
    }
}

async fn enqueue(store: &Store, job: NewJob) {
    store
        .write(async |tx| jobs::enqueue(tx, job, NOW).await)
        .await
        .expect("queued");
}

async fn claim(store: &Store, now: OffsetDateTime) -> Option<jobs::Job> {
    store
        .write(async |tx| jobs::claim_due(tx, now, LEASE).await)
        .await
        .expect("claim")
}

async fn fail(store: &Store, id: Uuid, retry_at: Option<OffsetDateTime>) {
    store
        .write(async |tx| jobs::failed(tx, id, "smtp_451", None, retry_at).await)
        .await
        .expect("failed");
}

async fn state(store: &Store, id: Uuid) -> (JobState, u32) {
    let row = jobs::by_id(store.reader(), id)
        .await
        .expect("read")
        .expect("there");
    (row.state, row.attempts)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_twice_is_one_job() {
    let db = TestDb::fresh().await;
    let job = new_job("receipt:1");
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        let (store, job) = (db.store.clone(), job.clone());
        tasks.spawn(async move { enqueue(&store, job).await });
    }
    tasks.join_all().await;
    let report = job.report.expect("report");
    let rows = jobs::for_report(db.store.reader(), report)
        .await
        .expect("rows");
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].kind, rows[0].state, rows[0].attempts),
        (JobKind::Receipt, JobState::Pending, 0)
    );
    assert_eq!(
        (rows[0].due_at, rows[0].created_at, &rows[0].payload),
        (NOW, NOW, &job.payload)
    );
    let claimed = claim(&db.store, NOW).await.expect("due");
    db.store
        .write(async |tx| jobs::done(tx, claimed.id, NOW).await)
        .await
        .expect("done");
    enqueue(&db.store, job).await;
    assert_eq!(
        claim(&db.store, NOW + Duration::DAY).await,
        None,
        "done once is done"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_job_is_given_to_two_workers() {
    let db = TestDb::fresh().await;
    for n in 0..60 {
        enqueue(&db.store, new_job(&format!("job:{n}"))).await;
    }
    let mut workers = JoinSet::new();
    for _ in 0..8 {
        let store = db.store.clone();
        workers.spawn(async move {
            let mut mine = Vec::new();
            // Another worker's lock may hide the last rows: `None` once is not yet the end.
            let mut idle = 0;
            while idle < 3 {
                match claim(&store, NOW).await {
                    Some(job) => mine.push(job.id),
                    None => idle += 1,
                }
            }
            mine
        });
    }
    let claimed: Vec<Uuid> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(claimed.len(), 60);
    assert_eq!(claimed.iter().collect::<HashSet<_>>().len(), 60);
}

#[tokio::test]
async fn the_job_of_a_dead_worker_comes_back_after_its_lease() {
    let db = TestDb::fresh().await;
    enqueue(&db.store, new_job("a")).await;
    let first = claim(&db.store, NOW).await.expect("due");
    assert_eq!((first.state, first.attempts), (JobState::Running, 1));
    assert_eq!(
        claim(&db.store, NOW + LEASE - Duration::microseconds(1)).await,
        None
    );
    let again = claim(&db.store, NOW + LEASE).await.expect("back");
    assert_eq!((again.id, again.attempts), (first.id, 2));
}

#[tokio::test]
async fn a_failed_job_waits_is_seen_and_can_be_sent_again() {
    let db = TestDb::fresh().await;
    enqueue(&db.store, new_job("a")).await;
    assert_eq!(
        claim(&db.store, NOW - Duration::microseconds(1)).await,
        None,
        "not before it is due"
    );
    let id = claim(&db.store, NOW).await.expect("due").id;
    assert!(
        jobs::troubled(db.store.reader())
            .await
            .expect("rows")
            .is_empty(),
        "a first try is no trouble"
    );

    let retry = NOW + Duration::minutes(5);
    fail(&db.store, id, Some(retry)).await;
    let row = jobs::troubled(db.store.reader())
        .await
        .expect("rows")
        .remove(0);
    assert_eq!(
        (row.state, row.due_at, row.last_error.as_deref()),
        (JobState::Pending, retry, Some("smtp_451"))
    );
    assert_eq!(claim(&db.store, retry - Duration::seconds(1)).await, None);

    claim(&db.store, retry).await.expect("second try");
    fail(&db.store, id, None).await;
    assert_eq!(state(&db.store, id).await, (JobState::GivenUp, 2));
    assert_eq!(claim(&db.store, NOW + Duration::DAY).await, None);
    assert_eq!(
        jobs::troubled(db.store.reader()).await.expect("rows").len(),
        1
    );

    let again = async || {
        db.store
            .write(async |tx| jobs::send_again(tx, id, NOW).await)
            .await
    };
    assert_eq!(again().await, Ok(true));
    assert_eq!(state(&db.store, id).await, (JobState::Pending, 0));
    claim(&db.store, NOW).await.expect("due at once");
    assert_eq!(again().await, Ok(false), "under way");
    db.store
        .write(async |tx| jobs::done(tx, id, NOW).await)
        .await
        .expect("done");
    assert_eq!(again().await, Ok(false), "done");
    fail(&db.store, id, None).await;
    assert_eq!(
        state(&db.store, id).await.0,
        JobState::Done,
        "a late failure does not undo it"
    );
    assert!(
        jobs::troubled(db.store.reader())
            .await
            .expect("rows")
            .is_empty()
    );
}

#[tokio::test]
async fn a_job_of_an_undone_transaction_was_never_queued() {
    let db = TestDb::fresh().await;
    let undone: Result<(), StoreError> = db
        .store
        .write(async |tx| {
            jobs::enqueue(tx, new_job("a"), NOW).await?;
            Err(StoreError::Missing)
        })
        .await;
    assert_eq!(undone, Err(StoreError::Missing));
    assert_eq!(claim(&db.store, NOW).await, None);
}

#[tokio::test]
async fn the_audit_trail_keeps_who_what_when_and_where_from() {
    let db = TestDb::fresh().await;
    let actors = [
        Actor::Filer,
        Actor::System,
        Actor::Staff {
            id: Uuid::now_v7(),
            name: "Ana Müller".to_owned(),
        },
    ];
    for (n, actor) in (0_i64..).zip(&actors) {
        let outcome = [
            audit::Outcome::Ok,
            audit::Outcome::Refused,
            audit::Outcome::Failed,
        ][usize::try_from(n).expect("small")];
        let at = NOW + Duration::milliseconds(10 * n);
        let entry = audit::AuditEntry::new(at, actor.clone(), "report.read")
            .about("7KQM2XWP9RTAC")
            .ended(outcome)
            .from("2001:db8::1".parse().expect("address"));
        db.store
            .write(async |tx| audit::append(tx, &entry).await)
            .await
            .expect("appended");
    }
    let rows = audit::recent(db.store.reader(), 2).await.expect("rows");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].actor, actors[2]);
    assert_eq!(
        rows[0].at - rows[1].at,
        Duration::milliseconds(10),
        "a hundredth of a second is kept"
    );
    assert_eq!(
        (rows[0].action.as_str(), rows[0].outcome),
        ("report.read", audit::Outcome::Failed)
    );
    assert_eq!(
        (rows[1].object.as_deref(), rows[1].source.as_deref()),
        (Some("7KQM2XWP9RTAC"), Some("2001:db8::1"))
    );
}
