//! Signing in and out.

use super::desk_page;
use crate::evidence::entry::hex;
use crate::secret::{CeremonyKey, CookieValue, SessionKey};
use crate::state::State;
use crate::usecase::session::sign_out;
use crate::usecase::sign_in::{
    Credentials, Pending, Second, SignInError, SignedIn, begin, finish, sign_in,
};
use crate::web::client::Client;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::{page, see};
use app::component::shell::home;
use app::page::Body;
use app::page::staff::sign_in::{SecondStep, SignIn, UseNotice};
use axum::extract;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use sha2::{Digest, Sha256};
use std::net::IpAddr;

const TITLE: &str = "Sign in";

/// Which notice was agreed to: another text is agreed to anew.
struct Agreed(String);

impl Agreed {
    fn to(notice: &[String]) -> Self {
        let text = notice.join("\n");
        Self(hex(&Sha256::digest(text)[..16]))
    }
}

impl CookieValue for Agreed {
    fn read(text: &str) -> Option<Self> {
        Some(Self(text.to_owned()))
    }

    fn write(&self) -> String {
        self.0.clone()
    }
}

pub(super) fn has_agreed(headers: &HeaderMap, state: &State) -> bool {
    let given = Cookie::Agreed.read::<Agreed>(headers, &state.settings);
    given.is_some_and(|given| given.0 == Agreed::to(&state.now().notice).0)
}

pub async fn form(extract::State(state): extract::State<State>, headers: HeaderMap) -> Response {
    if has_agreed(&headers, &state) {
        return drawn(&state, String::new(), false).await;
    }
    let body = Body::UseNotice(UseNotice {
        paragraphs: state.now().notice.clone(),
    });
    page(desk_page(&state, None, "Before you sign in", false, body)).await
}

pub async fn agree(
    extract::State(state): extract::State<State>,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let mut response = see("/staff/sign-in");
    Cookie::Agreed.set(&mut response, &Agreed::to(&state.now().notice), &state);
    Ok(response)
}

async fn drawn(state: &State, login: String, refused: bool) -> Response {
    let body = SignIn {
        login,
        refused,
        passkeys: state.passkeys.is_some(),
        provider: state
            .settings
            .provider
            .as_ref()
            .map(|provider| provider.name.clone()),
    };
    page(desk_page(state, None, TITLE, refused, Body::SignIn(body))).await
}

pub async fn enter(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["login", "password", "code", "with"])?;
    if !has_agreed(&headers, &state) {
        return Ok(see("/staff/sign-in"));
    }
    let login = fields.get("login").trim().to_lowercase();
    if fields.get("with") == "passkey" {
        let begun = begin(&state, &login, fields.get("password"), client).await;
        return match begun {
            Ok(pending) => Ok(second_step(&state, pending).await),
            Err(error) => refused(&state, error, fields.get("login")).await,
        };
    }
    let given = Credentials {
        login,
        password: fields.get("password").to_owned(),
        code: fields.get("code").to_owned(),
    };
    match sign_in(&state, given, client).await {
        Ok(signed_in) => welcome(&state, signed_in, &headers, client).await,
        Err(error) => refused(&state, error, fields.get("login")).await,
    }
}

/// The page of the second factor.
pub(super) async fn second_step(state: &State, pending: Pending) -> Response {
    let body = Body::SecondStep(SecondStep {
        key: pending.key.write(),
        options: pending.challenge.map(|challenge| challenge.to_string()),
    });
    page(desk_page(state, None, TITLE, false, body)).await
}

pub async fn second(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["pending", "credential", "code"])?;
    if !has_agreed(&headers, &state) {
        return Ok(see("/staff/sign-in"));
    }
    let Some(key) = CeremonyKey::read(fields.get("pending")) else {
        return Ok(see("/staff/sign-in"));
    };
    let second = match fields.get("credential") {
        "" => Second::Code(fields.get("code").to_owned()),
        answer => Second::Passkey(answer.to_owned()),
    };
    match finish(&state, &key, second, client).await {
        Ok(signed_in) => welcome(&state, signed_in, &headers, client).await,
        Err(error) => refused(&state, error, "").await,
    }
}

/// The one answer, whatever was wrong.
pub(super) async fn refused(
    state: &State,
    error: SignInError,
    login: &str,
) -> Result<Response, WebError> {
    match error {
        SignInError::Refused => Ok(drawn(state, login.to_owned(), true).await),
        SignInError::Store(error) => Err(error.into()),
    }
}

/// Into the desk. The next sign-in begins with the notice again; a session that this browser had ends.
pub(super) async fn welcome(
    state: &State,
    signed_in: SignedIn,
    headers: &HeaderMap,
    client: IpAddr,
) -> Result<Response, WebError> {
    if let Some(before) = Cookie::Session.read::<SessionKey>(headers, &state.settings) {
        sign_out(state, &before, client).await?;
    }
    let mut response = see(match signed_in.recovery_left {
        Some(_) => "/staff/account?done=recovered",
        None => home(signed_in.role),
    });
    Cookie::Session.set(&mut response, &signed_in.session, state);
    Cookie::Agreed.clear(&mut response, &state.settings);
    Ok(response)
}

pub async fn leave(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    if let Some(secret) = Cookie::Session.read::<SessionKey>(&headers, &state.settings) {
        sign_out(&state, &secret, client).await?;
    }
    let mut response = see("/staff/sign-in");
    Cookie::Session.clear(&mut response, &state.settings);
    let everything = HeaderValue::from_static("\"cache\", \"storage\"");
    response
        .headers_mut()
        .insert(HeaderName::from_static("clear-site-data"), everything);
    Ok(response)
}
