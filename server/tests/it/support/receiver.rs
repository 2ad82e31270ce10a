//! A records system that answers as told and keeps what it stored by its key.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Clone, Default)]
pub struct Receiver {
    answers: Arc<Mutex<Vec<Answer>>>,
    pub stored: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    /// The headers of every POST.
    pub posts: Arc<Mutex<Vec<HeaderMap>>>,
}

#[derive(Clone, Copy)]
pub enum Answer {
    Stored,
    StoredThenError,
    StoredThenSilence,
    Status(u16),
    /// Stores it and says this.
    StoredAs(&'static str),
    /// Does not store it and says this.
    Says(u16, &'static str),
}

impl Receiver {
    /// Gives these answers in turn, then 201, and 409 for what is there already.
    pub async fn start(answers: &[Answer]) -> (Self, String) {
        let receiver = Self::default();
        receiver.then(answers);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let url = format!(
            "http://{}/reports",
            listener.local_addr().expect("an address")
        );
        let own = receiver.clone();
        let app =
            Router::new().route(
                "/reports",
                post(move |headers: HeaderMap, body: Bytes| async move {
                    own.answer(headers, &body).await
                }),
            );
        tokio::spawn(async move { axum::serve(listener, app).await });
        (receiver, url)
    }

    /// What is answered next.
    pub fn then(&self, answers: &[Answer]) {
        *self.answers.lock().expect("lock") = answers.iter().rev().copied().collect();
    }

    pub fn posted(&self) -> usize {
        self.posts.lock().expect("lock").len()
    }

    async fn answer(&self, headers: HeaderMap, body: &[u8]) -> Response {
        assert_eq!(headers["content-type"], "application/json");
        let key = headers["idempotency-key"]
            .to_str()
            .expect("text")
            .to_owned();
        self.posts.lock().expect("lock").push(headers);
        let next = self.answers.lock().expect("lock").pop();
        let answer = next.unwrap_or(Answer::Stored);
        let status = |status| StatusCode::from_u16(status).expect("a status");
        match answer {
            Answer::Status(code) => return status(code).into_response(),
            Answer::Says(code, words) => return (status(code), words).into_response(),
            Answer::Stored
            | Answer::StoredThenError
            | Answer::StoredThenSilence
            | Answer::StoredAs(_) => {}
        }
        let before = self.stored.lock().expect("lock").insert(key, body.to_vec());
        let stored = match before {
            Some(_) => StatusCode::CONFLICT,
            None => StatusCode::CREATED,
        };
        match answer {
            Answer::StoredThenError => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            Answer::StoredThenSilence => {
                tokio::time::sleep(Duration::from_secs(60)).await;
                stored.into_response()
            }
            Answer::StoredAs(words) => (stored, words).into_response(),
            Answer::Stored | Answer::Status(_) | Answer::Says(..) => stored.into_response(),
        }
    }
}
