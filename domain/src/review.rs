//! A report's life after it is submitted, as commands and events. Never a `set_status`: a command is decided
//! against the present status, and the events that come of it are stored by a compare-and-set.

use crate::choices;
use crate::field::{Choice, Field, FieldError, Phone, Text};
use crate::judgement::{Judgement, Question};
use crate::number::TrackingNumber;
use serde::{Deserialize, Serialize};

choices! {
    /// Where a submitted report stands. Delivery of mail and records is a separate matter.
    Status {
        Submitted = "submitted",
        UnderReview = "under_review",
        InfoAsked = "info_asked",
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
            Self::Submitted | Self::UnderReview => true,
            Self::InfoAsked
            | Self::Approved
            | Self::OfficerAssigned
            | Self::Duplicate
            | Self::Withdrawn => false,
        }
    }
}

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
        outcome: String,
    },
}

/// What somebody wants to happen to a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// An officer opens it.
    StartReview,
    /// With the officer's answers to what only a person can judge.
    Approve {
        judgement: Judgement,
    },
    AskForMore {
        question: Text,
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
    MoreAsked {
        question: String,
    },
    MoreGiven {
        answer: String,
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
            Self::ReviewStarted => Status::UnderReview,
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
            | Self::MoreAsked { .. }
            | Self::MoreGiven { .. }
            | Self::SupplementAdded { .. }
            | Self::SupplementsRead => false,
        }
    }
}

/// Why a command is not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the report is already decided")]
    AlreadyDecided(Status),
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

/// Decides a command against the report's present status. Pure: the store applies the events. `asked` is what an
/// approval must judge ([`crate::judgement::asked`]).
///
/// # Errors
/// [`Refusal`], when the status does not allow it.
pub fn decide(
    status: Status,
    own: &TrackingNumber,
    asked: &[Question],
    command: Command,
) -> Result<Vec<Event>, Refusal> {
    use Status::{
        Approved, Duplicate, InfoAsked, OfficerAssigned, Submitted, UnderReview, Withdrawn,
    };
    match (status, command) {
        (Approved, Command::Supplement { text }) => Ok(vec![Event::SupplementAdded {
            text: text.to_string(),
        }]),
        (Approved, Command::ReadSupplements) => Ok(vec![Event::SupplementsRead]),
        (_, Command::Supplement { .. } | Command::ReadSupplements) => Err(Refusal::NotApproved),

        (Approved | OfficerAssigned | Duplicate | Withdrawn, _) => {
            Err(Refusal::AlreadyDecided(status))
        }

        (Submitted, Command::StartReview) => Ok(vec![Event::ReviewStarted]),
        // A second look changes nothing, and a look must not hide that the filer's answer is awaited.
        (UnderReview | InfoAsked, Command::StartReview) => Ok(Vec::new()),

        (Submitted | UnderReview | InfoAsked, Command::Approve { judgement }) => {
            let judgement = judgement.answering(asked).map_err(Refusal::NotJudged)?;
            Ok(vec![Event::Approved { judgement }])
        }
        (Submitted | UnderReview | InfoAsked, Command::AskForMore { question }) => {
            Ok(vec![Event::MoreAsked {
                question: question.to_string(),
            }])
        }
        (Submitted | UnderReview | InfoAsked, Command::NeedsOfficer { officer, contact }) => {
            Ok(vec![Event::OfficerAssigned {
                officer: officer.to_string(),
                contact,
            }])
        }
        (Submitted | UnderReview | InfoAsked, Command::MarkDuplicate { of }) => {
            if of == *own {
                return Err(Refusal::DuplicateOfItself);
            }
            Ok(vec![Event::MarkedDuplicate { of }])
        }

        (InfoAsked, Command::Reply { answer }) => Ok(vec![Event::MoreGiven {
            answer: answer.to_string(),
        }]),
        (Submitted | UnderReview, Command::Reply { .. }) => Err(Refusal::NothingAsked),

        (Submitted | UnderReview | InfoAsked, Command::Withdraw) => Ok(vec![Event::Withdrawn]),
    }
}

/// What an officer typed to hand a report to an officer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedsOfficerForm<'a> {
    pub officer: &'a str,
    /// `email` or `telephone`.
    pub contact_by: &'a str,
    pub message: &'a str,
    pub number: &'a str,
    pub spoke_with: &'a str,
    pub outcome: &'a str,
}

const PHONE: Field<Phone> = Field::phone("number");

fn given(
    name: &'static str,
    raw: &str,
    max: u16,
    errors: &mut Vec<(&'static str, FieldError)>,
) -> Option<Text> {
    Text::new(raw, max)
        .map_err(|error| errors.push((name, error)))
        .ok()
}

/// The longest message of one person to another, in characters.
pub const MESSAGE_MAX: u16 = 4000;
/// Supplements of one report. Whoever has more to say than this calls.
pub const MAX_SUPPLEMENTS: usize = 20;
/// The longest name or short note, in characters.
pub const NOTE_MAX: u16 = 300;

choices! {
    /// How the filer is told.
    ContactBy { Email = "email", Telephone = "telephone" }
}

impl NeedsOfficerForm<'_> {
    /// The command, if both the officer and the contact are there.
    ///
    /// # Errors
    /// Every field that is missing or wrong, by name.
    pub fn parse(&self, today: time::Date) -> Result<Command, Vec<(&'static str, FieldError)>> {
        let mut errors = Vec::new();
        let officer = given("officer", self.officer, NOTE_MAX, &mut errors);
        let contact = match ContactBy::from_code(self.contact_by) {
            Some(ContactBy::Email) => {
                let message = given("message", self.message, MESSAGE_MAX, &mut errors);
                message.map(|message| Contact::Email {
                    message: message.to_string(),
                })
            }
            Some(ContactBy::Telephone) => {
                let number = PHONE.read(self.number, today);
                let number = number.map_err(|error| errors.push(("number", error)));
                let spoke_with = given("spoke_with", self.spoke_with, NOTE_MAX, &mut errors);
                let outcome = given("outcome", self.outcome, NOTE_MAX, &mut errors);
                match (number, spoke_with, outcome) {
                    (Ok(Some(number)), Some(spoke_with), Some(outcome)) => {
                        Some(Contact::Telephone {
                            number: number.to_string(),
                            spoke_with: spoke_with.to_string(),
                            outcome: outcome.to_string(),
                        })
                    }
                    _ => None,
                }
            }
            None => {
                errors.push(("contact_by", FieldError::Missing));
                None
            }
        };
        match (officer, contact) {
            (Some(officer), Some(contact)) => Ok(Command::NeedsOfficer { officer, contact }),
            _ => Err(errors),
        }
    }
}
