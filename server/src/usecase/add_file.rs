//! A filer sends a file: begun, grown by one request or by many, looked at, kept or refused.

use crate::evidence::finish::{FinishError, finish, refuse};
use crate::evidence::receive::{ReceiveError, Received, receive};
use crate::state::State;
use crate::store::evidence::{self, EvidenceRow, EvidenceState, NewEvidence, Whole};
use crate::store::{Hash32, StoreError, Uuid};
use bytes::Bytes;
use domain::evidence::{Family, Refusal, claimed_family, display_name};
use futures_util::Stream;

/// Why a file was not added, or not yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddError {
    /// It is not taken; its row says so, save for one too many, which has none.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The connection broke: go on where the file stands.
    #[error("the connection broke")]
    Cut,
    /// More bytes than announced.
    #[error("more than was announced")]
    Overrun,
    /// Another request has written meanwhile, or the file or its draft is over: look again.
    #[error("the file has changed meanwhile")]
    Changed,
    #[error("files cannot be kept right now")]
    Unavailable,
}

impl From<StoreError> for AddError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict | StoreError::Missing => Self::Changed,
            other => {
                tracing::error!(error = %other, "files: store");
                Self::Unavailable
            }
        }
    }
}

impl From<FinishError> for AddError {
    fn from(error: FinishError) -> Self {
        match error {
            FinishError::Refused(refusal) => Self::Refused(refusal),
            FinishError::Changed => Self::Changed,
            other => {
                tracing::error!(error = %other, "files: an upload could not be finished");
                Self::Unavailable
            }
        }
    }
}

/// How far a file has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// So many bytes are kept.
    Part(u64),
    Whole(Whole),
}

/// Begins a file, or finds the one that was begun before under the same name and size: after a broken connection,
/// also after the page was closed, the same file chosen again goes on where it stood.
///
/// # Errors
/// [`AddError`].
pub async fn begin(
    state: &State,
    draft: Hash32,
    name: &str,
    size: Option<u64>,
) -> Result<EvidenceRow, AddError> {
    let name = display_name(name);
    let started = evidence::for_draft(state.store.reader(), draft)
        .await?
        .into_iter()
        .find(|file| {
            file.state == EvidenceState::Uploading && file.name == name && file.size == size
        });
    match started {
        Some(file) if size.is_some() => return Ok(file),
        // Without script nothing can go on: what broke off begins anew.
        Some(file) => {
            let now = state.clock.now();
            state
                .store
                .write(async |tx| evidence::remove(tx, file.id, draft, now).await)
                .await?;
        }
        None => {}
    }
    let file = insert(state, draft, name, size).await?;
    let refusal = match size {
        Some(0) => Some(Refusal::Empty),
        Some(size) if size > state.evidence.limits.bytes => Some(Refusal::TooLarge),
        Some(_) if claimed_family(&file.name) == Some(Family::Foreign) => {
            Some(Refusal::UnknownType)
        }
        Some(_) | None => None,
    };
    match refusal {
        Some(refusal) => {
            refuse(state, &file, refusal).await?;
            Err(AddError::Refused(refusal))
        }
        None => Ok(file),
    }
}

async fn insert(
    state: &State,
    draft: Hash32,
    name: String,
    size: Option<u64>,
) -> Result<EvidenceRow, AddError> {
    let id = Uuid::now_v7();
    let now = state.clock.now();
    let (_, wrapped_key) = state
        .evidence
        .key
        .new_file_key(id)
        .map_err(|_| AddError::Unavailable)?;
    let file = NewEvidence {
        id,
        draft,
        name,
        size,
        wrapped_key,
    };
    let most = state.evidence.limits.files;
    let fits: Result<bool, StoreError> = state
        .store
        .write(async |tx| evidence::begin(tx, file, most, now).await)
        .await;
    if !fits? {
        return Err(AddError::Refused(Refusal::TooMany));
    }
    find(state, draft, id).await?.ok_or(AddError::Changed)
}

/// The file of this draft, whatever became of it; nobody else's.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    state: &State,
    draft: Hash32,
    id: Uuid,
) -> Result<Option<EvidenceRow>, StoreError> {
    let file = evidence::by_id(state.store.reader(), id).await?;
    Ok(file.filter(|file| file.draft == draft && file.state != EvidenceState::Removed))
}

/// Appends the bytes of a request, and finishes the file when they are all there.
///
/// # Errors
/// [`AddError`].
pub async fn grow<E>(
    state: &State,
    file: &EvidenceRow,
    stream: impl Stream<Item = Result<Bytes, E>>,
) -> Result<Added, AddError> {
    match receive(state, file, stream).await {
        Ok(Received::Part(offset)) => return Ok(Added::Part(offset)),
        Ok(Received::Whole) => {}
        Err(ReceiveError::Refused(refusal)) => {
            refuse(state, file, refusal).await?;
            return Err(AddError::Refused(refusal));
        }
        Err(ReceiveError::Cut) => return Err(AddError::Cut),
        Err(ReceiveError::Overrun) => return Err(AddError::Overrun),
        Err(ReceiveError::Changed) => return Err(AddError::Changed),
        Err(
            error @ (ReceiveError::Objects(_) | ReceiveError::Sealing(_) | ReceiveError::Store(_)),
        ) => {
            tracing::error!(file = %file.id, %error, "files: an upload could not be kept");
            return Err(AddError::Unavailable);
        }
    }
    let whole = find(state, file.draft, file.id)
        .await?
        .ok_or(AddError::Changed)?;
    // A task of its own: a client that goes away now, with everything sent, must not leave the file unfinished.
    let state = state.clone();
    let ended = tokio::spawn(async move { finish(&state, &whole).await }).await;
    Ok(Added::Whole(ended.map_err(|_| AddError::Unavailable)??))
}
