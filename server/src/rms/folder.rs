//! Hand-over as files, for a records system that watches a folder.

use super::Parcel;
use crate::jobs::atomic::write_atomically;
use std::io;
use std::path::Path;

/// Writes the document under its name. The same document again is the same single file.
pub(super) fn deliver(folder: &Path, parcel: &Parcel) -> io::Result<()> {
    write_atomically(folder, &parcel.name, &parcel.bytes)
}
