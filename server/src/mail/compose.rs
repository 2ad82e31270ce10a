//! Turns an [`Outgoing`] into RFC 5322 bytes, with typed headers only: a line break in a name or subject is
//! encoded or refused, never written.

use super::{MailError, Outgoing};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

/// RFC 3834: nobody's out-of-office reply is wanted.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Whether this may be the left part of a Message-ID and a file name.
pub(super) fn is_plain_id(id: &str) -> bool {
    (1..=200).contains(&id.len())
        && !id.starts_with('.')
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

/// The message as it goes out. The same input gives the same bytes.
pub(super) fn compose(
    from: &Mailbox,
    reply_to: Option<&Mailbox>,
    mail: &Outgoing,
    at: OffsetDateTime,
) -> Result<Message, MailError> {
    let permanent = |code: &str| MailError::Permanent(code.to_owned());
    let to: Address = mail.to.parse().map_err(|_| permanent("address"))?;
    if !is_plain_id(&mail.message_id) {
        return Err(permanent("message_id"));
    }
    let boundary = boundary(mail);
    let words = MultiPart::alternative()
        .boundary(format!("{boundary}-words"))
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()));
    let body = if mail.attachments.is_empty() {
        words
    } else {
        let mut mixed = MultiPart::mixed()
            .boundary(format!("{boundary}-files"))
            .multipart(words);
        for file in &mail.attachments {
            let kind =
                ContentType::parse(file.content_type).map_err(|_| permanent("content_type"))?;
            mixed =
                mixed.singlepart(Attachment::new(file.name.clone()).body(file.bytes.clone(), kind));
        }
        mixed
    };
    let mut builder = Message::builder();
    if let Some(mailbox) = reply_to {
        builder = builder.reply_to(mailbox.clone());
    }
    builder
        .message_id(Some(format!(
            "<{}@{}>",
            mail.message_id,
            from.email.domain()
        )))
        .date(at.into())
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(mail.subject.clone())
        .header(AutoSubmitted)
        .multipart(body)
        .map_err(|_| permanent("compose"))
}

/// Made from the contents, so that no text can hold the boundary that would end it: it would have to hold
/// its own hash.
fn boundary(mail: &Outgoing) -> String {
    let mut hash = Sha256::new();
    for part in [&mail.message_id, &mail.subject, &mail.text, &mail.html] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
