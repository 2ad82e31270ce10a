//! `server locate`, line by line.

use domain::jurisdiction::locate::locate_line;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::westport;

fn located(line: &str) -> Value {
    let line = locate_line(&westport(), line).expect("an answer");
    assert!(!line.contains('\n'));
    serde_json::from_str(&line).expect("JSON")
}

#[test]
fn a_place_in_town_is_one_json_line_with_its_keys_in_order() {
    assert_eq!(
        locate_line(&westport(), "41.14510,-73.35999").as_deref(),
        Some(r#"{"lat":41.1451,"lon":-73.35999,"verdict":"in_town","area":null,"near":null}"#)
    );
}

#[test]
fn an_excluded_place_names_its_area_and_a_doubtful_one_the_line() {
    assert_eq!(
        located("41.12046,-73.37395"),
        json!({"lat": 41.12046, "lon": -73.37395, "verdict": "excluded", "area": "i95", "near": "ramp"})
    );
    assert_eq!(located("41.1140,-73.3330")["area"], "sherwood_island");
    assert_eq!(located("41.16309,-73.38514")["area"], "merritt_parkway");
    assert_eq!(located("41.11994,-73.33223")["near"], "sherwood_island");
    assert_eq!(located("40.0,-73.0")["verdict"], "outside_town");
}

#[test]
fn spaces_carriage_returns_and_a_byte_order_mark_are_let_pass() {
    let want = located("41.1451,-73.35999");
    for line in [
        "  41.1451 , -73.35999 ",
        "41.1451,-73.35999\r\n",
        "\u{feff}41.1451,-73.35999",
        "\t41.14510,\t-73.359990\t",
    ] {
        assert_eq!(located(line), want, "{line:?}");
    }
}

#[test]
fn a_blank_line_and_a_header_give_nothing() {
    for line in [
        "",
        "   ",
        "\r\n",
        "lat,lon",
        "Lat, Lon\r\n",
        "latitude,longitude",
        "\u{feff}lat,lon",
    ] {
        assert_eq!(locate_line(&westport(), line), None, "{line:?}");
    }
}

#[test]
fn a_bad_line_gives_an_error_and_itself() {
    for line in [
        "nonsense",
        "41.1",
        ",",
        "41.1,",
        ",-73.3",
        "41.1,-73.3,7",
        "41.1;-73.3",
        "41,1,-73,3",
        "NaN,NaN",
        "inf,-73.3",
        "91,-73.3",
        "41.1,-181",
        "1e999,0",
        "0x29,1",
        "lat,-73.3",
        "\0,\0",
        "41.1\u{2212},-73.3",
        "\"41.1\",\"-73.3\"",
        "{\"lat\":41}",
        "--41,-73",
    ] {
        let answer = located(line);
        assert!(answer["error"].is_string(), "{line:?} {answer}");
        assert_eq!(answer["line"], line.trim(), "{line:?}");
        assert!(answer.get("verdict").is_none());
    }
}

#[test]
fn a_long_bad_line_comes_back_cut_between_characters() {
    let answer = located(&"é".repeat(1_000_000));
    assert_eq!(answer["line"], "é".repeat(80));
}

proptest! {
    #[test]
    fn no_line_makes_it_panic_and_every_answer_is_json(line in "\\PC{0,40}|[0-9.,e+-]{0,24}") {
        if let Some(answer) = locate_line(&westport(), &line) {
            let answer: Value = serde_json::from_str(&answer).expect("JSON");
            prop_assert!(answer.get("error").is_some() != answer.get("verdict").is_some());
        }
    }
}
