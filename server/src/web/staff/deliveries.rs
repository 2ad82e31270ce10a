//! Mail and records that did not arrive.

use super::desk_page;
use super::officer::Officer;
use super::report::{job_name, job_state};
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::jobs::{self, JobState};
use crate::store::{StoreError, Uuid, reports};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::{page, see};
use crate::when;
use app::page::Body;
use app::page::staff::deliveries::{Deliveries, DeliveryLine};
use axum::extract::{self, Path};
use axum::response::Response;
use domain::access::Action;

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
) -> Result<Response, WebError> {
    let reader = state.store.reader();
    let mut lines = Vec::new();
    for job in jobs::troubled(reader).await? {
        let tracking = match job.report {
            Some(id) => reports::by_id(reader, id)
                .await?
                .map(|report| report.tracking.compact().to_owned()),
            None => None,
        };
        lines.push(DeliveryLine {
            id: job.id.to_string(),
            what: job_name(job.kind).to_owned(),
            tracking,
            state: job_state(&job).to_owned(),
            attempts: i64::from(job.attempts),
            error: job.last_error.clone().unwrap_or_default(),
            next: (job.state == JobState::Pending).then(|| when::brief(&state.clock, job.due_at)),
        });
    }
    let body = Body::Deliveries(Deliveries {
        lines,
        may_send_again: officer.may(Action::SendAgain),
    });
    Ok(page(desk_page(&state, Some(&officer), "Deliveries", false, body)).await)
}

pub async fn again(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let id = Uuid::try_parse(&id).map_err(|_| WebError::NotFound)?;
    let now = state.clock.now();
    let entry = AuditEntry::new(now, officer.actor(), "job.send_again")
        .about(id.to_string())
        .from(client);
    state
        .store
        .write(async |tx| {
            jobs::send_again(tx, id, now).await?;
            audit::append(tx, &entry).await
        })
        .await
        .map_err(|error: StoreError| WebError::from(error))?;
    officer.is_on_record();
    state.wake.notify_one();
    Ok(see("/staff/deliveries"))
}
