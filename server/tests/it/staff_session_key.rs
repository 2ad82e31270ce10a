//! The key of a session: another one whenever somebody shows who they are, and the one before opens nothing.

use crate::support::town::{PASSWORD, Town};
use axum::http::StatusCode;
use domain::access::Role;
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
