//! Files at the desk: looked at and saved, each time on record, by whoever may read the report.

use crate::support::attached::{at_the_files, pdf, photo, post_files};
use crate::support::filled::{Extent, answers};
use crate::support::town::{Filed, Town};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::access::{Action, Role, may};
use domain::field::Choice;
use domain::incident::Kind;
use server::store::audit;

/// A report with a photo and a document; the paths of both.
async fn filed(town: &Town) -> (Filed, Vec<String>) {
    let mut resident = at_the_files(town).await;
    let (photo, pdf) = (photo(), pdf());
    post_files(
        &mut resident,
        &[("Tür 1.jpg", &photo), ("receipt", &pdf)],
        &[("do", "continue")],
    )
    .await;
    resident.post("/report/check", &[("certify", "yes")]).await;
    let filed = Filed::read(&resident.get("/report/sent").await);
    let mut desk = town.desk("first", Role::Reviewer).await;
    let page = desk
        .get(&format!("/staff/reports/{}", filed.compact()))
        .await;
    assert!(
        page.has("Preview of Tür 1.jpg") && page.has("Save the original"),
        "{}",
        page.text
    );
    let mut paths: Vec<String> = page
        .text
        .split("href=\"")
        .filter_map(|part| part.split('"').next())
        .filter(|path| path.starts_with("/staff/files/") && !path.ends_with("/preview"))
        .map(str::to_owned)
        .collect();
    paths.dedup();
    assert_eq!(paths.len(), 2);
    (filed, paths)
}

#[tokio::test]
async fn an_original_is_saved_as_it_was_sent_and_can_do_nothing_in_a_browser() {
    let town = Town::open().await;
    let (_, paths) = filed(&town).await;
    let desk = town.desk("ada", Role::Reviewer).await;
    for (path, bytes, kind, name) in [
        (
            &paths[0],
            photo(),
            "image/jpeg",
            "filename*=UTF-8''T%C3%BCr%201.jpg",
        ),
        (
            &paths[1],
            pdf(),
            "application/pdf",
            "filename=\"receipt.pdf\"",
        ),
    ] {
        let (head, body) = town
            .raw(desk.request(Method::GET, path, Body::empty()))
            .await;
        assert_eq!(body, bytes);
        assert_eq!(head["content-type"], kind);
        assert_eq!(head["content-length"], bytes.len().to_string().as_str());
        assert_eq!(head["x-content-type-options"], "nosniff");
        assert_eq!(
            head["content-security-policy"],
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
        );
        let disposition = head["content-disposition"].to_str().expect("text");
        assert!(
            disposition.starts_with("attachment; ") && disposition.contains(name),
            "{disposition}"
        );
    }
    let (head, _) = town
        .raw(desk.request(Method::GET, &format!("{}/preview", paths[0]), Body::empty()))
        .await;
    assert_eq!(head["content-type"], "image/jpeg");
}

#[tokio::test]
async fn every_look_and_every_download_is_on_record_with_who_and_from_where() {
    let town = Town::open().await;
    let (_, paths) = filed(&town).await;
    let mut desk = town.desk("ada", Role::Auditor).await;
    desk.get(&paths[1]).await;
    desk.get(&format!("{}/preview", paths[0])).await;
    assert_eq!(
        desk.get(&format!("{}/preview", paths[1])).await.status,
        StatusCode::NOT_FOUND,
        "no picture"
    );
    let rows = audit::recent(town.state.store.reader(), 3)
        .await
        .expect("rows");
    let of = |path: &str| path.rsplit('/').next().map(str::to_owned);
    let found: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.action.as_str(),
                row.object.clone(),
                row.source.as_deref(),
            )
        })
        .collect();
    let from = Some("192.0.2.7");
    assert_eq!(
        found,
        [
            ("file.preview", of(&paths[1]), from),
            ("file.preview", of(&paths[0]), from),
            ("file.save", of(&paths[1]), from)
        ]
    );
    assert_eq!(rows[0].actor.code(), "staff");
}

#[tokio::test]
async fn whoever_may_not_read_a_report_may_not_see_its_files() {
    let town = Town::open().await;
    let (_, paths) = filed(&town).await;
    for role in Role::ALL {
        let mut desk = town.desk(role.code(), *role).await;
        for path in [paths[0].clone(), format!("{}/preview", paths[0])] {
            let expected = if may(*role, Action::ReadReport) {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(desk.get(&path).await.status, expected, "{role:?} {path}");
        }
    }
    let mut nobody = town.browser();
    assert_eq!(nobody.get(&paths[0]).await.location(), "/staff/sign-in");
    let mut resident = town.browser();
    resident
        .fill(&answers(Kind::Vandalism, Extent::Least, "Other"))
        .await;
    assert_eq!(resident.get(&paths[0]).await.location(), "/staff/sign-in");
    for wrong in [
        "/staff/files/x",
        "/staff/files/0192aaaa-0000-7000-8000-000000000000",
    ] {
        let mut desk = town
            .desk(&format!("d{}", wrong.len()), Role::Reviewer)
            .await;
        let status = desk.get(wrong).await.status;
        assert!(
            status == StatusCode::NOT_FOUND || status == StatusCode::BAD_REQUEST,
            "{wrong} {status}"
        );
    }
}
