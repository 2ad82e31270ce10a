//! After the decision: supplements, the copy once more, the follow-up message, and what the two numbers give away.

use crate::support::town::{Browser, Filed, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::incident::Kind;
use domain::review::MAX_SUPPLEMENTS;
use std::time::{Duration, Instant};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A report that is approved and sent out.
async fn approved<'a>(town: &'a Town, kind: Kind) -> (Filed, Browser<'a>) {
    let filed = town.file(kind, "Heron").await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let path = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&path).await.attribute("name=\"version\" value");
    let done = desk
        .post(
            &format!("{path}/approve"),
            &[("version", &version), ("damage", "minor"), ("threat", "no")],
        )
        .await;
    assert!(done.location().starts_with("/staff?done="), "{}", done.text);
    town.work().await;
    (filed, desk)
}

async fn opened(town: &Town, filed: &Filed, path: &str, more: &[(&str, &str)]) -> Page {
    let mut fields = vec![
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    fields.extend(more);
    town.browser().post(path, &fields).await
}

#[tokio::test]
async fn a_supplement_is_numbered_confirmed_handed_over_and_read_and_the_report_stays_as_approved()
{
    let town = Town::open().await;
    let (filed, mut desk) = approved(&town, Kind::LostProperty).await;
    let report = town.records()[0].clone();
    let (sent, handed) = (town.mail().len(), town.records().len());

    let first = opened(
        &town,
        &filed,
        "/status/reply",
        &[("answer", "It had a red tag.")],
    )
    .await;
    assert!(first.has("You added something (number 1)") && first.has("It had a red tag."));
    // Sent twice by an impatient finger.
    opened(
        &town,
        &filed,
        "/status/reply",
        &[("answer", "It had a red tag.")],
    )
    .await;
    let second = opened(
        &town,
        &filed,
        "/status/reply",
        &[("answer", "And a blue one.")],
    )
    .await;
    assert!(second.has("You added something (number 2)") && !second.has("(number 3)"));
    town.work().await;

    let mails = town.mail();
    assert_eq!(mails.len(), sent + 2);
    // No message repeats what a filer wrote.
    assert!(!mails.iter().any(|mail| mail.contains("red tag")));
    let records = town.records();
    assert_eq!(records.len(), handed + 2);
    assert!(records.contains(&report), "the report is not edited");
    let supplement = |number: u64| {
        records
            .iter()
            .find(|record| record["schema"] == "citizen-supplement/1" && record["number"] == number)
            .expect("the supplement")
    };
    assert_eq!(supplement(1)["text"], "It had a red tag.");
    assert_eq!(supplement(2)["text"], "And a blue one.");
    assert_eq!(supplement(2)["case_number"], report["case_number"]);

    // The desk learns of it, and says when it has read it.
    let queue = desk.get("/staff").await;
    assert!(
        queue.has("Filers added to 1 approved reports"),
        "{}",
        queue.text
    );
    assert!(desk.get("/staff?unread=yes").await.has(&filed.tracking));
    let path = format!("/staff/reports/{}", filed.compact());
    let page = desk.get(&path).await;
    assert!(page.has("And a blue one.") && page.has("2 not read yet"));
    let version = page.attribute("name=\"version\" value");
    let read = desk
        .post(&format!("{path}/read"), &[("version", &version)])
        .await;
    assert_eq!(read.location(), path);
    assert!(!desk.get("/staff").await.has("Filers added to"));
    // Who approved it, and when, is as it was.
    let status = opened(&town, &filed, "/status", &[]).await;
    assert!(status.has("Approved") && status.has("Case number"));
}

#[tokio::test]
async fn a_supplement_needs_words_and_there_is_an_end_of_them() {
    let town = Town::open().await;
    let (filed, _) = approved(&town, Kind::LostProperty).await;
    let empty = opened(&town, &filed, "/status/reply", &[("answer", " ")]).await;
    assert!(empty.has("id=\"answer-error\""), "{}", empty.text);
    for number in 0..MAX_SUPPLEMENTS + 2 {
        let text = format!("Addition {number}");
        opened(&town, &filed, "/status/reply", &[("answer", &text)]).await;
    }
    let page = opened(&town, &filed, "/status", &[]).await;
    assert!(page.has(&format!("(number {MAX_SUPPLEMENTS})")));
    assert!(!page.has(&format!("(number {})", MAX_SUPPLEMENTS + 1)));
}

#[tokio::test]
async fn before_approval_there_is_nothing_to_supplement() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let page = opened(&town, &filed, "/status/reply", &[("answer", "More")]).await;
    assert!(!page.has("You added something"));
    let copy = opened(&town, &filed, "/status/copy", &[]).await;
    assert_eq!(copy.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_copy_can_be_had_again_with_the_two_numbers_and_only_with_them() {
    let town = Town::open().await;
    let (filed, _) = approved(&town, Kind::Vandalism).await;
    let copy = opened(&town, &filed, "/status/copy", &[]).await;
    assert_eq!(copy.headers["content-type"], "application/pdf");
    assert_eq!(copy.headers["cache-control"], "no-store");
    let name = copy.headers["content-disposition"]
        .to_str()
        .expect("a name");
    assert!(name.starts_with("attachment; filename=\"WP"), "{name}");
    assert!(copy.text.starts_with("%PDF-"));
    let wrong = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", "2222-2222"),
    ];
    let refused = town.browser().post("/status/copy", &wrong).await;
    assert!(!refused.text.starts_with("%PDF-") && refused.has("do not fit together"));
}

#[tokio::test]
async fn one_message_asks_how_it_went_three_weeks_after_the_decision() {
    let town = Town::open().await;
    let (filed, _) = approved(&town, Kind::LostProperty).await;
    let sent = town.mail().len();
    town.clock.advance(DAY * 20);
    town.work().await;
    assert_eq!(town.mail().len(), sent);
    town.clock.advance(DAY * 2);
    town.work().await;
    let mail = town.mail();
    assert_eq!(mail.len(), sent + 1);
    let message = mail
        .iter()
        .find(|mail| mail.contains("How things stand"))
        .expect("the message");
    assert!(message.contains(&filed.tracking));
    town.clock.advance(DAY * 60);
    town.work().await;
    assert_eq!(town.mail().len(), sent + 1, "one message and no more");
}

#[tokio::test]
async fn the_follow_up_message_can_be_declined() {
    let town = Town::open().await;
    let (filed, _) = approved(&town, Kind::LostProperty).await;
    let sent = town.mail().len();
    let page = opened(&town, &filed, "/status/follow-up", &[]).await;
    assert!(page.has("We will not send you a message"), "{}", page.text);
    town.clock.advance(DAY * 22);
    town.work().await;
    assert_eq!(town.mail().len(), sent);
}

/// Interleaved rounds, and the quickest of each: what else the machine does only adds to a time.
#[tokio::test]
async fn wrong_numbers_take_the_same_time_whatever_is_wrong() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let tries = [
        (filed.tracking.as_str(), "2222-2222"),
        ("2222-2222-2222-2", filed.access_code.as_str()),
        ("nonsense", "nonsense"),
    ];
    let mut quickest = [Duration::MAX; 3];
    for round in 0..150u8 {
        for (place, (tracking, code)) in tries.into_iter().enumerate() {
            let mut browser = town.browser();
            // Each from an address of its own: nobody is to be slowed down here.
            browser.address = std::net::SocketAddr::from(([10, 0, round, place as u8], 4000));
            let fields = [("tracking", tracking), ("access_code", code)];
            let started = Instant::now();
            browser.post("/status", &fields).await;
            quickest[place] = quickest[place].min(started.elapsed());
        }
    }
    let least = quickest.iter().min().expect("three").as_secs_f64();
    let most = quickest.iter().max().expect("three").as_secs_f64();
    println!("{quickest:?}");
    assert!(most / least < 1.2, "{quickest:?}");
}
