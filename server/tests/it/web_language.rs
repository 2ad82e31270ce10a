//! The language of a page: chosen, asked for by the browser, or English; and the switch, which loses nothing.

use crate::support::town::Town;
use axum::http::StatusCode;

#[tokio::test]
async fn the_language_switch_leads_to_no_other_site() {
    let town = Town::open().await;
    let mut browser = town.browser();
    for (to, at) in [
        ("/status", "/status"),
        ("/report/place?e=1", "/report/place?e=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("", "/"),
    ] {
        let page = browser
            .post("/language", &[("in_language", "en"), ("to", to)])
            .await;
        assert_eq!(
            (page.status, page.location().as_str()),
            (StatusCode::SEE_OTHER, at),
            "{to}"
        );
    }
    let unknown = browser
        .post("/language", &[("in_language", "tlh"), ("to", "/")])
        .await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let other_field = browser
        .post("/language", &[("in_language", "en"), ("next", "/")])
        .await;
    assert_eq!(other_field.status, StatusCode::BAD_REQUEST);
}
