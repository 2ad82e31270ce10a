//! A report's life after it is submitted, as commands and events. Never a `set_status`: a command is decided
//! against the present status, and the events that come of it are stored by a compare-and-set.

mod event;
mod needs_officer;

pub use event::{Contact, Event};
pub use needs_officer::NeedsOfficerForm;

use crate::choices;
use crate::field::{Choice, Text};
use crate::judgement::{Judgement, Question};
use crate::number::TrackingNumber;

choices! {
    /// Where a submitted report stands. Delivery of mail and records is a separate matter. `Proposed`: an officer
    /// would approve it, and a supervisor has to confirm. `OfficerNamed`: an officer is to take it, and the filer does
    /// not know yet.
    Status {
        Submitted = "submitted",
        UnderReview = "under_review",
        InfoAsked = "info_asked",
        Proposed = "proposed",
        OfficerNamed = "officer_named",
        Approved = "approved",
        OfficerAssigned = "officer_assigned",
        Duplicate = "duplicate",
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// Whether the report waits for the department.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Submitted | Self::UnderReview | Self::Proposed | Self::OfficerNamed => true,
            Self::InfoAsked
            | Self::Approved
            | Self::OfficerAssigned
            | Self::Duplicate
            | Self::Withdrawn => false,
        }
    }

    /// Whether it is closed and no record came of it. Such a report is kept for a while, and then forgotten.
    #[must_use]
    pub const fn became_none(self) -> bool {
        match self {
            Self::OfficerAssigned | Self::Duplicate | Self::Withdrawn => true,
            Self::Submitted
            | Self::UnderReview
            | Self::InfoAsked
            | Self::Proposed
            | Self::OfficerNamed
            | Self::Approved => false,
        }
    }

    /// Whether nothing is decided: the report waits for the department or for the filer.
    #[must_use]
    pub const fn is_undecided(self) -> bool {
        self.is_open() || matches!(self, Self::InfoAsked)
    }
}

/// The longest message of one person to another, in characters.
pub const MESSAGE_MAX: u16 = 4000;
/// Supplements of one report. Whoever has more to say than this calls.
pub const MAX_SUPPLEMENTS: usize = 20;
/// The longest name or short note, in characters.
pub const NOTE_MAX: u16 = 300;

/// What somebody wants to happen to a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// An officer opens it.
    StartReview,
    /// With the officer's answers to what only a person can judge. Where a second officer must look at it
    /// ([`Case::confirms`]), it is a proposal.
    Approve {
        judgement: Judgement,
    },
    /// A supervisor approves what an officer proposed.
    Confirm,
    /// A supervisor gives a proposal back, or takes up again what should not have been closed.
    KickBack {
        reason: Text,
    },
    AskForMore {
        question: Text,
    },
    /// An officer reads an answer otherwise than it was typed: for the records and the statistics. The filer's words
    /// stay as they are.
    Correct {
        key: String,
        value: Text,
        reason: Text,
    },
    /// An officer is to take it, but the filer could not be told yet: the report stays open.
    NameOfficer {
        officer: Text,
        /// What was tried.
        note: Option<Text>,
    },
    NeedsOfficer {
        officer: Text,
        contact: Contact,
    },
    MarkDuplicate {
        of: TrackingNumber,
    },
    /// The filer answers the question.
    Reply {
        answer: Text,
    },
    /// The filer takes it back.
    Withdraw,
    /// The filer adds something to the approved report, which itself is never edited.
    Supplement {
        text: Text,
    },
    /// An officer has read what was added.
    ReadSupplements,
}

/// Why a command is not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the report is already decided")]
    AlreadyDecided(Status),
    #[error("answers are corrected while the report is under review")]
    NotUnderReview,
    #[error("nothing waits for a supervisor")]
    NothingProposed,
    /// The second pair of eyes is somebody else's.
    #[error("who proposed an approval cannot confirm it")]
    OwnProposal,
    /// A supervisor confirms it or gives it back first.
    #[error("the approval waits for a supervisor")]
    Proposed,
    #[error("nothing was asked of the filer")]
    NothingAsked,
    #[error("a report cannot be a duplicate of itself")]
    DuplicateOfItself,
    /// Before approval there is nothing to supplement: the filer can still be asked, or take it back.
    #[error("the report is not approved")]
    NotApproved,
    /// [`MAX_SUPPLEMENTS`].
    #[error("the report has as many supplements as it may have")]
    TooManySupplements,
    #[error("the officer has not judged {}", .0.code())]
    NotJudged(Question),
}

/// An approval that an officer proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    pub judgement: Judgement,
    /// Whether who commands now proposed it.
    pub is_own: bool,
}

/// What a command is decided against.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub status: Status,
    pub own: &'a TrackingNumber,
    /// What an approval must judge ([`crate::judgement::asked`]).
    pub asked: &'a [Question],
    /// Whether the department wants a supervisor to confirm each approval.
    pub confirms: bool,
    /// With [`Status::Proposed`].
    pub proposal: Option<Proposal>,
}

/// Decides a command against the report as it stands. Pure: the store applies the events.
///
/// # Errors
/// [`Refusal`], when the status does not allow it.
pub fn decide(case: Case<'_>, command: Command) -> Result<Vec<Event>, Refusal> {
    use Status::{
        Approved, Duplicate, InfoAsked, OfficerAssigned, OfficerNamed, Proposed, Submitted,
        UnderReview, Withdrawn,
    };
    match (case.status, command) {
        (Approved, Command::Supplement { text }) => Ok(vec![Event::SupplementAdded {
            text: text.to_string(),
        }]),
        (Approved, Command::ReadSupplements) => Ok(vec![Event::SupplementsRead]),
        (_, Command::Supplement { .. } | Command::ReadSupplements) => Err(Refusal::NotApproved),

        // What gave a case number, or was taken back by the filer, is never taken up again.
        (Duplicate | OfficerAssigned, Command::KickBack { reason }) => Ok(vec![Event::Reopened {
            reason: reason.to_string(),
        }]),
        (Approved | OfficerAssigned | Duplicate | Withdrawn, _) => {
            Err(Refusal::AlreadyDecided(case.status))
        }

        (Proposed, Command::Confirm) => match case.proposal {
            None => Err(Refusal::NothingProposed),
            Some(Proposal { is_own: true, .. }) => Err(Refusal::OwnProposal),
            Some(Proposal { judgement, .. }) => {
                let judgement = judgement
                    .answering(case.asked)
                    .map_err(Refusal::NotJudged)?;
                Ok(vec![Event::Approved { judgement }])
            }
        },
        (Proposed, Command::KickBack { reason }) => Ok(vec![Event::ProposalReturned {
            reason: reason.to_string(),
        }]),
        (_, Command::Confirm | Command::KickBack { .. }) => Err(Refusal::NothingProposed),

        (Submitted | UnderReview | InfoAsked | Proposed | OfficerNamed, Command::Withdraw) => {
            Ok(vec![Event::Withdrawn])
        }
        (InfoAsked, Command::Reply { answer }) => Ok(vec![Event::MoreGiven {
            answer: answer.to_string(),
        }]),
        (_, Command::Reply { .. }) => Err(Refusal::NothingAsked),

        (Submitted, Command::StartReview) => Ok(vec![Event::ReviewStarted]),
        // A second look changes nothing, and a look must not hide that the filer's answer is awaited.
        (UnderReview | InfoAsked | Proposed | OfficerNamed, Command::StartReview) => Ok(Vec::new()),

        (
            Proposed,
            Command::Approve { .. }
            | Command::Correct { .. }
            | Command::AskForMore { .. }
            | Command::NameOfficer { .. }
            | Command::NeedsOfficer { .. }
            | Command::MarkDuplicate { .. },
        ) => Err(Refusal::Proposed),
        (Submitted | UnderReview, Command::Correct { key, value, reason }) => {
            Ok(vec![Event::Corrected {
                key,
                value: value.to_string(),
                reason: reason.to_string(),
            }])
        }
        (InfoAsked | OfficerNamed, Command::Correct { .. }) => Err(Refusal::NotUnderReview),

        (Submitted | UnderReview | InfoAsked | OfficerNamed, Command::Approve { judgement }) => {
            let judgement = judgement
                .answering(case.asked)
                .map_err(Refusal::NotJudged)?;
            Ok(vec![if case.confirms {
                Event::ApprovalProposed { judgement }
            } else {
                Event::Approved { judgement }
            }])
        }
        (Submitted | UnderReview | InfoAsked | OfficerNamed, Command::AskForMore { question }) => {
            Ok(vec![Event::MoreAsked {
                question: question.to_string(),
            }])
        }
        (
            Submitted | UnderReview | InfoAsked | OfficerNamed,
            Command::NameOfficer { officer, note },
        ) => Ok(vec![Event::OfficerNamed {
            officer: officer.to_string(),
            note: note.map(|note| note.to_string()),
        }]),
        (
            Submitted | UnderReview | InfoAsked | OfficerNamed,
            Command::NeedsOfficer { officer, contact },
        ) => Ok(vec![Event::OfficerAssigned {
            officer: officer.to_string(),
            contact,
        }]),
        (Submitted | UnderReview | InfoAsked | OfficerNamed, Command::MarkDuplicate { of }) => {
            if of == *case.own {
                return Err(Refusal::DuplicateOfItself);
            }
            Ok(vec![Event::MarkedDuplicate { of }])
        }
    }
}
