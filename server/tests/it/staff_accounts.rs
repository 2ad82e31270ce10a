//! Accounts at the desk: made, invited, accepted, locked and released, disabled, given another role; and what everybody
//! may do with their own.

use crate::support::town::{Browser, PASSWORD, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::field::Choice;
use server::store::audit::{self, AuditRow, Outcome};
use server::store::staff::{self, StaffRow};
use server::store::{Actor, recovery_codes};
use server::usecase::add_staff::current_code;
use std::time::Duration;
use totp_rs::Secret;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const NEW: &str = "seven wet otters";

async fn account(town: &Town, login: &str) -> StaffRow {
    staff::by_login(town.state.store.reader(), login)
        .await
        .expect("read")
        .expect("an account")
}

async fn rows(town: &Town, action: &str) -> Vec<AuditRow> {
    let all = audit::recent(town.state.store.reader(), 1_000)
        .await
        .expect("rows");
    all.into_iter().filter(|row| row.action == action).collect()
}

/// The link on a page that shows one, without the site's address.
fn link(page: &Page) -> String {
    let at = page
        .text
        .find("/staff/sign-up?k=")
        .unwrap_or_else(|| panic!("no link in {}", page.text));
    page.text[at..at + "/staff/sign-up?k=".len() + 64].to_owned()
}

fn texts(page: &Page, before: &str, after: &str) -> Vec<String> {
    page.text
        .split(before)
        .skip(1)
        .filter_map(|rest| rest.split(after).next())
        .map(str::to_owned)
        .collect()
}

/// The secret that the invitation's page shows.
fn shown_secret(page: &Page) -> Vec<u8> {
    let secret = texts(page, "class=\"secret\">", "</code>").remove(0);
    Secret::try_from_base32(secret.replace(' ', ""))
        .expect("base 32")
        .as_ref()
        .to_vec()
}

/// The recovery codes that a page shows.
fn codes(page: &Page) -> Vec<String> {
    texts(page, "<li><code>", "</code>")
}

/// Accepts an invitation as a browser does; gives the authenticator's secret and the page behind.
async fn accept(town: &Town, link: &str, password: &str) -> (Vec<u8>, Page) {
    let mut browser = town.browser();
    let page = browser.get(link).await;
    assert!(page.has("<svg") && page.has("Square code"), "{}", page.text);
    let secret = shown_secret(&page);
    let code = current_code(&secret, town.clock.now()).expect("code");
    let key = link.rsplit('=').next().expect("key").to_owned();
    let typed = [
        ("k", key.as_str()),
        ("password", password),
        ("again", password),
        ("code", &code),
    ];
    (secret, browser.post("/staff/sign-up", &typed).await)
}

async fn create(desk: &mut Browser<'_>, login: &str, role: Role) -> Page {
    let typed = [
        ("login", login),
        ("name", "Bea Lund"),
        ("badge", "31"),
        ("email", "bea@police.example"),
        ("role", role.code()),
    ];
    desk.post("/staff/accounts", &typed).await
}

#[tokio::test]
async fn an_administrator_makes_an_account_and_its_invitation_opens_it_once() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    let invited = create(&mut desk, "BLund", Role::Reviewer).await;
    assert_eq!(invited.status, StatusCode::OK);
    let link = link(&invited);
    let mail = town.mail();
    assert!(
        mail.len() == 1 && mail[0].contains("To: bea@police.example"),
        "sent where there is an address"
    );
    let key = link.rsplit('=').next().expect("key");
    assert!(!town.database_holds(key), "kept as a hash alone");
    let list = desk.get("/staff/accounts").await;
    assert!(list.has("blund") && list.has("Invited"), "{}", list.text);
    assert!(!list.has(key), "shown once");

    let before = town.browser().sign_in("blund", "", "").await;
    assert!(before.has("That did not work"), "nothing opens it yet");

    let (secret, opened) = accept(&town, &link, NEW).await;
    assert!(opened.has("Your recovery codes"), "{}", opened.text);
    assert_eq!(codes(&opened).len(), 10);
    for code in codes(&opened) {
        assert!(!town.database_holds(&code) && !town.database_holds(&code.replace('-', "")));
    }
    let again = town.browser().get(&link).await;
    assert!(again.has("This invitation is over"), "good once");
    let typed = [("k", key), ("password", NEW), ("again", NEW), ("code", "1")];
    let again = town.browser().post("/staff/sign-up", &typed).await;
    assert!(again.has("This invitation is over"));

    let seen = town.code(&secret);
    let mut bea = town.browser();
    let replayed = bea.sign_in("blund", NEW, &seen).await;
    assert!(
        replayed.has("That did not work"),
        "the code that opened the account does not sign in"
    );
    town.clock.advance(Duration::from_secs(30));
    let code = town.code(&secret);
    assert_eq!(bea.sign_in("blund", NEW, &code).await.location(), "/staff");

    let made = rows(&town, "staff.add").await;
    assert!(
        matches!(&made[0].actor, Actor::Staff { name, .. } if name == "Officer ada"),
        "{made:?}"
    );
    assert_eq!(rows(&town, "account.accept").await.len(), 1);
}

#[tokio::test]
async fn an_invitation_is_good_for_72_hours() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    let invited = create(&mut desk, "blund", Role::Reviewer).await;
    let link = link(&invited);
    town.clock.advance(72 * HOUR);
    let page = town.browser().get(&link).await;
    assert!(page.has("Welcome, Bea Lund"), "{}", page.text);
    town.clock.advance(Duration::from_secs(1));
    let page = town.browser().get(&link).await;
    assert!(page.has("This invitation is over"));
    let worker = town.state.worker().expect("worker");
    worker.disable_unused().await;
    assert_eq!(
        server::store::invitations::expires_at(
            town.state.store.reader(),
            account(&town, "blund").await.id
        )
        .await,
        Ok(None),
        "and then forgotten"
    );
}

#[tokio::test]
async fn an_invitation_takes_no_common_password_none_made_of_names_and_no_wrong_code() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    let invited = create(&mut desk, "blund", Role::Reviewer).await;
    let link = link(&invited);
    for (password, message) in [
        ("short", "8 to 128 characters"),
        ("sunshine", "most common passwords"),
        ("Password2026!", "most common passwords"),
        ("blund-2026-lund", "made of your name"),
        ("WestportPolice", "made of your name"),
    ] {
        let (_, page) = accept(&town, &link, password).await;
        assert!(page.has(message), "{password}: {}", page.text);
        assert!(!page.has(password), "never shown again");
    }
    let key = link.rsplit('=').next().expect("key");
    let wrong = [
        ("k", key),
        ("password", NEW),
        ("again", NEW),
        ("code", "000000"),
    ];
    let page = town.browser().post("/staff/sign-up", &wrong).await;
    assert!(page.has("not the code of this moment"), "{}", page.text);
    let differ = [("k", key), ("password", NEW), ("again", "x"), ("code", "1")];
    let page = town.browser().post("/staff/sign-up", &differ).await;
    assert!(page.has("The two are not the same"));
    let (_, page) = accept(&town, &link, "påssøord är lång ✓").await;
    assert!(page.has("Your recovery codes"), "{}", page.text);
}

#[tokio::test]
async fn a_new_account_needs_a_login_a_name_and_a_role_and_no_login_twice() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    for (field, value, message) in [
        ("login", "a", "2 to 80 letters"),
        ("login", "ada lovelace", "2 to 80 letters"),
        ("login", "ADA", "an account with this login"),
        ("name", " ", "id=\"name-error\""),
        ("email", "nowhere", "not an e-mail address"),
        ("role", "chief", "Choose one"),
    ] {
        let mut typed = vec![
            ("login", "blund"),
            ("name", "Bea Lund"),
            ("role", "reviewer"),
        ];
        typed.retain(|(name, _)| *name != field);
        typed.push((field, value));
        let page = desk.post("/staff/accounts", &typed).await;
        assert!(page.has(message), "{field} {value}: {}", page.text);
    }
    assert_eq!(staff::count(town.state.store.reader()).await, Ok(1));
}

#[tokio::test]
async fn a_locked_account_is_released_by_an_administrator_and_that_is_on_record() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    let secret = town.hire("bob", Role::Reviewer).await;
    for _ in 0..5 {
        town.browser().sign_in("bob", "wrong", "000000").await;
    }
    let list = desk.get("/staff/accounts").await;
    assert!(list.has("Locked"), "{}", list.text);
    let bob = account(&town, "bob").await.id;
    let page = desk.get(&format!("/staff/accounts/{bob}")).await;
    assert!(page.has("Release"), "{}", page.text);
    let released = desk
        .post(&format!("/staff/accounts/{bob}/release"), &[])
        .await;
    assert_eq!(released.location(), format!("/staff/accounts/{bob}"));
    let code = town.code(&secret);
    let entered = town.browser().sign_in("bob", PASSWORD, &code).await;
    assert_eq!(entered.location(), "/staff");
    let row = &rows(&town, "staff.release").await[0];
    assert_eq!(row.object.as_deref(), Some(bob.to_string().as_str()));
    assert!(matches!(&row.actor, Actor::Staff { name, .. } if name == "Officer ada"));
}

#[tokio::test]
async fn a_disabled_account_is_out_at_its_next_request_and_stays_out_until_enabled() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    let mut bob = town.desk("bob", Role::Reviewer).await;
    assert_eq!(bob.get("/staff").await.status, StatusCode::OK);
    let id = account(&town, "bob").await.id;
    let path = format!("/staff/accounts/{id}");
    desk.post(&format!("{path}/disable"), &[]).await;
    assert_eq!(bob.get("/staff").await.location(), "/staff/sign-in");
    let kept = account(&town, "bob").await.factors.expect("factors");
    let secret = town
        .state
        .secret_seal
        .open(account(&town, "bob").await.id, &kept.totp_secret)
        .expect("opens");
    let code = town.code(&secret);
    let refused = town.browser().sign_in("bob", PASSWORD, &code).await;
    assert!(refused.has("That did not work"));
    desk.post(&format!("{path}/enable"), &[]).await;
    town.clock.advance(MINUTE);
    let code = town.code(&secret);
    let entered = town.browser().sign_in("bob", PASSWORD, &code).await;
    assert_eq!(entered.location(), "/staff");
    for action in ["staff.disable", "staff.enable"] {
        assert_eq!(rows(&town, action).await.len(), 1, "{action}");
    }
}

#[tokio::test]
async fn another_role_ends_the_sessions_and_counts_from_the_next_sign_in() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    let mut bob = town.desk("bob", Role::Reviewer).await;
    let id = account(&town, "bob").await.id;
    let path = format!("/staff/accounts/{id}/role");
    let changed = desk.post(&path, &[("role", "auditor")]).await;
    assert_eq!(changed.location(), format!("/staff/accounts/{id}"));
    assert_eq!(bob.get("/staff").await.location(), "/staff/sign-in");
    let row = &rows(&town, "staff.change_role").await[0];
    assert_eq!(
        row.object.as_deref(),
        Some(format!("{id} reviewer to auditor").as_str())
    );
    assert_eq!(account(&town, "bob").await.role, Role::Auditor);
}

#[tokio::test]
async fn a_new_invitation_forgets_password_codes_and_passkeys_at_once() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    let mut bob = town.desk("bob", Role::Reviewer).await;
    let made = bob.post("/staff/account/recovery", &[]).await;
    let recovery = codes(&made);
    let id = account(&town, "bob").await.id;
    let invited = desk
        .post(&format!("/staff/accounts/{id}/invite"), &[])
        .await;
    assert!(invited.has("There is no e-mail address"));
    assert_eq!(bob.get("/staff").await.location(), "/staff/sign-in");
    let with_recovery = town.browser().sign_in("bob", PASSWORD, &recovery[0]).await;
    assert!(with_recovery.has("That did not work"));
    let (secret, opened) = accept(&town, &link(&invited), NEW).await;
    assert!(opened.has("Your recovery codes"));
    town.clock.advance(MINUTE);
    let code = town.code(&secret);
    let entered = town.browser().sign_in("bob", NEW, &code).await;
    assert_eq!(entered.location(), "/staff");
    assert_eq!(rows(&town, "staff.invite").await.len(), 1);
}

#[tokio::test]
async fn nobody_takes_away_their_own_access_nor_that_of_the_last_administrator() {
    let town = Town::open().await;
    let mut ada = town.desk("ada", Role::Administrator).await;
    let ada_id = account(&town, "ada").await.id;
    for (what, typed) in [
        ("disable", vec![]),
        ("invite", vec![]),
        ("role", vec![("role", "reviewer")]),
    ] {
        let page = ada
            .post(&format!("/staff/accounts/{ada_id}/{what}"), &typed)
            .await;
        assert!(
            page.has("This is your own account"),
            "{what}: {}",
            page.text
        );
    }
    // Another administrator who is locked looks after nothing.
    town.hire("eve", Role::Administrator).await;
    let mut bob = town.desk("bob", Role::Administrator).await;
    for _ in 0..5 {
        town.browser().sign_in("eve", "wrong", "").await;
    }
    let bob_id = account(&town, "bob").await.id;
    ada.post(&format!("/staff/accounts/{bob_id}/disable"), &[])
        .await;
    assert_eq!(
        bob.get("/staff/accounts").await.location(),
        "/staff/sign-in"
    );
    let eve = account(&town, "eve").await.id;
    assert_eq!(
        ada.post(&format!("/staff/accounts/{eve}/disable"), &[])
            .await
            .location(),
        format!("/staff/accounts/{eve}"),
        "the one who does it is left"
    );
    assert_eq!(account(&town, "ada").await.disabled_at, None);
    let refused = rows(&town, "staff.disable").await;
    assert_eq!(
        refused
            .iter()
            .filter(|row| row.outcome == Outcome::Refused)
            .count(),
        1
    );
}

#[tokio::test]
async fn an_auditor_sees_the_accounts_and_can_do_nothing_about_them() {
    let town = Town::open().await;
    town.hire("bob", Role::Reviewer).await;
    let mut desk = town.desk("ada", Role::Auditor).await;
    let list = desk.get("/staff/accounts").await;
    assert!(list.has("bob") && !list.has("New account"));
    let id = account(&town, "bob").await.id;
    let page = desk.get(&format!("/staff/accounts/{id}")).await;
    assert!(page.has("Officer bob") && !page.has("Disable"));
}

#[tokio::test]
async fn what_is_privileged_asks_once_more_who_one_is_after_15_minutes() {
    let town = Town::open().await;
    let secret = town.hire("ada", Role::Administrator).await;
    let mut desk = town.browser();
    let code = town.code(&secret);
    desk.sign_in("ada", PASSWORD, &code).await;
    town.clock.advance(15 * MINUTE);
    assert_eq!(desk.get("/staff/accounts").await.status, StatusCode::OK);
    town.clock.advance(Duration::from_secs(1));
    for (path, to) in [
        ("/staff/accounts", "/staff/accounts"),
        ("/staff/audit.csv", "/staff/audit.csv"),
    ] {
        let away = desk.get(path).await.location();
        assert_eq!(away, format!("/staff/account/confirm?to={to}"));
    }
    let away = create(&mut desk, "blund", Role::Reviewer).await;
    assert_eq!(
        away.location(),
        "/staff/account/confirm?to=/staff/accounts",
        "no account is made"
    );
    let away = desk.post("/staff/account/recovery", &[]).await;
    assert_eq!(away.location(), "/staff/account/confirm?to=/staff/account");
    assert_eq!(desk.get("/staff/audit").await.status, StatusCode::OK);

    let page = desk.get("/staff/account/confirm?to=//evil.example").await;
    assert!(!page.has("evil"), "nothing leads to another site");
    let code = town.code(&secret);
    let typed = |password, code| {
        [
            ("to", "/staff/accounts"),
            ("password", password),
            ("code", code),
        ]
    };
    let refused = desk
        .post("/staff/account/confirm", &typed("wrong", code.as_str()))
        .await;
    assert!(refused.has("That did not work"));
    let confirmed = desk
        .post("/staff/account/confirm", &typed(PASSWORD, code.as_str()))
        .await;
    assert_eq!(confirmed.location(), "/staff/accounts");
    assert_eq!(desk.get("/staff/accounts").await.status, StatusCode::OK);
    let outcomes: Vec<Outcome> = rows(&town, "session.confirm")
        .await
        .iter()
        .map(|row| row.outcome)
        .collect();
    assert_eq!(outcomes, [Outcome::Ok, Outcome::Failed]);
}

#[tokio::test]
async fn five_wrong_confirmations_lock_the_account_and_end_the_session() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Administrator).await;
    for _ in 0..5 {
        desk.post(
            "/staff/account/confirm",
            &[("password", "wrong"), ("code", "1")],
        )
        .await;
    }
    assert_eq!(desk.get("/staff/audit").await.location(), "/staff/sign-in");
    assert!(account(&town, "ada").await.locked_at.is_some());
}

#[tokio::test]
async fn a_password_is_changed_with_the_current_one_and_a_code_and_other_sessions_end() {
    let town = Town::open().await;
    let secret = town.hire("ada", Role::Reviewer).await;
    let mut here = town.browser();
    let code = town.code(&secret);
    here.sign_in("ada", PASSWORD, &code).await;
    town.clock.advance(MINUTE);
    let mut there = town.browser();
    let code = town.code(&secret);
    there.sign_in("ada", PASSWORD, &code).await;
    town.clock.advance(MINUTE);
    let code = town.code(&secret);
    let change = |current, code, new, again| {
        [
            ("current", current),
            ("code", code),
            ("new", new),
            ("again", again),
        ]
    };
    let code = code.as_str();
    for (typed, message) in [
        (change("wrong", code, NEW, NEW), "That did not work"),
        (change(PASSWORD, "000000", NEW, NEW), "That did not work"),
        (change(PASSWORD, code, NEW, "other"), "not the same"),
        (change(PASSWORD, code, "sunshine", "sunshine"), "common"),
        (
            change(PASSWORD, code, PASSWORD, PASSWORD),
            "is to be changed",
        ),
    ] {
        let page = here.post("/staff/account/password", &typed).await;
        assert!(page.has(message), "{message}: {}", page.text);
    }
    let done = here
        .post("/staff/account/password", &change(PASSWORD, code, NEW, NEW))
        .await;
    assert_eq!(done.location(), "/staff/account?done=password");
    assert_eq!(here.get("/staff").await.status, StatusCode::OK);
    assert_eq!(there.get("/staff").await.location(), "/staff/sign-in");
    town.clock.advance(MINUTE);
    let code = town.code(&secret);
    let old = town.browser().sign_in("ada", PASSWORD, &code).await;
    assert!(old.has("That did not work"));
    let new = town.browser().sign_in("ada", NEW, &code).await;
    assert_eq!(new.location(), "/staff");
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_in_place_of_the_authenticator_and_tells_how_many_are_left() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let made = desk.post("/staff/account/recovery", &[]).await;
    let recovery = codes(&made);
    assert_eq!(recovery.len(), 10);
    let mut browser = town.browser();
    let typed = recovery[0].to_lowercase().replace('-', " ");
    let entered = browser.sign_in("ada", PASSWORD, &typed).await;
    assert_eq!(entered.location(), "/staff/account?done=recovered");
    let page = browser.get(&entered.location()).await;
    assert!(page.has("9 recovery codes are left"), "{}", page.text);
    let row = &rows(&town, "account.recovery_code_used").await[0];
    assert_eq!(row.object.as_deref(), Some("9 left"));
    let again = town.browser().sign_in("ada", PASSWORD, &recovery[0]).await;
    assert!(again.has("That did not work"), "good once");
    let wrong = town.browser().sign_in("ada", "wrong", &recovery[1]).await;
    assert!(wrong.has("That did not work"), "never without the password");
    let id = account(&town, "ada").await.id;
    let left = recovery_codes::left(town.state.store.reader(), id).await;
    assert_eq!(left, Ok(9), "and is not used up by that");

    let anew = desk.post("/staff/account/recovery", &[]).await;
    let old = town.browser().sign_in("ada", PASSWORD, &recovery[1]).await;
    assert!(old.has("That did not work"), "made anew, the old are over");
    let new = town
        .browser()
        .sign_in("ada", PASSWORD, &codes(&anew)[0])
        .await;
    assert_eq!(new.location(), "/staff/account?done=recovered");
}

#[tokio::test]
async fn a_password_expires_by_setting_and_must_then_be_changed_before_anything_else() {
    let year = 365 * DAY;
    for (days, expires) in [(365, true), (0, false)] {
        let town = Town::open_by(|set| set.sign_in.password_days = days).await;
        let secret = town.hire("ada", Role::Reviewer).await;
        let store = &town.state.store;
        let id = account(&town, "ada").await.id;
        let sign_in = async || {
            let mut browser = town.browser();
            let code = town.code(&secret);
            let entered = browser.sign_in("ada", PASSWORD, &code).await;
            assert_eq!(entered.location(), "/staff");
            browser
        };
        town.clock.advance(year);
        // In use all the year.
        let now = town.clock.now();
        store
            .write(async |tx| staff::enable(tx, id, now).await)
            .await
            .expect("in use");
        let mut browser = sign_in().await;
        assert_eq!(browser.get("/staff").await.status, StatusCode::OK);
        town.clock.advance(MINUTE);
        let mut browser = sign_in().await;
        let page = browser.get("/staff").await;
        if !expires {
            assert_eq!(page.status, StatusCode::OK);
            continue;
        }
        assert_eq!(page.location(), "/staff/account");
        let page = browser.get("/staff/account").await;
        assert!(page.has("has to be changed"), "{}", page.text);
        town.clock.advance(MINUTE);
        let code = town.code(&secret);
        let change = [
            ("current", PASSWORD),
            ("code", &code),
            ("new", NEW),
            ("again", NEW),
        ];
        browser.post("/staff/account/password", &change).await;
        assert_eq!(browser.get("/staff").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_password_that_became_common_must_be_changed_at_the_next_sign_in() {
    let town = Town::open().await;
    let secret = town.hire("ada", Role::Reviewer).await;
    let id = account(&town, "ada").await.id;
    // Chosen before there was a list.
    let hash = {
        use argon2::password_hash::PasswordHasher;
        argon2::Argon2::default()
            .hash_password(b"sunshine")
            .expect("hash")
            .to_string()
    };
    let now = town.clock.now();
    town.state
        .store
        .write(async |tx| staff::set_password(tx, id, &hash, now).await)
        .await
        .expect("set");
    let code = town.code(&secret);
    let mut browser = town.browser();
    browser.sign_in("ada", "sunshine", &code).await;
    assert_eq!(browser.get("/staff").await.location(), "/staff/account");
    assert_eq!(rows(&town, "account.password_expired").await.len(), 1);
}

#[tokio::test]
async fn ninety_days_without_use_disable_at_the_next_sign_in_and_by_the_job() {
    for by_job in [false, true] {
        let town = Town::open().await;
        let secret = town.hire("ada", Role::Reviewer).await;
        let worker = town.state.worker().expect("worker");
        town.clock.advance(90 * DAY);
        assert_eq!(worker.disable_unused().await, 0);
        town.clock.advance(Duration::from_secs(1));
        if by_job {
            assert_eq!(worker.disable_unused().await, 1);
        }
        let code = town.code(&secret);
        let refused = town.browser().sign_in("ada", PASSWORD, &code).await;
        assert!(refused.has("That did not work"));
        assert!(account(&town, "ada").await.disabled_at.is_some());
        let disabled = rows(&town, "staff.disable_unused").await;
        assert_eq!(disabled.len(), 1);
        assert_eq!(disabled[0].actor, Actor::System);
        assert_eq!(worker.disable_unused().await, 0, "once");
    }
}

#[tokio::test]
async fn a_sign_in_counts_as_use() {
    let town = Town::open().await;
    let secret = town.hire("ada", Role::Reviewer).await;
    for _ in 0..3 {
        town.clock.advance(60 * DAY);
        let code = town.code(&secret);
        let entered = town.browser().sign_in("ada", PASSWORD, &code).await;
        assert_eq!(entered.location(), "/staff");
    }
}
