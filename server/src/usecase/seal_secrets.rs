//! The key of the authenticators' secrets when the service starts: made where nothing is sealed yet, tried where
//! something is, and what a version before left plain is sealed.

use crate::authenticator::{SecretSeal, Shut};
use crate::key::{self, KeyError, Purpose};
use crate::settings::KeySource;
use crate::store::audit::{self, AuditEntry};
use crate::store::secrets::{self, SecretRow};
use crate::store::{Actor, Store, StoreError};
use std::path::PathBuf;
use time::OffsetDateTime;

/// Why the service cannot start with this key.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It would refuse everybody's code without saying why.
    #[error(
        "SIGN_IN_KEY or [sign_in] key is not the key that sealed the secrets of the authenticators: nobody could sign in \
         with a code. Put the right key back; if it is lost, see docs/security.md"
    )]
    AnotherKey,
    #[error("the secrets of the authenticators cannot be sealed: {0}")]
    Seal(#[from] Shut),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Loads the key, and makes it where there is none and nothing was ever sealed. Gives the file that it has made.
///
/// # Errors
/// [`SealError::Key`], [`SealError::Store`].
pub async fn key_or_new(
    store: &Store,
    source: &KeySource,
) -> Result<(SecretSeal, Option<PathBuf>), SealError> {
    let mut made = None;
    if let KeySource::File(path) = source {
        let all = secrets::all(store.reader()).await?;
        let sealed = all.iter().any(|row| row.secret.is_sealed());
        if !sealed && key::make(Purpose::SignIn, path)? {
            made = Some(path.clone());
        }
    }
    Ok((load(source)?, made))
}

/// Loads the key.
///
/// # Errors
/// [`KeyError`].
pub fn load(source: &KeySource) -> Result<SecretSeal, KeyError> {
    let bytes = key::load(Purpose::SignIn, source)?;
    SecretSeal::new(&bytes).ok_or(KeyError::Malformed(Purpose::SignIn))
}

/// Whether this is the key that has sealed what is sealed. One secret that does not open is that account's trouble, and
/// is logged; when none does, the key is wrong.
///
/// # Errors
/// [`SealError::AnotherKey`].
pub async fn check(store: &Store, seal: &SecretSeal) -> Result<(), SealError> {
    let all = secrets::all(store.reader()).await?;
    let (open, shut): (Vec<&SecretRow>, Vec<&SecretRow>) = all
        .iter()
        .filter(|row| row.secret.is_sealed())
        .partition(|row| seal.open(row.staff, &row.secret).is_ok());
    if open.is_empty() && !shut.is_empty() {
        return Err(SealError::AnotherKey);
    }
    for row in shut {
        tracing::error!(
            code = "secret_shut",
            staff = %row.staff,
            "sign-in: the secret of an account's authenticator does not open: invite them anew"
        );
    }
    Ok(())
}

/// Seals what is still plain, in one transaction, and leaves nothing of it in the database's files. Returns how many.
///
/// # Errors
/// [`SealError`].
pub async fn seal_plain(
    store: &Store,
    seal: &SecretSeal,
    now: OffsetDateTime,
) -> Result<usize, SealError> {
    let sealed = store
        .write(async |tx| {
            let mut sealed = 0;
            for row in secrets::all(tx).await? {
                if row.secret.is_sealed() {
                    continue;
                }
                let secret = seal.open(row.staff, &row.secret)?;
                let kept = seal.seal(row.staff, &secret)?;
                sealed += usize::from(secrets::replace(tx, row, kept).await?);
            }
            if sealed > 0 {
                let entry = AuditEntry::new(now, Actor::System, "service.seal_secrets")
                    .about(format!("{sealed} secrets"));
                audit::append(tx, &entry).await?;
            }
            Ok::<_, SealError>(sealed)
        })
        .await?;
    // What was overwritten still stands in the free space of the files.
    if sealed > 0
        && let Err(error) = store.rewrite_staff().await
    {
        tracing::warn!(
            code = "secrets_left_over",
            %error,
            "sign-in: the secrets are sealed, but the free space of the database's files may still hold them: VACUUM the \
             database when nobody else is at work in it"
        );
    }
    Ok(sealed)
}
