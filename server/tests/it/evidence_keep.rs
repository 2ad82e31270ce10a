//! How files are kept: sealed, whole or not at all, forgotten in time.

use crate::support::attached::{
    CANARY, anywhere, append, at_the_files, below, create, photo, picture, post_files, recording,
    remove_path,
};
use crate::support::log;
use crate::support::town::{Browser, Town};
use axum::body::Body;
use domain::access::Role;
use image::ImageFormat;
use server::evidence::Evidence;
use server::evidence::read::Chunks;
use server::evidence::seal::{MasterKey, Part};
use server::secret::{CookieValue, DraftKey};
use server::store::evidence::{self, EvidenceRow};
use std::sync::Arc;
use std::time::Duration;

async fn rows(town: &Town, browser: &Browser<'_>) -> Vec<EvidenceRow> {
    let secret = DraftKey::read(&browser.cookies["draft"]).expect("a cookie");
    evidence::for_draft(town.state.store.reader(), secret.hash())
        .await
        .expect("rows")
}

/// The bytes of a file, or none when they cannot all be read.
async fn whole(town: &Town, place: &Evidence, row: &EvidenceRow) -> Option<Vec<u8>> {
    let mut chunks = Chunks::open(&town.state.store, place, row, Part::Original)
        .await
        .ok()?;
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.next().await.ok()? {
        bytes.extend_from_slice(&chunk);
    }
    Some(bytes)
}

#[tokio::test]
async fn neither_the_database_nor_the_folder_nor_the_log_holds_a_word_of_a_file() {
    let town = Town::open().await;
    log::listen();
    let mut resident = at_the_files(&town).await;
    let (sound, photo) = (recording(2_500_000), photo());
    post_files(
        &mut resident,
        &[("call.wav", &sound), ("door.jpg", &photo)],
        &[("do", "continue")],
    )
    .await;
    resident.post("/report/check", &[("certify", "yes")]).await;
    town.work().await;
    assert!(
        below(&town.files()).len() >= 5,
        "three chunks, a photo, a preview"
    );
    assert!(!anywhere(town.folder.path(), CANARY.as_bytes()));
    assert!(!anywhere(town.folder.path(), b"GPSLatitude"));
    assert!(town.database_holds("call.wav"), "the database is looked at");
    assert!(!town.database_holds(CANARY) && !town.database_holds("GPSLatitude"));
    assert!(!log::caught().contains(CANARY));
}

#[tokio::test]
async fn a_file_reads_back_to_the_byte_and_under_its_own_key_alone() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let sound = recording(2_500_000);
    post_files(
        &mut resident,
        &[("call.wav", &sound)],
        &[("do", "continue")],
    )
    .await;
    let row = rows(&town, &resident).await.remove(0);
    assert_eq!(whole(&town, &town.state.evidence, &row).await, Some(sound));
    let mut other = town.state.evidence.clone();
    other.key = Arc::new(MasterKey::new(&[9; 32]).expect("a key"));
    assert_eq!(
        whole(&town, &other, &row).await,
        None,
        "another key opens nothing"
    );
}

#[tokio::test]
async fn a_changed_swapped_shortened_or_missing_chunk_is_noticed() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    post_files(
        &mut resident,
        &[("call.wav", &recording(3 << 20))],
        &[("do", "continue")],
    )
    .await;
    let row = rows(&town, &resident).await.remove(0);
    let place = &town.state.evidence;
    let objects = evidence::objects(town.state.store.reader(), row.id, Part::Original)
        .await
        .expect("objects");
    assert_eq!(objects.len(), 3);
    let good = place.objects.get(&objects[1]).await.expect("bytes");
    let first = place.objects.get(&objects[0]).await.expect("bytes");
    let mut changed = good.clone();
    changed[1000] ^= 1;
    for bad in [changed, first, good[..good.len() - 1].to_vec(), Vec::new()] {
        place.objects.put(&objects[1], bad).await.expect("written");
        assert_eq!(whole(&town, place, &row).await, None);
    }
    place.objects.delete(&objects[1]).await.expect("deleted");
    assert_eq!(whole(&town, place, &row).await, None);
    place.objects.put(&objects[1], good).await.expect("written");
    assert!(whole(&town, place, &row).await.is_some());

    // The last chunk is gone from the database as well: the one before it was not sealed as the last.
    town.state
        .store
        .write(async |tx| {
            use sea_orm::ConnectionTrait;
            tx.execute_unprepared("DELETE FROM evidence_chunk WHERE place = 2")
                .await?;
            Ok::<_, server::store::StoreError>(())
        })
        .await
        .expect("deleted");
    assert_eq!(whole(&town, place, &row).await, None);
}

#[tokio::test]
async fn a_preview_shows_the_picture_and_nothing_of_where_it_was_taken() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let photo = photo();
    post_files(
        &mut resident,
        &[("door.jpg", &photo)],
        &[("do", "continue")],
    )
    .await;
    let row = rows(&town, &resident).await.remove(0);
    let request = resident.request(
        axum::http::Method::GET,
        &format!("/report/evidence/{}/preview", row.id),
        Body::empty(),
    );
    let (head, bytes) = town.raw(request).await;
    assert_eq!(head["content-type"], "image/jpeg");
    assert_eq!(
        head["content-security-policy"],
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
    );
    assert_eq!(head["x-content-type-options"], "nosniff");
    for trace in [&b"GPSLatitude"[..], b"Exif", CANARY.as_bytes()] {
        assert!(memchr::memmem::find(&bytes, trace).is_none());
    }
    let shown = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).expect("a picture");
    assert_eq!(
        (shown.width(), shown.height()),
        (32, 64),
        "upright, as the camera was held"
    );
    assert_eq!(
        whole(&town, &town.state.evidence, &row).await,
        Some(photo),
        "the original is untouched"
    );
}

#[tokio::test]
async fn what_the_filer_removes_is_gone_at_once() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    post_files(
        &mut resident,
        &[("call.wav", &recording(2_500_000))],
        &[("do", "upload")],
    )
    .await;
    assert_eq!(below(&town.files()).len(), 3);
    let page = resident.get("/report/evidence").await;
    assert_eq!(
        resident.post(&remove_path(&page), &[]).await.location(),
        "/report/evidence"
    );
    assert!(below(&town.files()).is_empty());
    assert!(rows(&town, &resident).await.is_empty());
}

#[tokio::test]
async fn the_files_of_a_forgotten_draft_are_forgotten() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let png = picture(9, 9, ImageFormat::Png);
    let mut sent = at_the_files(&town).await;
    post_files(&mut sent, &[("kept.png", &png)], &[("do", "continue")]).await;
    // Never finished: not part of the report.
    create(&mut sent, "half.wav", 5 << 20).await;
    sent.post("/report/check", &[("certify", "yes")]).await;
    let mut left = at_the_files(&town).await;
    post_files(&mut left, &[("left.png", &png)], &[("do", "upload")]).await;
    let begun = create(&mut left, "half.wav", 5 << 20).await;
    append(
        &mut left,
        &begun.location(),
        0,
        Body::from(recording(1 << 20)),
    )
    .await;
    assert_eq!(below(&town.files()).len(), 5);

    let worker = town.state.worker().expect("a worker");
    assert_eq!(
        worker.sweep_files().await.expect("swept").files,
        1,
        "the unfinished file of the report"
    );
    assert_eq!(
        below(&town.files()).len(),
        5,
        "an open draft keeps its files"
    );

    town.clock.advance(Duration::from_secs(31 * 24 * 60 * 60));
    assert_eq!(worker.purge_drafts().await, 2);
    let swept = worker.sweep_files().await.expect("swept");
    assert_eq!(swept.files, 2);
    assert_eq!(
        below(&town.files()).len(),
        2,
        "the report's own file and its preview"
    );
    let rows = evidence::abandoned(town.state.store.reader(), 10)
        .await
        .expect("rows");
    assert!(rows.is_empty());
    drop(desk.get("/staff").await);
}

#[tokio::test]
async fn an_object_without_a_file_is_swept_after_a_day_and_not_before() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    post_files(
        &mut resident,
        &[("a.png", &picture(9, 9, ImageFormat::Png))],
        &[("do", "upload")],
    )
    .await;
    let place = &town.state.evidence;
    place
        .objects
        .put(&server::evidence::objects::new_name(), vec![1; 99])
        .await
        .expect("written");
    let drawer = town.files().join("ab");
    std::fs::create_dir_all(&drawer).expect("folder");
    std::fs::write(drawer.join(".abcdef.part"), b"half").expect("what a broken write leaves");
    assert_eq!(below(&town.files()).len(), 4);
    let store = &town.state.store;
    let now = time::OffsetDateTime::now_utc();
    let young = server::evidence::sweep::sweep(store, place, now - time::Duration::DAY)
        .await
        .expect("swept");
    assert_eq!(young.orphans, 0);
    let old = server::evidence::sweep::sweep(store, place, now + time::Duration::HOUR)
        .await
        .expect("swept");
    assert_eq!(old.orphans, 2);
    assert_eq!(
        below(&town.files()).len(),
        2,
        "what belongs to a file stays"
    );
}
