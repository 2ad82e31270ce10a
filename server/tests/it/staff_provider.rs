//! The town's sign-in (OpenID Connect), against a small provider of the tests' own.

use crate::support::provider::{CLIENT, Provider, SECRET, query};
use crate::support::town::{Browser, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use serde_json::{Value, json};
use server::settings::{Provider as Set, SecondFactor, Secret};
use server::store::staff;
use std::time::Duration;

async fn town(provider: &Provider, second_factor: SecondFactor) -> Town {
    let issuer = provider.issuer.clone();
    Town::open_by(|set| {
        set.provider = Some(Set {
            name: "your town account".to_owned(),
            issuer,
            client_id: CLIENT.to_owned(),
            secret: Some(Secret::new(SECRET)),
            claim: "preferred_username".to_owned(),
            second_factor,
        });
    })
    .await
}

/// Goes to the provider; gives its address.
async fn go(browser: &mut Browser<'_>) -> String {
    browser.agree().await;
    browser.get("/staff/sign-in/provider").await.location()
}

async fn back(browser: &mut Browser<'_>, state: &str, code: &str) -> Page {
    let path = format!("/staff/sign-in/provider/back?state={state}&code={code}");
    browser.get(&path).await
}

/// Goes there as this login and comes back.
async fn there_and_back(
    town: &Town,
    provider: &Provider,
    browser: &mut Browser<'_>,
    login: &str,
    change: impl FnOnce(&mut Value),
) -> Page {
    let address = go(browser).await;
    provider.vouch(&address, change, login, town.clock.now().unix_timestamp());
    back(browser, &query(&address)["state"], "good").await
}

#[tokio::test]
async fn the_towns_sign_in_opens_the_account_of_that_login_with_its_role_here() {
    let provider = Provider::start().await;
    let town = town(&provider, SecondFactor::Provider).await;
    town.hire("ada@town.example", Role::Auditor).await;
    let mut browser = town.browser();
    let early = browser.get("/staff/sign-in/provider").await;
    assert_eq!(early.location(), "/staff/sign-in", "the notice first");
    browser.agree().await;
    let page = browser.get("/staff/sign-in").await;
    assert!(page.has("Sign in with your town account"), "{}", page.text);

    let address = go(&mut browser).await;
    assert!(address.starts_with(&format!("{}/authorize?", provider.issuer)));
    let asked = query(&address);
    assert_eq!(asked["client_id"], CLIENT);
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!(
        asked["redirect_uri"],
        "http://127.0.0.1:3000/staff/sign-in/provider/back"
    );
    assert!(!address.contains("secret"));
    let now = town.clock.now().unix_timestamp();
    provider.vouch(&address, |_| {}, "ADA@Town.example", now);
    let kept = browser.cookies.clone();
    let entered = back(&mut browser, &asked["state"], "good").await;
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.text);
    assert_eq!(entered.headers["refresh"], "0; url=/staff");
    assert_eq!(browser.get("/staff/accounts").await.status, StatusCode::OK);
    let role = browser.post("/staff/accounts", &[]).await;
    assert_eq!(
        role.status,
        StatusCode::FORBIDDEN,
        "an auditor, whatever they are elsewhere"
    );

    browser.cookies = kept;
    let again = back(&mut browser, &asked["state"], "good").await;
    assert!(again.has("That did not work"), "one way back, once");
}

#[tokio::test]
async fn the_second_factor_is_asked_for_here_unless_the_provider_is_trusted_with_it() {
    let provider = Provider::start().await;
    let town = town(&provider, SecondFactor::Here).await;
    let secret = town.hire("ada", Role::Reviewer).await;
    let mut browser = town.browser();
    let page = there_and_back(&town, &provider, &mut browser, "ada", |_| {}).await;
    assert!(page.has("Second step"), "{}", page.text);
    assert_eq!(browser.get("/staff").await.location(), "/staff/sign-in");
    let pending = page.attribute("name=\"pending\" value");
    let code = town.code(&secret);
    let typed = [("pending", pending.as_str()), ("code", code.as_str())];
    let entered = browser.post("/staff/sign-in/second", &typed).await;
    assert_eq!(entered.location(), "/staff", "{}", entered.text);
}

#[tokio::test]
async fn nobody_comes_in_who_has_no_account_here_or_one_that_is_locked_or_disabled() {
    for second_factor in [SecondFactor::Here, SecondFactor::Provider] {
        let provider = Provider::start().await;
        let town = town(&provider, second_factor).await;
        town.hire("bob", Role::Reviewer).await;
        town.hire("eve", Role::Reviewer).await;
        let (store, now) = (&town.state.store, town.clock.now());
        for (login, lock) in [("bob", true), ("eve", false)] {
            let row = staff::by_login(store.reader(), login).await.expect("read");
            let id = row.expect("an account").id;
            store
                .write(async |tx| match lock {
                    true => staff::lock(tx, id, now).await,
                    false => staff::disable(tx, id, now).await.map(drop),
                })
                .await
                .expect("kept out");
        }
        for login in ["nobody", "bob", "eve"] {
            let mut browser = town.browser();
            let page = there_and_back(&town, &provider, &mut browser, login, |_| {}).await;
            assert!(page.has("That did not work"), "{login}: {}", page.text);
            assert_eq!(browser.get("/staff").await.location(), "/staff/sign-in");
        }
        assert_eq!(
            staff::count(store.reader()).await,
            Ok(2),
            "no account is ever made by it"
        );
    }
}

#[tokio::test]
async fn a_token_of_another_nonce_audience_issuer_or_time_or_without_the_login_is_refused() {
    let provider = Provider::start().await;
    let town = town(&provider, SecondFactor::Provider).await;
    town.hire("ada", Role::Reviewer).await;
    let now = town.clock.now().unix_timestamp();
    for (claim, value) in [
        ("nonce", json!("another")),
        ("nonce", Value::Null),
        ("aud", json!("another-client")),
        ("aud", json!([CLIENT, "another-client"])),
        ("iss", json!("https://elsewhere.example")),
        ("exp", json!(now - 1)),
        ("preferred_username", json!("")),
        ("preferred_username", Value::Null),
    ] {
        let mut browser = town.browser();
        let page = there_and_back(&town, &provider, &mut browser, "ada", |claims| {
            claims[claim] = value.clone();
        })
        .await;
        assert!(page.has("That did not work"), "{claim} {value}");
        assert_eq!(browser.get("/staff").await.location(), "/staff/sign-in");
    }
}

#[tokio::test]
async fn a_token_that_somebody_else_or_nobody_has_signed_is_refused() {
    let provider = Provider::start().await;
    let town = town(&provider, SecondFactor::Provider).await;
    town.hire("ada", Role::Reviewer).await;
    let now = town.clock.now().unix_timestamp();
    for forged in [true, false] {
        let mut browser = town.browser();
        let address = go(&mut browser).await;
        provider.vouch(&address, |_| {}, "ada", now);
        if forged {
            provider.forge();
        } else {
            provider.leave_unsigned();
        }
        let page = back(&mut browser, &query(&address)["state"], "good").await;
        assert!(page.has("That did not work"), "forged {forged}");
    }
}

#[tokio::test]
async fn another_state_another_browser_a_wrong_code_and_a_late_return_are_refused() {
    let provider = Provider::start().await;
    let town = town(&provider, SecondFactor::Provider).await;
    town.hire("ada", Role::Reviewer).await;
    let now = || town.clock.now().unix_timestamp();
    let mut browser = town.browser();

    let address = go(&mut browser).await;
    provider.vouch(&address, |_| {}, "ada", now());
    assert!(
        back(&mut browser, "another", "good")
            .await
            .has("That did not work")
    );

    let address = go(&mut browser).await;
    provider.vouch(&address, |_| {}, "ada", now());
    let state = query(&address)["state"].clone();
    let mut other = town.browser();
    assert!(
        back(&mut other, &state, "good")
            .await
            .has("That did not work")
    );
    assert!(
        back(&mut browser, &state, "bad")
            .await
            .has("That did not work")
    );

    // The verifier of another request: the provider itself refuses the code.
    let first = go(&mut browser).await;
    let second = go(&mut browser).await;
    provider.vouch(&first, |_| {}, "ada", now());
    let state = query(&second)["state"].clone();
    assert!(
        back(&mut browser, &state, "good")
            .await
            .has("That did not work")
    );

    let address = go(&mut browser).await;
    town.clock.advance(Duration::from_secs(5 * 60 + 1));
    provider.vouch(&address, |_| {}, "ada", now());
    let state = query(&address)["state"].clone();
    assert!(
        back(&mut browser, &state, "good")
            .await
            .has("That did not work")
    );
    assert_eq!(browser.get("/staff").await.location(), "/staff/sign-in");
}

#[tokio::test]
async fn without_the_setting_there_is_no_such_way_in() {
    let town = Town::open().await;
    let mut browser = town.browser();
    browser.agree().await;
    assert!(!browser.get("/staff/sign-in").await.has("Sign in with the"));
    let page = browser.get("/staff/sign-in/provider").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}
