//! Looking after accounts: made, invited, released, disabled, enabled, given another role. Each is one transaction with
//! its audit row, and ends the account's sessions where it takes something away.

use super::second_factor::totp_secret;
use crate::authenticator::{SecretSeal, Shut};
use crate::secret::{CookieValue, InvitationKey};
use crate::store::audit::{self, AuditEntry};
use crate::store::staff::{self, NewStaff, StaffRow};
use crate::store::{
    Actor, Store, StoreError, Tx, Uuid, invitations, passkeys, recovery_codes, sessions,
};
use domain::access::Role;
use domain::field::Choice;
use std::net::IpAddr;
use time::{Duration, OffsetDateTime};

/// CJIS AC-2(2): what is temporary is gone after 72 hours.
pub const INVITATION: Duration = Duration::hours(72);

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ManageError {
    #[error("the login needs 2 to 80 letters, digits, dots, hyphens, underscores or at signs")]
    Login,
    #[error("there is an account with this login already")]
    Taken,
    #[error("there is no such account")]
    Missing,
    #[error("this is your own account: another administrator has to do it")]
    Yourself,
    #[error("nobody would be left to look after the accounts")]
    LastAdministrator,
    #[error(transparent)]
    Secret(#[from] Shut),
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for ManageError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Taken,
            StoreError::Missing => Self::Missing,
            other => Self::Store(other),
        }
    }
}

/// Who does it.
#[derive(Clone, Copy)]
pub enum By<'a> {
    Desk(&'a StaffRow, IpAddr),
    /// Whoever has the machine: not held to what keeps administrators from locking themselves out.
    CommandLine,
}

impl By<'_> {
    fn entry(self, now: OffsetDateTime, code: &'static str, about: String) -> AuditEntry {
        match self {
            Self::Desk(staff, client) => AuditEntry::new(now, staff.actor(), code).from(client),
            Self::CommandLine => AuditEntry::new(now, Actor::System, code),
        }
        .about(about)
    }

    /// Nobody takes away what the desk is looked after with: not their own, and not the last one's.
    async fn may_take_from(self, tx: &Tx, staff: &StaffRow) -> Result<(), ManageError> {
        let Self::Desk(by, _) = self else {
            return Ok(());
        };
        if by.id == staff.id {
            return Err(ManageError::Yourself);
        }
        if staff.role == Role::Administrator && !staff::another_administrator(tx, staff.id).await? {
            return Err(ManageError::LastAdministrator);
        }
        Ok(())
    }
}

/// What is known of somebody who is to have an account.
pub struct NewAccount {
    pub login: String,
    pub name: String,
    pub badge: String,
    pub role: Role,
    pub email: Option<String>,
}

/// A login as it is stored.
#[must_use]
pub fn login(typed: &str) -> Option<String> {
    let login = typed.trim().to_lowercase();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    ((2..=80).contains(&login.len()) && login.chars().all(plain)).then_some(login)
}

/// The address that an invitation's key opens. In a query: paths are logged, queries are not.
#[must_use]
pub fn link(public_url: &str, key: &InvitationKey) -> String {
    format!("{public_url}/staff/sign-up?k={}", key.write())
}

/// Makes an account and its invitation.
///
/// # Errors
/// [`ManageError`].
pub async fn create(
    store: &Store,
    seal: &SecretSeal,
    by: By<'_>,
    account: NewAccount,
    now: OffsetDateTime,
) -> Result<(Uuid, InvitationKey), ManageError> {
    let id = Uuid::now_v7();
    let new = NewStaff {
        id,
        login: login(&account.login).ok_or(ManageError::Login)?,
        name: account.name,
        badge: account.badge,
        role: account.role,
        email: account.email,
        factors: None,
    };
    let key = InvitationKey::random();
    let secret = seal.seal(id, &totp_secret())?;
    let entry = by.entry(now, "staff.add", format!("{id} {}", new.role.code()));
    store
        .write(async |tx| {
            staff::add(tx, new, now).await?;
            invitations::replace(tx, key.hash(), id, secret, now + INVITATION).await?;
            audit::append(tx, &entry).await
        })
        .await
        .map_err(|error: StoreError| ManageError::from(error))?;
    Ok((id, key))
}

/// Invites anew: whatever opened the account before opens it no more.
///
/// # Errors
/// [`ManageError`].
pub async fn invite(
    store: &Store,
    seal: &SecretSeal,
    by: By<'_>,
    id: Uuid,
    now: OffsetDateTime,
) -> Result<InvitationKey, ManageError> {
    let key = InvitationKey::random();
    let secret = seal.seal(id, &totp_secret())?;
    let entry = by.entry(now, "staff.invite", id.to_string());
    store
        .write(async |tx| {
            let staff = found(tx, id).await?;
            if staff.factors.is_some() {
                by.may_take_from(tx, &staff).await?;
            }
            staff::forget_factors(tx, id).await?;
            staff::release(tx, id).await?;
            recovery_codes::replace(tx, id, &[]).await?;
            passkeys::remove_all(tx, id).await?;
            sessions::end_all(tx, id, None).await?;
            invitations::replace(tx, key.hash(), id, secret, now + INVITATION).await?;
            Ok::<_, ManageError>(audit::append(tx, &entry).await?)
        })
        .await?;
    Ok(key)
}

/// Lets an account in again that five failed sign-ins have locked.
///
/// # Errors
/// [`ManageError`].
pub async fn release(
    store: &Store,
    by: By<'_>,
    id: Uuid,
    now: OffsetDateTime,
) -> Result<(), ManageError> {
    let entry = by.entry(now, "staff.release", id.to_string());
    store
        .write(async |tx| {
            found(tx, id).await?;
            staff::release(tx, id).await?;
            Ok(audit::append(tx, &entry).await?)
        })
        .await
}

/// Keeps somebody out, at once and until they are let in again.
///
/// # Errors
/// [`ManageError`].
pub async fn disable(
    store: &Store,
    by: By<'_>,
    id: Uuid,
    now: OffsetDateTime,
) -> Result<(), ManageError> {
    let entry = by.entry(now, "staff.disable", id.to_string());
    store
        .write(async |tx| {
            let staff = found(tx, id).await?;
            by.may_take_from(tx, &staff).await?;
            staff::disable(tx, id, now).await?;
            sessions::end_all(tx, id, None).await?;
            invitations::withdraw(tx, id).await?;
            Ok(audit::append(tx, &entry).await?)
        })
        .await
}

/// Lets somebody in again.
///
/// # Errors
/// [`ManageError`].
pub async fn enable(
    store: &Store,
    by: By<'_>,
    id: Uuid,
    now: OffsetDateTime,
) -> Result<(), ManageError> {
    let entry = by.entry(now, "staff.enable", id.to_string());
    store
        .write(async |tx| {
            found(tx, id).await?;
            staff::enable(tx, id, now).await?;
            Ok(audit::append(tx, &entry).await?)
        })
        .await
}

/// Gives somebody another role; they sign in anew.
///
/// # Errors
/// [`ManageError`].
pub async fn change_role(
    store: &Store,
    by: By<'_>,
    id: Uuid,
    role: Role,
    now: OffsetDateTime,
) -> Result<(), ManageError> {
    store
        .write(async |tx| {
            let staff = found(tx, id).await?;
            by.may_take_from(tx, &staff).await?;
            let entry = by.entry(
                now,
                "staff.change_role",
                format!("{id} {} to {}", staff.role.code(), role.code()),
            );
            staff::set_role(tx, id, role).await?;
            sessions::end_all(tx, id, None).await?;
            Ok(audit::append(tx, &entry).await?)
        })
        .await
}

async fn found(tx: &Tx, id: Uuid) -> Result<StaffRow, ManageError> {
    let staff = staff::by_id(tx, id).await?;
    staff.ok_or(ManageError::Missing)
}
