//! What a text of the department's own must hold before it is sent to anybody, and what it will look like: it is filled
//! in with made-up values, in every form that it can take.

use super::sample::samples;
use super::setting::{Notice, Phrase, TextKey};
use crate::mail::template::TemplateError;
use crate::mail::{Letter, Letterhead, Template};
use crate::settings::paragraphs;
use app::words::{OwnSentence, Words};

/// The longest text, in characters. The longest of the program's own has 1,400.
pub const TEXT_MAX: usize = 6000;

/// Why a text is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    #[error("empty")]
    Empty,
    /// [`TEXT_MAX`].
    #[error("too long")]
    TooLong,
    #[error("the first line is not Subject:")]
    NoSubject,
    /// Nothing fills this brace.
    #[error("nothing fills {0}")]
    Unknown(String),
    /// What people cannot do without.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// What must not be read over somebody's shoulder.
    #[error("{0} is in the subject")]
    InSubject(&'static str),
    /// A line to choose, and what the filer reads.
    #[error("no line to choose")]
    NoTitle,
}

impl From<TemplateError> for TextProblem {
    fn from(error: TemplateError) -> Self {
        match error {
            TemplateError::Subject => Self::NoSubject,
            TemplateError::Unfilled(name) | TemplateError::Flag(name) => Self::Unknown(name),
        }
    }
}

/// What a text will look like in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Which case.
    pub case: &'static str,
    pub subject: Option<String>,
    pub text: String,
}

/// A text as it is kept: one kind of line ends, no characters that cannot be seen, no blank ends.
#[must_use]
pub fn tidy(key: &TextKey, typed: &str) -> String {
    let clean: String = typed
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    match key {
        // One sentence on a page.
        TextKey::Notice(_) => clean.split_whitespace().collect::<Vec<_>>().join(" "),
        TextKey::Message(_) | TextKey::Foot | TextKey::SignIn | TextKey::Phrase(_) => {
            let lines: Vec<&str> = clean.trim().lines().map(str::trim_end).collect();
            lines.join("\n")
        }
    }
}

/// Looks at a text: what it will look like, in every case.
///
/// # Errors
/// The first [`TextProblem`].
pub fn look(
    key: &TextKey,
    text: &str,
    words: &Words,
    head: &Letterhead,
) -> Result<Vec<Preview>, TextProblem> {
    if text.chars().count() > TEXT_MAX {
        return Err(TextProblem::TooLong);
    }
    if text.is_empty() {
        return match key {
            // Chosen no more.
            TextKey::Phrase(_) => Ok(Vec::new()),
            TextKey::Message(_) | TextKey::Foot | TextKey::Notice(_) | TextKey::SignIn => {
                Err(TextProblem::Empty)
            }
        };
    }
    let code = key.code();
    let words = words.clone().with_own([OwnSentence {
        key: code.clone(),
        version: 0,
        text: text.to_owned(),
    }]);
    let letters = head.with(&words);
    match key {
        TextKey::Message(template) => {
            needs(*template, text)?;
            Ok(previews(samples(*template, letters)?))
        }
        TextKey::Foot => Ok(previews(samples(Template::OfficerRequest, letters)?)),
        TextKey::Notice(Notice::Certify | Notice::Public) => {
            Ok(vec![plain(filled(&words.t(&code))?)])
        }
        TextKey::SignIn => Ok(vec![plain(filled(&paragraphs(text).join("\n\n"))?)]),
        TextKey::Phrase(_) => {
            let whole = filled(&words.t(&code))?;
            let (_, body) = Phrase::parts(&whole).ok_or(TextProblem::NoTitle)?;
            Ok(vec![plain(body.to_owned())])
        }
    }
}

fn plain(text: String) -> Preview {
    Preview {
        case: "",
        subject: None,
        text,
    }
}

/// The settings' braces are filled; what is left is a mistake.
fn filled(text: &str) -> Result<String, TextProblem> {
    match text.split_once('{') {
        Some((_, rest)) => Err(TextProblem::Unknown(
            rest.split('}').next().unwrap_or(rest).to_owned(),
        )),
        None => Ok(text.to_owned()),
    }
}

/// What the message is sent for must be in it, and nothing private on its outside.
fn needs(template: Template, text: &str) -> Result<(), TextProblem> {
    for name in holes(template) {
        if !text.contains(&format!("{{{name}}}")) {
            return Err(TextProblem::Missing(name));
        }
    }
    let subject = text.lines().next().unwrap_or("");
    match PRIVATE
        .iter()
        .find(|name| subject.contains(&format!("{{{name}}}")))
    {
        Some(name) => Err(TextProblem::InSubject(name)),
        None => Ok(()),
    }
}

/// Whoever harasses somebody may see the list of their mail.
const PRIVATE: [&str; 8] = [
    "question",
    "message",
    "officer",
    "file",
    "code",
    "resume_url",
    "invitation_url",
    "login",
];

/// The braces that a message cannot do without.
#[must_use]
pub const fn holes(template: Template) -> &'static [&'static str] {
    match template {
        Template::Receipt => &["tracking", "status_url"],
        Template::Copy => &["case", "file"],
        Template::Supplement | Template::FollowUp | Template::Duplicate | Template::Reopened => {
            &["tracking"]
        }
        Template::Resume => &["code", "resume_url"],
        Template::MoreAsked => &["tracking", "question", "status_url"],
        Template::OfficerAssigned => &["officer", "message"],
        Template::OfficerRequest => &[],
        Template::Invitation => &["login", "invitation_url"],
        Template::AuditReview => &["from", "to", "audit_url"],
        Template::AuditAlarm => &[],
    }
}

/// The braces that can be filled, for who writes.
#[must_use]
pub const fn braces(key: &TextKey) -> &'static [&'static str] {
    match key {
        TextKey::Message(template) => match template {
            Template::Receipt => &["tracking", "review_time", "status_url"],
            Template::Copy => &["case", "tracking", "file", "status_url"],
            Template::Supplement => &["tracking", "number", "status_url"],
            Template::FollowUp => &["tracking", "case", "status_url"],
            Template::Resume => &["code", "days", "resume_url"],
            Template::MoreAsked => &["tracking", "question", "status_url"],
            Template::OfficerAssigned => &["tracking", "officer", "message", "status_url"],
            Template::Duplicate | Template::Reopened => &["tracking", "status_url"],
            Template::OfficerRequest => &["review_time"],
            Template::Invitation => &["login", "invitation_url"],
            Template::AuditReview => AUDIT_BRACES,
            Template::AuditAlarm => &["status_url"],
        },
        TextKey::Foot | TextKey::Notice(_) | TextKey::SignIn | TextKey::Phrase(_) => &[],
    }
}

/// What [`crate::usecase::audit_review::Review::figures`] fills, and whose figures they are.
const AUDIT_BRACES: &[&str] = &[
    "from",
    "to",
    "audit_url",
    "sign_ins",
    "failures",
    "locks",
    "refusals",
    "exports",
    "account_changes",
    "setting_changes",
    "reviewers",
    "supervisors",
    "records_clerks",
    "auditors",
    "rows",
    "findings",
];

/// The flags before a block, for who writes: `[identity_theft]`.
#[must_use]
pub const fn flags(key: &TextKey) -> &'static [&'static str] {
    match key {
        TextKey::Message(Template::Copy) => &["identity_theft"],
        TextKey::Message(Template::MoreAsked) => &["question_shown"],
        TextKey::Message(Template::FollowUp) => &["approved"],
        TextKey::Message(Template::AuditReview) => &["whole"],
        TextKey::Message(
            Template::Receipt
            | Template::Supplement
            | Template::Resume
            | Template::OfficerAssigned
            | Template::Duplicate
            | Template::Reopened
            | Template::OfficerRequest
            | Template::Invitation
            | Template::AuditAlarm,
        )
        | TextKey::Foot
        | TextKey::Notice(_)
        | TextKey::SignIn
        | TextKey::Phrase(_) => &[],
    }
}

fn previews(samples: Vec<(&'static str, Letter)>) -> Vec<Preview> {
    samples
        .into_iter()
        .map(|(case, letter)| Preview {
            case,
            subject: Some(letter.subject),
            text: letter.text,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::setting::PhraseGroup;
    use app::words::Lang;
    use domain::field::Choice;

    fn words(lang: Lang) -> Words {
        Words::new(
            lang,
            &[
                ("department", "D"),
                ("town", "T"),
                ("address", "A"),
                ("telephone", "N"),
            ],
        )
        .expect("words")
    }

    fn program(lang: Lang, key: &TextKey) -> String {
        let own = Words::new(lang, &[]).expect("words");
        tidy(key, &own.t(&key.code()))
    }

    fn seen(key: &TextKey, text: &str) -> Result<Vec<Preview>, TextProblem> {
        let head = Letterhead {
            site: "https://reports.example".to_owned(),
            review_days: 2,
        };
        look(key, text, &words(Lang::ENGLISH), &head)
    }

    fn message(template: Template) -> TextKey {
        TextKey::Message(template)
    }

    #[test]
    fn the_programs_own_texts_are_good_ones_in_every_language() {
        let keys = Template::ALL
            .iter()
            .map(|template| message(*template))
            .chain([TextKey::Foot])
            .chain(Notice::ALL.iter().map(|notice| TextKey::Notice(*notice)));
        for key in keys {
            for lang in key.languages() {
                let text = program(lang, &key);
                let shown =
                    seen(&key, &text).unwrap_or_else(|error| panic!("{key:?} {lang:?}: {error}"));
                assert!(
                    !shown.is_empty() && shown.iter().all(|one| !one.text.contains('{')),
                    "{key:?}"
                );
            }
        }
    }

    #[test]
    fn a_phrase_of_the_programs_is_a_line_to_choose_and_a_text_in_every_language() {
        for lang in Lang::all() {
            let own = Words::new(lang, &[]).expect("words");
            let phrases: Vec<&str> = own
                .keys()
                .filter(|key| key.starts_with("phrase."))
                .collect();
            assert!(phrases.len() > 8, "{phrases:?}");
            for code in phrases {
                let key = TextKey::from_code(code).unwrap_or_else(|| panic!("{code} is no phrase"));
                assert_eq!(
                    seen(&key, &program(lang, &key)).expect("good").len(),
                    1,
                    "{code}"
                );
            }
        }
    }

    #[test]
    fn every_brace_and_flag_that_is_offered_can_be_filled() {
        for template in Template::ALL {
            let key = message(*template);
            let mut text = "Subject: s\n".to_owned();
            for name in braces(&key).iter().chain(holes(*template)) {
                text.push_str(&format!("\n{{{name}}}\n"));
            }
            for flag in flags(&key) {
                text.push_str(&format!("\n[{flag}]\non\n\n[!{flag}]\noff\n"));
            }
            seen(&key, &text).unwrap_or_else(|error| panic!("{template:?}: {error}"));
        }
    }

    #[test]
    fn a_message_without_what_it_is_sent_for_is_not_taken() {
        for template in Template::ALL {
            for hole in holes(*template) {
                let key = message(*template);
                let text = program(Lang::ENGLISH, &key).replace(&format!("{{{hole}}}"), "");
                assert_eq!(
                    seen(&key, &text),
                    Err(TextProblem::Missing(hole)),
                    "{template:?}"
                );
            }
        }
    }

    #[test]
    fn what_nothing_fills_and_what_is_private_in_a_subject_is_told_by_name() {
        let key = message(Template::OfficerAssigned);
        let unknown = "Subject: s\n\n{officer} {message} {narrative}";
        assert_eq!(
            seen(&key, unknown),
            Err(TextProblem::Unknown("narrative".to_owned()))
        );
        let flag = "Subject: s\n\n{officer} {message}\n\n[nothing]\nx";
        assert_eq!(
            seen(&key, flag),
            Err(TextProblem::Unknown("nothing".to_owned()))
        );
        let loud = "Subject: {message}\n\n{officer} {message}";
        assert_eq!(seen(&key, loud), Err(TextProblem::InSubject("message")));
        assert_eq!(
            seen(&key, "Hello\n\n{officer} {message}"),
            Err(TextProblem::NoSubject)
        );
        assert_eq!(seen(&key, ""), Err(TextProblem::Empty));
        assert_eq!(
            seen(&key, &"x".repeat(TEXT_MAX + 1)),
            Err(TextProblem::TooLong)
        );
        let notice = TextKey::Notice(Notice::Certify);
        assert_eq!(
            seen(&notice, "Dear {name}"),
            Err(TextProblem::Unknown("name".to_owned()))
        );
    }

    #[test]
    fn an_empty_phrase_is_chosen_no_more_and_one_without_a_line_to_choose_is_not_taken() {
        let phrase = Phrase::new(PhraseGroup::Ask, "own".to_owned()).expect("a name");
        let key = TextKey::Phrase(phrase);
        assert_eq!(seen(&key, ""), Ok(Vec::new()));
        assert_eq!(seen(&key, "One line"), Err(TextProblem::NoTitle));
        let shown = seen(&key, "Title\n\nCall {telephone}.").expect("good");
        assert_eq!(shown[0].text, "Call N.");
    }

    #[test]
    fn what_cannot_be_seen_is_not_kept() {
        let key = message(Template::Receipt);
        assert_eq!(
            tidy(&key, " Subject: s\r\n\r\na\u{0}b \r\n\r\n"),
            "Subject: s\n\nab"
        );
        let notice = TextKey::Notice(Notice::Public);
        assert_eq!(tidy(&notice, "a\n b\n"), "a b");
    }
}
