//! Two windows on one draft: neither destroys the other's answers.

use crate::support::filled::{Extent, answers};
use crate::support::town::{Browser, Page, Town};
use axum::http::StatusCode;
use domain::incident::Kind;

/// The value of a hidden field, as the form of this page would send it.
fn was(page: &Page) -> String {
    let at = page
        .text
        .find("name=\"was\"")
        .expect("the form carries its marks");
    let rest = &page.text[at..];
    let rest = &rest[rest.find("value=\"").expect("a value") + 7..];
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// A report of lost property that is complete, and ready to be looked at in two windows.
async fn ready(town: &Town) -> Browser<'_> {
    let mut browser = town.browser();
    browser
        .fill(&answers(Kind::LostProperty, Extent::Least, "first"))
        .await;
    browser
}

async fn typed(browser: &mut Browser<'_>, was: &str, text: &str) -> Page {
    browser
        .post("/report/narrative", &[("narrative", text), ("was", was)])
        .await
}

const ONE: &str = "I lost my wallet between the library and the station.";
const OTHER: &str = "I lost my wallet on the beach, and I remember the sun.";

#[tokio::test]
async fn a_window_that_changed_nothing_does_not_undo_the_other_one() {
    let town = Town::open().await;
    let mut browser = ready(&town).await;
    let stale = browser.get("/report/narrative").await;
    let before = browser.get("/report/check").await;
    typed(&mut browser, &was(&stale), ONE).await;
    // The stale window sends what it showed.
    let narrative = answers(Kind::LostProperty, Extent::Least, "first");
    let sent = typed(&mut browser, &was(&stale), narrative.get("narrative")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert!(!before.has(ONE));
    assert!(browser.get("/report/check").await.has(ONE));
}

#[tokio::test]
async fn two_windows_that_change_one_answer_show_both_and_the_filer_chooses() {
    let town = Town::open().await;
    let mut browser = ready(&town).await;
    let seen = was(&browser.get("/report/narrative").await);
    typed(&mut browser, &seen, ONE).await;
    let both = typed(&mut browser, &seen, OTHER).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.has(ONE) && both.has(OTHER), "{}", both.text);
    // Nothing was overwritten yet.
    assert!(browser.get("/report/check").await.has(ONE));
    // Sent again from the page that showed both, it is a choice.
    let chosen = typed(&mut browser, &was(&both), OTHER).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert!(browser.get("/report/check").await.has(OTHER));
}

#[tokio::test]
async fn two_windows_that_save_at_once_keep_both_answers() {
    let town = Town::open().await;
    let mut browser = ready(&town).await;
    for round in 0..10 {
        let mut other = town.browser();
        other.cookies = browser.cookies.clone();
        let text = format!("{ONE} Round {round}.");
        let place = format!("Post Road {round}");
        let first = browser.get("/report/narrative").await;
        let second = other.get("/report/place").await;
        let (marks, other_marks) = (was(&first), was(&second));
        let place_form = [
            ("place_address", place.as_str()),
            ("place_kind", "street"),
            ("was", &other_marks),
        ];
        let (a, b) = tokio::join!(
            typed(&mut browser, &marks, &text),
            other.post("/report/place", &place_form)
        );
        assert_eq!(
            (a.status, b.status),
            (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER),
            "{}",
            b.text
        );
        let check = town.browser_with(&other).get("/report/check").await;
        assert!(check.has(&text) && check.has(&place), "{}", check.text);
    }
}

#[tokio::test]
async fn an_item_that_another_window_moved_is_changed_where_it_is_now() {
    let town = Town::open().await;
    let mut browser = ready(&town).await;
    add(&mut browser, 1, "a silver ring").await;
    add(&mut browser, 2, "a blue umbrella").await;
    let form = browser.get("/report/items/3").await;
    let list = browser.get("/report/items").await;
    // The other window removes the ring, and the umbrella moves up.
    let removed = browser
        .post("/report/items/2/remove", &[("was", &was_of_card(&list, 2))])
        .await;
    assert_eq!(removed.location(), "/report/items#entries");
    let changed = browser
        .post(
            "/report/items/3",
            &[
                ("items.2.item_category", "other"),
                ("items.2.item_description", "a red umbrella"),
                ("was", &was(&form)),
            ],
        )
        .await;
    assert_eq!(changed.location(), "/report/items", "{}", changed.text);
    let list = browser.get("/report/check").await;
    assert!(list.has("a red umbrella"), "{}", list.text);
    assert!(!list.has("a blue umbrella") && !list.has("a silver ring"));
}

#[tokio::test]
async fn remove_removes_the_item_that_was_seen_and_no_other() {
    let town = Town::open().await;
    let mut browser = ready(&town).await;
    add(&mut browser, 1, "a silver ring").await;
    add(&mut browser, 2, "a blue umbrella").await;
    let stale = browser.get("/report/items").await;
    for _ in 0..2 {
        // Pressed twice, or in two windows.
        browser
            .post(
                "/report/items/2/remove",
                &[("was", &was_of_card(&stale, 2))],
            )
            .await;
    }
    let list = browser.get("/report/check").await;
    assert!(!list.has("a silver ring"));
    assert!(list.has("a blue umbrella"), "{}", list.text);
}

#[tokio::test]
async fn an_item_that_is_added_twice_by_an_impatient_finger_is_one_item() {
    let town = Town::open().await;
    let mut browser = ready(&town).await;
    for _ in 0..2 {
        add(&mut browser, 1, "a silver ring").await;
    }
    let list = browser.get("/report/items").await;
    assert_eq!(list.text.matches("class=\"card\"").count(), 2);
}

#[tokio::test]
async fn two_windows_that_add_an_item_each_add_two() {
    let town = Town::open().await;
    let mut browser = ready(&town).await;
    add(&mut browser, 1, "a silver ring").await;
    // This form was drawn before the ring was added.
    add(&mut browser, 1, "a blue umbrella").await;
    let list = browser.get("/report/check").await;
    assert!(
        list.has("a silver ring") && list.has("a blue umbrella"),
        "{}",
        list.text
    );
}

#[tokio::test]
async fn a_save_into_a_report_that_another_window_has_sent_leads_to_its_confirmation() {
    let town = Town::open().await;
    let mut browser = ready(&town).await;
    let seen = was(&browser.get("/report/narrative").await);
    browser.post("/report/check", &[("certify", "yes")]).await;
    let late = typed(&mut browser, &seen, OTHER).await;
    assert_eq!(late.location(), "/report/sent");
}

async fn add(browser: &mut Browser<'_>, index: usize, what: &str) {
    let added = browser
        .post(
            "/report/items/add",
            &[
                (format!("items.{index}.item_category").as_str(), "other"),
                (format!("items.{index}.item_description").as_str(), what),
            ],
        )
        .await;
    assert_eq!(added.location(), "/report/items", "{}", added.text);
}

/// The marks that the "remove" form of a card carries, counted from 1.
fn was_of_card(list: &Page, number: usize) -> String {
    let at = list
        .text
        .find(&format!("/report/items/{number}/remove"))
        .expect("the card");
    let rest = &list.text[at..];
    let rest = &rest[rest.find("name=\"was\"").expect("marks")..];
    let rest = &rest[rest.find("value=\"").expect("a value") + 7..];
    rest.split('"').next().unwrap_or_default().to_owned()
}
