//! Phrases: what officers write often. Listed for the settings and for the report page, and added.

use super::decide::problem;
use super::officer::Officer;
use super::settings::{Drawn, draw, in_english, overtaken};
use super::text_words::sentence;
use crate::live::InForce;
use crate::live::setting::{Phrase, PhraseGroup, Setting, TextKey};
use crate::live::text::{look, tidy};
use crate::state::State;
use crate::store::Uuid;
use crate::store::audit::Outcome;
use crate::usecase::adjust::{AdjustError, Change, adjust};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::guard::ended;
use crate::web::respond::see;
use app::page::staff::report::{self, Phrases};
use app::page::staff::settings::{PhraseForm, PhraseIn};
use app::words::Lang;
use axum::extract;
use axum::response::Response;
use domain::field::Choice;

/// The phrases that there are, of one group or of all; those chosen no more are among them.
pub(super) fn keys(now: &InForce, group: Option<PhraseGroup>) -> Vec<TextKey> {
    now.sites
        .english()
        .words
        .keys()
        .filter_map(Phrase::from_code)
        .filter(|phrase| group.is_none_or(|group| phrase.group == group))
        .map(TextKey::Phrase)
        .collect()
}

/// Those that an officer can choose at a report.
pub(super) fn to_choose(state: &State) -> Phrases {
    let now = state.now();
    let of = |group| {
        keys(&now, Some(group))
            .iter()
            .filter_map(|key| {
                let code = key.code();
                let text = now.sites.english().words.t(&code);
                let (title, _) = Phrase::parts(&text)?;
                Some(report::Phrase {
                    title: title.to_owned(),
                    code,
                })
            })
            .collect()
    };
    Phrases {
        ask: of(PhraseGroup::Ask),
        officer: of(PhraseGroup::Officer),
    }
}

/// The form, as typed.
pub(super) fn form(state: &State, fields: &Fields) -> PhraseForm {
    PhraseForm {
        group: fields.get("group").to_owned(),
        texts: Lang::all()
            .map(|lang| PhraseIn {
                tag: lang.tag(),
                language: in_english(state, lang),
                text: fields.get(&format!("text.{}", lang.tag())).to_owned(),
            })
            .collect(),
    }
}

/// A new phrase, in every language at once: the filer reads it in theirs.
pub async fn add(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let texts: Vec<String> = Lang::all()
        .map(|lang| format!("text.{}", lang.tag()))
        .collect();
    let names: Vec<&str> = texts.iter().map(String::as_str).chain(["group"]).collect();
    let fields = fields.only(&names)?;
    let group = PhraseGroup::from_code(fields.get("group")).ok_or(WebError::Malformed)?;
    // A name that nothing else has: nobody reads it.
    let phrase =
        Phrase::new(group, Uuid::now_v7().simple().to_string()).ok_or(WebError::Malformed)?;
    let key = TextKey::Phrase(phrase);
    let now = state.now();
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    for (lang, field) in Lang::all().zip(&texts) {
        let text = tidy(&key, fields.get(field));
        let words = &now.sites.of(lang).words;
        match look(&key, &text, words, &now.letterhead) {
            Ok(shown) if !shown.is_empty() => changes.push(Change {
                setting: Setting::Text(key.clone()),
                lang: Some(lang),
                seen: 0,
                value: Some(text),
            }),
            Ok(_) => problems.push(problem(
                &format!("phrase-{}", lang.tag()),
                &in_english(&state, lang),
                "Write it in every language: the filer reads it in theirs.",
            )),
            Err(error) => problems.push(problem(
                &format!("phrase-{}", lang.tag()),
                &in_english(&state, lang),
                &sentence(&error),
            )),
        }
    }
    if problems.is_empty() {
        match adjust(&state, &officer.session.staff, client, changes).await {
            Ok(()) => {
                officer.is_on_record();
                return Ok(see("/staff/settings?saved=1"));
            }
            Err(AdjustError::Overtaken) => problems.push(overtaken("main")),
            Err(AdjustError::Store(error)) => return Err(error.into()),
        }
    }
    let drawn = Drawn {
        problems,
        phrase: Some(form(&state, &fields)),
        ..Drawn::default()
    };
    Ok(ended(draw(&state, &officer, drawn).await, Outcome::Failed))
}
