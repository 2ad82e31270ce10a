//! Taking a TOML table apart key by key, so that a wrong value is named by its key and a key that nobody took
//! is an error. (An error of the TOML reader itself quotes the offending line, password and all.)

use super::error::SettingsError;
use std::path::Path;
use toml::{Table, Value};

/// The file as a table.
pub(super) fn file(path: &Path) -> Result<Table, SettingsError> {
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => SettingsError::NoFile(path.to_owned()),
        _ => SettingsError::Unreadable(path.to_owned()),
    })?;
    text.parse::<Table>().map_err(|error: toml::de::Error| {
        let before = error.span().map_or(0, |span| span.start).min(text.len());
        let line = text
            .bytes()
            .take(before)
            .filter(|byte| *byte == b'\n')
            .count()
            + 1;
        SettingsError::Syntax {
            path: path.to_owned(),
            line,
        }
    })
}

/// One `[table]` of the file.
pub(super) struct Section {
    name: &'static str,
    left: Table,
    known: Vec<&'static str>,
}

impl Section {
    /// Takes a table out of the file; one that is not there has no keys.
    pub(super) fn take(file: &mut Table, name: &'static str) -> Result<Self, SettingsError> {
        let left = match file.remove(name) {
            Some(Value::Table(table)) => table,
            Some(_) => return Err(SettingsError::wrong(name, "a [table]")),
            None => Table::new(),
        };
        Ok(Self {
            name,
            left,
            known: Vec::new(),
        })
    }

    /// `table.key`, as errors name it.
    pub(super) fn key(&self, key: &str) -> String {
        format!("{}.{key}", self.name)
    }

    /// A text, or its default.
    pub(super) fn text(
        &mut self,
        key: &'static str,
        default: &str,
    ) -> Result<String, SettingsError> {
        Ok(self
            .optional_text(key)?
            .unwrap_or_else(|| default.to_owned()))
    }

    /// A text that may be left out.
    pub(super) fn optional_text(
        &mut self,
        key: &'static str,
    ) -> Result<Option<String>, SettingsError> {
        self.known.push(key);
        match self.left.remove(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => {
                Ok(Some(text.trim().to_owned()))
            }
            Some(_) => Err(SettingsError::wrong(
                self.key(key),
                "a text in quotation marks, not an empty one",
            )),
            None => Ok(None),
        }
    }

    /// A whole number within bounds, or its default.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        default: u16,
        (least, most): (u16, u16),
        expected: &'static str,
    ) -> Result<u16, SettingsError> {
        self.known.push(key);
        let wrong = || SettingsError::wrong(format!("{}.{key}", self.name), expected);
        match self.left.remove(key) {
            Some(Value::Integer(number)) => u16::try_from(number)
                .ok()
                .filter(|number| (least..=most).contains(number))
                .ok_or_else(wrong),
            Some(_) => Err(wrong()),
            None => Ok(default),
        }
    }

    /// `true` or `false`; `false` when it is left out.
    pub(super) fn flag(&mut self, key: &'static str) -> Result<bool, SettingsError> {
        self.known.push(key);
        match self.left.remove(key) {
            Some(Value::Boolean(set)) => Ok(set),
            Some(_) => Err(SettingsError::wrong(self.key(key), "true or false")),
            None => Ok(false),
        }
    }

    /// A list of texts; empty when it is left out.
    pub(super) fn list(
        &mut self,
        key: &'static str,
        expected: &'static str,
    ) -> Result<Vec<String>, SettingsError> {
        self.known.push(key);
        let wrong = || SettingsError::wrong(format!("{}.{key}", self.name), expected);
        match self.left.remove(key) {
            Some(Value::Array(items)) => items
                .into_iter()
                .map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong))
                .collect(),
            Some(_) => Err(wrong()),
            None => Ok(Vec::new()),
        }
    }

    /// Refuses what nobody took.
    pub(super) fn end(self) -> Result<(), SettingsError> {
        match self.left.keys().next() {
            Some(key) => Err(SettingsError::Unknown {
                key: self.key(key),
                known: format!("[{}] has {}", self.name, self.known.join(", ")),
            }),
            None => Ok(()),
        }
    }
}
