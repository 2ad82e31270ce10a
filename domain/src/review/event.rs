//! What can happen to a report.

use super::Status;
use crate::judgement::Judgement;
use crate::number::TrackingNumber;
use serde::{Deserialize, Serialize};

/// How the filer was told that an officer will take the report. One or the other: it cannot be skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Contact {
    /// The service sends this message to the filer's address.
    Email { message: String },
    /// Somebody called: which number, who was spoken to, and what came of it.
    Telephone {
        number: String,
        spoke_with: String,
        /// As the officer noted it; contacts of the first versions have none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        called_at: String,
        outcome: String,
    },
}

/// What happened to a report: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    Submitted,
    ReviewStarted,
    /// Reports that were approved before officers were asked have no judgement.
    Approved {
        #[serde(default, skip_serializing_if = "Judgement::is_empty")]
        judgement: Judgement,
    },
    /// The judgement waits for a supervisor, who confirms it or gives it back.
    ApprovalProposed {
        #[serde(default, skip_serializing_if = "Judgement::is_empty")]
        judgement: Judgement,
    },
    ProposalReturned {
        reason: String,
    },
    /// It was closed and should not have been.
    Reopened {
        reason: String,
    },
    /// An officer's reading of one answer, beside the filer's own words, which stay as they are.
    Corrected {
        /// The answer's key.
        key: String,
        value: String,
        reason: String,
    },
    MoreAsked {
        question: String,
    },
    MoreGiven {
        answer: String,
    },
    /// The filer does not know yet; what was tried so far.
    OfficerNamed {
        officer: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    OfficerAssigned {
        officer: String,
        contact: Contact,
    },
    MarkedDuplicate {
        of: TrackingNumber,
    },
    Withdrawn,
    /// Its number is its place among the supplements, from 1.
    SupplementAdded {
        text: String,
    },
    SupplementsRead,
}

impl Event {
    /// The status after this event.
    #[must_use]
    pub const fn status(&self) -> Status {
        match self {
            Self::Submitted | Self::MoreGiven { .. } => Status::Submitted,
            Self::ReviewStarted
            | Self::ProposalReturned { .. }
            | Self::Reopened { .. }
            | Self::Corrected { .. } => Status::UnderReview,
            Self::ApprovalProposed { .. } => Status::Proposed,
            Self::OfficerNamed { .. } => Status::OfficerNamed,
            Self::Approved { .. } | Self::SupplementAdded { .. } | Self::SupplementsRead => {
                Status::Approved
            }
            Self::MoreAsked { .. } => Status::InfoAsked,
            Self::OfficerAssigned { .. } => Status::OfficerAssigned,
            Self::MarkedDuplicate { .. } => Status::Duplicate,
            Self::Withdrawn => Status::Withdrawn,
        }
    }

    /// The code that names its words (`event.<code>`).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::ReviewStarted => "review_started",
            Self::ApprovalProposed { .. } => "approval_proposed",
            Self::ProposalReturned { .. } => "proposal_returned",
            Self::Reopened { .. } => "reopened",
            Self::OfficerNamed { .. } => "officer_named",
            Self::Corrected { .. } => "corrected",
            Self::Approved { .. } => "approved",
            Self::MoreAsked { .. } => "more_asked",
            Self::MoreGiven { .. } => "more_given",
            Self::OfficerAssigned { .. } => "officer_assigned",
            Self::MarkedDuplicate { .. } => "marked_duplicate",
            Self::Withdrawn => "withdrawn",
            Self::SupplementAdded { .. } => "supplement_added",
            Self::SupplementsRead => "supplements_read",
        }
    }

    /// Whether the event decides the report. What comes after a decision leaves who decided, and when, as it was.
    #[must_use]
    pub const fn decides(&self) -> bool {
        match self {
            Self::Approved { .. }
            | Self::OfficerAssigned { .. }
            | Self::MarkedDuplicate { .. }
            | Self::Withdrawn => true,
            Self::Submitted
            | Self::ReviewStarted
            | Self::ApprovalProposed { .. }
            | Self::ProposalReturned { .. }
            | Self::Reopened { .. }
            | Self::Corrected { .. }
            | Self::MoreAsked { .. }
            | Self::MoreGiven { .. }
            | Self::OfficerNamed { .. }
            | Self::SupplementAdded { .. }
            | Self::SupplementsRead => false,
        }
    }

    /// Whether the filer is told of it. What officers settle among themselves is not the filer's to worry about.
    #[must_use]
    pub const fn is_told(&self) -> bool {
        match self {
            Self::ApprovalProposed { .. }
            | Self::ProposalReturned { .. }
            | Self::Corrected { .. } => false,
            Self::Submitted
            | Self::ReviewStarted
            | Self::Reopened { .. }
            | Self::Approved { .. }
            | Self::MoreAsked { .. }
            | Self::MoreGiven { .. }
            | Self::OfficerNamed { .. }
            | Self::OfficerAssigned { .. }
            | Self::MarkedDuplicate { .. }
            | Self::Withdrawn
            | Self::SupplementAdded { .. }
            | Self::SupplementsRead => true,
        }
    }
}
