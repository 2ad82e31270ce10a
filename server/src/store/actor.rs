//! Who did something: stored beside every event and audit row, with the name as it was then.

use super::StoreError;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "actor")]
pub enum Actor {
    /// Nobody that the service knows: not signed in, or with numbers that open nothing.
    Unknown,
    Filer,
    Staff {
        id: Uuid,
        name: String,
    },
    /// Another system, by the key that it was given.
    Key {
        id: Uuid,
        name: String,
    },
    /// The service itself: a job, a deadline.
    System,
}

impl Actor {
    /// The code that is stored.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Filer => "filer",
            Self::Staff { .. } => "staff",
            Self::Key { .. } => "key",
            Self::System => "system",
        }
    }

    pub(crate) fn id(&self) -> Option<Uuid> {
        match self {
            Self::Staff { id, .. } | Self::Key { id, .. } => Some(*id),
            Self::Unknown | Self::Filer | Self::System => None,
        }
    }

    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Staff { name, .. } | Self::Key { name, .. } => Some(name),
            Self::Unknown | Self::Filer | Self::System => None,
        }
    }

    pub(super) fn read(
        code: &str,
        id: Option<Uuid>,
        name: Option<String>,
    ) -> Result<Self, StoreError> {
        match (code, id, name) {
            ("unknown", _, _) => Ok(Self::Unknown),
            ("filer", _, _) => Ok(Self::Filer),
            ("system", _, _) => Ok(Self::System),
            ("staff", Some(id), Some(name)) => Ok(Self::Staff { id, name }),
            ("key", Some(id), Some(name)) => Ok(Self::Key { id, name }),
            _ => Err(StoreError::Corrupt("actor")),
        }
    }
}
