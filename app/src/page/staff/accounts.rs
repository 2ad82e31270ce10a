//! Accounts of the staff: who has one, and what an administrator can do about it.

use super::entry::Entry;
use crate::component::errors::{Problem, error_summary};
use crate::site::Site;
use domain::access::Role;
use domain::field::Choice;
use leptos::prelude::*;

/// A role in words.
#[must_use]
pub const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Reviewer => "Reviewer",
        Role::Supervisor => "Supervisor",
        Role::RecordsClerk => "Records clerk",
        Role::Administrator => "Administrator",
        Role::Auditor => "Auditor",
    }
}

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Open,
    Invited,
    /// The invitation was not accepted in time.
    InvitationOver,
    Locked,
    Disabled,
}

impl Standing {
    const fn words(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Invited => "Invited",
            Self::InvitationOver => "Invitation is over",
            Self::Locked => "Locked",
            Self::Disabled => "Disabled",
        }
    }
}

/// One account.
#[derive(Debug, Clone)]
pub struct AccountLine {
    pub id: String,
    pub login: String,
    pub name: String,
    pub badge: String,
    pub role: Role,
    pub standing: Standing,
    pub used: String,
}

/// All of them, and the form for one more.
#[derive(Debug, Clone)]
pub struct Accounts {
    pub lines: Vec<AccountLine>,
    pub may_manage: bool,
    pub typed: NewAccountForm,
    pub problems: Vec<Problem>,
}

/// What was typed of a new account.
#[derive(Debug, Clone, Default)]
pub struct NewAccountForm {
    pub login: String,
    pub name: String,
    pub badge: String,
    pub email: String,
    pub role: String,
}

impl Accounts {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let rows = self
            .lines
            .into_iter()
            .map(|line| {
                let troubled = matches!(line.standing, Standing::Locked);
                view! {
                    <tr class=troubled.then_some("overdue")>
                        <th scope="row"><a href=format!("/staff/accounts/{}", line.id)>{line.login}</a></th>
                        <td>{line.name}</td>
                        <td>{line.badge}</td>
                        <td>{role_name(line.role)}</td>
                        <td>{line.standing.words()}</td>
                        <td>{line.used}</td>
                    </tr>
                }
            })
            .collect_view();
        let form = self
            .may_manage
            .then(|| self.typed.view(site, &self.problems));
        view! {
            {error_summary(&site.words, &self.problems)}
            <h1>"Accounts"</h1>
            <div class="wide" tabindex="0" role="region" aria-label="Accounts">
                <table>
                    <caption class="sr">"Accounts of the staff"</caption>
                    <thead><tr>
                        <th scope="col">"Login"</th><th scope="col">"Name"</th><th scope="col">"Badge"</th>
                        <th scope="col">"Role"</th><th scope="col">"State"</th><th scope="col">"Last sign-in"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {form}
        }
    }
}

impl NewAccountForm {
    fn view(self, site: &Site, problems: &[Problem]) -> impl IntoView + use<> {
        let words = &site.words;
        let entry = |id, label, value, autocomplete| Entry {
            id,
            label,
            hint: None,
            kind: "text",
            autocomplete,
            value,
            class: "medium",
        };
        let mut email = entry("email", "E-mail (optional)", self.email, "off");
        email.kind = "email";
        email.hint = Some("The invitation goes there. You see its link in any case.");
        view! {
            <h2>"New account"</h2>
            <form method="post" action="/staff/accounts" class="narrow-form" novalidate>
                {entry("login", "Login", self.login, "off").view(words, problems)}
                {entry("name", "Name", self.name, "off").view(words, problems)}
                {entry("badge", "Badge (optional)", self.badge, "off").view(words, problems)}
                {email.view(words, problems)}
                {roles("Role", &self.role)}
                <button class="button" type="submit">"Create the account"</button>
            </form>
        }
    }
}

fn roles(label: &'static str, chosen: &str) -> impl IntoView + use<> {
    let options = Role::ALL
        .iter()
        .map(|role| {
            let selected = role.code() == chosen;
            view! { <option value=role.code() selected=selected>{role_name(*role)}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="role">{label}</label>
            <select id="role" name="role">{options}</select>
        </div>
    }
}

/// One account, and what can be done.
#[derive(Debug, Clone)]
pub struct AccountPage {
    pub line: AccountLine,
    pub email: String,
    pub created: String,
    pub invited_until: Option<String>,
    /// An administrator who looks at somebody else's account.
    pub may_manage: bool,
    pub problems: Vec<Problem>,
}

impl AccountPage {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let line = self.line;
        let row = |label: &'static str, value: String| {
            view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
        };
        let act = |what: &'static str, button: &'static str, about: &'static str| {
            view! {
                <form method="post" action=format!("/staff/accounts/{}/{what}", line.id) class="act">
                    <button class="button second" type="submit">{button}</button>
                    <p class="hint">{about}</p>
                </form>
            }
        };
        let manage = self.may_manage.then(|| {
            let standing = match line.standing {
                Standing::Locked => act("release", "Release", "Five failed sign-ins have locked this account.").into_any(),
                Standing::Disabled => act("enable", "Enable", "They can sign in again.").into_any(),
                Standing::Open | Standing::Invited | Standing::InvitationOver => {
                    act("disable", "Disable", "They are signed out at once and cannot sign in.").into_any()
                }
            };
            view! {
                <h2>"Role"</h2>
                <form method="post" action=format!("/staff/accounts/{}/role", line.id) class="narrow-form">
                    {roles("New role", line.role.code())}
                    <button class="button second" type="submit">"Change the role"</button>
                    <p class="hint">"They are signed out at once and have the new role when they sign in again."</p>
                </form>
                <h2>"Access"</h2>
                {standing}
                {act("invite", "Invite anew", "For a lost phone or a forgotten password: password, codes and passkeys are forgotten at once, and the new link is good for 72 hours.")}
            }
        });
        view! {
            <p class="back"><a href="/staff/accounts">"Accounts"</a></p>
            {error_summary(&site.words, &self.problems)}
            <h1 id="main-heading">{line.name.clone()}</h1>
            <section class="answers person">
                <dl>
                    {row("Login", line.login.clone())}
                    {row("Badge", line.badge.clone())}
                    {row("Role", role_name(line.role).to_owned())}
                    {row("State", line.standing.words().to_owned())}
                    {row("E-mail", self.email)}
                    {row("Created", self.created)}
                    {row("Last sign-in", line.used.clone())}
                    {self.invited_until.map(|until| row("Invitation good until", until))}
                </dl>
            </section>
            {manage}
        }
    }
}

/// An invitation's link, shown once.
#[derive(Debug, Clone)]
pub struct Invited {
    pub id: String,
    pub name: String,
    pub link: String,
    pub until: String,
    /// Whether it went out by e-mail; `None`: there is no address.
    pub mailed: Option<bool>,
}

impl Invited {
    pub fn view(self) -> impl IntoView {
        let mailed = match self.mailed {
            Some(true) => "It was also sent by e-mail.",
            Some(false) => "It could not be sent by e-mail. Give it to them yourself.",
            None => "There is no e-mail address. Give it to them yourself.",
        };
        view! {
            <h1>{format!("Invitation for {}", self.name)}</h1>
            <p>{format!("This link opens the account once, until {}. It is not shown again. {mailed}", self.until)}</p>
            <p><code class="secret">{self.link}</code></p>
            <p class="actions"><a class="button" href=format!("/staff/accounts/{}", self.id)>"To the account"</a></p>
        }
    }
}
