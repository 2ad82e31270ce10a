//! The journey ended at a hard stop: why, and whom to call.

use super::draft::OpenDraft;
use super::{at, path};
use crate::state::State;
use crate::web::language::Resident;
use crate::web::respond::{page, see};
use app::page::Body;
use app::page::stopped::Stopped;
use axum::extract;
use axum::response::Response;
use domain::eligibility::Stop;
use domain::incident::{Chapter, Kind};
use domain::journey::{End, Journey};

pub async fn show(
    extract::State(state): extract::State<State>,
    resident: Resident,
    draft: OpenDraft,
) -> Response {
    let journey = Journey::walk(&draft.answers, &state.rules());
    match journey.end {
        End::Stopped { at: step, stop } => drawn(&resident, stop, step.id, journey.kind).await,
        end @ (End::Question(_) | End::Ready) => see(&path(end)),
    }
}

/// The first page of a kind that is taken by telephone only, at present: nobody answers questions for nothing.
pub(super) async fn closed(resident: &Resident, kind: Kind) -> Response {
    drawn(resident, Stop::ClosedKind, "kind", Some(kind)).await
}

async fn drawn(
    resident: &Resident,
    stop: Stop,
    step: &'static str,
    kind: Option<Kind>,
) -> Response {
    let title = resident.words().t(&format!("stop.{}.title", stop.code()));
    let body = Body::Stopped(Stopped { stop, at: step });
    let drawn = resident.page(title, false, at(Chapter::Screening), body);
    page(drawn.about(kind)).await
}
