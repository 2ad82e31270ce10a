//! English: syllables by the usual rules of thumb, and the Flesch-Kincaid grade.

use crate::text::Measure;

/// 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid et al. 1975).
pub fn grade(measure: &Measure) -> f64 {
    0.39f64.mul_add(
        measure.words_per_sentence(),
        11.8f64.mul_add(measure.syllables_per_word(), -15.59),
    )
}

/// Groups of vowels; a silent e at the end, `-es` and `-ed` are none, `-le` after a consonant is one.
pub fn syllables(word: &str) -> usize {
    let word: String = word
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let letters: Vec<char> = word.chars().collect();
    let mut count = 0;
    let mut before = false;
    for letter in &letters {
        let vowel = is_vowel(*letter);
        if vowel && !before {
            count += 1;
        }
        before = vowel;
    }
    let end = |suffix: &str| word.ends_with(suffix);
    let silent_e = end("e") && !end("le") && !end("ee");
    let silent_ed = end("ed") && !end("ted") && !end("ded");
    let silent_es = end("es")
        && !["ses", "zes", "ces", "ges", "ches", "shes", "xes"]
            .iter()
            .any(|suffix| end(suffix));
    if count > 1 && (silent_e || silent_ed || silent_es) {
        count -= 1;
    }
    count.max(1)
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    for (word, count) in [
        ("police", 2),
        ("report", 2),
        ("the", 1),
        ("vehicle", 3),
        ("officer", 3),
        ("called", 1),
        ("wanted", 2),
        ("table", 2),
        ("times", 1),
        ("emergency", 4),
        ("I", 1),
        ("you", 1),
        ("address", 2),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
}

#[test]
fn the_formula_gives_the_grade_of_a_known_text() {
    // 10 words a sentence, 1.5 syllables a word: 3.9 + 17.7 − 15.59.
    let measure = Measure {
        sentences: 1,
        words: 10,
        syllables: 15,
    };
    assert!((grade(&measure) - 6.01).abs() < 0.001);
}
