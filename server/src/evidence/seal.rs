//! Sealing files: AES-256-GCM, chunk by chunk.
//!
//! Every file has a random key of its own, which is stored wrapped by the master key. A chunk is sealed with a
//! random nonce and with associated data that say which file it belongs to, its place, and whether it is the last
//! one. So a chunk that was changed, swapped, repeated, left out, cut off at the end or taken from another file
//! does not open. (The construction is STREAM; its nonces count, ours are random, because a chunk whose upload
//! broke off is sealed a second time, and a nonce must never be used for two texts. 2⁻⁹⁶ a pair is rare enough
//! for the few hundred chunks of one key.)

use rand::RngCore;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use uuid::Uuid;

/// Bytes that sealing adds: the nonce before and the tag behind.
pub const OVERHEAD: usize = NONCE_LEN + 16;
/// A wrapped key, in bytes.
pub const WRAPPED: usize = 32 + OVERHEAD;

/// It does not open: another key, or not the bytes that were sealed there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed file does not open: the key is another one, or the file was changed")]
pub struct Broken;

/// Which of a file's two streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Original,
    Preview,
}

impl Part {
    /// As it is stored, and in the associated data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Preview => "preview",
        }
    }
}

/// Where a chunk belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub file: Uuid,
    pub part: Part,
    /// From 0.
    pub index: u32,
    pub last: bool,
}

impl Place {
    fn associated(self) -> Vec<u8> {
        let mut data = b"evidence/1 ".to_vec();
        data.extend(self.file.as_bytes());
        data.extend(self.index.to_be_bytes());
        data.push(u8::from(self.last));
        data.extend(self.part.code().as_bytes());
        data
    }
}

/// The key that wraps the keys of files.
pub struct MasterKey(LessSafeKey);

/// The key of one file.
pub struct FileKey(LessSafeKey);

impl MasterKey {
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Option<Self> {
        raw_key(bytes).map(Self)
    }

    /// A random key for a file: the key, and what is stored of it.
    ///
    /// # Errors
    /// [`Broken`] is not to be expected here: the cipher takes every key and text of this size.
    pub fn new_file_key(&self, file: Uuid) -> Result<(FileKey, Vec<u8>), Broken> {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        let wrapped = seal(&self.0, &wrapping(file), &bytes)?;
        Ok((FileKey(raw_key(&bytes).ok_or(Broken)?), wrapped))
    }

    /// # Errors
    /// [`Broken`] under another master key, or for another file.
    pub fn unwrap_file_key(&self, file: Uuid, wrapped: &[u8]) -> Result<FileKey, Broken> {
        let bytes = open(&self.0, &wrapping(file), wrapped.to_vec())?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| Broken)?;
        Ok(FileKey(raw_key(&bytes).ok_or(Broken)?))
    }
}

impl FileKey {
    /// # Errors
    /// As [`MasterKey::new_file_key`].
    pub fn seal(&self, place: Place, plain: &[u8]) -> Result<Vec<u8>, Broken> {
        seal(&self.0, &place.associated(), plain)
    }

    /// # Errors
    /// [`Broken`] unless these bytes were sealed for this place.
    pub fn open(&self, place: Place, sealed: Vec<u8>) -> Result<Vec<u8>, Broken> {
        open(&self.0, &place.associated(), sealed)
    }
}

/// A key of AES-256-GCM.
pub(crate) fn raw_key(bytes: &[u8; 32]) -> Option<LessSafeKey> {
    UnboundKey::new(&AES_256_GCM, bytes)
        .ok()
        .map(LessSafeKey::new)
}

fn wrapping(file: Uuid) -> Vec<u8> {
    [b"evidence-key/1 ", file.as_bytes().as_slice()].concat()
}

/// Seals a text under a random nonce, which stands before it.
pub(crate) fn seal(key: &LessSafeKey, associated: &[u8], plain: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut nonce = [0; NONCE_LEN];
    rand::rng().fill_bytes(&mut nonce);
    let mut sealed = Vec::with_capacity(plain.len() + OVERHEAD);
    sealed.extend(nonce);
    sealed.extend_from_slice(plain);
    let text = sealed.get_mut(NONCE_LEN..).ok_or(Broken)?;
    let tag = key
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(associated),
            text,
        )
        .map_err(|_| Broken)?;
    sealed.extend_from_slice(tag.as_ref());
    Ok(sealed)
}

/// The inverse of [`seal`].
pub(crate) fn open(
    key: &LessSafeKey,
    associated: &[u8],
    mut sealed: Vec<u8>,
) -> Result<Vec<u8>, Broken> {
    let nonce: [u8; NONCE_LEN] = sealed
        .get(..NONCE_LEN)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Broken)?;
    let length = key
        .open_within(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(associated),
            &mut sealed,
            NONCE_LEN..,
        )
        .map_err(|_| Broken)?
        .len();
    // `open_within` has moved the text to the front.
    sealed.truncate(length);
    Ok(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn master(byte: u8) -> MasterKey {
        MasterKey::new(&[byte; 32]).expect("a key")
    }

    fn place(file: Uuid, index: u32, last: bool) -> Place {
        Place {
            file,
            part: Part::Original,
            index,
            last,
        }
    }

    #[test]
    fn a_chunk_opens_in_its_own_place_and_nowhere_else() {
        let (file, other) = (Uuid::now_v7(), Uuid::now_v7());
        let (key, _) = master(1).new_file_key(file).expect("key");
        let sealed = key.seal(place(file, 3, false), b"plain").expect("sealed");
        assert_eq!(sealed.len(), b"plain".len() + OVERHEAD);
        assert_eq!(
            key.open(place(file, 3, false), sealed.clone()),
            Ok(b"plain".to_vec())
        );
        for wrong in [
            place(file, 4, false),
            place(file, 3, true),
            place(other, 3, false),
            Place {
                part: Part::Preview,
                ..place(file, 3, false)
            },
        ] {
            assert_eq!(key.open(wrong, sealed.clone()), Err(Broken), "{wrong:?}");
        }
    }

    #[test]
    fn another_master_key_opens_no_file_and_no_file_opens_another() {
        let (file, other) = (Uuid::now_v7(), Uuid::now_v7());
        let (_, wrapped) = master(1).new_file_key(file).expect("key");
        assert_eq!(wrapped.len(), WRAPPED);
        assert!(master(1).unwrap_file_key(file, &wrapped).is_ok());
        assert!(master(2).unwrap_file_key(file, &wrapped).is_err());
        assert!(master(1).unwrap_file_key(other, &wrapped).is_err());
        assert!(master(1).unwrap_file_key(file, &[]).is_err());
    }

    #[test]
    fn the_same_text_is_never_sealed_to_the_same_bytes() {
        let file = Uuid::now_v7();
        let (key, _) = master(1).new_file_key(file).expect("key");
        let at = place(file, 0, true);
        assert_ne!(
            key.seal(at, b"x").expect("sealed"),
            key.seal(at, b"x").expect("sealed")
        );
    }

    proptest! {
        #[test]
        fn one_changed_bit_or_a_missing_byte_is_noticed(text in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0u8..8) {
            let file = Uuid::nil();
            let (key, wrapped) = master(7).new_file_key(file).expect("key");
            let key_again = master(7).unwrap_file_key(file, &wrapped).expect("key");
            let sealed = key.seal(place(file, 0, true), &text).expect("sealed");
            prop_assert_eq!(key_again.open(place(file, 0, true), sealed.clone()), Ok(text));
            let at = at.index(sealed.len());
            let mut changed = sealed.clone();
            changed[at] ^= 1 << bit;
            prop_assert_eq!(key.open(place(file, 0, true), changed), Err(Broken));
            prop_assert_eq!(key.open(place(file, 0, true), sealed[..at].to_vec()), Err(Broken));
        }
    }
}
