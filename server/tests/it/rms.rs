//! The hand-over to the records system: the document, and that it arrives once.

use crate::support::filled::{self, Extent, SENT_AT};
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use boon::{Compiler, Schemas};
use domain::field::Choice;
use domain::incident::Kind;
use domain::number::TrackingNumber;
use serde_json::Value;
use server::rms::{Agency, Certified, Document, FiledFile, Handover, RmsError, SCHEMA};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use time::macros::{datetime, offset};
use uuid::Uuid;

const PUBLISHED: &str = include_str!("../../../docs/schema/report-1.schema.json");

fn agency() -> Agency {
    Agency {
        ori: "CT0015800".to_owned(),
        department: "Westport Police Department".to_owned(),
    }
}

fn document(kind: Kind, extent: Extent) -> Document {
    let answers = filled::answers(kind, extent, "Canary");
    let report = filled::report(&answers);
    let mut bytes = 0..;
    Document {
        schema: SCHEMA,
        report_id: Uuid::from_u128(0x0192_3456_789a_7bcd_8123_4567_89ab_cdef),
        tracking_number: TrackingNumber::from_random(|| bytes.next().unwrap_or(0)),
        case_number: "WP26-000123".parse().expect("a case number"),
        ori: agency().ori,
        department: agency().department,
        kind,
        submitted_at: SENT_AT,
        // Any offset: the document is in UTC.
        approved_at: datetime!(2026-11-23 09:15:30.25 -5),
        approved_by: "Sgt. P. Lane".to_owned(),
        place_finding: report.finding,
        advice: report.advice.clone(),
        record: serde_json::to_value(&report).expect("JSON"),
        answers,
        certification: Certified {
            notice_version: "2026-1".to_owned(),
            certified_at: SENT_AT.to_offset(offset!(-5)),
        },
        files: vec![FiledFile {
            file_id: Uuid::from_u128(0x0192_3456_789a_7bcd_8123_4567_89ab_cdee),
            name: "door.jpg".to_owned(),
            media_type: "image/jpeg",
            size: 2_345_678,
            sha256: "0123456789abcdef".repeat(4),
        }],
    }
}

fn every() -> impl Iterator<Item = (Kind, Extent)> {
    Kind::ALL
        .iter()
        .flat_map(|kind| [Extent::Least, Extent::Most].map(|extent| (*kind, extent)))
}

#[test]
fn the_document_of_every_kind_of_report_fits_the_published_schema() {
    let schema: Value = serde_json::from_str(PUBLISHED).expect("the schema is JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler
        .add_resource("report-1.schema.json", schema)
        .expect("a resource");
    let index = compiler
        .compile("report-1.schema.json", &mut schemas)
        .expect("a valid schema");
    for (kind, extent) in every() {
        let bytes = document(kind, extent).bytes().expect("bytes");
        let value: Value = serde_json::from_slice(&bytes).expect("JSON");
        if let Err(error) = schemas.validate(&value, index) {
            panic!("{kind:?} {extent:?}: {error:#}");
        }
        // The schema is not so loose that it takes anything.
        let mut wrong = value.clone();
        wrong["record"]["filer"]["access_code"] = Value::from("M4XR-8KTW");
        assert!(schemas.validate(&wrong, index).is_err());
    }
}

/// A code that is added to the rules must be added to the published schema.
#[test]
fn the_published_codes_are_those_of_the_rules() {
    fn codes<C: Choice>() -> Vec<&'static str> {
        C::CODES.to_vec()
    }
    use domain::field::choice::{YesNo, YesNoUnsure};
    use domain::incident::common::{
        BestTime, Ethnicity, FilerRole, PlaceKind, PreferredChannel, PreferredLanguage, Race, Sex,
    };
    use domain::incident::damage_to_vehicle::{Cause, DamagedArea};
    use domain::incident::harassing_calls::{BelievedCaller, CallForm, OverHowLong};
    use domain::incident::identity_theft::{AccountType, DataUsed, Freeze, Misuse};
    use domain::incident::lost_property::LostDocument;
    use domain::incident::property::PropertyCategory;
    use domain::incident::vandalism::DamageMethod;
    use domain::incident::vehicle::{PlateType, VehicleStyle};
    use domain::incident::vehicle_burglary::{AccessTaken, AreaEntered, WayIn};
    let rules: BTreeMap<&str, Vec<&str>> = BTreeMap::from([
        ("Kind", codes::<Kind>()),
        ("PlaceKind", codes::<PlaceKind>()),
        ("YesNo", codes::<YesNo>()),
        ("YesNoUnsure", codes::<YesNoUnsure>()),
        ("FilerRole", codes::<FilerRole>()),
        ("PreferredChannel", codes::<PreferredChannel>()),
        ("PreferredLanguage", codes::<PreferredLanguage>()),
        ("BestTime", codes::<BestTime>()),
        ("Sex", codes::<Sex>()),
        ("Race", codes::<Race>()),
        ("Ethnicity", codes::<Ethnicity>()),
        ("PropertyCategory", codes::<PropertyCategory>()),
        ("PlateType", codes::<PlateType>()),
        ("VehicleStyle", codes::<VehicleStyle>()),
        ("LostDocument", codes::<LostDocument>()),
        ("WayIn", codes::<WayIn>()),
        ("AreaEntered", codes::<AreaEntered>()),
        ("AccessTaken", codes::<AccessTaken>()),
        ("DamageMethod", codes::<DamageMethod>()),
        ("DamagedArea", codes::<DamagedArea>()),
        ("Cause", codes::<Cause>()),
        ("DataUsed", codes::<DataUsed>()),
        ("AccountType", codes::<AccountType>()),
        ("Misuse", codes::<Misuse>()),
        ("Freeze", codes::<Freeze>()),
        ("CallForm", codes::<CallForm>()),
        ("BelievedCaller", codes::<BelievedCaller>()),
        ("OverHowLong", codes::<OverHowLong>()),
        (
            "advice",
            domain::eligibility::Advice::ALL
                .iter()
                .map(|flag| flag.code())
                .collect(),
        ),
        (
            "area",
            domain::jurisdiction::Area::ALL
                .iter()
                .map(|area| area.code())
                .collect(),
        ),
    ]);
    let schema: Value = serde_json::from_str(PUBLISHED).expect("the schema is JSON");
    let mut published = BTreeMap::new();
    for (name, definition) in schema["$defs"].as_object().expect("definitions") {
        if let Some(list) = definition["enum"].as_array() {
            published.insert(
                name.as_str(),
                list.iter().filter_map(Value::as_str).collect::<Vec<_>>(),
            );
        }
    }
    assert_eq!(published, rules);
}

#[test]
fn the_document_is_the_same_to_the_byte_whatever_order_the_database_gives_back() {
    let document = document(Kind::VehicleBurglary, Extent::Most);
    let first = document.bytes().expect("bytes");
    let mut other = document.clone();
    let members = document.record.as_object().expect("an object");
    other.record = members
        .iter()
        .rev()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    assert_eq!(first, other.bytes().expect("bytes"));
    insta::assert_snapshot!(
        "rms_vehicle_burglary",
        String::from_utf8(first).expect("text")
    );
}

#[tokio::test]
async fn a_folder_holds_one_file_per_report_however_often_it_is_handed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let rms = Handover::to_folder(folder.path());
    let document = document(Kind::LostProperty, Extent::Least);
    for _ in 0..3 {
        rms.deliver(document.clone()).await.expect("handed over");
    }
    let files: Vec<_> = std::fs::read_dir(folder.path())
        .expect("folder")
        .map(|e| e.expect("entry").file_name())
        .collect();
    assert_eq!(
        files,
        ["WP26-000123_01923456-789a-7bcd-8123-456789abcdef.json"]
    );
    assert_eq!(
        std::fs::read(folder.path().join(&files[0])).expect("file"),
        document.bytes().expect("bytes")
    );
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_tried_again() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(
        folder.path().join("rms"),
        b"a file stands where the folder should be",
    )
    .expect("a file");
    let rms = Handover::to_folder(folder.path().join("rms"));
    let outcome = rms
        .deliver(document(Kind::LostProperty, Extent::Least))
        .await;
    assert_eq!(outcome, Err(RmsError::Temporary("folder".to_owned())));
}

/// A records system that answers as told and keeps what it stored by its key.
#[derive(Clone, Default)]
struct Records {
    answers: Arc<Mutex<Vec<Answer>>>,
    stored: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    posts: Arc<Mutex<usize>>,
}

#[derive(Clone, Copy)]
enum Answer {
    Stored,
    StoredThenError,
    StoredThenSilence,
    Status(u16),
}

impl Records {
    /// Gives these answers in turn, then 201, and 409 for what is there already.
    async fn start(answers: &[Answer]) -> (Self, String) {
        let records = Self::default();
        *records.answers.lock().expect("lock") = answers.iter().rev().copied().collect();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let url = format!(
            "http://{}/reports",
            listener.local_addr().expect("an address")
        );
        let own = records.clone();
        let app = Router::new().route(
            "/reports",
            post(move |headers: HeaderMap, body: Bytes| async move {
                own.answer(&headers, &body).await
            }),
        );
        tokio::spawn(async move { axum::serve(listener, app).await });
        (records, url)
    }

    async fn answer(&self, headers: &HeaderMap, body: &[u8]) -> StatusCode {
        *self.posts.lock().expect("lock") += 1;
        assert_eq!(headers["content-type"], "application/json");
        let key = headers["idempotency-key"]
            .to_str()
            .expect("text")
            .to_owned();
        let answer = self
            .answers
            .lock()
            .expect("lock")
            .pop()
            .unwrap_or(Answer::Stored);
        if let Answer::Status(status) = answer {
            return StatusCode::from_u16(status).expect("a status");
        }
        if self
            .stored
            .lock()
            .expect("lock")
            .insert(key, body.to_vec())
            .is_some()
        {
            return StatusCode::CONFLICT;
        }
        match answer {
            Answer::StoredThenError => StatusCode::INTERNAL_SERVER_ERROR,
            Answer::StoredThenSilence => {
                tokio::time::sleep(Duration::from_secs(60)).await;
                StatusCode::CREATED
            }
            Answer::Stored | Answer::Status(_) => StatusCode::CREATED,
        }
    }
}

/// Hands one report over until it is done or refused, and gives every outcome.
async fn outcomes(answers: &[Answer]) -> (Vec<Result<(), RmsError>>, Records) {
    let (records, url) = Records::start(answers).await;
    let rms = Handover::to_server_within(&url, Duration::from_millis(500)).expect("a client");
    let mut outcomes = Vec::new();
    loop {
        let outcome = rms
            .deliver(document(Kind::LostProperty, Extent::Least))
            .await;
        let again = matches!(outcome, Err(RmsError::Temporary(_)));
        outcomes.push(outcome);
        if !again {
            return (outcomes, records);
        }
    }
}

fn temporary(code: &str) -> Result<(), RmsError> {
    Err(RmsError::Temporary(code.to_owned()))
}

#[tokio::test]
async fn a_posted_report_is_stored_once_whatever_happens_to_the_answer() {
    for (answers, expected) in [
        (vec![Answer::Stored], vec![Ok(())]),
        (
            vec![Answer::StoredThenError],
            vec![temporary("http_500"), Ok(())],
        ),
        (
            vec![Answer::StoredThenSilence],
            vec![temporary("timeout"), Ok(())],
        ),
        (vec![Answer::Status(409)], vec![Ok(())]),
        (
            vec![
                Answer::Status(503),
                Answer::Status(429),
                Answer::Status(408),
            ],
            vec![
                temporary("http_503"),
                temporary("http_429"),
                temporary("http_408"),
                Ok(()),
            ],
        ),
    ] {
        let (outcomes, records) = outcomes(&answers).await;
        assert_eq!(outcomes, expected);
        assert_eq!(*records.posts.lock().expect("lock"), expected.len());
        let stored = records.stored.lock().expect("lock");
        let document = document(Kind::LostProperty, Extent::Least)
            .bytes()
            .expect("bytes");
        assert!(stored.len() <= 1 && stored.values().all(|body| *body == document));
    }
}

#[tokio::test]
async fn a_document_that_is_refused_is_not_sent_again() {
    for status in [400, 401, 404, 413, 422] {
        let (outcomes, records) = outcomes(&[Answer::Status(status)]).await;
        assert_eq!(
            outcomes,
            [Err(RmsError::Permanent(format!("http_{status}")))]
        );
        assert_eq!(*records.posts.lock().expect("lock"), 1);
    }
}

#[tokio::test]
async fn a_redirect_does_not_hand_the_report_to_somebody_else() {
    let (outcomes, records) = outcomes(&[Answer::Status(307)]).await;
    assert_eq!(outcomes, [temporary("http_307"), Ok(())]);
    assert_eq!(*records.posts.lock().expect("lock"), 2);
}

#[tokio::test]
async fn nobody_listening_is_tried_again_and_a_wrong_address_stops_the_start() {
    let rms = Handover::to_server("http://127.0.0.1:9/reports").expect("a client");
    assert_eq!(
        rms.deliver(document(Kind::LostProperty, Extent::Least))
            .await,
        temporary("connection")
    );
    for url in ["ftp://records.example/", "records.example", "", "http://"] {
        assert!(Handover::to_server(url).is_err(), "{url}");
    }
}
