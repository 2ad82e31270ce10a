//! How a job ended, in codes.

use crate::copy::CopyError;
use crate::mail::template::TemplateError;
use crate::mail::{MailError, Source};
use crate::rms::RmsError;
use crate::store::StoreError;
use crate::usecase::hand_over::MakeError;
use crate::usecase::issue_copy::IssueError;

/// The job is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A message left, made of these words.
    Mailed(Box<Source>),
    Sent,
    /// The report or request is not there any more.
    Gone,
    /// It has been overtaken: nobody waits for it.
    Overtaken,
    /// It lies there to be fetched.
    Laid,
    /// It has left other jobs.
    HandedOn,
}

impl Outcome {
    /// As it is logged.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Mailed(_) | Self::Sent => "sent",
            Self::Gone => "gone",
            Self::Overtaken => "overtaken",
            Self::Laid => "laid",
            Self::HandedOn => "handed_on",
        }
    }
}

/// The job is not done. A code that may be logged and shown to staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    Temporary(String),
    Permanent(String),
    /// Permanent, and the other side has said why.
    Refused {
        code: String,
        /// Shown to staff, never logged.
        reason: Option<String>,
    },
}

impl Failure {
    pub(super) fn temporary(code: &str) -> Self {
        Self::Temporary(code.to_owned())
    }

    pub(super) fn permanent(code: &str) -> Self {
        Self::Permanent(code.to_owned())
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Temporary(code) | Self::Permanent(code) | Self::Refused { code, .. } => code,
        }
    }

    /// What the other side said of it.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Temporary(_) | Self::Permanent(_) => None,
            Self::Refused { reason, .. } => reason.as_deref(),
        }
    }
}

impl From<MailError> for Failure {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Temporary(code) => Self::Temporary(code),
            MailError::Permanent(code) => Self::Permanent(code),
        }
    }
}

impl From<RmsError> for Failure {
    fn from(error: RmsError) -> Self {
        match error {
            RmsError::Temporary(code) => Self::Temporary(code),
            RmsError::Refused { code, reason } => Self::Refused { code, reason },
        }
    }
}

impl From<TemplateError> for Failure {
    fn from(_: TemplateError) -> Self {
        Self::permanent("template")
    }
}

impl From<CopyError> for Failure {
    fn from(error: CopyError) -> Self {
        Self::permanent(error.code())
    }
}

impl From<IssueError> for Failure {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::Copy(error) => error.into(),
            IssueError::Store(error) => error.into(),
        }
    }
}

impl From<MakeError> for Failure {
    fn from(error: MakeError) -> Self {
        match error {
            MakeError::Gone | MakeError::NotApproved => Self::permanent("not_approved"),
            MakeError::NoSupplement => Self::permanent("no_supplement"),
            MakeError::Unwritable(_) => Self::permanent("document"),
            MakeError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Corrupt(_) => Self::permanent("stored_value"),
            StoreError::Open(_)
            | StoreError::Unavailable
            | StoreError::Conflict
            | StoreError::Missing => Self::temporary("store"),
        }
    }
}
