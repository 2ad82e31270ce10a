//! What stands before every route of the desk: the session, the role, and the audit row. A handler behind it cannot
//! forget any of the three.
//!
//! One request leaves one row (CJIS AU-2, AU-3), whether it was allowed or refused; only a glance at a number leaves
//! none when it is allowed. A handler that changes something
//! writes its row in the transaction of the change and says so (`Officer::is_on_record`); for all others it is written
//! here, before the first byte of the answer leaves. What cannot be put on record is not shown (AU-5).

use super::client::Client;
use super::cookie::Cookie;
use super::error::WebError;
use super::respond::see;
use super::staff::account;
use super::staff::officer::Officer;
use crate::live::setting::TextKey;
use crate::secret::SessionKey;
use crate::state::State;
use crate::store::audit::{self, AuditEntry, Outcome};
use crate::store::sessions::SessionRow;
use crate::store::{Actor, StoreError, Uuid};
use crate::usecase::password::has_expired;
use crate::usecase::session::{IDLE, glance, is_fresh, session};
use axum::extract::{self, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::access::{Action, is_privileged, may};
use domain::number::TrackingNumber;

/// What one route asks for.
#[derive(Clone)]
pub struct Guard {
    pub state: State,
    pub action: Action,
    /// The code under which a request is on record.
    pub code: &'static str,
    /// Asked by a page itself, again and again, for a number: that is on record only when it is refused, and is no use
    /// of the session.
    pub glance: bool,
}

/// How it ended, where the status does not tell: a form that is shown again is a page like any other.
#[derive(Clone, Copy)]
struct Ended(Outcome);

/// What it was about, where the address does not tell.
#[derive(Clone)]
struct About(String);

/// Says how a request ended.
pub fn ended(mut response: Response, outcome: Outcome) -> Response {
    response.extensions_mut().insert(Ended(outcome));
    response
}

/// Says what a request was about: codes, numbers and days, nothing that was typed freely.
pub fn about(mut response: Response, object: String) -> Response {
    response.extensions_mut().insert(About(object));
    response
}

/// The guard itself.
pub async fn guard(
    extract::State(guard): extract::State<Guard>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(Client(client)) = Client::from_request_parts(&mut parts, &guard.state).await;
    let object = object(&mut parts).await;
    let entry = |actor| {
        let entry = AuditEntry::new(guard.state.clock.now(), actor, guard.code).from(client);
        match &object {
            Some(object) => entry.about(object.clone()),
            None => entry,
        }
    };
    let session = match signed_in(&parts.headers, &guard).await {
        Ok(Some(session)) => session,
        Ok(None) => {
            let entry = entry(Actor::Unknown).ended(Outcome::Refused);
            return guard.recorded(entry, see("/staff/sign-in")).await;
        }
        Err(error) => return WebError::from(error).into_response(),
    };
    if let Some(refused) = guard.refused(&session, &parts) {
        let entry = entry(session.staff.actor()).ended(Outcome::Refused);
        return guard.recorded(entry, refused).await;
    }
    let officer = Officer::new(session);
    parts.extensions.insert(officer.clone());
    let response = blanked_when_idle(next.run(Request::from_parts(parts, body)).await);
    if officer.stands_on_record() || guard.glance {
        return response;
    }
    let entry = entry(officer.actor()).ended(outcome(&response));
    let entry = match response.extensions().get::<About>() {
        Some(About(object)) => entry.about(object.clone()),
        None => entry,
    };
    guard.recorded(entry, response).await
}

impl Guard {
    /// What keeps somebody who is signed in from this route: their role, a password that has to be changed first, or
    /// that they have not shown lately who they are.
    fn refused(&self, session: &SessionRow, parts: &Parts) -> Option<Response> {
        let now = self.state.clock.now();
        if !may(session.staff.role, self.action) {
            return Some(WebError::NotForThisRole.into_response());
        }
        let own = self.action == Action::OwnAccount;
        if !own && !session.by_provider && has_expired(&self.state, &session.staff, now) {
            return Some(see("/staff/account"));
        }
        if is_privileged(self.action) && !is_fresh(session, now) {
            // A form is not sent again: back to the page that it stands on.
            let to = match parts.method {
                Method::GET => parts.uri.path(),
                _ if parts.uri.path().starts_with("/staff/accounts") => "/staff/accounts",
                _ if parts.uri.path().starts_with("/staff/settings") => "/staff/settings",
                _ => "/staff/account",
            };
            return Some(see(&format!("{}?to={to}", account::CONFIRM)));
        }
        None
    }

    /// The answer, once its row is written.
    async fn recorded(&self, entry: AuditEntry, response: Response) -> Response {
        match audit::record(&self.state.store, &entry).await {
            Ok(()) => response,
            Err(error) => WebError::from(error).into_response(),
        }
    }
}

async fn signed_in(headers: &HeaderMap, guard: &Guard) -> Result<Option<SessionRow>, StoreError> {
    let state = &guard.state;
    match Cookie::Session.read::<SessionKey>(headers, &state.settings) {
        Some(secret) if guard.glance => glance(state, &secret).await,
        Some(secret) => session(state, &secret).await,
        None => Ok(None),
    }
}

/// CJIS AC-11: when the session is over, what it showed is no longer on the screen. The browser leads to a page of
/// nobody's; to load the same page again would count as use.
fn blanked_when_idle(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let away = format!("{}; url=/staff/sign-in", IDLE.whole_seconds() + 1);
    if let (true, Ok(away)) = (is_page, HeaderValue::from_str(&away)) {
        headers.insert(HeaderName::from_static("refresh"), away);
    }
    response
}

/// What the address names. An address can be typed: only what reads as a number of ours is kept.
pub(super) async fn object(parts: &mut Parts) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    let (_, value) = params.iter().next()?;
    match (value.parse::<TrackingNumber>(), Uuid::try_parse(value)) {
        (Ok(tracking), _) => Some(tracking.compact().to_owned()),
        (_, Ok(id)) => Some(id.to_string()),
        (Err(_), Err(_)) => match TextKey::from_code(value)? {
            // Its name could be any word.
            TextKey::Phrase(_) => None,
            key @ (TextKey::Message(_) | TextKey::Foot | TextKey::Notice(_) | TextKey::SignIn) => {
                Some(key.code())
            }
        },
    }
}

/// How it ended, as the answer tells.
pub(super) fn outcome(response: &Response) -> Outcome {
    let status = response.status();
    match response.extensions().get::<Ended>() {
        Some(Ended(outcome)) => *outcome,
        None if status == StatusCode::FORBIDDEN => Outcome::Refused,
        None if status.is_client_error() || status.is_server_error() => Outcome::Failed,
        None => Outcome::Ok,
    }
}
