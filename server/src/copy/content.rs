//! The hash of what a copy shows: the values as they were typed and decided, not their layout or today's words, so
//! that it is the same under every later version of the product. `docs/verify.md` describes it for others.

use super::CopyError;
use crate::evidence::entry::entry;
use crate::store::Actor;
use crate::store::evidence::EvidenceRow;
use crate::store::reports::ReportRow;
use domain::field::Choice;
use domain::statement::Sha256 as Hash;
use sha2::{Digest, Sha256};

/// The hash of an approved report. The tracking number is part of it: who does not hold the copy cannot find out by
/// trying what it says.
///
/// # Errors
/// [`CopyError::NotApproved`].
pub fn content(report: &ReportRow, files: &[EvidenceRow]) -> Result<Hash, CopyError> {
    let (Some(case), Some(approved_at), Some(Actor::Staff { name: officer, .. })) =
        (&report.case_number, report.decided_at, &report.decided_by)
    else {
        return Err(CopyError::NotApproved);
    };
    let mut hash = Fields(Sha256::new());
    hash.field("version", "1");
    hash.field("case", case.as_str());
    hash.field("tracking", report.tracking.compact());
    hash.field("kind", report.kind.code());
    hash.field("language", report.lang.tag());
    hash.field(
        "submitted",
        &report.submitted_at.unix_timestamp().to_string(),
    );
    hash.field("approved", &approved_at.unix_timestamp().to_string());
    hash.field("officer", officer);
    hash.field("notice", &report.certification.notice_version);
    hash.field(
        "certified",
        &report.certification.at.unix_timestamp().to_string(),
    );
    // By key; sorted by the answers themselves.
    for (key, value) in report.answers.iter() {
        hash.field("question", key);
        hash.field("answer", value);
    }
    for file in files.iter().filter_map(entry) {
        hash.field("file", &file.name);
        hash.field("sha256", &file.sha256);
    }
    Ok(hash.0.finalize().into())
}

/// Names and values, each after its length: two lists that differ are two texts that differ.
struct Fields(Sha256);

impl Fields {
    fn field(&mut self, name: &str, value: &str) {
        for text in [name, value] {
            self.0.update(text.len().to_string());
            self.0.update(":");
            self.0.update(text);
        }
    }
}
