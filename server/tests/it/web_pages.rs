//! How many pages a report takes, from the start to the confirmation, by kind. The figures of the table:
//! `cargo test -p server --test it web_pages -- --nocapture`.

use crate::support::filled::{Extent, answers};
use crate::support::town::{Browser, Town, borrowed, fields};
use axum::http::StatusCode;
use domain::answers::{RawAnswers, entry_key};
use domain::field::Choice;
use domain::incident::{Body, Kind, step};

/// What most filers answer: what must be answered, for themselves, one entry in a list, none of the signs.
fn median(kind: Kind) -> RawAnswers {
    let mut median = answers(kind, Extent::Least, "Ana");
    median.set("role", "victim");
    for (key, value) in [
        ("anything_taken", "yes"),
        ("access_taken", "none"),
        ("cards_used", "no"),
        ("items.0.item_category", "wallet"),
        ("items.0.item_description", "Black leather wallet"),
    ] {
        median.set(key, value);
    }
    median
}

/// The addresses of the pages that a filer sees, in order.
async fn pages(browser: &mut Browser<'_>, kind: Kind, answers: &RawAnswers) -> Vec<String> {
    let mut seen = vec!["/".to_owned()];
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    let mut next = browser.post("/report/start", &[]).await.location();
    while seen.len() < 60 {
        let page = browser.get(&next).await;
        if page.status != StatusCode::OK {
            next = page.location();
            continue;
        }
        let path = next.split(['?', '#']).next().unwrap_or("").to_owned();
        seen.push(path.clone());
        let mut form = match path.strip_prefix("/report/") {
            Some("sent") => return seen,
            Some("evidence") => Vec::new(),
            Some("check") => vec![("certify".to_owned(), "yes".to_owned())],
            Some(id) => {
                let (id, entry) = id
                    .split_once('/')
                    .map_or((id, ""), |(id, entry)| (id, entry));
                let step = step(Some(kind), id).expect("a step");
                match &step.body {
                    Body::Fields(specs) => fields(specs, answers, str::to_owned),
                    Body::Group(_) if entry.is_empty() => Vec::new(),
                    Body::Group(group) => {
                        let key = |key: &str| entry_key(group.key, 0, key);
                        let mut form = fields(group.fields, answers, key);
                        form.push(("then".to_owned(), "next".to_owned()));
                        form
                    }
                }
            }
            None => panic!("{kind:?} leads to {path}"),
        };
        form.retain(|(_, value)| !value.is_empty());
        next = browser.post(&path, &borrowed(&form)).await.location();
        assert!(!next.contains("e=1"), "{kind:?}: {path} was refused");
    }
    panic!("{kind:?} does not end: {seen:?}");
}

#[tokio::test]
async fn lost_property_takes_at_most_twelve_pages_and_no_kind_more_than_twenty() {
    let town = Town::open().await;
    println!("{:<20} pages", "kind");
    for kind in Kind::ALL {
        let seen = pages(&mut town.browser(), *kind, &median(*kind)).await;
        println!("{:<20} {:>5}  {}", kind.code(), seen.len(), seen.join(" "));
        let most = if *kind == Kind::LostProperty { 12 } else { 20 };
        assert!(seen.len() <= most, "{kind:?}: {} {seen:?}", seen.len());
    }
}
