//! The officers' layer over a report: what they read otherwise than it was typed, beside the filer's own words.

use crate::support::filled::Extent;
use crate::support::town::{Browser, Filed, Page, Town};
use domain::access::Role;
use domain::incident::Kind;
use domain::review::Status;
use server::store::reports;

/// Puts a correction beside the filer's answer.
async fn correct(desk: &mut Browser<'_>, filed: &Filed, key: &str, value: &str) -> Page {
    let report = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&report).await.attribute("name=\"version\" value");
    desk.post(
        &format!("{report}/correct"),
        &[
            ("version", &version),
            ("correct_key", key),
            ("correct_value", value),
            ("correct_reason", "By telephone with the filer"),
        ],
    )
    .await
}

async fn row(town: &Town, filed: &Filed) -> reports::ReportRow {
    let tracking = filed.tracking.parse().expect("a number");
    reports::by_tracking(town.state.store.reader(), &tracking)
        .await
        .expect("read")
        .expect("the report")
}

#[tokio::test]
async fn a_correction_stands_beside_the_filers_words_and_the_record_takes_it() {
    let town = Town::open().await;
    let filed = town
        .file_all_of(Kind::LostProperty, Extent::Most, "Heron")
        .await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let path = format!("/staff/reports/{}", filed.compact());
    let typed = row(&town, &filed).await.answers;
    let was = typed.get("items.0.item_value").to_owned();
    assert!(!was.is_empty(), "the story has a value");

    let done = correct(&mut desk, &filed, "items.0.item_value", "4321").await;
    assert_eq!(done.location(), path, "{}", done.text);
    let page = desk.get(&path).await;
    for text in [
        "<del>",
        "$4,321",
        "By telephone with the filer",
        "Officer ada",
        "An answer corrected",
    ] {
        assert!(page.has(text), "{text}: {}", page.text);
    }
    let after = row(&town, &filed).await;
    assert_eq!(after.answers, typed, "the filer's words are untouched");
    assert_eq!(after.status, Status::UnderReview);

    let keys = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    let filer = town.browser().post("/status", &keys).await;
    assert!(
        !filer.has("4,321") && !filer.has("orrected"),
        "{}",
        filer.text
    );

    let version = after.version.to_string();
    desk.post(&format!("{path}/approve"), &[("version", &version)])
        .await;
    let record = server::store::records::of_report(town.state.store.reader(), after.id)
        .await
        .expect("read")
        .expect("a record");
    let written = format!("{record:?}");
    assert!(
        written.contains("4321"),
        "the record has the officer's value: {written}"
    );
    town.work().await;
    let document = town.records().remove(0);
    assert_eq!(document["answers"]["items.0.item_value"], was.as_str());
    let layer = &document["corrections"][0];
    assert_eq!(
        (&layer["answer"], &layer["value"]),
        (&"items.0.item_value".into(), &"4321".into())
    );
}

#[tokio::test]
async fn a_correction_must_be_readable_answered_before_and_fit_for_this_service() {
    let town = Town::open().await;
    let filed = town
        .file_all_of(Kind::LostProperty, Extent::Most, "Heron")
        .await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    for (key, value, error) in [
        ("items.0.item_value", "a lot", "correct_value-error"),
        ("items.0.item_value", "  ", "correct_value-error"),
        ("items.7.item_value", "10", "correct_key-error"),
        ("status", "approved", "correct_key-error"),
        ("area", "i95", "correct_value-error"),
    ] {
        let page = correct(&mut desk, &filed, key, value).await;
        assert!(
            page.has(&format!("id=\"{error}\"")),
            "{key} {value}: {}",
            page.text
        );
    }
    let layer = reports::corrections(town.state.store.reader(), row(&town, &filed).await.id)
        .await
        .expect("read");
    assert!(layer.is_empty());
}

#[tokio::test]
async fn the_latest_correction_of_an_answer_counts_and_the_history_keeps_all() {
    let town = Town::open().await;
    let filed = town
        .file_all_of(Kind::LostProperty, Extent::Most, "Heron")
        .await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    correct(&mut desk, &filed, "items.0.item_value", "100").await;
    correct(&mut desk, &filed, "items.0.item_value", "200").await;
    let page = desk
        .get(&format!("/staff/reports/{}", filed.compact()))
        .await;
    assert!(page.has("$200") && !page.has("$100"), "{}", page.text);
    let id = row(&town, &filed).await.id;
    let store = town.state.store.reader();
    assert_eq!(
        reports::corrections(store, id).await.expect("read").len(),
        1
    );
    let events = reports::events(store, id).await.expect("read");
    let corrected = events.iter().filter(|row| row.event.code() == "corrected");
    assert_eq!(corrected.count(), 2);
}

#[tokio::test]
async fn the_report_page_shows_the_pin_on_the_map() {
    let town = Town::open().await;
    let filed = town
        .file_all_of(Kind::Vandalism, Extent::Most, "Heron")
        .await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let page = desk
        .get(&format!("/staff/reports/{}", filed.compact()))
        .await;
    let has_pin = !row(&town, &filed).await.answers.get("place_pin").is_empty();
    assert!(has_pin, "filed with a pin");
    assert!(
        page.has("<img src=\"/map.svg\"") && page.has("transform=\"translate("),
        "{}",
        page.text
    );
}
