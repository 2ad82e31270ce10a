//! The files of a report as a list: for "check your answers", the confirmation and the desk.

use crate::words::Words;
use domain::evidence::FileKind;
use domain::field::Choice;
use leptos::prelude::*;

/// A file that was sent, as pages name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    pub name: String,
    pub kind: FileKind,
    pub bytes: u64,
    /// Of the bytes as they were received, in hexadecimal.
    pub sha256: String,
}

impl FileEntry {
    /// `JPEG photo, 2.4 MB`.
    #[must_use]
    pub fn what(&self, words: &Words) -> String {
        format!(
            "{}, {}",
            words.t(&format!("file_kind.{}", self.kind.code())),
            size(self.bytes)
        )
    }
}

/// A size as people read it: `640 KB`, `2.4 MB`, `250 MB`. A megabyte has 1,048,576 bytes, as telephones count.
#[must_use]
pub fn size(bytes: u64) -> String {
    const MEGA: u64 = 1 << 20;
    if bytes < MEGA {
        return format!("{} KB", bytes.div_ceil(1024));
    }
    let tenths = bytes * 10 / MEGA;
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} MB"),
        (whole, _) if whole >= 100 => format!("{whole} MB"),
        (whole, tenth) => format!("{whole}.{tenth} MB"),
    }
}

/// A hash in sixteen groups of four, so that two can be compared by eye.
#[must_use]
pub fn grouped(sha256: &str) -> String {
    sha256
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The receipt: each file with its hash. Nothing when there is no file.
pub fn receipt(files: &[FileEntry], words: &Words) -> impl IntoView + use<> {
    (!files.is_empty()).then(|| {
        let lines = files
            .iter()
            .map(|file| {
                view! {
                    <li>
                        <strong class="break">{file.name.clone()}</strong>
                        <span class="hint">{file.what(words)}</span>
                        <code class="hash" data-sha256=file.sha256.clone()>{grouped(&file.sha256)}</code>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="receipt">
                <h2>{words.t("page.evidence.receipt")}</h2>
                <p class="hint">{words.t("page.evidence.receipt_about")}</p>
                <ul>{lines}</ul>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_say_them() {
        for (bytes, text) in [
            (1, "1 KB"),
            (640 * 1024, "640 KB"),
            (1 << 20, "1 MB"),
            (2_516_582, "2.3 MB"),
            (250 << 20, "250 MB"),
            ((250 << 20) - 1, "249 MB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn a_hash_has_sixteen_groups() {
        let shown = grouped(&"0123456789abcdef".repeat(4));
        assert_eq!(shown.split(' ').count(), 16);
        assert!(shown.starts_with("0123 4567 89ab cdef "));
    }
}
