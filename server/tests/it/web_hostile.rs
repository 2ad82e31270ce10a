//! Text that would be more than text: stored as it was typed, byte for byte, and shown as text on every page of filers and
//! of the desk. The same for what stands in an address.

use crate::support::filled::{Extent, answers, rules};
use crate::support::hostile::TEXTS;
use crate::support::html;
use crate::support::town::{Browser, Filed, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::answers::{RawAnswers, entry_key};
use domain::field::{Choice, FieldKind, FieldSpec};
use domain::incident::{Body, Kind};
use domain::journey::Journey;
use server::store::reports::{self, ReportRow};
use std::collections::BTreeSet;
use std::net::SocketAddr;

/// A page on which nothing acts, as a browser reads it.
fn read(page: &Page, what: &str) -> html::Read {
    assert!(!page.status.is_server_error(), "{what}: {}", page.status);
    let read = html::read(&page.text);
    read.assert_harmless(what);
    read
}

/// Complete answers of this kind with an attack in each field of free text, beginning at this place of the list.
fn attacked(kind: Kind, from: usize) -> (RawAnswers, Vec<String>) {
    let mut given = answers(kind, Extent::Most, "Word");
    let mut attacks = TEXTS.iter().cycle().skip(from);
    let mut typed = Vec::new();
    let mut put = |spec: &FieldSpec, key: String, given: &mut RawAnswers| {
        let max = match spec.kind {
            FieldKind::Text { max }
            | FieldKind::SafeText { max }
            | FieldKind::LongText { max, .. } => max,
            _ => return,
        };
        if given.get(&key).is_empty() {
            return;
        }
        let attack = attacks.next().expect("without end");
        let text: String = attack.chars().take(usize::from(max)).collect();
        let mut text = text.trim().to_owned();
        typed.push(text.clone());
        if let FieldKind::LongText { .. } = spec.kind {
            text = format!("{text} and that is how it was when I came home.");
        }
        given.set(key, text);
    };
    for step in Journey::walk(&given.clone(), &rules()).done {
        match &step.body {
            Body::Fields(specs) => {
                for spec in *specs {
                    put(spec, spec.key.to_owned(), &mut given);
                }
            }
            Body::Group(group) => {
                for index in 0..given.entries(group.key) {
                    for spec in group.fields {
                        put(spec, entry_key(group.key, index, spec.key), &mut given);
                    }
                }
            }
        }
    }
    (given, typed)
}

async fn row(town: &Town, filed: &Filed) -> ReportRow {
    let tracking = filed.tracking.parse().expect("a number");
    let found = reports::by_tracking(town.state.store.reader(), &tracking).await;
    found.expect("read").expect("a report")
}

#[tokio::test]
async fn an_attack_in_every_field_is_kept_byte_for_byte_and_shown_as_text() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (place, kind) in Kind::ALL.iter().enumerate() {
        // Twice, so that no field has the same attack both times.
        for from in [place * 7, place * 7 + 31] {
            let (given, typed) = attacked(*kind, from);
            assert!(typed.len() > 8, "{kind:?} has fields of text: {typed:?}");
            let mut filer = town.browser();
            filer.fill(&given).await;
            let check = read(&filer.get("/report/check").await, "check your answers");
            let sent = filer.post("/report/check", &[("certify", "yes")]).await;
            assert_eq!(sent.location(), "/report/sent", "{kind:?} {}", sent.text);
            let confirmation = filer.get("/report/sent").await;
            read(&confirmation, "the confirmation");
            let filed = Filed::read(&confirmation);

            let kept = row(&town, &filed).await;
            for (key, value) in given.iter() {
                assert_eq!(kept.answers.get(key), value, "{kind:?} {key}");
            }
            let report = desk
                .get(&format!("/staff/reports/{}", filed.compact()))
                .await;
            let report = read(&report, "the report page");
            for text in &typed {
                assert!(check.shows(text), "{kind:?}: {text} on the page of answers");
                assert!(
                    report.shows(text),
                    "{kind:?}: {text} on the report page\n{}",
                    report.text
                );
            }
            let numbers = [
                ("tracking", filed.tracking.as_str()),
                ("access_code", filed.access_code.as_str()),
            ];
            read(
                &town.browser().post("/status", &numbers).await,
                "the status page",
            );
            let queue = read(&desk.get("/staff").await, "the queue");
            assert!(
                queue.shows(&kept.filer_name),
                "{}: {}",
                kept.filer_name,
                queue.text
            );
            used.extend(typed);
        }
    }
    assert!(
        used.len() >= TEXTS.len(),
        "every attack was tried: {}",
        used.len()
    );
}

/// The pages of the desk that take something from their address.
const ADDRESSES: [(&str, &[&str]); 10] = [
    (
        "/staff",
        &[
            "kind", "status", "flag", "area", "received", "mine", "unread", "after", "done",
        ],
    ),
    ("/staff/search", &["q"]),
    ("/staff/deliveries", &["show", "before"]),
    ("/staff/links", &["look", "weak"]),
    ("/staff/map", &["from", "to", "kind", "cell"]),
    ("/staff/map.csv", &["from", "to", "kind", "cell"]),
    ("/staff/statistics", &["from", "to", "and_from", "and_to"]),
    (
        "/staff/audit",
        &["who", "action", "object", "outcome", "from", "to", "before"],
    ),
    ("/staff/account/confirm", &["to"]),
    ("/verify", &["c"]),
];

#[tokio::test]
async fn an_attack_in_an_address_or_a_search_gets_a_page_and_changes_nothing() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Bystander").await;
    // An auditor reads every page of the desk.
    let mut desk = town.desk("eve", Role::Auditor).await;
    for (place, text) in TEXTS.iter().enumerate() {
        // From somewhere else each time: wrong codes of a copy are slowed down.
        desk.address = SocketAddr::from(([198, 51, 100, u8::try_from(place).expect("few")], 4000));
        for (path, names) in ADDRESSES {
            // All at once, and one alone.
            let all: Vec<_> = names.iter().map(|name| (*name, *text)).collect();
            let one = [all[place % all.len()]];
            for query in [&all[..], &one[..]] {
                let query = serde_urlencoded::to_string(query).expect("a query");
                let what = format!("{path} {text}");
                let page = desk.get(&format!("{path}?{query}")).await;
                assert_eq!(page.status, StatusCode::OK, "{what}");
                if !path.ends_with(".csv") {
                    read(&page, &what);
                }
            }
        }
        let asked = desk.post("/staff/search", &[("q", text)]).await;
        let found = desk.get(&asked.location()).await;
        let what = format!("search for {text}");
        assert_eq!(found.status, StatusCode::OK, "{what}");
        assert!(
            !read(&found, &what).shows(&filed.tracking),
            "{what} finds nothing that is not so called"
        );
    }
    assert_eq!(row(&town, &filed).await.version, 1);
}

/// One post with the numbers of a report.
async fn opened(
    browser: &mut Browser<'_>,
    path: &str,
    filed: &Filed,
    more: &[(&str, &str)],
) -> Page {
    let mut fields = vec![
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    fields.extend(more);
    browser.post(path, &fields).await
}

#[tokio::test]
async fn what_officers_and_filers_write_to_each_other_is_shown_as_text() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Supervisor).await;
    for text in &TEXTS[20..50] {
        let filed = town.file(Kind::LostProperty, "Word").await;
        let path = format!("/staff/reports/{}", filed.compact());
        let version = desk.get(&path).await.attribute("name=\"version\" value");
        let asked = [("version", version.as_str()), ("question", *text)];
        let done = desk.post(&format!("{path}/ask"), &asked).await;
        assert!(
            done.location().starts_with("/staff"),
            "{text}: {}",
            done.text
        );
        let mut filer = town.browser();
        let status = read(
            &opened(&mut filer, "/status", &filed, &[]).await,
            "the status page",
        );
        assert!(status.shows(text), "the question {text}\n{}", status.text);
        opened(&mut filer, "/status/reply", &filed, &[("answer", text)]).await;
        let report = read(&desk.get(&path).await, "the report page");
        assert_eq!(
            report.text.matches(text).count(),
            2,
            "question and answer: {text}\n{}",
            report.text
        );
        // A form that comes back with what was typed.
        let again = desk
            .post(
                &format!("{path}/duplicate"),
                &[("version", "1"), ("duplicate_of", text)],
            )
            .await;
        read(&again, "the form again");
    }
    town.work().await;
    for mail in town.mail() {
        assert!(
            !mail.contains("<script>alert") && !mail.contains("onerror=alert"),
            "{mail}"
        );
    }
}
