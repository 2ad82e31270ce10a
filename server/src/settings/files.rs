//! `[files]`: where files are kept, their key, and how many and how large they may be.

use super::error::SettingsError;
use super::key::{KeySource, key};
use super::of;
use super::read::Section;
use super::secret::Secret;
use super::target::{file_url, web_url};
use crate::evidence::Limits;
use percent_encoding::percent_decode_str;
use std::path::PathBuf;

/// What is set of files.
#[derive(Debug, Clone, PartialEq)]
pub struct Files {
    pub target: FilesTarget,
    pub key: KeySource,
    pub limits: Limits,
}

/// Where files are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesTarget {
    Folder(PathBuf),
    Bucket(Bucket),
}

/// A bucket that speaks S3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// `https://HOST[:PORT]`; the bucket's name goes into the path.
    pub endpoint: String,
    pub region: String,
    pub name: String,
    pub access_key: Secret,
    pub secret_key: Secret,
}

const TARGET: &str = "file:FOLDER or s3://ACCESS_KEY:SECRET_KEY@HOST[:PORT]/BUCKET?region=REGION (s3+http:// without \
                      TLS; percent-encode / and + in the keys)";

pub(super) fn files(
    env: &dyn Fn(&str) -> Option<String>,
    mut section: Section,
) -> Result<Files, SettingsError> {
    let files = Files {
        target: of(
            env,
            "FILES_URL",
            &mut section,
            "url",
            "file:var/files",
            target,
        )?,
        key: of(
            env,
            "FILES_KEY",
            &mut section,
            "key",
            "file:var/files.key",
            key,
        )?,
        limits: Limits {
            files: section.number(
                "max_files",
                16,
                (1, 64),
                "a whole number of files from 1 to 64",
            )?,
            bytes: u64::from(section.number(
                "max_megabytes",
                250,
                (1, 4000),
                "a whole number of megabytes from 1 to 4000",
            )?) << 20,
        },
    };
    section.end()?;
    Ok(files)
}

fn target(name: &str, url: &str) -> Result<FilesTarget, SettingsError> {
    file_url(url)
        .map(FilesTarget::Folder)
        .or_else(|| bucket(url).map(FilesTarget::Bucket))
        .ok_or_else(|| SettingsError::wrong(name, TARGET))
}

fn bucket(url: &str) -> Option<Bucket> {
    let (scheme, rest) = match url.strip_prefix("s3://") {
        Some(rest) => ("https", rest),
        None => ("http", url.strip_prefix("s3+http://")?),
    };
    let uri = web_url(&format!("{scheme}://{rest}"))?;
    let (keys, host) = uri.authority()?.as_str().rsplit_once('@')?;
    let (access_key, secret_key) = keys.split_once(':')?;
    let name = uri.path().trim_matches('/');
    let region = uri.query()?.strip_prefix("region=")?;
    let plain = |text: &str| {
        let text = percent_decode_str(text).decode_utf8().ok()?;
        (!text.is_empty()).then(|| Secret::new(text))
    };
    let is_name = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
    };
    (is_name(name) && is_name(region)).then_some(())?;
    Some(Bucket {
        endpoint: format!("{scheme}://{host}"),
        region: region.to_owned(),
        name: name.to_owned(),
        access_key: plain(access_key)?,
        secret_key: plain(secret_key)?,
    })
}
