//! The record of an incident: written with the approval, taken in from officers' files.

use crate::support::db::TestDb;
use crate::support::filled::{Extent, answers};
use crate::support::town::Town;
use axum::http::StatusCode;
use domain::access::Role;
use domain::field::Choice as _;
use domain::incident::Kind;
use domain::links::Analysis;
use domain::records::{Class, NonCriminal, Source};
use server::store::{Store, records};
use server::usecase::import_records::{Format, import_records};
use time::macros::{date, datetime};

const NOW: time::OffsetDateTime = datetime!(2026-11-20 17:00 UTC);

async fn all(store: &Store) -> Vec<domain::records::Record> {
    records::between(store.reader(), date!(2020 - 01 - 01), date!(2030 - 01 - 01))
        .await
        .expect("read")
}

async fn version(desk: &mut crate::support::town::Browser<'_>, report: &str) -> String {
    desk.get(report).await.attribute("name=\"version\" value")
}

#[tokio::test]
async fn an_approval_writes_the_record_of_every_kind() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    for kind in Kind::ALL {
        let filed = town.file(*kind, "Record").await;
        let report = format!("/staff/reports/{}", filed.compact());
        let version = version(&mut desk, &report).await;
        assert!(
            !all(&town.state.store)
                .await
                .iter()
                .any(|record| record.kind == Some(*kind))
        );
        let fields = [
            ("version", version.as_str()),
            ("damage", "substantial"),
            ("threat", "yes"),
        ];
        let done = desk.post(&format!("{report}/approve"), &fields).await;
        assert!(
            done.location().starts_with("/staff?done="),
            "{kind:?}: {}",
            done.text
        );
        let page = desk.get(&report).await;
        let records = all(&town.state.store).await;
        let record = records
            .iter()
            .find(|record| record.kind == Some(*kind))
            .expect("its record");
        assert!(
            page.has(record.number.as_str()),
            "{kind:?}: the record has the case number"
        );
        assert_eq!(record.source, Source::Citizen);
        assert!(record.narrative.contains("Record"));
        let expected: &[&str] = match kind {
            Kind::LostProperty => &[],
            Kind::VehicleBurglary => &["23F"],
            Kind::Vandalism => &["290"],
            // The first cause is another vehicle: a collision.
            Kind::DamageToVehicle => &[],
            Kind::IdentityTheft => &["26F"],
            Kind::HarassingCalls => &["13C"],
        };
        assert_eq!(record.offense_codes(), expected, "{kind:?}");
    }
    assert_eq!(all(&town.state.store).await.len(), Kind::ALL.len());
}

#[tokio::test]
async fn an_approval_without_the_judgement_is_refused_and_the_question_is_asked_with_its_rule() {
    let town = Town::open().await;
    let filed = town.file(Kind::Vandalism, "Judge").await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let page = desk.get(&report).await;
    assert!(
        page.has("Is the damage substantial?")
            && page.has("NIBRS 290 is reported only for substantial damage")
    );
    assert!(
        page.has("If it is minor") && page.has("290 Destruction/Damage/Vandalism"),
        "{}",
        page.text
    );
    let version = page.attribute("name=\"version\" value");
    let approve = format!("{report}/approve");
    for fields in [
        vec![("version", version.as_str())],
        vec![("version", version.as_str()), ("damage", "perhaps")],
    ] {
        let refused = desk.post(&approve, &fields).await;
        assert_eq!(refused.status, StatusCode::OK);
        assert!(refused.has("id=\"damage-error\""), "{}", refused.text);
    }
    assert!(
        all(&town.state.store).await.is_empty(),
        "nothing is written without the approval"
    );
    let minor = [("version", version.as_str()), ("damage", "minor")];
    assert!(
        desk.post(&approve, &minor)
            .await
            .location()
            .starts_with("/staff?done=")
    );
    let page = desk.get(&report).await;
    assert!(page.has("Judged: the damage is minor"), "{}", page.text);
    assert_eq!(
        all(&town.state.store).await[0].class,
        Class::NonCriminal(NonCriminal::MinorDamage)
    );
}

const ORI: &str = "CT0015800";

/// A robbery and a vandalism of an officer, in our own form.
const OFFICERS: &str = r#"{"case_number":"26-0001","date":"2026-11-18","hour":"14","cargo_theft":"N","address":"1 Main Street","narrative":"Taken at knife point.","offenses":[{"offense":"120","attempted":"C","using":["N"],"location":"13","weapon":["20"],"bias":["88"]}],"property":[{"loss":"7","property":["20","25"],"value":[120,40]}],"victims":[{"sequence":"1","offense":["120"],"kind":"I","age":"34","sex":"F","race":"W","injury":["N"],"offender":["1"],"relation":["ST"]}],"offenders":[{"sequence":"1","age":"2030","sex":"M","race":"U"}]}
{"case_number":"26-0002","class":"non_criminal","non_criminal":"other","date":"2026-11-19","narrative":"Noise."}
"#;

#[tokio::test]
async fn officers_incidents_come_in_once_by_case_number() {
    let db = TestDb::fresh().await;
    let ori = ORI.parse().expect("an ORI");
    let take = async |text: &str| {
        import_records(
            &db.store,
            text,
            Format::of(text),
            &ori,
            &Analysis::default(),
            NOW,
        )
        .await
        .expect("taken in")
    };
    let first = take(OFFICERS).await;
    assert_eq!(
        (first.new, first.faults.len()),
        (2, 0),
        "{:?}",
        first.faults
    );
    let again = take(OFFICERS).await;
    assert_eq!((again.new, again.same, again.replaced), (0, 2, 0));
    let newer = take(&OFFICERS.replace("knife", "gun")).await;
    assert_eq!((newer.new, newer.same, newer.replaced), (0, 1, 1));
    let records = all(&db.store).await;
    assert_eq!(records.len(), 2);
    assert_eq!(records[0].source, Source::Officer);
    assert_eq!(records[0].narrative, "Taken at gun point.");
    assert_eq!(records[0].offense_codes(), ["120"]);
}

#[tokio::test]
async fn a_bad_line_is_told_with_line_field_and_rule_and_the_good_ones_are_kept() {
    let db = TestDb::fresh().await;
    let ori = ORI.parse().expect("an ORI");
    let bad = OFFICERS
        .replace("\"location\":\"13\"", "\"location\":\"99\"")
        .replace(
            "\"case_number\":\"26-0001\"",
            "\"case_number\":\"26-0001\",\"oddity\":\"x\"",
        );
    let text = format!(
        "{bad}not json\n{{\"case_number\":\"26-0002\",\"class\":\"non_criminal\",\"non_criminal\":\"other\",\"date\":\"2026-11-19\"}}\n"
    );
    let imported = import_records(
        &db.store,
        &text,
        Format::Json,
        &ori,
        &Analysis::default(),
        NOW,
    )
    .await
    .expect("taken in");
    let told: Vec<(usize, &str, &str)> = imported
        .faults
        .iter()
        .map(|fault| (fault.line, fault.field.as_str(), fault.rule))
        .collect();
    assert_eq!(imported.new, 1);
    assert_eq!(
        told,
        [
            (1, "oddity", "-"),
            (1, "location", "204"),
            (3, "line", "-"),
            (4, "case_number", "056")
        ]
    );
}

#[tokio::test]
async fn a_flat_file_comes_in_and_a_citizens_number_is_not_overwritten() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Mine").await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let version = version(&mut desk, &report).await;
    desk.post(&format!("{report}/approve"), &[("version", &version)])
        .await;
    let number = all(&town.state.store).await[0].number.to_string();
    let line = |level: &str, length: &str, number: &str, rest: &str| {
        format!("{length}{level}I112026    {ORI}{number:<12}{rest}")
    };
    let incident = |number: &str| {
        [
            line("1", "0088", number, "20261118 14N"),
            line("2", "0071", number, "290CN  20               88"),
            line("3", "0307", number, "429000000400"),
            line("4", "0141", number, "001290                           B"),
            line("5", "0046", number, "00"),
        ]
        .join("\r\n")
    };
    let text = format!("{}\n{}\n", incident("26-0009"), incident(&number));
    let ori = ORI.parse().expect("an ORI");
    let store = &town.state.store;
    let imported = import_records(
        store,
        &text,
        Format::of(&text),
        &ori,
        &Analysis::default(),
        NOW,
    )
    .await
    .expect("taken in");
    assert_eq!(imported.new, 1, "{:?}", imported.faults);
    assert_eq!(
        (imported.faults[0].line, imported.faults[0].rule),
        (6, "056")
    );
    let records = all(store).await;
    assert_eq!(
        records
            .iter()
            .filter(|record| record.source == Source::Officer)
            .count(),
        1
    );
    assert_eq!(
        records
            .iter()
            .filter(|record| record.source == Source::Citizen)
            .count(),
        1
    );
}

#[tokio::test]
async fn a_case_number_that_an_officer_has_is_not_given_again() {
    let town = Town::open().await;
    let taken = OFFICERS.replace("26-0001", "WP26-000001");
    let ori = ORI.parse().expect("an ORI");
    import_records(
        &town.state.store,
        &taken,
        Format::Json,
        &ori,
        &Analysis::default(),
        NOW,
    )
    .await
    .expect("taken in");
    let filed = town.file(Kind::LostProperty, "Next").await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let report = format!("/staff/reports/{}", filed.compact());
    let version = version(&mut desk, &report).await;
    desk.post(&format!("{report}/approve"), &[("version", &version)])
        .await;
    assert!(desk.get(&report).await.has("WP26-000002"));
}

#[tokio::test]
async fn the_report_page_tells_the_rule_that_a_report_breaks_in_plain_words() {
    let town = Town::open().await;
    let mut resident = town.browser();
    let mut given = answers(Kind::Vandalism, Extent::Least, "Old");
    given.set("from_day", "1/2/2024");
    given.set("damage_estimate", "$2,000,000");
    resident.fill(&given).await;
    resident.post("/report/check", &[("certify", "yes")]).await;
    let sent = resident.get("/report/sent").await;
    let tracking = sent.attribute("data-tracking").replace('-', "");
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let page = desk.get(&format!("/staff/reports/{tracking}")).await;
    assert!(
        page.has("Rule 171, incident: It happened before January 1 of the year before"),
        "{}",
        page.text
    );
    assert!(page.has("Rule 342, property"), "{}", page.text);
}

#[tokio::test]
async fn two_periods_are_compared_on_a_page_and_as_csv() {
    let town = Town::open().await;
    let ori = ORI.parse().expect("an ORI");
    let store = &town.state.store;
    import_records(
        store,
        OFFICERS,
        Format::Json,
        &ori,
        &Analysis::default(),
        NOW,
    )
    .await
    .expect("taken in");
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let page = desk.get("/staff/statistics").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.has("Robbery") && page.has("2026-10 to 2026-10") && page.has("$120"),
        "{}",
        page.text
    );
    let csv = desk
        .get("/staff/statistics.csv?from=2026-11&to=2026-11&and_from=nonsense&and_to=1999-01")
        .await;
    let lines: Vec<&str> = csv.text.lines().collect();
    assert_eq!(
        lines[0],
        "section,code,what,2026-11 to 2026-11,2026-11 to 2026-11,change"
    );
    assert!(lines.contains(&"offense,120,Robbery,1,1,0"), "{lines:?}");
    assert!(lines.contains(&"stolen,20,Money,120,120,0"), "{lines:?}");
}
