//! The hand-over to the records system: the document, and that it arrives once.

use crate::support::filled::{self, Extent, SENT_AT};
use crate::support::receiver::{Answer, Receiver};
use boon::{Compiler, Schemas};
use domain::field::Choice;
use domain::incident::Kind;
use domain::number::TrackingNumber;
use serde_json::Value;
use server::rms::{
    Agency, Certified, Corrected, Delivered, Document, FiledFile, Handover, Parcel, RmsError,
    SCHEMA, SIGNATURE, Signer, Supplement, TIMESTAMP, Taken,
};
use std::collections::BTreeMap;
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
        corrections: vec![Corrected {
            answer: "narrative".to_owned(),
            value: "As the officer heard it".to_owned(),
            reason: "By telephone".to_owned(),
            corrected_by: "Sgt. P. Lane".to_owned(),
            corrected_at: SENT_AT,
        }],
    }
}

fn parcel(document: &Document) -> Parcel {
    let bytes = document.text().expect("text").into_bytes();
    Parcel::new(document.report_id, &document.case_number, 0, bytes)
}

fn short() -> Parcel {
    parcel(&document(Kind::LostProperty, Extent::Least))
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
        let text = document(kind, extent).text().expect("text");
        let value: Value = serde_json::from_str(&text).expect("JSON");
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
    let first = document.text().expect("text");
    let mut other = document.clone();
    let members = document.record.as_object().expect("an object");
    other.record = members
        .iter()
        .rev()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    assert_eq!(first, other.text().expect("text"));
    insta::assert_snapshot!("rms_vehicle_burglary", first);
}

#[tokio::test]
async fn a_folder_holds_one_file_per_report_however_often_it_is_handed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let rms = Handover::to_folder(folder.path());
    for _ in 0..3 {
        rms.deliver(short(), SENT_AT).await.expect("handed over");
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
        short().bytes
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
    let outcome = rms.deliver(short(), SENT_AT).await;
    assert_eq!(outcome, Err(RmsError::Temporary("folder".to_owned())));
}

/// Hands one report over until it is done or refused, and gives every outcome.
async fn outcomes(answers: &[Answer]) -> (Vec<Result<Delivered, RmsError>>, Receiver) {
    let (records, url) = Receiver::start(answers).await;
    let rms = client(&url);
    let mut outcomes = Vec::new();
    loop {
        let outcome = rms.deliver(short(), SENT_AT).await;
        let again = matches!(outcome, Err(RmsError::Temporary(_)));
        outcomes.push(outcome);
        if !again {
            return (outcomes, records);
        }
    }
}

fn client(url: &str) -> Handover {
    Handover::to_server(url, signer(), Duration::from_millis(500)).expect("a client")
}

fn signer() -> Signer {
    Signer::new([b'k'; 32])
}

fn taken() -> Result<Delivered, RmsError> {
    Ok(Delivered::Taken(Taken::default()))
}

fn temporary(code: &str) -> Result<Delivered, RmsError> {
    Err(RmsError::Temporary(code.to_owned()))
}

#[tokio::test]
async fn a_posted_report_is_stored_once_whatever_happens_to_the_answer() {
    for (answers, expected) in [
        (vec![Answer::Stored], vec![taken()]),
        (
            vec![Answer::StoredThenError],
            vec![temporary("http_500"), taken()],
        ),
        (
            vec![Answer::StoredThenSilence],
            vec![temporary("timeout"), taken()],
        ),
        (vec![Answer::Status(409)], vec![taken()]),
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
                taken(),
            ],
        ),
    ] {
        let (outcomes, records) = outcomes(&answers).await;
        assert_eq!(outcomes, expected);
        assert_eq!(records.posted(), expected.len());
        let stored = records.stored.lock().expect("lock");
        assert!(stored.len() <= 1 && stored.values().all(|body| *body == short().bytes));
    }
}

#[tokio::test]
async fn a_document_that_is_refused_is_not_sent_again() {
    for status in [400, 401, 404, 413, 422] {
        let (outcomes, records) = outcomes(&[Answer::Status(status)]).await;
        assert_eq!(
            outcomes,
            [Err(RmsError::Refused {
                code: format!("http_{status}"),
                reason: None
            })]
        );
        assert_eq!(records.posted(), 1);
    }
}

#[tokio::test]
async fn a_redirect_does_not_hand_the_report_to_somebody_else() {
    let (outcomes, records) = outcomes(&[Answer::Status(307)]).await;
    assert_eq!(outcomes, [temporary("http_307"), taken()]);
    assert_eq!(records.posted(), 2);
}

#[tokio::test]
async fn nobody_listening_is_tried_again_and_a_wrong_address_stops_the_start() {
    let rms = client("http://127.0.0.1:9/reports");
    assert_eq!(rms.deliver(short(), SENT_AT).await, temporary("connection"));
    for url in ["ftp://records.example/", "records.example", "", "http://"] {
        let opened = Handover::to_server(url, signer(), Duration::from_secs(1));
        assert!(opened.is_err(), "{url}");
    }
}

#[tokio::test]
async fn the_records_systems_own_number_is_taken_from_its_answer_and_its_reason_from_a_refusal() {
    let (outcomes, _) = outcomes(&[Answer::StoredAs(r#"{"rms_number": "26-000123"}"#)]).await;
    let number = "26-000123".parse().expect("a number");
    assert_eq!(
        outcomes,
        [Ok(Delivered::Taken(Taken {
            number: Some(number)
        }))]
    );
    let refusal = Answer::Says(422, r#"{"detail": "no such\nkind of place"}"#);
    let (outcomes, _) = self::outcomes(&[refusal]).await;
    assert_eq!(
        outcomes,
        [Err(RmsError::Refused {
            code: "http_422".to_owned(),
            reason: Some("no such kind of place".to_owned())
        })]
    );
}

#[tokio::test]
async fn every_attempt_is_signed_as_of_its_own_time() {
    let (records, url) = Receiver::start(&[]).await;
    let rms = client(&url);
    for seconds in [0, 60] {
        let at = SENT_AT + time::Duration::seconds(seconds);
        rms.deliver(short(), at).await.expect("taken");
        let posts = records.posts.lock().expect("lock");
        let headers = posts.last().expect("a POST");
        let signed = signer().sign(at, &short().bytes);
        assert_eq!(headers[TIMESTAMP], signed.timestamp.as_str());
        assert_eq!(headers[SIGNATURE], signed.signature.as_str());
    }
}

/// The example in the vendor's description: its lines `name: value`, and the body below them.
#[test]
fn the_worked_example_of_a_signature_is_right() {
    const DESCRIPTION: &str = include_str!("../../../docs/rms.md");
    let example = DESCRIPTION
        .split("```text\n")
        .find(|block| block.starts_with("key (base64): "))
        .and_then(|block| block.split("```").next())
        .expect("the example");
    let value = |name: &str| {
        example
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            .unwrap_or_else(|| panic!("{name} is in the example"))
    };
    let key = base64::Engine::decode(
        &base64::engine::general_purpose::STANDARD,
        value("key (base64)"),
    );
    let key: [u8; 32] = key.expect("base64").try_into().expect("32 bytes");
    let seconds = value("X-Timestamp").parse().expect("seconds");
    let at = time::OffsetDateTime::from_unix_timestamp(seconds).expect("a time");
    let signed = Signer::new(key).sign(at, value("body").as_bytes());
    assert_eq!(signed.signature, value("X-Signature"));
}

#[test]
fn a_supplement_fits_the_published_schema() {
    const PUBLISHED: &str = include_str!("../../../docs/schema/supplement-1.schema.json");
    let report = document(Kind::LostProperty, Extent::Least);
    let supplement = Supplement {
        schema: server::rms::SUPPLEMENT_SCHEMA,
        report_id: report.report_id,
        tracking_number: report.tracking_number,
        case_number: report.case_number,
        ori: report.ori,
        number: 2,
        filed_at: SENT_AT,
        text: "It had a red tag.".to_owned(),
    };
    let value = serde_json::from_str(&supplement.text().expect("text")).expect("JSON");
    let schema: Value = serde_json::from_str(PUBLISHED).expect("the schema is JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler
        .add_resource("supplement-1.schema.json", schema)
        .expect("a resource");
    let index = compiler
        .compile("supplement-1.schema.json", &mut schemas)
        .expect("a valid schema");
    if let Err(error) = schemas.validate(&value, index) {
        panic!("{error:#}");
    }
    let mut wrong = value.clone();
    wrong["number"] = Value::from(0);
    assert!(schemas.validate(&wrong, index).is_err());
}
