//! A resident's way through the pages, without script.

use crate::support::filled::{Extent, answers};
use crate::support::town::{Filed, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::field::Choice;
use domain::incident::Kind;

const SAYS_IN_TOWN: &str = "class=\"verdict\">The pin is in Westport.";

#[tokio::test]
async fn every_kind_is_filed_receipted_approved_copied_and_handed_over() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    for (serial, kind) in Kind::ALL.iter().enumerate() {
        for extent in [Extent::Least, Extent::Most] {
            let before = (town.mail().len(), town.records().len());
            let mut resident = town.browser();
            let check = resident.fill(&answers(*kind, extent, "Zebra")).await;
            assert!(
                check.has("Check your answers"),
                "{kind:?} {extent:?}: {}",
                check.text
            );
            assert!(check.has("53a-157b"));
            assert_eq!(
                resident.post("/report/check", &[]).await.location(),
                "/report/check?e=1#error-summary",
                "not without the certification"
            );
            assert_eq!(
                resident
                    .post("/report/check", &[("certify", "yes")])
                    .await
                    .location(),
                "/report/sent"
            );
            let filed = Filed::read(&resident.get("/report/sent").await);

            town.work().await;
            assert_eq!(town.mail().len(), before.0 + 1, "one receipt");
            let receipt = town
                .mail()
                .into_iter()
                .find(|mail| mail.contains(&filed.tracking))
                .expect("the receipt");
            assert!(
                !receipt.contains("Zebra narrative"),
                "no narrative in a receipt: {receipt}"
            );

            let page = desk
                .get(&format!("/staff/reports/{}", filed.compact()))
                .await;
            assert!(
                page.has("Narrative, as typed") && page.has("Zebra"),
                "{}",
                page.text
            );
            let version = page.attribute("name=\"version\" value");
            let approved = desk
                .post(
                    &format!("/staff/reports/{}/approve", filed.compact()),
                    &[
                        ("version", version.as_str()),
                        ("damage", "substantial"),
                        ("threat", "yes"),
                        ("bias", "88"),
                    ],
                )
                .await;
            assert_eq!(
                approved.location(),
                format!("/staff?done={}", filed.compact()),
                "{}",
                approved.text
            );
            let number = format!(
                "WP26-{:06}",
                serial * 2 + 1 + usize::from(extent == Extent::Most)
            );
            assert!(
                desk.get(&approved.location()).await.has(&number),
                "gapless: {number}"
            );

            town.work().await;
            let copy = town
                .mail()
                .into_iter()
                .find(|mail| mail.contains(&format!("{number}.pdf")));
            let copy = copy.expect("the copy");
            assert!(
                copy.lines()
                    .any(|line| line.starts_with("Subject:") && line.contains(&number)),
                "{copy}"
            );
            let record = town
                .records()
                .into_iter()
                .find(|record| record["case_number"] == number);
            assert_eq!(record.expect("the record")["kind"], kind.code());
            assert_eq!(town.records().len(), before.1 + 1);
        }
    }
}

#[tokio::test]
async fn submitting_twice_files_once() {
    let town = Town::open().await;
    let mut resident = town.browser();
    resident
        .fill(&answers(Kind::LostProperty, Extent::Least, "Twice"))
        .await;
    assert_eq!(
        resident
            .post("/report/check", &[("certify", "yes")])
            .await
            .location(),
        "/report/sent"
    );
    let first = Filed::read(&resident.get("/report/sent").await);
    assert_eq!(
        resident
            .post("/report/check", &[("certify", "yes")])
            .await
            .location(),
        "/report/sent"
    );
    let second = Filed::read(&resident.get("/report/sent").await);
    assert_eq!(
        (&first.tracking, &first.access_code),
        (&second.tracking, &second.access_code)
    );
    town.work().await;
    assert_eq!(town.mail().len(), 1);
}

#[tokio::test]
async fn submitting_from_many_tabs_at_once_files_once() {
    let town = Town::open().await;
    let mut resident = town.browser();
    resident
        .fill(&answers(Kind::LostProperty, Extent::Least, "Tabs"))
        .await;
    let cookies = resident.cookies.clone();
    let tab = async || {
        let mut tab = town.browser();
        tab.cookies = cookies.clone();
        tab.post("/report/check", &[("certify", "yes")])
            .await
            .location()
    };
    let all = tokio::join!(tab(), tab(), tab(), tab(), tab(), tab(), tab(), tab());
    for location in <[String; 8]>::from(all) {
        assert_eq!(location, "/report/sent");
    }
    town.work().await;
    assert_eq!(town.mail().len(), 1);
}

#[tokio::test]
async fn a_wrong_answer_is_shown_beside_the_field_and_in_the_summary_and_stays_as_typed() {
    let town = Town::open().await;
    let mut resident = town.browser();
    let mut given = answers(Kind::LostProperty, Extent::Least, "Typed");
    given.set("from_day", "the day before yesterday");
    let page = resident.fill(&given).await;
    assert!(
        page.has("id=\"error-summary\"") && page.has("href=\"#from_day\""),
        "{}",
        page.text
    );
    assert!(page.has("id=\"from_day-error\"") && page.has("aria-invalid=\"true\""));
    assert!(page.has("value=\"the day before yesterday\""));
    assert!(page.has("<title>Error: "));
    // Nothing is lost: the corrected page goes on where it was.
    let on = resident
        .post("/report/when", &[("from_day", "11/1/26")])
        .await;
    assert_eq!(on.location(), "/report/loss");
}

#[tokio::test]
async fn a_page_that_is_not_reached_yet_leads_to_the_first_open_question() {
    let town = Town::open().await;
    let mut resident = town.browser();
    assert_eq!(resident.get("/report/narrative").await.location(), "/");
    resident.post("/report/start", &[]).await;
    resident
        .post("/report/emergency", &[("emergency", "no")])
        .await;
    resident
        .post("/report/kind", &[("kind", "vandalism")])
        .await;
    for skipped in [
        "/report/narrative",
        "/report/check",
        "/report/check",
        "/report/stopped",
    ] {
        assert_eq!(
            resident.get(skipped).await.location(),
            "/report/area",
            "{skipped}"
        );
    }
    assert_eq!(
        resident.get("/report/no-such-page").await.status,
        StatusCode::NOT_FOUND
    );
    let skipped = resident
        .post(
            "/report/narrative",
            &[("narrative", "It was like this, I came home.")],
        )
        .await;
    assert_eq!(skipped.location(), "/report/area");
}

#[tokio::test]
async fn entries_are_added_changed_and_removed() {
    let town = Town::open().await;
    let mut resident = town.browser();
    let mut given = answers(Kind::LostProperty, Extent::Least, "Item");
    given.remove_entry("items", 0);
    let page = resident.fill(&given).await;
    assert!(
        page.has("error-summary") && page.has("name=\"items.0.item_category\""),
        "at least one thing, so its form is the page: {}",
        page.text
    );
    for number in 0..2 {
        let (category, description) = (
            format!("items.{number}.item_category"),
            format!("items.{number}.item_description"),
        );
        let added = resident
            .post(
                "/report/items/add",
                &[(&category, "wallet"), (&description, "brown wallet")],
            )
            .await;
        assert_eq!(added.location(), "/report/items");
    }
    let key = "items.1.item_value";
    let wrong = [
        ("items.1.item_category", "wallet"),
        ("items.1.item_description", "blue"),
        (key, "lots"),
    ];
    let changed = resident.post("/report/items/2", &wrong).await;
    let page = resident.get(&changed.location()).await;
    assert!(page.has("value=\"lots\"") && page.has("error-summary"));
    assert_eq!(
        resident
            .post("/report/items/1/remove", &[])
            .await
            .location(),
        "/report/items#entries"
    );
    let page = resident.get("/report/items").await;
    assert!(
        page.has("blue") && !page.has("brown wallet"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn the_officer_request_takes_along_what_was_typed_and_is_filed_once() {
    let town = Town::open().await;
    let mut resident = town.browser();
    resident
        .fill(&answers(Kind::HarassingCalls, Extent::Least, "Lion"))
        .await;
    let form = resident.get("/officer").await;
    assert!(
        form.has("What you typed so far goes along"),
        "{}",
        form.text
    );
    let missing = resident
        .post(
            "/officer",
            &[("officer_name", "Ana Lion"), ("officer_phone", "12")],
        )
        .await;
    let again = resident.get(&missing.location()).await;
    assert!(again.has("id=\"officer_phone-error\"") && again.has("value=\"12\""));
    let good = [
        ("officer_name", "Ana Lion"),
        ("officer_phone", "203 555 0142"),
        ("officer_email", "ana@example.org"),
        ("officer_when", "after 5"),
    ];
    assert_eq!(
        resident.post("/officer", &good).await.location(),
        "/officer/sent"
    );
    assert_eq!(
        resident.post("/officer", &good).await.location(),
        "/officer/sent"
    );
    let sent = resident.get("/officer/sent").await;
    assert!(sent.has("(203) 555-0142"), "{}", sent.text);
    town.work().await;
    assert_eq!(town.mail().len(), 1);
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let list = desk.get("/staff/callbacks").await;
    assert!(
        list.has("Ana Lion · (203) 555-0142") && list.has("Lion narrative"),
        "{}",
        list.text
    );
    let id = list
        .text
        .split("/staff/callbacks/")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .expect("id");
    let path = format!("/staff/callbacks/{id}/close");
    let neither = desk
        .post(&path, &[("officer", "Sgt. Hall"), ("outcome", "")])
        .await;
    assert!(neither.has("Both are needed"), "neither can be skipped");
    desk.post(
        &path,
        &[("officer", "Sgt. Hall"), ("outcome", "met at home")],
    )
    .await;
    assert!(desk.get("/staff/callbacks").await.has("Nobody waits"));
}

#[tokio::test]
async fn every_page_of_the_form_offers_an_officer_and_keeps_what_is_being_typed() {
    let town = Town::open().await;
    let mut resident = town.browser();
    resident.post("/report/start", &[]).await;
    resident
        .post("/report/emergency", &[("emergency", "no")])
        .await;
    resident
        .post("/report/kind", &[("kind", "vandalism")])
        .await;
    let page = resident.get("/report/area").await;
    assert!(
        page.has("name=\"officer\"") && page.has("form=\"step-form\""),
        "{}",
        page.text
    );
    let away = resident
        .post("/report/area", &[("area", "in_town"), ("officer", "yes")])
        .await;
    assert_eq!(away.location(), "/officer");
    assert!(resident.get("/report/area").await.text.contains("checked"));
}

#[tokio::test]
async fn every_page_shows_911_and_the_department_in_the_same_place() {
    let town = Town::open().await;
    let mut resident = town.browser();
    let kind = answers(Kind::Vandalism, Extent::Least, "Bar");
    resident.fill(&kind).await;
    for path in [
        "/",
        "/report/emergency",
        "/report/place",
        "/report/check",
        "/officer",
        "/status",
        "/nothing-here",
    ] {
        let page = resident.get(path).await;
        let (help, main) = (page.text.find("class=\"help\""), page.text.find("<main"));
        assert!(help.is_some() && help < main, "{path}");
        assert!(page.has("tel:911") && page.has("(203) 341-6000"), "{path}");
    }
}

#[tokio::test]
async fn a_click_on_the_map_without_script_sets_the_pin_and_says_what_it_means() {
    let town = Town::open().await;
    let mut resident = town.browser();
    let mut given = answers(Kind::Vandalism, Extent::Least, "Map");
    given.set("place_address", "");
    resident.fill(&given).await;
    let pinned = resident
        .post(
            "/report/place",
            &[
                ("place_address", "here"),
                ("place_kind", "street"),
                ("pin.x", "150"),
                ("pin.y", "230"),
            ],
        )
        .await;
    assert_eq!(pinned.location(), "/report/place#place-map");
    let page = resident.get("/report/place").await;
    assert!(page.has(SAYS_IN_TOWN), "{}", page.text);
    assert!(page.has("value=\"here\""), "what was typed is still there");
    resident
        .post(
            "/report/place",
            &[
                ("place_address", "here"),
                ("place_kind", "street"),
                ("clear_pin", "yes"),
            ],
        )
        .await;
    assert!(!resident.get("/report/place").await.has(SAYS_IN_TOWN));
    // Enter on the keyboard posts 0,0: no pin.
    resident
        .post(
            "/report/place",
            &[
                ("place_address", "here"),
                ("place_kind", "street"),
                ("pin.x", "0"),
                ("pin.y", "0"),
            ],
        )
        .await;
    assert!(!resident.get("/report/place").await.has(SAYS_IN_TOWN));
}

#[tokio::test]
async fn every_list_takes_fifty_entries_and_no_more() {
    let town = Town::open().await;
    for (kind, list) in [
        (Kind::LostProperty, "items"),
        (Kind::VehicleBurglary, "vehicles"),
        (Kind::Vandalism, "witnesses"),
        (Kind::IdentityTheft, "accounts"),
        (Kind::HarassingCalls, "calls"),
    ] {
        let mut resident = town.browser();
        let given = answers(kind, Extent::Most, "Many");
        resident.fill(&given).await;
        let there = given.entries(list);
        assert!(there > 0, "{list}");
        let first: Vec<(String, String)> = given
            .iter()
            .filter_map(|(key, value)| {
                let field = key.strip_prefix(&format!("{list}.0."))?;
                Some((field.to_owned(), value.to_owned()))
            })
            .collect();
        for number in there..50 {
            let entry: Vec<(String, String)> = first
                .iter()
                .map(|(field, value)| (format!("{list}.{number}.{field}"), value.clone()))
                .collect();
            let entry: Vec<(&str, &str)> = entry
                .iter()
                .map(|(field, value)| (field.as_str(), value.as_str()))
                .collect();
            let added = resident.post(&format!("/report/{list}/add"), &entry).await;
            assert_eq!(
                added.location(),
                format!("/report/{list}"),
                "{list} {number}"
            );
        }
        let page = resident.get(&format!("/report/{list}")).await;
        assert_eq!(page.text.matches("class=\"card\"").count(), 50, "{list}");
        assert!(!page.has(&format!("/report/{list}/add")), "{list} is full");
        let more = resident.post(&format!("/report/{list}/add"), &[]).await;
        assert_eq!(more.status, StatusCode::NOT_FOUND, "{list}");
        // All fifty are filed.
        let sent = resident.post("/report/check", &[("certify", "yes")]).await;
        assert_eq!(sent.location(), "/report/sent", "{list}");
    }
}
