//! The weekly look at the audit trail (CJIS AU-6): on Monday at six, where the department is, every auditor and
//! administrator who has an address gets the figures of the week before.
//!
//! One job stands for the week; it looks once, and leaves one job for each who is written to. The keys of both name the
//! week, so that two workers, and a start on Tuesday, send each message once.

use super::{Failure, Outcome, Setup, send};
use crate::clock::Clock;
use crate::store::audit::week;
use crate::store::jobs::{self, Job, JobKind, NewJob};
use crate::store::staff::{self, StaffRow};
use crate::store::{StoreError, Uuid};
use crate::usecase::audit_review::{Review, review};
use crate::when;
use app::words::Lang;
use domain::access::Role;
use domain::field::Choice;
use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};

/// The hour of Monday, on the clocks of the department.
const HOUR: u8 = 6;

/// What a job says of the week that it is about.
#[derive(Serialize, Deserialize)]
struct Week {
    /// The Julian day on which it begins.
    monday: i32,
    /// Whom to write to, and what; none: the week's own job.
    to: Option<(Uuid, Review)>,
}

/// The Monday with which the week began that is to be looked at now: the last whole week, from Monday at six on.
pub(super) fn due(clock: &Clock, now: OffsetDateTime) -> Date {
    let local = clock.local(now);
    let days = i64::from(local.weekday().number_days_from_monday());
    let early = i64::from(days == 0 && local.hour() < HOUR);
    local.date() - Duration::days(days) - Duration::weeks(1 + early)
}

/// Leaves the job of the week that begins with this Monday, if nobody has.
pub(super) async fn ask(setup: &Setup, monday: Date) -> Result<(), StoreError> {
    let now = setup.clock.now();
    let job = job(monday, None)?;
    setup
        .store
        .write(async |tx| jobs::enqueue(tx, job, now).await)
        .await
}

fn job(monday: Date, to: Option<(Uuid, Review)>) -> Result<NewJob, StoreError> {
    let (year, number, _) = monday.to_iso_week_date();
    let week = format!("{}:{year}-W{number:02}", JobKind::AuditReview.code());
    let key = match &to {
        None => week,
        Some((staff, _)) => format!("{week}:{staff}"),
    };
    let week = Week {
        monday: monday.to_julian_day(),
        to,
    };
    Ok(NewJob {
        kind: JobKind::AuditReview,
        report: None,
        request: None,
        key,
        payload: serde_json::to_value(week).map_err(|_| StoreError::Corrupt("payload"))?,
    })
}

pub(super) async fn run(setup: &Setup, job: &Job) -> Result<Outcome, Failure> {
    let unreadable = || Failure::permanent("stored_value");
    let week: Week = serde_json::from_value(job.payload.clone()).map_err(|_| unreadable())?;
    let monday = Date::from_julian_day(week.monday).map_err(|_| unreadable())?;
    match week.to {
        None => look(setup, monday).await,
        Some((id, review)) => write(setup, job, monday, id, &review).await,
    }
}

/// Looks at the week, and leaves a message for each who is to know.
async fn look(setup: &Setup, monday: Date) -> Result<Outcome, Failure> {
    let reader = setup.store.reader();
    let (from, before) = span(&setup.clock, monday);
    // The service was not there yet.
    if week::begins(reader)
        .await?
        .is_none_or(|first| first >= before)
    {
        return Ok(Outcome::Overtaken);
    }
    let accounts = staff::list(reader).await?;
    let whom: Vec<Uuid> = accounts
        .iter()
        .filter(|staff| address(staff).is_some())
        .map(|staff| staff.id)
        .collect();
    if whom.is_empty() {
        tracing::warn!(
            "audit: nobody who looks after the trail has an address for the weekly figures"
        );
        return Ok(Outcome::Gone);
    }
    let review = review(&setup.store, (from, before)).await?;
    let jobs: Result<Vec<NewJob>, StoreError> = whom
        .into_iter()
        .map(|id| self::job(monday, Some((id, review.clone()))))
        .collect();
    let (jobs, now) = (jobs?, setup.clock.now());
    let left: Result<(), StoreError> = setup
        .store
        .write(async |tx| {
            for job in jobs {
                jobs::enqueue(tx, job, now).await?;
            }
            Ok(())
        })
        .await;
    left?;
    setup.wake.notify_one();
    Ok(Outcome::HandedOn)
}

async fn write(
    setup: &Setup,
    job: &Job,
    monday: Date,
    id: Uuid,
    review: &Review,
) -> Result<Outcome, Failure> {
    let account = staff::by_id(setup.store.reader(), id).await?;
    let Some(address) = account.as_ref().and_then(address) else {
        return Ok(Outcome::Gone);
    };
    let now = setup.live.now();
    let words = &now.sites.english().words;
    let (from, before) = span(&setup.clock, monday);
    let letter = now.letters(Lang::ENGLISH).audit_review(
        (
            &when::day(words, &setup.clock, from),
            &when::day(words, &setup.clock, before - Duration::SECOND),
        ),
        &review.figures(),
        review.findings == 0,
    )?;
    send(setup, job, address, letter, Vec::new()).await
}

fn span(clock: &Clock, monday: Date) -> (OffsetDateTime, OffsetDateTime) {
    let next = monday + Duration::weeks(1);
    (clock.midnight(monday), clock.midnight(next))
}

/// Where somebody is written to who looks after the trail. A locked account counts: whoever locks it with five wrong
/// passwords must not silence it.
fn address(staff: &StaffRow) -> Option<&str> {
    let looks_after = match staff.role {
        Role::Administrator | Role::Auditor => true,
        Role::Reviewer | Role::Supervisor | Role::RecordsClerk => false,
    };
    let open = staff.factors.is_some() && staff.disabled_at.is_none();
    staff.email.as_deref().filter(|_| looks_after && open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn a_week_is_due_on_the_monday_after_it_at_six_where_the_department_is() {
        for (now, monday) in [
            (datetime!(2026-11-23 10:59:59 UTC), date!(2026 - 11 - 09)),
            (datetime!(2026-11-23 11:00 UTC), date!(2026 - 11 - 16)),
            (datetime!(2026-11-30 10:59 UTC), date!(2026 - 11 - 16)),
            // In summer six o'clock is an hour earlier in Greenwich.
            (datetime!(2026-07-06 09:59 UTC), date!(2026 - 06 - 22)),
            (datetime!(2026-07-06 10:00 UTC), date!(2026 - 06 - 29)),
            // Sunday night there, Monday in Greenwich.
            (datetime!(2026-11-23 03:00 UTC), date!(2026 - 11 - 09)),
        ] {
            assert_eq!(due(&Clock::fixed(now), now), monday, "{now}");
        }
    }

    #[test]
    fn the_key_names_the_iso_week_also_where_the_year_changes() {
        let key = |monday| job(monday, None).expect("a job").key;
        assert_eq!(key(date!(2026 - 12 - 28)), "audit_review:2026-W53");
        assert_eq!(key(date!(2027 - 01 - 04)), "audit_review:2027-W01");
    }
}
