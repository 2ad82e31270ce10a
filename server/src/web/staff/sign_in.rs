//! Signing in and out.

use super::desk_page;
use crate::secret::SessionKey;
use crate::state::State;
use crate::usecase::sign_in::{Credentials, SignInError, sign_in, sign_out};
use crate::web::client::Client;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::{page, see};
use app::page::Body;
use app::page::staff::sign_in::SignIn;
use axum::extract;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;

const TITLE: &str = "Sign in";

pub async fn form(extract::State(state): extract::State<State>) -> Response {
    page(desk_page(
        &state,
        None,
        TITLE,
        false,
        Body::SignIn(SignIn::default()),
    ))
    .await
}

pub async fn enter(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["login", "password", "code"])?;
    let given = Credentials {
        login: fields.get("login").trim().to_lowercase(),
        password: fields.get("password").to_owned(),
        code: fields.get("code").replace(' ', ""),
    };
    match sign_in(&state, given, client).await {
        Ok(secret) => {
            let mut response = see("/staff");
            Cookie::Session.set(&mut response, &secret, &state.settings);
            Ok(response)
        }
        Err(SignInError::Refused) => {
            let body = SignIn {
                login: fields.get("login").to_owned(),
                refused: true,
            };
            Ok(page(desk_page(&state, None, TITLE, true, Body::SignIn(body))).await)
        }
        Err(SignInError::Store(error)) => Err(error.into()),
    }
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
