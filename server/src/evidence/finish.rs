//! The end of an upload: the sealed file is read back once, hashed, looked at and, if it is a picture, drawn small.
//!
//! Reading it back costs a second for 250 MB and has three merits: the hash is that of what is kept, it does not have
//! to survive broken connections and restarts, and a chunk that does not open is found while the filer is there.

use super::CHUNK;
use super::inspect::{Findings, Inspector};
use super::objects::new_name;
use super::preview::{self, MAX_BYTES};
use super::read::{Chunks, ReadError};
use super::receive::ReceiveError;
use super::seal::{Part, Place};
use crate::state::State;
use crate::store::StoreError;
use crate::store::evidence::{self, EvidenceRow, Finished, Whole};
use domain::evidence::{FileKind, Refusal};
use std::sync::Arc;

/// Why an upload did not come to a good end.
#[derive(Debug, thiserror::Error)]
pub enum FinishError {
    /// The row says why; the bytes are gone.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The file was removed, finished by somebody else, or its draft was sent.
    #[error("the file has changed meanwhile")]
    Changed,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Write(#[from] ReceiveError),
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for FinishError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict | StoreError::Missing => Self::Changed,
            other => Self::Store(other),
        }
    }
}

/// Looks at a file that is all there, and keeps it or refuses it.
///
/// # Errors
/// [`FinishError`].
pub async fn finish(state: &State, file: &EvidenceRow) -> Result<Whole, FinishError> {
    let (findings, bytes) = look(state, file).await?;
    let drawn = match findings.verdict {
        Ok(kind) => draw(state, kind, bytes)
            .await
            .map(|preview| (kind, preview)),
        Err(refusal) => Err(refusal),
    };
    let (kind, preview) = match drawn {
        Ok(drawn) => drawn,
        Err(refusal) => {
            refuse(state, file, refusal).await?;
            return Err(FinishError::Refused(refusal));
        }
    };
    let whole = Whole {
        kind,
        size: findings.size,
        sha256: findings.sha256,
        preview: preview.is_some(),
    };
    let preview = match preview {
        Some(preview) => keep_preview(state, file, &preview).await?,
        None => Vec::new(),
    };
    let finished = Finished {
        whole: whole.clone(),
        preview,
    };
    let now = state.clock.now();
    let kept: Result<(), StoreError> = state
        .store
        .write(async |tx| evidence::finish(tx, (file.id, file.draft), finished, now).await)
        .await;
    kept?;
    Ok(whole)
}

/// Refuses a file and deletes what was kept of it.
///
/// # Errors
/// [`FinishError::Changed`], [`FinishError::Store`].
pub async fn refuse(
    state: &State,
    file: &EvidenceRow,
    refusal: Refusal,
) -> Result<(), FinishError> {
    let now = state.clock.now();
    let refused: Result<Vec<String>, StoreError> = state
        .store
        .write(async |tx| {
            let objects = evidence::all_objects(tx, file.id).await?;
            evidence::refuse(tx, file.id, refusal, now).await?;
            Ok(objects)
        })
        .await;
    tracing::info!(file = %file.id, code = domain::field::Choice::code(refusal), "files: refused");
    for object in refused? {
        // What cannot be deleted now, the sweep deletes later.
        let _ = state.evidence.objects.delete(&object).await;
    }
    Ok(())
}

/// The findings, and the bytes of a picture that is small enough to be drawn.
async fn look(state: &State, file: &EvidenceRow) -> Result<(Findings, Vec<u8>), FinishError> {
    let mut chunks = Chunks::open(&state.store, &state.evidence, file, Part::Original).await?;
    let mut inspector = Inspector::default();
    let mut bytes = Vec::new();
    let (mut first, mut drawn) = (true, false);
    while let Some(chunk) = chunks.next().await? {
        if first {
            drawn = super::sniff::kind(&chunk).is_some_and(preview::is_drawn)
                && file.received <= MAX_BYTES;
            first = false;
        }
        inspector.take(&chunk);
        if drawn {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok((inspector.findings(&file.name), bytes))
}

async fn draw(state: &State, kind: FileKind, bytes: Vec<u8>) -> Result<Option<Vec<u8>>, Refusal> {
    if bytes.is_empty() {
        return Ok(None);
    }
    // A closed semaphore and a panic of a decoder are both told as a picture that cannot be drawn.
    let turn = Arc::clone(&state.evidence.drawing)
        .acquire_owned()
        .await
        .map_err(|_| Refusal::Damaged)?;
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        preview::draw(kind, &bytes)
    });
    work.await.unwrap_or(Err(Refusal::Damaged))
}

async fn keep_preview(
    state: &State,
    file: &EvidenceRow,
    preview: &[u8],
) -> Result<Vec<String>, FinishError> {
    let key = state
        .evidence
        .key
        .unwrap_file_key(file.id, &file.wrapped_key)
        .map_err(ReadError::from)?;
    let count = preview.len().div_ceil(CHUNK);
    let mut objects = Vec::with_capacity(count);
    for (index, chunk) in preview.chunks(CHUNK).enumerate() {
        let place = Place {
            file: file.id,
            part: Part::Preview,
            index: u32::try_from(index).unwrap_or(u32::MAX),
            last: index + 1 == count,
        };
        let sealed = key.seal(place, chunk).map_err(ReadError::from)?;
        let object = new_name();
        state
            .evidence
            .objects
            .put(&object, sealed)
            .await
            .map_err(ReadError::from)?;
        objects.push(object);
    }
    Ok(objects)
}
