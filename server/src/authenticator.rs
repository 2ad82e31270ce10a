//! How the secrets of authenticators are kept: sealed with AES-256-GCM under a key that is not in the database, bound to
//! the account that they belong to. Who reads the database learns no code from it, and a secret that is copied to
//! another account opens nothing there.
//!
//! A version before kept them as they are. Both forms are read; the start seals what is still plain
//! (`usecase::seal_secrets`).

use crate::evidence::seal::{open, raw_key, seal};
use ring::aead::LessSafeKey;
use std::fmt;
use uuid::Uuid;

/// What a sealed secret begins with. A plain one is 20 random bytes: one in 2⁶⁴ begins so.
const SEALED: &[u8; 8] = b"sealed/1";

/// It does not open: another key, another account's, or not what was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the secret of an authenticator does not open: the key is another one, or the secret another account's"
)]
pub struct Shut;

/// A secret as the database has it. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptSecret(Vec<u8>);

impl fmt::Debug for KeptSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeptSecret")
    }
}

impl KeptSecret {
    /// As it was read.
    #[must_use]
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// As it is written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Whether it is not as it is.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.0.starts_with(SEALED)
    }
}

/// The key that seals the secrets.
pub struct SecretSeal(LessSafeKey);

impl SecretSeal {
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Option<Self> {
        raw_key(key).map(Self)
    }

    /// Seals a secret for this account.
    ///
    /// # Errors
    /// [`Shut`] is not to be expected here: the cipher takes every key and text of this size.
    pub fn seal(&self, staff: Uuid, secret: &[u8]) -> Result<KeptSecret, Shut> {
        let sealed = seal(&self.0, &bound_to(staff), secret).map_err(|_| Shut)?;
        Ok(KeptSecret([SEALED.as_slice(), &sealed].concat()))
    }

    /// The secret of this account.
    ///
    /// # Errors
    /// [`Shut`].
    pub fn open(&self, staff: Uuid, kept: &KeptSecret) -> Result<Vec<u8>, Shut> {
        match kept.0.strip_prefix(SEALED) {
            Some(sealed) => open(&self.0, &bound_to(staff), sealed.to_vec()).map_err(|_| Shut),
            None => Ok(kept.0.clone()),
        }
    }
}

fn bound_to(staff: Uuid) -> Vec<u8> {
    [b"authenticator/1 ", staff.as_bytes().as_slice()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8; 20] = b"twenty bytes of it..";

    fn key(byte: u8) -> SecretSeal {
        SecretSeal::new(&[byte; 32]).expect("a key")
    }

    #[test]
    fn a_secret_opens_for_its_own_account_under_its_own_key_alone() {
        let (own, other) = (Uuid::now_v7(), Uuid::now_v7());
        let kept = key(1).seal(own, SECRET).expect("sealed");
        assert!(kept.is_sealed());
        assert_eq!(key(1).open(own, &kept), Ok(SECRET.to_vec()));
        assert_eq!(key(1).open(other, &kept), Err(Shut), "another account");
        assert_eq!(key(2).open(own, &kept), Err(Shut), "another key");
        let mut bytes = kept.into_bytes();
        assert!(memchr::memmem::find(&bytes, SECRET).is_none());
        for at in SEALED.len()..bytes.len() {
            bytes[at] ^= 1;
            let changed = KeptSecret::new(bytes.clone());
            assert_eq!(key(1).open(own, &changed), Err(Shut), "byte {at}");
            bytes[at] ^= 1;
        }
        let cut = KeptSecret::new(SEALED.to_vec());
        assert_eq!(key(1).open(own, &cut), Err(Shut));
    }

    #[test]
    fn the_same_secret_is_never_sealed_to_the_same_bytes() {
        let own = Uuid::now_v7();
        assert!(key(1).seal(own, SECRET) != key(1).seal(own, SECRET));
    }

    #[test]
    fn a_plain_secret_of_a_version_before_is_read() {
        let kept = KeptSecret::new(SECRET.to_vec());
        assert!(!kept.is_sealed());
        assert_eq!(key(1).open(Uuid::now_v7(), &kept), Ok(SECRET.to_vec()));
    }
}
