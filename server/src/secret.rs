//! Random secrets and what is derived from them. Only hashes are stored.

use crate::store::{Hash32, Uuid};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::number::{AccessCode, CopyCode, ResumeCode, TrackingNumber};
use hmac::{Hmac, KeyInit, Mac};
use rand::RngCore;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write as _};
use std::marker::PhantomData;

/// What a cookie holds.
pub trait CookieValue: Sized {
    /// Reads a cookie; anything but a value that we have written is none.
    fn read(text: &str) -> Option<Self>;
    fn write(&self) -> String;
}

/// The key of a draft, in the resident's cookie: the code with which the filer can come back to it on any device.
#[derive(Clone)]
pub struct DraftKey(ResumeCode);

impl DraftKey {
    #[must_use]
    pub fn random() -> Self {
        Self(ResumeCode::from_random(random_byte))
    }

    /// The code, as the filer writes it down.
    #[must_use]
    pub fn code(&self) -> &ResumeCode {
        &self.0
    }

    /// What is stored instead of the key.
    #[must_use]
    pub fn hash(&self) -> Hash32 {
        keyed(self.bytes(), &[b"draft"])
    }

    /// The access code that belongs to this draft. Derived, so that the confirmation page can show it again to
    /// the browser that filed, while the database holds only its hash.
    #[must_use]
    pub fn access_code(&self) -> AccessCode {
        AccessCode::from_random(derived(self.bytes(), vec![&b"access code"[..]]))
    }

    fn bytes(&self) -> &[u8] {
        self.0.compact().as_bytes()
    }
}

impl From<ResumeCode> for DraftKey {
    fn from(code: ResumeCode) -> Self {
        Self(code)
    }
}

impl CookieValue for DraftKey {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    fn write(&self) -> String {
        self.0.compact().to_owned()
    }
}

/// 256 random bits that are good for one thing, written in hexadecimal; only their hash is stored.
#[derive(Clone)]
pub struct Key<For>([u8; 32], PhantomData<For>);

/// Opens a session of the staff.
pub type SessionKey = Key<Session>;
/// Opens an account once, for whom it was made.
pub type InvitationKey = Key<Invitation>;
/// Names what one step of signing in has left to the next.
pub type CeremonyKey = Key<Ceremony>;
/// The secret part of an [`ApiKey`].
type MachineKey = Key<Machine>;

/// What a [`Key`] is for.
pub enum Session {}
/// See [`Session`].
pub enum Invitation {}
/// See [`Session`].
pub enum Ceremony {}
/// See [`Session`].
#[derive(Clone)]
enum Machine {}

impl<For> CookieValue for Key<For> {
    fn read(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
        }
        Some(Self(bytes, PhantomData))
    }

    fn write(&self) -> String {
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

impl<For> Key<For> {
    #[must_use]
    pub fn random() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes, PhantomData)
    }

    /// What is stored instead of the secret.
    #[must_use]
    pub fn hash(&self) -> Hash32 {
        Sha256::digest(self.0).into()
    }
}

impl Key<Session> {
    /// A text that only this session can open, in letters that an address takes: AES-256-GCM, the nonce before it.
    #[must_use]
    pub fn seal(&self, text: &str) -> Option<String> {
        let mut nonce = [0; NONCE_LEN];
        rand::rng().fill_bytes(&mut nonce);
        let mut sealed = text.as_bytes().to_vec();
        let unique = Nonce::assume_unique_for_key(nonce);
        self.sealing_key()?
            .seal_in_place_append_tag(unique, Aad::empty(), &mut sealed)
            .ok()?;
        Some(URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// The inverse of [`Self::seal`]; another session's text is none.
    #[must_use]
    pub fn open(&self, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let text = self
            .sealing_key()?
            .open_in_place(nonce, Aad::empty(), &mut sealed)
            .ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    /// Derived: the stored hash of the session opens nothing.
    fn sealing_key(&self) -> Option<LessSafeKey> {
        let key = keyed(&self.0, &[b"sealed text"]);
        UnboundKey::new(&AES_256_GCM, &key)
            .ok()
            .map(LessSafeKey::new)
    }
}

/// A code that signs in once in place of the authenticator: 94 random bits, typed like a resume code.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(ResumeCode);

impl RecoveryCode {
    #[must_use]
    pub fn random() -> Self {
        Self(ResumeCode::from_random(random_byte))
    }

    /// What was typed, if it reads as such a code.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// What is stored instead of the code. No slow hash: 94 bits cannot be tried through.
    #[must_use]
    pub fn hash(&self, staff: Uuid) -> Hash32 {
        keyed(
            staff.as_bytes(),
            &[b"recovery", self.0.compact().as_bytes()],
        )
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The code on every copy of a report. Derived, so that it is the same on each; without the key nobody can make one.
#[must_use]
pub fn copy_code(key: &[u8; 32], report: Uuid) -> CopyCode {
    CopyCode::from_bytes(derived(key, vec![&b"copy code"[..], report.as_bytes()]))
}

/// What is stored instead of the code on a copy. No salt: 94 bits cannot be tried through.
#[must_use]
pub fn copy_code_hash(code: &CopyCode) -> Hash32 {
    keyed(code.compact().as_bytes(), &[b"copy"])
}

/// The stored hash of an access code. The tracking number salts it: one table does not fit all reports.
#[must_use]
pub fn access_hash(tracking: &TrackingNumber, code: &AccessCode) -> Hash32 {
    keyed(
        tracking.compact().as_bytes(),
        &[b"access", code.compact().as_bytes()],
    )
}

/// The key of another system, as it is sent with every request: `rms_`, the id under which it is kept, and 256 random
/// bits. The beginning lets a scanner of secrets know one that has strayed.
#[derive(Clone)]
pub struct ApiKey {
    pub id: Uuid,
    secret: MachineKey,
}

const API_KEY: &str = "rms_";

impl ApiKey {
    #[must_use]
    pub fn random() -> Self {
        Self {
            id: Uuid::now_v7(),
            secret: MachineKey::random(),
        }
    }

    /// Reads a key that was sent; anything but a key that we have written is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix(API_KEY)?.split_once('_')?;
        Some(Self {
            id: Uuid::try_parse(id).ok()?,
            secret: MachineKey::read(secret)?,
        })
    }

    #[must_use]
    pub fn write(&self) -> String {
        format!("{API_KEY}{}_{}", self.id.simple(), self.secret.write())
    }

    /// What is stored instead of the secret. No salt: 256 bits cannot be tried through.
    #[must_use]
    pub fn hash(&self) -> Hash32 {
        keyed(&self.secret.0, &[b"api key", self.id.as_bytes()])
    }
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
    TrackingNumber::from_random(random_byte)
}

fn random_byte() -> u8 {
    let mut byte = [0];
    rand::rng().fill_bytes(&mut byte);
    byte[0]
}

/// As many bytes as are asked for.
fn derived<'a>(key: &'a [u8], parts: Vec<&'a [u8]>) -> impl FnMut() -> u8 + 'a {
    let mut block = 0u8;
    let mut bytes: Vec<u8> = Vec::new();
    move || {
        if bytes.is_empty() {
            let counter = [block];
            let parts: Vec<&[u8]> = parts.iter().copied().chain([&counter[..]]).collect();
            bytes = keyed(key, &parts).to_vec();
            block = block.wrapping_add(1);
        }
        bytes.pop().unwrap_or_default()
    }
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> Hash32 {
    mac(&Sha256::digest(key).into(), parts)
}

/// HMAC-SHA-256 of the parts, one behind the other.
#[must_use]
pub fn mac(key: &[u8; 32], parts: &[&[u8]]) -> Hash32 {
    // It takes a key of one block, 64 bytes; a shorter one is filled up with zeros (RFC 2104 §2).
    let mut block = [0u8; 64];
    block[..32].copy_from_slice(key);
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
    fn a_draft_key_reads_back_and_gives_the_same_access_code() {
        let key = DraftKey::random();
        let again = DraftKey::read(&key.write()).expect("cookie");
        assert_eq!(again.hash(), key.hash());
        assert_eq!(again.access_code().compact(), key.access_code().compact());
        assert_ne!(
            DraftKey::random().access_code().compact(),
            key.access_code().compact()
        );
    }

    #[test]
    fn a_report_has_one_copy_code_under_one_key() {
        let (report, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let code = copy_code(&[7; 32], report);
        assert!(code == copy_code(&[7; 32], report));
        assert!(code != copy_code(&[7; 32], other));
        assert!(code != copy_code(&[8; 32], report));
        assert!(code.to_string().parse() == Ok(code));
    }

    #[test]
    fn a_session_key_reads_back() {
        let key = SessionKey::random();
        let again = SessionKey::read(&key.write()).expect("cookie");
        assert_eq!(again.hash(), key.hash());
    }

    #[test]
    fn an_api_key_reads_back_and_a_mangled_one_is_none() {
        let key = ApiKey::random();
        let text = key.write();
        let again = ApiKey::read(&text).expect("a key");
        assert!(again.id == key.id && again.hash() == key.hash());
        assert_ne!(ApiKey::random().hash(), key.hash());
        for mangled in ["", "rms_", &text[4..], &text[..text.len() - 1], "rms_x_y"] {
            assert!(ApiKey::read(mangled).is_none(), "{mangled}");
        }
    }

    #[test]
    fn what_a_session_seals_only_that_session_opens() {
        let key = SessionKey::random();
        let sealed = key.seal("Ana López").expect("sealed");
        assert!(
            sealed
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        );
        assert_eq!(key.open(&sealed).as_deref(), Some("Ana López"));
        assert_ne!(
            key.seal("Ana López"),
            Some(sealed.clone()),
            "another nonce each time"
        );
        assert_eq!(SessionKey::random().open(&sealed), None);
        for mangled in ["", "A", &sealed[..sealed.len() - 2], "é"] {
            assert_eq!(key.open(mangled), None, "{mangled}");
        }
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed_and_only_to_its_account() {
        let code = RecoveryCode::random();
        let typed = RecoveryCode::read(&code.to_string().to_lowercase().replace('-', " "));
        let (ada, bob) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(typed.expect("a code").hash(ada), code.hash(ada));
        assert_ne!(code.hash(ada), code.hash(bob));
        assert!(RecoveryCode::read("123456").is_none());
    }

    #[test]
    fn a_mangled_cookie_is_none() {
        for mangled in ["", "zz", &"g".repeat(64), &"é".repeat(32), &"2".repeat(19)] {
            assert!(SessionKey::read(mangled).is_none());
            assert!(DraftKey::read(mangled).is_none());
        }
    }
}
