//! The one door for mail.

use super::{MailError, Outgoing, compose, folder, smtp};
use lettre::message::Mailbox;
use std::path::PathBuf;
use time::OffsetDateTime;

/// Sends messages from the department's address to where the settings say.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    reply_to: Option<Mailbox>,
    target: Target,
}

#[derive(Clone)]
enum Target {
    Folder(PathBuf),
    Smtp(smtp::Transport),
}

/// A setting that cannot be used. Names the setting, never repeats it: the address may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailerError {
    #[error("mail.from is not an e-mail address")]
    From,
    #[error("mail.reply_to is not an e-mail address")]
    ReplyTo,
    #[error(
        "MAIL_URL is not a mail server's address (smtp://host:port or smtps://user:password@host)"
    )]
    Url,
}

impl Mailer {
    /// Writes messages into a folder, which is made when needed.
    ///
    /// # Errors
    /// [`MailerError::From`].
    pub fn to_folder(folder: impl Into<PathBuf>, from: &str) -> Result<Self, MailerError> {
        Ok(Self {
            from: sender(from)?,
            reply_to: None,
            target: Target::Folder(folder.into()),
        })
    }

    /// Sends messages through a server.
    ///
    /// # Errors
    /// [`MailerError`].
    pub fn to_server(url: &str, from: &str) -> Result<Self, MailerError> {
        let transport = smtp::connect(url).map_err(|_| MailerError::Url)?;
        Ok(Self {
            from: sender(from)?,
            reply_to: None,
            target: Target::Smtp(transport),
        })
    }

    /// Asks that answers go to another address.
    ///
    /// # Errors
    /// [`MailerError::ReplyTo`].
    pub fn with_reply_to(self, address: Option<&str>) -> Result<Self, MailerError> {
        let reply_to = address
            .map(|text| text.parse().map_err(|_| MailerError::ReplyTo))
            .transpose()?;
        Ok(Self { reply_to, ..self })
    }

    /// Sends one message; `at` is its date.
    ///
    /// # Errors
    /// [`MailError`], by whether another attempt is worth it.
    pub async fn send(&self, mail: &Outgoing, at: OffsetDateTime) -> Result<(), MailError> {
        let message = compose::compose(&self.from, self.reply_to.as_ref(), mail, at)?;
        match &self.target {
            Target::Smtp(transport) => smtp::deliver(transport, message).await,
            Target::Folder(path) => {
                let (path, id) = (path.clone(), mail.message_id.clone());
                let written = tokio::task::spawn_blocking(move || {
                    folder::deliver(&path, &id, &message.formatted())
                });
                match written.await {
                    Ok(Ok(())) => Ok(()),
                    Ok(Err(_)) => Err(MailError::Temporary("folder".to_owned())),
                    Err(_) => Err(MailError::Temporary("task".to_owned())),
                }
            }
        }
    }
}

fn sender(from: &str) -> Result<Mailbox, MailerError> {
    from.parse().map_err(|_| MailerError::From)
}
