//! What the audit trail asks of people: to look at it every week, and to know when it cannot be written.

use crate::store_support::{NOW, new_report};
use crate::support::db::{TestDb, is_postgres};
use crate::support::filed::FROM;
use crate::support::log;
use crate::support::smtp::SmtpServer;
use crate::support::town::{PASSWORD, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::incident::Kind;
use sea_orm::ConnectionTrait;
use server::mail::Mailer;
use server::store::audit::{self, AuditEntry};
use server::store::{Actor, Store, StoreError, reports};
use std::time::Duration;
use time::OffsetDateTime;
use time::macros::datetime;

const MINUTE: Duration = Duration::from_secs(60);
/// Six o'clock in Westport.
const MONDAY: OffsetDateTime = datetime!(2026-11-23 11:00 UTC);

async fn run_sql(store: &Store, sql: &str) {
    let done: Result<(), StoreError> = store
        .write(async |tx| {
            tx.execute_unprepared(sql).await?;
            Ok(())
        })
        .await;
    done.expect("changed");
}

/// Gives an account an address.
async fn reach(town: &Town, login: &str) {
    let sql = format!("UPDATE staff SET email = '{login}@police.example' WHERE login = '{login}'");
    run_sql(&town.state.store, &sql).await;
}

fn move_to(town: &Town, at: OffsetDateTime) {
    let ahead = at - town.clock.now();
    assert!(ahead.is_positive());
    town.clock.advance(ahead.unsigned_abs());
}

/// The weekly messages that are in the folder, and to whom.
fn weekly(town: &Town) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = town
        .mail()
        .into_iter()
        .filter(|mail| mail.contains("Subject: The audit trail of the review desk"))
        .map(|mail| {
            let to = mail.lines().find_map(|line| line.strip_prefix("To: "));
            // Lines that were broken for the way are whole again.
            let whole = mail.replace("=\r\n", "");
            (to.expect("a recipient").to_owned(), whole)
        })
        .collect();
    found.sort();
    found
}

/// Asks for the week's look as two processes would that start at once, and does what is due.
async fn look(town: &Town) {
    let (one, other) = (
        town.state.worker().expect("a worker"),
        town.state.worker().expect("a worker"),
    );
    let asked = tokio::join!(one.ask_for_review(), other.ask_for_review());
    assert_eq!(asked, (true, true));
    tokio::join!(one.run_due(), other.run_due());
}

#[tokio::test]
async fn every_monday_at_six_auditors_and_administrators_get_the_figures_of_the_week_once() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Quetzal").await;
    let report = format!("/staff/reports/{}", filed.compact());
    let mut aud = town.desk("aud", Role::Auditor).await;
    let mut adm = town.desk("adm", Role::Administrator).await;
    let mut bob = town.desk("bob", Role::Reviewer).await;
    town.hire("kit", Role::Administrator).await;
    town.hire("off", Role::Auditor).await;
    for login in ["aud", "adm", "bob", "off"] {
        reach(&town, login).await;
    }
    run_sql(
        &town.state.store,
        "UPDATE staff SET disabled_at = 1 WHERE login = 'off'",
    )
    .await;
    bob.get(&report).await;
    bob.get(&report).await;
    aud.get(&report).await;
    assert_eq!(bob.get("/staff/audit").await.status, StatusCode::FORBIDDEN);
    assert_eq!(adm.get("/staff/audit.csv").await.status, StatusCode::OK);
    let wrong = town.browser().sign_in("bob", "wrong", "000000").await;
    assert!(wrong.has("That did not work"));

    move_to(&town, MONDAY - time::Duration::SECOND);
    look(&town).await;
    assert!(
        weekly(&town).is_empty(),
        "a second before six; and the week before, nobody was here"
    );
    town.clock.advance(Duration::from_secs(1));
    look(&town).await;
    look(&town).await;
    let mails = weekly(&town);
    let to: Vec<&str> = mails.iter().map(|(to, _)| to.as_str()).collect();
    assert_eq!(to, ["adm@police.example", "aud@police.example"]);
    for (_, mail) in &mails {
        for line in [
            "from Monday, November 16 to Sunday, November 22",
            "The trail is whole.",
            "- Signed in: 3",
            "- Wrong password or code: 1",
            "- Accounts locked: 0",
            "- Requests refused: 1",
            "- Exports: 1",
            "- Changes of accounts: 5",
            "- Changes of settings: 0",
            "- By reviewers: 2",
            "- By supervisors: 0",
            "- By auditors: 1",
            "http://127.0.0.1:3000/staff/audit",
        ] {
            assert!(mail.contains(line), "{line}: {mail}");
        }
        for name in ["Quetzal", "Officer bob", &filed.tracking, &filed.compact()] {
            assert!(!mail.contains(name), "{name}");
        }
    }

    town.clock.advance(6 * 24 * 60 * MINUTE);
    look(&town).await;
    assert_eq!(weekly(&town).len(), 2, "on Sunday, the same week");
    town.clock.advance(24 * 60 * MINUTE);
    look(&town).await;
    assert_eq!(weekly(&town).len(), 4);
    assert!(
        weekly(&town)
            .iter()
            .any(|(_, mail)| mail.contains("to Sunday, November 29") && mail.contains("in: 0"))
    );
}

#[tokio::test]
async fn changed_settings_count_and_the_first_start_is_none() {
    let town = Town::open().await;
    town.hire("aud", Role::Auditor).await;
    reach(&town, "aud").await;
    for hash in ["settings a", "settings a", "settings b", "settings b"] {
        let entry = AuditEntry::new(town.clock.now(), Actor::System, "service.start").about(hash);
        audit::record(&town.state.store, &entry)
            .await
            .expect("recorded");
    }
    move_to(&town, MONDAY);
    look(&town).await;
    let mails = weekly(&town);
    assert!(mails[0].1.contains("- Changes of settings: 1"));
}

#[tokio::test]
async fn a_trail_that_is_not_whole_is_told_in_the_weekly_message() {
    let town = Town::open().await;
    town.hire("aud", Role::Auditor).await;
    reach(&town, "aud").await;
    run_sql(&town.state.store, "DELETE FROM audit_head").await;
    move_to(&town, MONDAY);
    look(&town).await;
    let mails = weekly(&town);
    assert!(
        mails[0].1.contains("The trail is not whole") && !mails[0].1.contains("The trail is whole"),
        "{}",
        mails[0].1
    );
}

/// What makes the trail take no row, and what makes it take rows again.
fn breakages() -> [(&'static str, Option<&'static str>); 2] {
    let refused = if is_postgres() {
        (
            "ALTER TABLE audit ADD CONSTRAINT closed CHECK (false) NOT VALID",
            Some("ALTER TABLE audit DROP CONSTRAINT closed"),
        )
    } else {
        (
            "CREATE TRIGGER closed BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'closed'); END",
            Some("DROP TRIGGER closed"),
        )
    };
    [("DELETE FROM audit_head", None), refused]
}

async fn refused(town: &Town) {
    let page = town.browser().get("/staff").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn when_the_trail_cannot_be_written_requests_are_refused_and_the_administrators_told_once_an_hour()
 {
    for (breaks, mends) in breakages() {
        log::listen();
        let town = Town::open().await;
        let store = &town.state.store;
        for (login, role) in [
            ("adm", Role::Administrator),
            ("kit", Role::Administrator),
            ("aud", Role::Auditor),
        ] {
            town.hire(login, role).await;
        }
        reach(&town, "adm").await;
        reach(&town, "aud").await;
        let worker = town.state.worker().expect("a worker");
        worker.remember_administrators().await;
        let mut signing_in = town.browser();
        signing_in.agree().await;
        assert_eq!(worker.tell_of_unrecorded().await, 0, "all is well");

        run_sql(store, breaks).await;
        refused(&town).await;
        // Not only what stands behind a guard.
        let typed = [("login", "adm"), ("password", PASSWORD), ("code", "000000")];
        let page = signing_in.post("/staff/sign-in", &typed).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(store.unrecorded().count(), 2, "{breaks}");
        assert_eq!(worker.tell_of_unrecorded().await, 1);
        assert_eq!(town.mail().len(), 1);
        let mail = &town.mail()[0];
        assert!(
            mail.contains("To: adm@police.example") && mail.contains("audit_unwritten"),
            "{mail}"
        );
        assert!(log::caught().contains("audit_unwritten"));

        // Another worker of the same service, and another failure, within the hour.
        town.clock.advance(30 * MINUTE);
        refused(&town).await;
        let other = town.state.worker().expect("a worker");
        assert_eq!(other.tell_of_unrecorded().await, 0);
        town.clock.advance(30 * MINUTE);
        assert_eq!(worker.tell_of_unrecorded().await, 1, "it still lasts");
        assert_eq!(town.mail().len(), 2);
        town.clock.advance(120 * MINUTE);
        assert_eq!(worker.tell_of_unrecorded().await, 0, "nobody asked since");
        if let Some(mends) = mends {
            run_sql(store, mends).await;
            let page = town.browser().get("/staff").await;
            assert_eq!(page.location(), "/staff/sign-in", "works again by itself");
            assert_eq!(worker.tell_of_unrecorded().await, 0);
        }
    }
}

#[tokio::test]
async fn the_alarm_needs_no_database_and_is_tried_again_while_the_mail_server_is_down() {
    let mut town = Town::open().await;
    town.hire("adm", Role::Administrator).await;
    reach(&town, "adm").await;
    let worker = town.state.worker().expect("a worker");
    worker.remember_administrators().await;
    town.state.store.clone().close().await;
    refused(&town).await;
    worker.remember_administrators().await;

    let folder = town.state.mailer.clone();
    let nobody = format!("smtp://127.0.0.1:{}", SmtpServer::free_port());
    let nowhere = Mailer::to_server(&nobody, FROM).expect("a mailer");
    town.change(|state| state.mailer = nowhere);
    let worker = town.state.worker().expect("a worker");
    assert_eq!(worker.tell_of_unrecorded().await, 0);
    town.change(|state| state.mailer = folder);
    let worker = town.state.worker().expect("a worker");
    assert_eq!(worker.tell_of_unrecorded().await, 1);
    assert_eq!(town.mail().len(), 1);
}

#[tokio::test]
async fn the_watch_tells_by_itself_while_the_worker_runs() {
    let town = Town::open().await;
    town.hire("adm", Role::Administrator).await;
    reach(&town, "adm").await;
    let worker = town.state.worker().expect("a worker");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = tokio::spawn(worker.run_forever(async move {
        let _ = stopped.await;
    }));
    // The first round remembers whom to tell.
    tokio::time::sleep(Duration::from_millis(500)).await;
    run_sql(&town.state.store, "DELETE FROM audit_head").await;
    refused(&town).await;
    for _ in 0..100 {
        if !town.mail().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(town.mail().len(), 1);
    let _ = stop.send(());
    working.await.expect("stopped");
}

#[tokio::test]
async fn what_somebody_else_did_first_is_no_alarm() {
    let db = TestDb::fresh().await;
    let first = new_report();
    let mut second = new_report();
    second.draft = first.draft;
    let entry = AuditEntry::new(NOW, Actor::Filer, "report.submit");
    for (report, expected) in [(first, Ok(())), (second, Err(StoreError::Conflict))] {
        let filed = db
            .store
            .write(async |tx| {
                reports::insert(tx, report).await?;
                audit::append(tx, &entry).await
            })
            .await;
        assert_eq!(filed, expected);
    }
    assert_eq!(db.store.unrecorded().count(), 0);
    let verified = audit::verify::verify(db.store.reader(), None).await;
    let verified = verified.expect("walked");
    assert_eq!((verified.rows, verified.findings), (1, vec![]));
}
