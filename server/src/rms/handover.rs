//! The one door to the records system.

use super::{Document, Parcel, RmsError, Supplement, folder, post};
use std::path::PathBuf;
use std::time::Duration;
use ureq::Agent;

/// Hands documents over where the settings say.
#[derive(Clone)]
pub struct Handover {
    target: Target,
}

#[derive(Clone)]
enum Target {
    Folder(PathBuf),
    Post { url: String, client: Agent },
}

/// A setting that cannot be used. Names the setting, never repeats it: the address may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandoverError {
    #[error("RMS_URL is not an address that reports can be posted to (http://… or https://…)")]
    Url,
}

impl Handover {
    /// Writes documents into a folder, which is made when needed.
    #[must_use]
    pub fn to_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            target: Target::Folder(folder.into()),
        }
    }

    /// Posts documents to an address; each attempt is given up after ten seconds.
    ///
    /// # Errors
    /// [`HandoverError::Url`].
    pub fn to_server(url: &str) -> Result<Self, HandoverError> {
        Self::to_server_within(url, post::PATIENCE)
    }

    /// As [`Self::to_server`] with another patience.
    ///
    /// # Errors
    /// [`HandoverError::Url`].
    pub fn to_server_within(url: &str, patience: Duration) -> Result<Self, HandoverError> {
        let parsed: ureq::http::Uri = url.parse().map_err(|_| HandoverError::Url)?;
        if !matches!(parsed.scheme_str(), Some("http" | "https")) || parsed.host().is_none() {
            return Err(HandoverError::Url);
        }
        Ok(Self {
            target: Target::Post {
                url: url.to_owned(),
                client: post::client(patience),
            },
        })
    }

    /// Hands one report over. The same report again does no harm.
    ///
    /// # Errors
    /// [`RmsError`], by whether another attempt is worth it.
    pub async fn deliver(&self, document: Document) -> Result<(), RmsError> {
        self.send(move || document.parcel()).await
    }

    /// Hands one supplement over, as [`Self::deliver`] does.
    ///
    /// # Errors
    /// [`RmsError`].
    pub async fn deliver_supplement(&self, document: Supplement) -> Result<(), RmsError> {
        self.send(move || document.parcel()).await
    }

    async fn send(
        &self,
        packed: impl FnOnce() -> Result<Parcel, serde_json::Error> + Send + 'static,
    ) -> Result<(), RmsError> {
        let target = self.target.clone();
        let work = tokio::task::spawn_blocking(move || {
            let parcel = packed().map_err(|_| RmsError::Permanent("document".to_owned()))?;
            match &target {
                Target::Folder(path) => folder::deliver(path, &parcel)
                    .map_err(|_| RmsError::Temporary("folder".to_owned())),
                Target::Post { url, client } => post::deliver(client, url, &parcel),
            }
        });
        work.await
            .unwrap_or_else(|_| Err(RmsError::Temporary("task".to_owned())))
    }
}
