//! The page that an invitation's link opens.

use super::desk_page;
use crate::secret::{CookieValue, InvitationKey};
use crate::state::State;
use crate::store::invitations::InvitationRow;
use crate::usecase::accept_invitation::{AcceptError, accept, open, secret};
use crate::usecase::password::PasswordError;
use crate::usecase::second_factor::authenticator_link;
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::page;
use app::component::errors::Problem;
use app::page::Body;
use app::page::notice::Notice;
use app::page::staff::sign_up::{RecoveryCodes, SignUp, Square};
use axum::extract::{self, Query};
use axum::response::Response;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;
use std::fmt::Write as _;
use totp_rs::Secret;

/// Light modules around a square code that cameras need (ISO/IEC 18004).
const QUIET: i32 = 4;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Link {
    k: String,
}

pub async fn form(
    extract::State(state): extract::State<State>,
    Query(link): Query<Link>,
) -> Result<Response, WebError> {
    let Some(key) = InvitationKey::read(&link.k) else {
        return Ok(over(&state).await);
    };
    match open(&state, &key).await {
        Ok(invitation) => Ok(drawn(&state, &key, &invitation, Vec::new()).await),
        Err(AcceptError::Store(error)) => Err(error.into()),
        Err(_) => Ok(over(&state).await),
    }
}

pub async fn send(
    extract::State(state): extract::State<State>,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["k", "login", "password", "again", "code"])?;
    let Some(key) = InvitationKey::read(fields.get("k")) else {
        return Ok(over(&state).await);
    };
    let (password, code) = (fields.get("password"), fields.get("code"));
    let accepted = if password == fields.get("again") {
        accept(&state, &key, password, code, client).await
    } else {
        let problem = problem("again", "Password", "The two are not the same");
        return again(&state, &key, problem).await;
    };
    match accepted {
        Ok(codes) => {
            let body = RecoveryCodes {
                codes: codes.iter().map(ToString::to_string).collect(),
                next: ("/staff/sign-in", "Go on to sign in"),
            };
            let title = "Your recovery codes";
            Ok(page(desk_page(
                &state,
                None,
                title,
                false,
                Body::RecoveryCodes(body),
            ))
            .await)
        }
        Err(AcceptError::Over) => Ok(over(&state).await),
        Err(AcceptError::Password(error)) => {
            again(&state, &key, problem("password", "Password", why(error))).await
        }
        Err(AcceptError::Code) => {
            let message = "This is not the code of this moment. Is the clock of your phone right?";
            again(&state, &key, problem("code", "Code", message)).await
        }
        Err(AcceptError::Hash | AcceptError::Secret(_)) => Err(WebError::Unavailable),
        Err(AcceptError::Store(error)) => Err(error.into()),
    }
}

/// Why a password is not taken, for who chose it.
pub(super) const fn why(error: PasswordError) -> &'static str {
    match error {
        PasswordError::Length => "It needs 8 to 128 characters",
        PasswordError::Common => "This is one of the most common passwords. Choose another one",
        PasswordError::Known => {
            "This is made of your name, your login or the department's name. Choose another one"
        }
        PasswordError::Same => "This is the password that is to be changed. Choose another one",
    }
}

fn problem(id: &str, label: &str, message: &str) -> Problem {
    Problem {
        id: id.to_owned(),
        label: label.to_owned(),
        message: message.to_owned(),
    }
}

async fn again(state: &State, key: &InvitationKey, problem: Problem) -> Result<Response, WebError> {
    match open(state, key).await {
        Ok(invitation) => Ok(drawn(state, key, &invitation, vec![problem]).await),
        Err(AcceptError::Store(error)) => Err(error.into()),
        Err(_) => Ok(over(state).await),
    }
}

async fn drawn(
    state: &State,
    key: &InvitationKey,
    invitation: &InvitationRow,
    problems: Vec<Problem>,
) -> Response {
    let staff = &invitation.staff;
    let secret = match secret(state, invitation) {
        Ok(secret) => secret,
        Err(error) => {
            tracing::error!(code = "secret_shut", staff = %staff.id, %error, "invitation");
            return over(state).await;
        }
    };
    let error = !problems.is_empty();
    let body = Body::SignUp(SignUp {
        key: key.write(),
        name: staff.name.clone(),
        login: staff.login.clone(),
        square: square(&authenticator_link(&staff.login, &secret)),
        secret: Secret::from(secret).to_base32(),
        problems,
    });
    page(desk_page(state, None, "Open your account", error, body)).await
}

async fn over(state: &State) -> Response {
    let title = "This invitation is over";
    let body = Body::Notice(Notice {
        title: title.to_owned(),
        lines: vec![
            "It was used, or is older than 72 hours. Ask an administrator for a new one."
                .to_owned(),
        ],
        link: Some(("/staff/sign-in".to_owned(), "Sign in".to_owned())),
    });
    page(desk_page(state, None, title, false, body)).await
}

/// `None` for what makes no square: the secret in letters stands beside it.
fn square(link: &str) -> Option<Square> {
    let code = QrCode::encode_text(link, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    Some(Square {
        size: code.size() + 2 * QUIET,
        path,
    })
}
