//! A file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file so that a reader of the folder, and a machine that lost its power, sees the old file or the
/// new one and never a part: written beside under a name that begins with a dot, synced, renamed, and the
/// folder synced. Without the last step the rename itself could be forgotten after it was reported as done.
///
/// The folder is made when needed. Blocks: call it on a blocking thread.
///
/// # Errors
/// Whatever the file system says; then nothing under `name` has changed.
pub fn write_atomically(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    // Two writers of the same name write the same bytes, but not into the same temporary file.
    let temporary = folder.join(format!(".{name}.{}.part", uuid::Uuid::now_v7().simple()));
    let written =
        write_synced(&temporary, bytes).and_then(|()| fs::rename(&temporary, folder.join(name)));
    if written.is_err() {
        // What is left has a name that no reader takes; the first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    File::open(folder)?.sync_all()
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_again_is_one_whole_file_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("folder");
        let folder = folder.path().join("made/when/needed");
        for bytes in [&b"first, longer"[..], b"second"] {
            write_atomically(&folder, "a.json", bytes).expect("written");
        }
        let names: Vec<_> = fs::read_dir(&folder)
            .expect("folder")
            .map(|e| e.expect("entry").file_name())
            .collect();
        assert_eq!(names, ["a.json"]);
        assert_eq!(fs::read(folder.join("a.json")).expect("file"), b"second");
    }

    #[test]
    fn a_failed_write_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("folder");
        fs::create_dir(folder.path().join("taken")).expect("folder");
        fs::write(folder.path().join("taken/inside"), b"x").expect("file");
        assert!(write_atomically(folder.path(), "taken", b"x").is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 1);
    }
}
