//! A bucket that speaks S3, over the HTTP client and the cryptography that the server has already: what the
//! `object_store` crate would bring itself is a second TLS provider, and two of them panic at start.

use super::objects::ObjectsError;
use crate::settings::Bucket;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use object_store::aws::AmazonS3Builder;
use object_store::client::{
    CryptoProvider, DigestAlgorithm, DigestContext, HmacContext, HttpClient, HttpConnector,
    HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService, Signer,
    SigningAlgorithm,
};
use object_store::{ClientOptions, ObjectStore};
use ring::{digest, hmac};
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;

/// For one request: a chunk of 1 MiB at 20 kB/s takes 52 s.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest answer that is read: a sealed chunk, or a page of a listing (1,000 names, well under 1 MB).
const MAX_ANSWER: u64 = 4 << 20;

pub fn open(bucket: &Bucket) -> Result<Arc<dyn ObjectStore>, ObjectsError> {
    let store = AmazonS3Builder::new()
        .with_bucket_name(&bucket.name)
        .with_region(&bucket.region)
        .with_endpoint(&bucket.endpoint)
        .with_allow_http(bucket.endpoint.starts_with("http://"))
        .with_access_key_id(bucket.access_key.expose())
        .with_secret_access_key(bucket.secret_key.expose())
        // One at a time, by the plain request that every such service knows.
        .with_disable_bulk_delete(true)
        .with_http_connector(Ureq)
        .with_crypto_provider(Arc::new(Ring))
        .build()
        .map_err(|_| ObjectsError::Setting)?;
    Ok(Arc::new(store))
}

#[derive(Debug)]
struct Ureq;

impl HttpConnector for Ureq {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .proxy(None)
            .build()
            .into();
        Ok(HttpClient::new(Caller(agent)))
    }
}

#[derive(Debug)]
struct Caller(Agent);

#[async_trait::async_trait]
impl HttpService for Caller {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let agent = self.0.clone();
        let answered = tokio::task::spawn_blocking(move || send(&agent, parts, &body)).await;
        let (parts, bytes) = answered
            .map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error))?
            .map_err(|error| HttpError::new(kind(&error), error))?;
        let body = Full::new(Bytes::from(bytes)).map_err(|never| match never {});
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
    }
}

type Answer = (axum::http::response::Parts, Vec<u8>);

fn send(
    agent: &Agent,
    parts: axum::http::request::Parts,
    body: &Bytes,
) -> Result<Answer, ureq::Error> {
    let answer = if body.is_empty() && parts.method != axum::http::Method::PUT {
        agent.run(axum::http::Request::from_parts(parts, ()))?
    } else {
        agent.run(axum::http::Request::from_parts(parts, body.as_ref()))?
    };
    let (parts, mut body) = answer.into_parts();
    let bytes = body.with_config().limit(MAX_ANSWER).read_to_vec()?;
    Ok((parts, bytes))
}

fn kind(error: &ureq::Error) -> HttpErrorKind {
    match error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Io(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    }
}

/// What signing a request takes (AWS Signature Version 4): SHA-256 and its HMAC.
#[derive(Debug)]
struct Ring;

impl CryptoProvider for Ring {
    fn digest(&self, _: DigestAlgorithm) -> object_store::Result<Box<dyn DigestContext>> {
        Ok(Box::new(Running::<digest::Context, digest::Digest> {
            context: digest::Context::new(&digest::SHA256),
            done: None,
        }))
    }

    fn hmac(
        &self,
        _: DigestAlgorithm,
        secret: &[u8],
    ) -> object_store::Result<Box<dyn HmacContext>> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        Ok(Box::new(Running::<hmac::Context, hmac::Tag> {
            context: hmac::Context::with_key(&key),
            done: None,
        }))
    }

    fn sign(&self, _: SigningAlgorithm, _: &[u8]) -> object_store::Result<Box<dyn Signer>> {
        // Only Google's service signs with RSA.
        Err(object_store::Error::NotImplemented {
            operation: "RSA signatures".to_owned(),
            implementer: "files".to_owned(),
        })
    }
}

struct Running<C, D> {
    context: C,
    done: Option<D>,
}

impl DigestContext for Running<digest::Context, digest::Digest> {
    fn update(&mut self, data: &[u8]) {
        self.context.update(data);
    }

    fn finish(&mut self) -> object_store::Result<&[u8]> {
        let done: &digest::Digest = self.done.insert(self.context.clone().finish());
        Ok(done.as_ref())
    }
}

impl HmacContext for Running<hmac::Context, hmac::Tag> {
    fn update(&mut self, data: &[u8]) {
        self.context.update(data);
    }

    fn finish(&mut self) -> object_store::Result<&[u8]> {
        let done: &hmac::Tag = self.done.insert(self.context.clone().sign());
        Ok(done.as_ref())
    }
}
