//! What a report can be found by at the desk: its names, plates, serial numbers, telephone numbers and e-mail addresses,
//! each written in one way, whatever the filer's way was. What is looked for is written in the same way, so that finding
//! is comparing for equality.

use crate::answers::RawAnswers;
use crate::incident::common;
use crate::incident::{harassing_calls, property, vehicle};
use crate::number::{CaseNumber, TrackingNumber};
use std::collections::BTreeSet;

/// Shorter than this is found in too many reports.
const LEAST: usize = 2;
/// A local number, without its area code.
const LOCAL: usize = 7;

/// What a member of the staff looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub tracking: Option<TrackingNumber>,
    pub case: Option<CaseNumber>,
    /// Any of these.
    pub tokens: BTreeSet<String>,
}

impl Wanted {
    /// Everything that the text can mean. Empty: nothing that could be found.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let mut tokens = BTreeSet::new();
        put(&mut tokens, 'p', compact(text));
        put(&mut tokens, 's', compact(text));
        // Who types the area code means it.
        tokens.extend(phones(text).into_iter().next());
        if text.contains('@') {
            put(&mut tokens, 'e', text.to_lowercase());
        }
        let words = words(text);
        match words.as_slice() {
            [] => {}
            [one] => put(&mut tokens, 'n', one.clone()),
            [first, .., last] => {
                put(&mut tokens, 'n', format!("{first} {last}"));
                put(&mut tokens, 'n', format!("{last} {first}"));
            }
        }
        Self {
            tracking: text.parse().ok(),
            case: text.parse().ok(),
            tokens,
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tracking.is_none() && self.case.is_none() && self.tokens.is_empty()
    }
}

/// What the report with these answers is found by.
#[must_use]
pub fn tokens(answers: &RawAnswers) -> BTreeSet<String> {
    let mut tokens = BTreeSet::new();
    for (key, value) in answers.iter() {
        let field = key.rsplit('.').next().unwrap_or(key);
        if field == vehicle::PLATE.spec.key {
            put(&mut tokens, 'p', compact(value));
        } else if [
            vehicle::VIN.spec.key,
            property::SERIAL.spec.key,
            property::IMEI.spec.key,
        ]
        .contains(&field)
        {
            put(&mut tokens, 's', compact(value));
        } else if PHONES.contains(&field) {
            tokens.extend(phones(value));
        } else if field == common::EMAIL.spec.key {
            put(&mut tokens, 'e', value.trim().to_lowercase());
        } else if field == common::BUSINESS_NAME.spec.key {
            names(&mut tokens, value);
        }
    }
    let name = [
        common::FIRST_NAME.spec.key,
        common::MIDDLE_NAME.spec.key,
        common::LAST_NAME.spec.key,
    ];
    names(&mut tokens, &name.map(|key| answers.get(key)).join(" "));
    tokens
}

const PHONES: [&str; 5] = [
    common::PHONE.spec.key,
    common::OTHER_PHONE.spec.key,
    common::WITNESS_CONTACT.spec.key,
    harassing_calls::NUMBER_CALLED.spec.key,
    harassing_calls::SHOWN.spec.key,
];

/// Every word, and the first with the last.
fn names(tokens: &mut BTreeSet<String>, name: &str) {
    let words = words(name);
    for word in &words {
        put(tokens, 'n', word.clone());
    }
    if let [first, .., last] = words.as_slice() {
        put(tokens, 'n', format!("{first} {last}"));
    }
}

/// A letter before it says what it is, so that a plate is not taken for a name.
fn put(tokens: &mut BTreeSet<String>, what: char, value: String) {
    // An index has room for 80 characters of a name that goes on and on.
    let value: String = value.chars().take(80).collect();
    if value.chars().count() >= LEAST {
        tokens.insert(format!("{what}:{value}"));
    }
}

/// Words in small letters without accents; what stands between them does not count.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| {
            let letters = word.chars().filter(|c| c.is_alphanumeric());
            letters
                .flat_map(char::to_lowercase)
                .map(plain)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Letters and digits in capitals.
fn compact(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The digits of a number, and then the seven without the area code: of a text that is a number and nothing else.
fn phones(text: &str) -> Vec<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if text.chars().any(char::is_alphabetic) || digits.len() < LOCAL {
        return Vec::new();
    }
    let national = match digits.strip_prefix('1') {
        Some(rest) if digits.len() == 11 => rest,
        Some(_) | None => &digits,
    };
    let local = format!("d:{}", &national[national.len() - LOCAL..]);
    if national.len() == LOCAL {
        return vec![local];
    }
    vec![format!("d:{national}"), local]
}

/// The letters that names of this part of the world are written with.
fn plain(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ú' | 'ù' | 'û' | 'ü' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answers(pairs: &[(&str, &str)]) -> RawAnswers {
        pairs.iter().copied().collect()
    }

    fn finds(pairs: &[(&str, &str)], text: &str) -> bool {
        let there = tokens(&answers(pairs));
        Wanted::read(text)
            .tokens
            .iter()
            .any(|token| there.contains(token))
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let ana = [("first_name", "Ána María"), ("last_name", "O'Neill-Peña")];
        for text in [
            "ana",
            "PENA",
            "Peña",
            "oneill",
            "ana pena",
            "Peña, Ana",
            "ANA x PENA",
        ] {
            assert!(finds(&ana, text), "{text}");
        }
        for text in ["an", "ana lopez", "pen", ""] {
            assert!(!finds(&ana, text), "{text}");
        }
    }

    #[test]
    fn plates_serials_telephones_and_addresses_are_found() {
        let report = [
            ("vehicles.0.plate", "ab-12 345"),
            ("vehicles.0.vin", "1M8GDM9AXKP042788"),
            ("items.1.item_serial", "sn 00/77"),
            ("phone", "(203) 555-0142"),
            ("calls.0.number_shown", "+1 475 555 0107"),
            ("email", "Ana@Example.com"),
        ];
        for text in [
            "AB12345",
            "ab 12345",
            "1m8gdm9axkp042788",
            "SN0077",
            "2035550142",
            "203-555-0142",
            "+1 (203) 555 0142",
            "555-0142",
            "4755550107",
            "ana@example.com",
        ] {
            assert!(finds(&report, text), "{text}");
        }
        for text in ["AB1234", "212 555 0142", "555-0199", "example.com"] {
            assert!(!finds(&report, text), "{text}");
        }
    }

    #[test]
    fn numbers_of_ours_are_read_and_a_plate_is_no_name() {
        let tracking = TrackingNumber::from_random(|| 7);
        assert_eq!(Wanted::read(&tracking.to_string()).tracking, Some(tracking));
        assert!(Wanted::read("wp26-000123").case.is_some());
        assert!(!finds(&[("first_name", "Abel")], "p:abel"));
        assert!(!finds(&[("vehicles.0.plate", "ANA")], "p ana x"));
        assert!(Wanted::read(" - ").is_empty());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,200}") {
            let _ = Wanted::read(&text);
            let _ = tokens(&answers(&[("phone", &text), ("last_name", &text)]));
        }
    }
}
