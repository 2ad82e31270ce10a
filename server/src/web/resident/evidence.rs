//! Photos and files: the page between the last question and "check your answers", and the form on it that works
//! without script. The pieces that the script sends are in [`upload`](super::upload).

use super::draft::OpenDraft;
use super::path;
use crate::evidence::entry::entries;
use crate::state::State;
use crate::store::evidence::{self, EvidenceRow, EvidenceState};
use crate::store::{Hash32, Uuid};
use crate::usecase::add_file::{AddError, Added, begin, find, grow};
use crate::web::error::WebError;
use crate::web::files::preview_of;
use crate::web::form::Fields;
use crate::web::language::{self, Resident};
use crate::web::respond::{page, see};
use app::component::files::FileEntry;
use app::page::evidence::{EvidencePage, EvidenceProblem, FileLine, FileState};
use app::page::{Body, Chrome};
use app::words::Lang;
use axum::extract::multipart::Field;
use axum::extract::{self, FromRequest, Multipart, Path, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use domain::evidence::Refusal;
use domain::incident::Chapter;
use domain::journey::{End, Journey};
use futures_util::StreamExt;
use futures_util::stream;
use serde::Deserialize;

/// The longest text of a field that is no file: the names of buttons.
const MAX_TEXT: usize = 100;

/// What the address of the page may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    e: String,
}

pub async fn show(
    extract::State(state): extract::State<State>,
    resident: Resident,
    Query(view): Query<View>,
    draft: OpenDraft,
) -> Result<Response, WebError> {
    let journey = Journey::walk(&draft.answers, &state.rules());
    if !matches!(journey.end, End::Ready) {
        return Ok(see(&path(journey.end)));
    }
    let files = evidence::for_draft(state.store.reader(), draft.key.hash()).await?;
    let problem = EvidenceProblem::ALL
        .into_iter()
        .find(|problem| problem.code() == view.e)
        // A file that was sent again or removed since is no problem any more.
        .filter(|problem| match problem {
            EvidenceProblem::Unfinished => files
                .iter()
                .any(|file| file.state == EvidenceState::Uploading),
            EvidenceProblem::Refused => files
                .iter()
                .any(|file| file.state == EvidenceState::Refused),
            EvidenceProblem::TooMany | EvidenceProblem::Busy => true,
        });
    let body = Body::Evidence(EvidencePage {
        files: files.into_iter().filter_map(line).collect(),
        most: state.evidence.limits.files,
        most_bytes: state.evidence.limits.bytes,
        problem,
        back: journey
            .done
            .last()
            .map(|step| format!("/report/{}", step.id)),
    });
    let title = resident.words().t("page.evidence.title");
    let chrome = Chrome::Form {
        chapter: Chapter::CheckAndSend,
    };
    let drawn = resident.page(title, problem.is_some(), chrome, body);
    Ok(page(drawn.about(journey.kind)).await)
}

fn line(file: EvidenceRow) -> Option<FileLine> {
    let state = match (file.state, file.whole, file.refusal) {
        (EvidenceState::Ready, Some(whole), _) => FileState::Ready {
            kind: whole.kind,
            bytes: whole.size,
            preview: whole.preview,
        },
        (EvidenceState::Uploading, ..) => FileState::Unfinished {
            received: file.received,
            size: file.size,
        },
        (EvidenceState::Refused, _, Some(refusal)) => FileState::Refused(refusal),
        _ => return None,
    };
    Some(FileLine {
        id: file.id.to_string(),
        name: file.name,
        state,
    })
}

/// The files of a draft that are ready.
pub async fn ready(state: &State, draft: Hash32) -> Result<Vec<FileEntry>, WebError> {
    Ok(entries(
        &evidence::for_draft(state.store.reader(), draft).await?,
    ))
}

/// What a posted form asked for besides its files. Without a word it goes on: Enter in a form presses its first
/// button, which has none.
#[derive(Default)]
struct Asked {
    stay: bool,
    officer: bool,
    later: bool,
    language: Option<Lang>,
    problem: Option<EvidenceProblem>,
}

impl Asked {
    fn field(&mut self, name: &str, value: &str) -> Result<(), WebError> {
        match name {
            "do" => self.stay = value == "upload",
            "officer" => self.officer = true,
            "later" => self.later = true,
            language::FIELD => self.language = Lang::of(value),
            _ => return Err(WebError::UnknownField),
        }
        Ok(())
    }
}

/// The fields of the form that are no files.
const FIELDS: [&str; 4] = ["do", "officer", "later", language::FIELD];

/// The form, with files or without: a browser whose filer has none to add may send it either way.
pub async fn post(
    extract::State(state): extract::State<State>,
    resident: Resident,
    draft: OpenDraft,
    request: Request,
) -> Result<Response, WebError> {
    let draft = draft.key.hash();
    let multipart = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/form-data"));
    let asked = if multipart {
        let form = Multipart::from_request(request, &state)
            .await
            .map_err(|_| WebError::Malformed)?;
        take_all(&state, draft, form).await?
    } else {
        let fields = Fields::from_request(request, &state).await?.only(&FIELDS)?;
        let mut asked = Asked::default();
        for name in FIELDS.into_iter().filter(|name| fields.has(name)) {
            asked.field(name, fields.get(name))?;
        }
        asked
    };
    if let Some(problem) = asked.problem {
        return Ok(again(problem));
    }
    if let Some(lang) = asked.language {
        return Ok(resident.again_in(lang, &state.settings));
    }
    if asked.later {
        return Ok(see("/report/save"));
    }
    if asked.officer {
        return Ok(see("/officer"));
    }
    if asked.stay {
        return Ok(see("/report/evidence#evidence-list"));
    }
    let files = evidence::for_draft(state.store.reader(), draft).await?;
    let unfinished = files
        .iter()
        .any(|file| file.state == EvidenceState::Uploading);
    if unfinished {
        return Ok(again(EvidenceProblem::Unfinished));
    }
    Ok(see("/report/check"))
}

fn again(problem: EvidenceProblem) -> Response {
    see(&format!(
        "/report/evidence?e={}#error-summary",
        problem.code()
    ))
}

/// Takes every file of the form, one after the other, as it arrives. A form is read to its end even when a file in it
/// is refused: a browser that is cut off while it sends shows nothing of what the page would say.
async fn take_all(state: &State, draft: Hash32, mut form: Multipart) -> Result<Asked, WebError> {
    let mut asked = Asked::default();
    let turn = state.evidence.turn();
    if turn.is_none() {
        asked.problem = Some(EvidenceProblem::Busy);
    }
    while let Some(field) = form.next_field().await.map_err(|_| WebError::Malformed)? {
        match field.name().unwrap_or_default() {
            "files" => {
                let named = field.file_name().is_some_and(|name| !name.is_empty());
                if !named || asked.problem == Some(EvidenceProblem::Busy) {
                    drain(field).await?;
                } else if let Some(problem) = take(state, draft, field).await? {
                    asked.problem = Some(problem);
                }
            }
            name => {
                let name = name.to_owned();
                asked.field(&name, &text(field).await?)?;
            }
        }
    }
    Ok(asked)
}

/// Takes one file.
async fn take(
    state: &State,
    draft: Hash32,
    mut field: Field<'_>,
) -> Result<Option<EvidenceProblem>, WebError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let added = match begin(state, draft, &name, None).await {
        Ok(file) => {
            let bytes = stream::poll_fn(|context| field.poll_next_unpin(context));
            grow(state, &file, bytes).await
        }
        Err(error) => Err(error),
    };
    match added {
        // A file of unknown size is whole when its field ends.
        Ok(Added::Whole(_) | Added::Part(_)) => Ok(None),
        Err(AddError::Refused(refusal)) => {
            drain(field).await?;
            Ok(Some(match refusal {
                Refusal::TooMany => EvidenceProblem::TooMany,
                _ => EvidenceProblem::Refused,
            }))
        }
        Err(AddError::Changed) => {
            drain(field).await?;
            Ok(Some(EvidenceProblem::Unfinished))
        }
        Err(AddError::Cut | AddError::Overrun) => Err(WebError::Malformed),
        Err(AddError::Unavailable) => Err(WebError::Unavailable),
    }
}

/// Reads what is left of a field and forgets it.
async fn drain(mut field: Field<'_>) -> Result<(), WebError> {
    while field
        .chunk()
        .await
        .map_err(|_| WebError::Malformed)?
        .is_some()
    {}
    Ok(())
}

async fn text(mut field: Field<'_>) -> Result<String, WebError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| WebError::Malformed)? {
        if bytes.len() + chunk.len() > MAX_TEXT {
            return Err(WebError::Malformed);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| WebError::Malformed)
}

pub async fn remove(
    extract::State(state): extract::State<State>,
    Path(id): Path<Uuid>,
    draft: OpenDraft,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let (draft, now) = (draft.key.hash(), state.clock.now());
    let removed = state
        .store
        .write(async |tx| evidence::remove(tx, id, draft, now).await)
        .await
        .map_err(WebError::from)?;
    if !removed {
        return Err(WebError::NotFound);
    }
    // What cannot be forgotten now, the hourly sweep forgets.
    if let Err(error) = crate::evidence::sweep::forget(&state.store, &state.evidence, id).await {
        tracing::warn!(%error, "files: not forgotten yet");
    }
    Ok(see("/report/evidence"))
}

/// The filer sees their own pictures.
pub async fn preview(
    extract::State(state): extract::State<State>,
    Path(id): Path<Uuid>,
    draft: OpenDraft,
) -> Result<Response, WebError> {
    let file = find(&state, draft.key.hash(), id)
        .await?
        .ok_or(WebError::NotFound)?;
    preview_of(&state, &file).await
}
