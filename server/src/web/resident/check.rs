//! Check your answers: the last page of the form, and the one that files.

use super::draft::OpenDraft;
use super::evidence::{is_on_the_way, ready};
use super::step::View;
use super::{at, path};
use crate::state::State;
use crate::usecase::submit::{SubmitError, submit};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::Resident;
use crate::web::respond::{page, see};
use app::page::Body;
use app::page::check::Check;
use app::summary::sections;
use axum::extract::{self, Query};
use axum::response::Response;
use domain::eligibility::advice;
use domain::incident::Chapter;
use domain::journey::{End, Journey};
use domain::report::NotReady;

pub async fn show(
    extract::State(state): extract::State<State>,
    Query(view): Query<View>,
    resident: Resident,
    draft: OpenDraft,
) -> Result<Response, WebError> {
    let rules = state.rules();
    let journey = Journey::walk(&draft.answers, &rules);
    match journey.end {
        End::Ready => {
            let missing = view.e.is_some();
            let body = Body::Check(Check {
                sections: sections(&draft.answers, &rules, resident.words()),
                advice: advice(&draft.answers, &rules),
                files: ready(&state, draft.key.hash()).await?,
                back: if is_on_the_way(journey.kind) {
                    Some("/report/evidence".to_owned())
                } else {
                    journey
                        .done
                        .last()
                        .map(|step| format!("/report/{}", step.id))
                },
                missing,
            });
            let title = resident.words().t("page.check.title");
            let drawn = resident.page(title, missing, at(Chapter::CheckAndSend), body);
            Ok(page(drawn.about(journey.kind)).await)
        }
        end @ (End::Question(_) | End::Stopped { .. }) => Ok(see(&path(end))),
    }
}

/// Files the report. The draft is judged again, from its answers alone: nothing in this form can claim that it
/// is eligible. Sent twice, it files once: the draft knows its report.
pub async fn send(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    resident: Resident,
    draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["certify"])?;
    if fields.get("certify") != "yes" {
        return Ok(see("/report/check?e=1#error-summary"));
    }
    let lang = resident.words().lang();
    match submit(&state, &draft.key, lang, client).await {
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
