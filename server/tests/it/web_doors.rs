//! The ways in and out: a link for each kind, the banner, what search engines may read, "Exit this page", and the
//! page that stands when the database does not.

use crate::support::filled::{Extent, answers};
use crate::support::town::Town;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::field::Choice;
use domain::incident::Kind;

#[tokio::test]
async fn each_kind_has_a_first_page_of_its_own_that_asks_for_the_kind_no_more() {
    let town = Town::open().await;
    for kind in Kind::ALL {
        let mut browser = town.browser();
        let path = format!("/report/{}", kind.slug());
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let title = town
            .state
            .sites()
            .english()
            .words
            .t(&format!("kind.{}.title", kind.code()));
        assert!(
            page.has(&format!("<title>File a report: {title}")),
            "{}",
            page.text
        );
        assert!(page.has("Call 9-1-1"));
        let begun = browser
            .post("/report/start", &[("kind", kind.code())])
            .await;
        assert_eq!(begun.location(), "/report/emergency");
        let next = browser
            .post("/report/emergency", &[("emergency", "no")])
            .await;
        assert_ne!(next.location(), "/report/kind", "{path}");
        // It can still be changed.
        assert_eq!(browser.get("/report/kind").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_kind_that_there_is_not_begins_nothing() {
    let town = Town::open().await;
    let refused = town
        .browser()
        .post("/report/start", &[("kind", "murder")])
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let mut browser = town.browser();
    browser.post("/report/start", &[]).await;
    let page = browser.get("/report/murder").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_banner_is_a_picture_that_other_sites_may_show() {
    let town = Town::open().await;
    let banner = town.browser().get("/banner.svg").await;
    assert_eq!(banner.status, StatusCode::OK);
    assert_eq!(banner.headers["content-type"], "image/svg+xml");
    assert_eq!(
        banner.headers["cross-origin-resource-policy"],
        "cross-origin"
    );
    assert!(banner.has("File a police report online") && !banner.has("<script"));
    let other = town.browser().get("/map.svg").await;
    assert_eq!(other.headers["cross-origin-resource-policy"], "same-origin");
}

#[tokio::test]
async fn a_shared_link_has_a_card_and_an_address_within_a_report_has_none() {
    let town = Town::open().await;
    let mut browser = town.browser();
    let site = town.state.settings.public_url.clone();
    for path in [
        "/",
        "/report/identity-theft?from=mail",
        "/status",
        "/accessibility",
    ] {
        let page = browser.get(path).await;
        let own = path.split('?').next().unwrap_or(path);
        for (name, content) in [("url", own), ("image", "/social.png")] {
            let tag = format!("<meta property=\"og:{name}\" content=\"{site}{content}\"");
            assert!(page.has(&tag), "{path}: {tag}: {}", page.text);
        }
        assert!(page.has("property=\"og:title\"") && page.has("property=\"og:description\""));
    }
    browser.post("/report/start", &[]).await;
    for path in ["/report/emergency", "/officer", "/report/save", "/nowhere"] {
        assert!(!browser.get(path).await.has("og:"), "{path}");
    }
}

#[tokio::test]
async fn the_accessibility_statement_names_whom_to_call_and_is_linked_from_every_page() {
    let town = Town::open().await;
    let mut browser = town.browser();
    browser
        .fill(&answers(Kind::HarassingCalls, Extent::Least, "x"))
        .await;
    let page = browser.get("/accessibility").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["2.2, level AA", "not good enough yet", "tel:+12033416000"] {
        assert!(page.has(words), "{words}: {}", page.text);
    }
    assert!(
        page.has("action=\"/exit\""),
        "read in the middle of a report of harassment"
    );
    for path in [
        "/",
        "/report/narrative",
        "/report/check",
        "/status",
        "/nowhere",
    ] {
        let page = browser.get(path).await;
        assert!(page.has("href=\"/accessibility\""), "{path}");
    }
}

#[tokio::test]
async fn reports_of_harassment_can_be_left_in_a_hurry_from_every_page_and_others_have_no_such_button()
 {
    let town = Town::open().await;
    for kind in Kind::ALL {
        let mut browser = town.browser();
        browser.fill(&answers(*kind, Extent::Least, "x")).await;
        let offers = *kind == Kind::HarassingCalls;
        for path in [
            "/report/narrative",
            "/report/check",
            "/report/save",
            "/officer",
        ] {
            let page = browser.get(path).await;
            assert_eq!(page.has("action=\"/exit\""), offers, "{kind:?} {path}");
        }
    }
}

#[tokio::test]
async fn exit_forgets_the_report_in_this_browser_and_leads_to_a_harmless_site() {
    let town = Town::open().await;
    let mut browser = town.browser();
    browser
        .fill(&answers(Kind::HarassingCalls, Extent::Least, "x"))
        .await;
    let code = browser
        .get("/report/save")
        .await
        .attribute("data-resume-code");
    let gone = browser.post("/exit", &[]).await;
    assert_eq!(gone.location(), town.state.settings.exit_url);
    assert_eq!(gone.headers["clear-site-data"], "\"cache\"");
    assert!(browser.cookies.is_empty());
    // Whoever presses "back" finds the first page.
    assert_eq!(browser.get("/report/narrative").await.location(), "/");
    // Browsers hold the way out to the policy, too.
    let policy = gone.headers["content-security-policy"]
        .to_str()
        .expect("policy");
    assert!(policy.contains("form-action 'self' https://www.weather.gov"));
    // The report itself is still there for its filer.
    let back = browser.post("/report/resume", &[("code", &code)]).await;
    assert_eq!(back.location(), "/report/continue");
}

#[tokio::test]
async fn exit_is_a_form_and_no_link() {
    let town = Town::open().await;
    let mut browser = town.browser();
    browser.post("/report/start", &[]).await;
    let request = browser.request(Method::GET, "/exit", Body::empty());
    assert_eq!(
        browser.send(request).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
    assert!(!browser.cookies.is_empty());
}

#[tokio::test]
async fn without_its_database_the_service_still_says_whom_to_call() {
    let town = Town::open().await;
    town.state.store.clone().close().await;
    let mut browser = town.browser();
    let first = browser.get("/").await;
    assert_eq!(first.status, StatusCode::OK);
    let begin = browser.post("/report/start", &[]).await;
    assert_eq!(begin.status, StatusCode::SERVICE_UNAVAILABLE);
    for words in ["not available right now", "tel:911", "tel:+12033416000"] {
        assert!(begin.has(words), "{words}: {}", begin.text);
    }
    assert_eq!(
        browser.get("/healthz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
}
