//! Where things go: addresses of the file or of the environment, as types.

use super::error::SettingsError;
use super::secret::Secret;
use crate::store::Store;
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::path::PathBuf;
use ureq::http::Uri;

/// Where mail goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTarget {
    /// Each message is a file.
    Folder(PathBuf),
    /// `smtp://[user:password@]host[:port]` or `smtps://…`.
    Smtp { url: Secret },
}

/// Where approved reports go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RmsTarget {
    /// Each report is a file.
    Folder(PathBuf),
    /// `https://…` or `http://…`.
    Post { url: Secret },
    /// `pull`: the records system fetches them.
    Pull,
}

const MAIL: &str =
    "file:FOLDER, smtp://[USER:PASSWORD@]HOST[:PORT] or smtps://USER:PASSWORD@HOST[:PORT]";
const RMS: &str = "file:FOLDER, https://HOST/PATH, http://HOST/PATH or pull";
const DATABASE: &str = "sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE";
const PUBLIC_URL: &str = "http://HOST[:PORT] or https://HOST[:PORT], without a path";
const MAILBOX: &str = "an e-mail address, with or without a name: Name <name@host>";

pub(super) fn database(key: &str, url: &str) -> Result<Secret, SettingsError> {
    Store::check_url(url).map_err(|_| SettingsError::wrong(key, DATABASE))?;
    Ok(Secret::new(url))
}

pub(super) fn mail(key: &str, url: &str) -> Result<MailTarget, SettingsError> {
    if let Some(folder) = file_url(url) {
        return Ok(MailTarget::Folder(folder));
    }
    let is_smtp = url.starts_with("smtp://") || url.starts_with("smtps://");
    if is_smtp && AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_ok() {
        return Ok(MailTarget::Smtp {
            url: Secret::new(url),
        });
    }
    Err(SettingsError::wrong(key, MAIL))
}

pub(super) fn rms(key: &str, url: &str) -> Result<RmsTarget, SettingsError> {
    if let Some(folder) = file_url(url) {
        return Ok(RmsTarget::Folder(folder));
    }
    if url == "pull" {
        return Ok(RmsTarget::Pull);
    }
    match web_url(url) {
        Some(_) => Ok(RmsTarget::Post {
            url: Secret::new(url),
        }),
        None => Err(SettingsError::wrong(key, RMS)),
    }
}

/// The service's own address, without a slash at the end.
pub(super) fn public_url(key: &str, url: &str) -> Result<String, SettingsError> {
    match web_url(url) {
        Some(uri)
            if uri.path() == "/"
                && uri.query().is_none()
                && uri
                    .authority()
                    .is_some_and(|authority| !authority.as_str().contains('@')) =>
        {
            Ok(url.trim_end_matches('/').to_owned())
        }
        Some(_) | None => Err(SettingsError::wrong(key, PUBLIC_URL)),
    }
}

/// Another site's address. It goes into a header, so it is one of plain letters.
pub(super) fn exit_url(key: &str, url: String) -> Result<String, SettingsError> {
    let plain = url
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b';' | b',' | b'\'' | b'"'));
    match web_url(&url) {
        Some(_) if plain && url.starts_with("https://") => Ok(url),
        Some(_) | None => Err(SettingsError::wrong(key, "https://HOST/PATH")),
    }
}

pub(super) fn mailbox(key: &str, text: String) -> Result<String, SettingsError> {
    match text.parse::<Mailbox>() {
        Ok(_) => Ok(text),
        Err(_) => Err(SettingsError::wrong(key, MAILBOX)),
    }
}

pub(super) fn web_url(url: &str) -> Option<Uri> {
    let uri: Uri = url.parse().ok()?;
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    (is_web && uri.host().is_some_and(|host| !host.is_empty())).then_some(uri)
}

/// `file:FOLDER`, relative to where the server is started, or `file:///FOLDER`.
pub(super) fn file_url(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("file:")?;
    let path = match path.strip_prefix("//") {
        Some(absolute) if absolute.starts_with('/') => absolute,
        // `file://host/path` names another machine.
        Some(_) => return None,
        None => path,
    };
    (!path.is_empty()).then(|| PathBuf::from(path))
}
