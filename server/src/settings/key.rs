//! A key of 32 bytes: given, or in a file that the first start makes.

use super::error::SettingsError;
use super::secret::Secret;
use super::target::file_url;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::PathBuf;

/// Where a key comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    Given(Secret),
    /// Made by the first start where it is not there.
    File(PathBuf),
}

const EXPECTED: &str = "32 bytes in base64 (openssl rand -base64 32) or file:PATH";

pub(super) fn key(name: &str, text: &str) -> Result<KeySource, SettingsError> {
    if let Some(path) = file_url(text) {
        return Ok(KeySource::File(path));
    }
    match STANDARD.decode(text) {
        Ok(bytes) if bytes.len() == 32 => Ok(KeySource::Given(Secret::new(text))),
        Ok(_) | Err(_) => Err(SettingsError::wrong(name, EXPECTED)),
    }
}
