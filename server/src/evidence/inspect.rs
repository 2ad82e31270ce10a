//! One look at all bytes of a file, as they pass: its hash, its kind, and whether a second file hides in it.
//!
//! A polyglot is one file to us and another one to a program that looks elsewhere: an archive is found by its
//! last bytes, a page or a script wherever its first tag stands. Sound and film may hold any bytes by chance for
//! hundreds of megabytes, so they are searched at their head and tail only; pictures and documents throughout.

use super::sniff::{self, HEAD};
use domain::evidence::{Family, FileKind, Refusal, claimed_family};
use ring::digest::{Context, SHA256};

/// The end of a ZIP archive is a record of 22 bytes and a comment of at most 65,535 (APPNOTE 4.3.16).
const TAIL: usize = 22 + 65_535;
/// The longest text that is searched for, less one: what of a chunk must be kept for the next one.
const OVERLAP: usize = 23;
/// How much of a recording's head is searched.
const RECORDING_HEAD: u64 = 64 * 1024;

/// What begins a page, a script or an archive. Searched without regard to case.
/// Six bytes and more: four of them stand by chance in one of a hundred photos.
const FOREIGN: [&[u8]; 12] = [
    b"<script",
    b"<?php ",
    b"<?php\n",
    b"<?php\r",
    b"<html>",
    b"<html ",
    b"<!doctype html",
    b"<iframe",
    b"<svg xmlns",
    b"__halt_compiler();",
    b"rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
];

/// Takes the bytes of a file in order.
pub struct Inspector {
    hash: Context,
    head: Vec<u8>,
    tail: Vec<u8>,
    seen: u64,
    foreign: bool,
}

/// What there is to say of a whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    pub sha256: [u8; 32],
    pub size: u64,
    pub verdict: Result<FileKind, Refusal>,
}

impl Default for Inspector {
    fn default() -> Self {
        Self {
            hash: Context::new(&SHA256),
            head: Vec::new(),
            tail: Vec::new(),
            seen: 0,
            foreign: false,
        }
    }
}

impl Inspector {
    /// The next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        let missing = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head
            .extend_from_slice(bytes.get(..missing).unwrap_or_default());
        let recording =
            sniff::kind(&self.head).is_some_and(|kind| kind.family() == Family::Recording);
        if !self.foreign && (!recording || self.seen < RECORDING_HEAD) {
            let kept = self.tail.len().saturating_sub(OVERLAP);
            let mut seam = self.tail.get(kept..).unwrap_or_default().to_vec();
            seam.extend_from_slice(bytes.get(..OVERLAP.min(bytes.len())).unwrap_or_default());
            self.foreign = holds_foreign(&seam) || holds_foreign(bytes);
        }
        self.seen += bytes.len() as u64;
        if bytes.len() >= TAIL {
            self.tail.clear();
        }
        self.tail.extend_from_slice(
            bytes
                .get(bytes.len().saturating_sub(TAIL)..)
                .unwrap_or_default(),
        );
        let over = self.tail.len().saturating_sub(TAIL);
        self.tail.drain(..over);
    }

    /// The verdict on a file of this name.
    #[must_use]
    pub fn findings(self, name: &str) -> Findings {
        let verdict = self.verdict(name);
        let mut sha256 = [0; 32];
        // The digest has 32 bytes.
        sha256.copy_from_slice(self.hash.finish().as_ref());
        Findings {
            sha256,
            size: self.seen,
            verdict,
        }
    }

    fn verdict(&self, name: &str) -> Result<FileKind, Refusal> {
        if self.seen == 0 {
            return Err(Refusal::Empty);
        }
        let kind = by_head(&self.head, name)?;
        let recording = kind.family() == Family::Recording;
        // A reader of PDF files looks for the mark in the first 1,024 bytes (ISO 32000-1, annex H).
        let early = self.head.get(..1024).unwrap_or(&self.head);
        let hidden_pdf = kind != FileKind::Pdf && memchr::memmem::find(early, b"%PDF-").is_some();
        let ends_foreign = recording && holds_foreign(&self.tail);
        if self.foreign || hidden_pdf || ends_foreign || ends_as_archive(&self.tail) {
            return Err(Refusal::MixedContent);
        }
        Ok(kind)
    }
}

/// What the first bytes of a file and its name allow: the check that need not wait for the rest.
///
/// # Errors
/// [`Refusal::UnknownType`] or [`Refusal::NameLies`].
pub fn by_head(head: &[u8], name: &str) -> Result<FileKind, Refusal> {
    let kind = sniff::kind(head).ok_or(Refusal::UnknownType)?;
    match claimed_family(name) {
        Some(family) if family != kind.family() => Err(Refusal::NameLies),
        Some(_) | None => Ok(kind),
    }
}

fn holds_foreign(bytes: &[u8]) -> bool {
    memchr::memchr3_iter(b'<', b'_', b'!', bytes)
        .map(|at| {
            if bytes.get(at) == Some(&b'!') {
                at.saturating_sub(3)
            } else {
                at
            }
        })
        .any(|at| begins_foreign(bytes.get(at..).unwrap_or_default()))
        || memchr::memmem::find(bytes, b"7z\xbc\xaf\x27\x1c").is_some()
}

fn begins_foreign(bytes: &[u8]) -> bool {
    FOREIGN.iter().any(|text| {
        bytes
            .get(..text.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(text))
    })
}

/// A ZIP archive ends with its own record; what stands before the archive is no matter to a reader of archives.
/// The record's comment must end where the file ends, so that a picture is not taken for one by four bytes.
fn ends_as_archive(tail: &[u8]) -> bool {
    memchr::memmem::find_iter(tail, b"PK\x05\x06").any(|at| {
        let comment = tail
            .get(at + 20..at + 22)
            .and_then(|bytes| bytes.try_into().ok())
            .map(|bytes| usize::from(u16::from_le_bytes(bytes)));
        // Readers forgive a few bytes more or less.
        comment.is_some_and(|length| (at + 22 + length).abs_diff(tail.len()) <= 1024)
    }) || tail.ends_with(b"GBMB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";

    fn verdict(bytes: &[u8], name: &str) -> Result<FileKind, Refusal> {
        let mut inspector = Inspector::default();
        inspector.take(bytes);
        inspector.findings(name).verdict
    }

    #[test]
    fn a_second_file_is_found_wherever_the_bytes_are_cut() {
        for hidden in [
            &b"<ScRiPt>alert(1)</script>"[..],
            b"<?php system($_GET['c']); __HALT_COMPILER();",
            b"__HALT_COMPILER(); ?>",
            b"Rar!\x1a\x07\x01\0",
            b"7z\xbc\xaf\x27\x1c\0\x04",
            b"PK\x05\x06\0\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\0\0",
        ] {
            let file = [PNG, &[0; 40], hidden].concat();
            for cut in 1..file.len() {
                let mut inspector = Inspector::default();
                inspector.take(&file[..cut]);
                inspector.take(&file[cut..]);
                assert_eq!(
                    inspector.findings("a.png").verdict,
                    Err(Refusal::MixedContent),
                    "{hidden:?} {cut}"
                );
            }
        }
        assert_eq!(
            verdict(&[PNG, b"%PDF-1.7"].concat(), "a.png"),
            Err(Refusal::MixedContent)
        );
        assert_eq!(
            verdict(&[PNG, b"PK\x05\x06"].concat(), "a.png"),
            Ok(FileKind::Png)
        );
    }

    #[test]
    fn a_name_may_slip_within_its_family_but_not_out_of_it() {
        assert_eq!(verdict(PNG, "a.jpg"), Ok(FileKind::Png));
        assert_eq!(verdict(PNG, "a"), Ok(FileKind::Png));
        assert_eq!(verdict(PNG, "a.pdf"), Err(Refusal::NameLies));
        assert_eq!(verdict(PNG, "a.png.exe"), Err(Refusal::NameLies));
        assert_eq!(verdict(b"", "a.png"), Err(Refusal::Empty));
        assert_eq!(verdict(b"MZ", "a.png"), Err(Refusal::UnknownType));
    }

    #[test]
    fn a_recording_is_searched_at_both_ends_only() {
        let wav = |at: usize| {
            let mut file = [b"RIFF\0\0\0\0WAVE".as_slice(), &vec![0; 400_000]].concat();
            file[at..at + 7].copy_from_slice(b"<script");
            let mut inspector = Inspector::default();
            file.chunks(50_000).for_each(|chunk| inspector.take(chunk));
            inspector.findings("a.wav").verdict
        };
        assert_eq!(wav(500), Err(Refusal::MixedContent));
        assert_eq!(wav(399_000), Err(Refusal::MixedContent));
        assert_eq!(wav(200_000), Ok(FileKind::Wav));
    }

    proptest! {
        #[test]
        fn the_hash_and_size_do_not_depend_on_the_cuts(bytes in prop::collection::vec(any::<u8>(), 1..600), cut in any::<prop::sample::Index>()) {
            let cut = cut.index(bytes.len());
            let mut whole = Inspector::default();
            whole.take(&bytes);
            let mut parts = Inspector::default();
            parts.take(&bytes[..cut]);
            parts.take(&bytes[cut..]);
            prop_assert_eq!(whole.findings("a"), parts.findings("a"));
        }
    }
}
