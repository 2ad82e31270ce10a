//! What a department signs about a copy: one line of text that a person can read and a program can take apart.
//!
//! `police-report-copy 1 CT0015800 WP26-000123 2026-11-20 content:<64 hex>` says which department (ORI) issued a
//! copy for which case on which day, and which content it shows. The statement inside a PDF ends with
//! ` file:<64 hex>`, the hash of that very file. The format is described for others in `docs/verify.md`: a change
//! needs a new version number, since copies live for as long as people keep them. Hashing and signing are the
//! server's.

use crate::number::CaseNumber;
use std::fmt;
use std::str::FromStr;
use time::{Date, Month};

/// How every statement of this version begins.
pub const OPENING: &str = "police-report-copy 1 ";

/// A SHA-256.
pub type Sha256 = [u8; 32];

/// What is said of a copy. Its text is what is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    ori: String,
    pub case: CaseNumber,
    /// Local to the department.
    pub issued_on: Date,
    /// Of what the copy shows.
    pub content: Sha256,
    /// Of the file that holds the statement; `None` on the statement about paper.
    pub file: Option<Sha256>,
}

/// It is no statement of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a statement about a copy")]
pub struct NoStatement;

impl Statement {
    /// # Errors
    /// When the ORI is not nine capital letters and digits (NIBRS data element 1).
    pub fn new(
        ori: &str,
        case: CaseNumber,
        issued_on: Date,
        content: Sha256,
    ) -> Result<Self, NoStatement> {
        if !is_ori(ori) || !(0..=9999).contains(&issued_on.year()) {
            return Err(NoStatement);
        }
        Ok(Self {
            ori: ori.to_owned(),
            case,
            issued_on,
            content,
            file: None,
        })
    }

    /// The same, about one file.
    #[must_use]
    pub fn of_file(&self, file: Sha256) -> Self {
        Self {
            file: Some(file),
            ..self.clone()
        }
    }

    /// The first 64 bits of the content's hash, for people to compare: `9F86 D081 884C 7D65`.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let pairs: Vec<String> = self.content[..8]
            .chunks(2)
            .map(|pair| pair.iter().map(|byte| format!("{byte:02X}")).collect())
            .collect();
        pairs.join(" ")
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.issued_on;
        write!(
            f,
            "{OPENING}{} {} {:04}-{:02}-{:02} content:{}",
            self.ori,
            self.case,
            day.year(),
            u8::from(day.month()),
            day.day(),
            Hex(&self.content)
        )?;
        self.file
            .iter()
            .try_for_each(|file| write!(f, " file:{}", Hex(file)))
    }
}

impl FromStr for Statement {
    type Err = NoStatement;

    /// Reads what [`Display`](fmt::Display) writes, and nothing else: a text and its statement are the same bytes.
    fn from_str(text: &str) -> Result<Self, NoStatement> {
        let mut parts = text.strip_prefix(OPENING).ok_or(NoStatement)?.split(' ');
        let mut next = || parts.next().ok_or(NoStatement);
        let (ori, case) = (next()?, next()?.parse().map_err(|_| NoStatement)?);
        let issued_on = day(next()?).ok_or(NoStatement)?;
        let content = next()?.strip_prefix("content:").and_then(unhex);
        let mut statement = Self::new(ori, case, issued_on, content.ok_or(NoStatement)?)?;
        if let Some(file) = parts.next() {
            let file = file.strip_prefix("file:").and_then(unhex);
            statement.file = Some(file.ok_or(NoStatement)?);
        }
        if statement.to_string() == text {
            Ok(statement)
        } else {
            Err(NoStatement)
        }
    }
}

fn is_ori(text: &str) -> bool {
    text.len() == 9
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()
}

/// Bytes in lower-case hexadecimal.
struct Hex<'a>(&'a Sha256);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

fn unhex(text: &str) -> Option<Sha256> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    fn statement() -> Statement {
        let case = "WP26-000123".parse().expect("a case number");
        Statement::new("CT0015800", case, date!(2026 - 11 - 20), [0x9f; 32]).expect("a statement")
    }

    #[test]
    fn a_statement_is_one_readable_line() {
        let content = "9f".repeat(32);
        let line =
            format!("police-report-copy 1 CT0015800 WP26-000123 2026-11-20 content:{content}");
        assert_eq!(statement().to_string(), line);
        let file = "00".repeat(32);
        assert_eq!(
            statement().of_file([0; 32]).to_string(),
            format!("{line} file:{file}")
        );
        assert_eq!(statement().fingerprint(), "9F9F 9F9F 9F9F 9F9F");
    }

    #[test]
    fn a_statement_reads_back_as_itself_and_in_no_other_spelling() {
        for whole in [statement(), statement().of_file([7; 32])] {
            let text = whole.to_string();
            assert_eq!(text.parse(), Ok(whole));
            for other in [
                format!("{text} "),
                format!(" {text}"),
                text.replace("WP26", "wp26"),
                text.replace("9f", "9F"),
                text.replace("copy 1", "copy 2"),
                text.replace("-20 ", "-31 "),
                text.replace("2026-11", "+2026-11"),
                text.replace("CT0015800", "CT001580"),
                text.replacen("9f", "é", 1),
                text.replace("content:", ""),
                format!("{text} file:"),
            ] {
                assert_eq!(other.parse::<Statement>(), Err(NoStatement), "{other}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in ".*") {
            let _ = text.parse::<Statement>();
            let _ = format!("{OPENING}{text}").parse::<Statement>();
        }
    }
}
