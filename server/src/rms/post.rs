//! Hand-over by HTTP. The report's id is the idempotency key: after an answer that was lost on the way, the
//! second POST of the same report must not make a second record.

use super::{Parcel, RmsError};
use std::time::Duration;
use ureq::{Agent, Error};

/// For the whole exchange. A document is some 10 to 200 kB; the next attempt is a minute away.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// A client that goes to the records system and nowhere else: no redirect is followed and no proxy is taken
/// from the environment, since either would hand a report to somebody else.
pub(super) fn client(patience: Duration) -> Agent {
    Agent::config_builder()
        .timeout_global(Some(patience))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent(concat!("citizen-report/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

/// Sends a document. Blocks.
///
/// 2xx: taken. 409: it is there already, which is as good. 408 and 429 ask for another attempt; any other
/// 4xx says that this document will never be taken. Everything else may pass.
pub(super) fn deliver(client: &Agent, url: &str, parcel: &Parcel) -> Result<(), RmsError> {
    let answer = client
        .post(url)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", &parcel.key)
        .send(&parcel.bytes);
    match answer {
        Ok(answer) => classify(answer.status().as_u16()),
        Err(error) => Err(RmsError::Temporary(code(&error).to_owned())),
    }
}

fn classify(status: u16) -> Result<(), RmsError> {
    match status {
        200..=299 | 409 => Ok(()),
        408 | 429 => Err(RmsError::Temporary(format!("http_{status}"))),
        400..=499 => Err(RmsError::Permanent(format!("http_{status}"))),
        _ => Err(RmsError::Temporary(format!("http_{status}"))),
    }
}

fn code(error: &Error) -> &'static str {
    match error {
        Error::Timeout(_) => "timeout",
        Error::HostNotFound => "host_not_found",
        Error::Io(_) | Error::ConnectionFailed => "connection",
        Error::Tls(_) | Error::Rustls(_) => "tls",
        Error::BadUri(_) => "url",
        // Not ours to list: the enum grows.
        _ => "protocol",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_answer_about_the_document_is_final() {
        for status in [200, 201, 202, 204, 409] {
            assert_eq!(classify(status), Ok(()), "{status}");
        }
        for status in [400, 401, 403, 404, 413, 422] {
            assert!(
                matches!(classify(status), Err(RmsError::Permanent(_))),
                "{status}"
            );
        }
        for status in [301, 307, 408, 429, 500, 502, 503] {
            assert!(
                matches!(classify(status), Err(RmsError::Temporary(_))),
                "{status}"
            );
        }
    }
}
