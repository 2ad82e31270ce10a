//! Files in a bucket: a small server that speaks as much S3 as is asked of it, and checks who asks.

use crate::support::attached::{CANARY, at_the_files, post_files, recording, remove_path};
use crate::support::town::Town;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use server::evidence::objects::{Objects, ObjectsError, new_name};
use server::settings::{Bucket, FilesTarget, Secret};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

type Kept = Arc<Mutex<BTreeMap<String, Bytes>>>;

async fn s3(State(kept): State<Kept>, request: Request) -> Response {
    let signed = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value.starts_with("AWS4-HMAC-SHA256 Credential=AKIATEST/")
                && value.contains("/us-east-1/s3/aws4_request")
        });
    if !signed {
        return StatusCode::FORBIDDEN.into_response();
    }
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let query = request.uri().query().unwrap_or_default().to_owned();
    let body = axum::body::to_bytes(request.into_body(), 10_000_000)
        .await
        .expect("body");
    let mut kept = kept.lock().expect("not poisoned");
    match method {
        Method::PUT => {
            kept.insert(path, body);
            (StatusCode::OK, [(header::ETAG, "\"e\"")]).into_response()
        }
        Method::GET if query.contains("list-type=2") => {
            let contents: String = kept
                .iter()
                .map(|(path, bytes)| {
                    let key = path.trim_start_matches("/evidence-bucket/");
                    format!(
                        "<Contents><Key>{key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>\"e\"</ETag><Size>{}</Size></Contents>",
                        bytes.len()
                    )
                })
                .collect();
            let xml = format!(
                "<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>"
            );
            ([(header::CONTENT_TYPE, "application/xml")], xml).into_response()
        }
        Method::GET => match kept.get(&path) {
            Some(bytes) => (
                [
                    (header::ETAG, "\"e\""),
                    (header::LAST_MODIFIED, "Thu, 01 Jan 2026 00:00:00 GMT"),
                ],
                bytes.clone(),
            )
                .into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        Method::DELETE => {
            kept.remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

async fn bucket() -> (Kept, Objects) {
    let kept = Kept::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().fallback(s3).with_state(Arc::clone(&kept));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let objects = Objects::open(&FilesTarget::Bucket(Bucket {
        endpoint: format!("http://{address}"),
        region: "us-east-1".to_owned(),
        name: "evidence-bucket".to_owned(),
        access_key: Secret::new("AKIATEST"),
        secret_key: Secret::new("secret"),
    }))
    .expect("a bucket");
    (kept, objects)
}

#[tokio::test]
async fn a_bucket_keeps_gives_lists_and_forgets_objects() {
    let (kept, objects) = bucket().await;
    let name = new_name();
    let bytes: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
    assert_eq!(objects.get(&name).await, Err(ObjectsError::Missing));
    objects.put(&name, bytes.clone()).await.expect("kept");
    assert!(
        kept.lock()
            .expect("kept")
            .contains_key(&format!("/evidence-bucket/evidence/{name}"))
    );
    assert_eq!(objects.get(&name).await, Ok(bytes));
    let now = time::OffsetDateTime::now_utc();
    assert_eq!(objects.older_than(now).await, Ok(vec![name.clone()]));
    objects.delete(&name).await.expect("deleted");
    objects.delete(&name).await.expect("deleted already");
    assert_eq!(objects.older_than(now).await, Ok(Vec::new()));
}

#[tokio::test]
async fn files_go_into_the_bucket_sealed_and_come_back() {
    let (kept, objects) = bucket().await;
    let town = Town::open_with(|files| files.objects = objects).await;
    let mut resident = at_the_files(&town).await;
    let sound = recording(2_500_000);
    let sent = post_files(&mut resident, &[("call.wav", &sound)], &[("do", "upload")]).await;
    assert_eq!(
        sent.location(),
        "/report/evidence#evidence-list",
        "{}",
        sent.text
    );
    assert_eq!(kept.lock().expect("kept").len(), 3);
    for bytes in kept.lock().expect("kept").values() {
        assert!(memchr::memmem::find(bytes, CANARY.as_bytes()).is_none());
    }
    let page = resident.get("/report/evidence").await;
    assert!(page.has("WAV sound, 2.3 MB"), "{}", page.text);
    resident.post(&remove_path(&page), &[]).await;
    assert!(kept.lock().expect("kept").is_empty());
}
