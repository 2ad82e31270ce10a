//! What linking one new report costs among many records: `server bench links`.
//!
//! The records are those of a town with 57 incidents a day, for as many years as it takes: a million are 48 years.
//! One in a hundred was called by the same number, so that one key stands in ten thousand of a million records.

use super::{Failure, Folder};
use crate::cli::settings;
use crate::store::traces::{self, Indexed, plans};
use crate::store::{Reads, Store, StoreError, records};
use crate::usecase::link_record::{link, look_up};
use clap::Args;
use domain::incident::property::PropertyCategory;
use domain::jurisdiction::LatLon;
use domain::links::{Spot, Topic, Trace};
use domain::nibrs::values::{Hour, IncidentNumber};
use domain::records::{Calls, Class, Fate, Involved, NonCriminal, Record, Source, Thing, Vehicle};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;
use time::macros::date;
use time::{Duration, OffsetDateTime};

#[derive(Debug, Args)]
pub struct Links {
    /// How many records there are before.
    #[arg(long, default_value_t = 1_000_000)]
    records: u32,
    /// How many new reports are linked.
    #[arg(long, default_value_t = 1_000)]
    reports: u32,
    /// An empty database, e.g. postgres://…; by default a SQLite file that is removed afterwards.
    #[arg(long)]
    url: Option<String>,
}

/// Records of one transaction while the database is filled.
const BATCH: u32 = 500;
/// Incidents of a day (1,750 a month).
const A_DAY: u32 = 57;

impl Links {
    pub async fn run(&self, path: &Path) -> Result<(), Failure> {
        let analysis = settings(path)?.analysis;
        let folder = Folder::new()?;
        let url = match &self.url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}/links.sqlite", folder.0.display()),
        };
        let store = Store::open(&url).await?;
        if !traces::is_empty(store.reader()).await? {
            return Err("this database holds records: the bench fills an empty one".into());
        }
        self.fill(&store).await?;

        let (mut looked, mut linked) = (Vec::new(), Vec::new());
        let mut found = 0;
        for report in self.records..self.records + self.reports {
            let new = Made::of(report, self.records);
            let started = Instant::now();
            let links = look_up(store.reader(), None, &new.traces, &new.spot, &analysis).await?;
            looked.push(started.elapsed().as_secs_f64() * 1e3);
            found += links.links.len();
            let now = OffsetDateTime::now_utc();
            let started = Instant::now();
            store
                .write(async |tx| {
                    traces::alone(tx).await?;
                    records::put(tx, &new.record, now).await?;
                    link(
                        tx,
                        &new.record.number,
                        &new.traces,
                        &new.spot,
                        &analysis,
                        now,
                    )
                    .await
                })
                .await
                .map_err(|error: StoreError| error.to_string())?;
            linked.push(started.elapsed().as_secs_f64() * 1e3);
        }
        println!("{found} links found for {} reports", self.reports);
        told("looked up", looked);
        told("looked up, written, linked and committed", linked);
        let new = Made::of(self.records + 1, self.records);
        let steps = plans(store.reader(), &new.traces, &new.spot, &analysis).await?;
        let steps: BTreeSet<String> = steps.into_iter().collect();
        for step in steps {
            println!("plan: {step}");
        }
        store.close().await;
        Ok(())
    }

    async fn fill(&self, store: &Store) -> Result<(), Failure> {
        let started = Instant::now();
        let now = OffsetDateTime::now_utc();
        let mut from = 0;
        while from < self.records {
            let to = self.records.min(from + BATCH);
            let made: Vec<Made> = (from..to)
                .map(|place| Made::of(place, self.records))
                .collect();
            let written: Vec<Record> = made.iter().map(|made| made.record.clone()).collect();
            let indexed: Vec<Indexed<'_>> = made
                .iter()
                .map(|made| Indexed {
                    number: &made.record.number,
                    traces: &made.traces,
                    spot: &made.spot,
                })
                .collect();
            store
                .write(async |tx| {
                    records::fill(tx, &written, now).await?;
                    traces::add(tx, &indexed).await
                })
                .await?;
            from = to;
        }
        // PostgreSQL does so by itself after a while.
        if self.url.is_some() {
            store
                .write(async |tx| {
                    tx.execute_unprepared("ANALYZE")
                        .await
                        .map(drop)
                        .map_err(StoreError::from)
                })
                .await?;
        }
        let took = started.elapsed().as_secs_f64();
        println!("{} records filled in {took:.0} s", self.records);
        Ok(())
    }
}

fn told(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (times.len() as f64 * share) as usize;
        times
            .get(place.min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or(f64::NAN)
    };
    println!(
        "{what}: p50 {:.2} ms, p99 {:.2} ms, most {:.2} ms",
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

/// A record as it is made up: always the same for a place in the row.
struct Made {
    record: Record,
    traces: Vec<Trace>,
    spot: Spot,
}

impl Made {
    /// Record number `place`; a report behind `records` shares numbers with records of before.
    fn of(place: u32, records: u32) -> Self {
        let mut dice = Dice(u64::from(place));
        // Every other new report carries what some record carried.
        let same = if place >= records && place.is_multiple_of(2) {
            dice.roll(records.max(1))
        } else {
            place
        };
        let mut own = Dice(u64::from(same) ^ 0x5eed);
        let topic = match place % 10 {
            0 | 1 => Topic::VehicleBurglary,
            2 | 3 => Topic::Vandalism,
            4..=6 => Topic::LostProperty,
            7 => Topic::Calls,
            _ => Topic::Other,
        };
        let day = date!(1978 - 01 - 01) + Duration::days(i64::from(place / A_DAY));
        let hour = u8::try_from(dice.roll(24))
            .ok()
            .and_then(|hour| Hour::try_from(hour).ok());
        let pin = LatLon {
            lat: 41.08 + f64::from(dice.roll(10_000)) / 100_000.0,
            lon: -73.40 + f64::from(dice.roll(9_000)) / 100_000.0,
        };
        let of_vehicle = topic == Topic::VehicleBurglary;
        let vehicle = Vehicle {
            plate: Some(format!("{}{:05}", own.letters(2), own.roll(100_000))),
            state: Some("CT".to_owned()),
            vin: Some(format!(
                "1M8GDM9A{}P{:07}",
                own.letters(1),
                own.roll(10_000_000)
            )),
            year: None,
            make: Some("Honda".to_owned()),
            model: None,
            color: None,
            fate: None,
        };
        let thing = Thing {
            category: PropertyCategory::Phone,
            description: "telephone".to_owned(),
            quantity: None,
            brand: Some("Apple".to_owned()),
            model: None,
            serial: Some(format!("C{}{:08}", own.letters(3), own.roll(100_000_000))),
            imei: Some(format!("49015{:010}", own.roll(1_000_000_000))),
            color: None,
            value: None,
            fate: Some(if topic == Topic::LostProperty {
                Fate::Lost
            } else {
                Fate::Stolen
            }),
        };
        let caller = if place.is_multiple_of(100) {
            5_550_100
        } else {
            2_000_000 + own.roll(7_000_000)
        };
        let record = Record {
            number: number(place),
            source: Source::Officer,
            kind: None,
            class: Class::NonCriminal(NonCriminal::Other),
            date: day,
            hour,
            until: None,
            location: None,
            address: Some(format!("{} Main Street", 1 + dice.roll(900))),
            pin: Some(pin),
            things: if topic == Topic::Other {
                Vec::new()
            } else {
                vec![thing]
            },
            vehicles: if of_vehicle {
                vec![vehicle]
            } else {
                Vec::new()
            },
            people: vec![Involved {
                role: "victim".to_owned(),
                name: "Bench Mark".to_owned(),
                phones: vec![format!("+1203{:07}", 2_000_000 + own.roll(7_000_000))],
                email: Some(format!("{}@example.org", own.letters(9))),
            }],
            calls: Calls {
                from: if topic == Topic::Calls || place.is_multiple_of(100) {
                    vec![format!("+1914{caller:07}")]
                } else {
                    Vec::new()
                },
                to: Vec::new(),
            },
            graffiti: if topic == Topic::Vandalism {
                vec![own.letters(5)]
            } else {
                Vec::new()
            },
            narrative: "Made up.".to_owned(),
        };
        let spot = Spot {
            topic,
            ..Spot::of(&record)
        };
        Self {
            traces: Trace::of(&record),
            spot,
            record,
        }
    }
}

/// `B` and the place: no case number of a department.
fn number(place: u32) -> IncidentNumber {
    let text = format!("B{place:010}");
    match text.parse() {
        Ok(number) => number,
        Err(_) => unreachable!("eleven letters and digits are a number"),
    }
}

/// Numbers that look like chance and are the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn roll(&mut self, below: u32) -> u32 {
        u32::try_from(self.next() % u64::from(below.max(1))).unwrap_or(0)
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'A' + u8::try_from(self.roll(26)).unwrap_or(0)))
            .collect()
    }
}
