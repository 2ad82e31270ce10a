//! Creating an account, from the command line.

use super::sign_in::{hash_password, totp};
use crate::store::audit::{self, AuditEntry};
use crate::store::staff::{self, NewStaff};
use crate::store::{Actor, Store, StoreError, Uuid};
use domain::access::Role;
use rand::RngCore;
use time::OffsetDateTime;

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub enum AddStaffError {
    #[error("the password needs 8 to 128 characters")]
    Password,
    #[error("the login needs 2 to 40 letters, digits, dots or hyphens")]
    Login,
    #[error("there is an account with this login already")]
    Taken,
    #[error("the password cannot be hashed")]
    Hash,
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

/// Creates the account and gives the secret of its one-time codes, 160 bits (RFC 4226 §4).
///
/// # Errors
/// [`AddStaffError`].
pub async fn add_staff(
    store: &Store,
    account: Account,
    now: OffsetDateTime,
) -> Result<Vec<u8>, AddStaffError> {
    let characters = account.password.chars().count();
    if !(8..=128).contains(&characters) {
        return Err(AddStaffError::Password);
    }
    let login = account.login.trim().to_lowercase();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if !(2..=40).contains(&login.len()) || !login.chars().all(plain) {
        return Err(AddStaffError::Login);
    }
    let mut secret = vec![0; 20];
    rand::rng().fill_bytes(&mut secret);
    let id = Uuid::now_v7();
    let staff = NewStaff {
        id,
        login,
        name: account.name,
        badge: account.badge,
        role: account.role,
        password_hash: hash_password(&account.password).map_err(|_| AddStaffError::Hash)?,
        totp_secret: secret.clone(),
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
