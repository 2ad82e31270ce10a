//! Where sealed bytes are kept: a folder, or a bucket that speaks S3. Objects have random names, hold at most one
//! sealed chunk, and are never changed.
//!
//! The folder is our own few lines and not `object_store`'s: an object must be on the disk before the database says
//! so, and that crate's folder would bring features into the build that compile the typesetter anew
//! (`docs/decisions/`).

use super::s3;
use crate::jobs::atomic::write_atomically;
use crate::settings::FilesTarget;
use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};
use rand::RngCore;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use time::OffsetDateTime;

/// Why an object was not kept or not found. Codes only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ObjectsError {
    #[error("FILES_URL does not name a bucket that can be used")]
    Setting,
    #[error("the files are not available")]
    Unavailable,
    #[error("an object is not there")]
    Missing,
}

/// The place. Cheap to clone.
#[derive(Clone)]
pub struct Objects {
    place: Place,
}

#[derive(Clone)]
enum Place {
    Folder(PathBuf),
    Bucket(Arc<dyn ObjectStore>),
}

/// A random name: 32 hexadecimal digits.
#[must_use]
pub fn new_name() -> String {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().fold(String::new(), |mut name, byte| {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
        name
    })
}

impl Objects {
    /// # Errors
    /// [`ObjectsError::Setting`].
    pub fn open(target: &FilesTarget) -> Result<Self, ObjectsError> {
        let place = match target {
            FilesTarget::Folder(folder) => Place::Folder(folder.clone()),
            FilesTarget::Bucket(bucket) => Place::Bucket(s3::open(bucket)?),
        };
        Ok(Self { place })
    }

    /// Keeps an object; when this returns it is durable.
    ///
    /// # Errors
    /// [`ObjectsError::Unavailable`]: then it may or may not be there.
    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), ObjectsError> {
        match &self.place {
            Place::Folder(folder) => {
                let (folder, name) = (folder.join(drawer(name)), name.to_owned());
                blocking(move || write_atomically(&folder, &name, &bytes)).await
            }
            Place::Bucket(bucket) => bucket
                .put(&key(name), bytes.into())
                .await
                .map(drop)
                .map_err(|error| told(&error)),
        }
    }

    /// # Errors
    /// [`ObjectsError`].
    pub async fn get(&self, name: &str) -> Result<Vec<u8>, ObjectsError> {
        match &self.place {
            Place::Folder(folder) => {
                let path = folder.join(drawer(name)).join(name);
                blocking(move || fs::read(path)).await
            }
            Place::Bucket(bucket) => {
                let found = bucket.get(&key(name)).await.map_err(|error| told(&error))?;
                let bytes: Bytes = found.bytes().await.map_err(|error| told(&error))?;
                Ok(bytes.into())
            }
        }
    }

    /// Forgets an object; one that is not there is forgotten already.
    ///
    /// # Errors
    /// [`ObjectsError::Unavailable`].
    pub async fn delete(&self, name: &str) -> Result<(), ObjectsError> {
        let deleted = match &self.place {
            Place::Folder(folder) => {
                let path = folder.join(drawer(name)).join(name);
                blocking(move || fs::remove_file(path)).await
            }
            Place::Bucket(bucket) => bucket
                .delete(&key(name))
                .await
                .map_err(|error| told(&error)),
        };
        match deleted {
            Ok(()) | Err(ObjectsError::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The names of everything that was last written before this instant, what a broken write left among it.
    ///
    /// # Errors
    /// [`ObjectsError::Unavailable`].
    pub async fn older_than(&self, before: OffsetDateTime) -> Result<Vec<String>, ObjectsError> {
        match &self.place {
            Place::Folder(folder) => {
                let folder = folder.clone();
                blocking(move || names(&folder, before)).await
            }
            Place::Bucket(bucket) => {
                let old = bucket
                    .list(Some(&Key::from(PREFIX)))
                    .try_filter(|found| {
                        std::future::ready(
                            found.last_modified.timestamp() < before.unix_timestamp(),
                        )
                    })
                    .map_ok(|found| found.location.filename().unwrap_or_default().to_owned());
                old.try_collect().await.map_err(|error| told(&error))
            }
        }
    }
}

/// In a bucket that holds other things too.
const PREFIX: &str = "evidence";

fn key(name: &str) -> Key {
    Key::from_iter([PREFIX, name])
}

/// Folders of a hundred thousand files are slow to list: the first two digits are a folder. What a broken write left
/// begins with a dot and the same digits.
fn drawer(name: &str) -> String {
    name.trim_start_matches('.').chars().take(2).collect()
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, ObjectsError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) if error.kind() == ErrorKind::NotFound => Err(ObjectsError::Missing),
        Ok(Err(error)) => {
            tracing::warn!(kind = ?error.kind(), "files: the folder failed");
            Err(ObjectsError::Unavailable)
        }
        Err(_) => Err(ObjectsError::Unavailable),
    }
}

fn names(folder: &Path, before: OffsetDateTime) -> io::Result<Vec<String>> {
    let mut old = Vec::new();
    let drawers = match fs::read_dir(folder) {
        Ok(drawers) => drawers,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(old),
        Err(error) => return Err(error),
    };
    for drawer in drawers {
        let drawer = drawer?;
        if !drawer.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(drawer.path())? {
            let file = file?;
            if OffsetDateTime::from(file.metadata()?.modified()?) < before
                && let Ok(name) = file.file_name().into_string()
            {
                old.push(name);
            }
        }
    }
    Ok(old)
}

fn told(error: &object_store::Error) -> ObjectsError {
    match error {
        object_store::Error::NotFound { .. } => ObjectsError::Missing,
        other => {
            // Its text may quote addresses and answers of the other side.
            let kind = match other {
                object_store::Error::PermissionDenied { .. } => "permission_denied",
                object_store::Error::Unauthenticated { .. } => "unauthenticated",
                _ => "other",
            };
            tracing::warn!(kind, "files: the bucket failed");
            ObjectsError::Unavailable
        }
    }
}
