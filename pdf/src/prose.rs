//! Cuts printable text so that it always fits the paper.
//!
//! The typesetter breaks lines where the Unicode rules allow it and lets a longer word run over
//! the edge of the sheet. A copy must not lose the end of a long link or a serial number, so a
//! long word is handed over in pieces; `copy.typ` joins them with a gap of nothing, where a line
//! may break and which leaves no character behind in the text that is copied out of the file.

use typst::foundations::{Array, Value};

use crate::visible::is_mark;

/// Pieces in one paragraph before a new one begins. The typesetter looks up the source of each
/// letter by walking the paragraph's pieces, so the work is letters × pieces: a word of 200,000
/// letters in one paragraph would cost 200,000 × 16,667 steps, in paragraphs of 256 pieces it
/// costs 200,000 × 256.
const MAX_PIECES: usize = 256;

/// From where, and into what lengths, an unbroken run of letters is cut.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut {
    /// The longest run left alone, in letters.
    pub(crate) run: usize,
    /// The length of a piece, in letters.
    pub(crate) piece: usize,
}

impl Cut {
    /// Body text: 24 of the widest letter (1 em) are 264 pt at 11 pt, in columns of 300 pt.
    pub(crate) const BODY: Self = Self { run: 24, piece: 12 };
    /// Labels and file names: 16 em are 160 pt at 10 pt, in columns of 160 pt.
    pub(crate) const NARROW: Self = Self { run: 16, piece: 8 };
    /// Large numbers: 7 of the widest letter (1 em) are 189 pt at 27 pt, in a column of 216 pt.
    pub(crate) const NUMBER: Self = Self { run: 7, piece: 4 };
    /// A SHA-256 in hexadecimal stays on one line.
    pub(crate) const HASH: Self = Self { run: 64, piece: 8 };
}

/// One line of text, in pieces; line breaks become spaces.
pub(crate) fn line(text: &str, cut: Cut) -> Value {
    let text = text.replace('\n', " ");
    Value::Array(
        pieces(text.trim(), cut)
            .into_iter()
            .map(text_value)
            .collect(),
    )
}

/// Paragraphs, each in pieces. One or more empty lines part paragraphs; single line breaks are
/// kept inside the pieces.
pub(crate) fn paragraphs(text: &str, cut: Cut) -> Value {
    let mut all = Array::new();
    let mut paragraph = String::new();
    for line in text.split('\n') {
        if line.trim().is_empty() {
            push_paragraph(&mut all, &mut paragraph, cut);
        } else {
            if !paragraph.is_empty() {
                paragraph.push('\n');
            }
            paragraph.push_str(line.trim_end());
        }
    }
    push_paragraph(&mut all, &mut paragraph, cut);
    Value::Array(all)
}

fn push_paragraph(all: &mut Array, paragraph: &mut String, cut: Cut) {
    if paragraph.is_empty() {
        return;
    }
    for part in pieces(paragraph, cut).chunks(MAX_PIECES) {
        all.push(Value::Array(part.iter().copied().map(text_value).collect()));
    }
    paragraph.clear();
}

fn text_value(piece: &str) -> Value {
    Value::Str(piece.into())
}

/// Cuts `text` inside its long runs only. Joined again, the pieces are the text.
fn pieces(text: &str, cut: Cut) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut run_start = 0;
    let mut run = 0;
    for (at, c) in text.char_indices() {
        if is_mark(c) {
            continue;
        }
        if may_break_after(c) {
            cut_run(text, run_start..at, run, cut, &mut from, &mut pieces);
            run = 0;
            run_start = at + c.len_utf8();
        } else {
            run += 1;
        }
    }
    cut_run(
        text,
        run_start..text.len(),
        run,
        cut,
        &mut from,
        &mut pieces,
    );
    if from < text.len() {
        pieces.push(&text[from..]);
    }
    pieces
}

fn cut_run<'t>(
    text: &'t str,
    range: std::ops::Range<usize>,
    letters: usize,
    cut: Cut,
    from: &mut usize,
    pieces: &mut Vec<&'t str>,
) {
    if letters <= cut.run {
        return;
    }
    let mut count = 0;
    for (offset, c) in text[range.clone()].char_indices() {
        if is_mark(c) {
            continue;
        }
        if count == cut.piece {
            let at = range.start + offset;
            pieces.push(&text[*from..at]);
            *from = at;
            count = 0;
        }
        count += 1;
    }
}

/// Where the typesetter breaks lines of its own accord. No-break spaces are not here: a run of
/// them is as unbreakable as a word.
fn may_break_after(c: char) -> bool {
    matches!(c, ' ' | '\n' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_are_left_whole() {
        assert_eq!(
            pieces("an ordinary sentence", Cut::BODY),
            ["an ordinary sentence"]
        );
        assert!(pieces("", Cut::BODY).is_empty());
    }

    #[test]
    fn a_long_word_is_cut_and_nothing_is_lost() {
        let text = format!("see {} there", "x".repeat(30));
        let cut = pieces(&text, Cut::BODY);
        assert_eq!(cut.len(), 3);
        assert_eq!(cut.concat(), text);
    }

    #[test]
    fn a_mark_stays_on_its_letter() {
        let text = "e\u{301}".repeat(40);
        let cut = pieces(&text, Cut::BODY);
        assert!(cut.len() > 1);
        assert!(cut.iter().all(|piece| piece.starts_with('e')));
        assert_eq!(cut.concat(), text);
    }
}
