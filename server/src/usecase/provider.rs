//! The town's sign-in (OpenID Connect): authorization code with PKCE, state and nonce; the ID token's signature,
//! issuer, audience and times are judged by the library. It says who somebody is; whether they have an account here,
//! and which role, is in our table alone.

use super::sign_in::CEREMONY;
use crate::secret::CeremonyKey;
use crate::settings::Provider;
use crate::state::State;
use crate::store::StoreError;
use crate::store::ceremonies::{self, Ceremony, Step};
use crate::store::staff::{self, StaffRow};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use subtle::ConstantTimeEq;
use time::OffsetDateTime;
use tokio::sync::Semaphore;

/// For one question to the provider.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer that is read: Entra's key set has 15 kB.
const LONGEST: u64 = 1_000_000;
/// Signatures that only the provider can make. Never one that is made with our own client secret.
const SIGNATURES: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
];
/// Questions at once: a flood of sign-ins is not to reach the provider through us.
static TURNS: Semaphore = Semaphore::const_new(4);
/// Where the provider sends people back to.
pub const BACK: &str = "/staff/sign-in/provider/back";

/// Why the provider was of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    #[error("no provider is set")]
    NotSet,
    /// Whatever was wrong with what came back.
    #[error("the provider's answer is no good")]
    Refused,
    #[error("the provider does not answer")]
    Unreachable,
    #[error("the store is not available")]
    Store,
}

impl From<StoreError> for ProviderError {
    fn from(_: StoreError) -> Self {
        Self::Store
    }
}

/// What is kept on the server until somebody comes back.
#[derive(Serialize, Deserialize)]
struct Away {
    state: String,
    nonce: String,
    verifier: String,
}

/// Sends somebody to the provider: what their browser is to keep, and where it goes.
///
/// # Errors
/// [`ProviderError`].
pub async fn leave(state: &State) -> Result<(CeremonyKey, String), ProviderError> {
    let (provider, back) = of(state)?;
    let (address, away) = asked(move || address(&provider, &back)).await?;
    let key = CeremonyKey::random();
    let (hash, now) = (key.hash(), state.clock.now());
    let ceremony = Ceremony {
        staff: None,
        state: serde_json::to_string(&away).map_err(|_| ProviderError::Refused)?,
    };
    state
        .store
        .write(async |tx| {
            ceremonies::begin(tx, hash, Step::Provider, ceremony, now + CEREMONY).await
        })
        .await
        .map_err(|error: StoreError| error)?;
    Ok((key, address))
}

/// Whom the provider has sent back. `None`: somebody who has no account here.
///
/// # Errors
/// [`ProviderError::Refused`], whatever was wrong: another browser, another try, another signature.
pub async fn back(
    state: &State,
    key: &CeremonyKey,
    given_state: &str,
    code: &str,
) -> Result<Option<StaffRow>, ProviderError> {
    let (provider, back) = of(state)?;
    let now = state.clock.now();
    let taken: Result<Option<Ceremony>, StoreError> = state
        .store
        .write(async |tx| ceremonies::take(tx, key.hash(), Step::Provider, now).await)
        .await;
    let away: Away = taken?
        .and_then(|ceremony| serde_json::from_str(&ceremony.state).ok())
        .ok_or(ProviderError::Refused)?;
    if !bool::from(away.state.as_bytes().ct_eq(given_state.as_bytes())) {
        return Err(ProviderError::Refused);
    }
    let code = code.to_owned();
    let login = asked(move || login(&provider, &back, away, code, now)).await?;
    Ok(staff::by_login(state.store.reader(), &login).await?)
}

fn of(state: &State) -> Result<(Provider, String), ProviderError> {
    let provider = state.settings.provider.clone();
    let back = format!("{}{BACK}", state.settings.public_url);
    provider
        .map(|provider| (provider, back))
        .ok_or(ProviderError::NotSet)
}

async fn asked<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, ProviderError> + Send + 'static,
) -> Result<T, ProviderError> {
    let Ok(_turn) = TURNS.acquire().await else {
        return Err(ProviderError::Unreachable);
    };
    let asked = tokio::task::spawn_blocking(ask).await;
    asked.unwrap_or(Err(ProviderError::Unreachable))
}

/// Blocks.
fn discovered(provider: &Provider) -> Result<CoreProviderMetadata, ProviderError> {
    let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|_| ProviderError::NotSet)?;
    CoreProviderMetadata::discover(&issuer, &exchange).map_err(|error| {
        tracing::warn!(%error, "sign-in: the provider's settings cannot be read");
        ProviderError::Unreachable
    })
}

/// The provider's own page, and what is to be remembered. Blocks.
fn address(provider: &Provider, back: &str) -> Result<(String, Away), ProviderError> {
    let client = CoreClient::from_provider_metadata(
        discovered(provider)?,
        ClientId::new(provider.client_id.clone()),
        None,
    )
    .set_redirect_uri(RedirectUrl::new(back.to_owned()).map_err(|_| ProviderError::NotSet)?);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scope(Scope::new("profile".to_owned()))
        .add_scope(Scope::new("email".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    let away = Away {
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
    };
    Ok((address.into(), away))
}

/// The login that the provider vouches for. Blocks.
fn login(
    provider: &Provider,
    back: &str,
    away: Away,
    code: String,
    now: OffsetDateTime,
) -> Result<String, ProviderError> {
    let secret = provider
        .secret
        .as_ref()
        .map(|secret| ClientSecret::new(secret.expose().to_owned()));
    let client = CoreClient::from_provider_metadata(
        discovered(provider)?,
        ClientId::new(provider.client_id.clone()),
        secret,
    )
    .set_redirect_uri(RedirectUrl::new(back.to_owned()).map_err(|_| ProviderError::NotSet)?);
    let answer = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|_| ProviderError::Unreachable)?
        .set_pkce_verifier(PkceCodeVerifier::new(away.verifier))
        .request(&exchange)
        .map_err(|_| ProviderError::Refused)?;
    let token = answer.id_token().ok_or(ProviderError::Refused)?;
    let judge = client
        .id_token_verifier()
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || {
            chrono::DateTime::from_timestamp(now.unix_timestamp(), 0).unwrap_or_default()
        });
    token
        .claims(&judge, &Nonce::new(away.nonce))
        .map_err(|error| {
            tracing::warn!(%error, "sign-in: the provider's token is no good");
            ProviderError::Refused
        })?;
    claim(&token.to_string(), &provider.claim).ok_or(ProviderError::Refused)
}

/// One claim of a token that was judged already.
fn claim(token: &str, name: &str) -> Option<String> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: serde_json::Value = serde_json::from_slice(&payload).ok()?;
    let value = claims.get(name)?.as_str()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[derive(Debug, thiserror::Error)]
#[error("no answer")]
struct NoAnswer;

/// One question to the provider. No redirect is followed: it would hand our secret to somebody else.
fn exchange(request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .build()
        .into();
    let answer = if request.method() == openidconnect::http::Method::GET {
        agent.run(request.map(|_| ()))
    } else {
        agent.run(request)
    };
    let (parts, mut body) = answer.map_err(|_| NoAnswer)?.into_parts();
    let bytes = body
        .with_config()
        .limit(LONGEST)
        .read_to_vec()
        .map_err(|_| NoAnswer)?;
    Ok(HttpResponse::from_parts(parts, bytes))
}
