//! The certification: the last page of the form, and the one that files.

use super::draft::OpenDraft;
use super::{at, path};
use crate::state::State;
use crate::usecase::submit::{SubmitError, submit};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::Resident;
use crate::web::respond::{page, see};
use app::page::Body;
use app::page::check::Certify;
use axum::extract::{self, Query};
use axum::response::Response;
use domain::incident::Chapter;
use domain::journey::{End, Journey};
use domain::report::NotReady;

use super::step::View;

pub async fn show(
    extract::State(state): extract::State<State>,
    Query(view): Query<View>,
    resident: Resident,
    draft: OpenDraft,
) -> Response {
    let journey = Journey::walk(&draft.answers, &state.rules());
    match journey.end {
        End::Ready => {
            let missing = view.e.is_some();
            let body = Body::Certify(Certify { missing });
            let title = resident.words().t("page.certify.title");
            let drawn = resident.page(title, missing, at(Chapter::CheckAndSend), body);
            page(drawn.about(journey.kind)).await
        }
        end @ (End::Question(_) | End::Stopped { .. }) => see(&path(end)),
    }
}

/// Files the report. The draft is judged again, from its answers alone: nothing in this form can claim that it
/// is eligible. Sent twice, it files once: the draft knows its report.
pub async fn send(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["certify"])?;
    if fields.get("certify") != "yes" {
        return Ok(see("/report/certify?e=1#error-summary"));
    }
    match submit(&state, &draft.key, client).await {
        Ok(_) => Ok(see("/report/sent")),
        Err(SubmitError::NotReady(NotReady::Stopped(_))) => Ok(see("/report/stopped")),
        Err(SubmitError::NotReady(
            NotReady::Incomplete { .. } | NotReady::NotCertified | NotReady::Unreadable(_),
        )) => Ok(see("/report/continue")),
        Err(SubmitError::Gone) => Ok(see("/")),
        Err(SubmitError::Store(error)) => Err(error.into()),
        Err(SubmitError::Record) => Err(WebError::Unavailable),
    }
}
