//! What shows the records system that a POST is ours: HMAC-SHA-256 (RFC 2104) over the time and the body, under a key
//! that both sides have. Described for the other side in `docs/rms.md`, with an example that a test checks.

use crate::evidence::entry::hex;
use crate::secret::mac;
use std::fmt;
use time::OffsetDateTime;

/// When it was signed: whole seconds since 1970 UTC.
pub const TIMESTAMP: &str = "X-Timestamp";
/// `v1=` and 64 hexadecimal digits.
pub const SIGNATURE: &str = "X-Signature";

/// The key that both sides have.
#[derive(Clone)]
pub struct Signer([u8; 32]);

/// The two headers of one POST.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub timestamp: String,
    pub signature: String,
}

impl Signer {
    #[must_use]
    pub const fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// Signs a body as of now: a receiver takes nothing that is older than a few minutes, so that what somebody has
    /// recorded cannot be sent again.
    #[must_use]
    pub fn sign(&self, at: OffsetDateTime, body: &[u8]) -> Signed {
        let timestamp = at.unix_timestamp().to_string();
        // The dot cannot be in a timestamp: no other time and body give the same text.
        let digest = mac(&self.0, &[timestamp.as_bytes(), b".", body]);
        Signed {
            timestamp,
            signature: format!("v1={}", hex(&digest)),
        }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231 has no key of 32 bytes; a shorter one is filled up with zeros (RFC 2104 §2), so its second test case
    /// is one of ours.
    #[test]
    fn it_is_the_hmac_of_the_standard() {
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        assert_eq!(
            hex(&mac(&key, &[b"what do ya want ", b"for nothing?"])),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn another_time_body_or_key_gives_another_signature_and_no_key_is_printed() {
        let at = OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(12);
        let signer = Signer::new([7; 32]);
        let signed = signer.sign(at, b"body");
        assert_eq!(signed, signer.sign(at, b"body"));
        assert_ne!(signed, signer.sign(at, b"Body"));
        assert_ne!(
            signed.signature,
            signer.sign(at + time::Duration::SECOND, b"body").signature
        );
        assert_ne!(signed, Signer::new([8; 32]).sign(at, b"body"));
        assert_eq!(format!("{signer:?}"), "Signer(…)");
    }
}
