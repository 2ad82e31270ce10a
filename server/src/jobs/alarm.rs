//! When the audit trail cannot be written (CJIS AU-5), requests are refused, and the administrators are told by e-mail:
//! at once, and then at most once an hour as long as it lasts. Not through the database, which may be what has failed:
//! the addresses are remembered, and the message goes out by itself.

use super::Setup;
use crate::mail::Outgoing;
use crate::store::{StoreError, staff};
use app::words::Lang;
use domain::access::Role;
use std::sync::{Mutex, MutexGuard, PoisonError};
use time::{Duration, OffsetDateTime};
use tokio::time::timeout;

/// How long one message stands for all that fails.
const QUIET: Duration = Duration::HOUR;
/// For one message.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Whom to tell, and what they were told. One for the whole service.
#[derive(Default)]
pub struct Alarm {
    whom: Mutex<Vec<String>>,
    told: Mutex<Told>,
}

#[derive(Clone, Copy, Default)]
struct Told {
    /// How many failures the last message stands for, with all before.
    count: u64,
    at: Option<OffsetDateTime>,
}

impl Alarm {
    fn whom(&self) -> MutexGuard<'_, Vec<String>> {
        self.whom.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Remembers the addresses of the administrators. While they cannot be read, those of before stay.
pub(super) async fn remember(setup: &Setup) -> Result<(), StoreError> {
    let accounts = staff::list(setup.store.reader()).await?;
    *setup.alarm.whom() = accounts
        .into_iter()
        .filter(|staff| staff.role == Role::Administrator)
        .filter(|staff| staff.factors.is_some() && staff.disabled_at.is_none())
        .filter_map(|staff| staff.email)
        .collect();
    Ok(())
}

/// Tells the administrators of what could not be put on record since they were told last. Returns how many messages went
/// out.
pub(super) async fn tell(setup: &Setup) -> usize {
    let (count, now) = (setup.store.unrecorded().count(), setup.clock.now());
    let told = *setup.alarm.told();
    if count == told.count || told.at.is_some_and(|at| now - at < QUIET) {
        return 0;
    }
    let whom = setup.alarm.whom().clone();
    let mut sent = 0;
    if whom.is_empty() {
        tracing::error!(
            code = "audit_nobody_told",
            "audit: rows cannot be written, and no administrator has an address"
        );
    } else {
        sent = send(setup, &whom, now).await;
        if sent == 0 {
            // Tried again at the next look.
            return 0;
        }
    }
    *setup.alarm.told() = Told {
        count,
        at: Some(now),
    };
    sent
}

async fn send(setup: &Setup, whom: &[String], now: OffsetDateTime) -> usize {
    let letter = match setup.live.now().letters(Lang::ENGLISH).audit_alarm() {
        Ok(letter) => letter,
        Err(error) => {
            tracing::error!(%error, "audit: the message has no words");
            return 0;
        }
    };
    let mut sent = 0;
    for (place, to) in whom.iter().enumerate() {
        let id = format!("audit-alarm-{}-{place}", now.unix_timestamp());
        let mail = Outgoing::new(to.clone(), &letter, id);
        match timeout(PATIENCE, setup.mailer.send(&mail, now)).await {
            Ok(Ok(())) => sent += 1,
            Ok(Err(error)) => {
                tracing::error!(code = "audit_alarm_unsent", %error, "audit: an administrator is not told");
            }
            Err(_) => {
                tracing::error!(
                    code = "audit_alarm_unsent",
                    "audit: the mail server is too slow"
                );
            }
        }
    }
    sent
}
