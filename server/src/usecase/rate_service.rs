//! How satisfied a filer is: counted once for a report, and not kept with it. The report only knows that there was an
//! answer.

use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::numbers::{self, RatedSums};
use crate::store::reports::{self, ReportRow};
use crate::store::{Actor, StoreError};
use domain::numbers::desk::Outcome;
use domain::numbers::satisfaction::{Score, is_asked};
use std::net::IpAddr;

/// Counts the answer. `false`: there was one before, or the report was taken up again meanwhile.
///
/// # Errors
/// [`StoreError`].
pub async fn rate_service(
    state: &State,
    report: &ReportRow,
    score: Score,
    client: IpAddr,
) -> Result<bool, StoreError> {
    if report.rated || !is_asked(report.status) {
        return Ok(false);
    }
    let now = state.clock.now();
    let day = state.clock.local(now).date();
    // Whose report it is stands in the trail, what they said does not.
    let entry = AuditEntry::new(now, Actor::Filer, "report.satisfaction")
        .about(report.tracking.compact())
        .from(client);
    state
        .store
        .write(async |tx| {
            if !reports::mark_rated(tx, report.id, &[report.status]).await? {
                return Ok(false);
            }
            let mut sums = RatedSums::new();
            let outcome = Outcome::of(report.status);
            numbers::add_rated(&mut sums, day, report.kind, outcome, score);
            numbers::write_rated(tx, sums).await?;
            audit::append(tx, &entry).await?;
            Ok(true)
        })
        .await
}
