//! What a supervisor has a hand in: a second pair of eyes on approvals, proposals that go back, reports that were closed
//! too early. And the officer who could not reach the filer yet.

use crate::support::town::{Browser, Filed, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::incident::Kind;
use domain::review::Status;
use server::store::Actor;
use server::store::jobs::{self, JobKind};
use server::store::reports;
use std::time::Duration;

const CONFIRM: &str = "Confirm approval";

/// Presses a button of the report page as it is now.
async fn press(desk: &mut Browser<'_>, filed: &Filed, verb: &str, more: &[(&str, &str)]) -> Page {
    let report = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&report).await.attribute("name=\"version\" value");
    let mut fields = vec![("version", version.as_str())];
    fields.extend_from_slice(more);
    desk.post(&format!("{report}/{verb}"), &fields).await
}

async fn row(town: &Town, filed: &Filed) -> reports::ReportRow {
    let tracking = filed.tracking.parse().expect("a number");
    reports::by_tracking(town.state.store.reader(), &tracking)
        .await
        .expect("read")
        .expect("the report")
}

async fn seen_by_filer(town: &Town, filed: &Filed) -> Page {
    let keys = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    town.browser().post("/status", &keys).await
}

#[tokio::test]
async fn where_the_department_wants_it_a_second_officer_confirms_each_approval() {
    let town = Town::open_by(|settings| settings.adjustable.review.confirm_approvals = true).await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let path = format!("/staff/reports/{}", filed.compact());
    let mut ada = town.desk("ada", Role::Reviewer).await;
    assert!(ada.get(&path).await.has("Propose approval"));
    press(&mut ada, &filed, "approve", &[]).await;

    let proposed = row(&town, &filed).await;
    assert_eq!(proposed.status, Status::Proposed);
    assert_eq!(proposed.case_number, None, "no number before it counts");
    let waiting = jobs::for_report(town.state.store.reader(), proposed.id)
        .await
        .expect("jobs");
    assert!(
        waiting
            .iter()
            .all(|job| !matches!(job.kind, JobKind::Copy | JobKind::Rms)),
        "nothing leaves the building"
    );
    let filer = seen_by_filer(&town, &filed).await;
    assert!(
        filer.has("Under review") && !filer.has("ropos"),
        "{}",
        filer.text
    );
    assert!(
        ada.get("/staff").await.has(&filed.tracking),
        "it is still open"
    );

    let page = ada.get(&path).await;
    assert!(!page.has(CONFIRM) && page.has("waits for a supervisor"));
    let refused = ada
        .post(&format!("{path}/confirm"), &[("version", "2")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let mut chief = town.desk("chief", Role::Supervisor).await;
    assert!(chief.get(&path).await.has(CONFIRM));
    press(&mut chief, &filed, "confirm", &[]).await;
    let approved = row(&town, &filed).await;
    assert_eq!(approved.status, Status::Approved);
    assert!(approved.case_number.is_some());
    assert!(
        matches!(&approved.decided_by, Some(Actor::Staff { name, .. }) if name == "Officer chief"),
        "{:?}",
        approved.decided_by
    );
    town.work().await;
    assert!(town.mail().iter().any(|mail| mail.contains("WP26-000001")));
}

#[tokio::test]
async fn nobody_confirms_what_they_proposed_themselves() {
    let town = Town::open_by(|settings| settings.adjustable.review.confirm_approvals = true).await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let mut chief = town.desk("chief", Role::Supervisor).await;
    press(&mut chief, &filed, "approve", &[]).await;
    let page = press(&mut chief, &filed, "confirm", &[]).await;
    assert!(
        page.has("You proposed this approval yourself"),
        "{}",
        page.text
    );
    assert_eq!(row(&town, &filed).await.status, Status::Proposed);
}

#[tokio::test]
async fn a_supervisor_gives_a_proposal_back_with_a_reason_that_the_filer_never_sees() {
    let town = Town::open_by(|settings| settings.adjustable.review.confirm_approvals = true).await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let mut ada = town.desk("ada", Role::Reviewer).await;
    press(&mut ada, &filed, "approve", &[]).await;
    let mut chief = town.desk("chief", Role::Supervisor).await;
    let empty = press(&mut chief, &filed, "kick-back", &[("reason", " ")]).await;
    assert!(empty.has("id=\"reason-error\""), "{}", empty.text);
    let reason = "Ask for the serial number first";
    press(&mut chief, &filed, "kick-back", &[("reason", reason)]).await;
    assert_eq!(row(&town, &filed).await.status, Status::UnderReview);
    let page = ada
        .get(&format!("/staff/reports/{}", filed.compact()))
        .await;
    assert!(
        page.has(reason) && page.has("Propose approval"),
        "{}",
        page.text
    );
    let filer = seen_by_filer(&town, &filed).await;
    assert!(
        !filer.has(reason) && !filer.has("Given back"),
        "{}",
        filer.text
    );
    town.work().await;
    assert_eq!(town.mail().len(), 1, "the receipt and nothing else");
}

#[tokio::test]
async fn what_was_closed_too_early_is_taken_up_again_and_the_filer_is_told() {
    let town = Town::open().await;
    let one = town.file(Kind::LostProperty, "Heron").await;
    let two = town.file(Kind::LostProperty, "Heron").await;
    let mut ada = town.desk("ada", Role::Reviewer).await;
    press(
        &mut ada,
        &two,
        "duplicate",
        &[("duplicate_of", &one.tracking)],
    )
    .await;
    town.work().await;
    let kick = format!("/staff/reports/{}/kick-back", two.compact());
    let refused = ada.post(&kick, &[("version", "2"), ("reason", "No")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "a reviewer does not");

    let mut chief = town.desk("chief", Role::Supervisor).await;
    let reason = "Another umbrella";
    press(&mut chief, &two, "kick-back", &[("reason", reason)]).await;
    let open = row(&town, &two).await;
    assert_eq!(open.status, Status::UnderReview);
    assert_eq!((open.decided_at, open.decided_by), (None, None));
    let before = town.mail().len();
    town.work().await;
    let mails = town.mail();
    assert_eq!(mails.len(), before + 1);
    assert!(
        mails
            .iter()
            .any(|mail| mail.contains("looking at your report again"))
    );
    assert!(mails.iter().all(|mail| !mail.contains(reason)));
    let filer = seen_by_filer(&town, &two).await;
    assert!(
        filer.has("We are looking at your report again") && !filer.has(reason),
        "{}",
        filer.text
    );
    press(&mut ada, &two, "approve", &[]).await;
    assert_eq!(row(&town, &two).await.status, Status::Approved);
    let version = row(&town, &two).await.version.to_string();
    let late = chief
        .post(&kick, &[("version", &version), ("reason", reason)])
        .await;
    assert_eq!(
        row(&town, &two).await.status,
        Status::Approved,
        "a case number is never taken back: {}",
        late.text
    );
}

#[tokio::test]
async fn an_officer_case_stays_open_and_overdue_until_the_filer_is_told() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let mut ada = town.desk("ada", Role::Reviewer).await;
    let later = [
        ("officer", "Sgt. Hall"),
        ("contact_by", "later"),
        ("note", "Nobody answered"),
    ];
    press(&mut ada, &filed, "officer", &later).await;
    assert_eq!(row(&town, &filed).await.status, Status::OfficerNamed);
    town.clock.advance(Duration::from_secs(5 * 24 * 60 * 60));
    let mut ada = town.desk("bob", Role::Reviewer).await;
    let queue = ada.get("/staff").await;
    assert!(
        queue.has(&filed.tracking) && queue.has("Filer to be told") && queue.has("overdue"),
        "{}",
        queue.text
    );
    let calls = ada.get("/staff/callbacks").await;
    assert!(
        calls.has(&filed.tracking) && calls.has("overdue"),
        "{}",
        calls.text
    );
    let filer = seen_by_filer(&town, &filed).await;
    assert!(
        filer.has("An officer will get in touch with you"),
        "{}",
        filer.text
    );

    let called = [
        ("officer", "Sgt. Hall"),
        ("contact_by", "telephone"),
        ("number", "203 555 0142"),
        ("spoke_with", "the filer"),
        ("called_at", "11/24/26, 3 PM"),
        ("outcome", "Comes to the station"),
    ];
    press(&mut ada, &filed, "officer", &called).await;
    assert_eq!(row(&town, &filed).await.status, Status::OfficerAssigned);
    let page = ada
        .get(&format!("/staff/reports/{}", filed.compact()))
        .await;
    assert!(
        page.has("(11/24/26, 3 PM), spoke with the filer: Comes to the station")
            && page.has("Nobody answered"),
        "{}",
        page.text
    );
    assert!(!ada.get("/staff/callbacks").await.has(&filed.tracking));
}
