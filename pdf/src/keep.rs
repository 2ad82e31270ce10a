//! Which parts of a copy are kept on one page.
//!
//! A section of five rows reads better in one piece. But a part that is kept together and is
//! taller than the page would run off the sheet, so each answer here is "yes" only below a
//! ceiling: the page has 648 pt between its margins, headings and explanations take up to 90, and
//! every estimate counts each letter as the widest one (1 em) and each number that may stand in
//! for a character as [`STAND_IN`] letters.

use crate::{AttachmentLine, Section};

/// What is left of a page beside a heading and its explanation, in points.
const ROOM: usize = 550;

/// Letters in `[U+1F600]`, and the space after it.
const STAND_IN: usize = 10;

/// Letters of 10.5 pt in a label (156 pt), an answer (300 pt) and a file name (162 pt) and of
/// 9 pt in a notice (468 pt), in a line: the column's width over the size, less one piece of a
/// cut word, which may leave a line that much shorter.
const LABEL: usize = 14 - 8;
const ANSWER: usize = 28 - 12;
const FILE_NAME: usize = 15 - 8;
const NOTICE: usize = 52 - 12;

/// A line of text, and the padding of a row or the gap after a paragraph, in points.
const LINE: usize = 17;
const GAP: usize = 12;

pub(crate) fn section(section: &Section) -> bool {
    let rows = section
        .rows
        .iter()
        .map(|row| lines(&row.label, LABEL).max(lines(&row.value, ANSWER)));
    fits(lines(&section.title, ANSWER) * LINE, rows)
}

pub(crate) fn attachments(files: &[AttachmentLine]) -> bool {
    files.iter().all(|file| file.sha256.len() <= 64)
        && fits(0, files.iter().map(|file| lines(&file.name, FILE_NAME)))
}

pub(crate) fn notices(notices: &[String]) -> bool {
    // The remark on replaced characters is one more notice.
    fits(3 * LINE, notices.iter().map(|notice| lines(notice, NOTICE)))
}

fn fits(taken: usize, rows: impl Iterator<Item = usize>) -> bool {
    rows.map(|lines| lines * LINE + GAP)
        .fold(taken, usize::saturating_add)
        <= ROOM
}

fn lines(text: &str, letters_in_line: usize) -> usize {
    text.split([
        '\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}',
    ])
    .map(|line| {
        let letters: usize = line
            .chars()
            .map(|c| match c {
                ' '..='~' => 1,
                '\t' => 4,
                _ => STAND_IN,
            })
            .sum();
        1 + letters / letters_in_line
    })
    .sum()
}
