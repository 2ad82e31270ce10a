//! Files to be sent, made by code, and the ways to send them: a form without script, and the pieces of the script.

use super::filled::{Extent, answers};
use super::town::{Browser, Page, Town};
use axum::body::Body;
use axum::http::{Method, header};
use domain::incident::Kind;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use std::path::Path;

/// A word that must be found in no database, no folder and no log.
pub const CANARY: &str = "Kanarienvogel";
const BOUNDARY: &str = "----one-boundary-of-the-tests";

/// A picture with soft changes of colour.
pub fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x % 256) as u8, (y % 256) as u8, 90])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut bytes, format)
        .expect("encoded");
    bytes.into_inner()
}

/// A photo that says where it was taken and by which camera.
pub fn photo() -> Vec<u8> {
    let jpeg = picture(64, 32, ImageFormat::Jpeg);
    let mut exif =
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(format!("GPSLatitude 41.1414N {CANARY}").bytes());
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

/// A recording of so many bytes: the canary, over and over.
pub fn recording(bytes: usize) -> Vec<u8> {
    let mut wav = b"RIFF\0\0\0\0WAVEfmt ".to_vec();
    wav.extend(CANARY.bytes().cycle().take(bytes - wav.len()));
    wav
}

pub fn pdf() -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<< /Title ({CANARY}) >>\nendobj\n%%EOF\n").into_bytes()
}

/// The end of an archive of one file, as it stands behind a picture that is also an archive.
pub fn archive() -> Vec<u8> {
    [
        &b"PK\x03\x04\x14\0\0\0\0\0"[..],
        &[0; 16],
        b"\x05\0\0\0a.jar",
        b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x33\0\0\0\x23\0\0\0\0\0",
    ]
    .concat()
}

/// A browser whose report is answered as far as the files.
pub async fn at_the_files(town: &Town) -> Browser<'_> {
    let mut resident = town.browser();
    resident
        .fill(&answers(Kind::LostProperty, Extent::Least, "Files"))
        .await;
    resident
}

/// The body of a form with these files.
pub fn multipart(files: &[(&str, &[u8])], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, bytes) in files {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"")
                .bytes(),
        );
        body.extend(name.bytes());
        body.extend(b"\"\r\nContent-Type: image/jpeg\r\n\r\n");
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    for (name, value) in fields {
        body.extend(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .bytes(),
        );
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

/// Posts the form of the page, as a browser without script does.
pub async fn post_files(
    browser: &mut Browser<'_>,
    files: &[(&str, &[u8])],
    fields: &[(&str, &str)],
) -> Page {
    send_form(browser, Body::from(multipart(files, fields))).await
}

/// As [`post_files`], with any body.
pub async fn send_form(browser: &mut Browser<'_>, body: Body) -> Page {
    let mut request = browser.request(Method::POST, "/report/evidence", body);
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    request
        .headers_mut()
        .insert(header::CONTENT_TYPE, kind.parse().expect("type"));
    browser.send(request).await
}

/// Begins a file as the script does.
pub async fn create(browser: &mut Browser<'_>, name: &str, size: usize) -> Page {
    browser
        .post(
            "/report/evidence/uploads",
            &[("name", name), ("size", &size.to_string())],
        )
        .await
}

/// Sends a piece as the script does.
pub async fn append(browser: &mut Browser<'_>, at: &str, offset: usize, body: Body) -> Page {
    let mut request = browser.request(Method::PATCH, at, body);
    request
        .headers_mut()
        .insert("upload-offset", offset.to_string().parse().expect("number"));
    browser.send(request).await
}

/// What an answer says of how much is kept.
pub fn offset(page: &Page) -> usize {
    page.headers["upload-offset"]
        .to_str()
        .expect("text")
        .parse()
        .expect("number")
}

/// Every file below a folder.
pub fn below(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flat_map(|entry| {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// Whether a file below this folder holds these bytes.
pub fn anywhere(folder: &Path, needle: &[u8]) -> bool {
    below(folder).iter().any(|path| {
        let bytes = std::fs::read(path).expect("a file");
        memchr::memmem::find(&bytes, needle).is_some()
    })
}

/// Where the first file of the page is removed.
pub fn remove_path(page: &Page) -> String {
    page.text
        .split("action=\"")
        .map(|part| part.split('"').next().unwrap_or_default())
        .find(|path| path.ends_with("/remove"))
        .expect("a file that can be removed")
        .to_owned()
}
