//! The key of a session: another one whenever somebody shows who they are, the one before opens nothing, and there is
//! always a way out.

use crate::support::html;
use crate::support::town::{PASSWORD, Town};
use axum::http::StatusCode;
use domain::access::{Role, may};
use domain::field::Choice;
use server::web::routes::{Needs, Verb, routes};
use std::time::Duration;

#[tokio::test]
async fn signing_in_anew_gives_another_key_and_ends_the_session_that_the_browser_had() {
    let town = Town::open().await;
    let secret = town.hire("ada", Role::Reviewer).await;
    let mut browser = town.browser();
    let code = town.code(&secret);
    browser.sign_in("ada", PASSWORD, &code).await;
    let before = town.browser_with(&browser).cookies;
    town.clock.advance(Duration::from_secs(60));
    let code = town.code(&secret);
    assert_eq!(
        browser.sign_in("ada", PASSWORD, &code).await.location(),
        "/staff"
    );
    assert_ne!(browser.cookies["session"], before["session"]);
    assert_eq!(browser.get("/staff").await.status, StatusCode::OK);
    let mut old = town.browser();
    old.cookies = before;
    assert_eq!(old.get("/staff").await.location(), "/staff/sign-in");
}

#[tokio::test]
async fn a_session_that_somebody_planted_is_not_the_one_that_is_opened() {
    let town = Town::open().await;
    let thief = town.desk("eve", Role::Reviewer).await;
    let secret = town.hire("ada", Role::Supervisor).await;
    let mut victim = town.browser();
    victim.cookies.clone_from(&thief.cookies);
    let code = town.code(&secret);
    victim.sign_in("ada", PASSWORD, &code).await;
    assert!(victim.get("/staff").await.has("Officer ada"));
    let mut after = town.browser_with(&thief);
    assert_eq!(
        after.get("/staff").await.location(),
        "/staff/sign-in",
        "and theirs has ended"
    );
}

#[tokio::test]
async fn who_shows_once_more_who_they_are_gets_another_key_and_the_old_one_opens_nothing() {
    let town = Town::open().await;
    let secret = town.hire("ada", Role::Administrator).await;
    let mut browser = town.browser();
    let code = town.code(&secret);
    browser.sign_in("ada", PASSWORD, &code).await;
    town.clock.advance(Duration::from_secs(20 * 60));
    let mut copied = town.browser_with(&browser);
    let code = town.code(&secret);
    let typed = [
        ("to", "/staff/accounts"),
        ("password", PASSWORD),
        ("code", code.as_str()),
    ];
    let confirmed = browser.post("/staff/account/confirm", &typed).await;
    assert_eq!(confirmed.location(), "/staff/accounts");
    assert_ne!(browser.cookies["session"], copied.cookies["session"]);
    assert_eq!(browser.get("/staff/accounts").await.status, StatusCode::OK);
    assert_eq!(
        copied.get("/staff/audit").await.location(),
        "/staff/sign-in"
    );
    // It is the same session otherwise: the twelve hours count from the sign-in.
    for _ in 0..34 {
        town.clock.advance(Duration::from_secs(20 * 60));
        assert_eq!(browser.get("/staff/audit").await.status, StatusCode::OK);
    }
    town.clock.advance(Duration::from_secs(21 * 60));
    assert_eq!(
        browser.get("/staff/audit").await.location(),
        "/staff/sign-in"
    );
}

#[tokio::test]
async fn signing_out_makes_the_browser_forget_the_key_and_what_it_holds_of_the_desk() {
    let town = Town::open().await;
    let mut browser = town.desk("ada", Role::Reviewer).await;
    let page = browser.get("/staff").await;
    assert_eq!(page.headers["cache-control"], "no-store");
    let left = browser.post("/staff/sign-out", &[]).await;
    assert_eq!(left.headers["clear-site-data"], "\"cache\", \"storage\"");
    assert!(!browser.cookies.contains_key("session"));
}

#[tokio::test]
async fn every_page_of_the_desk_has_the_way_out() {
    let town = Town::open().await;
    let mut pages = 0;
    for role in Role::ALL {
        let mut desk = town.desk(role.code(), *role).await;
        for route in routes() {
            let Needs::Staff(action, _) = route.needs else {
                continue;
            };
            let is_page = route.verb == Verb::Get && !route.path.contains(['{', '.']);
            if !is_page || !may(*role, action) {
                continue;
            }
            let page = html::read(&desk.get(&route.path).await.text);
            let out = page
                .elements
                .iter()
                .any(|element| element.get("action") == Some("/staff/sign-out"));
            assert!(out, "{role:?} {}", route.path);
            pages += 1;
        }
    }
    assert!(pages > 30, "{pages}");
}
