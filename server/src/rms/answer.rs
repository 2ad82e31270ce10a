//! What the records system says to a POST, read with care: a number, or why not. Bounded, and nothing of it is logged.

use domain::number::RmsNumber;
use serde::Deserialize;
use serde_json::Value;

/// As much of an answer as is read, in bytes.
pub(super) const LONGEST: u64 = 4_096;
/// As much of a reason as is kept, in characters: a few lines at the desk.
const REASON: usize = 300;

/// What was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// The records system's own number, when it gave one.
    pub number: Option<RmsNumber>,
}

#[derive(Deserialize)]
struct Receipt {
    rms_number: String,
}

/// Reads the number. An answer without one, or with one that is none, is still a yes.
pub(super) fn taken(body: &[u8]) -> Taken {
    let number = serde_json::from_slice::<Receipt>(body)
        .ok()
        .and_then(|receipt| receipt.rms_number.parse().ok());
    Taken { number }
}

/// Why a document was refused, in the words of who refused it: a member of a JSON answer that holds such words
/// (`detail` and `title` are those of RFC 9457), or the text as it is.
pub(super) fn reason(body: &[u8]) -> Option<String> {
    let words = match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(members)) => ["detail", "message", "error", "title"]
            .iter()
            .find_map(|name| members.get(*name).and_then(Value::as_str))
            .unwrap_or_default()
            .to_owned(),
        Ok(Value::String(words)) => words,
        Ok(_) | Err(_) => String::from_utf8_lossy(body).into_owned(),
    };
    let one_line: Vec<&str> = words
        .split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    let short: String = one_line.join(" ").chars().take(REASON).collect();
    (!short.is_empty()).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_from_an_answer_that_holds_a_good_one() {
        let number = |body: &[u8]| taken(body).number.map(String::from);
        assert_eq!(
            number(br#"{"rms_number": "26-000123", "more": 1}"#).as_deref(),
            Some("26-000123")
        );
        for none in [
            &b""[..],
            b"created",
            b"{}",
            b"[]",
            br#"{"rms_number": 26}"#,
            br#"{"rms_number": ""}"#,
            br#"{"rms_number": "26 <b>"}"#,
            b"\xff\xfe",
        ] {
            assert_eq!(number(none), None);
        }
    }

    #[test]
    fn a_reason_is_one_short_line_of_the_other_sides_words() {
        let said = |body: &[u8]| reason(body).unwrap_or_default();
        assert_eq!(
            said(br#"{"title": "Bad", "detail": "no such\n code"}"#),
            "no such code"
        );
        assert_eq!(said(br#"{"error": "wrong"}"#), "wrong");
        assert_eq!(said(b"plain \x07 words\r\n"), "plain words");
        assert_eq!(said(br#"{"detail": 5}"#), "");
        assert_eq!(said(b" \n"), "");
        assert_eq!(said("é".repeat(1_000).as_bytes()).chars().count(), REASON);
    }
}
