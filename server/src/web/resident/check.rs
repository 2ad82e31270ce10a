//! Check your answers.

use super::draft::OpenDraft;
use super::evidence::ready;
use super::{at, path};
use crate::state::State;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::language::Resident;
use crate::web::respond::{page, see};
use app::page::Body;
use app::page::check::Check;
use app::summary::sections;
use axum::extract;
use axum::response::Response;
use domain::eligibility::advice;
use domain::incident::Chapter;
use domain::journey::{End, Journey};

pub async fn show(
    extract::State(state): extract::State<State>,
    resident: Resident,
    draft: OpenDraft,
) -> Result<Response, WebError> {
    let rules = state.rules();
    let journey = Journey::walk(&draft.answers, &rules);
    match journey.end {
        End::Ready => {
            let body = Body::Check(Check {
                sections: sections(&draft.answers, &rules, resident.words()),
                advice: advice(&draft.answers, &rules),
                files: ready(&state, draft.key.hash()).await?,
                back: Some("/report/evidence".to_owned()),
            });
            let title = resident.words().t("page.check.title");
            let drawn = resident.page(title, false, at(Chapter::CheckAndSend), body);
            Ok(page(drawn.about(journey.kind)).await)
        }
        end @ (End::Question(_) | End::Stopped { .. }) => Ok(see(&path(end))),
    }
}

pub async fn go_on(fields: Fields) -> Result<Response, WebError> {
    fields.only(&[])?;
    Ok(see("/report/certify"))
}
