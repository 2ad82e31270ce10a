//! Taking a file in: a stream of bytes becomes sealed chunks, one object each.
//!
//! Two chunks of memory, however large the file: one that fills up and one that is sealed and written. A chunk counts
//! when its row says so, and the row is written after its object is durable; whatever breaks, the file stands at
//! the end of a chunk, and the next request goes on there.

use super::objects::{ObjectsError, new_name};
use super::seal::{Broken, FileKey, Part, Place};
use super::sniff::HEAD;
use super::{CHUNK, Evidence, inspect};
use crate::state::State;
use crate::store::StoreError;
use crate::store::evidence::{self, EvidenceRow};
use bytes::{Bytes, BytesMut};
use domain::evidence::Refusal;
use futures_util::{Stream, StreamExt};
use std::pin::pin;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

/// How far a request has brought a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// All of it is kept.
    Whole,
    /// So many bytes are kept; more must come.
    Part(u64),
}

/// Why a file does not grow.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The file is not taken.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The connection broke or fell silent. What was kept is kept.
    #[error("the connection broke")]
    Cut,
    /// More bytes than announced.
    #[error("more than was announced")]
    Overrun,
    /// Somebody else has written meanwhile, or the file is over.
    #[error("the file has changed meanwhile")]
    Changed,
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error(transparent)]
    Sealing(#[from] Broken),
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for ReceiveError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Changed,
            other => Self::Store(other),
        }
    }
}

impl Evidence {
    /// A place among the uploads under way; `None`: come again later.
    #[must_use]
    pub fn turn(&self) -> Option<OwnedSemaphorePermit> {
        std::sync::Arc::clone(&self.receiving)
            .try_acquire_owned()
            .ok()
    }
}

/// Appends the bytes of a stream to a file, from where it stands. A file of unknown size ends where the stream does.
///
/// # Errors
/// [`ReceiveError`].
pub async fn receive<E>(
    state: &State,
    file: &EvidenceRow,
    stream: impl Stream<Item = Result<Bytes, E>>,
) -> Result<Received, ReceiveError> {
    let key = state
        .evidence
        .key
        .unwrap_file_key(file.id, &file.wrapped_key)?;
    let mut growth = Growth {
        state,
        file,
        key,
        offset: file.received,
    };
    if growth.is_whole() {
        return Ok(Received::Whole);
    }
    let mut stream = pin!(stream);
    let mut waiting = BytesMut::with_capacity(2 * CHUNK);
    loop {
        match timeout(state.evidence.idle, stream.next()).await {
            Ok(Some(Ok(bytes))) => waiting.extend_from_slice(&bytes),
            Ok(None) => break,
            Ok(Some(Err(_))) | Err(_) => return Err(ReceiveError::Cut),
        }
        growth.check(waiting.len())?;
        // The last chunk says so, and a full one is known not to be the last only when there is more.
        while waiting.len() > CHUNK || (waiting.len() == CHUNK && file.size.is_some()) {
            let chunk = waiting.split_to(CHUNK);
            growth.keep(&chunk).await?;
        }
        if growth.is_whole() {
            return Ok(Received::Whole);
        }
    }
    match file.size {
        None if growth.offset == 0 && waiting.is_empty() => {
            Err(ReceiveError::Refused(Refusal::Empty))
        }
        None => {
            growth.keep_last(&waiting).await?;
            Ok(Received::Whole)
        }
        Some(size) if growth.offset + waiting.len() as u64 == size => {
            growth.keep_last(&waiting).await?;
            Ok(Received::Whole)
        }
        Some(_) => Ok(Received::Part(growth.offset)),
    }
}

struct Growth<'a> {
    state: &'a State,
    file: &'a EvidenceRow,
    key: FileKey,
    offset: u64,
}

impl Growth<'_> {
    fn is_whole(&self) -> bool {
        self.file.size == Some(self.offset)
    }

    /// What can be said before the bytes are kept.
    fn check(&self, waiting: usize) -> Result<(), ReceiveError> {
        let total = self.offset + waiting as u64;
        if total > self.state.evidence.limits.bytes {
            return Err(ReceiveError::Refused(Refusal::TooLarge));
        }
        match self.file.size {
            Some(size) if total > size => Err(ReceiveError::Overrun),
            _ => Ok(()),
        }
    }

    async fn keep(&mut self, chunk: &[u8]) -> Result<(), ReceiveError> {
        let last = self.file.size == Some(self.offset + chunk.len() as u64);
        self.write(chunk, last).await
    }

    async fn keep_last(&mut self, chunk: &[u8]) -> Result<(), ReceiveError> {
        self.write(chunk, true).await
    }

    async fn write(&mut self, chunk: &[u8], last: bool) -> Result<(), ReceiveError> {
        let index = u32::try_from(self.offset / CHUNK as u64).unwrap_or(u32::MAX);
        if index == 0 {
            // A program of 250 MB need not be received whole to be refused.
            let head = chunk.get(..HEAD).unwrap_or(chunk);
            inspect::by_head(head, &self.file.name).map_err(ReceiveError::Refused)?;
        }
        let place = Place {
            file: self.file.id,
            part: Part::Original,
            index,
            last,
        };
        let sealed = self.key.seal(place, chunk)?;
        let object = new_name();
        self.state.evidence.objects.put(&object, sealed).await?;
        let (offset, bytes) = (self.offset, chunk.len() as u64);
        let (id, now) = (self.file.id, self.state.clock.now());
        let kept: Result<(), StoreError> = self
            .state
            .store
            .write(async |tx| {
                evidence::append(tx, id, (offset, bytes), (index, object.clone()), now).await
            })
            .await;
        if kept.is_err() {
            // Nothing names it; if this fails too, the sweep finds it.
            let _ = self.state.evidence.objects.delete(&object).await;
        }
        kept?;
        self.offset += bytes;
        Ok(())
    }
}
