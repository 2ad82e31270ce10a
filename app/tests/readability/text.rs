//! Sentences, words and syllables of a text.

use app::component::sentence::{Part, parts};

/// What the formulas need.
#[derive(Debug, Default)]
pub struct Measure {
    pub sentences: usize,
    pub words: usize,
    pub syllables: usize,
}

impl Measure {
    /// Of all texts together. A text that ends without a full stop is a sentence all the same.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>, syllables: fn(&str) -> usize) -> Self {
        let mut all = Self::default();
        for text in texts {
            let text = plain(text);
            for sentence in sentences(&text) {
                let words: Vec<&str> = words(sentence).collect();
                if words.is_empty() {
                    continue;
                }
                all.sentences += 1;
                all.words += words.len();
                all.syllables += words.iter().map(|word| syllables(word)).sum::<usize>();
            }
        }
        all
    }

    pub fn words_per_sentence(&self) -> f64 {
        ratio(self.words, self.sentences)
    }

    pub fn syllables_per_word(&self) -> f64 {
        ratio(self.syllables, self.words)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a page has some hundred words")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Without marks, braces and the signs of a mail's template.
fn plain(text: &str) -> String {
    let text: String = parts(text)
        .into_iter()
        .map(|part| match part {
            Part::Plain(words) | Part::Marked { words, .. } => words,
        })
        .collect();
    let mut out = String::new();
    for line in text.lines() {
        let line = line
            .trim_start_matches("Subject:")
            .trim_start_matches(['#', '-', '>', ' ']);
        if line.starts_with('[') {
            continue;
        }
        out.push_str(line);
        // A block of a template is a sentence of its own.
        out.push('\n');
    }
    out
}

/// Ends at a full stop, a question or exclamation mark or a line break, but not inside `9.50`, `C.G.S.`
/// or an address of the web.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['\n', ' '])
        .scan(0, move |at, piece| {
            let from = *at;
            *at += piece.len();
            Some((from, *at, piece))
        })
        .filter(|(_, _, piece)| {
            let word = piece.trim_end().trim_end_matches(['”', '"', ')', '»']);
            piece.ends_with('\n')
                || (word.ends_with(['.', '?', '!']) && word.matches('.').count() < 2)
        })
        .map(|(_, end, _)| end)
        .chain(std::iter::once(text.len()))
        .scan(0, move |from, end| {
            let sentence = text.get(*from..end).unwrap_or("");
            *from = end;
            Some(sentence)
        })
}

/// Words of letters: numbers, addresses and placeholders are left out.
fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '-' | '–'))
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| {
            !word.is_empty()
                && word.chars().any(char::is_alphabetic)
                && !word.contains(['{', '}', '@', '(', '.'])
                && !word.chars().any(|letter| letter.is_ascii_digit())
        })
}
