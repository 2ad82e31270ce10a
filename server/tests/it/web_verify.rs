//! Checking a copy: what an insurer is told of a code and of a file, and what nobody is told.

use crate::support::filled::{Extent, answers};
use crate::support::log;
use crate::support::town::{Browser, Filed, Page, Town};
use app::page::verify::KEY_ADDRESS;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Role;
use domain::incident::Kind;
use domain::number::CopyCode;
use server::copy::key::CopyKey;
use server::copy::mark;
use server::secret::copy_code_hash;
use server::store::reports::{self, ReportRow};
use server::store::{StoreError, copies};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const BOUNDARY: &str = "one-boundary-of-the-tests";
const UNALTERED: &str = "This file is unaltered";
const ALTERED: &str = "This file was altered";
const NOT_OURS: &str = "This is not a file that we issued";
const WRONG: &str = "We know no copy with this code";

/// A report that is approved, its copy mailed.
async fn approved(town: &Town, kind: Kind, lang: &str) -> Filed {
    let mut browser = town.browser();
    browser.cookies.insert("lang".to_owned(), lang.to_owned());
    browser.fill(&answers(kind, Extent::Least, "Heron")).await;
    let sent = browser.post("/report/check", &[("certify", "yes")]).await;
    assert_eq!(sent.location(), "/report/sent", "{}", sent.text);
    let filed = Filed::read(&browser.get("/report/sent").await);
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let path = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&path).await.attribute("name=\"version\" value");
    let done = desk
        .post(
            &format!("{path}/approve"),
            &[("version", &version), ("damage", "minor"), ("threat", "no")],
        )
        .await;
    assert!(done.location().starts_with("/staff?done="), "{}", done.text);
    town.work().await;
    filed
}

/// The copy, as the filer downloads it.
async fn issued(town: &Town, filed: &Filed) -> Vec<u8> {
    let keys = [
        ("tracking", &filed.tracking),
        ("access_code", &filed.access_code),
    ];
    let body = Body::from(serde_urlencoded::to_string(keys).expect("form"));
    let mut request = town.browser().request(Method::POST, "/status/copy", body);
    let form = "application/x-www-form-urlencoded".parse().expect("header");
    request.headers_mut().insert(header::CONTENT_TYPE, form);
    town.raw(request).await.1
}

async fn row(town: &Town, filed: &Filed) -> ReportRow {
    let tracking = filed.tracking.parse().expect("a number");
    reports::by_tracking(town.state.store.reader(), &tracking)
        .await
        .expect("read")
        .expect("a report")
}

async fn code(town: &Town, filed: &Filed) -> CopyCode {
    town.state.issuer.key.code(row(town, filed).await.id)
}

async fn ask(town: &Town, code: &str) -> Page {
    let query = serde_urlencoded::to_string([("c", code)]).expect("a query");
    town.browser().get(&format!("/verify?{query}")).await
}

async fn send(browser: &mut Browser<'_>, field: &str, file: &[u8]) -> Page {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"a.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    );
    let end = format!("\r\n--{BOUNDARY}--\r\n");
    let body = [head.as_bytes(), file, end.as_bytes()].concat();
    let mut request = browser.request(Method::POST, "/verify/file", Body::from(body));
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let kind = kind.parse().expect("type");
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    browser.send(request).await
}

/// Asks about a file from an address of its own.
async fn check(town: &Town, file: &[u8]) -> Page {
    send(&mut town.browser(), "copy", file).await
}

/// What a program of others says of a file.
fn tool(program: &str, args: &[&str], folder: &Path) -> String {
    let output = Command::new(program)
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{program} did not start: {error}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {text} {complaint}");
    text
}

#[tokio::test]
async fn an_issued_copy_is_found_genuine_by_its_code_and_unaltered_by_its_file() {
    let town = Town::open().await;
    let filed = approved(&town, Kind::LostProperty, "en").await;
    let file = issued(&town, &filed).await;
    assert_eq!(file, issued(&town, &filed).await, "the same file each time");
    let case = row(&town, &filed).await.case_number.expect("a number");
    let folder = town.folder.path();
    std::fs::write(folder.join("copy.pdf"), &file).expect("written");
    let paper = tool("pdftotext", &["-layout", "copy.pdf", "-"], folder);
    let code = code(&town, &filed).await;
    assert!(paper.contains(&code.to_string()), "{paper}");
    assert!(paper.contains("http://127.0.0.1:3000/verify"), "{paper}");

    let said = format!(
        "Issued on <strong class=\"break\">November 20, 2026</strong>, for case <strong class=\"break\">{case}</strong>, \
         by the Westport Police Department."
    );
    let by_code = ask(&town, &code.to_string().to_lowercase()).await;
    assert!(by_code.has("We issued a copy with this code"));
    let by_file = check(&town, &file).await;
    assert!(by_file.has(UNALTERED), "{}", by_file.text);
    for page in [&by_code, &by_file] {
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has(&said), "{}", page.text);
        let dd = page.text.split("<dd>").nth(1).expect("a fingerprint");
        let fingerprint = dd.split('<').next().expect("text");
        assert_eq!(fingerprint.len(), 19);
        assert!(paper.contains(fingerprint), "{fingerprint} in {paper}");
    }
    // What the square holds.
    assert!(ask(&town, code.compact()).await.has(&said));
}

#[tokio::test]
async fn the_mailed_file_is_the_downloaded_one_and_still_a_sound_pdf() {
    let town = Town::open().await;
    let filed = approved(&town, Kind::Vandalism, "en").await;
    let file = issued(&town, &filed).await;
    let mail = town.mail().join("\n").replace(['\r', '\n'], "");
    assert!(mail.contains(&STANDARD.encode(&file)));
    let folder = town.folder.path();
    std::fs::write(folder.join("copy.pdf"), &file).expect("written");
    let info = tool("pdfinfo", &["copy.pdf"], folder);
    assert!(
        info.contains("Tagged:") && info.contains("Pages:"),
        "{info}"
    );
}

#[tokio::test]
async fn one_flipped_byte_is_told() {
    let town = Town::open().await;
    let filed = approved(&town, Kind::LostProperty, "en").await;
    let whole = issued(&town, &filed).await;
    for at in [0, 900, whole.len() / 2, whole.len() - 1] {
        let mut file = whole.clone();
        file[at] ^= 1;
        let page = check(&town, &file).await;
        assert!(page.has(ALTERED) && !page.has(UNALTERED), "byte {at}");
        assert!(!page.has("WP26-"), "a changed file earns no case number");
    }
    let cut = check(&town, &whole[..whole.len() - 1]).await;
    assert!(cut.has(ALTERED));
    let added = check(&town, &[&whole[..], b"\n%%EOF\n"].concat()).await;
    assert!(added.has(ALTERED));
}

#[tokio::test]
async fn a_copy_of_another_department_is_told() {
    let town = Town::open().await;
    let filed = approved(&town, Kind::LostProperty, "en").await;
    let report = row(&town, &filed).await;
    let issuer = &town.state.issuer;
    let statement = issuer
        .statement(&report, &[], &town.clock)
        .expect("a statement");
    let other = CopyKey::new([9; 32]).expect("a key");
    let pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF";
    let theirs = mark::sign(&other, &statement, pdf).expect("signed");
    assert!(check(&town, &theirs).await.has(NOT_OURS));
    assert!(check(&town, pdf).await.has(NOT_OURS), "no signature at all");
    assert!(
        ask(&town, &other.code(report.id).to_string())
            .await
            .has(WRONG)
    );
    // Not even a row of our own database makes it ours.
    let code = other.code(report.id);
    let row = other.sign(&statement);
    town.state
        .store
        .write::<_, StoreError, _>(async |tx| copies::keep(tx, copy_code_hash(&code), &row).await)
        .await
        .expect("kept");
    assert!(ask(&town, &code.to_string()).await.has(WRONG));
}

#[tokio::test]
async fn a_spanish_copy_is_checked_in_either_language() {
    let town = Town::open().await;
    let filed = approved(&town, Kind::LostProperty, "es").await;
    let file = issued(&town, &filed).await;
    let folder = town.folder.path();
    std::fs::write(folder.join("copy.pdf"), &file).expect("written");
    let paper = tool("pdftotext", &["-layout", "copy.pdf", "-"], folder);
    assert!(paper.contains("Comprobar esta copia"), "{paper}");
    assert!(check(&town, &file).await.has(UNALTERED));
    let mut insurer = town.browser();
    insurer.cookies.insert("lang".to_owned(), "es".to_owned());
    let page = send(&mut insurer, "copy", &file).await;
    assert!(page.has("Este archivo no fue alterado") && page.has("20 de noviembre de 2026"));
    let code = code(&town, &filed).await;
    let page = insurer.get(&format!("/verify?c={}", code.compact())).await;
    assert!(page.has("Emitimos una copia con este código"));
}

#[tokio::test]
async fn nothing_about_a_person_is_on_the_page_or_in_the_square() {
    let town = Town::open().await;
    let filed = approved(&town, Kind::HarassingCalls, "en").await;
    let file = issued(&town, &filed).await;
    let code = code(&town, &filed).await;
    let report = row(&town, &filed).await;
    let pages = [
        ask(&town, &code.to_string()).await,
        check(&town, &file).await,
    ];
    let typed = report.answers.iter().map(|(_, value)| value.to_owned());
    let canaries = typed
        .filter(|value| value.len() >= 8)
        .chain([
            "Heron".to_owned(),
            filed.tracking.clone(),
            filed.compact(),
            filed.access_code.clone(),
            report.id.to_string(),
            "Officer ada".to_owned(),
            "arass".to_owned(),
            "phone call".to_owned(),
        ])
        .collect::<Vec<_>>();
    assert!(canaries.len() > 10, "{canaries:?}");
    for page in pages {
        assert!(page.has("WP26-"));
        for canary in &canaries {
            assert!(!page.has(canary), "{canary}");
        }
    }
    let statement = town
        .state
        .issuer
        .statement(&report, &[], &town.clock)
        .expect("a statement");
    let check = town.state.issuer.verification(&code, &statement);
    let link = format!("http://127.0.0.1:3000/verify?c={}", code.compact());
    assert_eq!(check.link, link);
    // The code is no spelling of any number of the report.
    assert!(!code.compact().contains(&filed.compact()[..6]));
}

#[tokio::test]
async fn wrong_codes_get_one_message_and_then_have_to_wait() {
    let town = Town::open().await;
    let filed = approved(&town, Kind::LostProperty, "en").await;
    let code = code(&town, &filed).await.to_string();
    let unknown = CopyCode::from_bytes(|| 3).to_string();
    let long = "9".repeat(3000);
    for wrong in [
        "x",
        unknown.as_str(),
        &code[..20],
        "%00",
        long.as_str(),
        "é",
    ] {
        let page = ask(&town, wrong).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.has(WRONG) && page.has("id=\"error-summary\""),
            "{wrong}"
        );
    }
    for _ in 0..4 {
        ask(&town, &unknown).await;
    }
    let page = ask(&town, &code).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.has("Too many tries") && !page.has("WP26-"));
    let file = issued(&town, &filed).await;
    assert!(check(&town, &file).await.has("Too many tries"));
    let mut elsewhere = town.browser();
    elsewhere.address = std::net::SocketAddr::from(([198, 51, 100, 9], 4000));
    let there = elsewhere.get(&format!("/verify?c={code}")).await;
    assert!(there.has("WP26-"), "another address is not slowed down");
    town.clock.advance(Duration::from_secs(16 * 60));
    assert!(ask(&town, &code).await.has("WP26-"));
}

#[tokio::test]
async fn neither_the_code_nor_the_file_is_logged_or_kept() {
    let town = Town::open().await;
    log::listen();
    let filed = approved(&town, Kind::LostProperty, "en").await;
    let code = code(&town, &filed).await;
    ask(&town, &code.to_string()).await;
    ask(&town, code.compact()).await;
    check(&town, b"Kanarek-of-the-insurer").await;
    let log = log::caught();
    assert!(log.contains("/verify/file"), "the log is listened to");
    for canary in [code.to_string(), code.compact().to_owned()] {
        assert!(!log.contains(&canary) && !town.database_holds(&canary));
    }
    assert!(!log.contains("Kanarek-of") && !town.database_holds("Kanarek-of"));
}

#[tokio::test]
async fn openssl_finds_the_signature_right_with_the_published_key() {
    let town = Town::open().await;
    let filed = approved(&town, Kind::LostProperty, "en").await;
    let file = issued(&town, &filed).await;
    let key = town.browser().get(KEY_ADDRESS).await;
    assert_eq!(key.headers[header::CONTENT_TYPE], "application/x-pem-file");
    // As docs/verify.md says: take the line out, hash the rest, check the signature.
    let lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
    let (line, rest): (Vec<&[u8]>, Vec<&[u8]>) = lines
        .into_iter()
        .partition(|line| line.starts_with(b"%police-report-copy "));
    let line = std::str::from_utf8(line[0]).expect("text").trim_end();
    let (statement, signature) = line[1..].split_once(" signature:").expect("a signature");
    let hash = server::evidence::entry::hex(&Sha256::digest(rest.concat()));
    assert!(statement.ends_with(&format!(" file:{hash}")));
    assert!(statement.starts_with("police-report-copy 1 CT0015800 WP26-"));
    let folder = town.folder.path();
    std::fs::write(folder.join("key.pem"), key.text).expect("written");
    std::fs::write(folder.join("statement"), statement).expect("written");
    let signature = STANDARD.decode(signature).expect("base64");
    std::fs::write(folder.join("signature"), signature).expect("written");
    let args = "pkeyutl -verify -pubin -inkey key.pem -rawin -in statement -sigfile signature";
    let args: Vec<&str> = args.split(' ').collect();
    assert!(tool("openssl", &args, folder).contains("Signature Verified Successfully"));
}

#[tokio::test]
async fn an_upload_is_bounded_and_says_what_is_missing() {
    let town = Town::open().await;
    let large = vec![b'x'; (5 << 20) + 1];
    let page = check(&town, &large).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.has("This file is too large to be one of ours"));
    let page = check(&town, &large[1..]).await;
    assert!(page.has(NOT_OURS), "5 MB are looked at");
    let page = check(&town, b"").await;
    assert!(page.has("Choose the PDF file first"));
    let page = check(&town, &vec![b'x'; 33 << 20]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    let page = send(&mut town.browser(), "other", b"x").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    let page = town.browser().post("/verify/file", &[("copy", "x")]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.has("<h1>"), "a page with the telephone numbers");
}
