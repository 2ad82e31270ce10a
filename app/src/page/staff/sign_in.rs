//! Sign-in: the notice, then password and code, or password and passkey. One message, whatever was wrong.

use super::entry::Entry;
use crate::component::errors::{Problem, error_summary};
use crate::site::Site;
use leptos::prelude::*;

/// What is agreed to before anything is typed (FBI CJIS Security Policy AC-8).
#[derive(Debug, Clone)]
pub struct UseNotice {
    pub paragraphs: Vec<String>,
}

impl UseNotice {
    pub fn view(self) -> impl IntoView {
        let paragraphs = self
            .paragraphs
            .into_iter()
            .map(|paragraph| view! { <p>{paragraph}</p> })
            .collect_view();
        view! {
            <h1>"Before you sign in"</h1>
            <div class="notice">{paragraphs}</div>
            <form method="post" action="/staff/sign-in/notice">
                <button class="button" type="submit">"I understand and agree"</button>
            </form>
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct SignIn {
    pub login: String,
    pub refused: bool,
    /// Whether passkeys can be used on this site.
    pub passkeys: bool,
    /// What the town's sign-in is called, where there is one.
    pub provider: Option<String>,
}

/// The one message.
fn refusal(refused: bool) -> Option<Problem> {
    refused.then(|| Problem {
        id: "login".to_owned(),
        label: "Sign-in".to_owned(),
        message:
            "That did not work. Check your login, password and code. A code can be used only once."
                .to_owned(),
    })
}

impl SignIn {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let login = Entry {
            id: "login",
            label: "Login",
            hint: None,
            kind: "text",
            autocomplete: "username",
            value: self.login,
            class: "medium",
        };
        let password = Entry::password("password", "Password", "current-password");
        view! {
            {error_summary(words, refusal(self.refused).as_slice())}
            <h1>"Sign in to the review desk"</h1>
            <form method="post" action="/staff/sign-in" class="narrow-form" novalidate>
                {login.view(words, &[])}
                {password.view(words, &[])}
                {Entry::code("Code from your authenticator").view(words, &[])}
                <p class="actions">
                    <button class="button" type="submit">"Sign in"</button>
                    {self.passkeys.then(|| view! {
                        <button class="button second" type="submit" name="with" value="passkey" data-passkey-only hidden>
                            "Use a passkey instead of a code"
                        </button>
                    })}
                </p>
            </form>
            {self.provider.map(|name| view! {
                <p><a class="button second" href="/staff/sign-in/provider">{format!("Sign in with {name}")}</a></p>
            })}
        }
    }
}

/// What the browser asks a passkey to sign.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// Names what the server has kept of the question.
    pub key: String,
    /// The question, JSON of the WebAuthn specification.
    pub options: String,
}

/// What a passkey is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ceremony {
    Create,
    Get,
}

impl Challenge {
    /// A form that only the script can fill; without it, it is not shown.
    pub(super) fn form(
        self,
        action: &'static str,
        ceremony: Ceremony,
        button: &'static str,
        to: Option<String>,
    ) -> impl IntoView + use<> {
        let ceremony = match ceremony {
            Ceremony::Create => "create",
            Ceremony::Get => "get",
        };
        view! {
            <form method="post" action=action data-passkey=ceremony data-options=self.options data-passkey-only hidden>
                <input type="hidden" name="pending" value=self.key/>
                <input type="hidden" name="credential" value=""/>
                {to.map(|to| view! { <input type="hidden" name="to" value=to/> })}
                <button class="button" type="submit">{button}</button>
                <p class="error" role="alert" data-passkey-said></p>
            </form>
        }
    }
}

/// The password was right, or the town's sign-in has said who it is: the second factor.
#[derive(Debug, Clone)]
pub struct SecondStep {
    /// Names what the server knows of the first step.
    pub key: String,
    /// The question for a passkey, JSON; none: the account has none.
    pub options: Option<String>,
}

impl SecondStep {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let key = self.key.clone();
        let passkey = self.options.map(|options| {
            Challenge {
                key: self.key,
                options,
            }
            .form(
                "/staff/sign-in/second",
                Ceremony::Get,
                "Use your passkey",
                None,
            )
        });
        view! {
            <h1>"Second step"</h1>
            {passkey}
            <form method="post" action="/staff/sign-in/second" class="narrow-form" novalidate>
                <input type="hidden" name="pending" value=key/>
                {Entry::code("Code from your authenticator").view(&site.words, &[])}
                <button class="button second" type="submit">"Sign in with the code"</button>
            </form>
        }
    }
}
