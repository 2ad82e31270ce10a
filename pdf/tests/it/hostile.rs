//! No text makes a copy fail, and none is lost: it is printed as it is or as its numbers.

use crate::poppler::{squeeze, squeezed, word_edges};
use crate::sample::sample;
use pdf::{AttachmentLine, Department, ReportCopy, Row, Section, Verification, render};
use proptest::prelude::*;

/// What was typed, and what is printed, white space aside.
const TEXTS: &[(&str, &str)] = &[
    ("#panic()", "#panic()"),
    ("#read(\"/etc/passwd\")", "#read(\"/etc/passwd\")"),
    ("$x^2$ _a_ *b* `c` <d> @e", "$x^2$ _a_ *b* `c` <d> @e"),
    (
        "= heading\n- item\n+ item\n/ term: x",
        "= heading\n- item\n+ item\n/ term: x",
    ),
    (
        r"\ \\ \u{41} \n // /* */ ~ -- --- ...",
        r"\ \\ \u{41} \n // /* */ ~ -- --- ...",
    ),
    ("#{ [\"] }) ]} '\"", "#{ [\"] }) ]} '\""),
    (
        "<script>&amp;</script> %PDF-1.7 endobj >> (",
        "<script>&amp;</script> %PDF-1.7 endobj >> (",
    ),
    (
        "José Muñoz, Ångström, Łódź, İstanbul",
        "José Muñoz, Ångström, Łódź, İstanbul",
    ),
    ("Ελένη Жанна", "Ελένη Жанна"),
    ("שלום", "שלום"),
    ("“quoted” – ½ × 3 € 5 °", "“quoted” – ½ × 3 € 5 °"),
    ("smile \u{1F600}\u{FE0F}!", "smile [U+1F600]!"),
    (
        "\u{1F469}\u{200D}\u{1F467} family",
        "[U+1F469 U+1F467] family",
    ),
    ("中文", "[U+4E2D U+6587]"),
    (
        "bell\u{7}nul\u{0}esc\u{1B}",
        "bell[U+0007]nul[U+0000]esc[U+001B]",
    ),
    ("over\u{202E}ride\u{202C}", "over[U+202E]ride"),
    ("\u{FEFF}bom soft\u{AD}hyphen", "bom softhyphen"),
    (
        "private \u{E000}\u{F8FF} \u{10FFFD}",
        "private [U+E000 U+F8FF] [U+10FFFD]",
    ),
    ("tags\u{E0041}\u{E0042}", "tags[U+E0041 U+E0042]"),
    (
        "noncharacter \u{FFFE} \u{FFFF}",
        "noncharacter [U+FFFE] [U+FFFF]",
    ),
    (
        "a\tb\u{A0}c\u{3000}d\u{2028}e\u{85}f\u{B}g",
        "a b c d e f g",
    ),
    ("\u{301}alone x \u{301}", "[U+0301]alone x [U+0301]"),
    ("fin office ffl", "fin office ffl"),
];

/// `text` in every field that takes text.
fn everywhere(text: &str) -> ReportCopy {
    let text = || text.to_owned();
    ReportCopy {
        department: Department {
            name: text(),
            address: text(),
            telephone: text(),
            website: Some(text()),
        },
        case_number: text(),
        tracking_number: text(),
        title: text(),
        submitted_at: text(),
        approved_at: text(),
        approved_by: text(),
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
        notices: vec![text()],
        ..sample()
    }
}

#[test]
fn every_hostile_text_comes_out_of_every_field() {
    // In each of the nineteen fields; the case number and the department's name once more in the
    // running lines.
    for (typed, printed) in TEXTS {
        let pdf = render(&everywhere(typed)).expect("a hostile text renders");
        let out = squeezed(&pdf);
        let count = out.matches(&squeeze(printed)).count();
        assert!(count >= 19, "{typed:?} came out {count} times in {out}");
    }
}

#[test]
fn all_hostile_texts_together_come_out_of_one_narrative() {
    let mut copy = sample();
    copy.narrative = TEXTS
        .iter()
        .map(|(typed, _)| *typed)
        .collect::<Vec<_>>()
        .join("\n\n");
    let out = squeezed(&render(&copy).expect("hostile texts render"));
    for (typed, printed) in TEXTS {
        assert!(out.contains(&squeeze(printed)), "{typed:?} is missing");
    }
    assert!(out.contains(&squeeze("printed as their Unicode numbers")));
}

#[test]
fn the_remark_on_replaced_characters_is_made_only_when_there_are_some() {
    let out = squeezed(&render(&sample()).expect("the sample renders"));
    assert!(!out.contains(&squeeze("printed as their Unicode numbers")));
}

#[test]
fn a_word_of_200_000_letters_is_printed_to_its_last_letter() {
    let mut copy = sample();
    copy.narrative = "ж".repeat(200_000);
    let out = squeezed(&render(&copy).expect("a long word renders"));
    assert_eq!(out.matches('ж').count(), 200_000);
}

#[test]
fn a_long_word_in_every_field_stays_on_the_paper() {
    let word = "W".repeat(500);
    let pdf = render(&everywhere(&word)).expect("long words render");
    let out = squeezed(&pdf);
    assert!(out.matches('W').count() >= 19 * 500, "letters are lost");
    for (left, right) in word_edges(&pdf) {
        assert!(
            left >= 70.0 && right <= 542.0,
            "a word from {left} to {right}"
        );
    }
}

#[test]
fn an_error_does_not_repeat_what_was_typed() {
    let mut copy = everywhere("canary-4711");
    copy.issued_at = copy
        .issued_at
        .replace_year(-1)
        .expect("a year time can tell");
    let error = render(&copy).expect_err("the date is refused");
    assert!(!format!("{error} {error:?}").contains("canary"));
}

/// Text of any kind, and text of the kinds that are hard to set.
fn any_text() -> impl Strategy<Value = String> {
    let hard = prop_oneof![
        any::<char>(),
        proptest::char::range('\u{0}', '\u{24F}'),
        proptest::char::range('\u{300}', '\u{36F}'),
        proptest::char::range('\u{370}', '\u{5FF}'),
        proptest::char::range('\u{600}', '\u{6FF}'),
        proptest::char::range('\u{2000}', '\u{206F}'),
        proptest::char::range('\u{FB00}', '\u{FEFF}'),
        Just('e'),
        Just(' '),
        Just('\n'),
    ];
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(hard, 0..120).prop_map(|chars| chars.into_iter().collect()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_in_any_field_renders(
        texts in proptest::collection::vec(any_text(), 20),
        rows in 0..4_usize,
    ) {
        let mut texts = texts.into_iter().cycle();
        let mut text = || texts.next().unwrap_or_default();
        let copy = ReportCopy {
            department: Department {
                name: text(),
                address: text(),
                telephone: text(),
                website: Some(text()),
            },
            case_number: text(),
            tracking_number: text(),
            title: text(),
            submitted_at: text(),
            approved_at: text(),
            approved_by: text(),
            sections: vec![Section {
                title: text(),
                rows: (0..rows).map(|_| Row { label: text(), value: text() }).collect(),
            }],
            narrative: text(),
            attachments: (0..rows)
                .map(|_| AttachmentLine { name: text(), sha256: text() })
                .collect(),
            verification: Verification {
                address: text(),
                code: text(),
                link: text(),
                fingerprint: text(),
            },
            notices: (0..rows).map(|_| text()).collect(),
            ..sample()
        };
        let pdf = render(&copy);
        prop_assert!(pdf.is_ok_and(|bytes| bytes.starts_with(b"%PDF-1.7")));
    }
}
