//! The keys of the service: 32 bytes each, which the settings name, or which the first start makes.

use crate::settings::KeySource;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand::RngCore;
use std::fmt;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Sealing the files that filers send.
    Files,
    /// Signing the copies of reports.
    Copies,
    /// Signing what is posted to the records system.
    Records,
    /// Sealing the secrets of the staff's authenticators.
    SignIn,
}

impl Purpose {
    /// The setting in the environment.
    const fn setting(self) -> &'static str {
        match self {
            Self::Files => "FILES_KEY",
            Self::Copies => "COPY_KEY",
            Self::Records => "RMS_SECRET",
            Self::SignIn => "SIGN_IN_KEY",
        }
    }

    /// What is lost with it.
    const fn loss(self) -> &'static str {
        match self {
            Self::Files => "no file that was sent can be read",
            Self::Copies => "no copy that was issued can be checked",
            Self::Records => "the records system takes no report",
            Self::SignIn => "nobody can sign in with a code",
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Files => "the key of the files",
            Self::Copies => "the key of the copies",
            Self::Records => "the key of the records system",
            Self::SignIn => "the key of the authenticators' secrets",
        })
    }
}

/// Why there is no key. Never repeats it.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(
        "{0} is not there ({1}); without it {loss}. Put it back, or name its place with {setting}",
        loss = .0.loss(),
        setting = .0.setting()
    )]
    Missing(Purpose, String),
    #[error("{0} cannot be read ({1}): {2}")]
    Unreadable(Purpose, String, std::io::Error),
    #[error("{0} must be 32 bytes in base64 (make one with: openssl rand -base64 32)")]
    Malformed(Purpose),
    #[error("{0} cannot be written ({1}): {2}")]
    Unwritable(Purpose, String, std::io::Error),
}

/// Reads the key.
///
/// # Errors
/// [`KeyError`], one line.
pub fn load(purpose: Purpose, source: &KeySource) -> Result<[u8; 32], KeyError> {
    match source {
        KeySource::Given(key) => decode(purpose, key.expose()),
        KeySource::File(path) => {
            let shown = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
                ErrorKind::NotFound => KeyError::Missing(purpose, shown.clone()),
                _ => KeyError::Unreadable(purpose, shown.clone(), error),
            })?;
            decode(purpose, text.trim())
        }
    }
}

/// Makes a key where there is none yet, for its owner alone to read. `false`: there is one.
///
/// # Errors
/// [`KeyError::Unwritable`].
pub fn make(purpose: Purpose, path: &Path) -> Result<bool, KeyError> {
    let failed = |error| KeyError::Unwritable(purpose, path.display().to_string(), error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(failed(error)),
    };
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    file.write_all(format!("{}\n", STANDARD.encode(bytes)).as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    Ok(true)
}

fn decode(purpose: Purpose, text: &str) -> Result<[u8; 32], KeyError> {
    let bytes = STANDARD
        .decode(text)
        .map_err(|_| KeyError::Malformed(purpose))?;
    bytes.try_into().map_err(|_| KeyError::Malformed(purpose))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Secret;

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("var/files.key");
        let source = KeySource::File(path.clone());
        assert!(matches!(
            load(Purpose::Files, &source),
            Err(KeyError::Missing(..))
        ));
        assert!(make(Purpose::Files, &path).expect("made"));
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(!make(Purpose::Files, &path).expect("there"));
        assert_eq!(
            std::fs::read_to_string(&path).expect("read"),
            text,
            "never overwritten"
        );
        assert!(load(Purpose::Files, &source).is_ok());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path)
                .expect("there")
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_not_32_bytes_is_no_key_and_is_not_repeated() {
        for text in [
            "",
            "hunter2",
            &STANDARD.encode([1; 31]),
            &STANDARD.encode([1; 33]),
        ] {
            let Err(error) = load(Purpose::Copies, &KeySource::Given(Secret::new(text))) else {
                panic!("{text} is a key");
            };
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
