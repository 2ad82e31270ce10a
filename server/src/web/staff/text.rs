//! One text of the department's own at the desk: written, looked at, put back.

use super::desk_page;
use super::officer::Officer;
use super::settings::{in_english, name_of, overtaken};
use super::text_words::{reader, sentence, standing};
use crate::live::InForce;
use crate::live::setting::{Setting, TextKey};
use crate::live::text::{self, TextProblem, braces, flags, holes, look, tidy};
use crate::state::State;
use crate::store::audit::Outcome;
use crate::store::desk_settings;
use crate::store::messages;
use crate::usecase::adjust::{AdjustError, Change, adjust};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::guard::{about, ended};
use crate::web::respond::{page, see};
use crate::when;
use app::component::errors::Problem;
use app::page::Body;
use app::page::staff::text::{Brace, Preview, Sent, TextIn, TextPage, Version};
use app::words::{Lang, Words};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::field::Choice;
use serde::Deserialize;
use std::net::IpAddr;
use std::sync::Arc;

/// Messages that are listed with their words.
const LISTED: u64 = 20;

/// Everything that a request about one text needs.
pub struct Desk {
    state: State,
    now: Arc<InForce>,
    officer: Officer,
    client: IpAddr,
    key: TextKey,
}

impl FromRequestParts<State> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Response> {
        let officer = Officer::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let Path(code) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let Ok(Client(client)) = Client::from_request_parts(parts, state).await;
        let now = state.now();
        // A phrase that is not there could be made by its address alone.
        let known = |key: &TextKey| match key {
            TextKey::Phrase(phrase) => now
                .sites
                .english()
                .words
                .keys()
                .any(|key| key == phrase.code()),
            TextKey::Message(_) | TextKey::Foot | TextKey::Notice(_) | TextKey::SignIn => true,
        };
        let key = TextKey::from_code(&code)
            .filter(known)
            .ok_or_else(|| WebError::NotFound.into_response())?;
        Ok(Self {
            state: state.clone(),
            now,
            officer,
            client,
            key,
        })
    }
}

/// A text that was typed and not saved.
struct Typed {
    lang: Lang,
    seen: u32,
    text: String,
}

impl Desk {
    /// What holds in a language, with its braces.
    fn held(&self, lang: Lang) -> String {
        let code = self.key.code();
        match self.now.row(&code, Some(lang)).map(|row| &row.value) {
            Some(Some(text)) => text.clone(),
            Some(None) | None => self.program(lang),
        }
    }

    /// The program's own words, with their braces.
    fn program(&self, lang: Lang) -> String {
        let own = match self.key {
            TextKey::SignIn => return self.state.live.file().notice.join("\n\n"),
            TextKey::Message(_) | TextKey::Foot | TextKey::Notice(_) | TextKey::Phrase(_) => {
                Words::new(lang, &[])
            }
        };
        let own = own.ok();
        let text = own.as_ref().and_then(|words| words.maybe(&self.key.code()));
        tidy(&self.key, text.unwrap_or(""))
    }

    fn look(&self, lang: Lang, text: &str) -> Result<Vec<text::Preview>, TextProblem> {
        let words = &self.now.sites.of(lang).words;
        look(&self.key, text, words, &self.now.letterhead)
    }

    fn text_in(&self, lang: Lang, typed: Option<&Typed>) -> TextIn {
        let code = self.key.code();
        let row = self.now.row(&code, Some(lang));
        let typed = typed.filter(|typed| typed.lang == lang);
        let text = typed.map_or_else(|| self.held(lang), |typed| typed.text.clone());
        let previews = self.look(lang, &text).unwrap_or_default();
        TextIn {
            tag: lang.tag(),
            language: in_english(&self.state, lang),
            seen: typed.map_or_else(|| self.now.version(&code, Some(lang)), |typed| typed.seen),
            standing: row.map_or_else(
                || "The program’s own words.".to_owned(),
                |row| standing(&self.state, row),
            ),
            own: row.is_some_and(|row| row.value.is_some()) && !self.program(lang).is_empty(),
            previews: previews
                .into_iter()
                .map(|preview| Preview {
                    case: preview.case,
                    subject: preview.subject,
                    text: preview.text,
                })
                .collect(),
            unsaved: typed.is_some(),
            text,
        }
    }

    async fn drawn(
        &self,
        done: bool,
        typed: Option<Typed>,
        problems: Vec<Problem>,
    ) -> Result<Response, WebError> {
        let (state, code) = (&self.state, self.key.code());
        let rows = desk_settings::history(state.store.reader(), &code).await?;
        let versions = rows
            .into_iter()
            .filter_map(|row| {
                let lang = Lang::of(&row.lang)?;
                let seen = self.now.version(&code, Some(lang));
                Some(Version {
                    tag: lang.tag(),
                    language: in_english(state, lang),
                    number: row.version,
                    about: standing(state, &row),
                    holds: row.version == seen,
                    text: row.value,
                    seen,
                })
            })
            .collect();
        let needed = match self.key {
            TextKey::Message(template) => holes(template),
            TextKey::Foot | TextKey::Notice(_) | TextKey::SignIn | TextKey::Phrase(_) => &[],
        };
        let error = !problems.is_empty();
        let name = name_of(&self.now, &self.key);
        let body = Body::Text(Box::new(TextPage {
            name: name.clone(),
            about: reader(&self.key).to_owned(),
            braces: braces(&self.key)
                .iter()
                .map(|name| Brace {
                    name,
                    needed: needed.contains(name),
                })
                .collect(),
            flags: flags(&self.key).to_vec(),
            message: matches!(self.key, TextKey::Message(_) | TextKey::Foot),
            languages: self
                .key
                .languages()
                .map(|lang| self.text_in(lang, typed.as_ref()))
                .collect(),
            versions,
            sent: self.sent().await?,
            may_write: self.officer.may(Action::WriteTexts),
            done,
            problems,
            code,
        }));
        let drawn = page(desk_page(state, Some(&self.officer), &name, error, body)).await;
        Ok(about(drawn, self.key.code()))
    }

    /// The latest messages that were made of it.
    async fn sent(&self) -> Result<Vec<Sent>, WebError> {
        let (state, reader) = (&self.state, self.state.store.reader());
        let TextKey::Message(template) = self.key else {
            return Ok(Vec::new());
        };
        let mut listed = Vec::new();
        for row in messages::of_words(reader, template.code(), LISTED).await? {
            let text = messages::text(reader, row.digest).await?;
            let language =
                Lang::of(&row.lang).map_or(row.lang.clone(), |lang| in_english(state, lang));
            listed.push(Sent {
                when: when::moment(&state.site().words, &state.clock, row.at),
                what: match row.version {
                    0 => format!("{language}, the program’s own words"),
                    version => format!("{language}, version {version}"),
                },
                words: text.map_or_else(String::new, |text| {
                    format!("{}\n\n{}", text.words.trim(), text.foot.trim())
                }),
            });
        }
        Ok(listed)
    }

    /// What a form says: the language, the version that was looked at, and whatever else it has.
    fn read(&self, fields: Fields, other: &'static str) -> Result<(Lang, u32, Fields), WebError> {
        let fields = fields.only(&["lang", "seen", other])?;
        let lang = Lang::all()
            .find(|lang| lang.tag() == fields.get("lang"))
            .filter(|lang| self.key.languages().any(|own| own == *lang))
            .ok_or(WebError::Malformed)?;
        let seen = fields
            .get("seen")
            .parse()
            .map_err(|_| WebError::Malformed)?;
        Ok((lang, seen, fields))
    }

    async fn set(self, typed: Typed, value: Option<String>) -> Result<Response, WebError> {
        let change = Change {
            setting: Setting::Text(self.key.clone()),
            lang: Some(typed.lang),
            seen: typed.seen,
            value,
        };
        match adjust(
            &self.state,
            &self.officer.session.staff,
            self.client,
            vec![change],
        )
        .await
        {
            Ok(()) => {
                self.officer.is_on_record();
                Ok(see(&format!(
                    "/staff/settings/texts/{}?saved=1",
                    self.key.code()
                )))
            }
            Err(AdjustError::Overtaken) => {
                let problems = vec![overtaken(&format!("text-{}", typed.lang.tag()))];
                // What was typed stays, over the version that holds now.
                let now = self.state.now();
                let seen = now.version(&self.key.code(), Some(typed.lang));
                let desk = Self { now, ..self };
                let page = desk
                    .drawn(false, Some(Typed { seen, ..typed }), problems)
                    .await?;
                Ok(ended(page, Outcome::Failed))
            }
            Err(AdjustError::Store(error)) => Err(error.into()),
        }
    }

    async fn refused(self, typed: Typed, problem: &TextProblem) -> Result<Response, WebError> {
        let lang = typed.lang;
        let problems = vec![super::decide::problem(
            &format!("text-{}", lang.tag()),
            &in_english(&self.state, lang),
            &sentence(problem),
        )];
        let page = self.drawn(false, Some(typed), problems).await?;
        Ok(ended(page, Outcome::Failed))
    }
}

/// What the page may be asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    saved: String,
}

pub async fn show(desk: Desk, Query(view): Query<View>) -> Result<Response, WebError> {
    desk.drawn(view.saved == "1", None, Vec::new()).await
}

/// Saves what was typed as the next version. What is as it was is no version.
pub async fn save(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let (lang, seen, fields) = desk.read(fields, "text")?;
    let text = tidy(&desk.key, fields.get("text"));
    let typed = Typed {
        lang,
        seen,
        text: text.clone(),
    };
    if let Err(error) = desk.look(lang, &text) {
        return desk.refused(typed, &error).await;
    }
    if text == desk.held(lang) {
        let to = format!("/staff/settings/texts/{}", desk.key.code());
        return Ok(about(see(&to), desk.key.code()));
    }
    desk.set(typed, Some(text)).await
}

/// Shows what was typed as it would be read. Nothing is saved.
pub async fn preview(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let (lang, seen, fields) = desk.read(fields, "text")?;
    let text = tidy(&desk.key, fields.get("text"));
    let looked = desk.look(lang, &text);
    let typed = Typed { lang, seen, text };
    match looked {
        Ok(_) => desk.drawn(false, Some(typed), Vec::new()).await,
        Err(error) => desk.refused(typed, &error).await,
    }
}

/// Makes a version of before the next one; version 0 is the program's own words.
pub async fn restore(desk: Desk, fields: Fields) -> Result<Response, WebError> {
    let (lang, seen, fields) = desk.read(fields, "of")?;
    let of: u32 = fields.get("of").parse().map_err(|_| WebError::Malformed)?;
    let value = match of {
        0 => None,
        _ => {
            let code = desk.key.code();
            desk_settings::version(desk.state.store.reader(), &code, lang.tag(), of)
                .await?
                .ok_or(WebError::NotFound)?
                .value
        }
    };
    let text = value.clone().unwrap_or_else(|| desk.program(lang));
    let typed = Typed { lang, seen, text };
    // Another release may not fill what an old version holds.
    if let Err(error) = desk.look(lang, &typed.text) {
        return desk.refused(typed, &error).await;
    }
    desk.set(typed, value).await
}
