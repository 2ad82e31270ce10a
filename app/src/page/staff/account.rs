//! One's own account: password, recovery codes, passkeys; and showing once more who one is.

use super::entry::Entry;
use super::sign_in::{Ceremony, Challenge};
use crate::component::errors::{Problem, error_summary};
use crate::site::Site;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct OwnAccount {
    pub login: String,
    /// The password must be changed before anything else.
    pub expired: bool,
    /// Until when it is good; none: for good.
    pub password_until: Option<String>,
    /// What was just done.
    pub done: Option<&'static str>,
    pub recovery_left: u64,
    /// A recovery code has just signed in.
    pub recovered: bool,
    pub passkeys: Vec<PasskeyLine>,
    /// Whether passkeys can be used on this site.
    pub can_have_passkeys: bool,
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone)]
pub struct PasskeyLine {
    pub id: String,
    pub name: String,
    pub created: String,
    pub used: String,
}

impl OwnAccount {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let mut new = Entry::password("new", "New password", "new-password");
        new.hint =
            Some("8 to 128 characters of any kind. A phrase of several words is easy to remember.");
        let left = match self.recovery_left {
            1 => "1 recovery code is left.".to_owned(),
            n => format!("{n} recovery codes are left."),
        };
        let notices = [
            self.done.map(str::to_owned),
            self.expired.then(|| {
                "Your password has to be changed before you can go on.".to_owned()
            }),
            self.recovered.then(|| {
                format!("You signed in with a recovery code. {left} If you lost your phone, ask an administrator for a new invitation.")
            }),
        ]
        .into_iter()
        .flatten()
        .map(|text| view! { <p class="notice">{text}</p> })
        .collect_view();
        view! {
            {error_summary(words, &self.problems)}
            <h1>"Your account"</h1>
            {notices}
            <p>"You are signed in as "<strong>{self.login.clone()}</strong>"."</p>
            <h2>"Password"</h2>
            {self.password_until.map(|until| view! { <p>{format!("Your password is good until {until}.")}</p> })}
            <form method="post" action="/staff/account/password" class="narrow-form" novalidate>
                <input type="text" name="login" value=self.login autocomplete="username" hidden/>
                {Entry::password("current", "Current password", "current-password").view(words, &self.problems)}
                {Entry::code("Code from your authenticator").view(words, &self.problems)}
                {new.view(words, &self.problems)}
                {Entry::password("again", "The new password again", "new-password").view(words, &self.problems)}
                <button class="button" type="submit">"Change the password"</button>
                <p class="hint">"You stay signed in here and are signed out everywhere else."</p>
            </form>
            {(!self.expired).then(|| view! {
                <h2>"Recovery codes"</h2>
                <p>{left}</p>
                <form method="post" action="/staff/account/recovery">
                    <button class="button second" type="submit">"Make new recovery codes"</button>
                    <p class="hint">"Those that are left are no good any more."</p>
                </form>
                <h2>"Passkeys"</h2>
                {passkeys(self.passkeys)}
                {if self.can_have_passkeys {
                    add_passkey(site, &self.problems).into_any()
                } else {
                    view! { <p>"Passkeys need an address with a name: this site is reached by a number."</p> }.into_any()
                }}
            })}
        }
    }
}

fn passkeys(lines: Vec<PasskeyLine>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p>"You have none. A passkey is a key in your phone, computer or security key that only works on this site: it cannot be given away by mistake."</p> }.into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            let name = line.name.clone();
            view! {
                <tr>
                    <th scope="row">{line.name}</th>
                    <td>{line.created}</td>
                    <td>{line.used}</td>
                    <td>
                        <form method="post" action=format!("/staff/account/passkeys/{}/remove", line.id)>
                            <button class="plain" type="submit">"Remove"<span class="sr">{format!(": {name}")}</span></button>
                        </form>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="wide" tabindex="0" role="region" aria-label="Passkeys">
            <table>
                <caption class="sr">"Your passkeys"</caption>
                <thead><tr>
                    <th scope="col">"Name"</th><th scope="col">"Added"</th><th scope="col">"Last used"</th><th scope="col">"Remove"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn add_passkey(site: &Site, problems: &[Problem]) -> impl IntoView + use<> {
    let name = Entry {
        id: "name",
        label: "Name of the new passkey",
        hint: Some("So that you know it again, such as: my phone"),
        kind: "text",
        autocomplete: "off",
        value: String::new(),
        class: "medium",
    };
    view! {
        <form method="post" action="/staff/account/passkeys" class="narrow-form" novalidate data-passkey-only hidden>
            {name.view(&site.words, problems)}
            <button class="button second" type="submit">"Add a passkey"</button>
        </form>
        <noscript><p>"To add a passkey, turn on JavaScript."</p></noscript>
    }
}

/// A new passkey is to be made by the browser.
#[derive(Debug, Clone)]
pub struct MakePasskey {
    pub name: String,
    pub challenge: Challenge,
}

impl MakePasskey {
    pub fn view(self) -> impl IntoView {
        view! {
            <p class="back"><a href="/staff/account">"Your account"</a></p>
            <h1>{format!("Add a passkey: {}", self.name)}</h1>
            <p>"Your browser asks you to make the passkey, with your finger, your face or a PIN."</p>
            {self.challenge.form("/staff/account/passkeys/finish", Ceremony::Create, "Make the passkey", None)}
        }
    }
}

/// Showing once more who one is, before what is privileged.
#[derive(Debug, Clone)]
pub struct Confirm {
    pub login: String,
    /// Where to go on.
    pub to: String,
    pub challenge: Option<Challenge>,
    /// The town's sign-in stood for the password.
    pub by_provider: bool,
    pub refused: bool,
}

impl Confirm {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let problem = self.refused.then(|| Problem {
            id: "password".to_owned(),
            label: "Confirm".to_owned(),
            message:
                "That did not work. Check your password and code. A code can be used only once."
                    .to_owned(),
        });
        let to = self.to.clone();
        let action = "/staff/account/confirm";
        view! {
            {error_summary(words, problem.as_slice())}
            <h1>"Confirm that it is you"</h1>
            <p>"What comes next is for you alone, so please show once more who you are."</p>
            {self.by_provider.then(|| view! { <p>"Without a password here, sign out and sign in again."</p> })}
            {self.challenge.map(|challenge| challenge.form(action, Ceremony::Get, "Use your passkey", Some(to.clone())))}
            <form method="post" action=action class="narrow-form" novalidate>
                <input type="hidden" name="to" value=self.to/>
                <input type="text" name="login" value=self.login autocomplete="username" hidden/>
                {Entry::password("password", "Password", "current-password").view(words, &[])}
                {Entry::code("Code from your authenticator").view(words, &[])}
                <button class="button" type="submit">"Confirm"</button>
            </form>
        }
    }
}
