//! The first attempt is the one that counts: the second only exists for what nobody foresaw.
//! These tests look behind [`render`](crate::render), which would hide a failed first attempt.

#[path = "../tests/it/english.rs"]
mod english;

use proptest::prelude::*;
use time::OffsetDateTime;

use crate::visible::Repertoire;
use crate::{
    AttachmentLine, Department, ReportCopy, Row, Section, Verification, attempt, fonts, options,
};

/// `text` in a heading (semibold), a row and the narrative (regular), large numbers (bold) and
/// the fixed-width face.
fn copy_of(text: &str) -> ReportCopy {
    let text = || text.to_owned();
    ReportCopy {
        words: english::english(),
        department: Department {
            name: text(),
            address: String::new(),
            telephone: String::new(),
            website: None,
        },
        case_number: text(),
        tracking_number: String::new(),
        title: String::new(),
        submitted_at: String::new(),
        approved_at: String::new(),
        issued_at: OffsetDateTime::UNIX_EPOCH,
        approved_by: String::new(),
        sections: vec![Section {
            title: text(),
            rows: vec![Row {
                label: text(),
                value: text(),
            }],
        }],
        narrative: text(),
        attachments: vec![AttachmentLine {
            name: text(),
            sha256: text(),
        }],
        verification: Verification {
            address: text(),
            code: text(),
            link: text(),
            fingerprint: text(),
        },
        notices: Vec::new(),
    }
}

fn accepted(text: &str, repertoire: Repertoire) -> bool {
    let copy = copy_of(text);
    let options = options(&copy).expect("the epoch is a date");
    attempt(&copy, &options, repertoire).is_ok()
}

/// Every character that some embedded family draws.
fn drawn() -> Vec<char> {
    let coverage = &fonts::fonts().expect("the fonts are embedded").coverage;
    ('\0'..=char::MAX)
        .filter(|c| coverage.families(*c) != 0)
        .collect()
}

#[test]
fn every_character_of_the_fonts_is_accepted_at_the_first_attempt() {
    let drawn = drawn();
    assert!(drawn.len() > 3000, "{} characters", drawn.len());
    for chunk in drawn.chunks(200) {
        let text: String = chunk.iter().flat_map(|c| [*c, ' ']).collect();
        assert!(
            accepted(&text, Repertoire::Full),
            "from U+{:04X} to U+{:04X}",
            u32::from(chunk[0]),
            u32::from(chunk[chunk.len() - 1])
        );
    }
}

#[test]
fn the_second_attempt_accepts_what_the_first_does() {
    for chunk in drawn().chunks(1000) {
        assert!(accepted(&String::from_iter(chunk), Repertoire::Plain));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_row_of_drawn_characters_is_accepted_at_the_first_attempt(
        text in proptest::collection::vec(proptest::sample::select(drawn()), 1..300)
            .prop_map(String::from_iter)
    ) {
        prop_assert!(accepted(&text, Repertoire::Full));
    }

    #[test]
    fn letters_with_any_marks_are_accepted_at_the_first_attempt(
        pairs in proptest::collection::vec(
            (proptest::sample::select(drawn()), "[\u{300}-\u{36F}\u{5B0}-\u{5C7}\u{64B}-\u{652}]{0,3}"),
            1..60,
        )
    ) {
        let text: String = pairs.iter().map(|(c, marks)| format!("{c}{marks}")).collect();
        prop_assert!(accepted(&text, Repertoire::Full));
    }
}
