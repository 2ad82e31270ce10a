//! What a tracking number and an access code open. Every try is on record.

use crate::secret::{access_hash, same};
use crate::state::State;
use crate::store::audit::{self, AuditEntry, Outcome};
use crate::store::reports::{self, ReportRow};
use crate::store::{Actor, Hash32, Uuid, officer_requests};
use crate::web::error::WebError;
use crate::web::form::Fields;
use domain::number::{AccessCode, TrackingNumber};
use std::net::IpAddr;

/// What the two numbers open.
pub enum Opened {
    Report(Box<ReportRow>),
    OfficerRequest { closed: bool },
    Nothing,
    TooMany,
}

/// Opens what the two numbers name, and puts on record whether they opened anything: a report, only after that, and
/// to nobody when it cannot be recorded.
pub async fn open(state: &State, fields: &Fields, client: IpAddr) -> Result<Opened, WebError> {
    let opened = look_up(state, fields, client).await?;
    let now = state.clock.now();
    let by = |actor, action| AuditEntry::new(now, actor, action).from(client);
    let tracking = fields.get("tracking").parse::<TrackingNumber>();
    let named = |entry: AuditEntry| match &tracking {
        Ok(tracking) => entry.about(tracking.compact()),
        Err(_) => entry,
    };
    let entry = match &opened {
        Opened::Report(_) => named(by(Actor::Filer, "report.status")),
        Opened::OfficerRequest { .. } => named(by(Actor::Filer, "officer_request.status")),
        Opened::Nothing => named(by(Actor::Unknown, "report.status")).ended(Outcome::Failed),
        // Slowed down already: a flood of guesses must not become a flood of rows.
        Opened::TooMany => return Ok(opened),
    };
    audit::record(&state.store, &entry).await?;
    Ok(opened)
}

/// Looks the two numbers up. Whatever is wrong with them, the same is done: two small queries and two comparisons,
/// so that the time of the answer does not tell which number was right. A report is read whole only when both fit.
async fn look_up(state: &State, fields: &Fields, client: IpAddr) -> Result<Opened, WebError> {
    let now = state.clock.now();
    if !state.code_limiter.allows(client, now) {
        return Ok(Opened::TooMany);
    }
    let typed = (
        fields.get("tracking").parse::<TrackingNumber>(),
        fields.get("access_code").parse::<AccessCode>(),
    );
    let well_formed = typed.0.is_ok() && typed.1.is_ok();
    // Nobody's: all zero bytes.
    let tracking = typed
        .0
        .unwrap_or_else(|_| TrackingNumber::from_random(|| 0));
    let code = typed.1.unwrap_or_else(|_| AccessCode::from_random(|| 0));
    let given = access_hash(&tracking, &code);
    let reader = state.store.reader();
    let report = reports::lock_of(reader, &tracking).await?;
    let request = officer_requests::lock_of(reader, &tracking).await?;
    let fits = |lock: &Option<(Uuid, Hash32)>| {
        let (there, hash) = lock.map_or((false, [0; 32]), |(_, hash)| (true, hash));
        same(&hash, &given) & there & well_formed
    };
    match (report, fits(&report), request, fits(&request)) {
        (Some((id, _)), true, ..) => {
            let report = reports::by_id(reader, id).await?;
            report.map_or(Err(WebError::NotFound), |report| {
                Ok(Opened::Report(Box::new(report)))
            })
        }
        (_, _, Some((id, _)), true) => {
            let request = officer_requests::by_id(reader, id).await?;
            let request = request.ok_or(WebError::NotFound)?;
            Ok(Opened::OfficerRequest {
                closed: request.closed.is_some(),
            })
        }
        _ => {
            state.code_limiter.wrong(client, now);
            Ok(Opened::Nothing)
        }
    }
}
