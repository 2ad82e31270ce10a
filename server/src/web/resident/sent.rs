//! The confirmation. Only the browser that filed sees it: its cookie is the key.

use super::draft::find;
use super::plain;
use crate::evidence::entry::entries;
use crate::state::State;
use crate::store::drafts::DraftOutcome;
use crate::store::{evidence, reports};
use crate::web::error::WebError;
use crate::web::language::Resident;
use crate::web::respond::{page, see};
use crate::when;
use app::page::Body;
use app::page::sent::Sent;
use axum::extract;
use axum::http::HeaderMap;
use axum::response::Response;

pub async fn show(
    extract::State(state): extract::State<State>,
    resident: Resident,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let Some((secret, row)) = find(&state, &headers).await? else {
        return Ok(see("/"));
    };
    let tracking = match row.outcome {
        Some(DraftOutcome::Report(tracking)) => tracking,
        Some(DraftOutcome::OfficerRequest(_)) => return Ok(see("/officer/sent")),
        None => return Ok(see("/report/continue")),
    };
    let report = reports::by_tracking(state.store.reader(), &tracking)
        .await?
        .ok_or(WebError::NotFound)?;
    let body = Body::Sent(Sent {
        tracking: tracking.to_string(),
        access_code: secret.access_code().to_string(),
        email: report.filer_email,
        review_by: when::day(resident.words(), &state.clock, report.review_by),
        files: entries(&evidence::for_report(state.store.reader(), report.id).await?),
    });
    let title = resident.words().t("page.sent.title");
    let drawn = resident.page(title, false, plain(), body);
    Ok(page(drawn.about(Some(report.kind))).await)
}
