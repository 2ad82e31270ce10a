//! Every route of the table against everybody: who reaches it, and what is on record of the request.

use crate::support::filled::SENT_AT;
use crate::support::town::{Browser, Page, Town};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::access::{Action, Role, may};
use domain::field::Choice;
use domain::incident::Kind;
use server::store::audit::{self, AuditRow, Outcome};
use server::store::{Actor, staff};
use server::web::routes::{Needs, Route, Verb, routes};

/// Sends an empty request.
async fn asked(browser: &mut Browser<'_>, route: &Route, tracking: &str) -> Page {
    let id = "00000000-0000-7000-8000-000000000000";
    let path = route
        .path
        .replace("{tracking}", tracking)
        .replace("{id}", id)
        .replace("{report_id}", id)
        .replace("{key}", "mail.receipt")
        .replace("{step}", "emergency")
        .replace("{entry}", "add");
    match route.verb {
        Verb::Get => browser.get(&path).await,
        Verb::Post => browser.post(&path, &[]).await,
        Verb::Patch => {
            let request = browser.request(Method::PATCH, &path, Body::empty());
            browser.send(request).await
        }
    }
}

async fn rows(town: &Town) -> Vec<AuditRow> {
    audit::recent(town.state.store.reader(), 10_000)
        .await
        .expect("rows")
}

/// The one row that the request has left.
async fn one_more(town: &Town, before: usize, what: &str) -> AuditRow {
    let mut rows = rows(town).await;
    assert_eq!(rows.len(), before + 1, "{what}: exactly one row");
    rows.remove(0)
}

#[tokio::test]
async fn every_role_reaches_what_the_table_of_roles_says_and_every_request_leaves_one_row() {
    let town = Town::open().await;
    let tracking = town.file(Kind::LostProperty, "Role").await.compact();
    let mut reached = 0;
    for role in Role::ALL {
        let mut desk = town.desk(role.code(), *role).await;
        for route in routes() {
            let (action, code, glance) = match route.needs {
                Needs::Staff(action, code) => (action, code, false),
                Needs::Glance(action, code) => (action, code, true),
                Needs::Public | Needs::Resident | Needs::Api(..) => continue,
            };
            let what = format!("{role:?} {:?} {}", route.verb, route.path);
            let before = rows(&town).await.len();
            let page = asked(&mut desk, &route, &tracking).await;
            if glance && may(*role, action) {
                assert_eq!(page.status, StatusCode::OK, "{what}");
                assert_eq!(rows(&town).await.len(), before, "{what}: a number, no row");
                continue;
            }
            let row = one_more(&town, before, &what).await;
            let name = format!("Officer {}", role.code());
            assert!(
                matches!(&row.actor, Actor::Staff { name: found, .. } if *found == name),
                "{what}: {row:?}"
            );
            assert_eq!(row.action, code, "{what}");
            assert_eq!(row.source.as_deref(), Some("192.0.2.7"), "{what}");
            assert!(row.at >= SENT_AT, "{what}");
            if route.path.contains("{tracking}") {
                assert_eq!(row.object.as_deref(), Some(tracking.as_str()), "{what}");
            } else if route.path.contains('{') {
                assert!(row.object.is_some(), "{what}");
            }
            if may(*role, action) {
                reached += 1;
                assert_ne!(page.status, StatusCode::FORBIDDEN, "{what}");
                assert_ne!(page.location(), "/staff/sign-in", "{what}");
                assert_ne!(row.outcome, Outcome::Refused, "{what}");
                // To send again what no longer waits is nothing, and goes well; new recovery codes need no form.
                let nothing = action == Action::SendAgain || code == "account.new_recovery_codes";
                if nothing {
                    assert_eq!(row.outcome, Outcome::Ok, "{what}");
                } else if route.verb == Verb::Get && !route.path.contains("{id}") {
                    assert_eq!(page.status, StatusCode::OK, "{what}");
                    assert_eq!(row.outcome, Outcome::Ok, "{what}");
                } else {
                    // Nothing there, or nothing typed: that did not go well, whatever page says so.
                    assert_eq!(row.outcome, Outcome::Failed, "{what}");
                }
            } else {
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{what}");
                assert_eq!(row.outcome, Outcome::Refused, "{what}");
            }
        }
    }
    assert!(reached > 80, "{reached}: the walk went somewhere");
}

#[tokio::test]
async fn nobody_and_no_locked_or_disabled_account_reaches_a_route_of_the_desk_and_all_are_on_record()
 {
    let town = Town::open().await;
    let tracking = town.file(Kind::LostProperty, "Role").await.compact();
    let mut locked = town.desk("ada", Role::Supervisor).await;
    let cookies = locked.cookies.clone();
    let store = &town.state.store;
    let ada = staff::by_login(store.reader(), "ada")
        .await
        .expect("read")
        .expect("ada");
    let mut disabled = town.desk("eve", Role::Administrator).await;
    let disabled_cookies = disabled.cookies.clone();
    let eve = staff::by_login(store.reader(), "eve")
        .await
        .expect("read")
        .expect("eve");
    let now = town.clock.now();
    store
        .write(async |tx| {
            staff::lock(tx, ada.id, now).await?;
            staff::disable(tx, eve.id, now).await.map(drop)
        })
        .await
        .expect("locked and disabled");
    let mut nobody = town.browser();
    let mut stranger = town.browser();
    stranger
        .cookies
        .extend(cookies.keys().map(|name| (name.clone(), "x".repeat(43))));
    for route in routes() {
        let (Needs::Staff(_, code) | Needs::Glance(_, code)) = route.needs else {
            continue;
        };
        locked.cookies.clone_from(&cookies);
        disabled.cookies.clone_from(&disabled_cookies);
        for (who, browser) in [
            ("nobody", &mut nobody),
            ("locked", &mut locked),
            ("disabled", &mut disabled),
            ("a made-up cookie", &mut stranger),
        ] {
            let what = format!("{who} {:?} {}", route.verb, route.path);
            let before = rows(&town).await.len();
            let page = asked(browser, &route, &tracking).await;
            assert_eq!(page.location(), "/staff/sign-in", "{what}");
            let row = one_more(&town, before, &what).await;
            assert_eq!(
                (row.actor, row.action.as_str(), row.outcome),
                (Actor::Unknown, code, Outcome::Refused),
                "{what}"
            );
            assert_eq!(row.source.as_deref(), Some("192.0.2.7"), "{what}");
        }
    }
}

#[tokio::test]
async fn what_is_no_route_of_the_desk_asks_nobody_to_sign_in() {
    let town = Town::open().await;
    for route in routes() {
        let desk = matches!(route.needs, Needs::Staff(..) | Needs::Glance(..));
        let sign_in = route.path.starts_with("/staff/sign-");
        assert_eq!(
            route.path.starts_with("/staff") && !sign_in,
            desk,
            "{}: everything under /staff has a guard, and nothing else",
            route.path
        );
        if !desk && !sign_in {
            let page = asked(&mut town.browser(), &route, "2222222222222").await;
            assert_ne!(page.location(), "/staff/sign-in", "{}", route.path);
            assert_ne!(
                page.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{}",
                route.path
            );
        }
    }
}

#[tokio::test]
async fn every_action_of_the_table_of_roles_is_that_of_a_route() {
    for action in Action::ALL {
        let found = routes()
            .iter()
            .any(|route| matches!(route.needs, Needs::Staff(needed, _) if needed == *action));
        assert!(found, "{action:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_put_on_record_is_not_shown() {
    use sea_orm::ConnectionTrait;
    let town = Town::open().await;
    let tracking = town.file(Kind::LostProperty, "Closed").await.compact();
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let broken: Result<(), server::store::StoreError> = town
        .state
        .store
        .write(async |tx| {
            tx.execute_unprepared("DELETE FROM audit_head").await?;
            Ok(())
        })
        .await;
    broken.expect("the end of the trail is gone");
    let page = desk.get(&format!("/staff/reports/{tracking}")).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!page.has("Closed"), "nothing of the report");
    let refused = town.browser().get("/staff").await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!refused.headers.contains_key(header::LOCATION));
}

#[tokio::test]
async fn an_address_that_was_typed_is_not_put_on_record() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Auditor).await;
    for path in ["/staff/reports/Ana-Lopez", "/staff/files/Ana-Lopez"] {
        let page = desk.get(path).await;
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
    }
    assert!(!town.database_holds("Ana-Lopez"));
    let rows = rows(&town).await;
    assert!(
        rows[..2]
            .iter()
            .all(|row| row.object.is_none() && row.outcome == Outcome::Failed)
    );
}
