//! The sentences that people read, by key. One file is one language; code holds keys only.

use domain::field::{FieldError, FieldSpec};
use std::collections::BTreeMap;

/// A language's sentences, with the settings' own words (`{town}`, `{telephone}`) already filled in.
#[derive(Debug, Clone)]
pub struct Words {
    lang: &'static str,
    sentences: BTreeMap<String, String>,
}

/// A file of words that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the words file is not valid TOML: {0}")]
pub struct WordsError(#[from] toml::de::Error);

const ENGLISH: &str = include_str!("../words/en.toml");

impl Words {
    /// The English words.
    ///
    /// # Errors
    /// Only when the compiled-in file is broken, which a test rules out.
    pub fn english(fill: &[(&str, &str)]) -> Result<Self, WordsError> {
        Self::read("en", ENGLISH, fill)
    }

    fn read(lang: &'static str, text: &str, fill: &[(&str, &str)]) -> Result<Self, WordsError> {
        let table: toml::Table = toml::from_str(text)?;
        let mut sentences = BTreeMap::new();
        flatten("", &table, &mut sentences);
        for sentence in sentences.values_mut() {
            *sentence = filled(sentence, fill);
        }
        Ok(Self { lang, sentences })
    }

    /// The BCP 47 language tag.
    #[must_use]
    pub fn lang(&self) -> &'static str {
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

    /// Every key, for the tests of completeness.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.sentences.keys().map(String::as_str)
    }
}

fn filled(sentence: &str, fill: &[(&str, &str)]) -> String {
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
