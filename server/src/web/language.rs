//! The language of a resident's page: what they chose, else what their browser asks for, else English.
//!
//! The choice is a cookie of its own and not part of a draft: it holds before a report is begun and after it
//! is sent, and opens nothing.

use super::cookie;
use super::error::WebError;
use super::form::Fields;
use super::respond::see;
use crate::settings::Settings;
use crate::state::State;
use app::page::{Body, Chrome, Page};
use app::site::Site;
use app::words::{Lang, Words};
use axum::extract::{self, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::Response;
use std::convert::Infallible;
use std::sync::Arc;

/// The resident who asks: the site in their language, and the page that they are on.
pub struct Resident {
    pub site: Arc<Site>,
    /// The address of the request: where the language switch comes back to.
    at: String,
}

impl FromRequestParts<State> for Resident {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(Self::new(state, &parts.headers, &parts.uri))
    }
}

impl Resident {
    fn new(state: &State, headers: &HeaderMap, uri: &Uri) -> Self {
        Self {
            site: Arc::clone(state.sites().of(lang(headers, &state.settings))),
            at: uri
                .path_and_query()
                .map_or("/", |at| at.as_str())
                .to_owned(),
        }
    }

    /// For a page that stands in for the one that was asked for. The answer to a form has no address that
    /// could be asked for again.
    pub fn instead(state: &State, headers: &HeaderMap, method: &Method, uri: &Uri) -> Self {
        let mut resident = Self::new(state, headers, uri);
        if method != Method::GET {
            resident.at = "/".to_owned();
        }
        resident
    }

    #[must_use]
    pub fn words(&self) -> &Words {
        &self.site.words
    }

    /// A page of the form or around it.
    #[must_use]
    pub fn page(&self, title: String, error: bool, chrome: Chrome, body: Body) -> Page {
        Page {
            site: Arc::clone(&self.site),
            title,
            error,
            chrome,
            body,
            at: Some(self.at.clone()),
            exit: false,
        }
    }

    /// The same page in the language that its form was sent to ask for. What was typed is saved by now.
    #[must_use]
    pub fn again_in(&self, lang: Lang, settings: &Settings) -> Response {
        go(&self.at, lang, settings)
    }

    /// The resident in another language, for a page that is the answer to a form.
    #[must_use]
    pub fn in_language(self, state: &State, lang: Lang) -> Self {
        Self {
            site: Arc::clone(state.sites().of(lang)),
            at: self.at,
        }
    }

    /// The resident on a page that is the answer to a form and takes its switch at this address.
    #[must_use]
    pub fn at(self, address: &str) -> Self {
        Self {
            at: address.to_owned(),
            site: self.site,
        }
    }
}

/// The field of the switch’s buttons. Not `language`: that is the question which language an officer should speak.
pub const FIELD: &str = "in_language";

/// The language that a form asks for: its switch was pressed and not its own button.
pub fn asked(fields: &Fields) -> Option<Lang> {
    Lang::of(fields.get(FIELD))
}

/// Goes to a page of this site in a language.
pub fn go(path: &str, lang: Lang, settings: &Settings) -> Response {
    kept(see(path), lang, settings)
}

/// Makes the browser remember the language.
pub fn kept(mut response: Response, lang: Lang, settings: &Settings) -> Response {
    cookie::keep_language(&mut response, lang, settings);
    response
}

/// The switch of a page without answers.
pub async fn choose(
    extract::State(state): extract::State<State>,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&[FIELD, "to"])?;
    let lang = asked(&fields).ok_or(WebError::Malformed)?;
    let to = fields.get("to");
    let to = if is_local(to) { to } else { "/" };
    Ok(go(to, lang, &state.settings))
}

/// Whether this is a path of this site. Browsers read `//host`, `/\host` and, since they drop tabs and line
/// breaks, `/<tab>/host` as another site.
fn is_local(to: &str) -> bool {
    let mut bytes = to.bytes();
    to.len() <= 500
        && bytes.next() == Some(b'/')
        && bytes.next() != Some(b'/')
        && to
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// The language of a request.
pub fn lang(headers: &HeaderMap, settings: &Settings) -> Lang {
    cookie::language(headers, settings)
        .or_else(|| {
            let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            preferred(header)
        })
        .unwrap_or(Lang::ENGLISH)
}

/// The best of the languages that a browser asks for (RFC 9110, 12.5.4) and there are words for. Of two that
/// weigh the same, the first.
fn preferred(header: &str) -> Option<Lang> {
    let mut best: Option<(Lang, f32)> = None;
    // A browser names a handful; nobody needs to be read for longer.
    for range in header.split(',').take(40) {
        let mut parts = range.split(';').map(str::trim);
        let Some(lang) = parts.next().and_then(Lang::of) else {
            continue;
        };
        let weight = parts
            .find_map(|part| part.strip_prefix("q="))
            .map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        if weight > best.map_or(0.0, |(_, most)| most) {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_best_languages_that_there_are_words_for_is_taken() {
        for (header, tag) in [
            ("es", Some("es")),
            ("es-MX,es;q=0.9,en;q=0.8", Some("es")),
            ("en-US,en;q=0.9,es;q=0.8", Some("en")),
            ("fr-CA, es;q=0.7, en;q=0.5", Some("es")),
            ("fr", None),
            ("es;q=0", None),
            ("*", None),
            ("", None),
            ("es;q=x, en;q=0.1", Some("en")),
            (";;;,,=", None),
        ] {
            assert_eq!(preferred(header).map(Lang::tag), tag, "{header}");
        }
    }

    #[test]
    fn the_switch_leads_to_paths_of_this_site_only() {
        for path in ["/", "/report/place?e=1&from=check", "/status"] {
            assert!(is_local(path), "{path}");
        }
        for other in [
            "",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example/",
            "report",
            "/a\r\nSet-Cookie: x=y",
            "/\u{e9}",
        ] {
            assert!(!is_local(other), "{other:?}");
        }
        assert!(!is_local(&format!("/{}", "a".repeat(500))));
    }
}
