//! What the sources say: the keys of the words that they ask for by name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The tables of a words file whose keys are written out in the sources.
const TABLES: [&str; 11] = [
    "business_days.",
    "certify.",
    "copy.",
    "date.",
    "error.",
    "form.",
    "mail.",
    "map.",
    "numbers.",
    "page.",
    "shell.",
];

/// Every key that stands in the sources as a whole text. Keys that are put together from codes are not
/// among them: the catalogue knows those.
pub fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["app/src", "server/src"] {
        read(&root.join(folder), &mut |text| {
            keys.extend(
                text.split('"')
                    .filter(|text| is_key(text))
                    .map(str::to_owned),
            );
        });
    }
    keys
}

fn is_key(text: &str) -> bool {
    TABLES.iter().any(|table| text.starts_with(table))
        && !text.ends_with('.')
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "._".contains(letter))
}

fn read(folder: &Path, each: &mut impl FnMut(&str)) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        // The keys of settings look like those of words.
        if path.ends_with("settings") {
            continue;
        }
        if path.is_dir() {
            read(&path, each);
        } else if path.extension().is_some_and(|end| end == "rs") {
            each(&fs::read_to_string(&path).expect("a source"));
        }
    }
}
