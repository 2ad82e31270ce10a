//! Files at the desk. Whoever looks at a preview or saves an original is on record before the first byte leaves
//! (`web::guard`).

use crate::evidence::entry::entry;
use crate::state::State;
use crate::store::Uuid;
use crate::store::evidence::{self, EvidenceRow};
use crate::web::error::WebError;
use crate::web::files::{original_of, preview_of};
use app::page::staff::files::StaffFile;
use axum::extract::{self, Path};
use axum::response::Response;

/// Files as the desk lists them.
pub fn listed(files: &[EvidenceRow]) -> Vec<StaffFile> {
    files
        .iter()
        .filter_map(|file| {
            Some(StaffFile {
                id: file.id.to_string(),
                preview: file.whole.as_ref()?.preview,
                file: entry(file)?,
            })
        })
        .collect()
}

pub async fn preview(
    extract::State(state): extract::State<State>,
    Path(id): Path<Uuid>,
) -> Result<Response, WebError> {
    let file = find(&state, id).await?;
    preview_of(&state, &file).await
}

pub async fn original(
    extract::State(state): extract::State<State>,
    Path(id): Path<Uuid>,
) -> Result<Response, WebError> {
    let file = find(&state, id).await?;
    let whole = file.whole.clone().ok_or(WebError::NotFound)?;
    original_of(&state, &file, &whole).await
}

/// A file of a report or of a request. What is still a draft's is nobody's business here.
async fn find(state: &State, id: Uuid) -> Result<EvidenceRow, WebError> {
    evidence::by_id(state.store.reader(), id)
        .await?
        .filter(|file| file.report.is_some() || file.request.is_some())
        .ok_or(WebError::NotFound)
}
