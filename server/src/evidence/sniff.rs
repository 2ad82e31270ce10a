//! What a file is, by its first bytes. The name and what the browser says of the type are not asked.

use domain::evidence::FileKind;

/// How many of the first bytes decide. Enough for the longest of the signatures below: an EBML head, an MP3 frame
/// and the head of the next one (at most 1,441 bytes apart).
pub const HEAD: usize = 4096;

/// The kind, if it is one that is taken. Pages, programs, archives, office files, vector graphics and GIFs are
/// none, and so is what begins with anything before its own signature.
#[must_use]
pub fn kind(head: &[u8]) -> Option<FileKind> {
    let at = |offset: usize, bytes: &[u8]| head.get(offset..offset + bytes.len()) == Some(bytes);
    if at(0, &[0xFF, 0xD8, 0xFF]) {
        // `/*` as the length of the first segment makes a picture that is also a script.
        return (!at(4, b"/*")).then_some(FileKind::Jpeg);
    }
    if at(0, b"\x89PNG\r\n\x1a\n") && at(12, b"IHDR") {
        return Some(FileKind::Png);
    }
    if at(0, b"RIFF") && !at(4, b"/*") {
        return match head.get(8..12) {
            Some(b"WEBP") => Some(FileKind::Webp),
            Some(b"WAVE") => Some(FileKind::Wav),
            _ => None,
        };
    }
    if at(0, b"%PDF-1.") || at(0, b"%PDF-2.") {
        return Some(FileKind::Pdf);
    }
    if at(4, b"ftyp") {
        return brand(head);
    }
    if at(0, b"OggS") {
        let sound: [&[u8]; 4] = [b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC"];
        let page = head.get(..256).unwrap_or(head);
        return sound
            .iter()
            .any(|codec| memchr::memmem::find(page, codec).is_some())
            .then_some(FileKind::Ogg);
    }
    if at(0, &[0x1A, 0x45, 0xDF, 0xA3]) {
        let page = head.get(..128).unwrap_or(head);
        return memchr::memmem::find(page, b"\x42\x82\x84webm").map(|_| FileKind::Webm);
    }
    if at(0, b"ID3") && head.get(3).is_some_and(|version| (2..=4).contains(version)) {
        return Some(FileKind::Mp3);
    }
    match (adts(head), mpeg_audio(head)) {
        (true, _) => Some(FileKind::Aac),
        (false, true) => Some(FileKind::Mp3),
        (false, false) => None,
    }
}

/// ISO base media files name their brand (ISO 14496-12 §4.3; the registry is mp4ra.org).
fn brand(head: &[u8]) -> Option<FileKind> {
    let size = u32::from_be_bytes(head.get(..4)?.try_into().ok()?);
    if !(16..=1024).contains(&size) {
        return None;
    }
    match head.get(8..12)? {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
            // Some say only `mif1` and name HEIC among those that they are compatible with; AVIF does that too.
            let compatible = head.get(8..size as usize).unwrap_or_default();
            let names = |brand: &[u8]| compatible.chunks(4).any(|name| name == brand);
            (names(b"heic") || names(b"heix") || names(b"hevc")).then_some(FileKind::Heic)
        }
        b"M4A " | b"M4B " => Some(FileKind::M4a),
        b"qt  " => Some(FileKind::Mov),
        b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1"
        | b"M4V " | b"MSNV" | b"dash" => Some(FileKind::Mp4),
        _ => None,
    }
}

/// AAC in ADTS frames (ISO 13818-7 §6.2): the head of a frame, and another one where it ends.
fn adts(head: &[u8]) -> bool {
    let frame = |at: usize| -> Option<usize> {
        let bytes = head.get(at..at + 6)?;
        let sync = bytes[0] == 0xFF && bytes[1] & 0xF6 == 0xF0;
        let length = usize::from(bytes[3] & 0x03) << 11
            | usize::from(bytes[4]) << 3
            | usize::from(bytes[5]) >> 5;
        (sync && (bytes[2] >> 2 & 0x0F) < 13 && length > 7).then_some(length)
    };
    frame(0).is_some_and(|length| length + 6 > head.len() || frame(length).is_some())
}

/// MPEG audio, layer III, without a tag (ISO 11172-3 §2.4.1.3): the head of a frame, and another one where it ends.
fn mpeg_audio(head: &[u8]) -> bool {
    const KBITS_1: [usize; 15] = [
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
    ];
    const KBITS_2: [usize; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    const HERTZ: [usize; 3] = [44_100, 48_000, 32_000];
    let frame = |at: usize| -> Option<usize> {
        let bytes = head.get(at..at + 4)?;
        let version = bytes[1] >> 3 & 0x03;
        if bytes[0] != 0xFF || bytes[1] & 0xE6 != 0xE2 || version == 1 {
            return None;
        }
        let first = version == 3;
        let kbits = *(if first { KBITS_1 } else { KBITS_2 }).get(usize::from(bytes[2] >> 4))?;
        let halved = match version {
            3 => 1,
            2 => 2,
            _ => 4,
        };
        let hertz = HERTZ.get(usize::from(bytes[2] >> 2 & 0x03))? / halved;
        let samples = if first { 144 } else { 72 };
        (kbits > 0).then(|| samples * kbits * 1000 / hertz + usize::from(bytes[2] >> 1 & 1))
    };
    frame(0).is_some_and(|length| frame(length).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_kind_that_is_taken_is_known_by_its_bytes() {
        let ftyp = |brands: &[u8]| {
            [
                &(8 + brands.len() as u32).to_be_bytes(),
                b"ftyp".as_slice(),
                brands,
            ]
            .concat()
        };
        let mp3_frame = [&[0xFF, 0xFB, 0x90, 0x00][..], &[0; 413]].concat();
        let adts_frame = [&[0xFF, 0xF1, 0x50, 0x80, 0x02, 0x1F, 0xFC][..], &[0; 9]].concat();
        for (head, expected) in [
            (b"\xFF\xD8\xFF\xE0\x00\x10JFIF".to_vec(), FileKind::Jpeg),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), FileKind::Png),
            (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), FileKind::Webp),
            (b"RIFF\x10\0\0\0WAVEfmt ".to_vec(), FileKind::Wav),
            (b"%PDF-1.7\n".to_vec(), FileKind::Pdf),
            (ftyp(b"heic\0\0\0\0mif1heic"), FileKind::Heic),
            (ftyp(b"mif1\0\0\0\0mif1heic"), FileKind::Heic),
            (ftyp(b"M4A \0\0\0\0M4A mp42"), FileKind::M4a),
            (ftyp(b"qt  \0\0\0\0qt  "), FileKind::Mov),
            (ftyp(b"isom\0\0\x02\0isomiso2"), FileKind::Mp4),
            (
                [b"OggS\0\x02".as_slice(), &[0; 22], b"OpusHead"].concat(),
                FileKind::Ogg,
            ),
            (
                b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm".to_vec(),
                FileKind::Webm,
            ),
            (b"ID3\x04\0\0".to_vec(), FileKind::Mp3),
            ([mp3_frame.clone(), mp3_frame].concat(), FileKind::Mp3),
            ([adts_frame.clone(), adts_frame].concat(), FileKind::Aac),
        ] {
            assert_eq!(kind(&head), Some(expected), "{expected:?}");
        }
    }

    #[test]
    fn what_is_not_taken_is_nothing() {
        for head in [
            &b"GIF89a/*"[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\">",
            b"<!DOCTYPE html>",
            b"<html>%PDF-1.7",
            b" %PDF-1.7",
            b"PK\x03\x04",
            b"MZ\x90\0",
            b"\x7FELF",
            b"#!/bin/sh",
            b"\xFF\xD8\xFF\xE0/*JFIF",
            b"RIFF/*\0\0WAVEfmt ",
            b"RIFF\x10\0\0\0AVI ",
            b"\x1A\x45\xDF\xA3\x93\x42\x82\x88matroska",
            b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
            b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif",
            b"\xFF\xFB\x90\0",
            b"",
        ] {
            assert_eq!(kind(head), None, "{head:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(head in prop::collection::vec(any::<u8>(), 0..300), front in 0usize..6) {
            let fronts: [&[u8]; 6] = [b"", b"\xFF\xF1", b"\xFF\xFB", b"\0\0\0\x18ftyp", b"RIFF", b"OggS"];
            let _ = kind(&[fronts[front], &head].concat());
        }
    }
}
