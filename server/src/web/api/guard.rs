//! What stands before every route that asks for a key: the key, its scope, and the audit row, as `web::guard` does for
//! the desk.

use super::caller::Caller;
use super::problem::Problem;
use crate::secret::{ApiKey, same};
use crate::state::State;
use crate::store::api_keys::{self, KeyRow};
use crate::store::audit::{self, AuditEntry, Outcome};
use crate::store::{Actor, StoreError};
use crate::web::client::Client;
use crate::web::guard::{object, outcome};
use axum::extract::{self, FromRequestParts, Request};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::access::Scope;

/// What one route asks for.
#[derive(Clone)]
pub struct KeyGuard {
    pub state: State,
    pub scope: Scope,
    /// The code under which a request is on record.
    pub code: &'static str,
}

/// The guard itself.
pub async fn key_guard(
    extract::State(guard): extract::State<KeyGuard>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(Client(client)) = Client::from_request_parts(&mut parts, &guard.state).await;
    let now = guard.state.clock.now();
    if !guard.state.key_limiter.allows(client, now) {
        // Slowed down already: a flood of guesses must not become a flood of rows.
        return Problem::TooManyWrongKeys.into_response();
    }
    let named = object(&mut parts).await;
    let entry = |actor| {
        let entry = AuditEntry::new(now, actor, guard.code).from(client);
        match &named {
            Some(object) => entry.about(object.clone()),
            None => entry,
        }
    };
    let key = match in_force(&parts.headers, &guard.state).await {
        Ok(Some(key)) => key,
        Ok(None) => {
            guard.state.key_limiter.wrong(client, now);
            let entry = entry(Actor::Unknown).ended(Outcome::Refused);
            return guard.recorded(entry, Problem::NoKey.into_response()).await;
        }
        Err(error) => return Problem::from(error).into_response(),
    };
    if !key.scopes.contains(&guard.scope) {
        let entry = entry(key.actor()).ended(Outcome::Refused);
        let refused = Problem::NotInScope(guard.scope).into_response();
        return guard.recorded(entry, refused).await;
    }
    let caller = Caller::new(key);
    parts.extensions.insert(caller.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    if caller.stands_on_record() {
        return response;
    }
    let entry = entry(caller.actor()).ended(outcome(&response));
    guard.recorded(entry, response).await
}

impl KeyGuard {
    /// The answer, once its row is written: what cannot be put on record is not given out.
    async fn recorded(&self, entry: AuditEntry, response: Response) -> Response {
        match audit::record(&self.state.store, &entry).await {
            Ok(()) => response,
            Err(error) => Problem::from(error).into_response(),
        }
    }
}

/// The key that was sent, if it is in force. Whatever is wrong with one that reads as a key, the same is done: one query
/// and one comparison in constant time.
async fn in_force(headers: &HeaderMap, state: &State) -> Result<Option<KeyRow>, StoreError> {
    let sent = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .and_then(|(_, key)| ApiKey::read(key.trim()));
    let Some(sent) = sent else { return Ok(None) };
    let row = api_keys::by_id(state.store.reader(), sent.id).await?;
    let kept = row.as_ref().map_or([0; 32], |row| row.hash);
    let fits = same(&kept, &sent.hash());
    Ok(row.filter(|row| fits && row.revoked_at.is_none()))
}
