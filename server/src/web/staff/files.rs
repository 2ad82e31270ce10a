//! Files at the desk. Whoever looks at a preview or saves an original is on record before the first byte leaves
//! (`web::guard`).

use crate::evidence::entry::entry;
use crate::state::State;
use crate::store::audit::AuditRow;
use crate::store::audit::search::{Filter, Place, search};
use crate::store::evidence::{self, EvidenceRow};
use crate::store::{StoreError, Uuid};
use crate::web::error::WebError;
use crate::web::files::{original_of, preview_of};
use crate::when;
use app::page::staff::files::StaffFile;
use axum::extract::{self, Path};
use axum::response::Response;

/// Looks at one file that the desk lists; the audit trail has them all.
const LOOKS: u64 = 20;

/// Files as the desk lists them, each with who looked at it.
pub async fn listed(state: &State, files: &[EvidenceRow]) -> Result<Vec<StaffFile>, StoreError> {
    let mut listed = Vec::new();
    for file in files {
        let (Some(whole), Some(drawn)) = (file.whole.as_ref(), entry(file)) else {
            continue;
        };
        let about = Filter {
            action: Some("file.".to_owned()),
            object: Some(file.id.to_string()),
            ..Filter::default()
        };
        let rows = search(state.store.reader(), &about, Place::Latest, LOOKS).await?;
        listed.push(StaffFile {
            id: file.id.to_string(),
            preview: whole.preview,
            file: drawn,
            looked: rows.iter().map(|row| look(state, row)).collect(),
        });
    }
    Ok(listed)
}

fn look(state: &State, row: &AuditRow) -> String {
    let what = if row.action == "file.preview" {
        "preview"
    } else {
        "original"
    };
    let who = row.actor.name().unwrap_or("unknown");
    format!("{}: {who}, {what}", when::brief(&state.clock, row.at))
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
