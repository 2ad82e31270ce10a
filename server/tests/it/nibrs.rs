//! What is submitted: the files, byte for byte, and how long a year takes.

use crate::support::db::TestDb;
use crate::support::filled::{self, Extent};
use domain::field::Choice;
use domain::incident::Kind;
use domain::judgement::{alternatives, asked};
use domain::links::Analysis;
use domain::nibrs::coding::{Context, code};
use domain::nibrs::values::YearMonth;
use domain::nibrs::{Incident, flat, xml};
use domain::records::{Class, Record, Source};
use server::store::{Store, records};
use server::usecase::export_nibrs::{ExportError, Format, Period, export_nibrs};
use server::usecase::import_records::{self, import_records};
use std::time::Instant;
use time::macros::datetime;

const NOW: time::OffsetDateTime = datetime!(2026-11-20 17:00 UTC);
const ORI: &str = "CT0015800";

fn month(text: &str) -> YearMonth {
    text.parse().expect("a month")
}

async fn export(
    store: &Store,
    from: &str,
    to: &str,
    format: Format,
) -> Result<String, ExportError> {
    let period = Period {
        from: month(from),
        to: month(to),
    };
    let ori = ORI.parse().expect("an ORI");
    export_nibrs(store, &period, format, &ori, NOW, month("2026-11"))
        .await
        .map(|export| export.text)
}

fn line(level: u8, length: usize, number: &str, rest: &str) -> String {
    format!("{length:04}{level}I112026    {ORI}{number:<12}{rest}")
}

/// One vandalism of a month.
fn vandalism(number: &str, day: &str) -> String {
    [
        line(1, 88, number, &format!("{day} 14N")),
        line(2, 71, number, "290CN  20               88"),
        line(3, 307, number, "429000000400"),
        line(4, 141, number, "001290                           I46  FWNR"),
        line(5, 46, number, "00"),
    ]
    .join("\n")
}

/// A theft from a vehicle.
fn theft(number: &str, day: &str) -> String {
    [
        line(1, 88, number, &format!("{day} 03N{:38}N", "")),
        line(2, 71, number, "23FCN  18               88"),
        line(3, 307, number, &format!("736000000150{:8}75000000001", "")),
        line(4, 141, number, "00123F                           B"),
        line(5, 46, number, "00"),
    ]
    .join("\n")
}

async fn filled() -> TestDb {
    let db = TestDb::fresh().await;
    let text = [
        vandalism("26-2", "20261118"),
        theft("26-1", "20261002"),
        vandalism("24-1", "20241231"),
    ]
    .join("\n");
    let ori = ORI.parse().expect("an ORI");
    let imported = import_records(
        &db.store,
        &text,
        import_records::Format::Flat,
        &ori,
        &Analysis::default(),
        NOW,
    )
    .await
    .expect("taken in");
    assert_eq!(
        (imported.new, imported.faults.as_slice()),
        (3, [].as_slice())
    );
    db
}

#[tokio::test]
async fn a_period_is_written_by_number_and_a_second_time_gives_the_same_bytes() {
    let db = filled().await;
    let flat = export(&db.store, "2026-10", "2026-11", Format::Flat)
        .await
        .expect("exported");
    insta::assert_snapshot!(
        "nibrs_flat",
        flat.lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    );
    assert_eq!(
        flat.lines().map(str::len).collect::<Vec<_>>(),
        [88, 71, 307, 141, 46, 88, 71, 307, 141, 46]
    );
    assert_eq!(
        export(&db.store, "2026-10", "2026-11", Format::Flat)
            .await
            .expect("again"),
        flat
    );
    let xml = export(&db.store, "2026-11", "2026-11", Format::Xml)
        .await
        .expect("exported");
    insta::assert_snapshot!("nibrs_xml", xml);
    assert_eq!(
        export(&db.store, "2026-11", "2026-11", Format::Xml)
            .await
            .expect("again"),
        xml
    );
}

#[tokio::test]
async fn what_is_too_old_is_left_out_and_named_and_a_month_to_come_is_refused() {
    let db = filled().await;
    let period = Period {
        from: month("2024-01"),
        to: month("2026-11"),
    };
    let ori = ORI.parse().expect("an ORI");
    let export_of = export_nibrs(
        &db.store,
        &period,
        Format::Flat,
        &ori,
        NOW,
        month("2026-11"),
    )
    .await;
    let written = export_of.expect("exported");
    assert_eq!(written.incidents, 2);
    let left: Vec<(&str, &str)> = written
        .left_out
        .iter()
        .map(|(number, finding)| (number.as_str(), finding.rule))
        .collect();
    assert_eq!(left, [("24-1", "171")]);
    let future = export(&db.store, "2026-12", "2026-12", Format::Flat).await;
    assert!(matches!(future, Err(ExportError::NotOver(_))));
    let backwards = export(&db.store, "2026-11", "2026-10", Format::Flat).await;
    assert!(matches!(backwards, Err(ExportError::Backwards)));
}

/// What each kind of report comes to, whatever is judged.
#[test]
fn every_kind_is_submitted_as_its_snapshot_says() {
    for kind in Kind::ALL {
        let mut answers = filled::answers(*kind, Extent::Most, "Word");
        // Else a collision, which is no offense.
        answers.set("believed_cause", "deliberate");
        let report = filled::report(&answers);
        let mut told = String::new();
        for judgement in alternatives(&asked(&report)) {
            let number = "WP26-000123".parse().expect("a number");
            let context = Context {
                number,
                town: "Westport",
            };
            let record = code(&report, &judgement, &context).expect("coded");
            told.push_str(&format!("# {judgement:?}\n"));
            match &record.class {
                Class::GroupA(incident) => {
                    let submission = flat::Submission {
                        ori: ORI.parse().expect("an ORI"),
                        month: month("2026-11"),
                    };
                    let lines = flat::write(&submission, [incident]);
                    told.extend(
                        lines
                            .lines()
                            .map(|line| format!("{} ({})\n", line.trim_end(), line.len())),
                    );
                    told.push_str(&xml::write(&submission, [incident]));
                }
                local => told.push_str(&format!("not submitted: {local:?}\n")),
            }
        }
        insta::assert_snapshot!(format!("nibrs_{}", kind.code()), told);
    }
}

/// The department handles about 1,750 incidents a month.
const YEAR: usize = 21_000;

#[tokio::test]
async fn a_year_of_incidents_is_exported_in_under_ten_seconds() {
    let db = TestDb::fresh().await;
    let one = flat::read(&theft("X", "20261002"), &ORI.parse().expect("an ORI"));
    let (_, incident) = one.incidents.into_iter().next().expect("an incident");
    let numbered = |serial: usize| {
        let mut parts = incident.parts().clone();
        parts.administrative.number = format!("26-{serial:06}").parse().expect("a number");
        Record::of_incident(Source::Officer, Incident::new(parts).expect("valid"))
    };
    let all: Vec<Record> = (0..YEAR).map(numbered).collect();
    for batch in all.chunks(500) {
        db.store
            .write(async |tx| {
                for record in batch {
                    records::put(tx, record, NOW).await?;
                }
                Ok::<_, server::store::StoreError>(())
            })
            .await
            .expect("written");
    }
    for format in [Format::Flat, Format::Xml] {
        let started = Instant::now();
        let text = export(&db.store, "2026-01", "2026-11", format)
            .await
            .expect("exported");
        let took = started.elapsed();
        println!(
            "{YEAR} incidents, {format:?}, {} bytes: {took:?}",
            text.len()
        );
        assert!(took.as_secs() < 10, "{format:?} took {took:?}");
        let lines = text.lines().filter(|line| line.contains("26-0")).count();
        assert!(lines >= YEAR);
    }
}
