//! How a report is doing, the filer's reply and taking it back.

use crate::support::town::Town;
use domain::access::Role;
use domain::incident::Kind;

#[tokio::test]
async fn a_question_is_mailed_answered_and_comes_back_to_the_queue() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let path = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&path).await.attribute("name=\"version\" value");
    let empty = desk
        .post(
            &format!("{path}/ask"),
            &[("version", &version), ("question", "  ")],
        )
        .await;
    assert!(empty.has("id=\"question-error\""), "{}", empty.text);
    desk.post(
        &format!("{path}/ask"),
        &[
            ("version", &version),
            ("question", "Which pocket was it in?"),
        ],
    )
    .await;
    town.work().await;
    assert!(
        town.mail()
            .iter()
            .any(|mail| mail.contains("Which pocket was it in?"))
    );

    let mut resident = town.browser();
    let keys = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    let page = resident.post("/status", &keys).await;
    assert!(
        page.has("We have a question for you") && page.has("Which pocket was it in?"),
        "{}",
        page.text
    );
    let empty = resident
        .post("/status/reply", &[keys[0], keys[1], ("answer", "")])
        .await;
    assert!(empty.has("id=\"answer-error\""));
    let replied = resident
        .post(
            "/status/reply",
            &[keys[0], keys[1], ("answer", "The left one")],
        )
        .await;
    assert!(
        replied.has("Received") && replied.has("The left one"),
        "{}",
        replied.text
    );
    let page = desk.get(&path).await;
    assert!(page.has("The left one") && page.has("New"), "{}", page.text);
}

#[tokio::test]
async fn a_filer_can_take_a_report_back_until_it_is_decided() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let mut resident = town.browser();
    let keys = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    assert!(
        resident
            .post("/status", &keys)
            .await
            .has("Take this report back")
    );
    assert!(
        resident
            .post("/status/withdraw", &keys)
            .await
            .has("Withdrawn by you")
    );
    let again = resident.post("/status/withdraw", &keys).await;
    assert!(again.has("Withdrawn by you") && !again.has("Take this report back"));
}

#[tokio::test]
async fn wrong_numbers_get_one_message_and_then_have_to_wait() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let mut resident = town.browser();
    let wrong = "2222-2222";
    let message = "These two do not fit together";
    for (tracking, code) in [
        (filed.tracking.as_str(), wrong),
        ("2222-2222-2222-2", filed.access_code.as_str()),
        ("nonsense", "nonsense"),
    ] {
        let page = resident
            .post("/status", &[("tracking", tracking), ("access_code", code)])
            .await;
        assert!(page.has(message), "{tracking}");
    }
    for _ in 0..7 {
        resident
            .post(
                "/status",
                &[("tracking", &filed.tracking), ("access_code", wrong)],
            )
            .await;
    }
    let right = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    assert!(resident.post("/status", &right).await.has("Too many tries"));
    let mut elsewhere = town.browser();
    elsewhere.address = std::net::SocketAddr::from(([198, 51, 100, 9], 4000));
    assert!(
        elsewhere.post("/status", &right).await.has("Received"),
        "another address is not slowed down"
    );
    town.clock.advance(std::time::Duration::from_secs(16 * 60));
    assert!(resident.post("/status", &right).await.has("Received"));
}
