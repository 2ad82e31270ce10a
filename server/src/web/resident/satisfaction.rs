//! The one question that the status page asks when a report is decided: how satisfied the filer is.

use super::opened::{Opened, open};
use super::status::{Done, drawn, refused};
use crate::state::State;
use crate::usecase::rate_service::rate_service;
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::Resident;
use axum::extract;
use axum::response::Response;
use domain::field::Choice;
use domain::numbers::satisfaction::Score;

pub async fn rate(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["tracking", "access_code", "score"])?;
    let mut report = match open(&state, &fields, client).await? {
        Opened::Report(report) => report,
        Opened::TooMany => return Ok(refused(resident, &fields, true).await),
        Opened::OfficerRequest { .. } | Opened::Nothing => {
            return Ok(refused(resident, &fields, false).await);
        }
    };
    let score = Score::from_code(fields.get("score"));
    if let Some(score) = score {
        // Whoever was quicker in another window has answered for both.
        if rate_service(&state, &report, score, client).await? {
            report.rated = true;
        }
    }
    let done = Done {
        not_chosen: score.is_none() && !report.rated,
        ..Done::default()
    };
    drawn(&state, resident, *report, &fields, done).await
}
