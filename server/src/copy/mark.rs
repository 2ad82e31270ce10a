//! The signature inside a PDF: one comment line before its last `startxref`.
//!
//! `%police-report-copy 1 … file:<hash of the file without this line> signature:<base64>`. A comment may stand
//! there (ISO 32000-1, 7.2.3), no offset in the file points behind it, and nothing in the document changes. The
//! line stands where the rest of the file is `startxref`, a number and `%%EOF`, so it cannot be moved, and nothing
//! can be put after it.

use super::CopyError;
use super::key::CopyKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::statement::{OPENING, Statement};
use memchr::memmem;
use sha2::{Digest, Sha256};

const END: &[u8] = b"startxref\n";
const SIGNATURE: &str = " signature:";
/// A line has 299 bytes with the longest case number; a longer one is not ours.
const MAX_LINE: usize = 400;

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Byte for byte what was issued.
    Unaltered(Statement),
    /// The statement is ours, the file around it is another one.
    Altered,
    /// No statement that this key has signed.
    NotOurs,
}

/// Signs a file that has just been set.
///
/// # Errors
/// [`CopyError::Render`] when it does not end as a PDF does.
pub fn sign(key: &CopyKey, statement: &Statement, pdf: &[u8]) -> Result<Vec<u8>, CopyError> {
    let at = memmem::rfind(pdf, END).ok_or(CopyError::Render)?;
    let (body, end) = pdf.split_at(at);
    if !is_end(end) || !body.ends_with(b"\n") {
        return Err(CopyError::Render);
    }
    let copy = key.sign(&statement.of_file(Sha256::digest(pdf).into()));
    let signature = STANDARD.encode(&copy.signature);
    let line = format!("%{}{SIGNATURE}{signature}\n", copy.statement);
    Ok([body, line.as_bytes(), end].concat())
}

/// Looks at a file from anywhere.
#[must_use]
pub fn check(key: &CopyKey, file: &[u8]) -> Finding {
    let Some((body, line, end)) = parts(file) else {
        return Finding::NotOurs;
    };
    let Some(statement) = read(key, line) else {
        return Finding::NotOurs;
    };
    let hash: [u8; 32] = Sha256::new()
        .chain_update(body)
        .chain_update(end)
        .finalize()
        .into();
    // What a paper says is public: nobody who measures time learns anything.
    if is_end(end) && statement.file == Some(hash) {
        Finding::Unaltered(statement)
    } else {
        Finding::Altered
    }
}

/// What stands before the last line that looks like ours, the line without its `%`, and what stands after it.
fn parts(file: &[u8]) -> Option<(&[u8], &str, &[u8])> {
    let opening = format!("\n%{OPENING}");
    let at = memmem::rfind(file, opening.as_bytes())? + 1;
    let (body, rest) = file.split_at(at);
    let length = memchr::memchr(b'\n', rest.get(..MAX_LINE).unwrap_or(rest))?;
    let line = std::str::from_utf8(rest.get(1..length)?).ok()?;
    Some((body, line, rest.get(length + 1..)?))
}

fn read(key: &CopyKey, line: &str) -> Option<Statement> {
    let (statement, signature) = line.split_once(SIGNATURE)?;
    let signature = STANDARD.decode(signature).ok()?;
    // A statement about paper names no file; it could be printed into any.
    key.signed(statement, &signature)
        .filter(|statement| statement.file.is_some())
}

/// `startxref`, a number, `%%EOF`, and nothing else.
fn is_end(end: &[u8]) -> bool {
    let number = end
        .strip_prefix(END)
        .map(|rest| rest.strip_suffix(b"\n").unwrap_or(rest))
        .and_then(|rest| rest.strip_suffix(b"\n%%EOF"));
    number.is_some_and(|number| !number.is_empty() && number.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n33\n%%EOF";

    fn key(seed: u8) -> CopyKey {
        CopyKey::new([seed; 32]).expect("a key")
    }

    fn statement() -> Statement {
        let case = "WP26-000123".parse().expect("a case number");
        Statement::new("CT0015800", case, date!(2026 - 11 - 20), [7; 32]).expect("a statement")
    }

    fn signed() -> Vec<u8> {
        sign(&key(1), &statement(), PDF).expect("signed")
    }

    #[test]
    fn a_signed_file_is_unaltered_and_the_line_can_be_taken_out_again() {
        let Finding::Unaltered(found) = check(&key(1), &signed()) else {
            panic!("unaltered");
        };
        assert_eq!((found.case, found.content), (statement().case, [7; 32]));
        let text = String::from_utf8(signed()).expect("text");
        let without: String = text
            .split_inclusive('\n')
            .filter(|line| !line.starts_with("%police-report-copy "))
            .collect();
        assert_eq!(without.as_bytes(), PDF);
    }

    #[test]
    fn every_single_flipped_bit_is_told() {
        let whole = signed();
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut file = whole.clone();
                file[at] ^= 1 << bit;
                let found = check(&key(1), &file);
                assert!(
                    !matches!(found, Finding::Unaltered(_)),
                    "bit {bit} of byte {at}"
                );
            }
        }
    }

    #[test]
    fn what_is_added_cut_off_or_moved_is_told() {
        let whole = signed();
        let key = key(1);
        let (body, line, end) = parts(&whole).expect("a line");
        let line = format!("%{line}\n");
        let moved = [&PDF[..9], line.as_bytes(), &PDF[9..]].concat();
        for file in [
            [&whole[..], b"\n"].concat(),
            [&whole[..], b"\n2 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF"].concat(),
            [b"\n", &whole[..]].concat(),
            [body, line.as_bytes(), line.as_bytes(), end].concat(),
            [body, line.as_bytes()].concat(),
            moved,
        ] {
            assert_eq!(check(&key, &file), Finding::Altered);
        }
        for file in [
            PDF,
            b"",
            b"%police-report-copy 1 ",
            &whole[..whole.len() - 60],
        ] {
            assert_eq!(check(&key, file), Finding::NotOurs);
        }
    }

    #[test]
    fn a_file_of_another_department_is_not_ours() {
        assert_eq!(check(&key(2), &signed()), Finding::NotOurs);
        let ours = sign(&key(2), &statement(), PDF).expect("signed");
        assert_eq!(check(&key(1), &ours), Finding::NotOurs);
    }

    #[test]
    fn a_statement_about_paper_vouches_for_no_file() {
        let copy = key(1).sign(&statement());
        let signature = STANDARD.encode(copy.signature);
        let line = format!("%{}{SIGNATURE}{signature}\n", copy.statement);
        let at = memmem::rfind(PDF, END).expect("an end");
        let file = [&PDF[..at], line.as_bytes(), &PDF[at..]].concat();
        assert_eq!(check(&key(1), &file), Finding::NotOurs);
    }

    #[test]
    fn what_is_no_pdf_is_not_signed() {
        for file in [
            &b""[..],
            b"startxref\n1\n%%EOF",
            b"\nstartxref\nx\n%%EOF",
            b"\nstartxref\n1\n",
        ] {
            assert_eq!(sign(&key(1), &statement(), file), Err(CopyError::Render));
        }
    }

    proptest! {
        #[test]
        fn no_file_makes_the_check_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), text in ".*") {
            let _ = check(&key(1), &bytes);
            let _ = check(&key(1), format!("\n%{OPENING}{text}\nstartxref\n").as_bytes());
        }
    }
}
