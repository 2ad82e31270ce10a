//! Accepting an invitation: password, authenticator, recovery codes. The link is good once and for 72 hours.

use super::password::{GoodPassword, PasswordError};
use super::second_factor::{make_recovery_codes, totp};
use crate::authenticator::Shut;
use crate::secret::{InvitationKey, RecoveryCode};
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::invitations::{self, InvitationRow};
use crate::store::staff::{self, Factors};
use crate::store::{StoreError, passkeys};
use std::net::IpAddr;

/// Why the account is not open yet.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    #[error("the invitation is over")]
    Over,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error("this is not the code of this moment")]
    Code,
    #[error("the password cannot be hashed")]
    Hash,
    #[error(transparent)]
    Secret(#[from] Shut),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The invitation, if it is good.
///
/// # Errors
/// [`AcceptError::Over`].
pub async fn open(state: &State, key: &InvitationKey) -> Result<InvitationRow, AcceptError> {
    let found = invitations::load(state.store.reader(), key.hash()).await?;
    found
        .filter(|found| state.clock.now() <= found.expires_at && found.staff.disabled_at.is_none())
        .ok_or(AcceptError::Over)
}

/// What the page shows to the authenticator.
///
/// # Errors
/// [`AcceptError::Secret`].
pub fn secret(state: &State, invitation: &InvitationRow) -> Result<Vec<u8>, AcceptError> {
    let staff = invitation.staff.id;
    Ok(state.secret_seal.open(staff, &invitation.totp_secret)?)
}

/// Opens the account, and gives the recovery codes, which nobody ever sees again.
///
/// # Errors
/// [`AcceptError`]; the invitation stays good.
pub async fn accept(
    state: &State,
    key: &InvitationKey,
    password: &str,
    code: &str,
    client: IpAddr,
) -> Result<Vec<RecoveryCode>, AcceptError> {
    let invitation = open(state, key).await?;
    let now = state.clock.now();
    let password = GoodPassword::for_staff(state, password, &invitation.staff)?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.unix_timestamp()).unwrap_or_default();
    let secret = secret(state, &invitation)?;
    let step = totp(&secret)
        .and_then(|totp| totp.check(&code, seconds))
        .and_then(|step| i64::try_from(step).ok())
        .ok_or(AcceptError::Code)?;
    // A turn, as for a comparison: a hash takes 19 MiB.
    let turn = state.password_turns.acquire().await;
    let hash = tokio::task::spawn_blocking(move || password.hash()).await;
    drop(turn);
    let Ok(Ok(password_hash)) = hash else {
        return Err(AcceptError::Hash);
    };
    let factors = Factors {
        password_hash,
        // Sealed for the same account: it moves as it is.
        totp_secret: invitation.totp_secret,
    };
    let id = invitation.staff.id;
    let entry = AuditEntry::new(now, invitation.staff.actor(), "account.accept")
        .about(id.to_string())
        .from(client);
    state
        .store
        .write(async |tx| {
            if !invitations::accept(tx, key.hash()).await? {
                return Err(AcceptError::Over);
            }
            staff::set_factors(tx, id, factors, now).await?;
            // The code that was shown here does not sign in.
            staff::use_totp_step(tx, id, step).await?;
            passkeys::remove_all(tx, id).await?;
            let codes = make_recovery_codes(tx, id).await?;
            audit::append(tx, &entry).await?;
            Ok(codes)
        })
        .await
}
