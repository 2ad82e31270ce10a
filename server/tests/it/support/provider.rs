//! A small OpenID Connect provider: discovery, keys and tokens, signed with a key of its own. What it says of somebody
//! is what the test told it to say.

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

pub const CLIENT: &str = "westport-desk";
pub const SECRET: &str = "the client's own secret";

#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    key: Arc<EcdsaKeyPair>,
    /// Signs in place of the key that is published.
    forger: Option<Arc<EcdsaKeyPair>>,
    told: Arc<Mutex<Told>>,
}

#[derive(Default)]
struct Told {
    claims: Value,
    /// Of the authorization request, to be checked when the code is redeemed.
    challenge: String,
    forged: bool,
    unsigned: bool,
}

fn key() -> Arc<EcdsaKeyPair> {
    let random = SystemRandom::new();
    let pkcs8 =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random);
    Arc::new(key.expect("the key"))
}

impl Provider {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("address"));
        let provider = Self {
            issuer,
            key: key(),
            forger: Some(key()),
            told: Arc::default(),
        };
        let service = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, service).await });
        provider
    }

    /// Somebody has signed in there; what the next token says of them, after the request of this address.
    pub fn vouch(&self, address: &str, change: impl FnOnce(&mut Value), login: &str, now: i64) {
        let asked = query(address);
        let mut claims = json!({
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "subject-1",
            "iat": now,
            "exp": now + 600,
            "nonce": asked["nonce"],
            "preferred_username": login,
        });
        change(&mut claims);
        let mut told = self.told.lock().expect("told");
        *told = Told {
            claims,
            challenge: asked["code_challenge"].clone(),
            ..Told::default()
        };
    }

    /// The next token is signed by somebody else.
    pub fn forge(&self) {
        self.told.lock().expect("told").forged = true;
    }

    /// The next token is signed by nobody.
    pub fn leave_unsigned(&self) {
        self.told.lock().expect("told").unsigned = true;
    }
}

/// What an address asks.
pub fn query(address: &str) -> BTreeMap<String, String> {
    let asked = address.split_once('?').expect("a query").1;
    serde_urlencoded::from_str(asked).expect("pairs")
}

async fn configuration(State(provider): State<Provider>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", provider.issuer);
    Json(json!({
        "issuer": provider.issuer,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    }))
}

async fn keys(State(provider): State<Provider>) -> Json<Value> {
    let point = provider.key.public_key().as_ref();
    Json(json!({ "keys": [{
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "1",
        "x": BASE64.encode(&point[1..33]), "y": BASE64.encode(&point[33..65]),
    }]}))
}

async fn token(
    State(provider): State<Provider>,
    headers: axum::http::HeaderMap,
    Form(given): Form<BTreeMap<String, String>>,
) -> Result<Json<Value>, axum::http::StatusCode> {
    let told = provider.told.lock().expect("told");
    let proof = BASE64.encode(Sha256::digest(&given["code_verifier"]));
    let client = base64::engine::general_purpose::STANDARD.encode(format!(
        "{CLIENT}:{}",
        percent_encoding::utf8_percent_encode(SECRET, percent_encoding::NON_ALPHANUMERIC)
            .to_string()
            .replace("%20", "+")
    ));
    let known = headers["authorization"] == format!("Basic {client}");
    if given["code"] != "good" || proof != told.challenge || !known {
        return Err(axum::http::StatusCode::BAD_REQUEST);
    }
    let (algorithm, key) = match (told.unsigned, told.forged) {
        (true, _) => ("none", None),
        (false, true) => ("ES256", provider.forger.as_ref()),
        (false, false) => ("ES256", Some(&provider.key)),
    };
    let head = BASE64.encode(json!({ "alg": algorithm, "kid": "1" }).to_string());
    let body = BASE64.encode(told.claims.to_string());
    let signed = format!("{head}.{body}");
    let signature = key.map_or_else(Vec::new, |key| {
        let signature = key.sign(&SystemRandom::new(), signed.as_bytes());
        signature.expect("signed").as_ref().to_vec()
    });
    Ok(Json(json!({
        "access_token": "unused",
        "token_type": "Bearer",
        "id_token": format!("{signed}.{}", BASE64.encode(signature)),
    })))
}
