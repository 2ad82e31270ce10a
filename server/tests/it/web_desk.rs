//! The review desk: who may come in, what a decision needs, and what is on record of it.

use crate::support::town::{PASSWORD, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::field::Choice;
use domain::incident::Kind;
use server::store::audit;
use std::time::Duration;

#[tokio::test]
async fn nobody_reaches_the_desk_without_both_factors() {
    let town = Town::open().await;
    let secret = town.hire("ada", Role::Reviewer).await;
    let mut browser = town.browser();
    let code = town.code(&secret);
    for (login, password, code) in [
        ("ada", PASSWORD, "000000"),
        ("ada", PASSWORD, ""),
        ("ada", "wrong password", code.as_str()),
        ("nobody", PASSWORD, code.as_str()),
    ] {
        let page = browser.sign_in(login, password, code).await;
        assert!(
            page.has("That did not work") && page.status == StatusCode::OK,
            "{login}"
        );
        assert_eq!(browser.get("/staff").await.location(), "/staff/sign-in");
    }
    assert_eq!(
        browser.sign_in("ADA", PASSWORD, &code).await.location(),
        "/staff"
    );
    assert_eq!(browser.get("/staff").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_code_is_taken_once() {
    let town = Town::open().await;
    let secret = town.hire("ada", Role::Reviewer).await;
    let code = town.code(&secret);
    let mut first = town.browser();
    assert_eq!(
        first.sign_in("ada", PASSWORD, &code).await.location(),
        "/staff"
    );
    let again = town.browser().sign_in("ada", PASSWORD, &code).await;
    assert!(again.has("That did not work"));
}

#[tokio::test]
async fn five_failures_lock_the_account_until_it_is_released() {
    let town = Town::open().await;
    let secret = town.hire("ada", Role::Reviewer).await;
    let mut browser = town.browser();
    for _ in 0..5 {
        browser.sign_in("ada", "wrong", "000000").await;
    }
    town.clock.advance(Duration::from_secs(24 * 60 * 60));
    let code = town.code(&secret);
    let locked = browser.sign_in("ada", PASSWORD, &code).await;
    assert!(locked.has("That did not work"), "locked, also a day later");
    let store = &town.state.store;
    let id = server::store::staff::by_login(store.reader(), "ada")
        .await
        .expect("read")
        .expect("ada")
        .id;
    store
        .write(async |tx| server::store::staff::release(tx, id).await)
        .await
        .expect("released");
    town.clock.advance(Duration::from_secs(16 * 60));
    let code = town.code(&secret);
    assert_eq!(
        browser.sign_in("ada", PASSWORD, &code).await.location(),
        "/staff"
    );
}

#[tokio::test]
async fn a_session_ends_after_30_idle_minutes_after_12_hours_and_at_sign_out() {
    let town = Town::open().await;
    let mut idle = town.desk("ada", Role::Reviewer).await;
    let page = idle.get("/staff").await;
    assert_eq!(
        page.headers["refresh"], "1801; url=/staff/sign-in",
        "and the screen is blanked"
    );
    town.clock.advance(Duration::from_secs(29 * 60));
    assert_eq!(idle.get("/staff").await.status, StatusCode::OK);
    town.clock
        .advance(Duration::from_secs(30 * 60) + Duration::from_secs(1));
    assert_eq!(idle.get("/staff").await.location(), "/staff/sign-in");

    let mut busy = town.desk("bob", Role::Reviewer).await;
    for _ in 0..35 {
        town.clock.advance(Duration::from_secs(20 * 60));
        assert_eq!(busy.get("/staff").await.status, StatusCode::OK);
    }
    town.clock.advance(Duration::from_secs(21 * 60));
    assert_eq!(busy.get("/staff").await.location(), "/staff/sign-in");

    let mut gone = town.desk("eve", Role::Reviewer).await;
    let cookies = gone.cookies.clone();
    assert_eq!(
        gone.post("/staff/sign-out", &[]).await.location(),
        "/staff/sign-in"
    );
    gone.cookies = cookies;
    assert_eq!(
        gone.get("/staff").await.location(),
        "/staff/sign-in",
        "the old cookie opens nothing"
    );
}

#[tokio::test]
async fn needs_an_officer_needs_the_officer_and_the_contact() {
    let town = Town::open().await;
    let filed = town.file(Kind::Vandalism, "Needs").await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let path = format!("{report}/officer");
    let version = desk.get(&report).await.attribute("name=\"version\" value");
    let v = ("version", version.as_str());
    for (fields, missing) in [
        (vec![v], "officer"),
        (vec![v, ("officer", "Sgt. Hall")], "contact_by"),
        (
            vec![v, ("officer", "Sgt. Hall"), ("contact_by", "email")],
            "message",
        ),
        (
            vec![
                v,
                ("contact_by", "email"),
                ("message", "An officer will call."),
            ],
            "officer",
        ),
        (
            vec![
                v,
                ("officer", "Sgt. Hall"),
                ("contact_by", "telephone"),
                ("number", "203 555 0142"),
            ],
            "outcome",
        ),
        (
            vec![
                v,
                ("officer", "Sgt. Hall"),
                ("contact_by", "telephone"),
                ("number", "12"),
                ("spoke_with", "Ana"),
                ("called_at", "3 PM"),
                ("outcome", "told"),
            ],
            "number",
        ),
    ] {
        let page = desk.post(&path, &fields).await;
        assert!(
            page.has(&format!("id=\"{missing}-error\"")),
            "{fields:?}: {}",
            page.text
        );
    }
    assert_eq!(town.work().await, 1, "only the receipt");
    let told = [
        v,
        ("officer", "Sgt. Hall"),
        ("contact_by", "telephone"),
        ("number", "203 555 0142"),
        ("spoke_with", "Ana"),
        ("called_at", "3 PM"),
        ("outcome", "will come at 5"),
    ];
    let done = desk.post(&path, &told).await;
    assert_eq!(
        done.location(),
        format!("/staff?done={}", filed.compact()),
        "{}",
        done.text
    );
    let page = desk.get(&report).await;
    assert!(
        page.has(
            "Officer: Sgt. Hall. Called (203) 555-0142 (3 PM), spoke with Ana: will come at 5"
        ),
        "{}",
        page.text
    );

    let filed = town.file(Kind::Vandalism, "Mailed").await;
    let report = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&report).await.attribute("name=\"version\" value");
    let mailed = [
        ("version", version.as_str()),
        ("officer", "Sgt. Hall"),
        ("contact_by", "email"),
        ("message", "Sergeant Hall will call you tonight."),
    ];
    desk.post(&format!("{report}/officer"), &mailed).await;
    town.work().await;
    assert!(
        town.mail()
            .iter()
            .any(|mail| mail.contains("Sergeant Hall will call you tonight."))
    );
}

#[tokio::test]
async fn of_two_officers_at_once_one_wins_and_the_other_is_told() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Race").await;
    let mut ada = town.desk("ada", Role::Reviewer).await;
    let mut bob = town.desk("bob", Role::Supervisor).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let version = ada.get(&report).await.attribute("name=\"version\" value");
    let approve = format!("{report}/approve");
    assert!(
        ada.post(&approve, &[("version", &version)])
            .await
            .location()
            .starts_with("/staff?done=")
    );
    let late = bob.post(&approve, &[("version", &version)]).await;
    assert!(
        late.has("Officer ada was first") && late.has("Approved"),
        "{}",
        late.text
    );
    town.work().await;
    assert_eq!(town.records().len(), 1);
}

#[tokio::test]
async fn a_duplicate_names_another_report_that_exists() {
    let town = Town::open().await;
    let (one, two) = (
        town.file(Kind::LostProperty, "One").await,
        town.file(Kind::LostProperty, "Two").await,
    );
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let report = format!("/staff/reports/{}", two.compact());
    let version = desk.get(&report).await.attribute("name=\"version\" value");
    for (of, message) in [
        ("nonsense", "not a tracking number"),
        ("2222-2222-2222-2", "no report with this number"),
        (two.tracking.as_str(), "the report itself"),
    ] {
        let page = desk
            .post(
                &format!("{report}/duplicate"),
                &[("version", &version), ("duplicate_of", of)],
            )
            .await;
        assert!(page.has(message), "{of}: {}", page.text);
    }
    let done = desk
        .post(
            &format!("{report}/duplicate"),
            &[("version", &version), ("duplicate_of", &one.tracking)],
        )
        .await;
    assert!(done.location().starts_with("/staff?done="), "{}", done.text);
    town.work().await;
    assert_eq!(town.mail().len(), 3, "two receipts and a note");
}

#[tokio::test]
async fn verdict_and_answer_stand_side_by_side_and_flags_are_shown() {
    let town = Town::open().await;
    let mut resident = town.browser();
    let mut given = crate::support::filled::answers(
        Kind::Vandalism,
        crate::support::filled::Extent::Least,
        "Side",
    );
    for (key, value) in [
        ("place_pin", "41.12160,-73.36130"),
        ("on_area", "no"),
        ("signs", "bias"),
        ("after_advice", "go_on"),
    ] {
        given.set(key, value);
    }
    resident.fill(&given).await;
    resident.post("/report/check", &[("certify", "yes")]).await;
    let tracking = resident
        .get("/report/sent")
        .await
        .attribute("data-tracking")
        .replace('-', "");
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let page = desk.get(&format!("/staff/reports/{tracking}")).await;
    assert!(
        page.has("Inside I-95") && page.has("It did not happen there"),
        "{}",
        page.text
    );
    assert!(page.has("Bias: notify State Police by Dec 4, 12:00 PM"));
    assert!(desk.get("/staff?flag=any").await.has(&tracking));
    assert!(!desk.get("/staff?kind=lost_property").await.has(&tracking));
}

#[tokio::test]
async fn every_read_and_decision_and_sign_in_is_on_record() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Audit").await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&report).await.attribute("name=\"version\" value");
    desk.post(&format!("{report}/approve"), &[("version", &version)])
        .await;
    desk.post(&format!("{report}/approve"), &[("version", &version)])
        .await;
    let rows = audit::recent(town.state.store.reader(), 20)
        .await
        .expect("rows");
    let actions: Vec<String> = rows
        .iter()
        .rev()
        .map(|row| format!("{} {}", row.action, row.outcome.code()))
        .collect();
    assert_eq!(
        actions,
        [
            "report.submit ok",
            "staff.add ok",
            "session.sign_in ok",
            "report.read ok",
            "report.approve ok",
            "report.approve refused"
        ]
    );
    assert!(
        rows.iter()
            .all(|row| row.action == "staff.add" || row.source.is_some())
    );
}

#[tokio::test]
async fn the_queue_pages_through_forty_at_a_time_and_misses_none() {
    let town = Town::open().await;
    for serial in 0..45 {
        town.file(Kind::LostProperty, &format!("Page{serial}"))
            .await;
    }
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let first = desk.get("/staff").await;
    assert!(
        first.has("Queue: <span data-live=\"open\">45</span> open"),
        "{}",
        first.text
    );
    let rows = |text: &str| text.matches("href=\"/staff/reports/").count();
    assert_eq!(rows(&first.text), 40);
    let at = first.text.find(">More</a>").expect("a link to more");
    let href = first.text[..at]
        .rsplit("href=\"")
        .next()
        .and_then(|rest| rest.split('"').next())
        .expect("href");
    let second = desk.get(&href.replace("&amp;", "&")).await;
    assert_eq!(rows(&second.text), 5);
}

#[tokio::test]
async fn a_review_that_was_started_shows_and_can_be_decided() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Start").await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let page = desk.get(&report).await;
    assert!(page.has("Start review"), "{}", page.text);
    let version = page.attribute("name=\"version\" value");
    let started = desk
        .post(&format!("{report}/start"), &[("version", &version)])
        .await;
    assert_eq!(started.location(), report);
    let page = desk.get(&report).await;
    assert!(page.has("Under review") && !page.has("Start review"));
    let version = page.attribute("name=\"version\" value");
    let approved = desk
        .post(&format!("{report}/approve"), &[("version", &version)])
        .await;
    assert!(approved.location().starts_with("/staff?done="));
}
