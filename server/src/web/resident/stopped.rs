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
use domain::incident::Chapter;
use domain::journey::{End, Journey};

pub async fn show(
    extract::State(state): extract::State<State>,
    resident: Resident,
    draft: OpenDraft,
) -> Response {
    let journey = Journey::walk(&draft.answers, &state.rules());
    match journey.end {
        End::Stopped { at: step, stop } => {
            let title = resident.words().t(&format!("stop.{}.title", stop.code()));
            let body = Body::Stopped(Stopped { stop, at: step.id });
            let drawn = resident.page(title, false, at(Chapter::Screening), body);
            page(drawn.about(journey.kind)).await
        }
        end @ (End::Question(_) | End::Ready) => see(&path(end)),
    }
}
