//! Creating an account with its password, from the command line: the first administrator's, and those of tests and
//! demonstrations. All others are made at the desk (`manage_staff`).

use super::manage_staff::login;
use super::password::{GoodPassword, PasswordError};
use super::second_factor::{totp, totp_secret};
use crate::authenticator::{SecretSeal, Shut};
use crate::store::audit::{self, AuditEntry};
use crate::store::staff::{self, Factors, NewStaff};
use crate::store::{Actor, Store, StoreError, Uuid};
use domain::access::Role;
use time::OffsetDateTime;

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub enum AddStaffError {
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error("the login needs 2 to 80 letters, digits, dots, hyphens, underscores or at signs")]
    Login,
    #[error("there is an account with this login already")]
    Taken,
    #[error("the password cannot be hashed")]
    Hash,
    #[error(transparent)]
    Secret(#[from] Shut),
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AddStaffError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Taken,
            other => Self::Store(other),
        }
    }
}

/// A new account's figures.
pub struct Account {
    pub login: String,
    pub name: String,
    pub badge: String,
    pub role: Role,
    pub password: String,
}

/// Creates the account and gives the secret of its one-time codes.
///
/// # Errors
/// [`AddStaffError`].
pub async fn add_staff(
    store: &Store,
    seal: &SecretSeal,
    account: Account,
    now: OffsetDateTime,
) -> Result<Vec<u8>, AddStaffError> {
    let login = login(&account.login).ok_or(AddStaffError::Login)?;
    let password = GoodPassword::choose(&account.password, &[&login, &account.name])?;
    let secret = totp_secret();
    let id = Uuid::now_v7();
    let staff = NewStaff {
        id,
        login,
        name: account.name,
        badge: account.badge,
        role: account.role,
        email: None,
        factors: Some(Factors {
            password_hash: password.hash().map_err(|_| AddStaffError::Hash)?,
            totp_secret: seal.seal(id, &secret)?,
        }),
    };
    let entry = AuditEntry::new(now, Actor::System, "staff.add").about(id.to_string());
    store
        .write(async |tx| {
            staff::add(tx, staff, now).await?;
            audit::append(tx, &entry).await
        })
        .await?;
    Ok(secret)
}

/// The code of this moment, for a demonstration.
#[must_use]
pub fn current_code(secret: &[u8], now: OffsetDateTime) -> Option<String> {
    let seconds = u64::try_from(now.unix_timestamp()).ok()?;
    Some(totp(secret)?.generate(seconds).to_string())
}
