//! What can be set at the desk: figures and switches, group by group, and the list of texts.

use super::decide::problem;
use super::desk_page;
use super::officer::Officer;
use super::phrases;
use super::text_words::{name, standing};
use crate::live::InForce;
use crate::live::setting::{Notice, Phrase, PhraseGroup, Setting, TextKey, is_on, switch};
use crate::mail::Template;
use crate::settings::{Adjustable, Figure};
use crate::state::State;
use crate::store::audit::Outcome;
use crate::usecase::adjust::{AdjustError, Change, adjust};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::guard::ended;
use crate::web::respond::{page, see};
use app::component::errors::Problem;
use app::page::Body;
use app::page::staff::settings::{
    Control, Group, Line, PhraseForm, SettingsPage, TextGroup, TextLine,
};
use app::words::Lang;
use axum::extract::{self, Query};
use axum::response::Response;
use domain::access::Action;
use domain::field::Choice;
use domain::incident::Kind;
use serde::Deserialize;

/// What is saved together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    Review,
    Retention,
    Catalogue,
}

impl Saved {
    pub const ALL: [Self; 3] = [Self::Review, Self::Retention, Self::Catalogue];

    /// The form's own part of its address.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Retention => "retention",
            Self::Catalogue => "catalogue",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Review => "Review",
            Self::Retention => "How long things are kept",
            Self::Catalogue => "What can be filed online",
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Review => {
                "What filers are promised, and how officers work. A report keeps the date that its filer was told."
            }
            Self::Retention => {
                "What is older is forgotten within the hour. Approved reports are never forgotten here."
            }
            Self::Catalogue => {
                "What is not ticked is taken by telephone: whoever chooses it is told whom to call. Reports that were sent are not touched."
            }
        }
    }

    fn settings(self) -> Vec<Setting> {
        match self {
            Self::Review => vec![
                Setting::Figure(Figure::BusinessDays),
                Setting::Figure(Figure::FollowUpDays),
                Setting::Figure(Figure::ClaimMinutes),
                Setting::ConfirmApprovals,
            ],
            Self::Retention => [
                Figure::DraftDays,
                Figure::UnapprovedDays,
                Figure::AuditYears,
            ]
            .map(Setting::Figure)
            .to_vec(),
            Self::Catalogue => Kind::ALL
                .iter()
                .map(|kind| Setting::Offered(*kind))
                .collect(),
        }
    }
}

const fn label(figure: Figure) -> &'static str {
    match figure {
        Figure::BusinessDays => "Business days until a report is looked at",
        Figure::FollowUpDays => "Days until the follow-up message",
        Figure::ClaimMinutes => "Minutes for which a claimed report is one’s own",
        Figure::DraftDays => "Days for which an unfinished report is kept",
        Figure::UnapprovedDays => "Days for which a report that became none is kept",
        Figure::AuditYears => "Years for which the audit trail is kept",
    }
}

const fn hint(figure: Figure) -> &'static str {
    match figure {
        Figure::BusinessDays => "1 to 30. The desk’s clock turns red after that.",
        Figure::FollowUpDays => "0 to 365; 0: never.",
        Figure::ClaimMinutes => "5 to 1440.",
        Figure::DraftDays => "1 to 365, since it was last touched.",
        Figure::UnapprovedDays => "30 to 3650, since it was closed.",
        Figure::AuditYears => "1 to 100 (CJIS AU-11: at least one).",
    }
}

/// What the page may be asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    saved: String,
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Response {
    let drawn = Drawn {
        done: view.saved == "1",
        ..Drawn::default()
    };
    draw(&state, &officer, drawn).await
}

/// What is different on a page that is the answer to a form.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) done: bool,
    pub(super) problems: Vec<Problem>,
    /// As typed, by code.
    pub(super) typed: Option<Fields>,
    pub(super) phrase: Option<PhraseForm>,
}

pub(super) async fn draw(state: &State, officer: &Officer, drawn: Drawn) -> Response {
    let now = state.now();
    let error = !drawn.problems.is_empty();
    let groups = Saved::ALL.map(|group| Group {
        slug: group.slug(),
        title: group.title(),
        about: group.about(),
        lines: group
            .settings()
            .iter()
            .map(|setting| line(state, &now, setting, drawn.typed.as_ref()))
            .collect(),
    });
    let body = Body::Settings(Box::new(SettingsPage {
        groups: groups.into(),
        texts: texts(state, &now),
        may_set: officer.may(Action::ManageSettings),
        may_write: officer.may(Action::WriteTexts),
        phrase: drawn
            .phrase
            .unwrap_or_else(|| phrases::form(state, &Fields::default())),
        done: drawn.done,
        problems: drawn.problems,
    }));
    page(desk_page(state, Some(officer), "Settings", error, body)).await
}

fn line(state: &State, now: &InForce, setting: &Setting, typed: Option<&Fields>) -> Line {
    let code = setting.code();
    let row = now.row(&code, None);
    let file = state.live.file();
    let seen_name = format!("seen.{code}");
    // Only the group that was sent has fields.
    let typed = typed.filter(|fields| fields.has(&seen_name));
    let (label, mut hint, control, says) = match setting {
        Setting::Figure(figure) => {
            let says = file.figure(*figure).to_string();
            let value = typed.map_or_else(
                || {
                    row.and_then(|row| row.value.clone())
                        .unwrap_or_else(|| says.clone())
                },
                |fields| fields.get(&code).to_owned(),
            );
            (
                label(*figure).to_owned(),
                hint(*figure).to_owned(),
                Control::Number(value),
                says,
            )
        }
        Setting::ConfirmApprovals => (
            "A supervisor confirms each approval".to_owned(),
            "A second pair of eyes before a case number is given.".to_owned(),
            Control::Switch(typed.map_or(now.review.confirm_approvals, |fields| {
                is_on(fields.get(&code))
            })),
            switch(file.review.confirm_approvals).to_owned(),
        ),
        Setting::Offered(kind) => (
            state.site().words.t(&format!("kind.{}.title", kind.code())),
            String::new(),
            Control::Switch(typed.map_or(!now.closed.contains(*kind), |fields| {
                is_on(fields.get(&code))
            })),
            switch(true).to_owned(),
        ),
        Setting::Text(key) => (
            name(key),
            String::new(),
            Control::Switch(true),
            String::new(),
        ),
    };
    if let Control::Number(_) = control {
        hint.push_str(&format!(" Empty: {says}, as the file says."));
    }
    Line {
        seen: typed
            .and_then(|fields| fields.get(&seen_name).parse().ok())
            .unwrap_or_else(|| now.version(&code, None)),
        standing: row.map_or_else(String::new, |row| standing(state, row)),
        code,
        label,
        hint,
        control,
    }
}

fn texts(state: &State, now: &InForce) -> Vec<TextGroup> {
    let messages = Template::ALL
        .iter()
        .map(|template| TextKey::Message(*template))
        .chain([TextKey::Foot]);
    let notices = Notice::ALL
        .iter()
        .map(|notice| TextKey::Notice(*notice))
        .chain([TextKey::SignIn]);
    let of = |title, about, keys: Vec<TextKey>| TextGroup {
        title,
        about,
        lines: keys.iter().map(|key| text_line(state, now, key)).collect(),
    };
    vec![
        of(
            "Messages",
            "What the service sends by e-mail, in each language. Every message that leaves is kept with the version that it was made of.",
            messages.collect(),
        ),
        of(
            "Notices",
            "What is read before a report is sent, and before the staff sign in. A report names the version that its filer read.",
            notices.collect(),
        ),
        of(
            "Phrases",
            "What officers write often, to be chosen at a report. The filer reads it in the language of the report.",
            phrases::keys(now, None),
        ),
    ]
}

fn text_line(state: &State, now: &InForce, key: &TextKey) -> TextLine {
    let code = key.code();
    let at = |lang| now.row(&code, Some(lang)).map(|row| row.set_at);
    let languages = key.languages().map(|lang| {
        let row = now.row(&code, Some(lang));
        let said = row.map_or_else(
            || "the program’s own words".to_owned(),
            |row| standing(state, row),
        );
        (in_english(state, lang), said)
    });
    let newest = key.languages().filter_map(at).max();
    let stale: Vec<String> = key
        .languages()
        .filter(|lang| newest.is_some() && at(*lang) < newest)
        .map(|lang| in_english(state, lang))
        .collect();
    TextLine {
        name: name_of(now, key),
        languages: languages.collect(),
        stale: (!stale.is_empty()).then(|| format!("Not written anew since: {}", stale.join(", "))),
        code,
    }
}

/// A language, as the desk calls it.
pub(super) fn in_english(state: &State, lang: Lang) -> String {
    state.sites().of(lang).words.t("in_english")
}

/// A text, as the desk calls it.
pub(super) fn name_of(now: &InForce, key: &TextKey) -> String {
    match key {
        TextKey::Phrase(phrase) => {
            let words = &now.sites.english().words;
            let text = words.t(&phrase.code());
            match (phrase.group, Phrase::parts(&text)) {
                (PhraseGroup::Ask, Some((title, _))) => format!("Question: {title}"),
                (PhraseGroup::Officer, Some((title, _))) => format!("To the filer: {title}"),
                (_, None) => "(a phrase that is chosen no more)".to_owned(),
            }
        }
        TextKey::Message(_) | TextKey::Foot | TextKey::Notice(_) | TextKey::SignIn => name(key),
    }
}

/// Saves one group: all of it or nothing.
pub async fn save(
    group: Saved,
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    let settings = group.settings();
    let codes: Vec<String> = settings.iter().map(Setting::code).collect();
    let seen: Vec<String> = codes.iter().map(|code| format!("seen.{code}")).collect();
    let names: Vec<&str> = codes.iter().chain(&seen).map(String::as_str).collect();
    let fields = fields.only(&names)?;
    let now = state.now();
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    for (setting, (code, seen)) in settings.into_iter().zip(codes.iter().zip(&seen)) {
        let seen: u32 = fields.get(seen).parse().map_err(|_| WebError::Malformed)?;
        let value = match &setting {
            Setting::Figure(figure) => match fields.get(code).trim() {
                "" => None,
                typed => match figure.read(typed) {
                    Some(number) => Some(number.to_string()),
                    None => {
                        let message = format!("Give {}.", figure.expected());
                        problems.push(problem(code, label(*figure), &message));
                        continue;
                    }
                },
            },
            Setting::ConfirmApprovals | Setting::Offered(_) => {
                Some(switch(is_on(fields.get(code))).to_owned())
            }
            Setting::Text(_) => continue,
        };
        let held = now.row(code, None).and_then(|row| row.value.clone());
        if value != held
            && !says_the_file(
                state.live.file(),
                &setting,
                held.as_deref(),
                value.as_deref(),
            )
        {
            changes.push(Change {
                setting,
                lang: None,
                seen,
                value,
            });
        }
    }
    if problems.is_empty() {
        let nothing = changes.is_empty();
        match adjust(&state, &officer.session.staff, client, changes).await {
            Ok(()) => {
                // What is as it was leaves the row of the request, and no other.
                if !nothing {
                    officer.is_on_record();
                }
                return Ok(see("/staff/settings?saved=1"));
            }
            Err(AdjustError::Overtaken) => problems.push(overtaken("main")),
            Err(AdjustError::Store(error)) => return Err(error.into()),
        }
    }
    let drawn = Drawn {
        problems,
        typed: Some(fields),
        ..Drawn::default()
    };
    Ok(ended(draw(&state, &officer, drawn).await, Outcome::Failed))
}

/// What was never set and stays as the file has it is no change.
fn says_the_file(
    file: &Adjustable,
    setting: &Setting,
    held: Option<&str>,
    value: Option<&str>,
) -> bool {
    let says = match setting {
        Setting::ConfirmApprovals => switch(file.review.confirm_approvals).to_owned(),
        Setting::Offered(_) => switch(true).to_owned(),
        Setting::Figure(figure) => file.figure(*figure).to_string(),
        Setting::Text(_) => return false,
    };
    held.is_none() && value == Some(says.as_str())
}

pub(super) fn overtaken(id: &str) -> Problem {
    problem(
        id,
        "This changed meanwhile",
        "Somebody else has set it. Nothing of yours was saved: look at what it is now, and save again.",
    )
}
