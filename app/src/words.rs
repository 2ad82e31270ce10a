//! The sentences that people read, by key. One file in `words/` is one language; code holds keys only.

use domain::field::{FieldError, FieldSpec};
use std::collections::BTreeMap;
use time::Date;

/// Every file of words, by its language tag: made by `build.rs`, English first.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.in"));

/// A language that the product speaks: there is a file of words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lang(&'static str);

impl Lang {
    /// What the desk reads, and what a resident reads who asked for nothing else.
    pub const ENGLISH: Self = Self("en");

    /// Every language, English first.
    pub fn all() -> impl Iterator<Item = Self> {
        FILES.iter().map(|(tag, _)| Self(tag))
    }

    /// The language with this BCP 47 tag, whatever its letters' case; `es-MX` is Spanish.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        Self::all()
            .find(|lang| lang.0.eq_ignore_ascii_case(tag))
            .or_else(|| Self::all().find(|lang| lang.0.eq_ignore_ascii_case(primary)))
    }

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.0
    }
}

/// A language's sentences, with the settings' own words (`{town}`, `{telephone}`) already filled in.
#[derive(Debug, Clone)]
pub struct Words {
    lang: Lang,
    sentences: BTreeMap<String, String>,
    /// The settings' words, by the name of their brace.
    fill: Vec<(String, String)>,
    /// Of sentences that are the department's own.
    versions: BTreeMap<String, u32>,
}

/// A sentence that the department has put in the place of the program's own, or beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSentence {
    pub key: String,
    /// From 1.
    pub version: u32,
    /// With the braces still to be filled.
    pub text: String,
}

/// A file of words that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the words file is not valid TOML: {0}")]
pub struct WordsError(#[from] toml::de::Error);

impl Words {
    /// The words of a language.
    ///
    /// # Errors
    /// Only when the compiled-in file is broken, which a test rules out.
    pub fn new(lang: Lang, fill: &[(&str, &str)]) -> Result<Self, WordsError> {
        let text = FILES
            .iter()
            .find(|(tag, _)| *tag == lang.0)
            .map_or("", |(_, text)| text);
        let table: toml::Table = toml::from_str(text)?;
        let mut sentences = BTreeMap::new();
        flatten("", &table, &mut sentences);
        for sentence in sentences.values_mut() {
            *sentence = filled(sentence, fill);
        }
        let fill = fill
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Ok(Self {
            lang,
            sentences,
            fill,
            versions: BTreeMap::new(),
        })
    }

    /// The same words with sentences of the department's own.
    #[must_use]
    pub fn with_own(mut self, own: impl IntoIterator<Item = OwnSentence>) -> Self {
        let fill: Vec<(&str, &str)> = self
            .fill
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        for OwnSentence { key, version, text } in own {
            self.sentences.insert(key.clone(), filled(&text, &fill));
            self.versions.insert(key, version);
        }
        self
    }

    /// The version of a sentence of the department's own; 0: it is the program's.
    #[must_use]
    pub fn version(&self, key: &str) -> u32 {
        self.versions.get(key).copied().unwrap_or(0)
    }

    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence, if there is one and it is not empty.
    #[must_use]
    pub fn maybe(&self, key: &str) -> Option<&str> {
        self.sentences
            .get(key)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    /// The sentence. A missing one shows its key: a test makes sure that none is missing.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.sentences
            .get(key)
            .cloned()
            .unwrap_or_else(|| key.to_owned())
    }

    /// The sentence with its braces filled.
    #[must_use]
    pub fn with(&self, key: &str, fill: &[(&str, &str)]) -> String {
        filled(&self.t(key), fill)
    }

    /// The words of an option: those of the question, or the ones that all questions share.
    #[must_use]
    pub fn option(&self, field: &str, code: &str) -> String {
        self.maybe(&format!("option.{field}.{code}"))
            .or_else(|| self.maybe(&format!("option.{code}")))
            .unwrap_or(code)
            .to_owned()
    }

    /// The question.
    #[must_use]
    pub fn label(&self, spec: &FieldSpec) -> String {
        self.t(&format!("field.{}.label", spec.key))
    }

    /// The sentence beside a field.
    #[must_use]
    pub fn error(&self, error: FieldError) -> String {
        let limit = error
            .limit()
            .map(|limit| limit.to_string())
            .unwrap_or_default();
        self.with(&format!("error.{}", error.code()), &[("limit", &limit)])
    }

    /// A number of business days: `two business days`. Small numbers have words of their own.
    #[must_use]
    pub fn business_days(&self, days: u16) -> String {
        let days = days.to_string();
        match self.maybe(&format!("business_days.{days}")) {
            Some(words) => words.to_owned(),
            None => self.with("business_days.many", &[("days", &days)]),
        }
    }

    /// A date, by a key of the table `date`: `plain`, or with the weekday `day`.
    #[must_use]
    pub fn date(&self, key: &str, date: Date) -> String {
        let month = self.t(&format!("date.month.{}", u8::from(date.month())));
        let weekday = date.weekday().number_from_monday();
        self.with(
            key,
            &[
                ("weekday", &self.t(&format!("date.weekday.{weekday}"))),
                ("month", &month),
                ("day", &date.day().to_string()),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// Every key, for the tests of completeness.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.sentences.keys().map(String::as_str)
    }
}

/// The sentence with every `{name}` of the list replaced.
#[must_use]
pub fn filled(sentence: &str, fill: &[(&str, &str)]) -> String {
    fill.iter()
        .fold(sentence.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
}

fn flatten(prefix: &str, table: &toml::Table, into: &mut BTreeMap<String, String>) {
    for (name, value) in table {
        let key = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, into),
            toml::Value::String(text) => {
                into.insert(key, text.clone());
            }
            other => {
                into.insert(key, other.to_string());
            }
        }
    }
}
