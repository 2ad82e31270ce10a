//! How satisfied filers are: asked once a report is decided, counted once, kept with nothing of theirs.

use crate::support::town::{Browser, Filed, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::incident::Kind;
use domain::numbers::desk::Outcome;
use domain::numbers::satisfaction::{Rated, Score};
use domain::numbers::week::Week;
use server::store::{audit, numbers, reports};
use std::time::Duration;
use time::macros::date;

async fn opened(
    browser: &mut Browser<'_>,
    filed: &Filed,
    path: &str,
    more: &[(&str, &str)],
) -> Page {
    let mut fields = vec![
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    fields.extend(more);
    browser.post(path, &fields).await
}

async fn counted(town: &Town) -> Vec<Rated> {
    let (from, to) = (
        Week::of(date!(2026 - 01 - 01)),
        Week::of(date!(2027 - 01 - 01)),
    );
    numbers::satisfaction(town.state.store.reader(), from, to)
        .await
        .expect("counted")
}

const RATE: &str = "/status/satisfaction";

#[tokio::test]
async fn a_filer_is_asked_when_the_report_is_decided_and_answers_once() {
    let town = Town::open().await;
    let filed = town.file(Kind::Vandalism, "Heron").await;
    let mut browser = town.browser();
    let before = opened(&mut browser, &filed, "/status", &[]).await;
    assert!(!before.has("How satisfied"), "nothing is decided");
    let early = opened(&mut browser, &filed, RATE, &[("score", "1")]).await;
    assert!(early.status == StatusCode::OK && !early.has("Thank you for telling us"));
    assert_eq!(counted(&town).await, []);
    town.approve(&filed).await;

    let page = opened(&mut browser, &filed, "/status", &[]).await;
    assert_eq!(
        page.text.matches("name=\"score\"").count(),
        5,
        "{}",
        page.text
    );
    assert!(page.has("<legend><h2>How satisfied are you with this service?</h2></legend>"));
    // Nothing chosen, and something that is no answer.
    for more in [&[][..], &[("score", "6")][..]] {
        let page = opened(&mut browser, &filed, RATE, more).await;
        assert!(
            page.has("id=\"score-error\"") && page.has("href=\"#score-5\""),
            "{}",
            page.text
        );
        assert!(page.has("<title>Error:"), "{}", page.text);
    }
    let thanks = opened(&mut browser, &filed, RATE, &[("score", "4")]).await;
    assert!(
        thanks.has("Thank you for telling us") && !thanks.has("name=\"score\""),
        "{}",
        thanks.text
    );
    // Once more, from a page that was open for long.
    let again = opened(&mut browser, &filed, RATE, &[("score", "1")]).await;
    assert!(again.has("Thank you for telling us"));
    let expected = Rated {
        kind: Kind::Vandalism,
        outcome: Outcome::Approved,
        score: Score::Satisfied,
        total: 1,
    };
    assert_eq!(counted(&town).await, [expected]);

    // The report knows that there was an answer, the trail whose it was, and neither of them which.
    let report = reports::by_id(town.state.store.reader(), town.id(&filed).await).await;
    assert!(report.expect("read").expect("a report").rated);
    let rows = audit::recent(town.state.store.reader(), 100)
        .await
        .expect("rows");
    let rows: Vec<_> = rows
        .iter()
        .filter(|row| row.action == "report.satisfaction")
        .collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].object.as_deref(), Some(filed.compact().as_str()));
    assert!(
        !format!("{:?}", rows[0])
            .to_lowercase()
            .contains("satisfied")
    );
}

#[tokio::test]
async fn the_question_is_asked_in_spanish_too() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Garza").await;
    town.approve(&filed).await;
    let mut browser = town.browser();
    browser
        .post("/language", &[("in_language", "es"), ("to", "/")])
        .await;
    let page = opened(&mut browser, &filed, "/status", &[]).await;
    assert!(
        page.has("¿Qué tan satisfecho está con este servicio?") && page.has("Ni lo uno ni lo otro"),
        "{}",
        page.text
    );
    let missing = opened(&mut browser, &filed, RATE, &[]).await;
    assert!(missing.has("Elija una de las cinco respuestas."));
    let thanks = opened(&mut browser, &filed, RATE, &[("score", "5")]).await;
    assert!(
        thanks.has("Gracias por decirnos") && thanks.has("<html lang=\"es\">"),
        "{}",
        thanks.text
    );
    assert_eq!(counted(&town).await.len(), 1);
}

#[tokio::test]
async fn wrong_numbers_answer_nothing() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    town.approve(&filed).await;
    let wrong = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", "2222-2222"),
        ("score", "5"),
    ];
    let page = town.browser().post(RATE, &wrong).await;
    assert!(page.has("do not fit together"), "{}", page.text);
    assert_eq!(counted(&town).await, []);
}

#[tokio::test]
async fn the_follow_up_message_says_where_to_answer() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    town.approve(&filed).await;
    town.clock.advance(Duration::from_secs(22 * 24 * 60 * 60));
    town.work().await;
    let mails = town.mail();
    let message = mails
        .iter()
        .find(|mail| mail.contains("How things stand"))
        .expect("the message");
    let text = message.replace("=\r\n", "").replace("\r\n", " ");
    assert!(
        text.contains("How satisfied are you with this service?"),
        "{message}"
    );
    assert!(text.contains("/status"), "{message}");
}

#[tokio::test]
async fn the_page_shows_mean_and_distribution_of_five_answers_and_of_fewer_only_how_many() {
    let town = Town::open().await;
    let mut desk = town.desk("chief", Role::Supervisor).await;
    for (nth, score) in ["5", "5", "4", "2", "5"].into_iter().enumerate() {
        let page = desk.get("/staff/numbers").await;
        assert!(page.has(&format!("mean of {nth} answers")), "{}", page.text);
        assert!(
            !page.has(">Very satisfied<"),
            "of {nth} answers nothing is said"
        );
        let kind = if nth == 4 {
            Kind::Vandalism
        } else {
            Kind::LostProperty
        };
        let filed = town.file(kind, "Heron").await;
        town.approve(&filed).await;
        let thanks = opened(&mut town.browser(), &filed, RATE, &[("score", score)]).await;
        assert!(thanks.has("Thank you for telling us"), "{}", thanks.text);
    }
    let csv = desk.get("/staff/numbers.csv").await;
    for line in [
        "figures,\"Satisfaction, 1 to 5\",mean of 1 to 5,4.20",
        "satisfaction,Very satisfied,Filers,3",
        "satisfaction,Very satisfied,\"Share, percent\",60",
        "satisfaction,Dissatisfied,Filers,1",
        // Four answers of the one kind and one of the other: too few of either.
        "satisfaction_by,Lost property,Answers,4",
        "satisfaction_by,Lost property,Mean,",
        "satisfaction_by,Approved,Mean,4.20",
    ] {
        assert!(
            csv.text.lines().any(|found| found == line),
            "{line}: {}",
            csv.text
        );
    }
}
