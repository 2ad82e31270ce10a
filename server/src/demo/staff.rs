//! Who works at the desk of the demo: one account for each role, and a second reviewer.

use super::history::DESK;
use super::plan::DAYS;
use crate::authenticator::SecretSeal;
use crate::clock::Clock;
use crate::secret::{CookieValue, SessionKey};
use crate::store::audit::AuditEntry;
use crate::store::{Actor, Store, StoreError, staff};
use crate::usecase::add_staff::{Account, AddStaffError, add_staff};
use domain::access::Role;
use time::{Duration, OffsetDateTime, Weekday};

/// Login, name, badge, role.
pub const LOGINS: [(&str, &str, &str, Role); 6] = [
    ("demo-ray", "Ofc. Ray Sampleton", "D01", Role::Reviewer),
    ("demo-mina", "Ofc. Mina Exampleby", "D02", Role::Reviewer),
    ("demo-sarge", "Sgt. Val Mockford", "D03", Role::Supervisor),
    ("demo-clerk", "Jo Placeholder", "D04", Role::RecordsClerk),
    ("demo-admin", "Kit Inventado", "D05", Role::Administrator),
    ("demo-audit", "Lee Nonesuch", "D06", Role::Auditor),
];

/// The accounts that were made.
pub struct Hired {
    /// Of all of them, drawn anew each time: a seed must open nothing.
    pub password: String,
    /// Who decides.
    pub reviewers: Vec<Actor>,
}

/// Makes the accounts, which are as old as the history, and in use: what nobody uses is disabled, and passwords expire.
pub async fn hire(
    store: &Store,
    seal: &SecretSeal,
    at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<Hired, AddStaffError> {
    let password = SessionKey::random().write()[..16].to_owned();
    let mut reviewers = Vec::new();
    for (login, name, badge, role) in LOGINS {
        let account = Account {
            login: login.to_owned(),
            name: name.to_owned(),
            badge: badge.to_owned(),
            role,
            password: password.clone(),
        };
        add_staff(store, seal, account, at).await?;
        let row = staff::by_login(store.reader(), login)
            .await?
            .ok_or(StoreError::Missing)?;
        if domain::access::may(role, domain::access::Action::Decide) {
            reviewers.push(row.actor());
        }
        if let Some(factors) = row.factors {
            store
                .write(async |tx| {
                    staff::set_password(tx, row.id, &factors.password_hash, now).await?;
                    staff::record_success(tx, row.id, now).await
                })
                .await?;
        }
    }
    Ok(Hired {
        password,
        reviewers,
    })
}

/// Each working day begins with a sign-in and ends with a sign-out.
pub fn days(
    reviewers: &[Actor],
    clock: &Clock,
    now: OffsetDateTime,
) -> Vec<(OffsetDateTime, AuditEntry)> {
    let today = clock.local(now).date();
    let mut rows = Vec::new();
    for day in (0..DAYS).map(|ago| today - Duration::days(ago)) {
        if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            continue;
        }
        for (minutes, by) in (0..).step_by(7).zip(reviewers) {
            let begin = clock.midnight(day) + Duration::minutes(7 * 60 + 45 + minutes);
            for (at, action) in [
                (begin, "session.sign_in"),
                (begin + Duration::hours(11), "session.sign_out"),
            ] {
                if at <= now {
                    rows.push((at, AuditEntry::new(at, by.clone(), action).from(DESK)));
                }
            }
        }
    }
    rows
}
