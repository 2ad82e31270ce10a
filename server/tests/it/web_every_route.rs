//! What holds for every route of the table, and for a route that is added tomorrow: methods, headers, cookies.

use crate::support::provider::{CLIENT, Provider, SECRET};
use crate::support::town::{Browser, PASSWORD, Page, Town};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::access::Role;
use server::settings::{Provider as Set, SecondFactor, Secret};
use server::web::routes::{Route, Verb, routes};
use std::collections::{BTreeMap, BTreeSet};

const ID: &str = "0192aaaa-0000-7000-8000-000000000000";

fn address(route: &Route) -> String {
    route
        .path
        .replace("{tracking}", "2222222222222")
        .replace("{id}", ID)
        .replace("{report_id}", ID)
        .replace("{step}", "emergency")
        .replace("{entry}", "add")
}

fn method(route: &Route) -> Method {
    match route.verb {
        Verb::Get => Method::GET,
        Verb::Post => Method::POST,
        Verb::Patch => Method::PATCH,
    }
}

async fn asked(
    browser: &mut Browser<'_>,
    method: &Method,
    path: &str,
    more: &[(&str, &str)],
) -> Page {
    let mut request = browser.request(method.clone(), path, Body::empty());
    for (name, value) in more {
        let name: header::HeaderName = name.parse().expect("a name");
        request
            .headers_mut()
            .insert(name, value.parse().expect("a value"));
    }
    browser.send(request).await
}

#[tokio::test]
async fn no_address_takes_a_method_that_the_table_does_not_name() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Supervisor).await;
    let mut nobody = town.browser();
    let mut named: BTreeMap<String, Vec<Method>> = BTreeMap::new();
    for route in routes() {
        named
            .entry(address(&route))
            .or_default()
            .push(method(&route));
    }
    let mut refused = 0;
    for (path, methods) in &named {
        for other in [
            "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND",
        ] {
            let other = Method::from_bytes(other.as_bytes()).expect("a method");
            if methods.contains(&other) {
                continue;
            }
            for (who, browser) in [("nobody", &mut nobody), ("a supervisor", &mut desk)] {
                let answer = asked(browser, &other, path, &[]).await;
                assert_eq!(
                    answer.status,
                    StatusCode::METHOD_NOT_ALLOWED,
                    "{who}: {other} {path}"
                );
                assert!(
                    answer.headers.contains_key(header::ALLOW),
                    "{who}: {other} {path}"
                );
                refused += 1;
            }
        }
    }
    assert!(refused > 500, "{refused}: the walk went somewhere");
    for path in ["/pkg/a.js", "/robots.txt", "/nowhere", "/api/v1/nowhere"] {
        for other in [
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::TRACE,
            Method::OPTIONS,
        ] {
            let answer = asked(&mut nobody, &other, path, &[]).await;
            assert!(
                answer.status.is_client_error(),
                "{other} {path}: {}",
                answer.status
            );
        }
    }
}

/// A department behind TLS, with the town's sign-in.
async fn behind_tls(provider: &Provider) -> Town {
    let issuer = provider.issuer.clone();
    Town::open_by(|set| {
        "https://reports.police.example".clone_into(&mut set.public_url);
        set.provider = Some(Set {
            name: "your town account".to_owned(),
            issuer,
            client_id: CLIENT.to_owned(),
            secret: Some(Secret::new(SECRET)),
            claim: "preferred_username".to_owned(),
            second_factor: SecondFactor::Here,
        });
    })
    .await
}

/// What every answer carries, whatever it is.
fn assert_headers(page: &Page, path: &str, what: &str) {
    let header = |name: &str| {
        page.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    };
    let policy = header("content-security-policy");
    for part in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{what}: {part} in {policy}");
    }
    for never in ["unsafe-inline", "'unsafe-eval'", "*", "http:"] {
        assert!(!policy.contains(never), "{what}: {never} in {policy}");
    }
    for (name, value) in [
        (
            "strict-transport-security",
            "max-age=31536000; includeSubDomains",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        (
            "permissions-policy",
            "geolocation=(self), camera=(), microphone=()",
        ),
    ] {
        assert_eq!(header(name), value, "{what}: {name}");
    }
    // Two pictures are for other sites; drawings and scripts hold nothing of anybody.
    let elsewhere = if path == "/banner.svg" {
        "cross-origin"
    } else {
        "same-origin"
    };
    assert_eq!(header("cross-origin-resource-policy"), elsewhere, "{what}");
    let file =
        matches!(path, "/banner.svg" | "/map.svg" | "/robots.txt") || path.starts_with("/pkg/");
    let cache = if file { "no-cache" } else { "no-store" };
    assert_eq!(header("cache-control"), cache, "{what}");
    for never in [
        "server",
        "x-powered-by",
        "via",
        "access-control-allow-origin",
        "x-runtime",
    ] {
        assert!(!page.headers.contains_key(never), "{what}: {never}");
    }
    if !page.text.is_empty() {
        let kind = header("content-type");
        assert!(!kind.is_empty(), "{what}: says what it is");
        assert!(
            !kind.starts_with("text/") || kind.contains("charset=utf-8"),
            "{what}: {kind}"
        );
    }
}

#[tokio::test]
async fn every_answer_of_every_route_carries_the_headers_also_when_it_refuses() {
    let provider = Provider::start().await;
    let town = behind_tls(&provider).await;
    let mut nobody = town.browser();
    let mut statuses = BTreeSet::new();
    for route in routes() {
        let path = address(&route);
        let form = ("content-type", "application/x-www-form-urlencoded");
        for (what, method, more) in [
            ("as it is meant", method(&route), vec![form]),
            (
                "with no form",
                method(&route),
                vec![("content-type", "text/plain")],
            ),
            (
                "from another site",
                method(&route),
                vec![("sec-fetch-site", "cross-site")],
            ),
            ("with another method", Method::DELETE, vec![]),
        ] {
            let page = asked(&mut nobody, &method, &path, &more).await;
            assert_headers(&page, &path, &format!("{method} {path} {what}"));
            statuses.insert(page.status.as_u16());
        }
    }
    for path in [
        "/nowhere",
        "/staff/nowhere",
        "/api/v1/nowhere",
        "/pkg/none.js",
        "/report/no-such",
        "/%2e%2e/etc/passwd",
    ] {
        let page = nobody.get(path).await;
        assert_headers(&page, path, path);
        statuses.insert(page.status.as_u16());
    }
    let large = "x".repeat(300_000);
    let page = nobody.post("/status", &[("tracking", &large)]).await;
    assert_headers(&page, "/status", "too large");
    statuses.insert(page.status.as_u16());
    for status in [200, 303, 401, 403, 404, 405, 413] {
        assert!(statuses.contains(&status), "{status} is among {statuses:?}");
    }
}

#[tokio::test]
async fn every_cookie_behind_tls_is_bound_to_this_host_and_out_of_reach_of_scripts() {
    let provider = Provider::start().await;
    let town = behind_tls(&provider).await;
    let secret = town.hire("ada", Role::Reviewer).await;
    let mut browser = town.browser();
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let code = town.code(&secret);
    let signed_in = [
        ("login", "ada"),
        ("password", PASSWORD),
        ("code", code.as_str()),
    ];
    for page in [
        browser
            .post("/language", &[("in_language", "es"), ("to", "/")])
            .await,
        browser.post("/report/start", &[]).await,
        browser.post("/exit", &[]).await,
        browser.post("/staff/sign-in/notice", &[]).await,
        browser.get("/staff/sign-in/provider").await,
        browser
            .get("/staff/sign-in/provider/back?state=x&code=x")
            .await,
        browser.post("/staff/sign-in", &signed_in).await,
        browser.post("/staff/sign-out", &[]).await,
    ] {
        for line in page.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().expect("text");
            let (name, rest) = line.split_once('=').expect("a cookie");
            assert!(name.starts_with("__Host-"), "{line}");
            let parts: BTreeSet<&str> = rest.split("; ").skip(1).collect();
            for part in ["Path=/", "HttpOnly", "Secure"] {
                assert!(parts.contains(part), "{part}: {line}");
            }
            assert!(!rest.contains("Domain"), "{line}");
            assert!(line.len() < 4096, "{line}");
            let same_site = parts.iter().find(|part| part.starts_with("SameSite="));
            let same_site = (*same_site.expect("SameSite")).to_owned();
            seen.entry(name.to_owned()).or_default().insert(same_site);
        }
    }
    let expected = [
        ("__Host-agreed", "SameSite=Lax"),
        ("__Host-away", "SameSite=Lax"),
        ("__Host-draft", "SameSite=Lax"),
        ("__Host-lang", "SameSite=Lax"),
        ("__Host-session", "SameSite=Strict"),
    ];
    let seen: Vec<(String, String)> = seen
        .into_iter()
        .map(|(name, same_site)| (name, same_site.into_iter().collect::<Vec<_>>().join(" ")))
        .collect();
    let expected = expected.map(|(name, same_site)| (name.to_owned(), same_site.to_owned()));
    assert_eq!(seen, expected);
}
