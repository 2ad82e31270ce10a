//! The index behind the links: its look-ups stay bounded however many records there are, and what was there before
//! the index comes into it.

use crate::links::{all, approve, file};
use crate::support::filled::SENT_AT;
use crate::support::town::Town;
use domain::access::Role;
use domain::incident::Kind;
use domain::jurisdiction::LatLon;
use domain::links::{Analysis, Part, Reason, Spot, Topic, Trace, TraceKind, normal};
use domain::nibrs::values::IncidentNumber;
use domain::records::{Class, NonCriminal, Record, Source};
use sea_orm::ConnectionTrait;
use server::store::traces::{self, Indexed, MOST};
use server::store::{Store, StoreError, records};
use server::usecase::index_records::index_records;
use server::usecase::link_record::look_up;
use time::Duration;
use time::macros::date;

const RECORDS: usize = 20_000;

/// A record that holds nothing but its number and day.
fn record(place: usize) -> Record {
    Record {
        number: format!("T{place:08}")
            .parse::<IncidentNumber>()
            .expect("a number"),
        source: Source::Officer,
        kind: None,
        class: Class::NonCriminal(NonCriminal::Other),
        date: date!(2025 - 01 - 01) + Duration::days(place as i64 / 57),
        hour: None,
        until: None,
        location: None,
        address: None,
        pin: None,
        things: Vec::new(),
        vehicles: Vec::new(),
        people: Vec::new(),
        calls: domain::records::Calls::default(),
        graffiti: Vec::new(),
        narrative: String::new(),
    }
}

fn trace(kind: TraceKind, text: &str, part: Part) -> Trace {
    Trace {
        kind,
        key: normal::folded(text),
        shown: text.to_owned(),
        part,
        qualifier: None,
    }
}

/// Every record carries a serial number of its own, and one number called them all.
fn traces_of(place: usize) -> Vec<Trace> {
    vec![
        trace(TraceKind::Serial, &format!("SN{place:08}"), Part::Stolen),
        trace(
            TraceKind::Plate,
            &format!("P{:05}", place % 5_000),
            Part::Carried,
        ),
        trace(TraceKind::Telephone, "+12035550100", Part::Calling),
    ]
}

fn spot_of(place: usize) -> Spot {
    Spot {
        topic: if place.is_multiple_of(5) {
            Topic::VehicleBurglary
        } else {
            Topic::Vandalism
        },
        pin: LatLon::new(
            41.10 + (place % 700) as f64 / 10_000.0,
            -73.40 + (place % 900) as f64 / 10_000.0,
        ),
        address: Some(format!("{} MAIN ST", place % 300)),
        ..Spot::of(&record(place))
    }
}

async fn filled(store: &Store) {
    for from in (0..RECORDS).step_by(500) {
        let made: Vec<(Record, Vec<Trace>, Spot)> = (from..from + 500)
            .map(|place| (record(place), traces_of(place), spot_of(place)))
            .collect();
        let written: Vec<Record> = made.iter().map(|(record, ..)| record.clone()).collect();
        let indexed: Vec<Indexed<'_>> = made
            .iter()
            .map(|(record, traces, spot)| Indexed {
                number: &record.number,
                traces,
                spot,
            })
            .collect();
        store
            .write(async |tx| {
                records::fill(tx, &written, SENT_AT).await?;
                traces::add(tx, &indexed).await
            })
            .await
            .expect("filled");
    }
    // PostgreSQL does so by itself after a while; SQLite never asks for it.
    if crate::support::db::is_postgres() {
        let analyzed: Result<(), StoreError> = store
            .write(async |tx| {
                tx.execute_unprepared("ANALYZE").await?;
                Ok(())
            })
            .await;
        analyzed.expect("analyzed");
    }
}

#[tokio::test]
async fn linking_one_report_among_twenty_thousand_records_is_a_look_up_in_an_index_and_never_a_scan()
 {
    let town = Town::open().await;
    let store = &town.state.store;
    filled(store).await;
    let analysis = Analysis::default();
    let (traces, spot) = (traces_of(7_000), spot_of(7_000));
    let steps = traces::plans(store.reader(), &traces, &spot, &analysis)
        .await
        .expect("plans");
    assert!(steps.len() >= 6, "{steps:?}");
    for step in &steps {
        assert!(
            !step.contains("SCAN") && !step.contains("Seq Scan"),
            "a whole table is read: {steps:#?}"
        );
    }
    // PostgreSQL may read the days around, which are as few, by their own index.
    let places = if crate::support::db::is_postgres() {
        "record_spot_"
    } else {
        "record_spot_cell"
    };
    for index in [places, "record_spot_address"] {
        assert!(
            steps.iter().any(|step| step.contains(index)),
            "{index}: {steps:#?}"
        );
    }

    // The number that called all of them gives the latest, and says that there are more.
    let found = look_up(store.reader(), None, &traces, &spot, &analysis)
        .await
        .expect("found");
    assert_eq!(
        found.crowded,
        [format!(
            "The telephone number +12035550100 stands in more than {MOST} records: the latest {MOST} are listed."
        )]
    );
    let calls = found
        .links
        .iter()
        .filter(|(_, finding)| finding.reason == Reason::Caller)
        .count();
    assert_eq!(calls, MOST as usize);
    let serials: Vec<&str> = found
        .links
        .iter()
        .filter(|(_, finding)| finding.reason == Reason::Serial)
        .map(|(number, _)| number.as_str())
        .collect();
    assert_eq!(serials, ["T00007000"]);
    let plates = found
        .links
        .iter()
        .filter(|(_, finding)| finding.reason == Reason::Plate)
        .count();
    assert_eq!(plates, 4);
}

#[tokio::test]
async fn records_of_before_the_index_come_into_it_and_are_linked() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let calls = [("calls.0.number_shown", "914 555 0123")];
    for word in ["One", "Two"] {
        let filed = file(&town, Kind::HarassingCalls, word, &calls).await;
        approve(&mut desk, &filed).await;
    }
    let before = all(&town).await;
    assert!(!before.is_empty());
    // As an older version left it: no index, and no numbers in the record.
    let store = &town.state.store;
    let forgotten: Result<(), StoreError> = store
        .write(async |tx| {
            for statement in [
                "DELETE FROM link",
                "DELETE FROM record_trace",
                "DELETE FROM record_spot",
                "UPDATE record SET indexed = 0, payload = replace(payload, '914 555 0123', '')",
            ] {
                tx.execute_unprepared(statement).await?;
            }
            Ok(())
        })
        .await;
    forgotten.expect("forgotten");
    assert!(all(&town).await.is_empty());
    assert_eq!(index_records(&town.state).await, Ok(2));
    let after = all(&town).await;
    assert_eq!(after.len(), before.len());
    assert!(
        after
            .iter()
            .any(|link| link.finding.reason == Reason::Caller)
    );
    assert_eq!(index_records(&town.state).await, Ok(0), "once");
}
