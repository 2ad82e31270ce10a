//! Nothing of a person is in the audit trail or in the log, whatever happens to a report (CJIS AU-3(3)).

use crate::api::{RECORDS, acknowledge, both, get};
use crate::support::filled::{Extent, answers};
use crate::support::log;
use crate::support::town::{Browser, Filed, Page, Town};
use domain::access::Role;
use domain::incident::Kind;
use server::store::audit;
use std::collections::BTreeSet;

/// Parts of what is typed, as they might be written down: in small letters, without what stands between digits.
const CANARIES: [&str; 9] = [
    "kanarienvogel",
    "zeisig",
    "zilpzalp",
    "goldammer",
    "neuntoeter",
    "pirol",
    "rotkehlchen",
    "wiedehopf",
    "5550187",
];

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

async fn file(filer: &mut Browser<'_>, kind: Kind) -> Filed {
    let mut given = answers(kind, Extent::Most, "Pirol");
    for (key, value) in [
        ("first_name", "Kanarienvogel"),
        ("last_name", "Zeisig"),
        ("email", "zilpzalp@example.org"),
        ("phone", "(203) 555-0187"),
        (
            "narrative",
            "The goldammer was there and then it was not there any more.",
        ),
    ] {
        given.set(key, value);
    }
    filer.fill(&given).await;
    filer.post("/report/check", &[("certify", "yes")]).await;
    Filed::read(&filer.get("/report/sent").await)
}

/// Posts a decision with the version that the page shows.
async fn decide(desk: &mut Browser<'_>, filed: &Filed, verb: &str, more: &[(&str, &str)]) -> Page {
    let report = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&report).await.attribute("name=\"version\" value");
    let mut fields = vec![("version", version.as_str())];
    fields.extend(more);
    desk.post(&format!("{report}/{verb}"), &fields).await
}

#[tokio::test]
async fn no_name_mail_telephone_or_narrative_is_in_the_trail_or_in_the_log_whatever_happens() {
    log::listen();
    let town = Town::open().await;
    let mut filer = town.browser();
    let mut desk = town.desk("ada", Role::Supervisor).await;

    // Asked, answered, corrected, approved, supplemented, fetched.
    let first = file(&mut filer, Kind::LostProperty).await;
    decide(&mut desk, &first, "claim", &[]).await;
    let asked = decide(
        &mut desk,
        &first,
        "ask",
        &[("question", "Who is Neuntoeter?")],
    )
    .await;
    assert!(
        asked.location().starts_with("/staff?done="),
        "{}",
        asked.text
    );
    assert!(
        opened(&mut filer, "/status", &first, &[])
            .await
            .has("Neuntoeter")
    );
    opened(
        &mut filer,
        "/status/reply",
        &first,
        &[("answer", "A rotkehlchen.")],
    )
    .await;
    let corrected = [
        ("correct_key", "last_name"),
        ("correct_value", "Wiedehopf"),
        ("correct_reason", "Neuntoeter said so, 203 555 0187"),
    ];
    decide(&mut desk, &first, "correct", &corrected).await;
    let approved = decide(
        &mut desk,
        &first,
        "approve",
        &[("damage", "minor"), ("bias", "88")],
    )
    .await;
    assert!(
        approved.location().starts_with("/staff?done="),
        "{}",
        approved.text
    );
    opened(
        &mut filer,
        "/status/reply",
        &first,
        &[("answer", "And a wiedehopf.")],
    )
    .await;
    opened(&mut filer, "/status/copy", &first, &[]).await;
    town.work().await;
    let key = both(&town).await;
    assert!(get(&town, &key, RECORDS).await.has("Kanarienvogel"));
    acknowledge(
        &town,
        &key,
        town.id(&first).await,
        "{\"rms_number\": \"26-000123\"}",
    )
    .await;

    // Handed to an officer; a duplicate; withdrawn.
    let second = file(&mut town.browser(), Kind::Vandalism).await;
    let told = [
        ("officer", "Sgt. Hall"),
        ("contact_by", "telephone"),
        ("number", "203 555 0187"),
        ("spoke_with", "Kanarienvogel"),
        ("called_at", "Nov 20, 12:00"),
        ("outcome", "Rotkehlchen will call back"),
    ];
    let assigned = decide(&mut desk, &second, "officer", &told).await;
    assert!(
        assigned.location().starts_with("/staff?done="),
        "{}",
        assigned.text
    );
    let third = file(&mut town.browser(), Kind::HarassingCalls).await;
    decide(
        &mut desk,
        &third,
        "duplicate",
        &[("duplicate_of", "Zeisig")],
    )
    .await;
    decide(
        &mut desk,
        &third,
        "duplicate",
        &[("duplicate_of", &first.tracking)],
    )
    .await;
    let mut fourth = town.browser();
    let withdrawn = file(&mut fourth, Kind::IdentityTheft).await;
    opened(&mut fourth, "/status/withdraw", &withdrawn, &[]).await;

    // An officer wanted, and a draft for later.
    let mut caller = town.browser();
    caller
        .fill(&answers(Kind::HarassingCalls, Extent::Least, "Pirol"))
        .await;
    caller
        .post("/report/save", &[("email", "zilpzalp@example.org")])
        .await;
    let wanted = [
        ("officer_name", "Kanarienvogel Zeisig"),
        ("officer_phone", "203 555 0187"),
        ("officer_email", "zilpzalp@example.org"),
        ("officer_when", "after the pirol sings"),
    ];
    assert_eq!(
        caller.post("/officer", &wanted).await.location(),
        "/officer/sent"
    );
    let list = desk.get("/staff/callbacks").await;
    let id = list
        .text
        .split("/staff/callbacks/")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .expect("an id");
    let closing = [("officer", "Sgt. Hall"), ("outcome", "Wiedehopf was told")];
    desk.post(&format!("/staff/callbacks/{id}/close"), &closing)
        .await;

    // Looked for, by whoever may and by whoever may not.
    for text in [
        "Zeisig, Kanarienvogel",
        "203 555 0187",
        "zilpzalp@example.org",
        "goldammer",
    ] {
        let found = desk.post("/staff/search", &[("q", text)]).await.location();
        desk.get(&found).await;
        let address =
            serde_urlencoded::to_string([("who", text), ("object", text), ("action", text)])
                .expect("a query");
        town.desk(&format!("eve{}", text.len()), Role::Auditor)
            .await
            .get(&format!("/staff/audit?{address}"))
            .await;
    }
    town.browser()
        .sign_in("zeisig", "Kanarienvogel", "5550187")
        .await;
    caller.get("/status?tracking=Zeisig").await;
    desk.get("/staff/map").await;
    desk.get("/staff/links").await;
    town.work().await;

    let rows = audit::recent(town.state.store.reader(), 10_000)
        .await
        .expect("rows");
    let actions: BTreeSet<&str> = rows.iter().map(|row| row.action.as_str()).collect();
    for action in [
        "report.submit",
        "report.claim",
        "report.ask_for_more",
        "report.status",
        "report.correct",
        "report.approve",
        "report.needs_officer",
        "report.mark_duplicate",
        "report.search",
        "officer_request.close",
        "records.read",
        "records.acknowledge",
        "audit.search",
        "session.sign_in",
    ] {
        assert!(actions.contains(action), "{action} is among {actions:?}");
    }
    let small = |text: &str| text.to_lowercase().replace(['-', ' ', '(', ')'], "");
    for row in &rows {
        let line = small(&format!("{row:?}"));
        for canary in CANARIES {
            assert!(!line.contains(canary), "{canary}: {row:?}");
        }
    }
    // Hashes, ids and times are digits, too: a telephone is looked for where something else could be written.
    let logged = log::caught().to_lowercase();
    assert!(logged.contains("/staff/search"), "requests are logged");
    for line in logged.lines() {
        for canary in CANARIES.iter().filter(|canary| !canary.starts_with('5')) {
            assert!(!line.contains(canary), "{canary}: {line}");
        }
        assert!(
            !line.contains("555-0187") && !line.contains("555 0187"),
            "{line}"
        );
    }
}
