//! How long the audit trail is kept, and that what is left still proves itself.

use crate::store_support::NOW;
use crate::support::db::TestDb;
use crate::support::filed::Office;
use server::store::audit::keep::{LEAST, PurgeError, purge};
use server::store::audit::verify::verify;
use server::store::audit::{self, AuditEntry};
use server::store::{Actor, Store};
use time::{Duration, OffsetDateTime};

async fn written(store: &Store, at: OffsetDateTime) {
    let entry = AuditEntry::new(at, Actor::System, "test");
    audit::record(store, &entry).await.expect("appended");
}

#[tokio::test]
async fn old_rows_leave_from_the_front_and_the_rest_still_verifies() {
    let db = TestDb::fresh().await;
    for days in [4000, 3000, 2000, 100] {
        written(&db.store, NOW - Duration::days(days)).await;
    }
    // Written late with an old time: it stands behind a young row, and stays.
    written(&db.store, NOW - Duration::days(3000)).await;
    let before = NOW - Duration::days(2500);
    let gone = db
        .store
        .write(async |tx| purge(tx, before, NOW).await)
        .await
        .expect("purged");
    assert_eq!(gone, 2);
    let verified = verify(db.store.reader(), None).await.expect("walked");
    assert_eq!((verified.findings, verified.cut), (vec![], 2));
    let rows = audit::recent(db.store.reader(), 10).await.expect("rows");
    let left: Vec<i64> = rows.iter().map(|row| row.seq).collect();
    assert_eq!(left, [6, 5, 4, 3]);
    assert_eq!(
        (rows[0].action.as_str(), rows[0].object.as_deref()),
        ("audit.purge", Some("1-2")),
        "what left is on record"
    );
    let again = db
        .store
        .write(async |tx| purge(tx, before, NOW).await)
        .await
        .expect("purged");
    assert_eq!(again, 0);
}

#[tokio::test]
async fn no_row_younger_than_a_year_is_let_go() {
    let db = TestDb::fresh().await;
    written(&db.store, NOW - Duration::days(300)).await;
    for before in [NOW, NOW - LEAST + Duration::SECOND] {
        let refused = db
            .store
            .write(async |tx| purge(tx, before, NOW).await)
            .await;
        assert!(matches!(refused, Err(PurgeError::TooYoung)), "{before}");
    }
    assert_eq!(
        audit::recent(db.store.reader(), 10)
            .await
            .expect("rows")
            .len(),
        1
    );
}

#[tokio::test]
async fn the_worker_lets_go_what_is_older_than_the_settings_say() {
    let office = Office::open().await;
    let now = office.clock.now();
    let years = |n: i64| now - Duration::days(366 * n) - Duration::DAY;
    written(&office.store, years(8)).await;
    written(&office.store, years(7)).await;
    written(&office.store, years(6)).await;
    assert_eq!(office.worker().purge_audit().await, 2);
    let verified = verify(office.store.reader(), None).await.expect("walked");
    assert_eq!((verified.findings, verified.rows), (vec![], 2));
}
