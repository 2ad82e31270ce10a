//! The queue as people at the desk use it: claims, search, the live count, the clocks.

use crate::store_support::{NOW, new_report};
use crate::support::db::TestDb;
use crate::support::filled;
use crate::support::log;
use crate::support::town::Town;
use axum::http::StatusCode;
use domain::access::Role;
use domain::incident::Kind;
use server::store::audit::{self, Outcome};
use server::store::reports::{self, Claim};
use server::store::{StoreError, Uuid};
use std::time::Duration as Wait;
use time::Duration;

#[tokio::test]
async fn a_claim_is_shown_found_as_mine_ends_by_itself_and_with_the_decision() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Claim").await;
    let other = town.file(Kind::LostProperty, "Other").await;
    let report = format!("/staff/reports/{}", filed.compact());
    let mut ada = town.desk("ada", Role::Reviewer).await;
    let mut bob = town.desk("bob", Role::Reviewer).await;
    let version = ada.get(&report).await.attribute("name=\"version\" value");
    let v = [("version", version.as_str())];
    assert_eq!(
        ada.post(&format!("{report}/claim"), &v).await.location(),
        report
    );
    assert!(ada.get(&report).await.has("Claimed by Officer ada until"));
    let page = bob.get("/staff").await;
    assert!(page.has("Officer ada"), "{}", page.text);
    let refused = bob.post(&format!("{report}/claim"), &v).await;
    assert!(
        refused.has("A colleague has this report"),
        "{}",
        refused.text
    );
    assert!(
        bob.post(&format!("{report}/release"), &v)
            .await
            .has("not yours")
    );
    let mine = ada.get("/staff?mine=yes").await;
    assert!(mine.has(&filed.tracking) && !mine.has(&other.tracking));
    assert!(!bob.get("/staff?mine=yes").await.has(&filed.tracking));
    // On record, also that it was refused.
    let rows = audit::recent(town.state.store.reader(), 100)
        .await
        .expect("rows");
    let of = |action: &str| {
        rows.iter()
            .filter(|row| row.action == action)
            .map(|row| row.outcome)
            .collect::<Vec<_>>()
    };
    assert_eq!(of("report.claim"), [Outcome::Failed, Outcome::Ok]);
    assert_eq!(of("report.release"), [Outcome::Failed]);
    // It ends by the clock.
    town.clock.advance(Wait::from_secs(29 * 60));
    assert_eq!(bob.get("/staff").await.status, StatusCode::OK);
    let minutes = u64::from(town.state.settings.adjustable.review.claim_minutes);
    town.clock.advance(Wait::from_secs((minutes - 29) * 60));
    let mut bob = town.desk("bert", Role::Reviewer).await;
    assert!(!bob.get("/staff").await.has("Officer ada"));
    assert_eq!(
        bob.post(&format!("{report}/claim"), &v).await.location(),
        report,
        "free again"
    );
    // A supervisor takes it back; whoever has it gives it back.
    let mut chief = town.desk("chief", Role::Supervisor).await;
    assert_eq!(
        chief
            .post(&format!("{report}/release"), &v)
            .await
            .location(),
        report
    );
    assert!(bob.get(&report).await.has("Claimed by nobody"));
    assert_eq!(
        bob.post(&format!("{report}/claim"), &v).await.location(),
        report
    );
    // Decided: nobody's, and nobody can claim it.
    let done = bob.post(&format!("{report}/approve"), &v).await;
    assert!(done.location().starts_with("/staff?done="), "{}", done.text);
    assert!(!bob.get("/staff?mine=yes").await.has(&filed.tracking));
    assert!(
        bob.post(&format!("{report}/claim"), &v)
            .await
            .has("or it is decided")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_claim_at_once_one_gets_it() {
    let db = TestDb::fresh().await;
    let report = new_report();
    let id = report.id;
    db.store
        .write(async |tx| reports::insert(tx, report).await)
        .await
        .expect("filed");
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..4 {
        let store = db.store.clone();
        tasks.spawn(async move {
            let claim = Claim {
                by: Uuid::now_v7(),
                name: format!("Officer {n}"),
                until: NOW + Duration::HOUR,
            };
            let claimed: Result<bool, StoreError> = store
                .write(async |tx| reports::claim(tx, id, &claim, NOW).await)
                .await;
            claimed.expect("asked")
        });
    }
    assert_eq!(
        tasks
            .join_all()
            .await
            .into_iter()
            .filter(|claimed| *claimed)
            .count(),
        1
    );
}

#[tokio::test]
async fn a_report_is_found_by_what_is_known_of_it_and_nothing_of_that_is_in_an_address_or_a_log() {
    log::listen();
    let town = Town::open().await;
    let mut filer = town.browser();
    let mut answers = filled::answers(Kind::VehicleBurglary, filled::Extent::Most, "Word");
    for (key, value) in [
        ("first_name", "Ána"),
        ("last_name", "Quixotely"),
        ("phone", "(203) 555-0177"),
        ("vehicles.0.plate", "zq-4711"),
        ("items.0.item_serial", "SN/88-1234"),
    ] {
        answers.set(key, value);
    }
    filer.fill(&answers).await;
    filer.post("/report/check", &[("certify", "yes")]).await;
    let tracking = filer.get("/report/sent").await.attribute("data-tracking");
    let other = town.file(Kind::LostProperty, "Bystander").await.tracking;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let record = format!("/staff/reports/{}", tracking.replace('-', ""));
    let version = desk.get(&record).await.attribute("name=\"version\" value");
    let approved = [
        ("version", version.as_str()),
        ("damage", "minor"),
        ("bias", "88"),
    ];
    desk.post(&format!("{record}/approve"), &approved).await;
    for (nth, text) in [
        tracking.as_str(),
        "WP26-000001",
        "ana quixotely",
        "QUIXOTELY",
        "Quixotely, Ana",
        "ZQ4711",
        "zq 4711",
        "sn881234",
        "203-555-0177",
        "555 0177",
    ]
    .into_iter()
    .enumerate()
    {
        let asked = desk.post("/staff/search", &[("q", text)]).await;
        let address = asked.location();
        assert!(
            address.starts_with("/staff/search?q="),
            "{text}: {}",
            asked.text
        );
        let lower = address.to_lowercase();
        assert!(
            !lower.contains("quixotely") && !lower.contains("zq4711") && !lower.contains("5550177"),
            "{address}"
        );
        let page = desk.get(&address).await;
        assert!(
            page.has(&tracking) && !page.has(&other),
            "{text}: {}",
            page.text
        );
        assert!(page.has("One report"), "{text}");
        // Back and reload work; another session cannot open it.
        assert!(desk.get(&address).await.has(&tracking));
        let mut colleague = town.desk(&format!("bob{nth}"), Role::Reviewer).await;
        assert!(!colleague.get(&address).await.has(&tracking), "{text}");
    }
    let logged = log::caught().to_lowercase();
    assert!(logged.contains("/staff/search"), "requests are logged");
    for canary in [
        "quixotely",
        "zq4711",
        "zq 4711",
        "5550177",
        "555-0177",
        "sn881234",
    ] {
        assert!(!logged.contains(canary), "{canary}");
    }
    let rows = audit::recent(town.state.store.reader(), 1_000)
        .await
        .expect("rows");
    let searches: Vec<_> = rows
        .iter()
        .filter(|row| row.action == "report.search")
        .collect();
    assert!(
        searches.len() >= 20 && searches.iter().all(|row| row.object.is_none()),
        "never what was looked for"
    );
    assert!(
        desk.post("/staff/search", &[("q", "  ")])
            .await
            .has("Type what you look for")
    );
    let nothing = desk
        .post("/staff/search", &[("q", "Nobody")])
        .await
        .location();
    assert!(desk.get(&nothing).await.has("Nothing found"));
    assert!(
        desk.get("/staff/search?q=AAAA").await.status.is_success(),
        "what is no seal of ours is an empty page"
    );
}

#[tokio::test]
async fn the_live_count_is_fresh_leaves_no_trace_and_keeps_no_session_alive() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let rows = async || {
        audit::recent(town.state.store.reader(), 1_000)
            .await
            .expect("rows")
            .len()
    };
    let before = rows().await;
    assert_eq!(
        desk.get("/staff/count").await.text,
        r#"{"open":"0","overdue":"0"}"#
    );
    assert_eq!(rows().await, before, "a glance is no use of the desk");
    town.file(Kind::LostProperty, "Fresh").await;
    assert_eq!(
        desk.get("/staff/count").await.text,
        r#"{"open":"1","overdue":"0"}"#
    );
    for _ in 0..4 {
        town.clock.advance(Wait::from_secs(10 * 60));
        desk.get("/staff/count").await;
    }
    assert_eq!(
        desk.get("/staff/count").await.location(),
        "/staff/sign-in",
        "40 minutes without use"
    );
    let before = rows().await;
    assert_eq!(
        town.browser().get("/staff/count").await.location(),
        "/staff/sign-in"
    );
    assert_eq!(rows().await, before + 1, "who is refused is on record");
    let mut admin = town.desk("root", Role::Administrator).await;
    assert_eq!(
        admin.get("/staff/count").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_bias_clock_and_the_promised_day_are_on_the_list() {
    let town = Town::open().await;
    let mut browser = town.browser();
    let mut answers = filled::answers(Kind::Vandalism, filled::Extent::Least, "Sign");
    answers.set("signs", "bias");
    answers.set("after_advice", "go_on");
    browser.fill(&answers).await;
    browser.post("/report/check", &[("certify", "yes")]).await;
    let biased = browser.get("/report/sent").await.attribute("data-tracking");
    let plain = town.file(Kind::Vandalism, "Plain").await.tracking;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let page = desk.get("/staff").await;
    assert!(
        page.has("Bias: notify State Police by Dec 4"),
        "{}",
        page.text
    );
    let place = |tracking: &str| page.text.find(tracking).expect("listed");
    assert!(place(&biased) < place(&plain), "a flag comes first");
    let report = desk
        .get(&format!("/staff/reports/{}", biased.replace('-', "")))
        .await;
    assert!(report.has("Bias: notify State Police by Dec 4"));
    let flagged = desk.get("/staff?flag=bias").await;
    assert!(flagged.has(&biased) && !flagged.has(&plain));
    assert!(!desk.get("/staff?flag=threat").await.has(&biased));
}
