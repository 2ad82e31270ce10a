//! A file in pieces, for the script of the page: `docs/uploads.md` describes what is said here and in which order.
//!
//! Every answer says in `Upload-Offset` how many bytes are kept. A refusal is one sentence for the filer, as plain
//! text.

use super::draft::{NoDraft, OpenDraft};
use crate::state::State;
use crate::store::Uuid;
use crate::store::evidence::{EvidenceRow, EvidenceState};
use crate::usecase::add_file::{AddError, Added, begin, find, grow};
use crate::web::error::{AsIs, WebError};
use crate::web::form::Fields;
use crate::web::language::Resident;
use axum::extract::{self, Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::evidence::Refusal;
use domain::field::Choice;

/// How many bytes of the file are kept.
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");

/// Begins a file, or finds the unfinished one of the same name and size.
pub async fn create(
    extract::State(state): extract::State<State>,
    resident: Resident,
    draft: Result<OpenDraft, NoDraft>,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["name", "size"])?;
    let size: u64 = fields
        .get("size")
        .parse()
        .map_err(|_| WebError::Malformed)?;
    let Ok(draft) = draft else {
        return Ok(over(&resident));
    };
    match begin(&state, draft.key.hash(), fields.get("name"), Some(size)).await {
        Ok(file) => {
            let mut answer = at(StatusCode::CREATED, file.received);
            let path = format!("/report/evidence/uploads/{}", file.id);
            if let Ok(path) = HeaderValue::from_str(&path) {
                answer.headers_mut().insert(header::LOCATION, path);
            }
            Ok(answer)
        }
        Err(error) => failed(&resident, error, None),
    }
}

/// How far it has come: asked after a broken connection.
pub async fn offset(
    extract::State(state): extract::State<State>,
    Path(id): Path<Uuid>,
    resident: Resident,
    draft: Result<OpenDraft, NoDraft>,
) -> Result<Response, WebError> {
    let Ok(draft) = draft else {
        return Ok(over(&resident));
    };
    let file = find(&state, draft.key.hash(), id)
        .await?
        .ok_or(WebError::NotFound)?;
    Ok(match file.state {
        EvidenceState::Uploading => at(StatusCode::NO_CONTENT, file.received),
        _ => ended(&resident, &file),
    })
}

/// The next piece. It must begin where the file ends.
pub async fn append(
    extract::State(state): extract::State<State>,
    Path(id): Path<Uuid>,
    resident: Resident,
    draft: Result<OpenDraft, NoDraft>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, WebError> {
    let Ok(draft) = draft else {
        return Ok(over(&resident));
    };
    let draft = draft.key.hash();
    let begins: u64 = headers
        .get(OFFSET)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok())
        .ok_or(WebError::Malformed)?;
    let file = find(&state, draft, id).await?.ok_or(WebError::NotFound)?;
    if file.state != EvidenceState::Uploading {
        return Ok(ended(&resident, &file));
    }
    if begins != file.received || file.size.is_none() {
        return Ok(at(StatusCode::CONFLICT, file.received));
    }
    let Some(_turn) = state.evidence.turn() else {
        return failed(&resident, AddError::Unavailable, Some(file.received));
    };
    match grow(&state, &file, request.into_body().into_data_stream()).await {
        Ok(Added::Part(offset)) => Ok(at(StatusCode::NO_CONTENT, offset)),
        Ok(Added::Whole(whole)) => Ok(at(StatusCode::OK, whole.size)),
        Err(error) => {
            let now = find(&state, draft, id).await?.map(|file| file.received);
            failed(&resident, error, now)
        }
    }
}

/// A file that is over: it arrived, or it was refused.
fn ended(resident: &Resident, file: &EvidenceRow) -> Response {
    match file.refusal {
        Some(refusal) => said(
            StatusCode::UNPROCESSABLE_ENTITY,
            sentence(resident, refusal),
        ),
        None => at(StatusCode::OK, file.received),
    }
}

fn failed(resident: &Resident, error: AddError, offset: Option<u64>) -> Result<Response, WebError> {
    match error {
        AddError::Refused(refusal) => {
            let status = match refusal {
                Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            Ok(said(status, sentence(resident, refusal)))
        }
        AddError::Changed => Ok(at(StatusCode::CONFLICT, offset.unwrap_or_default())),
        AddError::Cut => Ok(at(StatusCode::REQUEST_TIMEOUT, offset.unwrap_or_default())),
        AddError::Overrun => Err(WebError::Malformed),
        AddError::Unavailable => Ok(said(
            StatusCode::SERVICE_UNAVAILABLE,
            resident.words().t("page.evidence.problem.busy"),
        )),
    }
}

/// The draft behind this browser is sent or gone.
fn over(resident: &Resident) -> Response {
    said(
        StatusCode::GONE,
        resident.words().t("page.evidence.live.over"),
    )
}

fn sentence(resident: &Resident, refusal: Refusal) -> String {
    resident.words().t(&format!("refusal.{}", refusal.code()))
}

fn at(status: StatusCode, offset: u64) -> Response {
    let mut response = (status, [(OFFSET, offset.to_string())]).into_response();
    response.extensions_mut().insert(AsIs);
    response
}

fn said(status: StatusCode, sentence: String) -> Response {
    let mut response = (status, sentence).into_response();
    response.extensions_mut().insert(AsIs);
    response
}
