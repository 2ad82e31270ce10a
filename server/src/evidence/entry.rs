//! A file that is ready, as pages, the copy and the records document name it.

use crate::store::evidence::EvidenceRow;
use app::component::files::FileEntry;
use std::fmt::Write as _;

/// The files that are ready.
#[must_use]
pub fn entries(files: &[EvidenceRow]) -> Vec<FileEntry> {
    files.iter().filter_map(entry).collect()
}

/// Nothing while it is not all there.
#[must_use]
pub fn entry(file: &EvidenceRow) -> Option<FileEntry> {
    let whole = file.whole.as_ref()?;
    Some(FileEntry {
        name: file.name.clone(),
        kind: whole.kind,
        bytes: whole.size,
        sha256: hex(&whole.sha256),
    })
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
