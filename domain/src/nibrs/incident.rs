//! A Group A incident that keeps the rules. Its only constructor checks them, also when one is read from a
//! database or a file: an invalid incident cannot be held, and so cannot be submitted.

use super::rules::{self, Finding};
use super::segment::Parts;
use serde::{Deserialize, Serialize};

/// A Group A incident report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Incident(Box<Parts>);

/// The rules that the segments break.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the segments break rule {}", .0.first().map_or("", |finding| finding.rule))]
pub struct Invalid(pub Vec<Finding>);

impl Incident {
    /// # Errors
    /// Every rule that is broken. Warnings break nothing: see [`Self::warnings`].
    pub fn new(parts: Parts) -> Result<Self, Invalid> {
        let broken: Vec<Finding> = rules::check(&parts)
            .into_iter()
            .filter(Finding::is_error)
            .collect();
        if broken.is_empty() {
            Ok(Self(Box::new(parts)))
        } else {
            Err(Invalid(broken))
        }
    }

    #[must_use]
    pub fn parts(&self) -> &Parts {
        &self.0
    }

    /// What the FBI would ask to look at again.
    #[must_use]
    pub fn warnings(&self) -> Vec<Finding> {
        rules::check(&self.0)
    }
}

impl TryFrom<Parts> for Incident {
    type Error = Invalid;

    fn try_from(parts: Parts) -> Result<Self, Invalid> {
        Self::new(parts)
    }
}

impl From<Incident> for Parts {
    fn from(incident: Incident) -> Self {
        *incident.0
    }
}
