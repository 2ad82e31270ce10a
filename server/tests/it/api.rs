//! The interface for the records system: fetching with a cursor, acknowledging, and keys.

use crate::support::town::{Browser, Filed, Page, Town};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::access::{Role, Scope};
use domain::incident::Kind;
use serde_json::{Value, json};
use server::secret::ApiKey;
use server::store::api_keys::{self, KeyRow};
use server::store::audit::{self, AuditRow, Outcome};
use server::store::jobs::{self, JobState};
use server::store::{Actor, StoreError, Uuid};
use std::time::Duration;

pub const RECORDS: &str = "/api/v1/records";

/// Gives a system a key, as the command line does.
pub async fn key(town: &Town, name: &str, scopes: &[Scope]) -> ApiKey {
    let key = ApiKey::random();
    let row = KeyRow {
        id: key.id,
        name: name.to_owned(),
        scopes: scopes.to_vec(),
        hash: key.hash(),
        created_at: town.clock.now(),
        revoked_at: None,
    };
    let added: Result<(), StoreError> = town
        .state
        .store
        .write(async |tx| api_keys::add(tx, &row).await)
        .await;
    added.expect("added");
    key
}

pub async fn both(town: &Town) -> String {
    key(town, "Records", &[Scope::ReadRecords, Scope::Acknowledge])
        .await
        .write()
}

fn request(client: &Browser<'_>, method: Method, path: &str, key: &str) -> Request<Body> {
    let mut request = client.request(method, path, Body::empty());
    let value = format!("Bearer {key}").parse().expect("a header");
    request.headers_mut().insert(header::AUTHORIZATION, value);
    request
}

pub async fn get(town: &Town, key: &str, path: &str) -> Page {
    let mut client = town.browser();
    let request = request(&client, Method::GET, path, key);
    client.send(request).await
}

pub async fn acknowledge(town: &Town, key: &str, report: Uuid, body: &str) -> Page {
    let mut client = town.browser();
    let path = format!("{RECORDS}/{report}/acknowledgement");
    let mut request = request(&client, Method::POST, &path, key);
    *request.body_mut() = Body::from(body.to_owned());
    let json = "application/json".parse().expect("a header");
    request.headers_mut().insert(header::CONTENT_TYPE, json);
    client.send(request).await
}

pub fn read(page: &Page) -> Value {
    serde_json::from_str(&page.text).expect(&page.text)
}

/// A problem, with its code.
pub fn problem(page: &Page) -> (u16, String) {
    assert_eq!(
        page.headers[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let problem = read(page);
    assert_eq!(problem["status"], page.status.as_u16());
    assert!(
        problem["detail"]
            .as_str()
            .is_some_and(|words| !words.is_empty())
    );
    let code = problem["code"].as_str().expect("a code").to_owned();
    (page.status.as_u16(), code)
}

async fn rows(town: &Town) -> Vec<AuditRow> {
    audit::recent(town.state.store.reader(), 10_000)
        .await
        .expect("rows")
}

async fn approved(town: &Town, word: &str) -> Filed {
    let filed = town.file(Kind::LostProperty, word).await;
    town.approve(&filed).await;
    filed
}

async fn supplement(town: &Town, filed: &Filed, text: &str) {
    let fields = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
        ("answer", text),
    ];
    let page = town.browser().post("/status/reply", &fields).await;
    assert!(page.has(text), "{}", page.text);
}

#[tokio::test]
async fn every_document_is_fetched_in_the_order_of_approval_and_is_the_one_that_is_handed_over() {
    let town = Town::open().await;
    let key = both(&town).await;
    let empty = get(&town, &key, RECORDS).await;
    assert_eq!(
        read(&empty),
        json!({"records": [], "next": 0, "more": false})
    );

    let first = approved(&town, "Heron").await;
    // Fetched before it was handed over: the same document leaves twice.
    let early = get(&town, &key, RECORDS).await;
    let second = approved(&town, "Osprey").await;
    supplement(&town, &first, "It had a red tag.").await;
    town.work().await;

    let page = get(&town, &key, "/api/v1/records?limit=2").await;
    let answer = read(&page);
    let (one, two) = (town.id(&first).await, town.id(&second).await);
    assert_eq!(
        (answer["next"].as_i64(), answer["more"].as_bool()),
        (Some(2), Some(true))
    );
    let rest = get(&town, &key, "/api/v1/records?since=2&limit=2").await;
    let last = read(&rest);
    assert_eq!(
        (last["next"].as_i64(), last["more"].as_bool()),
        (Some(3), Some(false))
    );
    let found: Vec<_> = [&answer, &last]
        .iter()
        .flat_map(|page| page["records"].as_array().expect("a list"))
        .map(|entry| {
            let key = entry["key"].as_str().expect("a key").to_owned();
            assert_eq!(entry["document"]["report_id"].as_str(), key.get(..36));
            (entry["seq"].as_i64().expect("a place"), key)
        })
        .collect();
    assert_eq!(
        found,
        [
            (1, one.to_string()),
            (2, two.to_string()),
            (3, format!("{one}-1"))
        ]
    );
    // To the byte, but for the end of the line.
    let files = town.folder.path().join("rms");
    let mut handed = 0;
    for file in std::fs::read_dir(files).expect("the folder") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("text");
        handed += 1;
        assert!(
            page.has(text.trim_end()) || rest.has(text.trim_end()),
            "{text}"
        );
    }
    assert_eq!(handed, 3);
    assert_eq!(read(&early)["records"][0], answer["records"][0]);
}

#[tokio::test]
async fn what_is_known_already_is_not_sent_again() {
    let town = Town::open().await;
    let key = both(&town).await;
    approved(&town, "Heron").await;
    let page = get(&town, &key, RECORDS).await;
    let tag = page.headers[header::ETAG].clone();
    let again = async |path: &str| {
        let mut client = town.browser();
        let mut request = request(&client, Method::GET, path, &key);
        request
            .headers_mut()
            .insert(header::IF_NONE_MATCH, tag.clone());
        client.send(request).await
    };
    let known = again(RECORDS).await;
    assert_eq!(
        (known.status, known.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    assert_eq!(known.headers[header::ETAG], tag);
    assert_eq!(
        again("/api/v1/records?since=1").await.status,
        StatusCode::OK
    );
    approved(&town, "Osprey").await;
    assert_eq!(again(RECORDS).await.status, StatusCode::OK, "there is more");
}

#[tokio::test]
async fn a_query_that_cannot_be_and_a_cursor_that_was_never_given_are_told() {
    let town = Town::open().await;
    let key = both(&town).await;
    for (query, code) in [
        ("since=x", "bad_query"),
        ("limit=0", "bad_query"),
        ("limit=501", "bad_query"),
        ("after=1", "bad_query"),
        ("since=1", "cursor_ahead"),
    ] {
        let page = get(&town, &key, &format!("{RECORDS}?{query}")).await;
        assert_eq!(problem(&page), (400, code.to_owned()), "{query}");
    }
}

#[tokio::test]
async fn a_wrong_key_is_401_a_missing_scope_403_and_every_request_is_on_record() {
    let town = Town::open().await;
    let filed = approved(&town, "Heron").await;
    let id = town.id(&filed).await;
    let reader = key(&town, "Reader", &[Scope::ReadRecords]).await;
    let teller = key(&town, "Teller", &[Scope::Acknowledge]).await;
    let revoked = key(&town, "Old", &[Scope::ReadRecords]).await;
    let now = town.clock.now();
    let ended: Result<bool, StoreError> = town
        .state
        .store
        .write(async |tx| api_keys::revoke(tx, revoked.id, now).await)
        .await;
    assert_eq!(ended, Ok(true));
    // Another's secret under this one's id.
    let crossed = format!("{}{}", &reader.write()[..37], &teller.write()[37..]);
    for wrong in [
        "",
        "rms_",
        "x",
        &crossed,
        &revoked.write(),
        &ApiKey::random().write(),
    ] {
        let before = rows(&town).await.len();
        let page = get(&town, wrong, RECORDS).await;
        assert_eq!(problem(&page), (401, "no_key".to_owned()), "{wrong}");
        assert_eq!(
            page.headers[header::WWW_AUTHENTICATE],
            "Bearer realm=\"records\""
        );
        let rows = rows(&town).await;
        assert_eq!(rows.len(), before + 1, "one row");
        assert_eq!(
            (&rows[0].actor, rows[0].action.as_str(), rows[0].outcome),
            (&Actor::Unknown, "records.read", Outcome::Refused)
        );
    }
    let before = rows(&town).await.len();
    let body = r#"{"rms_number": "26-1"}"#;
    let refused = [
        get(&town, &teller.write(), RECORDS).await,
        acknowledge(&town, &reader.write(), id, body).await,
    ];
    for page in &refused {
        assert_eq!(problem(page), (403, "not_in_scope".to_owned()));
    }
    assert_eq!(
        get(&town, &reader.write(), RECORDS).await.status,
        StatusCode::OK
    );
    let page = acknowledge(&town, &teller.write(), id, body).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let rows = rows(&town).await;
    let found: Vec<_> = rows[..rows.len() - before]
        .iter()
        .map(|row| {
            let Actor::Key { name, .. } = &row.actor else {
                panic!("{row:?}");
            };
            assert_eq!(row.source.as_deref(), Some("192.0.2.7"));
            let object = row.object.as_deref().unwrap_or("");
            (name.as_str(), row.action.as_str(), object, row.outcome)
        })
        .collect();
    let (compact, id) = (filed.compact(), id.to_string());
    assert_eq!(
        found,
        [
            (
                "Teller",
                "records.acknowledge",
                compact.as_str(),
                Outcome::Ok
            ),
            ("Reader", "records.read", "0..1", Outcome::Ok),
            (
                "Reader",
                "records.acknowledge",
                id.as_str(),
                Outcome::Refused
            ),
            ("Teller", "records.read", "", Outcome::Refused),
        ]
    );
    assert!(!town.database_holds(&reader.write()[37..]), "its hash only");
}

#[tokio::test]
async fn guessing_keys_is_slowed_down_for_this_address_alone() {
    let town = Town::open().await;
    let good = both(&town).await;
    for _ in 0..10 {
        let page = get(&town, &ApiKey::random().write(), RECORDS).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    }
    let before = rows(&town).await.len();
    let page = get(&town, &good, RECORDS).await;
    assert_eq!(problem(&page), (429, "too_many_wrong_keys".to_owned()));
    assert_eq!(page.headers[header::RETRY_AFTER], "900");
    assert_eq!(
        rows(&town).await.len(),
        before,
        "a flood of guesses is no flood of rows"
    );
    let mut other = town.browser();
    other.address = ([192, 0, 2, 8], 4000).into();
    let request = request(&other, Method::GET, RECORDS, &good);
    assert_eq!(other.send(request).await.status, StatusCode::OK);
    town.clock.advance(Duration::from_secs(15 * 60 + 1));
    assert_eq!(get(&town, &good, RECORDS).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_acknowledgement_keeps_the_number_once_and_refuses_another() {
    let town = Town::open().await;
    let key = both(&town).await;
    let filed = approved(&town, "Heron").await;
    let open = town.file(Kind::LostProperty, "Osprey").await;
    let id = town.id(&filed).await;
    let body = r#"{"rms_number": "26-000123"}"#;
    let first = acknowledge(&town, &key, id, body).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    town.clock.advance(Duration::from_secs(60));
    let again = acknowledge(&town, &key, id, body).await;
    assert_eq!(read(&again), read(&first), "since then");
    assert_eq!(read(&first)["rms_number"], "26-000123");

    let other = acknowledge(&town, &key, id, r#"{"rms_number": "26-000124"}"#).await;
    assert_eq!(problem(&other), (409, "other_number".to_owned()));
    assert_eq!(read(&other)["rms_number"], "26-000123");
    for (report, body, expected) in [
        (Uuid::now_v7(), body, (404, "no_such_report")),
        (town.id(&open).await, body, (404, "no_such_report")),
        (id, "", (400, "bad_body")),
        (id, "[]", (400, "bad_body")),
        (id, r#"{"rms_number": "1", "more": 1}"#, (400, "bad_body")),
        (id, r#"{"rms_number": "<b>"}"#, (422, "bad_number")),
        (id, &" ".repeat(5_000), (413, "other")),
    ] {
        let page = acknowledge(&town, &key, report, body).await;
        let (status, code) = problem(&page);
        assert_eq!((status, code.as_str()), expected, "{body}");
    }
    let mut client = town.browser();
    let path = format!("{RECORDS}/{id}/acknowledgement");
    let request = request(&client, Method::POST, &path, &key);
    assert_eq!(
        problem(&client.send(request).await),
        (415, "not_json".to_owned())
    );
    // Nobody needs to hand over what is there.
    let jobs = jobs::for_report(town.state.store.reader(), id)
        .await
        .expect("read");
    let rms = jobs.iter().find(|job| job.kind == jobs::JobKind::Rms);
    assert_eq!(rms.map(|job| job.state), Some(JobState::Done));

    let mut desk = town.desk("ada", Role::Reviewer).await;
    let page = desk
        .get(&format!("/staff/reports/{}", filed.compact()))
        .await;
    assert_eq!(page.attribute("data-rms-number"), "26-000123");
    assert!(page.has("Hand-over to records: acknowledged as 26-000123 on Nov 20"));
    let list = desk.get("/staff/deliveries?show=acknowledged").await;
    assert!(
        list.has("26-000123") && list.has("acknowledged as 26-000123"),
        "{}",
        list.text
    );
}

#[tokio::test]
async fn where_it_is_fetched_the_fetching_is_the_hand_over() {
    let town = Town::open_set(&[("RMS_URL", "pull")]).await;
    let key = both(&town).await;
    let filed = approved(&town, "Heron").await;
    town.work().await;
    let path = format!("/staff/reports/{}", filed.compact());
    let mut desk = town.desk("ada", Role::Reviewer).await;
    assert!(
        desk.get(&path)
            .await
            .has("Hand-over to records: waiting to be fetched")
    );
    assert!(town.records().is_empty(), "nothing is sent");
    let mut client = town.browser();
    let head = request(&client, Method::HEAD, RECORDS, &key);
    assert_eq!(client.send(head).await.status, StatusCode::OK);
    assert!(
        desk.get(&path).await.has("waiting to be fetched"),
        "nothing was given out"
    );
    let page = get(&town, &key, RECORDS).await;
    assert_eq!(read(&page)["next"], 1);
    assert!(
        desk.get(&path)
            .await
            .has("Hand-over to records: handed over on Nov 20")
    );
    assert_eq!(town.work().await, 0);
}

#[tokio::test]
async fn errors_are_problems_for_whoever_asks_and_no_page_and_no_guard_of_forms_stands_in_the_way()
{
    let town = Town::open().await;
    let key = both(&town).await;
    let filed = approved(&town, "Heron").await;
    let page = get(&town, &key, "/api/v2/records").await;
    assert_eq!(problem(&page).0, 404);
    let mut client = town.browser();
    let wrong = request(&client, Method::DELETE, RECORDS, &key);
    let page = client.send(wrong).await;
    assert_eq!(problem(&page).0, 405);
    assert!(page.headers.contains_key(header::ALLOW));
    // A client that says where it comes from, as some libraries do.
    let path = format!("{RECORDS}/{}/acknowledgement", town.id(&filed).await);
    let mut request = request(&client, Method::POST, &path, &key);
    *request.body_mut() = Body::from(r#"{"rms_number": "26-1"}"#);
    for (name, value) in [
        ("origin", "https://records.example"),
        ("sec-fetch-site", "cross-site"),
        ("content-type", "application/json; charset=utf-8"),
    ] {
        request
            .headers_mut()
            .insert(name, value.parse().expect("a header"));
    }
    let page = client.send(request).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
}

#[tokio::test]
async fn what_cannot_be_put_on_record_is_not_given_out() {
    use sea_orm::ConnectionTrait;
    let town = Town::open().await;
    let key = both(&town).await;
    approved(&town, "Heron").await;
    let broken: Result<(), StoreError> = town
        .state
        .store
        .write(async |tx| {
            tx.execute_unprepared("DELETE FROM audit_head").await?;
            Ok(())
        })
        .await;
    broken.expect("the end of the trail is gone");
    for key in [key.as_str(), "x"] {
        let page = get(&town, key, RECORDS).await;
        assert_eq!(problem(&page), (503, "unavailable".to_owned()));
        assert!(!page.has("Heron"));
    }
}
