//! `[sign_in]` and `[oidc]`: how the staff come in.

use super::adjustable::paragraphs;
use super::error::SettingsError;
use super::key::{self, KeySource};
use super::of;
use super::read::Section;
use super::secret::Secret;
use super::target::web_url;

/// What is set of signing in.
#[derive(Debug, Clone, PartialEq)]
pub struct SignIn {
    /// Days until a password must be changed; 0: never.
    pub password_days: u16,
    /// The key (AES-256-GCM) that seals the secrets of the authenticators.
    pub key: KeySource,
}

/// The town's sign-in (OpenID Connect).
#[derive(Debug, Clone, PartialEq)]
pub struct Provider {
    /// What the button says: "Sign in with …".
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    pub secret: Option<Secret>,
    /// The claim of the ID token that is the login here.
    pub claim: String,
    pub second_factor: SecondFactor,
}

/// Who asks for the second factor after the town's sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// We do: the town's sign-in stands for the password alone.
    Here,
    /// The provider does, by its own rules.
    Provider,
}

/// FBI CJIS Security Policy AC-8: restricted; monitored, recorded, audited; unauthorized use punished; use is consent.
const NOTICE: &str = "You are accessing a restricted information system of the police department. It is for \
authorized personnel only.\n\nYour use may be monitored, recorded and audited.\n\nUnauthorized use is prohibited and \
may be subject to criminal and civil penalties.\n\nBy using this system you consent to monitoring and recording.";

/// And the notice, which the desk may write anew.
pub(super) fn sign_in(
    env: &dyn Fn(&str) -> Option<String>,
    mut section: Section,
) -> Result<(SignIn, Vec<String>), SettingsError> {
    let notice = paragraphs(&section.text("notice", NOTICE)?);
    let sign_in = SignIn {
        password_days: section.number(
            "password_days",
            365,
            (0, 3650),
            "a whole number of days from 0 to 3650",
        )?,
        key: of(
            env,
            "SIGN_IN_KEY",
            &mut section,
            "key",
            "file:var/sign_in.key",
            key::key,
        )?,
    };
    section.end()?;
    Ok((sign_in, notice))
}

pub(super) fn provider(
    env: &dyn Fn(&str) -> Option<String>,
    mut section: Section,
) -> Result<Option<Provider>, SettingsError> {
    let issuer = section.optional_text("issuer")?;
    let client_id = section.optional_text("client_id")?;
    let name = section.text("name", "the town's account")?;
    let claim = section.text("claim", "preferred_username")?;
    let second_factor = match section.text("second_factor", "here")?.as_str() {
        "here" => SecondFactor::Here,
        "provider" => SecondFactor::Provider,
        _ => {
            return Err(SettingsError::wrong(
                "oidc.second_factor",
                "\"here\" or \"provider\"",
            ));
        }
    };
    section.end()?;
    let (issuer, client_id) = match (issuer, client_id) {
        (None, None) => return Ok(None),
        (Some(issuer), Some(client_id)) => (issuer, client_id),
        (Some(_), None) => return Err(SettingsError::wrong("oidc.client_id", "set with issuer")),
        (None, Some(_)) => return Err(SettingsError::wrong("oidc.issuer", "set with client_id")),
    };
    // What is said on the way must stay between us and the provider; a test's own provider is on this machine.
    let safe = web_url(&issuer).is_some_and(|uri| {
        uri.scheme_str() == Some("https") || matches!(uri.host(), Some("127.0.0.1" | "localhost"))
    });
    if !safe {
        return Err(SettingsError::wrong(
            "oidc.issuer",
            "https://HOST[/PATH], as the provider writes it",
        ));
    }
    Ok(Some(Provider {
        name,
        issuer,
        client_id,
        secret: env("OIDC_SECRET").map(Secret::new),
        claim,
        second_factor,
    }))
}
