//! No page or component of a resident says anything itself: every sentence has a key in the words files.

use std::fs;
use std::path::{Path, PathBuf};

/// The sources that draw or word what a resident sees. The desk is in English.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    [
        "src/page",
        "src/component",
        "src/island",
        "../server/src/web/resident",
        "../server/src/mail",
    ]
    .iter()
    .flat_map(|folder| {
        fs::read_dir(root.join(folder))
            .expect("a folder of sources")
            .map(|entry| entry.expect("an entry").path())
    })
    .filter(|path| path.extension().is_some_and(|end| end == "rs"))
    .chain(
        [
            "../server/src/copy/mod.rs",
            "../server/src/web/error.rs",
            "src/summary.rs",
        ]
        .map(|file| root.join(file)),
    )
    .collect()
}

/// The texts between quotation marks, with the line on which each begins. Comments, the tests at the end of a
/// file and what tells a developer (errors, expectations, logs) are left out.
fn texts(source: &str) -> Vec<(usize, String)> {
    let source = source.split("#[cfg(test)]").next().unwrap_or("");
    let mut texts = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in source.lines().enumerate() {
        let start = line.trim_start();
        let aside = ["//", "#[", "tracing::", "reason ="]
            .iter()
            .any(|sign| start.starts_with(sign));
        if open.is_none() && aside {
            continue;
        }
        let mut letters = line.chars();
        while let Some(letter) = letters.next() {
            match (&mut open, letter) {
                (None, '"') => open = Some((number + 1, String::new())),
                (None, '/') if letters.as_str().starts_with('/') => break,
                (None, _) => {}
                (Some((_, text)), '\\') => text.extend(letters.next()),
                (Some(_), '"') => texts.extend(open.take()),
                (Some((_, text)), letter) => text.push(letter),
            }
        }
    }
    texts
}

/// Two words of lower-case letters beside each other, or one word that begins like a sentence.
fn is_prose(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let lower = |word: &str| {
        word.len() > 1
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || ",.?!’".contains(c))
    };
    let mut letters = text.chars();
    let begins = letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.clone().count() > 2
        && letters.all(|c| c.is_ascii_lowercase() || " .,:?!".contains(c));
    begins
        || words
            .windows(2)
            .any(|pair| lower(pair[0]) && lower(pair[1]))
}

/// Not words of a page: classes of the style sheet, the drawn map, headers of a mail, the desk's own frame.
fn is_known(file: &str, text: &str) -> bool {
    let classes = [
        "button second",
        "callout call",
        "callout emergency-first",
        "due overdue",
        "field wrong",
        "hint screen-only",
        "field map-field",
        "light dark",
    ];
    classes.contains(&text)
        || matches!(
            file,
            "map.rs" | "smtp.rs" | "template.rs" | "compose.rs" | "mailer.rs" | "folder.rs"
        )
        || (file == "shell.rs"
            && [
                "Review desk",
                "Queue",
                "Officer requests",
                "Deliveries",
                "Statistics",
                "Numbers",
                "Series",
                "Hot spots",
                "Audit trail",
                "Accounts",
                "Settings",
                "Sign out",
            ]
            .contains(&text))
        || (file == "error.rs" && text == "To the desk")
        // Names of classes.
        || (file == "chart.rs" && ["end strong", "chart key", "soft end"].contains(&text))
}

#[test]
fn no_sentence_is_written_in_the_source_of_a_resident_page() {
    let mut found = Vec::new();
    for path in sources() {
        let file = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or("");
        let source = fs::read_to_string(&path).expect("a source");
        for (line, text) in texts(&source) {
            if is_prose(&text) && !is_known(file, &text) {
                found.push(format!("{file}:{line}: {text}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn prose_is_told_from_names() {
    for prose in [
        "Write both down",
        "Continue",
        "There is a problem",
        ". If anyone is in danger, ",
        "page of pages",
    ] {
        assert!(is_prose(prose), "{prose}");
    }
    for name in [
        "page.start.title",
        "button",
        "/report/check",
        "field-error",
        "{}-{}",
        "UTF-8",
        "en-US",
        "x",
    ] {
        assert!(!is_prose(name), "{name}");
    }
}
