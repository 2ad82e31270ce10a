//! Names of files. A filer's name for a file is text to be shown and nothing else: no object, folder or database
//! key is ever made of it.

use super::FileKind;

/// The longest name that is shown, in characters.
pub const NAME_MAX: usize = 120;

/// Device names of Windows: a file saved under one of them cannot be opened there.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// The name to be shown: without folders, without characters that are not seen or that turn the reading
/// direction, at most [`NAME_MAX`] characters, its ending kept. Never empty.
#[must_use]
pub fn display_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_unseen(*c))
        .collect();
    let mut name = seen
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    name = name.trim_matches(|c: char| c == '.' || c == ' ').to_owned();
    if name.is_empty() {
        return "file".to_owned();
    }
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if DEVICES.contains(&stem.as_str()) || is_port(&stem) {
        name.insert(0, '_');
    }
    shortened(&name)
}

/// The name under which a file is saved by whoever downloads it: the shown name with an ending that its bytes
/// deserve, and without the characters that a file system refuses.
#[must_use]
pub fn saved_name(shown: &str, kind: FileKind) -> String {
    let clean: String = shown
        .chars()
        .map(|c| {
            if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let fits = clean.rsplit_once('.').is_some_and(|(_, ending)| {
        kind.endings()
            .contains(&ending.to_ascii_lowercase().as_str())
    });
    match (fits, kind.endings().first()) {
        (false, Some(ending)) => format!("{clean}.{ending}"),
        _ => clean,
    }
}

/// Control characters, marks that turn the reading direction (U+202E makes `gpj.exe` of `exe.jpg`), characters of
/// no width, and what is no character at all.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            u32::from(c),
            0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFF
                | 0xE0000..=0xE0FFF
        )
}

/// `com1` to `com9`, `lpt1` to `lpt9`.
fn is_port(stem: &str) -> bool {
    ["com", "lpt"].iter().any(|port| {
        stem.strip_prefix(port)
            .is_some_and(|digit| matches!(digit.as_bytes(), [b'1'..=b'9']))
    })
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME_MAX {
        return name.to_owned();
    }
    let ending = match name.rsplit_once('.') {
        Some((_, ending)) if ending.chars().count() <= 10 => format!(".{ending}"),
        _ => String::new(),
    };
    // One character stands for what was left out.
    let kept = NAME_MAX - 1 - ending.chars().count();
    let mut short: String = name.chars().take(kept).collect();
    short.push('…');
    short.push_str(&ending);
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hostile_names_become_plain_ones() {
        for (raw, shown) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ana\\door.jpg", "door.jpg"),
            ("..", "file"),
            ("", "file"),
            ("\0\r\n\t", "file"),
            ("door\0.jpg\r\nX-Evil: 1", "door.jpg X-Evil: 1"),
            ("photo\u{202E}gpj.exe", "photogpj.exe"),
            ("a\u{200B}b\u{FEFF}.png", "ab.png"),
            ("CON", "_CON"),
            ("con.jpg", "_con.jpg"),
            ("com3.pdf", "_com3.pdf"),
            ("  door   two .jpg ", "door two .jpg"),
            ("door%00.jpg", "door%00.jpg"),
            ("Füße 🚗.heic", "Füße 🚗.heic"),
        ] {
            assert_eq!(display_name(raw), shown, "{raw:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let shown = display_name(&format!("{}.jpeg", "é".repeat(4096)));
        assert_eq!(shown.chars().count(), NAME_MAX);
        assert!(shown.ends_with("….jpeg"), "{shown}");
    }

    #[test]
    fn a_saved_file_has_the_ending_of_its_bytes() {
        assert_eq!(saved_name("door.jpg", FileKind::Png), "door.jpg.png");
        assert_eq!(saved_name("door.JPEG", FileKind::Jpeg), "door.JPEG");
        assert_eq!(saved_name("a:b\"c", FileKind::Pdf), "a_b_c.pdf");
    }

    proptest! {
        #[test]
        fn any_text_gives_a_name_that_can_be_shown(raw in any::<String>()) {
            let shown = display_name(&raw);
            prop_assert!(!shown.is_empty() && shown.chars().count() <= NAME_MAX);
            prop_assert!(!shown.contains(['/', '\\', '\0', '\n', '\r']) && !shown.chars().any(is_unseen));
            prop_assert_eq!(display_name(&shown), shown);
        }
    }
}
