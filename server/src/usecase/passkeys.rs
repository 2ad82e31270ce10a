//! Passkeys (WebAuthn): the better second factor, since what it signs is bound to this site. The library judges; what
//! it asked is kept on the server, good once and for five minutes.

use super::second_factor::Proof;
use super::sign_in::CEREMONY;
use crate::secret::CeremonyKey;
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::ceremonies::{self, Ceremony, Step};
use crate::store::passkeys::{self, NewPasskey, PasskeyRow};
use crate::store::staff::StaffRow;
use crate::store::{StoreError, Uuid};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// Why a passkey was not kept.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    #[error("this site has no name that a passkey can be bound to")]
    NoName,
    #[error("the passkey's answer is no good")]
    Refused,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What judges passkeys of this site. `None` where people reach it by a number: browsers bind passkeys to names.
#[must_use]
pub fn judge(public_url: &str, name: &str) -> Option<Webauthn> {
    let origin = Url::parse(public_url).ok()?;
    let domain = origin.domain()?;
    let builder = WebauthnBuilder::new(domain, &origin).ok()?;
    builder.rp_name(name).build().ok()
}

/// What the account's passkeys are asked to sign, and what is to be kept until they have. `None`: it has none.
///
/// # Errors
/// [`StoreError`].
pub async fn ask(
    state: &State,
    staff: Uuid,
) -> Result<Option<(serde_json::Value, PasskeyAuthentication)>, StoreError> {
    let Some(judge) = &state.passkeys else {
        return Ok(None);
    };
    let rows = passkeys::of_staff(state.store.reader(), staff).await?;
    let known: Vec<Passkey> = rows.iter().filter_map(credential).collect();
    if known.is_empty() {
        return Ok(None);
    }
    let (challenge, asked) = judge
        .start_passkey_authentication(&known)
        .map_err(|_| StoreError::Corrupt("credential"))?;
    let challenge =
        serde_json::to_value(challenge.public_key).map_err(|_| StoreError::Corrupt("challenge"))?;
    Ok(Some((challenge, asked)))
}

/// What an answer proves. `None`: nothing.
///
/// # Errors
/// [`StoreError`].
pub async fn proof(
    state: &State,
    staff: Uuid,
    asked: &PasskeyAuthentication,
    answer: &str,
) -> Result<Option<Proof>, StoreError> {
    let rows = passkeys::of_staff(state.store.reader(), staff).await?;
    Ok(judged(state, rows, asked, answer))
}

fn judged(
    state: &State,
    rows: Vec<PasskeyRow>,
    asked: &PasskeyAuthentication,
    answer: &str,
) -> Option<Proof> {
    let judge = state.passkeys.as_ref()?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).ok()?;
    let result = judge.finish_passkey_authentication(&answer, asked).ok()?;
    rows.into_iter().find_map(|row| {
        let mut passkey = credential(&row)?;
        let changed = passkey.update_credential(&result)?;
        // The library has compared the counter with the one at the time of asking; since then another sign-in may
        // have raised it. A counter that does not rise is a copy's.
        if result.counter() > 0 && !changed {
            return None;
        }
        let now_is = serde_json::to_value(&passkey).ok()?;
        let row = Box::new(row);
        Some(Proof::Passkey { row, now_is })
    })
}

fn credential(row: &PasskeyRow) -> Option<Passkey> {
    serde_json::from_value(row.credential.clone()).ok()
}

/// What is kept while a new passkey is made.
#[derive(Serialize, Deserialize)]
struct Making {
    name: String,
    asked: PasskeyRegistration,
}

/// What the browser needs to make a passkey for this account.
///
/// # Errors
/// [`PasskeyError`].
pub async fn begin(
    state: &State,
    staff: &StaffRow,
    name: &str,
) -> Result<(CeremonyKey, serde_json::Value), PasskeyError> {
    let judge = state.passkeys.as_ref().ok_or(PasskeyError::NoName)?;
    let rows = passkeys::of_staff(state.store.reader(), staff.id).await?;
    let known = rows
        .iter()
        .filter_map(credential)
        .map(|passkey| passkey.cred_id().clone())
        .collect();
    let (challenge, asked) = judge
        .start_passkey_registration(staff.id, &staff.login, &staff.name, Some(known))
        .map_err(|_| PasskeyError::Refused)?;
    let making = Making {
        name: name.to_owned(),
        asked,
    };
    let ceremony = Ceremony {
        staff: Some(staff.id),
        state: serde_json::to_string(&making).map_err(|_| StoreError::Corrupt("state"))?,
    };
    let challenge =
        serde_json::to_value(challenge.public_key).map_err(|_| StoreError::Corrupt("challenge"))?;
    let key = CeremonyKey::random();
    let (hash, now) = (key.hash(), state.clock.now());
    state
        .store
        .write(async |tx| {
            ceremonies::begin(tx, hash, Step::Register, ceremony, now + CEREMONY).await
        })
        .await
        .map_err(|error: StoreError| error)?;
    Ok((key, challenge))
}

/// Keeps the passkey that the browser has made.
///
/// # Errors
/// [`PasskeyError::Refused`] when the answer is not to what was asked, or was given before.
pub async fn add(
    state: &State,
    staff: &StaffRow,
    key: &CeremonyKey,
    answer: &str,
    client: IpAddr,
) -> Result<(), PasskeyError> {
    let judge = state.passkeys.as_ref().ok_or(PasskeyError::NoName)?;
    let now = state.clock.now();
    let taken: Result<Option<Ceremony>, StoreError> = state
        .store
        .write(async |tx| ceremonies::take(tx, key.hash(), Step::Register, now).await)
        .await;
    let making = taken?
        .filter(|ceremony| ceremony.staff == Some(staff.id))
        .and_then(|ceremony| serde_json::from_str::<Making>(&ceremony.state).ok())
        .ok_or(PasskeyError::Refused)?;
    let answer: RegisterPublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| PasskeyError::Refused)?;
    let passkey = judge
        .finish_passkey_registration(&answer, &making.asked)
        .map_err(|_| PasskeyError::Refused)?;
    let new = NewPasskey {
        staff: staff.id,
        credential_id: passkey.cred_id().to_vec(),
        name: making.name,
        credential: serde_json::to_value(&passkey)
            .map_err(|_| StoreError::Corrupt("credential"))?,
    };
    let entry = AuditEntry::new(now, staff.actor(), "account.add_passkey")
        .about(staff.id.to_string())
        .from(client);
    let added: Result<(), StoreError> = state
        .store
        .write(async |tx| {
            passkeys::add(tx, new, now).await?;
            audit::append(tx, &entry).await
        })
        .await;
    match added {
        // It is some account's already.
        Err(StoreError::Conflict) => Err(PasskeyError::Refused),
        other => Ok(other?),
    }
}

/// Removes one of the account's passkeys. `false`: there is none.
///
/// # Errors
/// [`StoreError`].
pub async fn remove(
    state: &State,
    staff: &StaffRow,
    id: Uuid,
    client: IpAddr,
) -> Result<bool, StoreError> {
    let entry = AuditEntry::new(state.clock.now(), staff.actor(), "account.remove_passkey")
        .about(id.to_string())
        .from(client);
    state
        .store
        .write(async |tx| {
            let removed = passkeys::remove(tx, staff.id, id).await?;
            if removed {
                audit::append(tx, &entry).await?;
            }
            Ok(removed)
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_bound_to_the_sites_own_address_and_to_none_that_is_a_number() {
        let found = judge("https://reports.example:8443", "Westport").expect("a name");
        let origins: Vec<&str> = found
            .get_allowed_origins()
            .iter()
            .map(Url::as_str)
            .collect();
        assert_eq!(origins, ["https://reports.example:8443/"]);
        assert!(judge("http://127.0.0.1:3000", "Westport").is_none());
    }
}
