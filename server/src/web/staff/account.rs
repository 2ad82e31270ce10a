//! One's own account, and showing once more who one is.

use super::desk_page;
use super::officer::Officer;
use super::sign_up::why;
use crate::secret::{CeremonyKey, CookieValue};
use crate::state::State;
use crate::store::audit::Outcome;
use crate::store::{StoreError, Uuid, passkeys as kept, recovery_codes};
use crate::usecase::own_account::{Change, ChangeError, change_password, new_recovery_codes};
use crate::usecase::passkeys::{self, PasskeyError};
use crate::usecase::password::has_expired;
use crate::usecase::session::{Shown, ask_passkey, confirm};
use crate::usecase::sign_in::SignInError;
use crate::web::client::Client;
use crate::web::cookie::Cookie;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::guard::ended;
use crate::web::respond::{page, see};
use crate::when;
use app::component::errors::Problem;
use app::page::Body;
use app::page::staff::account::{Confirm, MakePasskey, OwnAccount, PasskeyLine};
use app::page::staff::sign_in::Challenge;
use app::page::staff::sign_up::RecoveryCodes;
use axum::extract::{self, Path, Query};
use axum::response::Response;
use domain::field::Text;
use serde::Deserialize;
use time::Duration;

const TITLE: &str = "Your account";
const HERE: &str = "/staff/account";
/// Where one shows once more who one is.
pub const CONFIRM: &str = "/staff/account/confirm";
/// The longest name of a passkey, in characters.
const NAME_MAX: u16 = 60;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    done: String,
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    drawn(&state, &officer, &view.done, Vec::new()).await
}

async fn drawn(
    state: &State,
    officer: &Officer,
    done: &str,
    problems: Vec<Problem>,
) -> Result<Response, WebError> {
    let (owner, reader) = (&officer.session.staff, state.store.reader());
    let days = i64::from(state.settings.sign_in.password_days);
    let moment = |at| when::moment(&state.site().words, &state.clock, at);
    let passkeys = kept::of_staff(reader, owner.id)
        .await?
        .into_iter()
        .map(|row| PasskeyLine {
            id: row.id.to_string(),
            name: row.name,
            created: moment(row.created_at),
            used: row.used_at.map_or_else(|| "Never".to_owned(), moment),
        })
        .collect();
    let expired = !officer.session.by_provider && has_expired(state, owner, state.clock.now());
    let error = !problems.is_empty();
    let body = OwnAccount {
        login: owner.login.clone(),
        expired,
        password_until: owner
            .password_at
            .filter(|_| days > 0 && !expired)
            .map(|at| moment(at + Duration::days(days))),
        done: match done {
            "password" => Some("Your password is changed."),
            "passkey" => Some("The passkey is added. Use it the next time you sign in."),
            "removed" => Some("The passkey is removed."),
            "confirmed" => Some("Thank you. Now please do it again."),
            _ => None,
        },
        recovery_left: recovery_codes::left(reader, owner.id).await?,
        recovered: done == "recovered",
        passkeys,
        can_have_passkeys: state.passkeys.is_some(),
        problems,
    };
    let body = Body::OwnAccount(Box::new(body));
    Ok(page(desk_page(state, Some(officer), TITLE, error, body)).await)
}

async fn again(
    state: &State,
    officer: &Officer,
    (id, label, message): (&str, &str, &str),
) -> Result<Response, WebError> {
    let problem = Problem {
        id: id.to_owned(),
        label: label.to_owned(),
        message: message.to_owned(),
    };
    let page = drawn(state, officer, "", vec![problem]).await?;
    Ok(ended(page, Outcome::Failed))
}

pub async fn password(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["login", "current", "code", "new", "again"])?;
    if fields.get("new") != fields.get("again") {
        let problem = ("again", "New password", "The two are not the same");
        return again(&state, &officer, problem).await;
    }
    let change = Change {
        current: fields.get("current"),
        code: fields.get("code"),
        new: fields.get("new"),
    };
    match change_password(&state, &officer.session, change, client).await {
        Ok(()) => {
            officer.is_on_record();
            Ok(see("/staff/account?done=password"))
        }
        Err(ChangeError::Refused) => {
            officer.is_on_record();
            let message =
                "That did not work. Check your password and code. A code can be used only once.";
            again(&state, &officer, ("current", "Current password", message)).await
        }
        Err(ChangeError::Password(error)) => {
            again(&state, &officer, ("new", "New password", why(error))).await
        }
        Err(ChangeError::Hash) => Err(WebError::Unavailable),
        Err(ChangeError::Store(error)) => Err(error.into()),
    }
}

pub async fn recovery(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let codes = new_recovery_codes(&state, &officer.session, client).await?;
    officer.is_on_record();
    let body = Body::RecoveryCodes(RecoveryCodes {
        codes: codes.iter().map(ToString::to_string).collect(),
        next: (HERE, "Back to your account"),
    });
    Ok(page(desk_page(
        &state,
        Some(&officer),
        "Your recovery codes",
        false,
        body,
    ))
    .await)
}

pub async fn begin_passkey(
    extract::State(state): extract::State<State>,
    officer: Officer,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["name"])?;
    let name = match Text::new(fields.get("name"), NAME_MAX) {
        Ok(name) => name.as_str().to_owned(),
        Err(error) => {
            let message = state.site().words.error(error);
            return again(&state, &officer, ("name", "Name", &message)).await;
        }
    };
    match passkeys::begin(&state, &officer.session.staff, &name).await {
        Ok((key, options)) => {
            let body = Body::MakePasskey(MakePasskey {
                name,
                challenge: challenge(&key, &options),
            });
            Ok(page(desk_page(
                &state,
                Some(&officer),
                "Add a passkey",
                false,
                body,
            ))
            .await)
        }
        Err(error) => no_passkey(&state, &officer, error).await,
    }
}

pub async fn finish_passkey(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["pending", "credential"])?;
    let added = match CeremonyKey::read(fields.get("pending")) {
        Some(key) => {
            let answer = fields.get("credential");
            passkeys::add(&state, &officer.session.staff, &key, answer, client).await
        }
        None => Err(PasskeyError::Refused),
    };
    match added {
        Ok(()) => {
            officer.is_on_record();
            Ok(see("/staff/account?done=passkey"))
        }
        Err(error) => no_passkey(&state, &officer, error).await,
    }
}

async fn no_passkey(
    state: &State,
    officer: &Officer,
    error: PasskeyError,
) -> Result<Response, WebError> {
    let message = match error {
        PasskeyError::Store(error) => return Err(error.into()),
        PasskeyError::NoName => "This site is reached by a number. A passkey needs a name",
        PasskeyError::Refused => "That did not work. Please begin again",
    };
    again(state, officer, ("name", "Passkey", message)).await
}

pub async fn remove_passkey(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let id = Uuid::try_parse(&id).map_err(|_| WebError::NotFound)?;
    if !passkeys::remove(&state, &officer.session.staff, id, client).await? {
        return Err(WebError::NotFound);
    }
    officer.is_on_record();
    Ok(see("/staff/account?done=removed"))
}

fn challenge(key: &CeremonyKey, options: &serde_json::Value) -> Challenge {
    Challenge {
        key: key.write(),
        options: options.to_string(),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Towards {
    to: String,
}

/// A page of the desk; nothing leads anywhere else from here.
fn within(to: &str) -> &str {
    let plain = to
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.'));
    if plain && (to == "/staff" || to.starts_with("/staff/")) {
        to
    } else {
        HERE
    }
}

pub async fn ask(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(towards): Query<Towards>,
) -> Result<Response, WebError> {
    asked(&state, &officer, within(&towards.to), false).await
}

async fn asked(
    state: &State,
    officer: &Officer,
    to: &str,
    refused: bool,
) -> Result<Response, WebError> {
    let passkey = ask_passkey(state, &officer.session).await?;
    let body = Body::Confirm(Confirm {
        login: officer.session.staff.login.clone(),
        to: to.to_owned(),
        challenge: passkey.map(|(key, options)| challenge(&key, &options)),
        by_provider: officer.session.by_provider,
        refused,
    });
    let title = "Confirm that it is you";
    Ok(page(desk_page(state, Some(officer), title, refused, body)).await)
}

pub async fn confirmed(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["to", "login", "password", "code", "pending", "credential"])?;
    let to = within(fields.get("to"));
    let shown = match CeremonyKey::read(fields.get("pending")) {
        Some(question) => Shown::Passkey {
            question,
            answer: fields.get("credential").to_owned(),
        },
        None => Shown::Typed {
            password: fields.get("password").to_owned(),
            code: fields.get("code").to_owned(),
        },
    };
    match confirm(&state, &officer.session, shown, client).await {
        Ok(key) => {
            officer.is_on_record();
            let mut response = see(if to == HERE {
                "/staff/account?done=confirmed"
            } else {
                to
            });
            Cookie::Session.set(&mut response, &key, &state);
            Ok(response)
        }
        Err(SignInError::Refused) => {
            officer.is_on_record();
            asked(&state, &officer, to, true).await
        }
        Err(SignInError::Store(error)) => Err(StoreError::into(error)),
    }
}
