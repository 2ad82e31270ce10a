//! What can be set at the desk: each by a code, under which its versions are kept.

use crate::mail::Template;
use crate::mail::messages::FOOT;
use crate::settings::Figure;
use app::words::Lang;
use domain::choices;
use domain::field::Choice;
use domain::incident::Kind;

choices! {
    /// What a filer reads before a report is sent, by the keys of the words.
    Notice {
        // A false report is an offense (C.G.S. 53a-157b, 53a-180c).
        Certify = "certify.notice",
        // It may become a public record (C.G.S. 1-210(b)(3)).
        Public = "certify.public",
    }
    /// What officers write often, by where they write it.
    PhraseGroup {
        Ask = "phrase.ask",
        Officer = "phrase.officer",
    }
}

/// One thing that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    Figure(Figure),
    /// Whether a supervisor confirms each approval.
    ConfirmApprovals,
    /// Whether a kind can be filed online.
    Offered(Kind),
    Text(TextKey),
}

/// A text, in each language that it is read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextKey {
    Message(Template),
    /// What stands under every message.
    Foot,
    Notice(Notice),
    /// What the staff agree to before they sign in.
    SignIn,
    Phrase(Phrase),
}

/// A question or a message that officers write often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub group: PhraseGroup,
    name: String,
}

const CONFIRM: &str = "review.confirm_approvals";
const CATALOGUE: &str = "catalogue.";
const SIGN_IN: &str = "sign_in.notice";

/// How a switch is kept.
#[must_use]
pub const fn switch(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// The inverse of [`switch`].
#[must_use]
pub fn is_on(value: &str) -> bool {
    value == "on"
}

impl Setting {
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Figure(figure) => figure.code().to_owned(),
            Self::ConfirmApprovals => CONFIRM.to_owned(),
            Self::Offered(kind) => format!("{CATALOGUE}{}", kind.code()),
            Self::Text(key) => key.code(),
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code == CONFIRM {
            return Some(Self::ConfirmApprovals);
        }
        if let Some(kind) = code.strip_prefix(CATALOGUE) {
            return Kind::from_code(kind).map(Self::Offered);
        }
        Figure::from_code(code)
            .map(Self::Figure)
            .or_else(|| TextKey::from_code(code).map(Self::Text))
    }
}

impl TextKey {
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Message(template) => template.code().to_owned(),
            Self::Foot => FOOT.to_owned(),
            Self::Notice(notice) => notice.code().to_owned(),
            Self::SignIn => SIGN_IN.to_owned(),
            Self::Phrase(phrase) => phrase.code(),
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            FOOT => Some(Self::Foot),
            SIGN_IN => Some(Self::SignIn),
            _ => Template::from_code(code)
                .map(Self::Message)
                .or_else(|| Notice::from_code(code).map(Self::Notice))
                .or_else(|| Phrase::from_code(code).map(Self::Phrase)),
        }
    }

    /// The languages in which somebody reads it. The staff read English.
    pub fn languages(&self) -> impl Iterator<Item = Lang> + use<> {
        let english_only = match self {
            Self::SignIn
            | Self::Message(Template::Invitation | Template::AuditReview | Template::AuditAlarm) => {
                true
            }
            Self::Message(_) | Self::Foot | Self::Notice(_) | Self::Phrase(_) => false,
        };
        Lang::all().filter(move |lang| !english_only || *lang == Lang::ENGLISH)
    }
}

impl Phrase {
    /// Under a name that nothing else has.
    #[must_use]
    pub fn new(group: PhraseGroup, name: String) -> Option<Self> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        ((1..=40).contains(&name.len()) && name.chars().all(plain)).then_some(Self { group, name })
    }

    #[must_use]
    pub fn code(&self) -> String {
        format!("{}.{}", self.group.code(), self.name)
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (group, name) = code.rsplit_once('.')?;
        Self::new(PhraseGroup::from_code(group)?, name.to_owned())
    }

    /// What the officer chooses, and what the filer reads.
    #[must_use]
    pub fn parts(text: &str) -> Option<(&str, &str)> {
        let (title, body) = text.trim().split_once('\n')?;
        let (title, body) = (title.trim(), body.trim());
        (!title.is_empty() && !body.is_empty()).then_some((title, body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_found_by_its_code_and_by_no_other() {
        let texts = Template::ALL
            .iter()
            .map(|template| TextKey::Message(*template))
            .chain(Notice::ALL.iter().map(|notice| TextKey::Notice(*notice)))
            .chain([
                TextKey::Foot,
                TextKey::SignIn,
                TextKey::Phrase(Phrase::new(PhraseGroup::Ask, "serial".to_owned()).expect("one")),
            ]);
        let all: Vec<Setting> = Figure::ALL
            .iter()
            .map(|figure| Setting::Figure(*figure))
            .chain([Setting::ConfirmApprovals])
            .chain(Kind::ALL.iter().map(|kind| Setting::Offered(*kind)))
            .chain(texts.map(Setting::Text))
            .collect();
        for (at, setting) in all.iter().enumerate() {
            assert_eq!(
                Setting::from_code(&setting.code()).as_ref(),
                Some(setting),
                "{setting:?}"
            );
            assert!(!all[..at].iter().any(|other| other.code() == setting.code()));
        }
        for code in [
            "",
            "mail",
            "mails.receipt",
            "certify.version",
            "catalogue.arson",
            "phrase.ask.",
            "phrase.ask.UP",
            "phrase.other.serial",
            "review.confirm",
        ] {
            assert_eq!(Setting::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn a_phrase_is_a_line_to_choose_and_what_is_read() {
        assert_eq!(
            Phrase::parts("Serial\n\nPlease send it.\nThanks.\n"),
            Some(("Serial", "Please send it.\nThanks."))
        );
        for none in ["", "Serial", "Serial\n \n", "\n\n"] {
            assert_eq!(Phrase::parts(none), None, "{none:?}");
        }
    }
}
