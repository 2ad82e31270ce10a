//! Taking a report on, and giving it back.

use super::decide::{Desk, problem};
use crate::store::StoreError;
use crate::store::audit::{self, AuditEntry};
use crate::store::reports::{self, Claim};
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::see;
use app::page::staff::report::DecisionForm;
use axum::response::Response;
use domain::access::Role;
use time::Duration;

/// For two hours, or whatever the settings say. Whoever has it already has it for that long from now.
pub async fn claim(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    only_version(fields)?;
    let now = desk.state.clock.now();
    let minutes = i64::from(desk.state.now().review.claim_minutes);
    let claim = Claim {
        by: desk.officer.session.staff.id,
        name: desk.officer.session.staff.name.clone(),
        until: now + Duration::minutes(minutes),
    };
    let entry = entry(&desk, "report.claim");
    let id = desk.report.id;
    let claimed = desk
        .state
        .store
        .write(async |tx| {
            let claimed = reports::claim(tx, id, &claim, now).await?;
            if claimed {
                audit::append(tx, &entry).await?;
            }
            Ok::<_, StoreError>(claimed)
        })
        .await?;
    after(
        desk,
        claimed,
        "A colleague has this report, or it is decided. You can still decide it.",
    )
    .await
}

/// One's own; a supervisor also a colleague's, who has gone home.
pub async fn release(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    only_version(fields)?;
    let own = match desk.officer.session.staff.role {
        Role::Supervisor => None,
        Role::Reviewer | Role::RecordsClerk | Role::Administrator | Role::Auditor => {
            Some(desk.officer.session.staff.id)
        }
    };
    let entry = entry(&desk, "report.release");
    let id = desk.report.id;
    let released = desk
        .state
        .store
        .write(async |tx| {
            let released = reports::release(tx, id, own).await?;
            if released {
                audit::append(tx, &entry).await?;
            }
            Ok::<_, StoreError>(released)
        })
        .await?;
    after(
        desk,
        released,
        "This report is not yours, or nobody has it.",
    )
    .await
}

/// Every form of the report's page says which version it was drawn from; a claim holds for any.
fn only_version(fields: Fields) -> Result<(), WebError> {
    let fields = fields.only(&["version"])?;
    let version: Result<i64, _> = fields.get("version").parse();
    version.map(drop).map_err(|_| WebError::Malformed)
}

fn entry(desk: &Desk, action: &'static str) -> AuditEntry {
    AuditEntry::new(desk.state.clock.now(), desk.officer.actor(), action)
        .about(desk.report.tracking.compact())
        .from(desk.client)
}

async fn after(desk: Desk, done: bool, else_say: &str) -> Result<Response, WebError> {
    if done {
        desk.officer.is_on_record();
        let compact = desk.report.tracking.compact();
        return Ok(see(&format!("/staff/reports/{compact}")));
    }
    let problems = vec![problem("main", "Claim", else_say)];
    desk.again(problems, DecisionForm::default()).await
}
