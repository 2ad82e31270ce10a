//! A file's bytes again, chunk by chunk.

use super::Evidence;
use super::objects::ObjectsError;
use super::seal::{Broken, FileKey, Part, Place};
use crate::store::evidence::{self, EvidenceRow};
use crate::store::{Store, StoreError, Uuid};
use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error(transparent)]
    Sealing(#[from] Broken),
}

/// The chunks of one part of a file, opened one after the other.
pub struct Chunks {
    evidence: Evidence,
    key: FileKey,
    file: Uuid,
    part: Part,
    objects: Vec<String>,
    next: usize,
}

impl Chunks {
    /// # Errors
    /// [`ReadError`]; a part without chunks, such as the preview of a document, is [`ObjectsError::Missing`].
    pub async fn open(
        store: &Store,
        evidence: &Evidence,
        file: &EvidenceRow,
        part: Part,
    ) -> Result<Self, ReadError> {
        let objects = evidence::objects(store.reader(), file.id, part).await?;
        if objects.is_empty() {
            return Err(ObjectsError::Missing.into());
        }
        Ok(Self {
            evidence: evidence.clone(),
            key: evidence.key.unwrap_file_key(file.id, &file.wrapped_key)?,
            file: file.id,
            part,
            objects,
            next: 0,
        })
    }

    /// The next chunk; `None` after the last one.
    ///
    /// # Errors
    /// [`ReadError`]: also when chunks are missing at the end, since the one before them was not sealed as the last.
    pub async fn next(&mut self) -> Result<Option<Bytes>, ReadError> {
        let Some(object) = self.objects.get(self.next) else {
            return Ok(None);
        };
        let place = Place {
            file: self.file,
            part: self.part,
            index: u32::try_from(self.next).unwrap_or(u32::MAX),
            last: self.next + 1 == self.objects.len(),
        };
        let sealed = self.evidence.objects.get(object).await?;
        let plain = self.key.open(place, sealed)?;
        self.next += 1;
        Ok(Some(plain.into()))
    }

    /// As a body. A chunk that does not open ends it with an error, so that the receiver sees a broken download and
    /// not a short file.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, ReadError>> {
        try_unfold(self, async |mut chunks: Self| {
            let chunk = chunks.next().await.inspect_err(|error| {
                tracing::error!(file = %chunks.file, %error, "files: a file cannot be read");
            })?;
            Ok(chunk.map(|chunk| (chunk, chunks)))
        })
    }
}
