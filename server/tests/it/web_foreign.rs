//! What is somebody else's answers as what is not there: the same status and the same words, so that nobody learns from
//! an answer that there is something.

use crate::support::attached::{append, at_the_files, create, photo, remove_path};
use crate::support::town::{Browser, Filed, Page, Town};
use axum::body::Body;
use axum::http::StatusCode;
use domain::access::Role;
use domain::incident::Kind;
use server::store::{Uuid, reports, staff};
use std::net::SocketAddr;

/// Nobody's.
const NONE: &str = "0192aaaa-0000-7000-8000-000000000000";

/// What a stranger can tell of an answer, without the ids that they wrote themselves.
fn told(page: &Page, own: &[&str]) -> (StatusCode, String, String, Vec<String>) {
    let hidden = |text: &str| {
        own.iter()
            .fold(text.to_owned(), |text, id| text.replace(id, "ID"))
    };
    let headers = page
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value:?}"));
    (
        page.status,
        hidden(&page.location()),
        hidden(&page.text),
        headers
            .filter(|line| !line.starts_with("location"))
            .collect(),
    )
}

#[tokio::test]
async fn a_file_of_another_draft_answers_as_one_that_is_not_there() {
    let town = Town::open().await;
    let mut owner = at_the_files(&town).await;
    let bytes = photo();
    let at = create(&mut owner, "door.jpg", bytes.len()).await.location();
    append(&mut owner, &at, 0, Body::from(bytes.clone())).await;
    let id = at.rsplit('/').next().expect("an id");
    let remove = remove_path(&owner.get("/report/evidence").await);
    let mut other = at_the_files(&town).await;
    let mut desk = town.desk("ada", Role::Supervisor).await;
    let uploads = |id: &str| format!("/report/evidence/uploads/{id}");
    let preview = |id: &str| format!("/report/evidence/{id}/preview");
    let looks: [(&mut Browser<'_>, &str, &str); 3] = [
        (&mut other, &uploads("ID"), "how far it has come"),
        (
            &mut town.browser(),
            &preview("ID"),
            "a preview, without a draft",
        ),
        (
            &mut desk,
            "/staff/files/ID",
            "at the desk, before it is sent",
        ),
    ];
    for (browser, path, what) in looks {
        let (its, none) = (path.replace("ID", id), path.replace("ID", NONE));
        let its = browser.get(&its).await;
        let none = browser.get(&none).await;
        assert_eq!(told(&its, &[id]), told(&none, &[NONE]), "{what}");
        assert_ne!(its.status, StatusCode::OK, "{what}");
    }
    for (what, its, none) in [
        (
            "preview",
            other.get(&preview(id)).await,
            other.get(&preview(NONE)).await,
        ),
        (
            "remove",
            other.post(&remove, &[]).await,
            other.post(&remove.replace(id, NONE), &[]).await,
        ),
        (
            "append",
            append(&mut other, &uploads(id), 0, Body::from(bytes.clone())).await,
            append(&mut other, &uploads(NONE), 0, Body::from(bytes.clone())).await,
        ),
        (
            "preview at the desk",
            desk.get(&format!("/staff/files/{id}/preview")).await,
            desk.get(&format!("/staff/files/{NONE}/preview")).await,
        ),
    ] {
        assert_eq!(told(&its, &[id]), told(&none, &[NONE]), "{what}");
        assert_eq!(its.status, StatusCode::NOT_FOUND, "{what}");
    }
    assert_eq!(
        owner.get(&preview(id)).await.status,
        StatusCode::OK,
        "it is still there"
    );
}

#[tokio::test]
async fn a_role_that_may_not_look_is_told_nothing_of_what_there_is() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Hidden").await.compact();
    let mut admin = town.desk("root", Role::Administrator).await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let root = staff::by_login(town.state.store.reader(), "root")
        .await
        .expect("read")
        .expect("root");
    let root = root.id.to_string();
    for (browser, path, id, none) in [
        (
            &mut admin,
            "/staff/reports/ID",
            filed.as_str(),
            "2222222222222",
        ),
        (&mut desk, "/staff/accounts/ID", root.as_str(), NONE),
    ] {
        let its = browser.get(&path.replace("ID", id)).await;
        let none_there = browser.get(&path.replace("ID", none)).await;
        assert_eq!(told(&its, &[id]), told(&none_there, &[none]), "{path}");
        assert_eq!(its.status, StatusCode::FORBIDDEN, "{path}");
    }
    for (path, id, none) in [
        ("/staff/reports/ID", filed.as_str(), "2222222222222"),
        ("/staff/accounts/ID", root.as_str(), NONE),
    ] {
        let mut nobody = town.browser();
        let its = nobody.get(&path.replace("ID", id)).await;
        let none_there = nobody.get(&path.replace("ID", none)).await;
        assert_eq!(told(&its, &[id]), told(&none_there, &[none]), "{path}");
        assert_eq!(its.location(), "/staff/sign-in");
    }
}

#[tokio::test]
async fn a_report_is_not_opened_by_the_code_of_another_nor_told_from_one_that_is_not_there() {
    let town = Town::open().await;
    let its = town.file(Kind::LostProperty, "Heron").await;
    let own = town.file(Kind::LostProperty, "Egret").await;
    town.approve(&its).await;
    let before = events(&town, &its).await;
    let none = "2222-2222-2222-2";
    let mails = town.mail().len();
    for (place, (path, more)) in [
        ("/status", None),
        ("/status/reply", Some(("answer", "It is mine."))),
        ("/status/copy", None),
        ("/status/follow-up", None),
        ("/status/withdraw", None),
    ]
    .into_iter()
    .enumerate()
    {
        let mut thief = town.browser();
        thief.address = SocketAddr::from(([198, 51, 100, u8::try_from(place).expect("few")], 4000));
        let mut answers = Vec::new();
        for tracking in [its.tracking.as_str(), none] {
            let mut fields = vec![
                ("tracking", tracking),
                ("access_code", own.access_code.as_str()),
            ];
            fields.extend(more);
            let page = thief.post(path, &fields).await;
            assert!(
                page.has("These two do not fit together"),
                "{path}: {}",
                page.text
            );
            answers.push(told(&page, &[tracking]));
        }
        assert_eq!(answers[0], answers[1], "{path}");
    }
    assert_eq!(
        events(&town, &its).await,
        before,
        "nothing has happened to it"
    );
    assert_eq!(town.mail().len(), mails);
}

async fn events(town: &Town, filed: &Filed) -> usize {
    let id: Uuid = town.id(filed).await;
    reports::events(town.state.store.reader(), id)
        .await
        .expect("read")
        .len()
}

#[tokio::test]
async fn who_closes_a_request_that_is_not_there_or_closed_already_has_done_nothing() {
    use server::store::audit::{self, Outcome};
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let fields = [("officer", "Sgt. Hall"), ("outcome", "met at home")];
    let answer = desk
        .post(&format!("/staff/callbacks/{NONE}/close"), &fields)
        .await;
    assert_eq!(answer.location(), "/staff/callbacks");
    let rows = audit::recent(town.state.store.reader(), 1)
        .await
        .expect("rows");
    assert_eq!(
        (rows[0].action.as_str(), rows[0].outcome),
        ("officer_request.close", Outcome::Failed)
    );
}
