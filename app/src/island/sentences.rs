//! Sentences for an island, by code, as one text: a line each, code and sentence parted by a tab.

/// Writes them, on the server. A sentence is one line of the words file and holds neither tabs nor line breaks.
#[must_use]
pub fn written<C: AsRef<str>, S: AsRef<str>>(
    sentences: impl IntoIterator<Item = (C, S)>,
) -> String {
    sentences
        .into_iter()
        .map(|(code, sentence)| format!("{}\t{}", code.as_ref(), sentence.as_ref()))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The sentence of a code.
#[must_use]
pub fn find<'a>(sentences: &'a str, code: &str) -> Option<&'a str> {
    lines(sentences)
        .find(|(found, _)| *found == code)
        .map(|(_, sentence)| sentence)
}

/// Every code with its sentence.
pub fn lines(sentences: &str) -> impl Iterator<Item = (&str, &str)> {
    sentences
        .split('\n')
        .filter_map(|line| line.split_once('\t'))
}
