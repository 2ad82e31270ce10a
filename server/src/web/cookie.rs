//! The cookies: a resident's draft, a member of the staff's session and its beginnings, and the language that was
//! chosen.

use crate::secret::CookieValue;
use crate::settings::Settings;
use crate::state::State;
use crate::usecase::sign_in::CEREMONY;
use app::words::Lang;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// Lax: a link in a mail must find the draft.
    Draft,
    /// Strict: nothing outside leads into the desk.
    Session,
    /// The notice was read and agreed to, until the next sign-in.
    Agreed,
    /// Somebody is away at the town's sign-in. Lax: they come back from another site.
    Away,
}

impl Cookie {
    /// `__Host-` binds the cookie to this host and to TLS; a plain name where the service runs without TLS,
    /// on a developer's own machine.
    fn name(self, settings: &Settings) -> &'static str {
        match (self, settings.is_https()) {
            (Self::Draft, true) => "__Host-draft",
            (Self::Draft, false) => "draft",
            (Self::Session, true) => "__Host-session",
            (Self::Session, false) => "session",
            (Self::Agreed, true) => "__Host-agreed",
            (Self::Agreed, false) => "agreed",
            (Self::Away, true) => "__Host-away",
            (Self::Away, false) => "away",
        }
    }

    /// The cookie of a request.
    #[must_use]
    pub fn read<K: CookieValue>(self, headers: &HeaderMap, settings: &Settings) -> Option<K> {
        value(headers, self.name(settings)).and_then(K::read)
    }

    /// Sets the cookie on a response.
    pub fn set(self, response: &mut Response, key: &impl CookieValue, state: &State) {
        let age = match self {
            Self::Draft => format!(
                "; Max-Age={}",
                u64::from(state.now().retention.draft_days) * 24 * 60 * 60
            ),
            // Gone with the browser.
            Self::Session | Self::Agreed => String::new(),
            Self::Away => format!("; Max-Age={}", CEREMONY.whole_seconds()),
        };
        self.write(response, &key.write(), &age, &state.settings);
    }

    /// Makes the browser forget it.
    pub fn clear(self, response: &mut Response, settings: &Settings) {
        self.write(response, "", "; Max-Age=0", settings);
    }

    fn write(self, response: &mut Response, value: &str, age: &str, settings: &Settings) {
        let same_site = match self {
            // The notice is in the way of who comes back from the town's sign-in, too.
            Self::Draft | Self::Agreed | Self::Away => "Lax",
            Self::Session => "Strict",
        };
        let secure = if settings.is_https() { "; Secure" } else { "" };
        let line = format!(
            "{}={value}; Path=/; HttpOnly; SameSite={same_site}{secure}{age}",
            self.name(settings)
        );
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
}

/// One year: whoever comes back to ask after a report reads it as they wrote it.
const LANGUAGE_AGE: u32 = 365 * 24 * 60 * 60;

fn language_name(settings: &Settings) -> &'static str {
    if settings.is_https() {
        "__Host-lang"
    } else {
        "lang"
    }
}

/// The language that was chosen in this browser.
#[must_use]
pub fn language(headers: &HeaderMap, settings: &Settings) -> Option<Lang> {
    value(headers, language_name(settings)).and_then(Lang::of)
}

/// Remembers the language.
pub fn keep_language(response: &mut Response, lang: Lang, settings: &Settings) {
    let secure = if settings.is_https() { "; Secure" } else { "" };
    let line = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={LANGUAGE_AGE}",
        language_name(settings),
        lang.tag()
    );
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}
