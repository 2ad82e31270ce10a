//! The second factor: a code of the authenticator, a recovery code, or a passkey. What was given is judged first and
//! used up in the transaction of what it opens, so that nothing opens twice.

use crate::authenticator::SecretSeal;
use crate::secret::RecoveryCode;
use crate::store::passkeys::PasskeyRow;
use crate::store::staff::StaffRow;
use crate::store::{Hash32, StoreError, Tx, Uuid, passkeys, recovery_codes, staff};
use time::OffsetDateTime;
use totp_rs::{Builder, Secret, Totp};

/// Recovery codes that an account gets at once.
pub const RECOVERY_CODES: usize = 10;

/// What proves a second factor, if it was not used before.
pub enum Proof {
    /// The time step of a right code.
    Totp(i64),
    /// The hash of what reads as a recovery code.
    Recovery(Hash32),
    /// A passkey has signed our challenge; what is to be kept of it from now on.
    Passkey {
        row: Box<PasskeyRow>,
        now_is: serde_json::Value,
    },
    /// The town's sign-in asks for it.
    Provider,
}

impl Proof {
    /// What a code that was typed proves.
    #[must_use]
    pub fn of_code(
        seal: &SecretSeal,
        staff: &StaffRow,
        typed: &str,
        now: OffsetDateTime,
    ) -> Option<Self> {
        if let Some(code) = RecoveryCode::read(typed) {
            return Some(Self::Recovery(code.hash(staff.id)));
        }
        let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let kept = &staff.factors.as_ref()?.totp_secret;
        let secret = match seal.open(staff.id, kept) {
            Ok(secret) => secret,
            Err(error) => {
                tracing::error!(code = "secret_shut", staff = %staff.id, %error, "sign-in");
                return None;
            }
        };
        let step = totp(&secret)?.check(&code, u64::try_from(now.unix_timestamp()).ok()?)?;
        i64::try_from(step).ok().map(Self::Totp)
    }

    /// Uses it up. `false`: it was used before, or is none of this account.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn use_up(
        &self,
        tx: &Tx,
        staff: Uuid,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        match self {
            Self::Totp(step) => staff::use_totp_step(tx, staff, *step).await,
            Self::Recovery(hash) => recovery_codes::use_up(tx, staff, *hash).await,
            Self::Passkey { row, now_is } => passkeys::used(tx, row, now_is, now).await,
            Self::Provider => Ok(true),
        }
    }
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

/// A secret for an authenticator, 160 bits (RFC 4226 §4).
#[must_use]
pub fn totp_secret() -> Vec<u8> {
    use rand::RngCore;
    let mut secret = vec![0; 20];
    rand::rng().fill_bytes(&mut secret);
    secret
}

/// What an authenticator reads from the square code.
#[must_use]
pub fn authenticator_link(login: &str, secret: &[u8]) -> String {
    let secret = Secret::from(secret.to_vec()).to_base32();
    format!("otpauth://totp/Westport:{login}?secret={secret}&issuer=Westport")
}

/// New recovery codes; the account's earlier ones are no good any more.
///
/// # Errors
/// [`StoreError`].
pub async fn make_recovery_codes(tx: &Tx, staff: Uuid) -> Result<Vec<RecoveryCode>, StoreError> {
    let codes: Vec<RecoveryCode> = std::iter::repeat_with(RecoveryCode::random)
        .take(RECOVERY_CODES)
        .collect();
    let hashes: Vec<Hash32> = codes.iter().map(|code| code.hash(staff)).collect();
    recovery_codes::replace(tx, staff, &hashes).await?;
    Ok(codes)
}
