//! The way to the town's sign-in, and back.

use super::sign_in::{has_agreed, refused, second_step, welcome};
use crate::secret::CeremonyKey;
use crate::settings::SecondFactor;
use crate::state::State;
use crate::store::audit::{self, AuditEntry, Outcome};
use crate::store::{Actor, StoreError};
pub use crate::usecase::provider::BACK;
use crate::usecase::provider::{ProviderError, back as judged, leave};
use crate::usecase::sign_in::{SignInError, begin_after_provider, enter_after_provider};
use crate::web::client::Client;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::respond::see;
use app::component::shell::home;
use axum::extract::{self, Query};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Deserialize;

/// Sends somebody there.
pub async fn go(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    if !has_agreed(&headers, &state) {
        return Ok(see("/staff/sign-in"));
    }
    let (key, address) = leave(&state).await.map_err(error)?;
    let mut response = see(&address);
    Cookie::Away.set(&mut response, &key, &state);
    Ok(response)
}

/// What the provider sends back. The rest of what it may say is of no use.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    state: String,
    code: String,
}

/// Takes somebody back. What is no good is answered as any sign-in that failed.
pub async fn back(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    headers: HeaderMap,
    Query(given): Query<Back>,
) -> Result<Response, WebError> {
    let judged = match Cookie::Away.read::<CeremonyKey>(&headers, &state.settings) {
        Some(key) => judged(&state, &key, &given.state, &given.code).await,
        None => Err(ProviderError::Refused),
    };
    let found = match judged {
        Ok(found) => found,
        Err(ProviderError::Refused) => {
            let entry = AuditEntry::new(state.clock.now(), Actor::Unknown, "session.sign_in")
                .from(client)
                .ended(Outcome::Failed);
            audit::record(&state.store, &entry).await?;
            return away_no_more(&state, refused(&state, SignInError::Refused, "").await?);
        }
        Err(other) => return Err(error(other)),
    };
    let by_provider = state
        .settings
        .provider
        .as_ref()
        .is_some_and(|provider| provider.second_factor == SecondFactor::Provider);
    let response = if by_provider {
        match enter_after_provider(&state, found, client).await {
            Ok(signed_in) => {
                // The browser comes from another site and would keep the session's cookie back on a redirect: the
                // page leads on by itself, from here.
                let on = format!("0; url={}", home(signed_in.role));
                let mut response = welcome(&state, signed_in, &headers, client).await?;
                *response.status_mut() = StatusCode::OK;
                if let Ok(on) = HeaderValue::from_str(&on) {
                    let name = HeaderName::from_static("refresh");
                    response.headers_mut().insert(name, on);
                }
                response
            }
            Err(error) => refused(&state, error, "").await?,
        }
    } else {
        match begin_after_provider(&state, found, client).await {
            Ok(pending) => second_step(&state, pending).await,
            Err(error) => refused(&state, error, "").await?,
        }
    };
    away_no_more(&state, response)
}

fn away_no_more(state: &State, mut response: Response) -> Result<Response, WebError> {
    Cookie::Away.clear(&mut response, &state.settings);
    Ok(response)
}

fn error(error: ProviderError) -> WebError {
    match error {
        ProviderError::NotSet => WebError::NotFound,
        ProviderError::Refused | ProviderError::Unreachable => WebError::Unavailable,
        ProviderError::Store => StoreError::Unavailable.into(),
    }
}
