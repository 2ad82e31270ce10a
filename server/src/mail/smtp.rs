//! Mail to a server. One connection per message: a few hundred messages a month do not need a pool.

use super::MailError;
use lettre::transport::smtp::Error;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

pub(super) type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// For each command. RFC 5321 §4.5.3.2 allows minutes; the next attempt is a minute away.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads `smtps://user:password@host`, `smtp://host:587?tls=required`, `smtp://host:25`.
pub(super) fn connect(url: &str) -> Result<Transport, Error> {
    Ok(Transport::from_url(url)?.timeout(Some(PATIENCE)).build())
}

pub(super) async fn deliver(transport: &Transport, message: Message) -> Result<(), MailError> {
    match transport.send(message).await {
        Ok(_) => Ok(()),
        Err(error) => Err(classify(&error)),
    }
}

/// RFC 5321 §4.2.1. Only an answer about this recipient or this message (55x) is final. A refused password
/// (53x) or an unknown command (50x) is a fault of the installation: the mail waits until it is mended.
fn classify(error: &Error) -> MailError {
    if let Some(code) = error.status() {
        let number = code.to_string();
        let name = format!("smtp_{number}");
        return if number.starts_with("55") {
            MailError::Permanent(name)
        } else {
            MailError::Temporary(name)
        };
    }
    let name = if error.is_timeout() {
        "timeout"
    } else if error.is_tls() {
        "tls"
    } else if error.is_client() {
        "client"
    } else if error.is_response() {
        "response"
    } else {
        "connection"
    };
    MailError::Temporary(name.to_owned())
}
