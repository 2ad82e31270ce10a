//! A link is never shown to a filer: not on a page, not in a mail, not on the copy, not in the records document.

use crate::links::{all, approve, file};
use crate::support::town::{Filed, Town};
use axum::body::Body;
use axum::http::{Method, header};
use domain::access::Role;
use domain::incident::Kind;
use server::web::routes::{Needs, Verb, routes};
use std::process::Command;

/// What only the desk reads of a link, and the numbers of the other report.
fn secrets(other: &Filed, case: &str) -> Vec<String> {
    let words = [
        "belong together",
        "Near repeat",
        "near repeat",
        "The same plate",
        "stands in both",
        "in both",
        "one_night",
        "near_repeat",
    ];
    words
        .iter()
        .map(|word| (*word).to_owned())
        .chain([other.tracking.clone(), other.compact(), case.to_owned()])
        .collect()
}

#[tokio::test]
async fn a_filer_of_a_linked_report_is_told_nothing_of_it_anywhere() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let own = [
        ("place_pin", "41.14140,-73.35790"),
        ("place_address", "12 Main Street"),
        ("vehicles.0.plate_state", "Connecticut"),
        ("from_time", "11:30 pm"),
    ];
    let first = file(&town, Kind::VehicleBurglary, "Heron", &own).await;
    let second = file(&town, Kind::VehicleBurglary, "Egret", &own).await;
    approve(&mut desk, &first).await;
    let page = approve(&mut desk, &second).await;
    let case = page.attribute("data-case-number");
    assert_eq!(case, "WP26-000002");
    assert!(all(&town).await.len() >= 3, "plate, night and near repeat");
    let link = all(&town).await[0].id;
    desk.post(
        &format!("/staff/links/{link}/confirm"),
        &[("back", "/staff/links")],
    )
    .await;
    town.work().await;

    let secrets = secrets(&second, &case);
    let clean = |what: &str, text: &str| {
        for secret in &secrets {
            assert!(
                !text.contains(secret.as_str()),
                "{what} tells {secret}: {text}"
            );
        }
    };
    let keys = [
        ("tracking", first.tracking.as_str()),
        ("access_code", first.access_code.as_str()),
    ];
    let mut resident = town.browser();
    for (path, more) in [
        ("/status", None),
        ("/status/reply", Some(("answer", "It had a red tag."))),
        ("/status/follow-up", None),
    ] {
        let mut fields = keys.to_vec();
        fields.extend(more);
        let page = resident.post(path, &fields).await;
        clean(path, &page.text);
    }
    // Every address of a resident, with the cookies of a browser that has filed.
    let mut walked = 0;
    for route in routes() {
        if matches!(
            route.needs,
            Needs::Staff(..) | Needs::Glance(..) | Needs::Api(..)
        ) || route.verb != Verb::Get
        {
            continue;
        }
        let path = route
            .path
            .replace("{step}", "emergency")
            .replace("{entry}", "add")
            .replace("{id}", "00000000-0000-7000-8000-000000000000");
        clean(&path, &resident.get(&path).await.text);
        walked += 1;
    }
    assert!(walked > 15, "{walked} addresses");

    town.work().await;
    let mails: Vec<String> = town
        .mail()
        .into_iter()
        .filter(|mail| mail.contains("heron@example.org"))
        .collect();
    assert!(mails.len() >= 2, "a receipt and a copy");
    for mail in &mails {
        clean("a mail", mail);
    }
    let records = town.records();
    let document = records
        .iter()
        .find(|record| record.to_string().contains("Heron"))
        .expect("the records document");
    clean("the records document", &document.to_string());

    let form = serde_urlencoded::to_string(keys).expect("form");
    let mut request = town
        .browser()
        .request(Method::POST, "/status/copy", Body::from(form));
    let kind = "application/x-www-form-urlencoded".parse().expect("header");
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    let (_, copy) = town.raw(request).await;
    std::fs::write(town.folder.path().join("copy.pdf"), &copy).expect("written");
    let paper = Command::new("pdftotext")
        .args(["-layout", "copy.pdf", "-"])
        .current_dir(town.folder.path())
        .output()
        .expect("pdftotext");
    let paper = String::from_utf8_lossy(&paper.stdout).into_owned();
    assert!(paper.contains("Heron"), "{paper}");
    clean("the copy", &paper);
}
