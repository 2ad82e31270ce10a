//! Spanish: syllables by its spelling, and the ease of Fernández Huerta.

use crate::text::Measure;

/// 206.84 − 60 × syllables per word − 1.02 × words per sentence (Fernández Huerta 1959, as corrected by
/// Law 2011).
pub fn ease(measure: &Measure) -> f64 {
    let per_word = 60.0 * measure.syllables_per_word();
    1.02f64.mul_add(-measure.words_per_sentence(), 206.84 - per_word)
}

/// Vowels that are spoken together are one syllable: a weak vowel (i, u) beside another without an accent of
/// its own. The u of `gue`, `gui`, `que`, `qui` is silent.
pub fn syllables(word: &str) -> usize {
    let word = word
        .to_lowercase()
        .replace("que", "ke")
        .replace("qui", "ki")
        .replace("qué", "ké")
        .replace("quí", "kí")
        .replace("gue", "ge")
        .replace("gui", "gi")
        .replace("gué", "gé")
        .replace("guí", "gí");
    let letters: Vec<char> = word.chars().collect();
    let mut count = 0;
    let mut before: Option<char> = None;
    for (place, letter) in letters.iter().enumerate() {
        // A final y is a vowel: hoy, ley, y.
        let letter = if *letter == 'y' && place + 1 == letters.len() {
            'i'
        } else {
            *letter
        };
        if !"aeiouáéíóúü".contains(letter) {
            before = None;
            continue;
        }
        let together = before.is_some_and(|before| is_weak(before) || is_weak(letter))
            && before.is_some_and(|before| before != letter);
        if !together {
            count += 1;
        }
        before = Some(letter);
    }
    count.max(1)
}

fn is_weak(letter: char) -> bool {
    matches!(letter, 'i' | 'u' | 'ü')
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    for (word, count) in [
        ("policía", 4),
        ("reporte", 3),
        ("agente", 3),
        ("usted", 2),
        ("vehículo", 4),
        ("ciudad", 2),
        ("quién", 1),
        ("guardar", 2),
        ("seguimiento", 4),
        ("hay", 1),
        ("y", 1),
        ("leer", 2),
        ("oír", 2),
        ("también", 2),
        ("teléfono", 4),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
}

#[test]
fn the_formula_gives_the_ease_of_a_known_text() {
    // 10 words a sentence, 2 syllables a word: 206.84 − 120 − 10.2.
    let measure = Measure {
        sentences: 1,
        words: 10,
        syllables: 20,
    };
    assert!((ease(&measure) - 76.64).abs() < 0.001);
}
