//! Files that filers send: taken in as they arrive, judged by their bytes, sealed, and kept under random names.
//!
//! - [`receive`]: a stream of bytes becomes sealed chunks, one object each; nothing is held whole.
//! - [`sniff`] and [`inspect`]: what a file is, and whether a second one hides in it.
//! - [`preview`]: a small picture without what the camera wrote into the original.
//! - [`seal`]: AES-256-GCM, a key for each file, the master key from the settings ([`key`](crate::key)).
//! - [`objects`]: a folder, or a bucket that speaks S3.
//! - [`finish`], [`read`], [`sweep`]: the end of an upload, a file's bytes again, what is to be forgotten.
//!
//! How a file travels is in `docs/uploads.md`; the rows are `store::evidence`. A filer's name for a file is never
//! logged and names nothing.

pub mod entry;
pub mod finish;
pub mod inspect;
pub mod objects;
pub mod preview;
pub mod read;
pub mod receive;
mod s3;
pub mod seal;
pub mod sniff;
pub mod sweep;

use crate::key::{self, KeyError, Purpose};
use crate::settings::Files;
use objects::{Objects, ObjectsError};
use seal::MasterKey;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Bytes of a file that are sealed together. A broken connection costs at most this much; 250 MB are 239 chunks.
pub const CHUNK: usize = 1 << 20;

/// Uploads under way at once. Each holds two chunks, so 64 hold 128 MiB.
const RECEIVING: usize = 64;
/// How long the next bytes may take. The whole may take as long as it takes: 250 MB over a slow line are hours.
const IDLE: Duration = Duration::from_secs(30);
/// Pictures drawn at once. Each may take `preview::MAX_BYTES` and four bytes for each of `preview::MAX_PIXELS`.
const DRAWING: usize = 2;

/// What one report may bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub files: u16,
    /// Of one file.
    pub bytes: u64,
}

/// The place where files are kept, and the key to it. Made once at the start; cheap to clone.
#[derive(Clone)]
pub struct Evidence {
    pub objects: Objects,
    pub key: Arc<MasterKey>,
    pub limits: Limits,
    /// How long the next bytes of a file may take.
    pub idle: Duration,
    receiving: Arc<Semaphore>,
    drawing: Arc<Semaphore>,
}

/// Why files cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
}

impl Evidence {
    /// # Errors
    /// [`EvidenceError`], one line that names the setting.
    pub fn open(files: &Files) -> Result<Self, EvidenceError> {
        Ok(Self {
            objects: Objects::open(&files.target)?,
            key: Arc::new(
                MasterKey::new(&key::load(Purpose::Files, &files.key)?)
                    .ok_or(KeyError::Malformed(Purpose::Files))?,
            ),
            limits: files.limits,
            idle: IDLE,
            receiving: Arc::new(Semaphore::new(RECEIVING)),
            drawing: Arc::new(Semaphore::new(DRAWING)),
        })
    }
}
