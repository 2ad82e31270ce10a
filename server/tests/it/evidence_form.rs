//! Photos and files without script: a plain form, and what becomes of the files on the way to the records system.

use crate::support::attached::{
    CANARY, at_the_files, multipart, pdf, photo, picture, post_files, recording, remove_path,
    send_form,
};
use crate::support::filled::{Extent, answers};
use crate::support::town::{Filed, Town};
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use domain::access::Role;
use domain::field::Choice;
use domain::incident::Kind;
use futures_util::stream;
use image::ImageFormat;
use ring::digest::{SHA256, digest};
use server::store::evidence;
use std::convert::Infallible;
use std::time::{Duration, Instant};

fn sha256(bytes: &[u8]) -> String {
    server::evidence::entry::hex(digest(&SHA256, bytes).as_ref())
}

#[tokio::test]
async fn every_kind_of_report_comes_by_the_page_of_files_and_may_leave_it_at_once() {
    let town = Town::open().await;
    for kind in Kind::ALL {
        let mut resident = town.browser();
        let check = resident.fill(&answers(*kind, Extent::Least, "Zebra")).await;
        assert!(
            check.has("Check your answers") && check.has("No files added"),
            "{kind:?}"
        );
        let page = resident.get("/report/evidence").await;
        assert!(
            page.has("Photos and files") && page.has("16 files of 250 MB each"),
            "{}",
            page.text
        );
        assert!(check.has("href=\"/report/evidence\""));
        let gone_on = post_files(&mut resident, &[("", b"")], &[("do", "continue")]).await;
        assert_eq!(
            gone_on.location(),
            "/report/check",
            "an empty file field is no file"
        );
    }
}

#[tokio::test]
async fn the_page_is_not_open_before_the_questions_are_answered() {
    let town = Town::open().await;
    let mut resident = town.browser();
    assert_eq!(resident.get("/report/evidence").await.location(), "/");
    resident.post("/report/start", &[]).await;
    assert_eq!(
        resident.get("/report/evidence").await.location(),
        "/report/emergency"
    );
}

#[tokio::test]
async fn files_go_with_the_report_to_the_confirmation_the_copy_and_the_records_system() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let mut resident = at_the_files(&town).await;
    let (photo, pdf, sound) = (photo(), pdf(), recording(3_000_000));
    let files: [(&str, &[u8]); 3] = [
        ("door.jpg", &photo),
        ("receipt.pdf", &pdf),
        ("call.wav", &sound),
    ];
    let sent = post_files(&mut resident, &files, &[("do", "upload")]).await;
    assert_eq!(
        sent.location(),
        "/report/evidence#evidence-list",
        "{}",
        sent.text
    );

    let page = resident.get("/report/evidence").await;
    for text in [
        "door.jpg",
        "JPEG photo",
        "receipt.pdf",
        "call.wav",
        "WAV sound, 2.8 MB",
        "Your files: 3 of 16",
    ] {
        assert!(page.has(text), "{text}: {}", page.text);
    }
    let check = resident.get("/report/check").await;
    assert!(
        check.has("door.jpg") && check.has("receipt.pdf") && check.has("call.wav"),
        "{}",
        check.text
    );

    resident.post("/report/check", &[("certify", "yes")]).await;
    let confirmation = resident.get("/report/sent").await;
    for (name, bytes) in files {
        assert!(
            confirmation.has(name) && confirmation.has(&sha256(bytes)),
            "{}",
            confirmation.text
        );
    }
    let groups = server::evidence::entry::hex(digest(&SHA256, &photo).as_ref());
    assert!(confirmation.has(&app::component::files::grouped(&groups)));

    let filed = Filed::read(&confirmation);
    let path = format!("/staff/reports/{}", filed.compact());
    let report = desk.get(&path).await;
    assert!(
        report.has("door.jpg") && report.has("Files (3)"),
        "{}",
        report.text
    );
    let version = report.attribute("name=\"version\" value");
    desk.post(&format!("{path}/approve"), &[("version", &version)])
        .await;
    town.work().await;

    let record = town.records().pop().expect("a document");
    let listed = record["files"].as_array().expect("files");
    assert_eq!(listed.len(), 3);
    assert_eq!(listed[0]["name"], "door.jpg");
    assert_eq!(listed[0]["media_type"], "image/jpeg");
    assert_eq!(listed[2]["size"], 3_000_000);
    assert_eq!(listed[2]["sha256"], sha256(&sound));

    let report = server::store::reports::by_tracking(
        town.state.store.reader(),
        &filed.tracking.parse().expect("number"),
    )
    .await
    .expect("read")
    .expect("a report");
    let rows = evidence::for_report(town.state.store.reader(), report.id)
        .await
        .expect("rows");
    let issuer = &town.state.issuer;
    let statement = issuer
        .statement(&report, &rows, &town.clock)
        .expect("a statement");
    let copy = server::copy::assemble(
        &report,
        &rows,
        &town.state.site(),
        &town.state.jurisdiction,
        &town.clock,
        issuer.verification(&issuer.key.code(report.id), &statement),
    )
    .expect("a copy");
    assert_eq!(copy.attachments.len(), 3);
    assert!(
        copy.attachments[1].name.starts_with("receipt.pdf (PDF, "),
        "{:?}",
        copy.attachments
    );
    assert_eq!(copy.attachments[1].sha256, sha256(&pdf));
}

#[tokio::test]
async fn continue_takes_the_chosen_files_along() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let photo = photo();
    let sent = post_files(
        &mut resident,
        &[("door.jpg", &photo)],
        &[("do", "continue")],
    )
    .await;
    assert_eq!(sent.location(), "/report/check");
    assert!(resident.get("/report/check").await.has("door.jpg"));
}

#[tokio::test]
async fn sixteen_files_fit_and_the_seventeenth_is_told_so() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let small = picture(8, 8, ImageFormat::Png);
    let names: Vec<String> = (1..=17).map(|n| format!("p{n}.png")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), small.as_slice()))
        .collect();
    let sent = post_files(&mut resident, &files, &[("do", "upload")]).await;
    assert_eq!(sent.location(), "/report/evidence?e=too_many#error-summary");
    let page = resident.get("/report/evidence?e=too_many").await;
    assert!(
        page.has("Your files: 16 of 16")
            && page.has("A report can have 16 files")
            && !page.has("p17.png")
    );
    assert!(!page.has("type=\"file\""), "nothing more can be chosen");

    let remove = remove_path(&page);
    assert_eq!(
        resident.post(&remove, &[]).await.location(),
        "/report/evidence"
    );
    let again = post_files(&mut resident, &[("p17.png", &small)], &[("do", "upload")]).await;
    assert_eq!(again.location(), "/report/evidence#evidence-list");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_with_a_line_and_the_others_are_kept() {
    let town = Town::open_with(|files| files.limits.bytes = 1 << 20).await;
    let mut resident = at_the_files(&town).await;
    let (large, small) = (recording((1 << 20) + 1), recording(1 << 20));
    let sent = post_files(
        &mut resident,
        &[("large.wav", &large), ("small.wav", &small)],
        &[("do", "continue")],
    )
    .await;
    assert_eq!(sent.location(), "/report/evidence?e=refused#error-summary");
    let page = resident.get("/report/evidence?e=refused").await;
    assert!(
        page.has("This file is too large") && page.has("small.wav") && page.has("WAV sound, 1 MB"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn a_form_that_breaks_off_leaves_an_unfinished_file_that_can_be_removed() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let sound = recording(3_000_000);
    let whole = multipart(&[("call.wav", &sound)], &[("do", "upload")]);
    let half = Bytes::from(whole[..2_500_000].to_vec());
    let broken = send_form(&mut resident, Body::from(half)).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    let stopped = post_files(&mut resident, &[], &[("do", "continue")]).await;
    assert_eq!(
        stopped.location(),
        "/report/evidence?e=unfinished#error-summary"
    );
    let page = resident.get("/report/evidence?e=unfinished").await;
    assert!(page.has("This file did not arrive whole"), "{}", page.text);
    // Chosen again, it takes the place of the broken one.
    let sent = post_files(
        &mut resident,
        &[("call.wav", &sound)],
        &[("do", "continue")],
    )
    .await;
    assert_eq!(sent.location(), "/report/check");
    assert!(
        resident
            .get("/report/evidence")
            .await
            .has("Your files: 1 of 16")
    );
}

#[tokio::test]
async fn a_slow_form_is_taken_however_long_it_takes() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let body = multipart(&[("call.wav", &recording(400_000))], &[("do", "continue")]);
    // Longer than the 30 s that any page may take, with pauses shorter than a file's own patience.
    let pieces: Vec<Bytes> = body
        .chunks(body.len() / 9)
        .map(Bytes::copy_from_slice)
        .collect();
    let begun = Instant::now();
    let slow = stream::unfold(pieces.into_iter(), |mut pieces| async {
        tokio::time::sleep(Duration::from_millis(3_500)).await;
        pieces
            .next()
            .map(|piece| (Ok::<_, Infallible>(piece), pieces))
    });
    let sent = send_form(&mut resident, Body::from_stream(slow)).await;
    assert_eq!(sent.location(), "/report/check", "{}", sent.text);
    assert!(begun.elapsed() > Duration::from_secs(30));
}

#[tokio::test]
async fn a_form_that_falls_silent_is_given_up() {
    let town = Town::open_with(|files| files.idle = Duration::from_millis(300)).await;
    let mut resident = at_the_files(&town).await;
    let body = multipart(&[("call.wav", &recording(400_000))], &[]);
    let silent = stream::unfold(
        Some(Bytes::copy_from_slice(&body[..200_000])),
        |piece| async {
            match piece {
                Some(piece) => Some((Ok::<_, Infallible>(piece), None)),
                None => std::future::pending().await,
            }
        },
    );
    let given_up = send_form(&mut resident, Body::from_stream(silent)).await;
    assert_eq!(given_up.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_field_that_the_form_does_not_have_is_refused() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let page = post_files(&mut resident, &[], &[("status", "approved")]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    let page = post_files(&mut resident, &[], &[("do", &"x".repeat(200))]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn files_go_along_to_an_officer() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let mut resident = at_the_files(&town).await;
    let photo = photo();
    let sent = post_files(
        &mut resident,
        &[("door.jpg", &photo)],
        &[("officer", "yes")],
    )
    .await;
    assert_eq!(sent.location(), "/officer");
    let asked = resident
        .post(
            "/officer",
            &[
                ("officer_name", "Pat Lee"),
                ("officer_phone", "203 555 0142"),
            ],
        )
        .await;
    assert_eq!(asked.location(), "/officer/sent", "{}", asked.text);
    let callbacks = desk.get("/staff/callbacks").await;
    assert!(
        callbacks.has("door.jpg") && callbacks.has("/staff/files/"),
        "{}",
        callbacks.text
    );
    assert!(!callbacks.has(CANARY));
}
