//! What went wrong with a delivery, in plain words, and what to do about it. Settings are named, never repeated.

use crate::store::jobs::{JobKind, JobRow};

/// For who reads the queue of errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    pub went_wrong: String,
    pub to_do: &'static str,
}

/// Where a delivery goes.
#[derive(Clone, Copy)]
enum Way {
    Mail,
    Records,
}

const fn way(kind: JobKind) -> Way {
    match kind {
        JobKind::Rms | JobKind::RmsSupplement => Way::Records,
        JobKind::Receipt
        | JobKind::Copy
        | JobKind::MoreAsked
        | JobKind::OfficerAssigned
        | JobKind::Duplicate
        | JobKind::Reopened
        | JobKind::OfficerRequest
        | JobKind::Supplement
        | JobKind::FollowUp
        | JobKind::AuditReview => Way::Mail,
    }
}

/// The code of a report that the records system gave two numbers.
pub const ANOTHER_NUMBER: &str = "another_number";

const PASSES: &str = "Nothing, unless it lasts: it is tried again by itself.";
const MENDED: &str = "Correct the setting, restart the service, and send it again.";
const TELL: &str =
    "Send it again. If that does not help, tell those who look after this service the code below.";

/// Why a delivery failed.
pub fn explained(job: &JobRow) -> Explained {
    let code = job.last_error.as_deref().unwrap_or_default();
    let (went_wrong, to_do) = match way(job.kind) {
        Way::Records => of_records(code),
        Way::Mail => of_mail(code),
    };
    Explained { went_wrong, to_do }
}

fn of_records(code: &str) -> (String, &'static str) {
    let (went_wrong, to_do) = match code {
        "timeout" => (
            "The records system did not answer in time.",
            "Nothing, unless it lasts. Then ask those who run the records system; how long it is waited for is the setting timeout_seconds under [rms].",
        ),
        "connection" | "host_not_found" | "protocol" | "task" => (
            "The records system cannot be reached at the address in RMS_URL.",
            "Check that it runs and that RMS_URL is its address. It is tried again by itself.",
        ),
        "tls" => (
            "The records system's certificate is not one that can be trusted for the address in RMS_URL.",
            "Ask those who run the records system to renew it, or correct RMS_URL. It is tried again by itself.",
        ),
        "url" | "http_404" | "http_405" | "http_410" => (
            "There is nothing at the address in RMS_URL that takes reports.",
            "Correct the setting RMS_URL, restart the service, and send it again.",
        ),
        "http_401" | "http_403" | "http_407" => (
            "The records system does not accept our signature.",
            "Compare the key in RMS_SECRET with the one that the records system has, and the clocks of both. Then send it again.",
        ),
        "http_413" => (
            "The document is larger than the records system takes.",
            "Ask those who run the records system to take up to 1 MB. Then send it again.",
        ),
        "http_408" | "http_429" => ("The records system is busy.", PASSES),
        "folder" => (
            "The folder in RMS_URL cannot be written.",
            "Check that it is there, that the service may write in it, and that the disk is not full. It is tried again by itself.",
        ),
        ANOTHER_NUMBER => (
            "The records system gave this report a second number. It may hold the report twice.",
            "Look both numbers up in the records system and remove the second record. The first number stays here.",
        ),
        "not_approved" | "no_supplement" => (
            "There is nothing to hand over: the report is not approved.",
            TELL,
        ),
        code => match status(code) {
            Some(300..=399) => (
                "The records system answers with another address, and reports are not sent to addresses that somebody else names.",
                "Put the final address into RMS_URL, restart the service, and send it again.",
            ),
            Some(400..=499) => (
                "The records system refused this report. Its reason, if it gave one, stands below.",
                "Have the reason put right in the records system, or ask its vendor: the document itself never changes. Then send it again.",
            ),
            Some(_) => ("The records system has a fault of its own.", PASSES),
            None => return (unknown(code), TELL),
        },
    };
    (went_wrong.to_owned(), to_do)
}

fn of_mail(code: &str) -> (String, &'static str) {
    let (went_wrong, to_do) = match code {
        "timeout" | "connection" | "response" | "task" => (
            "The mail server cannot be reached, or does not answer.",
            "Check that it runs and that MAIL_URL is its address. It is tried again by itself.",
        ),
        "tls" => ("The mail server's certificate cannot be trusted.", MENDED),
        "client" => (
            "The mail server does not offer what MAIL_URL asks for.",
            MENDED,
        ),
        "folder" => (
            "The folder in MAIL_URL cannot be written.",
            "Check that it is there, that the service may write in it, and that the disk is not full. It is tried again by itself.",
        ),
        code => match code.strip_prefix("smtp_") {
            Some(number) if number.starts_with("55") => (
                "The mail server refused the filer's address.",
                "Call the filer. The report's status page gives the copy, too.",
            ),
            Some(number) if number.starts_with("53") => (
                "The mail server refused the name or the password in MAIL_URL.",
                MENDED,
            ),
            Some(_) => ("The mail server could not take the message now.", PASSES),
            None => return (unknown(code), TELL),
        },
    };
    (went_wrong.to_owned(), to_do)
}

fn status(code: &str) -> Option<u16> {
    code.strip_prefix("http_")?.parse().ok()
}

fn unknown(code: &str) -> String {
    match code {
        "store" => "The database did not answer.".to_owned(),
        _ => "This service has a fault of its own.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_address_or_key_names_its_setting_and_what_passes_asks_for_nothing() {
        for (code, named) in [
            ("http_401", "RMS_SECRET"),
            ("http_404", "RMS_URL"),
            ("connection", "RMS_URL"),
            ("http_307", "RMS_URL"),
            ("folder", "RMS_URL"),
            ("timeout", "timeout_seconds"),
        ] {
            let (went_wrong, to_do) = of_records(code);
            assert!(
                went_wrong.contains(named) || to_do.contains(named),
                "{code}: {went_wrong} {to_do}"
            );
        }
        for code in ["http_500", "http_503", "http_429"] {
            assert_eq!(of_records(code).1, PASSES, "{code}");
        }
        assert!(of_records("http_422").0.contains("refused this report"));
        assert!(of_mail("smtp_535").0.contains("MAIL_URL"));
        assert!(of_mail("smtp_550").0.contains("address"));
    }

    #[test]
    fn a_code_that_nobody_foresaw_still_says_what_to_do() {
        for of in [of_records, of_mail] {
            for code in ["", "panic", "http_x", "lost"] {
                assert_eq!(of(code).1, TELL, "{code}");
            }
        }
    }
}
