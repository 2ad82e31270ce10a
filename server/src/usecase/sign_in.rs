//! Signing in: password and one-time code. Unknown login, wrong password, wrong or used code and a locked
//! account are one answer, and cost the same time.

use crate::secret::SessionKey;
use crate::state::State;
use crate::store::audit::{self, AuditEntry, Outcome};
use crate::store::sessions::SessionRow;
use crate::store::staff::{self, StaffRow};
use crate::store::{Actor, StoreError, sessions};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::net::IpAddr;
use std::sync::LazyLock;
use time::{Duration, OffsetDateTime};
use totp_rs::{Builder, Secret, Totp};

/// FBI CJIS Security Policy AC-7: five consecutive failures within 15 minutes lock the account until an
/// administrator releases it.
const MOST_FAILURES: u32 = 5;
const FAILURE_WINDOW: Duration = Duration::minutes(15);
/// CJIS AC-11: locked after 30 minutes without use.
const IDLE: Duration = Duration::minutes(30);
/// CJIS IA-11: signed in anew every 12 hours.
pub const SESSION_LIFE: Duration = Duration::hours(12);

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("refused")]
    Refused,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What somebody typed.
pub struct Credentials {
    pub login: String,
    pub password: String,
    pub code: String,
}

/// Opens a session.
///
/// # Errors
/// [`SignInError::Refused`], whatever was wrong.
pub async fn sign_in(
    state: &State,
    given: Credentials,
    client: IpAddr,
) -> Result<SessionKey, SignInError> {
    let now = state.clock.now();
    let found = staff::by_login(state.store.reader(), &given.login).await?;
    let hash = found.as_ref().map(|staff| staff.password_hash.clone());
    let password_fits = verify(state, given.password, hash).await;
    let step = found.as_ref().and_then(|staff| {
        let totp = totp(&staff.totp_secret)?;
        totp.check(given.code.trim(), u64::try_from(now.unix_timestamp()).ok()?)
    });
    let Some(staff) = found else {
        audit::record(&state.store, &entry(None, Outcome::Failed, client, now)).await?;
        return Err(SignInError::Refused);
    };
    let fits = match (password_fits, step, staff.locked_at) {
        (true, Some(step), None) => use_code(state, &staff, step).await?,
        _ => false,
    };
    if !fits {
        let failed = entry(Some(&staff), Outcome::Failed, client, now);
        let locks = AuditEntry::new(now, Actor::System, "staff.lock")
            .about(staff.id.to_string())
            .from(client);
        state
            .store
            .write(async |tx| {
                staff::record_failure(tx, staff.id, now).await?;
                audit::append(tx, &failed).await?;
                let failures = staff::failures_since(tx, staff.id, now - FAILURE_WINDOW).await?;
                if failures >= MOST_FAILURES && staff.locked_at.is_none() {
                    staff::lock(tx, staff.id, now).await?;
                    audit::append(tx, &locks).await?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        return Err(SignInError::Refused);
    }
    let secret = SessionKey::random();
    let signed_in = entry(Some(&staff), Outcome::Ok, client, now);
    state
        .store
        .write(async |tx| {
            staff::record_success(tx, staff.id, now).await?;
            sessions::create(tx, secret.hash(), staff.id, now).await?;
            audit::append(tx, &signed_in).await
        })
        .await
        .map_err(|error: StoreError| error)?;
    Ok(secret)
}

/// A code counts once: its time step must be later than the last one used.
async fn use_code(state: &State, staff: &StaffRow, step: u64) -> Result<bool, StoreError> {
    let Ok(step) = i64::try_from(step) else {
        return Ok(false);
    };
    state
        .store
        .write(async |tx| staff::use_totp_step(tx, staff.id, step).await)
        .await
}

/// A row of the trail. An unknown login is typed text: it names nobody and is not kept.
fn entry(
    staff: Option<&StaffRow>,
    outcome: Outcome,
    client: IpAddr,
    now: OffsetDateTime,
) -> AuditEntry {
    let actor = staff.map_or(Actor::Unknown, StaffRow::actor);
    AuditEntry::new(now, actor, "session.sign_in")
        .from(client)
        .ended(outcome)
}

/// A hash that nothing fits: an unknown login takes as long as a known one.
static NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| hash_password("nobody has this password").ok());

async fn verify(state: &State, password: String, hash: Option<String>) -> bool {
    // One at a time: a flood of sign-ins must not take all the memory.
    let Ok(_turn) = state.password_turns.acquire().await else {
        return false;
    };
    let known = hash.is_some();
    tokio::task::spawn_blocking(move || {
        let Some(hash) = hash.or_else(|| NOBODY.clone()) else {
            return false;
        };
        PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
    })
    .await
    .is_ok_and(|fits| fits && known)
}

/// Argon2id with 19 MiB and two passes (OWASP's first choice), a random salt in the string.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn hash_password(password: &str) -> Result<String, argon2::password_hash::Error> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
}

/// RFC 6238 with the settings that every authenticator knows: SHA-1, six digits, 30 seconds, one step of slack.
#[must_use]
pub fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new()
        .with_secret(Secret::from(secret.to_vec()))
        .with_skew(1)
        .build()
        .ok()
}

/// Who is signed in with this cookie. A glance keeps nothing alive: what a page asks by itself is no use of the desk.
///
/// # Errors
/// [`StoreError`].
pub async fn glance(state: &State, secret: &SessionKey) -> Result<Option<StaffRow>, StoreError> {
    let now = state.clock.now();
    let session = sessions::load(state.store.reader(), secret.hash()).await?;
    Ok(session
        .filter(|session| !is_over(session, now))
        .map(|session| session.staff))
}

fn is_over(session: &SessionRow, now: OffsetDateTime) -> bool {
    now - session.seen_at > IDLE
        || now - session.created_at > SESSION_LIFE
        || session.staff.locked_at.is_some()
}

/// Who is signed in with this cookie; using it keeps it alive.
///
/// # Errors
/// [`StoreError`].
pub async fn session(state: &State, secret: &SessionKey) -> Result<Option<StaffRow>, StoreError> {
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
    Ok(Some(session.staff))
}

/// Ends a session on the server.
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
