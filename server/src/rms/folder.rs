//! Hand-over as files, for a records system that watches a folder.

use super::Document;
use crate::jobs::atomic::write_atomically;
use std::io;
use std::path::Path;

/// Writes `{case number}_{report id}.json`. The same report again is the same single file.
pub(super) fn deliver(folder: &Path, document: &Document, bytes: &[u8]) -> io::Result<()> {
    let name = format!(
        "{}_{}.json",
        document.case_number,
        document.report_id.hyphenated()
    );
    write_atomically(folder, &name, bytes)
}
