//! Accounts of the staff, for administrators; an auditor may look.

use super::desk_page;
use super::officer::Officer;
use crate::secret::InvitationKey;
use crate::state::State;
use crate::store::audit::Outcome;
use crate::store::staff::{self, StaffRow};
use crate::store::{Uuid, invitations};
use crate::usecase::manage_staff::{
    By, INVITATION, ManageError, NewAccount, change_role, create, disable, enable, invite, link,
    release,
};
use crate::usecase::send_at_once::send_at_once;
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::guard::ended;
use crate::web::respond::{page, see};
use crate::when;
use app::component::errors::Problem;
use app::page::Body;
use app::page::staff::accounts::{
    AccountLine, AccountPage, Accounts, Invited, NewAccountForm, Standing,
};
use app::words::Lang;
use axum::extract::{self, FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::access::{Action, Role};
use domain::field::{Choice, Text};
use domain::incident::common::EMAIL;
use std::net::IpAddr;
use time::OffsetDateTime;

const TITLE: &str = "Accounts";
/// The longest name and badge, in characters.
const NAME_MAX: u16 = 80;
const BADGE_MAX: usize = 20;

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
) -> Result<Response, WebError> {
    list(&state, &officer, NewAccountForm::default(), Vec::new()).await
}

async fn list(
    state: &State,
    officer: &Officer,
    typed: NewAccountForm,
    problems: Vec<Problem>,
) -> Result<Response, WebError> {
    let mut lines = Vec::new();
    for staff in staff::list(state.store.reader()).await? {
        lines.push(line(state, &staff).await?);
    }
    let error = !problems.is_empty();
    let body = Body::Accounts(Accounts {
        lines,
        may_manage: officer.may(Action::ManageAccounts),
        typed,
        problems,
    });
    Ok(page(desk_page(state, Some(officer), TITLE, error, body)).await)
}

async fn line(state: &State, staff: &StaffRow) -> Result<AccountLine, WebError> {
    let now = state.clock.now();
    let standing = match staff {
        StaffRow {
            disabled_at: Some(_),
            ..
        } => Standing::Disabled,
        StaffRow {
            locked_at: Some(_), ..
        } => Standing::Locked,
        StaffRow {
            factors: Some(_), ..
        } => Standing::Open,
        StaffRow { factors: None, .. } => {
            match invitations::expires_at(state.store.reader(), staff.id).await? {
                Some(until) if now <= until => Standing::Invited,
                Some(_) | None => Standing::InvitationOver,
            }
        }
    };
    let never = staff.factors.is_none() || staff.used_at == staff.created_at;
    Ok(AccountLine {
        id: staff.id.to_string(),
        login: staff.login.clone(),
        name: staff.name.clone(),
        badge: staff.badge.clone(),
        role: staff.role,
        standing,
        used: if never {
            "Never".to_owned()
        } else {
            when::moment(&state.site().words, &state.clock, staff.used_at)
        },
    })
}

pub async fn add(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["login", "name", "badge", "email", "role"])?;
    let typed = NewAccountForm {
        login: fields.get("login").to_owned(),
        name: fields.get("name").to_owned(),
        badge: fields.get("badge").to_owned(),
        email: fields.get("email").to_owned(),
        role: fields.get("role").to_owned(),
    };
    let account = match read(&state, &typed) {
        Ok(account) => account,
        Err(problem) => {
            let page = list(&state, &officer, typed, vec![problem]).await?;
            return Ok(ended(page, Outcome::Failed));
        }
    };
    let by = By::Desk(&officer.session.staff, client);
    match create(
        &state.store,
        &state.secret_seal,
        by,
        account,
        state.clock.now(),
    )
    .await
    {
        Ok((id, key)) => {
            officer.is_on_record();
            invited(&state, &officer, id, &key).await
        }
        Err(ManageError::Store(error)) => Err(error.into()),
        Err(error) => {
            let problem = problem("login", "Login", &sentence(&error));
            let page = list(&state, &officer, typed, vec![problem]).await?;
            Ok(ended(page, Outcome::Failed))
        }
    }
}

fn read(state: &State, typed: &NewAccountForm) -> Result<NewAccount, Problem> {
    let site = state.site();
    let words = &site.words;
    let name = Text::new(&typed.name, NAME_MAX)
        .map_err(|error| problem("name", "Name", &words.error(error)))?;
    if typed.badge.chars().count() > BADGE_MAX {
        return Err(problem("badge", "Badge", "At most 20 characters"));
    }
    let email = EMAIL
        .read(&typed.email, state.clock.today())
        .ok()
        .flatten()
        .map(|email| email.to_string());
    if email.is_none() && !typed.email.trim().is_empty() {
        return Err(problem("email", "E-mail", "This is not an e-mail address"));
    }
    let role = Role::from_code(&typed.role).ok_or_else(|| problem("role", "Role", "Choose one"))?;
    Ok(NewAccount {
        login: typed.login.clone(),
        name: name.as_str().to_owned(),
        badge: typed.badge.trim().to_owned(),
        role,
        email,
    })
}

/// Shows the link, once, and sends it where there is an address. Not by a job: a job would keep the secret.
async fn invited(
    state: &State,
    officer: &Officer,
    id: Uuid,
    key: &InvitationKey,
) -> Result<Response, WebError> {
    let staff = staff::by_id(state.store.reader(), id)
        .await?
        .ok_or(WebError::NotFound)?;
    let link = link(&state.settings.public_url, key);
    let mailed = match &staff.email {
        Some(to) => Some(send(state, &staff, to, &link).await),
        None => None,
    };
    let body = Body::Invited(Invited {
        id: id.to_string(),
        name: staff.name,
        link,
        until: when::moment(
            &state.site().words,
            &state.clock,
            state.clock.now() + INVITATION,
        ),
        mailed,
    });
    Ok(page(desk_page(state, Some(officer), "Invitation", false, body)).await)
}

async fn send(state: &State, staff: &StaffRow, to: &str, link: &str) -> bool {
    match state
        .now()
        .letters(Lang::ENGLISH)
        .invitation(&staff.login, link)
    {
        Ok(letter) => send_at_once(state, to, &letter, "invitation").await,
        Err(_) => false,
    }
}

/// What every page and form about one account needs.
pub struct Desk {
    state: State,
    officer: Officer,
    client: IpAddr,
    staff: StaffRow,
}

impl FromRequestParts<State> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Response> {
        let officer = Officer::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let Path(id) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let Ok(Client(client)) = Client::from_request_parts(parts, state).await;
        let found = match Uuid::try_parse(&id) {
            Ok(id) => staff::by_id(state.store.reader(), id)
                .await
                .map_err(|error| WebError::from(error).into_response())?,
            Err(_) => None,
        };
        let staff = found.ok_or_else(|| WebError::NotFound.into_response())?;
        Ok(Self {
            state: state.clone(),
            officer,
            client,
            staff,
        })
    }
}

impl Desk {
    async fn drawn(&self, problems: Vec<Problem>) -> Result<Response, WebError> {
        let (state, staff) = (&self.state, &self.staff);
        let error = !problems.is_empty();
        let until = invitations::expires_at(state.store.reader(), staff.id).await?;
        let own = self.officer.session.staff.id == staff.id;
        let body = Body::Account(Box::new(AccountPage {
            line: line(state, staff).await?,
            email: staff.email.clone().unwrap_or_default(),
            created: when::moment(&state.site().words, &state.clock, staff.created_at),
            invited_until: until
                .map(|until| when::moment(&state.site().words, &state.clock, until)),
            may_manage: self.officer.may(Action::ManageAccounts) && !own,
            problems,
        }));
        let title = staff.name.clone();
        Ok(page(desk_page(state, Some(&self.officer), &title, error, body)).await)
    }

    fn by(&self) -> By<'_> {
        By::Desk(&self.officer.session.staff, self.client)
    }

    fn now(&self) -> OffsetDateTime {
        self.state.clock.now()
    }

    /// Back to the account, or why nothing was done.
    async fn done(self, outcome: Result<(), ManageError>) -> Result<Response, WebError> {
        match outcome {
            Ok(()) => {
                self.officer.is_on_record();
                Ok(see(&format!("/staff/accounts/{}", self.staff.id)))
            }
            Err(error) => self.failed(&error).await,
        }
    }

    async fn failed(&self, error: &ManageError) -> Result<Response, WebError> {
        if let ManageError::Store(error) = error {
            return Err(error.clone().into());
        }
        let problem = problem("main", "Nothing was changed", &sentence(error));
        Ok(ended(self.drawn(vec![problem]).await?, Outcome::Refused))
    }
}

pub async fn one(desk: Desk) -> Result<Response, WebError> {
    desk.drawn(Vec::new()).await
}

pub async fn let_in(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    fields.only(&[])?;
    let done = release(&desk.state.store, desk.by(), desk.staff.id, desk.now()).await;
    desk.done(done).await
}

pub async fn keep_out(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    fields.only(&[])?;
    let done = disable(&desk.state.store, desk.by(), desk.staff.id, desk.now()).await;
    desk.done(done).await
}

pub async fn let_back(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    fields.only(&[])?;
    let done = enable(&desk.state.store, desk.by(), desk.staff.id, desk.now()).await;
    desk.done(done).await
}

pub async fn role(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let fields = fields.only(&["role"])?;
    let Some(role) = Role::from_code(fields.get("role")) else {
        let problem = problem("role", "Role", "Choose one");
        return Ok(ended(desk.drawn(vec![problem]).await?, Outcome::Failed));
    };
    let (store, id) = (&desk.state.store, desk.staff.id);
    let done = change_role(store, desk.by(), id, role, desk.now()).await;
    desk.done(done).await
}

pub async fn again(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    fields.only(&[])?;
    match invite(
        &desk.state.store,
        &desk.state.secret_seal,
        desk.by(),
        desk.staff.id,
        desk.now(),
    )
    .await
    {
        Ok(key) => {
            desk.officer.is_on_record();
            invited(&desk.state, &desk.officer, desk.staff.id, &key).await
        }
        Err(error) => desk.failed(&error).await,
    }
}

fn problem(id: &str, label: &str, message: &str) -> Problem {
    Problem {
        id: id.to_owned(),
        label: label.to_owned(),
        message: message.to_owned(),
    }
}

/// An error as a sentence of its own.
fn sentence(error: &ManageError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
