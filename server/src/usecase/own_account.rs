//! What everybody may do with their own account: another password, new recovery codes. Passkeys are in `passkeys`.

use super::password::{self, GoodPassword, PasswordError};
use super::second_factor::{Proof, make_recovery_codes};
use super::sign_in::count_failure;
use crate::secret::RecoveryCode;
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::sessions::{self, SessionRow};
use crate::store::{StoreError, staff};
use std::net::IpAddr;

/// Why the password stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The current password or the code: it counts as a failed sign-in.
    #[error("refused")]
    Refused,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error("the password cannot be hashed")]
    Hash,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was typed.
pub struct Change<'a> {
    pub current: &'a str,
    /// Of the authenticator, or a recovery code.
    pub code: &'a str,
    pub new: &'a str,
}

/// Another password. All other sessions of the account end.
///
/// # Errors
/// [`ChangeError`].
pub async fn change_password(
    state: &State,
    session: &SessionRow,
    change: Change<'_>,
    client: IpAddr,
) -> Result<(), ChangeError> {
    let (owner, now) = (&session.staff, state.clock.now());
    let new = GoodPassword::for_staff(state, change.new, owner)?.instead_of(change.current)?;
    let fits = password::fits(state, change.current, Some(owner)).await;
    let proof = Proof::of_code(&state.secret_seal, owner, change.code, now).filter(|_| fits);
    let turn = state.password_turns.acquire().await;
    let hash = tokio::task::spawn_blocking(move || new.hash()).await;
    drop(turn);
    let Ok(Ok(hash)) = hash else {
        return Err(ChangeError::Hash);
    };
    let entry = AuditEntry::new(now, owner.actor(), "account.change_password")
        .about(owner.id.to_string())
        .from(client);
    let changed: Result<bool, StoreError> = state
        .store
        .write(async |tx| {
            let fits = match &proof {
                Some(proof) => proof.use_up(tx, owner.id, now).await?,
                None => false,
            };
            if fits {
                staff::set_password(tx, owner.id, &hash, now).await?;
                sessions::end_all(tx, owner.id, Some(session.hash)).await?;
                audit::append(tx, &entry).await?;
            } else {
                count_failure(tx, owner, &entry, client, now).await?;
            }
            Ok(fits)
        })
        .await;
    if changed? {
        Ok(())
    } else {
        Err(ChangeError::Refused)
    }
}

/// New recovery codes in place of those that are left.
///
/// # Errors
/// [`StoreError`].
pub async fn new_recovery_codes(
    state: &State,
    session: &SessionRow,
    client: IpAddr,
) -> Result<Vec<RecoveryCode>, StoreError> {
    let owner = &session.staff;
    let entry = AuditEntry::new(
        state.clock.now(),
        owner.actor(),
        "account.new_recovery_codes",
    )
    .about(owner.id.to_string())
    .from(client);
    state
        .store
        .write(async |tx| {
            let codes = make_recovery_codes(tx, owner.id).await?;
            audit::append(tx, &entry).await?;
            Ok(codes)
        })
        .await
}
