//! Save and come back: the code, the other device, the message, and forgetting.

use crate::support::filled::{Extent, answers};
use crate::support::town::{Browser, Town};
use axum::http::StatusCode;
use domain::incident::Kind;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A report that is begun, and what leads back to it.
async fn begun(town: &Town) -> (Browser<'_>, String) {
    let mut browser = town.browser();
    browser.post("/report/start", &[]).await;
    browser
        .post("/report/emergency", &[("emergency", "no")])
        .await;
    let code = browser
        .get("/report/save")
        .await
        .attribute("data-resume-code");
    (browser, code)
}

#[tokio::test]
async fn save_and_come_back_keeps_what_is_half_typed_and_shows_a_code() {
    let town = Town::open().await;
    let mut browser = town.browser();
    browser
        .fill(&answers(Kind::LostProperty, Extent::Least, "x"))
        .await;
    let half = [("narrative", "Half a sent"), ("later", "yes")];
    let saved = browser.post("/report/narrative", &half).await;
    assert_eq!(saved.location(), "/report/save");
    let page = browser.get("/report/save").await;
    assert_eq!(page.attribute("data-resume-code").len(), 24);
    let address = format!("{}/report/resume</a>", town.state.settings.public_url);
    assert!(page.has(&address), "{address}: {}", page.text);
    assert!(browser.get("/report/narrative").await.has("Half a sent"));
}

#[tokio::test]
async fn the_code_opens_the_report_on_another_device_and_both_go_on() {
    let town = Town::open().await;
    let (mut phone, code) = begun(&town).await;
    let mut computer = town.browser();
    // However it is typed.
    let typed = code.to_lowercase().replace('-', " ");
    let opened = computer.post("/report/resume", &[("code", &typed)]).await;
    assert_eq!(opened.location(), "/report/continue");
    assert_eq!(
        computer.get("/report/continue").await.location(),
        "/report/kind"
    );
    computer
        .post("/report/kind", &[("kind", "lost_property")])
        .await;
    assert_eq!(
        phone.get("/report/continue").await.location(),
        "/report/area"
    );
}

#[tokio::test]
async fn a_report_is_sent_from_either_device_and_its_numbers_are_the_same() {
    let town = Town::open().await;
    let mut phone = town.browser();
    phone
        .fill(&answers(Kind::Vandalism, Extent::Least, "x"))
        .await;
    let code = phone
        .get("/report/save")
        .await
        .attribute("data-resume-code");
    let mut computer = town.browser();
    computer.post("/report/resume", &[("code", &code)]).await;
    let sent = computer.post("/report/check", &[("certify", "yes")]).await;
    assert_eq!(sent.location(), "/report/sent", "{}", sent.text);
    for browser in [&mut phone, &mut computer] {
        let page = browser.get("/report/sent").await;
        let numbers = [
            ("tracking", page.attribute("data-tracking")),
            ("access_code", page.attribute("data-access-code")),
        ];
        let numbers: Vec<_> = numbers.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let status = town.browser().post("/status", &numbers).await;
        assert_eq!(status.status, StatusCode::OK);
        assert!(status.has("We have your report") || status.has("timeline"));
    }
}

#[tokio::test]
async fn a_draft_has_no_time_limit_within_30_days_of_the_last_visit_and_is_then_forgotten() {
    let town = Town::open().await;
    let (mut browser, code) = begun(&town).await;
    let worker = town.state.worker().expect("worker");
    town.clock.advance(DAY * 29);
    assert_eq!(worker.purge_drafts().await, 0);
    browser
        .post("/report/kind", &[("kind", "lost_property")])
        .await;
    town.clock.advance(DAY * 29);
    assert_eq!(worker.purge_drafts().await, 0);
    town.clock.advance(DAY * 2);
    assert_eq!(worker.purge_drafts().await, 1);
    let late = town
        .browser()
        .post("/report/resume", &[("code", &code)])
        .await;
    assert!(
        late.has("We have no report with this code"),
        "{}",
        late.text
    );
    assert_eq!(browser.get("/report/kind").await.location(), "/");
}

#[tokio::test]
async fn the_code_is_mailed_at_once_under_a_neutral_subject_and_is_written_down_nowhere() {
    let town = Town::open().await;
    let (mut browser, code) = begun(&town).await;
    let page = browser
        .post("/report/save", &[("email", "pat@example.org")])
        .await;
    assert!(page.has("on its way to pat@example.org"), "{}", page.text);
    let mail = town.mail();
    assert_eq!(mail.len(), 1);
    assert!(mail[0].contains(&code) && mail[0].contains("To: pat@example.org"));
    assert!(mail[0].contains("Subject: The code that you asked for"));
    for word in ["report", "police"] {
        let subject = mail[0].lines().find(|line| line.starts_with("Subject:"));
        assert!(!subject.expect("subject").to_lowercase().contains(word));
    }
    // Nothing waits to be sent: a row would hold the code.
    assert_eq!(town.work().await, 0);
    let compact = code.replace('-', "");
    let kept = town.db.kept();
    let holds = |needle: &str| {
        kept.windows(needle.len())
            .any(|window| window == needle.as_bytes())
    };
    assert!(holds("emergency"), "the draft itself is there");
    assert!(!holds(&code) && !holds(&compact));
}

#[tokio::test]
async fn a_wrong_address_is_told_and_a_mailbox_cannot_be_filled_from_here() {
    let town = Town::open().await;
    let (mut browser, _) = begun(&town).await;
    let wrong = browser.post("/report/save", &[("email", "pat@")]).await;
    assert!(
        wrong.has("Error: ") && wrong.has("value=\"pat@\""),
        "{}",
        wrong.text
    );
    for _ in 0..12 {
        browser
            .post("/report/save", &[("email", "victim@example.org")])
            .await;
    }
    assert_eq!(town.mail().len(), 10);
}

#[tokio::test]
async fn a_mistyped_code_is_told_apart_and_guessing_is_slowed_down() {
    let town = Town::open().await;
    let (_, code) = begun(&town).await;
    let mut other = town.browser();
    let mistyped = other.post("/report/resume", &[("code", &code[..20])]).await;
    assert!(mistyped.has("a letter is wrong"), "{}", mistyped.text);
    for _ in 0..10 {
        // Well-formed, and nobody's.
        let unknown = other
            .post("/report/resume", &[("code", "2222-2222-2222-2222-2222")])
            .await;
        assert!(unknown.has("We have no report with this code"));
    }
    let stopped = other.post("/report/resume", &[("code", &code)]).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_filer_can_delete_a_draft_and_it_is_gone() {
    let town = Town::open().await;
    let (mut browser, code) = begun(&town).await;
    let deleted = browser.post("/report/delete", &[]).await;
    assert!(deleted.has("Your answers are deleted"));
    assert!(browser.cookies.is_empty());
    let again = town
        .browser()
        .post("/report/resume", &[("code", &code)])
        .await;
    assert!(again.has("We have no report with this code"));
}
