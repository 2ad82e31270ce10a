//! What is refused, and that the log keeps no trace of what was in it.

use crate::support::filled::{Extent, answers};
use crate::support::log;
use crate::support::town::Town;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::incident::Kind;

#[tokio::test]
async fn unknown_fields_are_refused() {
    let town = Town::open().await;
    let mut resident = town.browser();
    resident.post("/report/start", &[]).await;
    let page = resident
        .post(
            "/report/emergency",
            &[("emergency", "no"), ("status", "approved")],
        )
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(
        page.has("(203) 341-6000"),
        "a page with the telephone numbers"
    );
}

#[tokio::test]
async fn oversized_bodies_are_refused() {
    let town = Town::open().await;
    let mut resident = town.browser();
    resident.post("/report/start", &[]).await;
    let page = resident
        .post("/report/emergency", &[("emergency", &"x".repeat(300_000))])
        .await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.has("too much at once"), "{}", page.text);
}

#[tokio::test]
async fn wrong_methods_are_refused() {
    let town = Town::open().await;
    let mut resident = town.browser();
    for (method, path) in [
        (Method::GET, "/report/start"),
        (Method::PUT, "/report/emergency"),
        (Method::DELETE, "/report/check"),
        (Method::POST, "/report/sent"),
        (Method::GET, "/staff/sign-out"),
        (Method::GET, "/status/withdraw"),
    ] {
        let page = resident
            .send(resident.request(method.clone(), path, Body::empty()))
            .await;
        assert_eq!(
            page.status,
            StatusCode::METHOD_NOT_ALLOWED,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn cross_site_posts_are_refused() {
    let town = Town::open().await;
    let mut resident = town.browser();
    resident.post("/report/start", &[]).await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        for path in [
            "/report/emergency",
            "/report/check",
            "/staff/sign-in",
            "/officer",
            "/status",
        ] {
            let mut request = resident.request(Method::POST, path, Body::from("emergency=no"));
            request.headers_mut().insert(
                header::CONTENT_TYPE,
                "application/x-www-form-urlencoded".parse().expect("type"),
            );
            request
                .headers_mut()
                .insert(name, value.parse().expect("value"));
            assert_eq!(
                resident.send(request).await.status,
                StatusCode::FORBIDDEN,
                "{name}: {value} {path}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let town = Town::open().await;
    let mut resident = town.browser();
    resident.post("/report/start", &[]).await;
    for kind in [
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
    ] {
        let mut request = resident.request(
            Method::POST,
            "/report/emergency",
            Body::from("{\"emergency\":\"no\"}"),
        );
        request
            .headers_mut()
            .insert(header::CONTENT_TYPE, kind.parse().expect("type"));
        assert_eq!(
            resident.send(request).await.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{kind}"
        );
    }
}

#[tokio::test]
async fn nothing_that_was_typed_is_in_the_log() {
    let town = Town::open().await;
    log::listen();
    let mut resident = town.browser();
    resident
        .fill(&answers(Kind::IdentityTheft, Extent::Most, "Kanarek"))
        .await;
    resident.post("/report/check", &[("certify", "yes")]).await;
    resident
        .post("/report/emergency", &[("Kanarek", "Kanarek")])
        .await;
    resident
        .post(
            "/report/emergency",
            &[("emergency", &"Kanarek".repeat(60_000))],
        )
        .await;
    resident
        .post(
            "/status",
            &[("tracking", "Kanarek"), ("access_code", "Kanarek")],
        )
        .await;
    resident.sign_in("kanarek", "Kanarek", "Kanarek").await;
    town.work().await;
    let caught = log::caught();
    assert!(caught.contains("/report/check"), "the log is listened to");
    assert!(!caught.to_lowercase().contains("kanarek"));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let town = Town::open().await;
    let mut resident = town.browser();
    for path in [
        "/",
        "/report/emergency",
        "/nothing",
        "/verify",
        "/staff",
        "/healthz",
        "/map.svg",
        "/pkg/none.js",
    ] {
        let page = resident.get(path).await;
        let header = |name: &str| {
            page.headers
                .get(name)
                .map_or("", |value| value.to_str().expect("text"))
                .to_owned()
        };
        assert!(
            header("content-security-policy").contains("default-src 'none'"),
            "{path}"
        );
        assert!(
            !header("content-security-policy").contains("unsafe-inline"),
            "{path}"
        );
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert!(!header("cache-control").is_empty(), "{path}");
        assert!(
            !page.text.contains("<script>") && !page.text.contains("style=\""),
            "{path}: nothing inline"
        );
    }
}
