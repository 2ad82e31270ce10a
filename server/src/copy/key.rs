//! The key that signs the copies: Ed25519 (RFC 8032), made from a seed of 32 bytes.

use crate::secret;
use crate::store::Uuid;
use crate::store::copies::IssuedCopy;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::number::CopyCode;
use domain::statement::Statement;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

/// What stands before the 32 bytes of an Ed25519 key in a public key's file (RFC 8410 §4): sequence, algorithm
/// 1.3.101.112, bit string.
const SPKI: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// Made once at the start.
pub struct CopyKey {
    pair: Ed25519KeyPair,
    seed: [u8; 32],
}

impl CopyKey {
    /// `None` for a seed that is no key; RFC 8032 knows none.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).ok()?;
        Some(Self { pair, seed })
    }

    /// The same statement has the same signature.
    #[must_use]
    pub fn sign(&self, statement: &Statement) -> IssuedCopy {
        let statement = statement.to_string();
        let signature = self.pair.sign(statement.as_bytes()).as_ref().to_vec();
        IssuedCopy {
            statement,
            signature,
        }
    }

    /// The statement, if this key signed it.
    #[must_use]
    pub fn signed(&self, statement: &str, signature: &[u8]) -> Option<Statement> {
        let public = UnparsedPublicKey::new(&ED25519, self.pair.public_key());
        public.verify(statement.as_bytes(), signature).ok()?;
        statement.parse().ok()
    }

    /// The code on every copy of a report.
    #[must_use]
    pub fn code(&self, report: Uuid) -> CopyCode {
        secret::copy_code(&self.seed, report)
    }

    /// The public key, as programs read it.
    #[must_use]
    pub fn public_pem(&self) -> String {
        let der = [&SPKI, self.pair.public_key().as_ref()].concat();
        format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            STANDARD.encode(der)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn statement() -> Statement {
        let case = "WP26-000123".parse().expect("a case number");
        Statement::new("CT0015800", case, date!(2026 - 11 - 20), [7; 32]).expect("a statement")
    }

    #[test]
    fn only_the_key_that_signed_a_statement_says_that_it_did() {
        let key = CopyKey::new([1; 32]).expect("a key");
        let other = CopyKey::new([2; 32]).expect("a key");
        let copy = key.sign(&statement());
        assert_eq!(copy, key.sign(&statement()), "the same each time");
        let read = |key: &CopyKey, text: &str| key.signed(text, &copy.signature);
        assert_eq!(read(&key, &copy.statement), Some(statement()));
        assert_eq!(read(&other, &copy.statement), None);
        assert_eq!(read(&key, &copy.statement.replace("123", "124")), None);
        assert_eq!(key.signed(&copy.statement, &copy.signature[1..]), None);
    }

    #[test]
    fn a_seed_gives_the_key_that_rfc_8032_says() {
        // §7.1, test 1.
        let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        let bytes: Vec<u8> = (0..32)
            .filter_map(|at| u8::from_str_radix(seed.get(at * 2..at * 2 + 2)?, 16).ok())
            .collect();
        let key = CopyKey::new(bytes.try_into().expect("32 bytes")).expect("a key");
        assert_eq!(
            crate::evidence::entry::hex(key.pair.public_key().as_ref()),
            public
        );
    }
}
