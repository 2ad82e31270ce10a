//! Files that are not what they seem, and names that would be more than names.

use crate::support::attached::{
    archive, at_the_files, below, pdf, photo, picture, post_files, recording,
};
use crate::support::log;
use crate::support::town::Town;
use image::ImageFormat;
use std::time::{Duration, Instant};

const UNKNOWN: &str = "We cannot take this kind of file";
const LIES: &str = "The file is not what its name says";
const HIDDEN: &str = "There is something else hidden in this file";
const DAMAGED: &str = "This picture seems to be damaged";
const PIXELS: &str = "This picture has too many pixels";
const EMPTY: &str = "This file is empty";

fn corpus() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let png = || picture(16, 16, ImageFormat::Png);
    let with = |mut file: Vec<u8>, tail: &[u8]| {
        file.extend_from_slice(tail);
        file
    };
    vec![
        (
            "a.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec(),
            UNKNOWN,
        ),
        (
            "a.jpg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(),
            UNKNOWN,
        ),
        (
            "a.html",
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            UNKNOWN,
        ),
        (
            "a.jpg",
            b"<html><script>alert(1)</script>".to_vec(),
            UNKNOWN,
        ),
        ("a.gif", b"GIF89a/*\0\0*/=1;alert(1)//".to_vec(), UNKNOWN),
        ("a.jpg", b"MZ\x90\0\x03\0\0\0".to_vec(), UNKNOWN),
        ("a.jpg", b"\x7FELF\x02\x01\x01".to_vec(), UNKNOWN),
        ("a.docx", archive(), UNKNOWN),
        ("a.png", archive(), UNKNOWN),
        ("a.txt", b"only words".to_vec(), UNKNOWN),
        (
            "a.mkv",
            b"\x1A\x45\xDF\xA3\x93\x42\x82\x88matroska".to_vec(),
            UNKNOWN,
        ),
        ("a.jpg", vec![0; 5000], UNKNOWN),
        ("a.pdf", [b"<html>".as_slice(), &pdf()].concat(), UNKNOWN),
        (
            "a.jpg",
            b"\xFF\xD8\xFF\xE0/*\0JFIF*/=alert(1)".to_vec(),
            UNKNOWN,
        ),
        ("a.pdf", png(), LIES),
        ("a.mp3", png(), LIES),
        ("a.exe", png(), LIES),
        ("a.png.js", png(), LIES),
        ("a.jpg", pdf(), LIES),
        ("a.png", with(png(), &archive()), HIDDEN),
        ("a.jpg", with(photo(), &archive()), HIDDEN),
        ("a.pdf", with(pdf(), &archive()), HIDDEN),
        ("a.wav", with(recording(3 << 20), &archive()), HIDDEN),
        (
            "a.jpg",
            with(photo(), b"<?php __HALT_COMPILER(); ?>\0\0\0\0GBMB"),
            HIDDEN,
        ),
        (
            "a.png",
            with(png(), b"<script>alert(document.domain)</script>"),
            HIDDEN,
        ),
        ("a.png", with(png(), b"Rar!\x1a\x07\x01\0"), HIDDEN),
        ("a.png", with(png(), b"%PDF-1.7"), HIDDEN),
        ("a.png", png()[..60].to_vec(), DAMAGED),
        ("a.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec(), DAMAGED),
        ("a.webp", b"RIFF\x04\0\0\0WEBPVP8 ".to_vec(), DAMAGED),
        ("a.png", flood(50_000), PIXELS),
        ("a.jpg", Vec::new(), EMPTY),
    ]
}

/// A picture of a few bytes that claims to be this wide and high.
fn flood(side: u32) -> Vec<u8> {
    let mut png = picture(4, 4, ImageFormat::Png);
    png[16..20].copy_from_slice(&side.to_be_bytes());
    png[20..24].copy_from_slice(&side.to_be_bytes());
    let crc = !png[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

#[tokio::test]
async fn every_lie_bomb_and_polyglot_is_refused_with_its_line_and_leaves_no_bytes() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    for (name, bytes, line) in corpus() {
        let begun = Instant::now();
        let sent = post_files(&mut resident, &[(name, &bytes)], &[("do", "continue")]).await;
        assert_eq!(
            sent.location(),
            "/report/evidence?e=refused#error-summary",
            "{name}: {line}"
        );
        let page = resident.get("/report/evidence?e=refused").await;
        assert!(page.has(line), "{name} should be: {line}\n{}", page.text);
        assert!(begun.elapsed() < Duration::from_secs(5), "{name}");
        let remove = crate::support::attached::remove_path(&page);
        assert_eq!(
            resident.post(&remove, &[]).await.location(),
            "/report/evidence"
        );
    }
    assert!(
        below(&town.files()).is_empty(),
        "{:?}",
        below(&town.files())
    );
}

#[tokio::test]
async fn every_kind_that_is_taken_is_taken() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let mp4 = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2".to_vec();
    let mov = b"\0\0\0\x14ftypqt  \0\0\0\0qt  ".to_vec();
    let webm = b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm".to_vec();
    let (jpeg, png, webp) = (
        photo(),
        picture(9, 9, ImageFormat::Png),
        picture(9, 9, ImageFormat::WebP),
    );
    let (pdf, wav) = (pdf(), recording(999));
    let mp3 = b"ID3\x04\0\0\0\0\0\0".to_vec();
    let files: [(&str, &[u8]); 10] = [
        ("a.jpg", &jpeg),
        ("b.png", &png),
        // A slip within the family: a telephone that names a PNG as JPEG.
        ("c.jpg", &webp),
        ("d.heic", &heic),
        ("e.pdf", &pdf),
        ("f.wav", &wav),
        ("g.mp3", &mp3),
        ("h.mp4", &mp4),
        ("i.mov", &mov),
        ("j", &webm),
    ];
    let sent = post_files(&mut resident, &files, &[("do", "continue")]).await;
    let page = resident.get("/report/evidence").await;
    assert_eq!(sent.location(), "/report/check", "{}", page.text);
    for kind in [
        "JPEG photo",
        "PNG picture",
        "WebP picture",
        "HEIC photo",
        "PDF, ",
        "WAV sound",
        "MP3 sound",
        "MP4 video",
        "MOV video",
        "WebM video",
    ] {
        assert!(page.has(kind), "{kind}: {}", page.text);
    }
}

#[tokio::test]
async fn a_hostile_name_is_shown_as_a_plain_one_and_names_no_file() {
    let town = Town::open().await;
    log::listen();
    let mut resident = at_the_files(&town).await;
    let png = picture(8, 8, ImageFormat::Png);
    let long = format!("{}.png", "Hitchkock".repeat(500));
    for (name, shown) in [
        (
            "../../../../tmp/Hitchkock.png",
            "<strong>Hitchkock.png</strong>",
        ),
        ("..\\..\\Hitchkock.png", "<strong>Hitchkock.png</strong>"),
        ("Hitchkock%00.png", "Hitchkock%00.png"),
        (
            "Hitchkock\u{202E}gnp.png",
            "<strong>Hitchkockgnp.png</strong>",
        ),
        ("CON", "<strong>_CON</strong>"),
        (
            "<script>Hitchkock</script>.png",
            "<strong>script&gt;.png</strong>",
        ),
        (&long, "….png</strong>"),
    ] {
        let sent = post_files(&mut resident, &[(name, &png)], &[("do", "upload")]).await;
        assert_eq!(sent.location(), "/report/evidence#evidence-list", "{name}");
        let page = resident.get("/report/evidence").await;
        assert!(page.has(shown), "{name} should be {shown}: {}", page.text);
        assert!(!page.has("<script>Hitch"));
    }
    for path in below(&town.files()) {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit()),
            "{name}"
        );
    }
    assert!(!town.folder.path().join("../Hitchkock.png").exists());
    assert!(
        !log::caught().contains("Hitchkock"),
        "a name is never logged"
    );
}
