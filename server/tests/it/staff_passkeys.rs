//! Passkeys as the second factor, against an authenticator made of software. The browser's part is tested with
//! Chromium's own in `passkey.spec.ts`.

use crate::support::authenticator::Authenticator;
use crate::support::town::{Browser, PASSWORD, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use serde_json::Value;
use server::store::audit::{self, Outcome};
use server::store::staff;
use server::usecase::manage_staff::{By, disable, enable};
use server::usecase::passkeys::judge;
use std::sync::Arc;
use std::time::Duration;

const SITE: &str = "https://reports.example";

/// A town whose site has a name.
async fn town() -> Town {
    let mut town = Town::open().await;
    // The cookies of a site without TLS, and the passkeys of one with it: what the browser is told is not at issue here.
    town.change(|state| state.passkeys = judge(SITE, "Westport Police Department").map(Arc::new));
    town
}

/// What a page asks a passkey.
fn asked(page: &Page) -> (String, Value) {
    let options = page
        .attribute("data-options")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    (
        page.attribute("name=\"pending\" value"),
        serde_json::from_str(&options).expect("JSON"),
    )
}

/// Adds a passkey to who is signed in.
async fn add(desk: &mut Browser<'_>, key: &mut Authenticator) -> Page {
    let page = desk
        .post("/staff/account/passkeys", &[("name", "my phone")])
        .await;
    let (pending, options) = asked(&page);
    let answer = key.create(&options);
    let typed = [("pending", pending.as_str()), ("credential", &answer)];
    desk.post("/staff/account/passkeys/finish", &typed).await
}

/// The first step of signing in.
async fn first(browser: &mut Browser<'_>, login: &str, password: &str) -> Page {
    browser.agree().await;
    let typed = [
        ("login", login),
        ("password", password),
        ("code", ""),
        ("with", "passkey"),
    ];
    browser.post("/staff/sign-in", &typed).await
}

async fn second(browser: &mut Browser<'_>, pending: &str, answer: &str) -> Page {
    let typed = [("pending", pending), ("credential", answer)];
    browser.post("/staff/sign-in/second", &typed).await
}

#[tokio::test]
async fn a_passkey_is_added_and_signs_in_after_the_password() {
    let town = town().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let mut key = Authenticator::new(SITE);
    let added = add(&mut desk, &mut key).await;
    assert_eq!(
        added.location(),
        "/staff/account?done=passkey",
        "{}",
        added.text
    );
    let page = desk.get("/staff/account").await;
    assert!(page.has("my phone"), "{}", page.text);

    let mut browser = town.browser();
    let (pending, options) = asked(&first(&mut browser, "ada", PASSWORD).await);
    assert_eq!(
        browser.get("/staff").await.location(),
        "/staff/sign-in",
        "half way is not in"
    );
    let answer = key.get(&options);
    let entered = second(&mut browser, &pending, &answer).await;
    assert_eq!(entered.location(), "/staff", "{}", entered.text);
    assert_eq!(browser.get("/staff").await.status, StatusCode::OK);

    browser.agree().await;
    let again = second(&mut browser, &pending, &answer).await;
    assert!(again.has("That did not work"), "an answer is taken once");
    let rows = audit::recent(town.state.store.reader(), 100)
        .await
        .expect("rows");
    let found: Vec<(&str, Outcome)> = rows
        .iter()
        .rev()
        .filter(|row| row.action.contains("passkey") || row.action.starts_with("session"))
        .map(|row| (row.action.as_str(), row.outcome))
        .collect();
    assert_eq!(
        found,
        [
            ("session.sign_in", Outcome::Ok),
            ("account.begin_passkey", Outcome::Ok),
            ("account.add_passkey", Outcome::Ok),
            ("session.begin", Outcome::Ok),
            ("session.sign_in", Outcome::Ok),
            ("session.sign_in", Outcome::Failed),
        ]
    );
}

#[tokio::test]
async fn a_code_does_as_well_as_a_passkey_in_the_second_step() {
    let town = town().await;
    let secret = town.hire("ada", Role::Reviewer).await;
    let mut desk = town.browser();
    let code = town.code(&secret);
    desk.sign_in("ada", PASSWORD, &code).await;
    add(&mut desk, &mut Authenticator::new(SITE)).await;
    town.clock.advance(Duration::from_secs(60));
    let mut browser = town.browser();
    let (pending, _) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let code = town.code(&secret);
    let typed = [("pending", pending.as_str()), ("code", &code)];
    let entered = browser.post("/staff/sign-in/second", &typed).await;
    assert_eq!(entered.location(), "/staff", "{}", entered.text);
}

#[tokio::test]
async fn an_answer_for_another_site_another_question_or_too_late_opens_nothing() {
    let town = town().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let mut key = Authenticator::new(SITE);
    add(&mut desk, &mut key).await;
    let mut browser = town.browser();

    let (pending, options) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let mut elsewhere = key.copied();
    elsewhere.origin = "https://reports.example.evil.example".to_owned();
    let answer = elsewhere.get(&options);
    assert!(
        second(&mut browser, &pending, &answer)
            .await
            .has("That did not work")
    );

    let (_, earlier) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let (pending, _) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let answer = key.get(&earlier);
    assert!(
        second(&mut browser, &pending, &answer)
            .await
            .has("That did not work")
    );

    let (pending, options) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let answer = Authenticator::new(SITE).get(&options);
    assert!(
        second(&mut browser, &pending, &answer)
            .await
            .has("That did not work"),
        "another key"
    );

    let (pending, options) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let answer = key.get(&options);
    town.clock.advance(Duration::from_secs(5 * 60 + 1));
    assert!(
        second(&mut browser, &pending, &answer)
            .await
            .has("That did not work"),
        "five minutes are over"
    );
    assert_eq!(browser.get("/staff").await.location(), "/staff/sign-in");
}

#[tokio::test]
async fn a_copied_passkey_is_told_by_its_counter() {
    let town = town().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let mut key = Authenticator::new(SITE);
    add(&mut desk, &mut key).await;
    let mut copy = key.copied();
    let mut browser = town.browser();
    // Both are asked before either answers: the library has seen the same counter.
    let (one, asked_one) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let (two, asked_two) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let answer = key.get(&asked_one);
    assert_eq!(
        second(&mut browser, &one, &answer).await.location(),
        "/staff"
    );
    browser.agree().await;
    let answer = copy.get(&asked_two);
    assert!(
        second(&mut browser, &two, &answer)
            .await
            .has("That did not work")
    );
    let (three, asked_three) = asked(&first(&mut browser, "ada", PASSWORD).await);
    copy.counter = 0;
    let answer = copy.get(&asked_three);
    assert!(
        second(&mut browser, &three, &answer)
            .await
            .has("That did not work")
    );
}

#[tokio::test]
async fn nobody_adds_a_passkey_with_an_answer_to_another_question_nor_one_that_is_somebody_elses() {
    let town = town().await;
    let mut ada = town.desk("ada", Role::Reviewer).await;
    let mut bob = town.desk("bob", Role::Reviewer).await;
    let mut key = Authenticator::new(SITE);
    let page = ada
        .post("/staff/account/passkeys", &[("name", "mine")])
        .await;
    let (pending, options) = asked(&page);
    let answer = key.create(&options);
    let typed = [("pending", pending.as_str()), ("credential", &answer)];
    let stolen = bob.post("/staff/account/passkeys/finish", &typed).await;
    assert!(stolen.has("Please begin again"), "{}", stolen.text);
    let late = ada.post("/staff/account/passkeys/finish", &typed).await;
    assert!(
        late.has("Please begin again"),
        "a question is answered once"
    );
    assert_eq!(
        add(&mut ada, &mut key).await.location(),
        "/staff/account?done=passkey"
    );
    assert!(add(&mut bob, &mut key).await.has("Please begin again"));
}

#[tokio::test]
async fn a_removed_passkey_opens_nothing_and_nobody_removes_that_of_another() {
    let town = town().await;
    let mut ada = town.desk("ada", Role::Reviewer).await;
    let mut bob = town.desk("bob", Role::Reviewer).await;
    let mut key = Authenticator::new(SITE);
    add(&mut ada, &mut key).await;
    let mut browser = town.browser();
    let (pending, options) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let page = ada.get("/staff/account").await;
    let at = page.text.find("/staff/account/passkeys/").expect("remove");
    let path = page.text[at..].split('"').next().expect("path").to_owned();
    assert_eq!(bob.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    let removed = ada.post(&path, &[]).await;
    assert_eq!(removed.location(), "/staff/account?done=removed");
    let answer = key.get(&options);
    assert!(
        second(&mut browser, &pending, &answer)
            .await
            .has("That did not work")
    );
}

#[tokio::test]
async fn a_sign_in_that_is_half_way_ends_when_the_account_is_disabled() {
    let town = town().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let mut key = Authenticator::new(SITE);
    add(&mut desk, &mut key).await;
    let mut browser = town.browser();
    let (pending, options) = asked(&first(&mut browser, "ada", PASSWORD).await);
    let store = &town.state.store;
    let ada = staff::by_login(store.reader(), "ada").await.expect("read");
    let (id, now) = (ada.expect("ada").id, town.clock.now());
    disable(store, By::CommandLine, id, now)
        .await
        .expect("disabled");
    enable(store, By::CommandLine, id, now)
        .await
        .expect("enabled");
    let answer = key.get(&options);
    let late = second(&mut browser, &pending, &answer).await;
    assert!(late.has("That did not work"), "and does not come back");
}

#[tokio::test]
async fn a_passkey_alone_confirms_who_one_is() {
    let town = town().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    let mut key = Authenticator::new(SITE);
    add(&mut desk, &mut key).await;
    town.clock.advance(Duration::from_secs(16 * 60));
    let to = desk.get("/staff/accounts").await.location();
    let (pending, options) = asked(&desk.get(&to).await);
    let answer = key.get(&options);
    let typed = [
        ("to", "/staff/accounts"),
        ("pending", pending.as_str()),
        ("credential", &answer),
    ];
    let confirmed = desk.post("/staff/account/confirm", &typed).await;
    assert_eq!(
        confirmed.location(),
        "/staff/accounts",
        "{}",
        confirmed.text
    );
    assert_eq!(desk.get("/staff/accounts").await.status, StatusCode::OK);
}
