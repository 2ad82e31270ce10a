//! Files in pieces, as the script of the page sends them: resumed, out of turn, of somebody else.

use crate::support::attached::{
    anywhere, append, at_the_files, create, offset, pdf, photo, recording, remove_path,
};
use crate::support::town::{Browser, Page, Town};
use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use futures_util::stream;
use server::secret::{CookieValue, DraftKey};
use server::store::evidence::{self, EvidenceState};

const MIB: usize = 1 << 20;

fn at(page: &Page) -> String {
    page.location()
}

async fn kept(browser: &mut Browser<'_>, at: &str) -> usize {
    let page = browser.get(at).await;
    assert_eq!(page.status, StatusCode::NO_CONTENT, "{}", page.text);
    offset(&page)
}

/// A body whose connection breaks after these bytes.
fn broken(bytes: &[u8]) -> Body {
    let pieces: Vec<Result<Bytes, std::io::Error>> = bytes
        .chunks(100_000)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .chain([Err(std::io::Error::other("cut"))])
        .collect();
    Body::from_stream(stream::iter(pieces))
}

#[tokio::test]
async fn a_file_arrives_in_pieces() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let sound = recording(5 * MIB + 17);
    let begun = create(&mut resident, "call.wav", sound.len()).await;
    assert_eq!((begun.status, offset(&begun)), (StatusCode::CREATED, 0));
    let at = at(&begun);
    for (piece, begins) in sound.chunks(4 * MIB).zip((0..).step_by(4 * MIB)) {
        let answer = append(&mut resident, &at, begins, Body::from(piece.to_vec())).await;
        assert!(answer.status.is_success(), "{}", answer.text);
        assert_eq!(offset(&answer), begins + piece.len());
    }
    assert!(
        resident
            .get("/report/evidence")
            .await
            .has("WAV sound, 5 MB")
    );
}

#[tokio::test]
async fn a_file_goes_on_after_its_connection_broke() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let sound = recording(6 * MIB);
    let at = at(&create(&mut resident, "call.wav", sound.len()).await);
    let cut = append(&mut resident, &at, 0, broken(&sound[..2 * MIB + 500_000])).await;
    assert_eq!(cut.status, StatusCode::REQUEST_TIMEOUT);
    // What is kept ends with a chunk; what came of the next one is sent again.
    assert_eq!(kept(&mut resident, &at).await, 2 * MIB);
    let rest = append(
        &mut resident,
        &at,
        2 * MIB,
        Body::from(sound[2 * MIB..].to_vec()),
    )
    .await;
    assert_eq!((rest.status, offset(&rest)), (StatusCode::OK, sound.len()));
    let row = only(&town, &resident).await;
    let hash = ring::digest::digest(&ring::digest::SHA256, &sound);
    assert_eq!(row.whole.expect("whole").sha256.as_slice(), hash.as_ref());
}

#[tokio::test]
async fn the_same_file_chosen_again_goes_on_where_it_stood() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let sound = recording(3 * MIB);
    let first = create(&mut resident, "call.wav", sound.len()).await;
    append(
        &mut resident,
        &at(&first),
        0,
        Body::from(sound[..MIB].to_vec()),
    )
    .await;
    let page = resident.get("/report/evidence").await;
    assert!(page.has("1 MB of 3 MB arrived"), "{}", page.text);
    let again = create(&mut resident, "call.wav", sound.len()).await;
    assert_eq!((at(&again), offset(&again)), (at(&first), MIB));
    let other = create(&mut resident, "call.wav", sound.len() + 1).await;
    assert_ne!(at(&other), at(&first), "another size is another file");
}

#[tokio::test]
async fn everything_sent_and_the_answer_lost_is_a_whole_file() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let pdf = pdf();
    let at = at(&create(&mut resident, "a.pdf", pdf.len()).await);
    append(&mut resident, &at, 0, Body::from(pdf.clone())).await;
    let again = resident.get(&at).await;
    assert_eq!((again.status, offset(&again)), (StatusCode::OK, pdf.len()));
    let more = append(&mut resident, &at, 0, Body::from("more")).await;
    assert_eq!(more.status, StatusCode::OK, "nothing is added to it");
}

#[tokio::test]
async fn a_piece_that_does_not_begin_where_the_file_ends_is_told_where_that_is() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let sound = recording(3 * MIB);
    let at = at(&create(&mut resident, "call.wav", sound.len()).await);
    append(&mut resident, &at, 0, Body::from(sound[..MIB].to_vec())).await;
    for wrong in [0, MIB - 1, 2 * MIB] {
        let answer = append(&mut resident, &at, wrong, Body::from(vec![0; 10])).await;
        assert_eq!(
            (answer.status, offset(&answer)),
            (StatusCode::CONFLICT, MIB),
            "{wrong}"
        );
    }
    let without = resident.request(Method::PATCH, &at, Body::from("x"));
    assert_eq!(resident.send(without).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn two_pieces_at_once_are_one() {
    let town = Town::open().await;
    let resident = at_the_files(&town).await;
    let (mut a, mut b) = (town.browser(), town.browser());
    a.cookies = resident.cookies.clone();
    b.cookies = resident.cookies.clone();
    let sound = recording(2 * MIB);
    let at = at(&create(&mut a, "call.wav", sound.len()).await);
    let (first, second) = tokio::join!(
        append(&mut a, &at, 0, Body::from(sound[..MIB].to_vec())),
        append(&mut b, &at, 0, Body::from(sound[..MIB].to_vec())),
    );
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
    assert_eq!(kept(&mut a, &at).await, MIB);
    let rest = append(&mut a, &at, MIB, Body::from(sound[MIB..].to_vec())).await;
    assert_eq!(rest.status, StatusCode::OK);
}

#[tokio::test]
async fn more_than_was_announced_is_refused() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let pdf = pdf();
    let at = at(&create(&mut resident, "a.pdf", pdf.len()).await);
    let over = [pdf.as_slice(), b"x"].concat();
    let answer = append(&mut resident, &at, 0, Body::from(over)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(kept(&mut resident, &at).await, 0);
}

#[tokio::test]
async fn what_can_be_refused_before_a_byte_is_sent_is() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    for (name, size, status, line) in [
        (
            "a.wav",
            (250 << 20) + 1,
            StatusCode::PAYLOAD_TOO_LARGE,
            "too large",
        ),
        ("a.wav", 0, StatusCode::UNPROCESSABLE_ENTITY, "empty"),
        (
            "a.exe",
            10,
            StatusCode::UNPROCESSABLE_ENTITY,
            "this kind of file",
        ),
    ] {
        let answer = create(&mut resident, name, size).await;
        assert_eq!(answer.status, status, "{name} {size}");
        assert!(answer.has(line) && !answer.has("<html"), "{}", answer.text);
    }
    let nonsense = resident
        .post("/report/evidence/uploads", &[("name", "a"), ("size", "-1")])
        .await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
    for _ in 0..16 {
        // Sixteen unfinished files fill the report, too.
        let size = 100 + resident.get("/report/evidence").await.text.len();
        assert_eq!(
            create(&mut resident, "a.wav", size).await.status,
            StatusCode::CREATED
        );
    }
    let full = create(&mut resident, "a.wav", 99).await;
    assert_eq!(
        full.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        full.text
    );
}

#[tokio::test]
async fn the_first_piece_of_a_program_is_the_last() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let program = [&b"MZ\x90\0"[..], &vec![0; 2 * MIB]].concat();
    let at = at(&create(&mut resident, "holiday.jpg", 200 * MIB).await);
    let answer = append(&mut resident, &at, 0, Body::from(program)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.has("this kind of file"), "{}", answer.text);
    assert_eq!(only(&town, &resident).await.state, EvidenceState::Refused);
    assert_eq!(
        resident.get(&at).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn nobody_reaches_the_files_of_another_draft() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let photo = photo();
    let at = at(&create(&mut resident, "door.jpg", photo.len()).await);
    let id = at.rsplit('/').next().expect("an id").to_owned();
    let mut other = at_the_files(&town).await;
    let mut stranger = town.browser();
    assert_eq!(other.get(&at).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        append(&mut other, &at, 0, Body::from(photo.clone()))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(stranger.get(&at).await.status, StatusCode::GONE);
    assert_eq!(
        append(&mut stranger, &at, 0, Body::from(photo.clone()))
            .await
            .status,
        StatusCode::GONE
    );
    assert_eq!(
        create(&mut stranger, "a.jpg", 10).await.status,
        StatusCode::GONE
    );
    append(&mut resident, &at, 0, Body::from(photo)).await;
    let preview = format!("/report/evidence/{id}/preview");
    assert_eq!(resident.get(&preview).await.status, StatusCode::OK);
    assert_eq!(other.get(&preview).await.status, StatusCode::NOT_FOUND);
    let remove = remove_path(&resident.get("/report/evidence").await);
    assert_eq!(other.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&preview).await.location(), "/");
    // The desk has no business with it before it is sent.
    let mut desk = town.desk("ada", domain::access::Role::Supervisor).await;
    assert_eq!(
        desk.get(&format!("/staff/files/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_report_that_is_sent_takes_no_more() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let sound = recording(2 * MIB);
    let at = at(&create(&mut resident, "call.wav", sound.len()).await);
    resident.post("/report/check", &[("certify", "yes")]).await;
    assert_eq!(
        append(&mut resident, &at, 0, Body::from(sound))
            .await
            .status,
        StatusCode::GONE
    );
    assert_eq!(
        create(&mut resident, "b.wav", 10).await.status,
        StatusCode::GONE
    );
    assert_eq!(
        resident.get("/report/evidence").await.location(),
        "/report/sent"
    );
    assert!(!anywhere(&town.files(), b"RIFF"));
}

#[tokio::test]
async fn too_many_uploads_at_once_are_asked_to_come_back() {
    let town = Town::open().await;
    let mut resident = at_the_files(&town).await;
    let at = at(&create(&mut resident, "a.pdf", pdf().len()).await);
    let turns: Vec<_> = std::iter::from_fn(|| town.state.evidence.turn()).collect();
    assert_eq!(turns.len(), 64);
    let busy = append(&mut resident, &at, 0, Body::from(pdf())).await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(busy.has("try again in a minute"), "{}", busy.text);
    drop(turns);
    assert_eq!(
        append(&mut resident, &at, 0, Body::from(pdf()))
            .await
            .status,
        StatusCode::OK
    );
}

/// The one file of a draft.
async fn only(town: &Town, browser: &Browser<'_>) -> evidence::EvidenceRow {
    let secret = DraftKey::read(&browser.cookies["draft"]).expect("a cookie");
    let mut rows = evidence::for_draft(town.state.store.reader(), secret.hash())
        .await
        .expect("rows");
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}
