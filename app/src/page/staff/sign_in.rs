//! Sign-in: password and one-time code. One message, whatever was wrong.

use crate::component::errors::{Problem, error_summary};
use crate::site::Site;
use leptos::prelude::*;

#[derive(Debug, Clone, Default)]
pub struct SignIn {
    pub login: String,
    pub refused: bool,
}

impl SignIn {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let problem = self.refused.then(|| Problem {
            id: "login".to_owned(),
            label: "Sign-in".to_owned(),
            message: "That did not work. Check your login, password and code. A code can be used only once.".to_owned(),
        });
        view! {
            {error_summary(&site.words, problem.as_slice())}
            <h1>"Sign in to the review desk"</h1>
            <p class="notice">
                "This system is for authorized personnel. Use is monitored, recorded and audited. "
                "Unauthorized use is prohibited and may be punished. By signing in you agree to this."
            </p>
            <form method="post" action="/staff/sign-in" class="narrow-form" novalidate>
                <div class="field">
                    <label for="login">"Login"</label>
                    <input class="medium" type="text" id="login" name="login" value=self.login autocomplete="username" spellcheck="false" autocapitalize="none"/>
                </div>
                <div class="field">
                    <label for="password">"Password"</label>
                    <input class="medium" type="password" id="password" name="password" autocomplete="current-password"/>
                </div>
                <div class="field">
                    <label for="code">"Code from your authenticator"</label>
                    <input class="narrow" type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code"/>
                </div>
                <button class="button" type="submit">"Sign in"</button>
            </form>
        }
    }
}
