//! An invitation: password, authenticator, and then the recovery codes, once.

use super::entry::Entry;
use crate::component::errors::{Problem, error_summary};
use crate::site::Site;
use leptos::prelude::*;

/// The page that the invitation's link opens.
#[derive(Debug, Clone)]
pub struct SignUp {
    /// The secret of the link.
    pub key: String,
    pub name: String,
    pub login: String,
    /// The authenticator's secret, in base 32.
    pub secret: String,
    /// The same as a square code.
    pub square: Option<Square>,
    pub problems: Vec<Problem>,
}

/// A square code, drawn on the server.
#[derive(Debug, Clone)]
pub struct Square {
    /// Modules on a side, with the quiet zone.
    pub size: i32,
    /// The dark modules, as the path of an SVG.
    pub path: String,
}

impl Square {
    fn view(self) -> impl IntoView {
        let size = self.size;
        // Dark on light in every scheme: that is what cameras look for.
        view! {
            <svg class="square" viewBox=format!("0 0 {size} {size}") role="img" aria-label="Square code for your authenticator" shape-rendering="crispEdges">
                <rect width=size height=size fill="#fff"></rect>
                <path d=self.path fill="#000"></path>
            </svg>
        }
    }
}

impl SignUp {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let mut password = Entry::password("password", "Password", "new-password");
        password.hint =
            Some("8 to 128 characters of any kind. A phrase of several words is easy to remember.");
        let again = Entry::password("again", "The same password again", "new-password");
        let mut code = Entry::code("Code that the authenticator shows now");
        code.hint = Some("Six digits");
        code.class = "narrow";
        let secret = grouped(&self.secret);
        view! {
            {error_summary(words, &self.problems)}
            <h1>{format!("Welcome, {}", self.name)}</h1>
            <p>"Your login is "<strong>{self.login.clone()}</strong>". Choose a password and connect an authenticator: an app on your phone that shows a new code every 30 seconds."</p>
            <form method="post" action="/staff/sign-up" class="narrow-form" novalidate>
                <input type="hidden" name="k" value=self.key/>
                <input type="text" name="login" value=self.login autocomplete="username" hidden/>
                <h2>"1. Password"</h2>
                {password.view(words, &self.problems)}
                {again.view(words, &self.problems)}
                <h2>"2. Authenticator"</h2>
                <p>"Scan the square with the app, or type this secret into it:"</p>
                {self.square.map(Square::view)}
                <p><code class="secret">{secret}</code></p>
                {code.view(words, &self.problems)}
                <button class="button" type="submit">"Open my account"</button>
            </form>
        }
    }
}

/// In groups of four: it may have to be typed.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The recovery codes, shown once.
#[derive(Debug, Clone)]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
    /// Where to go on, and what the link says.
    pub next: (&'static str, &'static str),
}

impl RecoveryCodes {
    pub fn view(self) -> impl IntoView {
        let codes = self
            .codes
            .into_iter()
            .map(|code| view! { <li><code>{code}</code></li> })
            .collect_view();
        let (href, text) = self.next;
        view! {
            <h1>"Your recovery codes"</h1>
            <p>"Each of these signs you in once, in place of a code from your authenticator, when your phone is lost or broken. Print this page or write them down, and keep them where only you find them. "<strong>"They are not shown again."</strong></p>
            <ol class="recovery">{codes}</ol>
            <p class="actions"><a class="button" href=href>{text}</a></p>
        }
    }
}
