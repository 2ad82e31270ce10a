//! Signing in: password, then code or passkey; or the town's sign-in in place of the password. Unknown login, wrong
//! password, wrong or used code, a locked and a disabled account are one answer, and cost the same time.

use super::second_factor::Proof;
use super::{passkeys, password};
use crate::secret::{CeremonyKey, SessionKey};
use crate::state::State;
use crate::store::audit::{self, AuditEntry, Outcome};
use crate::store::ceremonies::{self, Ceremony, Step};
use crate::store::staff::{self, StaffRow};
use crate::store::{Actor, StoreError, Tx, recovery_codes, sessions};
use domain::access::Role;
use password::GoodPassword;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use time::{Duration, OffsetDateTime};
use webauthn_rs::prelude::PasskeyAuthentication;

/// FBI CJIS Security Policy AC-7: five consecutive failures within 15 minutes lock the account until an
/// administrator releases it.
const MOST_FAILURES: u32 = 5;
const FAILURE_WINDOW: Duration = Duration::minutes(15);
/// CJIS AC-2(3): an account that is not used for this long is disabled.
pub const UNUSED: Duration = Duration::days(90);
/// How long the second factor may take after the first.
pub const CEREMONY: Duration = Duration::minutes(5);

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
    /// Of the authenticator, or a recovery code.
    pub code: String,
}

/// Somebody is in.
pub struct SignedIn {
    pub session: SessionKey,
    pub role: Role,
    /// How many recovery codes are left, where one was used.
    pub recovery_left: Option<u64>,
}

/// The first factor was right.
pub struct Pending {
    pub key: CeremonyKey,
    /// What the browser asks a passkey to sign; `None` where the account has none.
    pub challenge: Option<serde_json::Value>,
}

/// What is known of somebody between the two factors. Kept on the server.
#[derive(Serialize, Deserialize)]
struct Between {
    passkey: Option<PasskeyAuthentication>,
    by_provider: bool,
    /// As of an [`Attempt`].
    weak: bool,
}

/// What comes second.
pub enum Second {
    /// Of the authenticator, or a recovery code.
    Code(String),
    /// The browser's answer, JSON.
    Passkey(String),
}

/// Opens a session.
///
/// # Errors
/// [`SignInError::Refused`], whatever was wrong.
pub async fn sign_in(
    state: &State,
    given: Credentials,
    client: IpAddr,
) -> Result<SignedIn, SignInError> {
    let now = state.clock.now();
    let found = staff::by_login(state.store.reader(), &given.login).await?;
    let fits = password::fits(state, &given.password, found.as_ref()).await;
    let proof = found
        .as_ref()
        .and_then(|staff| Proof::of_code(&state.secret_seal, staff, &given.code, now));
    let weak = is_weak(state, &given.password, found.as_ref());
    let attempt = Attempt {
        found,
        proof: proof.filter(|_| fits),
        by_provider: false,
        weak,
        client,
        now,
    };
    attempt.conclude(state).await
}

/// Takes the password alone: the passkey comes next. An account without one has to type its code.
///
/// # Errors
/// [`SignInError::Refused`], whatever was wrong.
pub async fn begin(
    state: &State,
    login: &str,
    password: &str,
    client: IpAddr,
) -> Result<Pending, SignInError> {
    let found = staff::by_login(state.store.reader(), login).await?;
    let fits = password::fits(state, password, found.as_ref()).await;
    if let Some(staff) = found.as_ref().filter(|_| fits)
        && let Some((challenge, passkey)) = passkeys::ask(state, staff.id).await?
    {
        let left = Between {
            passkey: Some(passkey),
            by_provider: false,
            weak: is_weak(state, password, found.as_ref()),
        };
        return between(state, staff, Some(challenge), left, client).await;
    }
    Err(refuse(state, found, client).await?)
}

fn is_weak(state: &State, password: &str, staff: Option<&StaffRow>) -> bool {
    staff.is_some_and(|staff| GoodPassword::for_staff(state, password, staff).is_err())
}

/// As [`begin`], for whom the town's sign-in has sent. Those without a passkey type their code.
///
/// # Errors
/// [`SignInError::Refused`], whatever was wrong.
pub async fn begin_after_provider(
    state: &State,
    found: Option<StaffRow>,
    client: IpAddr,
) -> Result<Pending, SignInError> {
    match &found {
        Some(staff) if staff.factors.is_some() => {
            let (challenge, passkey) = passkeys::ask(state, staff.id).await?.unzip();
            let left = Between {
                passkey,
                by_provider: true,
                weak: false,
            };
            between(state, staff, challenge, left, client).await
        }
        Some(_) | None => Err(refuse(state, found, client).await?),
    }
}

/// Opens a session for whom the town's sign-in has sent and has asked for both factors.
///
/// # Errors
/// [`SignInError::Refused`], whatever was wrong.
pub async fn enter_after_provider(
    state: &State,
    found: Option<StaffRow>,
    client: IpAddr,
) -> Result<SignedIn, SignInError> {
    let proof = found.as_ref().map(|_| Proof::Provider);
    let attempt = Attempt {
        found,
        proof,
        by_provider: true,
        weak: false,
        client,
        now: state.clock.now(),
    };
    attempt.conclude(state).await
}

/// Opens a session with the second factor.
///
/// # Errors
/// [`SignInError::Refused`], whatever was wrong.
pub async fn finish(
    state: &State,
    key: &CeremonyKey,
    second: Second,
    client: IpAddr,
) -> Result<SignedIn, SignInError> {
    let now = state.clock.now();
    let taken: Result<Option<Ceremony>, StoreError> = state
        .store
        .write(async |tx| ceremonies::take(tx, key.hash(), Step::SecondFactor, now).await)
        .await;
    let Some((id, between)) = taken?.and_then(|ceremony| {
        let between: Between = serde_json::from_str(&ceremony.state).ok()?;
        Some((ceremony.staff?, between))
    }) else {
        return Err(refuse(state, None, client).await?);
    };
    let found = staff::by_id(state.store.reader(), id).await?;
    let proof = match (&found, second) {
        (Some(staff), Second::Code(typed)) => {
            Proof::of_code(&state.secret_seal, staff, &typed, now)
        }
        (Some(staff), Second::Passkey(answer)) => match &between.passkey {
            Some(asked) => passkeys::proof(state, staff.id, asked, &answer).await?,
            None => None,
        },
        (None, _) => None,
    };
    let attempt = Attempt {
        found,
        proof,
        by_provider: between.by_provider,
        weak: between.weak,
        client,
        now,
    };
    attempt.conclude(state).await
}

/// Leaves the right first factor for the second, unless the account may not be opened.
async fn between(
    state: &State,
    staff: &StaffRow,
    challenge: Option<serde_json::Value>,
    left: Between,
    client: IpAddr,
) -> Result<Pending, SignInError> {
    let now = state.clock.now();
    let key = CeremonyKey::random();
    let hash = key.hash();
    let ceremony = Ceremony {
        staff: Some(staff.id),
        state: serde_json::to_string(&left).map_err(|_| StoreError::Corrupt("state"))?,
    };
    let entry = |code| AuditEntry::new(now, staff.actor(), code).from(client);
    let (begun, tried) = (entry("session.begin"), entry("session.sign_in"));
    let open: Result<bool, StoreError> = state
        .store
        .write(async |tx| {
            let Some(row) = staff::by_id_locked(tx, staff.id).await? else {
                return Ok(false);
            };
            if !is_open(tx, &row, now).await? {
                count_failure(tx, &row, &tried, client, now).await?;
                return Ok(false);
            }
            ceremonies::begin(tx, hash, Step::SecondFactor, ceremony, now + CEREMONY).await?;
            audit::append(tx, &begun).await?;
            Ok(true)
        })
        .await;
    if open? {
        Ok(Pending { key, challenge })
    } else {
        Err(SignInError::Refused)
    }
}

async fn refuse(
    state: &State,
    found: Option<StaffRow>,
    client: IpAddr,
) -> Result<SignInError, StoreError> {
    let attempt = Attempt {
        found,
        proof: None,
        by_provider: false,
        weak: false,
        client,
        now: state.clock.now(),
    };
    match attempt.conclude(state).await {
        Err(SignInError::Store(error)) => Err(error),
        Ok(_) | Err(SignInError::Refused) => Ok(SignInError::Refused),
    }
}

/// One try, judged: what is left is to see whether the account is open and the proof is fresh, in one transaction with
/// what comes of it.
struct Attempt {
    found: Option<StaffRow>,
    /// `None`: something was wrong.
    proof: Option<Proof>,
    by_provider: bool,
    /// The password is no good any more, though it is the right one.
    weak: bool,
    client: IpAddr,
    now: OffsetDateTime,
}

impl Attempt {
    async fn conclude(self, state: &State) -> Result<SignedIn, SignInError> {
        let session = SessionKey::random();
        let hash = session.hash();
        let concluded: Result<Option<(Role, Option<u64>)>, StoreError> = state
            .store
            .write(async |tx| {
                let Some(seen) = &self.found else {
                    let entry = self.entry(Actor::Unknown, Outcome::Failed);
                    audit::append(tx, &entry).await?;
                    return Ok(None);
                };
                let Some(staff) = staff::by_id_locked(tx, seen.id).await? else {
                    return Ok(None);
                };
                // The password was compared with the row as it was before: it may have changed meanwhile.
                let open = is_open(tx, &staff, self.now).await? && staff.factors == seen.factors;
                let fits = match &self.proof {
                    Some(proof) if open => proof.use_up(tx, staff.id, self.now).await?,
                    _ => false,
                };
                if !fits {
                    let entry = self.entry(staff.actor(), Outcome::Ok);
                    count_failure(tx, &staff, &entry, self.client, self.now).await?;
                    return Ok(None);
                }
                staff::record_success(tx, staff.id, self.now).await?;
                sessions::create(tx, hash, staff.id, self.by_provider, self.now).await?;
                audit::append(tx, &self.entry(staff.actor(), Outcome::Ok)).await?;
                if self.weak {
                    staff::expire_password(tx, staff.id).await?;
                    let entry =
                        AuditEntry::new(self.now, Actor::System, "account.password_expired")
                            .about(staff.id.to_string());
                    audit::append(tx, &entry).await?;
                }
                let recovery_left = self.recovery_left(tx, &staff).await?;
                Ok(Some((staff.role, recovery_left)))
            })
            .await;
        match concluded? {
            Some((role, recovery_left)) => Ok(SignedIn {
                session,
                role,
                recovery_left,
            }),
            None => Err(SignInError::Refused),
        }
    }

    async fn recovery_left(&self, tx: &Tx, staff: &StaffRow) -> Result<Option<u64>, StoreError> {
        let Some(Proof::Recovery(_)) = self.proof else {
            return Ok(None);
        };
        let left = recovery_codes::left(tx, staff.id).await?;
        let used = AuditEntry::new(self.now, staff.actor(), "account.recovery_code_used")
            .about(format!("{left} left"))
            .from(self.client);
        audit::append(tx, &used).await?;
        Ok(Some(left))
    }

    /// A row of the trail. An unknown login is typed text: it names nobody and is not kept.
    fn entry(&self, actor: Actor, outcome: Outcome) -> AuditEntry {
        AuditEntry::new(self.now, actor, "session.sign_in")
            .from(self.client)
            .ended(outcome)
    }
}

/// What was tried has failed: it is on record, and the fifth in 15 minutes locks the account.
pub(super) async fn count_failure(
    tx: &Tx,
    staff: &StaffRow,
    tried: &AuditEntry,
    client: IpAddr,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    staff::record_failure(tx, staff.id, now).await?;
    audit::append(tx, &tried.clone().ended(Outcome::Failed)).await?;
    let failures = staff::failures_since(tx, staff.id, now - FAILURE_WINDOW).await?;
    if failures >= MOST_FAILURES && staff.locked_at.is_none() {
        staff::lock(tx, staff.id, now).await?;
        let locks = AuditEntry::new(now, Actor::System, "staff.lock")
            .about(staff.id.to_string())
            .from(client);
        audit::append(tx, &locks).await?;
    }
    Ok(())
}

/// Whether the account may be opened at all. One that was not used for too long is disabled by the asking.
async fn is_open(tx: &Tx, staff: &StaffRow, now: OffsetDateTime) -> Result<bool, StoreError> {
    if staff.disabled_at.is_none() && now - staff.used_at > UNUSED {
        disable_unused(tx, staff, now).await?;
        return Ok(false);
    }
    Ok(staff.disabled_at.is_none() && staff.locked_at.is_none())
}

/// CJIS AC-2(3).
async fn disable_unused(tx: &Tx, staff: &StaffRow, now: OffsetDateTime) -> Result<(), StoreError> {
    if staff::disable(tx, staff.id, now).await? {
        sessions::end_all(tx, staff.id, None).await?;
        let entry =
            AuditEntry::new(now, Actor::System, "staff.disable_unused").about(staff.id.to_string());
        audit::append(tx, &entry).await?;
    }
    Ok(())
}

/// Disables the accounts that nobody has used for 90 days, and forgets what is left of unfinished sign-ins and of
/// invitations that are over. Returns how many accounts.
///
/// # Errors
/// [`StoreError`].
pub async fn disable_all_unused(
    store: &crate::store::Store,
    now: OffsetDateTime,
) -> Result<usize, StoreError> {
    let unused = staff::unused_since(store.reader(), now - UNUSED).await?;
    store
        .write(async |tx| {
            for row in &unused {
                // Somebody may have come back since it was read.
                match staff::by_id_locked(tx, row.id).await? {
                    Some(row) if now - row.used_at > UNUSED => {
                        disable_unused(tx, &row, now).await?;
                    }
                    Some(_) | None => {}
                }
            }
            ceremonies::purge(tx, now).await?;
            crate::store::invitations::purge(tx, now).await
        })
        .await
        .map(|()| unused.len())
}
