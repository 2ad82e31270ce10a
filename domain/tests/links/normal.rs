//! Two ways of writing the same give the same, and what identifies nothing gives nothing.

use domain::links::normal::{
    address, email, folded, graffiti, imei, neighbors, one_apart, plate, serial, state, telephone,
    vin, words,
};
use proptest::prelude::*;

#[test]
fn what_says_that_there_is_none_identifies_nothing() {
    for nothing in [
        "",
        "-",
        "unknown",
        "N/A",
        "None",
        "0000000000",
        "x",
        "don't know",
        "123456789",
    ] {
        assert_eq!(serial(nothing), None, "{nothing}");
        assert_eq!(plate(nothing).filter(|_| nothing != "x"), None, "{nothing}");
        assert_eq!(vin(nothing), None, "{nothing}");
    }
    assert_eq!(imei("000000000000000"), None);
    assert_eq!(imei("49015420323751"), Some("49015420323751".to_owned()));
    assert_eq!(imei("4901542032375A8"), None);
    assert_eq!(serial("abcde"), None, "five letters are a word");
    assert_eq!(graffiti("??"), None);
}

#[test]
fn an_imei_is_the_same_with_and_without_its_check_digit_and_with_a_software_version() {
    let expected = Some("49015420323751".to_owned());
    for written in ["490154203237518", "49-015420-323751-8", "4901542032375112"] {
        assert_eq!(imei(written), expected, "{written}");
    }
}

#[test]
fn a_telephone_number_is_found_beside_a_name() {
    let expected = Some("+12035550142".to_owned());
    for written in [
        "203 555 0142",
        "(203) 555-0142",
        "+1 203.555.0142",
        "1-203-555-0142",
        "SMITH J (203) 555-0142",
        "203 555 0142 Spam Risk",
    ] {
        assert_eq!(telephone(written), expected, "{written}");
    }
    assert_eq!(
        telephone("+44 20 7946 0018"),
        Some("+442079460018".to_owned())
    );
    for none in ["Unknown caller", "No Caller ID", "911", "12345"] {
        assert_eq!(telephone(none), None, "{none}");
    }
}

#[test]
fn an_address_is_one_with_a_house_number_and_a_state_is_its_letters() {
    assert_eq!(address("12 Main Street, Westport"), address("12 main st."));
    assert_eq!(address("12 North Compo Road"), address("12 N Compo Rd"));
    assert_eq!(address("Post Road"), None);
    assert_eq!(address("12"), None);
    assert_eq!(state("Conn."), Some("CT"));
    assert_eq!(state("new york"), Some("NY"));
    assert_eq!(state("Ruritania"), None);
    assert_eq!(
        email(" Ana+Shop@Example.org "),
        Some("ana@example.org".to_owned())
    );
    assert_eq!(email("nobody"), None);
}

#[test]
fn graffiti_is_the_same_in_figures_and_in_capitals_and_drawn_out() {
    for written in ["KAZE", "K A Z E", "k4z3", "kaaaze!", "K.A.Z.E"] {
        assert_eq!(
            graffiti(written)
                .as_deref()
                .map(|text| text.trim_end_matches('i')),
            Some("kaze"),
            "{written}"
        );
    }
    assert_eq!(words("KAZE was here"), ["kaze"]);
    assert!(words("hate this police").is_empty(), "on every wall");
}

/// A text with blanks, hyphens, other case, and O, 0, I and 1 for each other.
fn disguised() -> impl Strategy<Value = (String, String)> {
    let piece = ("[A-Z0-9]", any::<(bool, bool, bool)>());
    prop::collection::vec(piece, 5..18).prop_map(|pieces| {
        let (mut plain, mut other) = (String::new(), String::new());
        for (letter, (small, swapped, apart)) in pieces {
            plain.push_str(&letter);
            let letter = match (letter.as_str(), swapped) {
                ("O", true) => "0".to_owned(),
                ("0", true) => "O".to_owned(),
                ("I", true) => "1".to_owned(),
                ("1", true) => "I".to_owned(),
                _ => letter,
            };
            other.push_str(&if small { letter.to_lowercase() } else { letter });
            if apart {
                other.push_str(if small { " " } else { "-" });
            }
        }
        (plain, other)
    })
}

proptest! {
    #[test]
    fn case_blanks_hyphens_and_letters_that_look_alike_make_no_difference((plain, other) in disguised()) {
        prop_assert_eq!(folded(&plain), folded(&other));
        prop_assert_eq!(serial(&plain), serial(&other));
        prop_assert_eq!(plate(&plain), plate(&other));
        prop_assert_eq!(vin(&plain), vin(&other));
    }

    #[test]
    fn a_normal_form_is_that_of_itself(raw in "\\PC{0,60}") {
        for form in [serial, plate, vin, graffiti, address, telephone, email] {
            if let Some(normal) = form(&raw) {
                prop_assert_eq!(form(&normal), Some(normal.clone()), "{}", raw);
            }
        }
    }

    #[test]
    fn texts_that_differ_in_one_character_share_a_neighbor(
        text in "[a-z]{4,20}", place in any::<prop::sample::Index>(), letter in "[a-z]", how in 0..3u8,
    ) {
        let mut chars: Vec<char> = text.chars().collect();
        let at = place.index(chars.len());
        let letter = letter.chars().next().unwrap_or('a');
        match how {
            0 => chars[at] = letter,
            1 => { chars.remove(at); }
            _ => chars.insert(at, letter),
        }
        let other: String = chars.into_iter().collect();
        prop_assert!(one_apart(&text, &other));
        let (mine, theirs) = (neighbors(&text), neighbors(&other));
        if !theirs.is_empty() {
            prop_assert!(mine.iter().any(|near| theirs.contains(near)), "{} {}", text, other);
        }
    }

    #[test]
    fn whatever_is_typed_is_read_without_a_panic(raw in "\\PC{0,200}") {
        let _ = (words(&raw), neighbors(&raw), state(&raw), imei(&raw), domain::links::typed(&raw));
    }
}
