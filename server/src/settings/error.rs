//! Why the settings cannot be used: one line, the key, what is expected. The value itself is never repeated: an
//! address may hold a password.

use std::path::PathBuf;

/// What stops the start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    #[error("{}: there is no such file; the server is started in the folder that holds Leptos.toml", .0.display())]
    NoFile(PathBuf),
    #[error("{}: the file cannot be read", .0.display())]
    Unreadable(PathBuf),
    #[error("{}: line {line} is not TOML", path.display())]
    Syntax { path: PathBuf, line: usize },
    #[error("{key} is not a setting; {known}")]
    Unknown { key: String, known: String },
    /// The key is `table.key` of the file or the name of an environment variable.
    #[error("{key} must be {expected}")]
    Wrong { key: String, expected: &'static str },
    #[error("[numbers] cannot be used: {0}")]
    CaseFormat(#[from] domain::number::CaseFormatError),
}

impl SettingsError {
    pub(super) fn wrong(key: impl Into<String>, expected: &'static str) -> Self {
        Self::Wrong {
            key: key.into(),
            expected,
        }
    }
}
