//! The edit rules of NIBRS 2019.1 that segments of valid values can still break. One function checks one kind of
//! segment, in the order of the rules' numbers; a test breaks each of them. Rules that types already keep, and
//! rules that cannot apply, are in `docs/nibrs.md`.

mod arrestee;
mod offender;
mod offense;
mod property;
mod relation;
mod structure;
mod submission;
mod victim;

pub use submission::submission;

use super::segment::Parts;
use serde::Serialize;

/// One rule that is broken, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The FBI's number.
    pub rule: &'static str,
    pub level: Level,
    /// The segment, e.g. `offense 290`. Codes and numbers only.
    pub about: String,
    pub words: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The FBI refuses the incident.
    Error,
    /// The FBI asks to look again.
    Warning,
}

impl Finding {
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

/// What was found so far.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn error(&mut self, broken: bool, rule: &'static str, about: &str, words: &'static str) {
        self.add(broken, rule, Level::Error, about, words);
    }

    fn warning(&mut self, broken: bool, rule: &'static str, about: &str, words: &'static str) {
        self.add(broken, rule, Level::Warning, about, words);
    }

    fn add(
        &mut self,
        broken: bool,
        rule: &'static str,
        level: Level,
        about: &str,
        words: &'static str,
    ) {
        if broken {
            self.0.push(Finding {
                rule,
                level,
                about: about.to_owned(),
                words,
            });
        }
    }
}

/// Everything that an incident breaks, whenever it is submitted.
#[must_use]
pub fn check(parts: &Parts) -> Vec<Finding> {
    let mut found = Findings::default();
    structure::check(parts, &mut found);
    offense::check(parts, &mut found);
    property::check(parts, &mut found);
    victim::check(parts, &mut found);
    offender::check(parts, &mut found);
    arrestee::check(parts, &mut found);
    found.0
}
