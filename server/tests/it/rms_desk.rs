//! The hand-over at the desk: how far each report has come, what went wrong in plain words, and sending it again.

use crate::support::filed::{FROM, Office};
use crate::support::receiver::{Answer, Receiver};
use crate::support::town::{KEY, Town};
use domain::access::Role;
use domain::incident::Kind;
use server::mail::Mailer;
use server::rms::Handover;
use std::time::Duration;

const LIST: &str = "/staff/deliveries";

async fn posting(url: &str) -> Town {
    Town::open_set(&[("RMS_URL", url), ("RMS_SECRET", KEY)]).await
}

#[tokio::test]
async fn a_refused_report_says_why_and_what_to_do_and_goes_when_it_is_sent_again() {
    let refusal = r#"{"detail": "<b>unknown</b> kind of place"}"#;
    let (records, url) = Receiver::start(&[Answer::Says(422, refusal)]).await;
    let town = posting(&url).await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    town.approve(&filed).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let mut desk = town.desk("ada", Role::Supervisor).await;
    assert!(desk.get(&report).await.has("Hand-over to records: waiting"));
    town.work().await;

    let page = desk.get(LIST).await;
    assert!(
        page.has("The records system refused this report."),
        "{}",
        page.text
    );
    assert!(
        page.has("&lt;b&gt;unknown&lt;/b&gt; kind of place"),
        "in its own words, escaped"
    );
    assert!(page.has("Then send it again.") && page.has("Given up after 1 try."));
    assert!(
        desk.get(&report)
            .await
            .has("in error: The records system refused this report.")
    );

    records.then(&[Answer::StoredAs(r#"{"rms_number": "26-000451"}"#)]);
    let at = page.text.find("/staff/deliveries/").expect("a form");
    let again = page.text[at..].split('"').next().unwrap_or("").to_owned();
    assert_eq!(desk.post(&again, &[]).await.location(), LIST);
    town.work().await;
    let page = desk.get(LIST).await;
    assert!(page.has("Everything arrived.") && page.has("26-000451"));
    assert_eq!(
        desk.get(&report).await.attribute("data-rms-number"),
        "26-000451"
    );
    assert_eq!(records.stored.lock().expect("lock").len(), 1);
}

#[tokio::test]
async fn a_wrong_key_or_address_names_its_setting_and_everything_goes_when_it_is_mended() {
    let (records, url) = Receiver::start(&[Answer::Status(401), Answer::Status(404)]).await;
    let town = posting(&url).await;
    for word in ["Heron", "Osprey"] {
        let filed = town.file(Kind::LostProperty, word).await;
        town.approve(&filed).await;
        town.work().await;
    }
    let mut desk = town.desk("ada", Role::RecordsClerk).await;
    let page = desk.get(LIST).await;
    assert!(
        page.has("does not accept our signature") && page.has("RMS_SECRET"),
        "{}",
        page.text
    );
    assert!(page.has("There is nothing at the address in RMS_URL"));
    assert!(page.has("<dt>In error</dt><dd>2</dd>"), "{}", page.text);
    assert!(page.has("Send all 2 that were given up again"));
    assert_eq!(
        desk.post("/staff/deliveries/again", &[]).await.location(),
        LIST
    );
    town.work().await;
    let page = desk.get(LIST).await;
    assert!(page.has("Everything arrived."));
    assert!(page.has("<dt>Handed over, not acknowledged</dt><dd>2</dd>"));
    assert_eq!(records.stored.lock().expect("lock").len(), 2);
    for headers in records.posts.lock().expect("lock").iter() {
        assert!(!headers["x-signature"].to_str().expect("text").contains(KEY));
    }
}

#[tokio::test]
async fn a_second_number_for_one_report_is_shown_to_a_person_and_the_first_stays() {
    let (_, url) = Receiver::start(&[
        Answer::StoredAs(r#"{"rms_number": "26-1"}"#),
        Answer::StoredAs(r#"{"rms_number": "26-2"}"#),
    ])
    .await;
    let town = posting(&url).await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    town.approve(&filed).await;
    town.work().await;
    // As if the worker had died before it could write down that it was done.
    let id = town.id(&filed).await;
    let (store, now) = (&town.state.store, town.clock.now());
    let job = server::store::jobs::NewJob {
        kind: server::store::jobs::JobKind::Rms,
        report: Some(id),
        request: None,
        key: format!("rms:{id}:again"),
        payload: serde_json::Value::Null,
    };
    let queued: Result<(), server::store::StoreError> = store
        .write(async |tx| server::store::jobs::enqueue(tx, job, now).await)
        .await;
    queued.expect("queued");
    town.work().await;
    let mut desk = town.desk("ada", Role::Supervisor).await;
    let page = desk.get(LIST).await;
    assert!(
        page.has("first 26-1, now 26-2") && page.has("second number"),
        "{}",
        page.text
    );
    let report = format!("/staff/reports/{}", filed.compact());
    assert_eq!(desk.get(&report).await.attribute("data-rms-number"), "26-1");
}

#[tokio::test]
async fn the_list_shows_every_state_and_pages() {
    let (_, url) = Receiver::start(&[Answer::Status(503)]).await;
    let town = posting(&url).await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    town.approve(&filed).await;
    let mut desk = town.desk("ada", Role::Auditor).await;
    assert!(desk.get(LIST).await.has("<dt>Waiting</dt><dd>1</dd>"));
    town.work().await;
    let page = desk.get(LIST).await;
    assert!(page.has("<dt>In error</dt><dd>1</dd>") && page.has("1 try so far, the next one on"));
    assert!(!page.has("Send again"), "an auditor changes nothing");
    assert!(
        desk.get("/staff/deliveries?show=waiting")
            .await
            .has("WP26-000001")
    );
    assert!(
        !desk
            .get("/staff/deliveries?show=handed_over")
            .await
            .has("WP26-000001")
    );
    town.clock.advance(Duration::from_secs(60));
    town.work().await;
    let page = desk.get("/staff/deliveries?show=handed_over").await;
    assert!(
        page.has("WP26-000001") && page.has("handed over on Nov 20"),
        "{}",
        page.text
    );
    let before = desk
        .get("/staff/deliveries?show=handed_over&before=1")
        .await;
    assert!(before.has("There is no such report."));
}

#[tokio::test]
async fn what_lay_to_be_fetched_and_never_was_is_sent_when_the_setting_says_so() {
    let office = Office::open().await;
    let id = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    office.approve(id, "WP26-000001").await;
    let mailer = Mailer::to_folder(office.mail_folder(), FROM).expect("a mailer");
    let pull = office.worker_with(mailer, Handover::by_pull());
    pull.run_due().await;
    pull.pick_up().await;
    assert_eq!(pull.run_due().await, 0, "it lies there");
    let worker = office.worker();
    worker.pick_up().await;
    assert_eq!(worker.run_due().await, 1);
    assert_eq!(Office::names(office.rms_folder()).len(), 1);
    worker.pick_up().await;
    assert_eq!(worker.run_due().await, 0, "once");
}
