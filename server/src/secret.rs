//! Random secrets and what is derived from them. Only hashes are stored.

use crate::store::Hash32;
use domain::number::{AccessCode, TrackingNumber};
use hmac::{Hmac, KeyInit, Mac};
use rand::RngCore;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The secret in a cookie: 256 random bits, written in hexadecimal.
#[derive(Clone)]
pub struct CookieSecret([u8; 32]);

impl CookieSecret {
    #[must_use]
    pub fn random() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Reads a cookie's value; anything but 64 hexadecimal digits is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    #[must_use]
    pub fn to_hex(&self) -> String {
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// What is stored instead of the secret.
    #[must_use]
    pub fn hash(&self) -> Hash32 {
        Sha256::digest(self.0).into()
    }

    /// The access code that belongs to this draft. Derived, so that the confirmation page can show it again to
    /// the browser that filed, while the database holds only its hash.
    #[must_use]
    pub fn access_code(&self) -> AccessCode {
        let mut block = 0u8;
        let mut bytes: Vec<u8> = Vec::new();
        AccessCode::from_random(|| {
            if bytes.is_empty() {
                bytes = keyed(&self.0, &[b"access code", &[block]]).to_vec();
                block = block.wrapping_add(1);
            }
            bytes.pop().unwrap_or_default()
        })
    }
}

/// The stored hash of an access code. The tracking number salts it: one table does not fit all reports.
#[must_use]
pub fn access_hash(tracking: &TrackingNumber, code: &AccessCode) -> Hash32 {
    keyed(
        tracking.compact().as_bytes(),
        &[b"access", code.compact().as_bytes()],
    )
}

/// Whether two hashes are equal, in a time that does not depend on where they differ.
#[must_use]
pub fn same(a: &Hash32, b: &Hash32) -> bool {
    use subtle::ConstantTimeEq;
    a.ct_eq(b).into()
}

/// A new tracking number.
#[must_use]
pub fn tracking_number() -> TrackingNumber {
    let mut rng = rand::rng();
    TrackingNumber::from_random(|| {
        let mut byte = [0];
        rng.fill_bytes(&mut byte);
        byte[0]
    })
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> Hash32 {
    // HMAC-SHA-256 takes a key of one block, 64 bytes; a shorter one is filled up with zeros (RFC 2104 §2).
    let mut block = [0u8; 64];
    block[..32].copy_from_slice(&Sha256::digest(key));
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_reads_back_and_gives_the_same_access_code() {
        let secret = CookieSecret::random();
        let again = CookieSecret::read(&secret.to_hex()).expect("cookie");
        assert_eq!(again.hash(), secret.hash());
        assert_eq!(
            again.access_code().compact(),
            secret.access_code().compact()
        );
        assert_ne!(
            CookieSecret::random().access_code().compact(),
            secret.access_code().compact()
        );
    }

    #[test]
    fn a_mangled_cookie_is_none() {
        for mangled in ["", "zz", &"g".repeat(64), &"é".repeat(32)] {
            assert!(CookieSecret::read(mangled).is_none());
        }
    }
}
