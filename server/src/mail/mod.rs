//! Mail that leaves the building: one message at a time, to a mail server or into a folder.
//!
//! What is sent and when is decided by the jobs (`crate::jobs`); what a message says is in
//! `messages` and the words files; this module carries it. An error is a code: neither an address nor a word
//! of a message ever gets into one, since errors are logged and shown to staff.

mod compose;
mod folder;
mod mailer;
pub mod messages;
mod smtp;
pub mod template;

pub use mailer::{Mailer, MailerError};
pub use messages::{Letter, Letterhead, Letters, Source, Template};

/// One message, complete but for the sender, which the [`Mailer`] knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The address of the one recipient.
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub attachments: Vec<Attachment>,
    /// The left part of the Message-ID: letters, digits, `-`, `_` and `.` only. The same job has the same id
    /// at every attempt, so that a mail server which took a message but died before it said so can tell the
    /// second from the first, and a folder holds one file and not two.
    pub message_id: String,
}

impl Outgoing {
    /// A letter to somebody, without attachments.
    #[must_use]
    pub fn new(to: String, letter: &Letter, message_id: String) -> Self {
        Self {
            to,
            subject: letter.subject.clone(),
            text: letter.text.clone(),
            html: letter.html.clone(),
            attachments: Vec::new(),
            message_id,
        }
    }
}

/// A file that goes with a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    /// E.g. `application/pdf`.
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Why a message did not go out. Codes only.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Worth another attempt: `connection`, `tls`, `smtp_451`, `folder`.
    #[error("{0}")]
    Temporary(String),
    /// No attempt will ever succeed: `address`, `smtp_550`.
    #[error("{0}")]
    Permanent(String),
}
