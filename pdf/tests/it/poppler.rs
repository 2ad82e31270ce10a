//! What other software reads in the file: poppler's `pdftotext` and `pdfinfo`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The text in the order in which it is drawn.
pub fn text(pdf: &[u8]) -> String {
    let file = Saved::new(pdf);
    run(
        "pdftotext",
        [
            OsStr::new("-raw"),
            OsStr::new("-enc"),
            OsStr::new("UTF-8"),
            file.0.as_os_str(),
            OsStr::new("-"),
        ],
    )
}

/// The text without anything that depends on where lines break.
pub fn squeezed(pdf: &[u8]) -> String {
    squeeze(&text(pdf))
}

/// Without white space, and without the marks `pdftotext` puts around right-to-left lines.
pub fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{202A}'..='\u{202E}'))
        .collect()
}

/// The structure tree, one tag a line, with its text.
pub fn structure(pdf: &[u8]) -> String {
    let file = Saved::new(pdf);
    run("pdfinfo", [OsStr::new("-struct-text"), file.0.as_os_str()])
}

/// Where each word begins and ends on its page, in points from the left edge.
pub fn word_edges(pdf: &[u8]) -> Vec<(f64, f64)> {
    let file = Saved::new(pdf);
    let boxes = run(
        "pdftotext",
        [OsStr::new("-bbox"), file.0.as_os_str(), OsStr::new("-")],
    );
    let number = |line: &str, name: &str| -> f64 {
        line.split_once(name)
            .and_then(|(_, rest)| rest.split('"').next())
            .and_then(|number| number.parse().ok())
            .expect("pdftotext gives every word its box")
    };
    boxes
        .lines()
        .filter(|line| line.contains("<word"))
        .map(|line| (number(line, "xMin=\""), number(line, "xMax=\"")))
        .collect()
}

/// Title, page count and the like.
pub fn info(pdf: &[u8]) -> String {
    let file = Saved::new(pdf);
    run("pdfinfo", [file.0.as_os_str()])
}

fn run<'a>(program: &str, args: impl IntoIterator<Item = &'a OsStr>) -> String {
    let output = Command::new(program)
        .args(args)
        .output()
        .unwrap_or_else(|error| {
            panic!("{program} did not start ({error}); these tests need poppler-utils")
        });
    assert!(output.status.success(), "{program}: {}", output.status);
    String::from_utf8(output.stdout).expect("poppler was asked for UTF-8")
}

/// A file of its own for each call, removed afterwards.
struct Saved(PathBuf);

impl Saved {
    fn new(pdf: &[u8]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "{}-{}.pdf",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, pdf).expect("the test directory is writable");
        Self(path)
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
