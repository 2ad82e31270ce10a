//! Mail as files, for a machine without a mail server: one `.eml` per message.

use crate::jobs::atomic::write_atomically;
use std::io;
use std::path::Path;

/// Writes a message under its id. The same message again replaces the file.
pub(super) fn deliver(folder: &Path, message_id: &str, bytes: &[u8]) -> io::Result<()> {
    write_atomically(folder, &format!("{message_id}.eml"), bytes)
}
