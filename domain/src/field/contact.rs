//! How to reach a person.

use super::{Answer, FieldError, ParseContext};
use serde::Serialize;
use std::fmt;

/// A telephone number: ten digits of the North American Numbering Plan, or an international number with `+`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Phone {
    /// E.164, e.g. `+12035550142`.
    e164: String,
}

impl Phone {
    /// The number in E.164 form.
    #[must_use]
    pub fn e164(&self) -> &str {
        &self.e164
    }
}

impl Answer for Phone {
    /// Takes `203 555 0142`, `(203) 555-0142`, `1-203-555-0142`, `+44 20 7946 0018`.
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        let raw = raw.trim();
        if raw.chars().any(|c| {
            !c.is_ascii_digit() && !matches!(c, ' ' | '(' | ')' | '-' | '.' | '+' | '/' | '\u{a0}')
        }) || raw.chars().skip(1).any(|c| c == '+')
        {
            return Err(FieldError::NotAPhone);
        }
        let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
        let national = match (raw.starts_with('+'), digits.len(), digits.strip_prefix('1')) {
            (true, 11, Some(rest)) | (false, 11, Some(rest)) => rest,
            (false, 10, _) => digits.as_str(),
            (true, 8..=15, None) if !digits.starts_with('0') => {
                return Ok(Self {
                    e164: format!("+{digits}"),
                });
            }
            _ => return Err(FieldError::NotAPhone),
        };
        // Area and exchange codes begin with 2 to 9 (NANP).
        let (area, exchange) = (national.as_bytes()[0], national.as_bytes()[3]);
        if !(b'2'..=b'9').contains(&area) || !(b'2'..=b'9').contains(&exchange) {
            return Err(FieldError::NotAPhone);
        }
        Ok(Self {
            e164: format!("+1{national}"),
        })
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.e164.strip_prefix("+1") {
            Some(n) if n.len() == 10 => write!(f, "({}) {}-{}", &n[..3], &n[3..6], &n[6..]),
            _ => f.write_str(&self.e164),
        }
    }
}

/// An e-mail address as a person types it: one `@`, a dotted domain, nothing that could start a header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer for Email {
    /// At most 254 characters (RFC 5321 §4.5.3.1.3), 64 before the `@`. ASCII only: the mail systems of
    /// the towns that we know of do not take internationalised addresses.
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        let raw = raw.trim();
        let fits = || {
            let (local, domain) = raw.rsplit_once('@')?;
            let local_fits = (1..=64).contains(&local.len())
                && !local.starts_with('.')
                && !local.ends_with('.')
                && !local.contains("..")
                && local
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b));
            let labels: Vec<&str> = domain.split('.').collect();
            let domain_fits = labels.len() >= 2
                && labels.iter().all(|label| {
                    (1..=63).contains(&label.len())
                        && !label.starts_with('-')
                        && !label.ends_with('-')
                        && label
                            .bytes()
                            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
                })
                && labels.last()?.bytes().any(|b| b.is_ascii_alphabetic());
            (raw.len() <= 254 && local_fits && domain_fits).then_some(())
        };
        fits().ok_or(FieldError::NotAnEmail)?;
        Ok(Self(raw.to_owned()))
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A ZIP code, five digits or ZIP+4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Zip(String);

impl Answer for Zip {
    fn parse(raw: &str, _: ParseContext) -> Result<Self, FieldError> {
        let digits: String = raw.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(FieldError::NotAZip);
        }
        match digits.len() {
            5 => Ok(Self(digits)),
            9 => Ok(Self(format!("{}-{}", &digits[..5], &digits[5..]))),
            _ => Err(FieldError::NotAZip),
        }
    }
}

impl fmt::Display for Zip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
