//! The auditor's page, its export, and the command line.

use crate::support::town::Town;
use axum::http::StatusCode;
use domain::access::Role;
use domain::incident::Kind;
use server::store::audit::{self, AuditEntry};
use server::store::{Actor, Uuid};
use time::Duration;

/// Rows on the page.
fn lines(text: &str) -> usize {
    text.matches("<tr").count().saturating_sub(1)
}

#[tokio::test]
async fn the_trail_is_searched_by_who_action_object_outcome_and_day() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Trail").await;
    let other = town.file(Kind::LostProperty, "Other").await;
    let mut ada = town.desk("ada", Role::Reviewer).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let version = ada.get(&report).await.attribute("name=\"version\" value");
    ada.post(&format!("{report}/approve"), &[("version", &version)])
        .await;
    ada.get(&format!("/staff/reports/{}", other.compact()))
        .await;
    ada.get("/staff/audit").await;
    let page = ada.get(&report).await;
    let case = page.text[page.text.find("WP26-").expect("a case number")..][..11].to_owned();
    let mut eve = town.desk("eve", Role::Auditor).await;
    let tracking = filed.tracking.clone();
    for (query, expected) in [
        ("who=OFFICER+ADA", 6),
        ("who=ada&action=report.", 4),
        ("who=filer", 2),
        ("who=%25", 0),
        ("action=report.approve", 1),
        (&*format!("object={tracking}"), 4),
        (&*format!("object={case}"), 4),
        (&*format!("object={tracking}&who=filer"), 1),
        ("outcome=refused", 1),
        ("action=report.&from=2099-01-01", 0),
        ("action=report.&to=2000-01-01", 0),
        ("action=report.submit&from=2000-01-01&to=2099-01-01", 2),
        ("action=report.submit&from=nonsense", 2),
        ("object=%00%27%22%3Cscript%3E", 0),
    ] {
        let page = eve.get(&format!("/staff/audit?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_eq!(lines(&page.text), expected, "{query}: {}", page.text);
        assert!(!page.has("<script>"), "{query}");
    }
}

#[tokio::test]
async fn the_trail_pages_through_a_hundred_at_a_time_and_misses_none() {
    let town = Town::open().await;
    for n in 0..230 {
        let at = town.clock.now() + Duration::milliseconds(n);
        let entry = AuditEntry::new(at, Actor::System, "test.row");
        audit::record(&town.state.store, &entry).await.expect("row");
    }
    let mut eve = town.desk("eve", Role::Administrator).await;
    let mut next = "/staff/audit?action=test.&who=system".to_owned();
    let mut counts = Vec::new();
    loop {
        let page = eve.get(&next).await;
        counts.push(lines(&page.text));
        let Some(at) = page.text.find(">Earlier</a>") else {
            break;
        };
        let href = page.text[..at].rsplit("href=\"").next().expect("href");
        next = href.split('"').next().expect("href").replace("&amp;", "&");
    }
    assert_eq!(counts, [100, 100, 30]);
}

#[tokio::test]
async fn the_export_holds_what_the_page_finds_and_no_formula() {
    let town = Town::open().await;
    let officer = Actor::Staff {
        id: Uuid::now_v7(),
        name: "=HYPERLINK(\"http://evil\"),\"x".to_owned(),
    };
    // More than one batch.
    for n in 0..1_205 {
        let actor = if n == 3 {
            officer.clone()
        } else {
            Actor::System
        };
        let entry = AuditEntry::new(town.clock.now(), actor, "test.row");
        audit::record(&town.state.store, &entry).await.expect("row");
    }
    let mut eve = town.desk("eve", Role::Auditor).await;
    let page = eve.get("/staff/audit?action=test.").await;
    assert!(
        page.has("/staff/audit.csv?who=&amp;action=test."),
        "{}",
        page.text
    );
    let csv = eve.get("/staff/audit.csv?action=test.").await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    assert_eq!(
        reader.headers().expect("header"),
        vec![
            "row", "time", "actor", "name", "action", "object", "outcome", "source", "hash"
        ]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("row")).collect();
    assert_eq!(rows.len(), 1_205);
    assert!(
        rows.iter()
            .zip(1..)
            .all(|(row, seq)| row[0] == format!("{seq}") && row[8].len() == 64)
    );
    assert_eq!(&rows[3][3], "'=HYPERLINK(\"http://evil\"),\"x");
    let time = &rows[0][1];
    assert!(time.ends_with('Z') && time.split('.').nth(1).is_some_and(|rest| rest.len() == 7));
}

#[tokio::test]
async fn a_search_and_an_export_are_on_record_with_what_was_asked() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Asked").await;
    let mut eve = town.desk("eve", Role::Auditor).await;
    let query = format!(
        "who=Lopez&object={}&outcome=ok&from=2026-01-02&to=2026-12-31",
        filed.tracking
    );
    eve.get(&format!("/staff/audit?{query}")).await;
    eve.get(&format!("/staff/audit.csv?{query}")).await;
    let rows = audit::recent(town.state.store.reader(), 2)
        .await
        .expect("rows");
    let asked = format!("{} 2026-01-02..2026-12-31 ok", filed.compact());
    for (row, action) in rows.iter().zip(["audit.export", "audit.search"]) {
        assert_eq!(
            (row.action.as_str(), row.object.as_deref()),
            (action, Some(asked.as_str())),
            "and no part of a name"
        );
    }
}

#[tokio::test]
async fn the_desk_says_which_page_is_shown() {
    let town = Town::open().await;
    let mut eve = town.desk("eve", Role::Auditor).await;
    for path in [
        "/staff",
        "/staff/callbacks",
        "/staff/deliveries",
        "/staff/statistics",
        "/staff/audit",
    ] {
        let page = eve.get(path).await;
        assert!(
            page.has(&format!("href=\"{path}\" aria-current=\"page\"")),
            "{path}: {}",
            page.text
        );
        assert_eq!(page.text.matches("aria-current").count(), 1, "{path}");
    }
    let mut bob = town.desk("bob", Role::Reviewer).await;
    assert!(!bob.get("/staff").await.has("/staff/audit"));
}

#[tokio::test]
async fn wrong_numbers_and_a_sign_out_are_on_record() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Status").await;
    let mut resident = town.browser();
    for code in ["2222-2222-2222-2222", filed.access_code.as_str()] {
        let fields = [("tracking", filed.tracking.as_str()), ("access_code", code)];
        resident.post("/status", &fields).await;
    }
    let mut ada = town.desk("ada", Role::Reviewer).await;
    ada.post("/staff/sign-out", &[]).await;
    let rows = audit::recent(town.state.store.reader(), 5)
        .await
        .expect("rows");
    let found: Vec<String> = rows
        .iter()
        .rev()
        .map(|row| {
            let outcome = domain::field::Choice::code(row.outcome);
            format!("{} {} {outcome}", row.actor.code(), row.action)
        })
        .collect();
    assert_eq!(
        found,
        [
            "unknown report.status failed",
            "filer report.status ok",
            "system staff.add ok",
            "staff session.sign_in ok",
            "staff session.sign_out ok"
        ]
    );
}
