//! What the audit trail holds of a week, in figures, and whether it is whole: what those who answer for it look at every
//! week (FBI CJIS Security Policy AU-6).

use crate::store::audit::{Outcome, verify, week};
use crate::store::{Store, StoreError, Uuid, staff};
use domain::access::Role;
use domain::field::Choice;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use time::OffsetDateTime;

/// The figures. No names, of anybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub sign_ins: u64,
    /// Wrong passwords and codes, wherever they were asked for.
    pub failures: u64,
    pub locks: u64,
    pub refusals: u64,
    pub exports: u64,
    pub account_changes: u64,
    pub setting_changes: u64,
    /// By the code of the role that the reader has now.
    pub reads: HashMap<String, u64>,
    /// Rows that were walked.
    pub rows: u64,
    /// What is wrong with the chain; 0: it is whole.
    pub findings: u64,
}

/// What a row counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    SignIn,
    Failure,
    Lock,
    Refusal,
    Export,
    AccountChange,
    SettingChange,
    Read,
}

impl Figure {
    fn of(action: &str, outcome: Outcome) -> Option<Self> {
        match (outcome, action) {
            (Outcome::Refused, _) => Some(Self::Refusal),
            (
                Outcome::Failed,
                "session.sign_in" | "session.confirm" | "account.change_password",
            ) => Some(Self::Failure),
            (Outcome::Failed, _) => None,
            (Outcome::Ok, "session.sign_in") => Some(Self::SignIn),
            (Outcome::Ok, "staff.lock") => Some(Self::Lock),
            (Outcome::Ok, "report.read") => Some(Self::Read),
            (
                Outcome::Ok,
                "staff.list"
                | "staff.read"
                | "account.read"
                | "account.begin_passkey"
                | "settings.read"
                | "settings.read_text"
                | "settings.preview",
            ) => None,
            (Outcome::Ok, action) => {
                let (about, what) = action.split_once('.')?;
                match (about, what) {
                    (_, "export") => Some(Self::Export),
                    // New keys of other systems are accounts, too.
                    ("staff" | "account" | "api_key", _) => Some(Self::AccountChange),
                    ("setting" | "settings", "read" | "list") => None,
                    ("setting" | "settings", _) => Some(Self::SettingChange),
                    _ => None,
                }
            }
        }
    }
}

/// Looks at the rows from this moment to before that one, and walks the whole chain.
///
/// # Errors
/// [`StoreError`].
pub async fn review(
    store: &Store,
    span: (OffsetDateTime, OffsetDateTime),
) -> Result<Review, StoreError> {
    let reader = store.reader();
    let roles: HashMap<Uuid, Role> = staff::list(reader)
        .await?
        .into_iter()
        .map(|staff| (staff.id, staff.role))
        .collect();
    let mut review = Review::default();
    for alike in week::counted(reader, span).await? {
        let figure = match Figure::of(&alike.action, alike.outcome) {
            None => continue,
            Some(Figure::SignIn) => &mut review.sign_ins,
            Some(Figure::Failure) => &mut review.failures,
            Some(Figure::Lock) => &mut review.locks,
            Some(Figure::Refusal) => &mut review.refusals,
            Some(Figure::Export) => &mut review.exports,
            Some(Figure::AccountChange) => &mut review.account_changes,
            Some(Figure::SettingChange) => &mut review.setting_changes,
            Some(Figure::Read) => {
                let Some(role) = alike.by.and_then(|id| roles.get(&id)) else {
                    continue;
                };
                review.reads.entry(role.code().to_owned()).or_default()
            }
        };
        *figure += alike.count;
    }
    // A start names the settings file by its hash: another hash is a changed setting.
    let starts = week::objects(reader, "service.start", span).await?;
    let pairs = starts.iter().zip(starts.iter().skip(1));
    let changed = pairs.filter(|(one, next)| one != next).count();
    review.setting_changes += u64::try_from(changed).unwrap_or_default();
    let verified = verify::verify(reader, None).await?;
    review.rows = verified.rows;
    review.findings = u64::try_from(verified.findings.len()).unwrap_or(u64::MAX);
    Ok(review)
}

impl Review {
    /// The figures by the names that the words fill in.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, u64)> {
        let read = |role: Role| self.reads.get(role.code()).copied().unwrap_or_default();
        vec![
            ("sign_ins", self.sign_ins),
            ("failures", self.failures),
            ("locks", self.locks),
            ("refusals", self.refusals),
            ("exports", self.exports),
            ("account_changes", self.account_changes),
            ("setting_changes", self.setting_changes),
            ("reviewers", read(Role::Reviewer)),
            ("supervisors", read(Role::Supervisor)),
            ("records_clerks", read(Role::RecordsClerk)),
            ("auditors", read(Role::Auditor)),
            ("rows", self.rows),
            ("findings", self.findings),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_counts_once_or_not_at_all() {
        for (action, outcome, figure) in [
            ("session.sign_in", Outcome::Ok, Some(Figure::SignIn)),
            ("session.sign_in", Outcome::Failed, Some(Figure::Failure)),
            ("session.confirm", Outcome::Failed, Some(Figure::Failure)),
            ("session.begin", Outcome::Ok, None),
            ("staff.lock", Outcome::Ok, Some(Figure::Lock)),
            ("report.read", Outcome::Refused, Some(Figure::Refusal)),
            ("staff.add", Outcome::Refused, Some(Figure::Refusal)),
            ("report.read", Outcome::Ok, Some(Figure::Read)),
            ("report.read", Outcome::Failed, None),
            ("audit.export", Outcome::Ok, Some(Figure::Export)),
            ("nibrs.export", Outcome::Ok, Some(Figure::Export)),
            ("audit.export", Outcome::Failed, None),
            ("staff.add", Outcome::Ok, Some(Figure::AccountChange)),
            (
                "staff.disable_unused",
                Outcome::Ok,
                Some(Figure::AccountChange),
            ),
            (
                "account.add_passkey",
                Outcome::Ok,
                Some(Figure::AccountChange),
            ),
            ("api_key.revoke", Outcome::Ok, Some(Figure::AccountChange)),
            ("account.read", Outcome::Ok, None),
            ("staff.list", Outcome::Ok, None),
            ("settings.change", Outcome::Ok, Some(Figure::SettingChange)),
            ("settings.read", Outcome::Ok, None),
            ("report.approve", Outcome::Ok, None),
            ("service.start", Outcome::Ok, None),
        ] {
            assert_eq!(Figure::of(action, outcome), figure, "{action} {outcome:?}");
        }
    }
}
