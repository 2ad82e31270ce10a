//! The schema goes up, down and up again, on whichever database this run is about.

use crate::store_support::{NOW, hash, new_report};
use crate::support::db::{TestDb, is_postgres};
use sea_orm::ConnectionTrait;
use server::store::{Actor, Store, StoreError, audit, drafts, migrations, reports};

const TABLES: [&str; 32] = [
    "api_key",
    "audit",
    "audit_head",
    "case_number",
    "ceremony",
    "desk_setting",
    "draft",
    "evidence",
    "evidence_chunk",
    "form_count",
    "handover",
    "handover_end",
    "issued_copy",
    "job",
    "link",
    "message_text",
    "officer_request",
    "passkey",
    "record",
    "record_spot",
    "record_trace",
    "recovery_code",
    "report",
    "report_event",
    "report_flag",
    "report_token",
    "satisfaction_count",
    "sent_message",
    "session",
    "staff",
    "staff_failure",
    "staff_invitation",
];

#[tokio::test]
async fn the_schema_goes_up_and_down_and_up_again() {
    let db = TestDb::fresh().await;
    assert_eq!(migrations::tables(&db.store).await.expect("tables"), TABLES);
    let draft = hash();
    db.store
        .write(async |tx| drafts::create(tx, draft, NOW).await)
        .await
        .expect("draft");
    db.store.clone().close().await;

    migrations::revert_all(&db.url()).await.expect("down");

    let store = db.reopen().await;
    assert_eq!(migrations::tables(&store).await.expect("tables"), TABLES);
    assert_eq!(
        drafts::load(store.reader(), draft).await,
        Ok(None),
        "down took everything"
    );
    store
        .write(async |tx| drafts::create(tx, draft, NOW).await)
        .await
        .expect("usable again");
    store.close().await;
}

#[tokio::test]
async fn opening_again_keeps_what_is_there() {
    let db = TestDb::fresh().await;
    let report = new_report();
    let tracking = report.tracking.clone();
    db.store
        .write(async |tx| reports::insert(tx, report).await)
        .await
        .expect("filed");
    db.store.clone().close().await;
    let store = db.reopen().await;
    assert!(
        reports::by_tracking(store.reader(), &tracking)
            .await
            .expect("read")
            .is_some()
    );
    store.close().await;
}

#[tokio::test]
async fn two_processes_that_start_at_once_migrate_once() {
    let db = TestDb::fresh().await;
    db.store.clone().close().await;
    migrations::revert_all(&db.url()).await.expect("down");
    let url = db.url();
    let (a, b) = tokio::join!(Store::open(&url), Store::open(&url));
    let (a, b) = (a.expect("first"), b.expect("second"));
    assert_eq!(migrations::tables(&a).await.expect("tables"), TABLES);
    a.close().await;
    b.close().await;
}

#[tokio::test]
async fn the_database_refuses_to_change_an_event_and_to_change_or_remove_an_audit_row() {
    let db = TestDb::fresh().await;
    let report = new_report();
    db.store
        .write(async |tx| {
            reports::insert(tx, report).await?;
            let entry = audit::AuditEntry::new(NOW, Actor::System, "test");
            audit::append(tx, &entry).await
        })
        .await
        .expect("filed");
    let mut forbidden = vec![
        "UPDATE report_event SET at = at + 1",
        "UPDATE audit SET at = at + 1",
        "UPDATE audit SET hash = NULL",
        "DELETE FROM audit",
    ];
    if is_postgres() {
        forbidden.push("TRUNCATE audit");
    }
    for statement in forbidden {
        let changed: Result<(), StoreError> = db
            .store
            .write(async |tx| {
                tx.execute_unprepared(statement).await?;
                Ok(())
            })
            .await;
        assert_eq!(changed, Err(StoreError::Unavailable), "{statement}");
    }
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let db = TestDb::fresh().await;
    let refused = db
        .store
        .reader()
        .execute_unprepared("DELETE FROM draft")
        .await;
    assert!(refused.is_err(), "not even where there is no row");
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_told_in_one_line_without_the_password() {
    let folder = tempfile::tempdir().expect("folder");
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "").expect("file");
    for url in [
        format!("sqlite:{}/under/a/file.sqlite", blocked.display()),
        "postgres://u:hunter2@127.0.0.1:1/none".to_owned(),
        "mysql://u:hunter2@db/x".to_owned(),
        "sqlite::memory:".to_owned(),
    ] {
        let Err(error) = Store::open(&url).await else {
            panic!("{url} opened")
        };
        let line = error.to_string();
        assert!(
            line.starts_with("cannot open the database: ") && !line.contains('\n'),
            "{line}"
        );
        assert!(!line.contains("hunter2"), "{line}");
    }
}

#[tokio::test]
async fn every_connection_is_as_durable_as_promised() {
    let db = TestDb::fresh().await;
    let wanted: &[(&str, &str)] = if is_postgres() {
        &[
            ("synchronous_commit", "on"),
            ("default_transaction_read_only", "on"),
        ]
    } else {
        &[
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("busy_timeout", "5000"),
            ("query_only", "1"),
        ]
    };
    for (setting, value) in wanted {
        assert_eq!(
            db.store.in_force(setting).await.as_deref(),
            Ok(*value),
            "{setting}"
        );
    }
    // The connection that writes, too.
    let written = if is_postgres() {
        [
            ("synchronous_commit", "on"),
            ("default_transaction_read_only", "off"),
        ]
    } else {
        [("synchronous", "2"), ("query_only", "0")]
    };
    for (setting, value) in written {
        let found = db
            .store
            .write(async |tx| server::store::in_force(tx, setting).await)
            .await;
        assert_eq!(found.as_deref(), Ok(value), "{setting}");
    }
    db.store.ping().await.expect("answers");
}
