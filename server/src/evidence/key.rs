//! The master key: 32 bytes that the settings name, or that the first start makes.

use super::seal::MasterKey;
use crate::settings::KeySource;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand::RngCore;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Why there is no key. Never repeats it.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(
        "the key of the files is not there ({0}); without it no file that was sent can be read. Put it back, or name its place with FILES_KEY"
    )]
    Missing(String),
    #[error("the key of the files cannot be read ({0}): {1}")]
    Unreadable(String, std::io::Error),
    #[error(
        "the key of the files must be 32 bytes in base64 (make one with: openssl rand -base64 32)"
    )]
    Malformed,
    #[error("the key of the files cannot be written ({0}): {1}")]
    Unwritable(String, std::io::Error),
}

/// Reads the key.
///
/// # Errors
/// [`KeyError`], one line.
pub fn load(source: &KeySource) -> Result<MasterKey, KeyError> {
    match source {
        KeySource::Given(key) => decode(key.expose()),
        KeySource::File(path) => {
            let shown = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
                ErrorKind::NotFound => KeyError::Missing(shown.clone()),
                _ => KeyError::Unreadable(shown.clone(), error),
            })?;
            decode(text.trim())
        }
    }
}

/// Makes a key where there is none yet, for its owner alone to read. `false`: there is one.
///
/// # Errors
/// [`KeyError::Unwritable`].
pub fn make(path: &Path) -> Result<bool, KeyError> {
    let failed = |error| KeyError::Unwritable(path.display().to_string(), error);
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

fn decode(text: &str) -> Result<MasterKey, KeyError> {
    let bytes = STANDARD.decode(text).map_err(|_| KeyError::Malformed)?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| KeyError::Malformed)?;
    MasterKey::new(&bytes).ok_or(KeyError::Malformed)
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
        assert!(matches!(load(&source), Err(KeyError::Missing(_))));
        assert!(make(&path).expect("made"));
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(!make(&path).expect("there"));
        assert_eq!(
            std::fs::read_to_string(&path).expect("read"),
            text,
            "never overwritten"
        );
        assert!(load(&source).is_ok());
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
            let Err(error) = load(&KeySource::Given(Secret::new(text))) else {
                panic!("{text} is a key");
            };
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
