//! The language of a page: chosen, asked for by the browser, or English; and the switch, which loses nothing.

use crate::support::filled::{Extent, answers};
use crate::support::town::{Browser, Filed, Page, Town};
use app::words::{Lang, Words};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::access::Role;
use domain::field::Choice;
use domain::incident::Kind;

/// Sentences of English of at least three words, without the ones that Spanish shares.
fn english_only() -> Vec<String> {
    let settings = [
        ("town", "Westport"),
        ("department", "Westport Police Department"),
        ("address", "50 Jesup Road, Westport, CT 06880"),
        ("telephone", "(203) 341-6000"),
    ];
    let english = Words::new(Lang::ENGLISH, &settings).expect("words");
    let spanish = Words::new(Lang::of("es").expect("Spanish"), &settings).expect("words");
    english
        .keys()
        .map(|key| (english.t(key), spanish.t(key)))
        .filter(|(own, other)| own != other && own.split(' ').count() >= 3)
        .map(|(own, _)| own)
        .filter(|own| !own.contains(['{', '[', '\n']))
        .collect()
}

fn assert_spanish(page: &Page, english: &[String], what: &str) {
    assert_eq!(page.status, StatusCode::OK, "{what}");
    assert!(page.has("<html lang=\"es\">"), "{what}: {}", page.text);
    assert_eq!(page.headers[header::CONTENT_LANGUAGE], "es", "{what}");
    let text = page
        .text
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    for sentence in english {
        assert!(!text.contains(sentence), "{what} says: {sentence}");
    }
}

async fn in_spanish<'a>(town: &'a Town) -> Browser<'a> {
    let mut browser = town.browser();
    let chosen = browser
        .post("/language", &[("in_language", "es"), ("to", "/")])
        .await;
    assert_eq!(chosen.location(), "/");
    browser
}

async fn asking(town: &Town, accept: &str) -> Page {
    let mut browser = town.browser();
    let mut request = browser.request(Method::GET, "/", Body::empty());
    let value = accept.parse().expect("header");
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, value);
    browser.send(request).await
}

#[tokio::test]
async fn a_page_is_in_the_language_that_the_browser_asks_for_until_one_is_chosen() {
    let town = Town::open().await;
    for (accept, lang) in [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("en-US,en;q=0.9,es;q=0.5", "en"),
        ("fr", "en"),
        ("\u{7f}", "en"),
    ] {
        if accept.contains('\u{7f}') {
            continue;
        }
        let page = asking(&town, accept).await;
        assert!(page.has(&format!("<html lang=\"{lang}\">")), "{accept}");
        assert_eq!(page.headers[header::CONTENT_LANGUAGE], lang);
        let vary: Vec<_> = page.headers.get_all(header::VARY).iter().collect();
        assert!(
            vary.iter()
                .any(|vary| vary.as_bytes().starts_with(b"accept-language, cookie")),
            "{vary:?}"
        );
    }
    // A choice is stronger than what the browser asks for.
    let mut browser = in_spanish(&town).await;
    let mut request = browser.request(Method::GET, "/", Body::empty());
    let value = "en-US".parse().expect("header");
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, value);
    assert!(browser.send(request).await.has("<html lang=\"es\">"));
}

#[tokio::test]
async fn every_resident_page_offers_the_other_language_in_that_language() {
    let town = Town::open().await;
    let mut browser = town.browser();
    browser.post("/report/start", &[]).await;
    for path in [
        "/",
        "/accessibility",
        "/officer",
        "/status",
        "/verify",
        "/report/emergency",
        "/nowhere",
    ] {
        let page = browser.get(path).await;
        assert!(page.has("lang=\"es\"") && page.has(">Español<"), "{path}");
    }
    let mut browser = in_spanish(&town).await;
    assert!(browser.get("/").await.has(">English<"));
    // The desk is in English, whoever asks.
    let desk = browser.get("/staff/sign-in").await;
    assert!(desk.has("<html lang=\"en\">") && !desk.has(">English<"));
}

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

#[tokio::test]
async fn the_switch_keeps_the_page_the_answers_and_what_is_half_typed() {
    let town = Town::open().await;
    let mut browser = town.browser();
    let mut given = answers(Kind::Vandalism, Extent::Least, "Ana");
    given.set("narrative", "");
    browser.fill(&given).await;
    // Too short to go on with, and shown as wrong: kept all the same, with its error.
    let address = "/report/narrative?e=1";
    let switched = browser
        .post(address, &[("narrative", "Half a"), ("in_language", "es")])
        .await;
    assert_eq!(switched.location(), address);
    let page = browser.get(&switched.location()).await;
    assert!(page.has("<html lang=\"es\">") && page.has("Half a"));
    assert!(page.has("Hay un problema"), "{}", page.text);
    assert!(page.has("formaction=\"/report/narrative?e=1\""));
    // Earlier answers are there.
    let place = browser.get("/report/place").await;
    assert!(place.has("value=\"Ana place_address"));

    // An entry of a list that is being added.
    let mut browser = town.browser();
    let mut given = answers(Kind::LostProperty, Extent::Least, "Ana");
    given.remove_entry("items", 0);
    browser.fill(&given).await;
    let switched = browser
        .post(
            "/report/items/add",
            &[
                ("items.0.item_description", "Half a"),
                ("in_language", "es"),
            ],
        )
        .await;
    assert_eq!(switched.location(), "/report/items/1");
    assert!(browser.get("/report/items/1").await.has("Half a"));
    let empty = browser.get("/report/items/2").await;
    assert_eq!(empty.status, StatusCode::NOT_FOUND);

    // The request for an officer.
    let mut browser = town.browser();
    let switched = browser
        .post(
            "/officer",
            &[("officer_name", "Half a"), ("in_language", "es")],
        )
        .await;
    assert_eq!(switched.location(), "/officer");
    let page = browser.get("/officer").await;
    assert!(page.has("<html lang=\"es\">") && page.has("value=\"Half a\""));
    assert_eq!(
        town.work().await,
        0,
        "nothing was sent by changing the language"
    );
}

#[tokio::test]
async fn the_switch_keeps_an_opened_report_and_a_half_typed_reply() {
    let town = Town::open().await;
    let filed = town.file(Kind::Vandalism, "Ana").await;
    let mut browser = town.browser();
    let typed = browser
        .post(
            "/status",
            &[("tracking", &filed.tracking), ("in_language", "es")],
        )
        .await;
    assert!(typed.has("<html lang=\"es\">") && typed.has(&filed.tracking));
    assert!(!typed.has("error-summary"));
    let numbers = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    let opened = browser.post("/status", &numbers).await;
    assert!(opened.has("Recibido") && opened.has("formaction=\"/status/reply\""));

    let mut desk = town.desk("ada", Role::Reviewer).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&report).await.attribute("name=\"version\" value");
    desk.post(
        &format!("{report}/ask"),
        &[("version", &version), ("question", "Which color?")],
    )
    .await;
    let mut again = numbers.to_vec();
    again.extend([("answer", "Half a"), ("in_language", "en")]);
    let page = browser.post("/status/reply", &again).await;
    assert!(page.has("<html lang=\"en\">") && page.has("Half a") && page.has("Which color?"));
    assert!(page.has("We have a question for you"), "not answered yet");
    assert_eq!(browser.cookies["lang"], "en");
}

#[tokio::test]
async fn every_kind_is_filed_in_spanish_from_the_first_page_to_the_copy() {
    let town = Town::open().await;
    let english = english_only();
    let mut desk = town.desk("ada", Role::Reviewer).await;
    for kind in Kind::ALL {
        let before = town.mail().len();
        let mut browser = in_spanish(&town).await;
        let given = answers(*kind, Extent::Most, "Ana");
        for path in [
            "/",
            "/accessibility",
            "/officer",
            "/status",
            "/verify",
            "/verify?c=x",
        ] {
            assert_spanish(&browser.get(path).await, &english, path);
        }
        let check = browser.fill(&given).await;
        assert_spanish(&check, &english, kind.code());
        // Every page of the journey, as it was answered, and with its errors.
        let rules = crate::support::filled::rules();
        for step in domain::journey::Journey::walk(&given, &rules).done {
            for view in ["", "?e=1"] {
                let path = format!("/report/{}{view}", step.id);
                assert_spanish(&browser.get(&path).await, &english, &path);
            }
        }
        let sent = browser.post("/report/check", &[("certify", "yes")]).await;
        assert_eq!(sent.location(), "/report/sent");
        let page = browser.get("/report/sent").await;
        assert_spanish(&page, &english, "/report/sent");
        assert!(page.has("a más tardar el"), "the day, in Spanish");
        let filed = Filed::read(&page);

        // The desk reads English, and who filed in what.
        let report = format!("/staff/reports/{}", filed.compact());
        let page = desk.get(&report).await;
        assert!(page.has("<html lang=\"en\">") && page.has("Filed in Spanish"));
        assert!(page.has("Was anything taken?") || page.has("Do you know or suspect who did it?"));
        assert!(!page.has("¿"), "{kind:?}");
        let version = page.attribute("name=\"version\" value");
        let approved = desk
            .post(
                &format!("{report}/approve"),
                &[
                    ("version", &version),
                    ("damage", "minor"),
                    ("threat", "no"),
                    ("bias", "88"),
                ],
            )
            .await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.text);

        town.work().await;
        let mails = town.mail();
        assert_eq!(mails.len(), before + 2, "receipt and copy");
        let mails: Vec<String> = mails.iter().map(|mail| readable(mail)).collect();
        let copy = mails
            .iter()
            .find(|mail| {
                mail.contains("Su número de caso es WP26") && mail.contains(&filed.tracking)
            })
            .unwrap_or_else(|| panic!("no copy of {kind:?} in Spanish"));
        assert!(copy.contains("<html lang=\"es\">"));
        assert!(
            mails.iter().any(|mail| mail.contains(&filed.tracking)
                && mail.contains("Su número de seguimiento es")),
            "no receipt of {kind:?} in Spanish"
        );

        let status = browser
            .post(
                "/status",
                &[
                    ("tracking", &filed.tracking),
                    ("access_code", &filed.access_code),
                ],
            )
            .await;
        assert_spanish(&status, &english, "/status");
        assert!(
            status.has("de noviembre de 2026, 12:00 PM"),
            "{}",
            status.text
        );
    }
}

/// A message with its quoted-printable text undone.
fn readable(mail: &str) -> String {
    let mail = mail.replace("=\r\n", "").replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = mail.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = match (*first, tail) {
            (b'=', [a, b, ..]) => std::str::from_utf8(&[*a, *b])
                .ok()
                .and_then(|hex| u8::from_str_radix(hex, 16).ok()),
            _ => None,
        };
        match hex {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_request_for_an_officer_is_confirmed_in_the_language_in_which_it_was_asked() {
    let town = Town::open().await;
    let english = english_only();
    let mut browser = in_spanish(&town).await;
    let sent = browser
        .post(
            "/officer",
            &[
                ("officer_name", "Ana"),
                ("officer_phone", "203 555 0142"),
                ("officer_email", "ana@example.org"),
                ("officer_when", ""),
            ],
        )
        .await;
    assert_eq!(sent.location(), "/officer/sent");
    let page = browser.get("/officer/sent").await;
    assert_spanish(&page, &english, "/officer/sent");
    let filed = Filed::read(&page);
    town.work().await;
    let mail = town.mail();
    assert!(readable(&mail[0]).contains("Usted pidió hablar con un agente"));
    let status = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    let opened = browser.post("/status", &status).await;
    assert_spanish(&opened, &english, "a request's status");
    let mut again = status.to_vec();
    again.push(("in_language", "en"));
    let switched = browser.post("/status/reply", &again).await;
    assert!(
        switched.has("An officer will call you"),
        "{}",
        switched.text
    );
    let mut desk = town.desk("ada", Role::Reviewer).await;
    assert!(desk.get("/staff/callbacks").await.has("asked in Spanish"));
}

#[tokio::test]
async fn refusals_and_stops_are_in_spanish_too() {
    let town = Town::open().await;
    let english = english_only();
    let mut browser = in_spanish(&town).await;
    let missing = browser.get("/nowhere").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.has("<html lang=\"es\">") && missing.has("No hallamos esta página"));
    browser.post("/report/start", &[]).await;
    let wrong = browser.post("/report/emergency", &[("other", "x")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.has("No pudimos leer esto"));
    browser
        .post("/report/emergency", &[("emergency", "yes")])
        .await;
    let stopped = browser.get("/report/stopped").await;
    assert_spanish(&stopped, &english, "/report/stopped");
    assert!(stopped.has("Llame al 9-1-1 ahora"));
}
