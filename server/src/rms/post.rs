//! Hand-over by HTTP. The report's id is the idempotency key: after an answer that was lost on the way, the
//! second POST of the same report must not make a second record.

use super::answer::{self, Taken};
use super::sign::{SIGNATURE, Signed, TIMESTAMP};
use super::{Parcel, RmsError};
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body, Error};

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

/// What a status says of a document.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    Taken,
    Later,
    Never,
}

/// Sends a document. Blocks.
///
/// 2xx: taken. 409: it is there already, which is as good. 408 and 429 ask for another attempt; any other
/// 4xx says that this document will never be taken. Everything else may pass.
pub(super) fn deliver(
    client: &Agent,
    url: &str,
    parcel: &Parcel,
    signed: &Signed,
) -> Result<Taken, RmsError> {
    let answer = client
        .post(url)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", &parcel.key)
        .header(TIMESTAMP, &signed.timestamp)
        .header(SIGNATURE, &signed.signature)
        .send(&parcel.bytes);
    let answer = answer.map_err(|error| RmsError::Temporary(code(&error).to_owned()))?;
    let status = answer.status().as_u16();
    match classify(status) {
        Said::Taken => Ok(answer::taken(&read(answer))),
        Said::Later => Err(RmsError::Temporary(format!("http_{status}"))),
        Said::Never => Err(RmsError::Refused {
            code: format!("http_{status}"),
            reason: answer::reason(&read(answer)),
        }),
    }
}

/// The beginning of the answer's body. The status has said what matters: a body that breaks off or is too long is as
/// good as none.
fn read(mut answer: Response<Body>) -> Vec<u8> {
    let body = answer.body_mut().with_config().limit(answer::LONGEST);
    body.read_to_vec().unwrap_or_default()
}

const fn classify(status: u16) -> Said {
    match status {
        200..=299 | 409 => Said::Taken,
        408 | 429 => Said::Later,
        400..=499 => Said::Never,
        _ => Said::Later,
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
            assert_eq!(classify(status), Said::Taken, "{status}");
        }
        for status in [400, 401, 403, 404, 413, 422] {
            assert_eq!(classify(status), Said::Never, "{status}");
        }
        for status in [301, 307, 408, 429, 500, 502, 503] {
            assert_eq!(classify(status), Said::Later, "{status}");
        }
    }
}
