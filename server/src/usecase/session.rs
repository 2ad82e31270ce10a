//! A session: whose it is and how long it lives, showing once more who one is, and signing out.

use super::passkeys;
use super::password;
use super::second_factor::Proof;
use super::sign_in::{CEREMONY, SignInError};
use crate::secret::{CeremonyKey, SessionKey};
use crate::state::State;
use crate::store::StoreError;
use crate::store::audit::{self, AuditEntry};
use crate::store::ceremonies::{self, Ceremony, Step};
use crate::store::sessions::{self, SessionRow};
use std::net::IpAddr;
use time::{Duration, OffsetDateTime};
use webauthn_rs::prelude::PasskeyAuthentication;

/// CJIS AC-11: locked after 30 minutes without use.
pub const IDLE: Duration = Duration::minutes(30);
/// CJIS IA-11: signed in anew every 12 hours.
pub const SESSION_LIFE: Duration = Duration::hours(12);
/// CJIS IA-11: what is privileged asks for who has shown within this time who they are.
const FRESH: Duration = Duration::minutes(15);

/// Who is signed in with this cookie; using it keeps it alive.
///
/// # Errors
/// [`StoreError`].
pub async fn session(state: &State, secret: &SessionKey) -> Result<Option<SessionRow>, StoreError> {
    let now = state.clock.now();
    let Some(session) = sessions::load(state.store.reader(), secret.hash()).await? else {
        return Ok(None);
    };
    if is_over(&session, now) {
        state
            .store
            .write(async |tx| sessions::end(tx, secret.hash()).await)
            .await?;
        return Ok(None);
    }
    // Once a minute is precise enough for a limit of 30.
    if now - session.seen_at > Duration::minutes(1) {
        state
            .store
            .write(async |tx| sessions::touch(tx, secret.hash(), now).await)
            .await?;
    }
    Ok(Some(session))
}

/// Who is signed in with this cookie. A glance keeps nothing alive: what a page asks by itself is no use of the desk.
///
/// # Errors
/// [`StoreError`].
pub async fn glance(state: &State, secret: &SessionKey) -> Result<Option<SessionRow>, StoreError> {
    let now = state.clock.now();
    let session = sessions::load(state.store.reader(), secret.hash()).await?;
    Ok(session.filter(|session| !is_over(session, now)))
}

fn is_over(session: &SessionRow, now: OffsetDateTime) -> bool {
    now - session.seen_at > IDLE
        || now - session.created_at > SESSION_LIFE
        || session.staff.locked_at.is_some()
        || session.staff.disabled_at.is_some()
}

/// Whether they have shown lately who they are.
#[must_use]
pub fn is_fresh(session: &SessionRow, now: OffsetDateTime) -> bool {
    now - session.confirmed_at <= FRESH
}

/// What a passkey is asked to sign to show who one is; `None` where the account has none.
///
/// # Errors
/// [`StoreError`].
pub async fn ask_passkey(
    state: &State,
    session: &SessionRow,
) -> Result<Option<(CeremonyKey, serde_json::Value)>, StoreError> {
    let Some((challenge, asked)) = passkeys::ask(state, session.staff.id).await? else {
        return Ok(None);
    };
    let key = CeremonyKey::random();
    let hash = key.hash();
    let now = state.clock.now();
    let ceremony = Ceremony {
        staff: Some(session.staff.id),
        state: serde_json::to_string(&asked).map_err(|_| StoreError::Corrupt("state"))?,
    };
    state
        .store
        .write(async |tx| {
            ceremonies::begin(tx, hash, Step::Confirm, ceremony, now + CEREMONY).await
        })
        .await?;
    Ok(Some((key, challenge)))
}

/// How somebody shows once more who they are.
pub enum Shown {
    /// Password, and a code of the authenticator or a recovery code.
    Typed { password: String, code: String },
    /// A passkey is both factors: it is in one's hand, and is opened by finger, face or PIN.
    Passkey {
        question: CeremonyKey,
        answer: String,
    },
}

/// Makes the session fresh, and gives it another key (OWASP ASVS 7.2.4): whoever had seen the old one is out.
///
/// # Errors
/// [`SignInError::Refused`], whatever was wrong: it counts as a failed sign-in.
pub async fn confirm(
    state: &State,
    session: &SessionRow,
    shown: Shown,
    client: IpAddr,
) -> Result<SessionKey, SignInError> {
    let now = state.clock.now();
    let key = SessionKey::random();
    let proof = match shown {
        Shown::Typed { password, code } => {
            let fits = password::fits(state, &password, Some(&session.staff)).await;
            Proof::of_code(&state.secret_seal, &session.staff, &code, now).filter(|_| fits)
        }
        Shown::Passkey { question, answer } => {
            let taken: Result<Option<Ceremony>, StoreError> = state
                .store
                .write(async |tx| ceremonies::take(tx, question.hash(), Step::Confirm, now).await)
                .await;
            let asked = taken?
                .filter(|ceremony| ceremony.staff == Some(session.staff.id))
                .and_then(|ceremony| {
                    serde_json::from_str::<PasskeyAuthentication>(&ceremony.state).ok()
                });
            match asked {
                Some(asked) => passkeys::proof(state, session.staff.id, &asked, &answer).await?,
                None => None,
            }
        }
    };
    let entry = AuditEntry::new(now, session.staff.actor(), "session.confirm").from(client);
    let confirmed: Result<bool, StoreError> = state
        .store
        .write(async |tx| {
            let fits = match &proof {
                Some(proof) => proof.use_up(tx, session.staff.id, now).await?,
                None => false,
            };
            if fits {
                sessions::confirm(tx, session.hash, key.hash(), now).await?;
                audit::append(tx, &entry).await?;
            } else {
                super::sign_in::count_failure(tx, &session.staff, &entry, client, now).await?;
            }
            Ok(fits)
        })
        .await;
    if confirmed? {
        Ok(key)
    } else {
        Err(SignInError::Refused)
    }
}

/// Ends a session on the server: somebody signs out, or signs in anew in the same browser.
///
/// # Errors
/// [`StoreError`].
pub async fn sign_out(
    state: &State,
    secret: &SessionKey,
    client: IpAddr,
) -> Result<(), StoreError> {
    let session = sessions::load(state.store.reader(), secret.hash()).await?;
    let entry = session.map(|session| {
        AuditEntry::new(state.clock.now(), session.staff.actor(), "session.sign_out").from(client)
    });
    state
        .store
        .write(async |tx| {
            sessions::end(tx, secret.hash()).await?;
            match &entry {
                Some(entry) => audit::append(tx, entry).await,
                None => Ok(()),
            }
        })
        .await
}
