//! The one door to the records system.

use super::{Parcel, RmsError, Signer, Taken, folder, post};
use std::path::PathBuf;
use std::time::Duration;
use time::OffsetDateTime;
use ureq::Agent;

/// Hands documents over where the settings say.
#[derive(Clone)]
pub struct Handover {
    target: Target,
}

#[derive(Clone)]
enum Target {
    Folder(PathBuf),
    Post {
        url: String,
        client: Agent,
        signer: Signer,
    },
    Pull,
}

/// A setting that cannot be used. Names the setting, never repeats it: the address may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandoverError {
    #[error("RMS_URL is not an address that reports can be posted to (http://… or https://…)")]
    Url,
}

/// What became of a document at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    Taken(Taken),
    /// The records system fetches it: it waits for that.
    Laid,
}

impl Handover {
    /// Writes documents into a folder, which is made when needed.
    #[must_use]
    pub fn to_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            target: Target::Folder(folder.into()),
        }
    }

    /// Posts documents to an address, signed; each attempt is given up after this long.
    ///
    /// # Errors
    /// [`HandoverError::Url`].
    pub fn to_server(url: &str, signer: Signer, patience: Duration) -> Result<Self, HandoverError> {
        let parsed: ureq::http::Uri = url.parse().map_err(|_| HandoverError::Url)?;
        if !matches!(parsed.scheme_str(), Some("http" | "https")) || parsed.host().is_none() {
            return Err(HandoverError::Url);
        }
        Ok(Self {
            target: Target::Post {
                url: url.to_owned(),
                client: post::client(patience),
                signer,
            },
        })
    }

    /// Leaves documents to be fetched.
    #[must_use]
    pub const fn by_pull() -> Self {
        Self {
            target: Target::Pull,
        }
    }

    /// Whether documents are sent, and do not lie to be fetched.
    #[must_use]
    pub const fn sends(&self) -> bool {
        match self.target {
            Target::Folder(_) | Target::Post { .. } => true,
            Target::Pull => false,
        }
    }

    /// Hands one document over. The same document again does no harm.
    ///
    /// # Errors
    /// [`RmsError`], by whether another attempt is worth it.
    pub async fn deliver(
        &self,
        parcel: Parcel,
        now: OffsetDateTime,
    ) -> Result<Delivered, RmsError> {
        let target = self.target.clone();
        let work = tokio::task::spawn_blocking(move || match &target {
            Target::Folder(path) => folder::deliver(path, &parcel)
                .map(|()| Delivered::Taken(Taken::default()))
                .map_err(|_| RmsError::Temporary("folder".to_owned())),
            Target::Post {
                url,
                client,
                signer,
            } => {
                let signed = signer.sign(now, &parcel.bytes);
                post::deliver(client, url, &parcel, &signed).map(Delivered::Taken)
            }
            Target::Pull => Ok(Delivered::Laid),
        });
        work.await
            .unwrap_or_else(|_| Err(RmsError::Temporary("task".to_owned())))
    }
}
