//! `server demo`: an empty database becomes a desk with a year behind it, so that queue, numbers, statistics and audit
//! trail can be looked at.
//!
//! The same seed and the same day give the same reports, people, numbers and decisions. Nothing goes around the rules:
//! answers become reports by the domain's own constructor, a report's life is decided by `domain::review`, its record is
//! coded as an approval codes it. Nothing is left to be sent: what was sent is done, what would be due is not there.

mod dice;
mod form;
mod history;
mod people;
mod places;
mod plan;
mod requests;
mod staff;
mod story;

pub use staff::{Hired, LOGINS};

use crate::clock::Clock;
use crate::settings::Settings;
use crate::state::{StartError, layers};
use crate::store::audit::{self, AuditEntry};
use crate::store::history::{Past, count_to, is_empty, put};
use crate::store::{Actor, Store, StoreError, numbers};
use crate::usecase::add_staff::AddStaffError;
use crate::usecase::seal_secrets::{SealError, check, key_or_new};
use app::words::{Lang, Words};
use domain::field::Choice;
use domain::incident::Kind;
use domain::jurisdiction::{Jurisdiction, LayerError};
use domain::nibrs::coding::Uncodable;
use domain::number::{AccessCode, CaseNumber, CaseNumberError, TrackingNumber};
use domain::report::NotReady;
use domain::review::Refusal;
use history::{Teller, Told};
use plan::{DAYS, Plan, Turn};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    pub reports: u64,
    pub seed: u64,
}

/// What is there now.
pub struct Filled {
    pub reports: u64,
    pub approved: u64,
    pub requests: u64,
    /// In the audit trail.
    pub rows: usize,
    pub hired: Hired,
    /// The numbers of a report that was approved, so that somebody can look at its status as its filer.
    pub look_at: Option<(TrackingNumber, AccessCode)>,
}

/// Why nothing was filled in, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(
        "this database has reports, officer requests or records already: a demo fills an empty one"
    )]
    NotEmpty,
    #[error("report {index}, {}, is none: {why} (the demo tells of Westport; is this its map?)", .kind.code())]
    NoReport {
        index: u64,
        kind: Kind,
        why: NotReady,
    },
    #[error("a report of the demo cannot be decided: {0}")]
    Refused(#[from] Refusal),
    #[error("a report of the demo cannot be coded: {0}")]
    Uncodable(#[from] Uncodable),
    #[error("a report of the demo cannot be written down")]
    Unwritable,
    #[error(transparent)]
    CaseNumber(#[from] CaseNumberError),
    #[error(transparent)]
    Staff(#[from] AddStaffError),
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error(transparent)]
    Words(#[from] app::words::WordsError),
    #[error(transparent)]
    Map(#[from] StartError),
    #[error(transparent)]
    Layers(#[from] LayerError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reports that are written in one transaction, and told ahead by one task: some milliseconds of the writer's time.
const BATCH: usize = 100;
/// Rows of the audit trail in one transaction.
const ROWS: usize = 400;

/// Fills the database with the year before now.
///
/// # Errors
/// [`DemoError::NotEmpty`] before anything is written; the others are mistakes of the demo or of the database.
pub async fn fill(
    store: &Store,
    settings: &Settings,
    clock: &Clock,
    wish: Wish,
) -> Result<Filled, DemoError> {
    if !is_empty(store.reader()).await? {
        return Err(DemoError::NotEmpty);
    }
    let now = clock.now();
    let map = Arc::new(Jurisdiction::new(&layers(settings)?)?);
    let (seal, _) = key_or_new(store, &settings.sign_in.key).await?;
    check(store, &seal).await?;
    let hired = staff::hire(store, &seal, now - Duration::days(DAYS + 1), now).await?;
    let plans = plan::plan(wish.reports, wish.seed, clock, now, hired.reviewers.len());
    let Numbered { cases, last } = number(&plans, settings, clock)?;
    let department = &settings.department;
    let words = Words::new(
        Lang::ENGLISH,
        &[
            ("town", &department.town),
            ("department", &department.name),
            ("address", &department.address),
            ("telephone", &department.telephone),
        ],
    )?;
    let teller = Arc::new(Teller {
        seed: wish.seed,
        cases,
        plans,
        map,
        clock: clock.clone(),
        notice: words.t("certify.version"),
        town: department.town.clone(),
        review_days: settings.adjustable.review.business_days,
        reviewers: hired.reviewers.clone(),
        now,
    });
    let mut trail = staff::days(&hired.reviewers, clock, now);
    trail.extend(write(store, &teller).await?);
    for (year, last) in last {
        store
            .write(async |tx| count_to(tx, year, last).await)
            .await?;
    }
    let (requests, rows) = requests::write(store, &teller, now).await?;
    trail.extend(rows);
    trail.sort_by_key(|(at, _)| *at);
    for rows in trail.chunks(ROWS) {
        store
            .write(async |tx| {
                for (_, entry) in rows {
                    audit::append(tx, entry).await?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
    }
    let filled = AuditEntry::new(now, Actor::System, "demo.fill")
        .about(format!("{} reports, seed {}", wish.reports, wish.seed));
    audit::record(store, &filled).await?;
    let approved = teller
        .plans
        .iter()
        .rev()
        .find(|plan| teller.cases.contains_key(&plan.index));
    Ok(Filled {
        reports: wish.reports,
        approved: teller.cases.len() as u64,
        requests,
        rows: trail.len() + 1,
        hired,
        look_at: approved.map(|plan| {
            let (key, tracking) = plan::names(wish.seed, plan.index);
            (tracking, key.access_code())
        }),
    })
}

/// The case numbers.
struct Numbered {
    /// By the index of the report.
    cases: BTreeMap<u64, CaseNumber>,
    /// The last serial of each year.
    last: BTreeMap<i32, u32>,
}

/// Numbers the reports in the order of their approvals.
fn number(plans: &[Plan], settings: &Settings, clock: &Clock) -> Result<Numbered, CaseNumberError> {
    let mut approvals: Vec<(OffsetDateTime, u64)> = plans
        .iter()
        .flat_map(|plan| {
            let approved = plan.life.iter().filter(|(_, turn)| *turn == Turn::Approve);
            approved.map(|(at, _)| (*at, plan.index))
        })
        .collect();
    approvals.sort_unstable();
    let mut numbered = Numbered {
        cases: BTreeMap::new(),
        last: BTreeMap::new(),
    };
    for (at, index) in approvals {
        let year = clock.local(at).year();
        let serial = numbered.last.entry(year).or_default();
        *serial += 1;
        let number = settings.case_format.number(year, *serial)?;
        numbered.cases.insert(index, number);
    }
    Ok(numbered)
}

/// Tells and writes every report. While one batch is written the next ones are told.
async fn write(
    store: &Store,
    teller: &Arc<Teller>,
) -> Result<Vec<(OffsetDateTime, AuditEntry)>, DemoError> {
    let told_ahead = std::thread::available_parallelism().map_or(1, usize::from);
    let mut left = (0..teller.plans.len()).step_by(BATCH);
    let mut telling = VecDeque::new();
    let mut trail = Vec::new();
    let mut sums = form::Sums::default();
    loop {
        while telling.len() < told_ahead
            && let Some(first) = left.next()
        {
            let teller = Arc::clone(teller);
            telling.push_back(tokio::task::spawn_blocking(move || {
                let plans = teller.plans.iter().skip(first).take(BATCH);
                let mut sums = form::Sums::default();
                plans
                    .map(|plan| teller.tell(plan, &mut sums))
                    .collect::<Result<Vec<Told>, _>>()
                    .map(|told| (told, sums))
            }));
        }
        let Some(next) = telling.pop_front() else {
            store
                .write(async |tx| {
                    numbers::write_form(tx, sums.form).await?;
                    numbers::write_rated(tx, sums.rated).await
                })
                .await?;
            return Ok(trail);
        };
        // The task ends early only when it panics, or when the program ends.
        let (told, counted) = next.await.map_err(|_| DemoError::Unwritable)??;
        sums.add(counted);
        let mut batch: Vec<Past> = Vec::with_capacity(told.len());
        for Told { past, rows } in told {
            trail.extend(rows);
            batch.push(past);
        }
        store.write(async |tx| put(tx, batch).await).await?;
    }
}
