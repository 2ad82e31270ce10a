//! `server bench queue`: whether the first page of the desk's queue costs the same over a million reports as over a
//! thousand.
//!
//! Both databases have the same backlog, since what is open does not grow with what is decided. For each filter both give
//! the same number of lines, and both are asked in alternation, the small one twice: what its two halves differ by is what
//! this machine differs by.

use super::super::Outcome;
use super::super::bench::{Folder, median};
use crate::store::history::{Past, PastEvent, is_empty, put};
use crate::store::reports::{
    self, Claim, Flagged, Lies, NewReport, QueueFilter, Received, queue, unread_supplements,
    waiting,
};
use crate::store::{Actor, Store, StoreError, Uuid};
use app::words::Lang;
use clap::Args;
use domain::answers::RawAnswers;
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::incident::Kind;
use domain::judgement::Judgement;
use domain::jurisdiction::Sector;
use domain::number::TrackingNumber;
use domain::report::Certification;
use domain::review::{Contact, Event, Status};
use std::process::ExitCode;
use std::time::Instant;
use time::{Duration, OffsetDateTime};

#[derive(Debug, Args)]
pub struct QueueBench {
    /// Reports of the larger database.
    #[arg(long, default_value_t = 1_000_000)]
    large: u64,
    /// Two databases (postgres://…) that are empty or were filled by this before, instead of two SQLite files in a folder
    /// of the bench's own.
    #[arg(long, num_args = 2, value_names = ["SMALL", "LARGE"])]
    databases: Vec<String>,
}

const SMALL: u64 = 1_000;
/// Reports that wait for the department, in both.
const BACKLOG: u64 = 400;
/// Reports in one transaction.
const BATCH: u64 = 300;
/// Lines of a page, as the desk asks for them.
const PAGE: u64 = 41;
/// How often a page is asked for in one round.
const REPEATS: u32 = 10;
/// How often a filter is measured at most, until the machine is quiet.
const TRIES: usize = 4;
/// At most so many times the cost of the small one.
const AIM: f64 = 1.5;
/// Whose claims there are, so that a database that was filled before can be asked again.
const ME: Uuid = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);

impl QueueBench {
    pub async fn run(self, rounds: usize) -> Outcome {
        let folder = Folder::new()?;
        let [small, large] = match self.databases.as_slice() {
            [small, large] => [small.clone(), large.clone()],
            _ => ["small", "large"]
                .map(|name| format!("sqlite:{}/{name}.sqlite", folder.0.display())),
        };
        let (now, me) = (OffsetDateTime::now_utc(), ME);
        let small = filled(&small, SMALL, now, me).await?;
        let large = filled(&large, self.large, now, me).await?;
        let (mut worst, mut good, mut noisy) = ((0.0, String::new()), 0, 0);
        for (name, filter) in filters(me) {
            let lines = queue(small.reader(), &filter, now, None, PAGE).await?.len() as u64;
            let mut measured = Measured::of(&small, &large, &filter, now, lines, rounds).await?;
            for _ in 1..TRIES {
                if measured.is_quiet() {
                    break;
                }
                measured = Measured::of(&small, &large, &filter, now, lines, rounds).await?;
            }
            let Measured { grown, same, cost } = measured;
            println!(
                "{name:<42} {lines:>2} lines  {:>6.0} us  {grown:.2} times (the small one against itself {same:.2})",
                cost * 1e6
            );
            good += u32::from(grown <= AIM);
            noisy += u32::from(!measured.is_quiet());
            if measured.is_quiet() && grown > worst.0 {
                worst = (grown, name);
            }
        }
        println!(
            "worst of all: {:.2} times, {}; {good} within {AIM} times; {noisy} without a figure, since the machine was not quiet",
            worst.0, worst.1
        );
        small.close().await;
        large.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// What a first page costs over the large database, against the small one, and the small one against itself.
#[derive(Clone, Copy)]
struct Measured {
    grown: f64,
    same: f64,
    /// Seconds over the large one.
    cost: f64,
}

impl Measured {
    async fn of(
        small: &Store,
        large: &Store,
        filter: &QueueFilter,
        now: OffsetDateTime,
        lines: u64,
        rounds: usize,
    ) -> Result<Self, StoreError> {
        let (mut grown, mut same, mut cost) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            let first = page(small, filter, now, lines).await?;
            let over = page(large, filter, now, lines).await?;
            let again = page(small, filter, now, lines).await?;
            grown.push(2.0 * over / (first + again));
            same.push(again / first);
            cost.push(over);
        }
        Ok(Self {
            grown: median(grown),
            same: median(same),
            cost: median(cost),
        })
    }

    /// A figure is one only while the same against the same is the same.
    fn is_quiet(self) -> bool {
        (0.9..=1.1).contains(&self.same)
    }
}

/// Seconds that one first page asks of the database: its lines and its figures.
async fn page(
    store: &Store,
    filter: &QueueFilter,
    now: OffsetDateTime,
    lines: u64,
) -> Result<f64, StoreError> {
    let reader = store.lists();
    let started = Instant::now();
    for _ in 0..REPEATS {
        queue(reader, filter, now, None, lines).await?;
        waiting(reader, now).await?;
        unread_supplements(reader).await?;
    }
    Ok(started.elapsed().as_secs_f64() / f64::from(REPEATS))
}

/// Every filter alone, and together with others.
fn filters(me: Uuid) -> Vec<(String, QueueFilter)> {
    let all = QueueFilter::default();
    let kinds = [None, Some(Kind::Vandalism)];
    let flags = [None, Some(Flagged::Any), Some(Flagged::With(Advice::Bias))];
    let areas = [None, Some(Lies::In(Sector::Center))];
    let ages = [None, Some(Received::LastWeek), Some(Received::OverMonth)];
    let mut filters = Vec::new();
    for status in [None, Some(Status::InfoAsked), Some(Status::Approved)] {
        for kind in kinds {
            for flag in flags {
                for area in areas {
                    for received in ages {
                        let name = [
                            status.map_or("open", Choice::code),
                            kind.map_or("", |_| "kind"),
                            flag.map_or("", |flag| {
                                if flag == Flagged::Any {
                                    "flagged"
                                } else {
                                    "bias"
                                }
                            }),
                            area.map_or("", |_| "area"),
                            received.map_or("", Choice::code),
                        ];
                        let name = name
                            .into_iter()
                            .filter(|part| !part.is_empty())
                            .collect::<Vec<_>>()
                            .join(" + ");
                        filters.push((
                            name,
                            QueueFilter {
                                status,
                                kind,
                                flag,
                                area,
                                received,
                                ..all
                            },
                        ));
                    }
                }
            }
        }
    }
    filters.push((
        "mine".to_owned(),
        QueueFilter {
            mine: Some(me),
            ..all
        },
    ));
    filters.push((
        "additions to read".to_owned(),
        QueueFilter {
            unread: true,
            ..all
        },
    ));
    filters
}

/// A database with so many reports over ten years, of which the latest are open.
async fn filled(
    url: &str,
    reports: u64,
    now: OffsetDateTime,
    me: Uuid,
) -> Result<Store, StoreError> {
    let store = Store::open(url).await?;
    if !is_empty(store.reader()).await? {
        return Ok(store);
    }
    let started = Instant::now();
    let mut mine = Vec::new();
    for first in (0..reports).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        let batch: Vec<Past> = (first..reports.min(first + BATCH))
            .map(|nth| past(nth, reports, now))
            .collect();
        mine.extend(
            batch
                .iter()
                .filter(|past| past.events.is_empty())
                .map(|past| past.report.id)
                .step_by(20),
        );
        store.write(async |tx| put(tx, batch).await).await?;
    }
    let claim = Claim {
        by: me,
        name: "Officer Bench".to_owned(),
        until: now + Duration::DAY,
    };
    store
        .write(async |tx| {
            for id in &mine {
                reports::claim(tx, *id, &claim, now).await?;
            }
            // PostgreSQL does so by itself within a minute.
            crate::store::refresh_statistics(tx).await
        })
        .await?;
    println!(
        "{reports} reports filled in {:.0} s",
        started.elapsed().as_secs_f64()
    );
    Ok(store)
}

fn past(nth: u64, reports: u64, now: OffsetDateTime) -> Past {
    // Each property by itself, so that every filter's share is the same in both databases.
    let draw = |salt: u64, of: u64| {
        let mixed = (nth * 8 + salt + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 29)) % of
    };
    let left = reports - nth;
    let open = left <= BACKLOG;
    // The backlog is of the last days; what is decided goes back ten years.
    let age = if open {
        Duration::minutes(i64::try_from(left * 10).unwrap_or(0))
    } else {
        Duration::minutes(
            i64::try_from(BACKLOG * 10 + (left - BACKLOG) * 5_256_000 / reports).unwrap_or(0),
        )
    };
    let at = now - age;
    let kind = Kind::ALL[usize::try_from(draw(1, 6)).unwrap_or(0)];
    let advice = match draw(2, 10) {
        0 => vec![Advice::Bias],
        1 => vec![Advice::Threat, Advice::Evidence],
        _ => Vec::new(),
    };
    let decided = |event| {
        vec![PastEvent {
            at,
            by: Actor::System,
            event,
        }]
    };
    let events = match (open, draw(3, 20)) {
        (true, _) => Vec::new(),
        (_, 0..2) => decided(Event::MoreAsked {
            question: "?".to_owned(),
        }),
        (_, 2) => decided(Event::OfficerAssigned {
            officer: "?".to_owned(),
            contact: Contact::Email {
                message: "?".to_owned(),
            },
        }),
        (_, 3) => decided(Event::Withdrawn),
        (..) => decided(Event::Approved {
            judgement: Judgement::default(),
        }),
    };
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&nth.to_be_bytes());
    let mut left_over = nth;
    Past {
        report: NewReport {
            id: Uuid::from_u128((u128::from(nth) << 64) | 1),
            tracking: TrackingNumber::from_random(|| {
                let byte = (left_over % 31) as u8;
                left_over /= 31;
                byte
            }),
            access_hash: hash,
            draft: hash,
            kind,
            answers: RawAnswers::default(),
            record: serde_json::Value::Null,
            advice,
            finding: None,
            area: match draw(4, 5) {
                0 => None,
                1..3 => Some(Sector::Center),
                _ => Some(Sector::West),
            },
            certification: Certification {
                notice_version: String::new(),
                at,
            },
            filer_name: "Bench Mark".to_owned(),
            filer_email: "bench@example.com".to_owned(),
            lang: Lang::ENGLISH,
            submitted_at: at,
            review_by: at + Duration::days(2),
        },
        events,
        case: None,
        sent: Vec::new(),
        rated: false,
    }
}
