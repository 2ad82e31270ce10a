//! Normal forms: two ways of writing the same number give the same text. `None` is what identifies nothing.

use crate::field::{Answer, FieldKind, ParseContext, Phone};
use time::Date;

/// The longest form that is kept, in characters. A field takes 80 at most; an officer's file may hold anything.
const LONGEST: usize = 80;

/// What people write where there is no number.
const NOTHING: [&str; 14] = [
    "UNKNOWN",
    "UNK",
    "NONE",
    "NA",
    "NOTKNOWN",
    "NOTAVAILABLE",
    "NOTAPPLICABLE",
    "NOPLATE",
    "NOSERIAL",
    "TEMP",
    "TEMPORARY",
    "DONTKNOW",
    "12345678",
    "123456789",
];

/// Letters and digits alone, in capitals.
#[must_use]
pub fn compact(raw: &str) -> String {
    raw.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .take(LONGEST)
        .collect()
}

/// As [`compact`], and what a reader takes for each other is one: O and 0, I and 1.
#[must_use]
pub fn folded(raw: &str) -> String {
    compact(raw)
        .chars()
        .map(|c| match c {
            'O' => '0',
            'I' => '1',
            other => other,
        })
        .collect()
}

/// Whether a folded text says that there is none, or is one character over and over.
fn says_nothing(text: &str) -> bool {
    let first = text.chars().next();
    text.chars().all(|c| Some(c) == first) || NOTHING.iter().any(|nothing| folded(nothing) == text)
}

/// A licence plate of two to eight characters.
#[must_use]
pub fn plate(raw: &str) -> Option<String> {
    let plate = folded(raw);
    ((2..=8).contains(&plate.len()) && !says_nothing(&plate)).then_some(plate)
}

/// A vehicle identification number: 17 characters, or 8 to 16 of a vehicle older than 1981. It has no I, O or Q
/// (49 CFR 565.13), so whoever wrote one meant 1 or 0.
#[must_use]
pub fn vin(raw: &str) -> Option<String> {
    let vin = folded(raw).replace('Q', "0");
    let fits = (8..=17).contains(&vin.len()) && vin.bytes().any(|b| b.is_ascii_digit());
    (fits && !says_nothing(&vin)).then_some(vin)
}

/// An IMEI: its first 14 digits. The 15th is computed from them, and an IMEISV has two others in its place
/// (3GPP TS 23.003).
#[must_use]
pub fn imei(raw: &str) -> Option<String> {
    let imei = compact(raw);
    let fits = (14..=16).contains(&imei.len()) && imei.bytes().all(|b| b.is_ascii_digit());
    (fits && !says_nothing(&imei)).then(|| imei[..14].to_owned())
}

/// A serial number, or what an owner engraved: six characters at least, since shorter ones are many things'.
#[must_use]
pub fn serial(raw: &str) -> Option<String> {
    let serial = folded(raw);
    (serial.len() >= 6 && !says_nothing(&serial)).then_some(serial)
}

/// A telephone number in E.164 form, also one with a name before or behind it.
#[must_use]
pub fn telephone(raw: &str) -> Option<String> {
    let context = ParseContext {
        today: Date::MIN,
        kind: FieldKind::Phone,
    };
    let read = |text: &str| Phone::parse(text, context).ok();
    let within = || {
        let start = raw.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')?;
        let end = raw.rfind(|c: char| c.is_ascii_digit())?;
        raw.get(start..=end).and_then(read)
    };
    read(raw)
        .or_else(within)
        .map(|phone| phone.e164().to_owned())
}

/// An e-mail address in small letters, without what some add behind a plus sign.
#[must_use]
pub fn email(raw: &str) -> Option<String> {
    let email = raw.trim().to_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or(local);
    let fits = !local.is_empty() && domain.contains('.') && email.len() <= 254;
    fits.then(|| format!("{local}@{domain}"))
}

/// Words on a wall: small letters without blanks and marks; figures that stand for letters are those letters; a
/// letter drawn out is one. Three characters at least.
#[must_use]
pub fn graffiti(raw: &str) -> Option<String> {
    let mut text = String::new();
    for c in raw.chars().flat_map(char::to_lowercase) {
        let c = match c {
            '0' => 'o',
            '1' | '!' | '|' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        };
        if c.is_alphanumeric() && !text.ends_with(c) {
            text.push(c);
        }
        if text.len() >= LONGEST * 4 {
            break;
        }
    }
    (text.chars().count() >= 3).then_some(text)
}

/// The longest text of which neighbors are looked for: a tag is short, and each of its characters is a look-up.
const LONGEST_TAG: usize = 20;

/// A text with each of its characters left out in turn, and itself: two texts that differ in one character share one
/// of these. Empty for a text that is too short or too long to be a tag.
#[must_use]
pub fn neighbors(normal: &str) -> Vec<String> {
    let chars: Vec<char> = normal.chars().collect();
    if !(4..=LONGEST_TAG).contains(&chars.len()) {
        return Vec::new();
    }
    let mut near: Vec<String> = (0..chars.len())
        .map(|left| {
            let kept = chars.iter().enumerate().filter(|(place, _)| *place != left);
            kept.map(|(_, c)| *c).collect()
        })
        .chain([normal.to_owned()])
        .collect();
    near.sort();
    near.dedup();
    near
}

/// Whether two texts differ in one character at most: changed, left out or added.
#[must_use]
pub fn one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => short[same..].iter().skip(1).eq(long[same..].iter().skip(1)),
        1 => short[same..].iter().eq(long[same..].iter().skip(1)),
        _ => false,
    }
}

/// Words that are on many walls, in their normal form.
const COMMON_WORDS: [&str; 16] = [
    "been", "from", "fuck", "hate", "have", "here", "love", "police", "shit", "suck", "that",
    "there", "this", "were", "with", "your",
];

/// The most words of one text that are looked up.
const MOST_WORDS: usize = 12;

/// The words of four characters and more that may be a name, in their normal form; none of a text of one word.
#[must_use]
pub fn words(raw: &str) -> Vec<String> {
    if raw.split_whitespace().nth(1).is_none() {
        return graffiti(raw)
            .into_iter()
            .filter(|word| is_word(word))
            .collect();
    }
    let mut words: Vec<String> = raw
        .split_whitespace()
        .filter_map(graffiti)
        .filter(|word| is_word(word))
        .collect();
    words.sort();
    words.dedup();
    words.truncate(MOST_WORDS);
    words
}

fn is_word(word: &str) -> bool {
    word.chars().count() >= 4 && !COMMON_WORDS.contains(&word)
}

/// The words of addresses that have a short form.
const SHORT: [(&str, &str); 16] = [
    ("STREET", "ST"),
    ("ROAD", "RD"),
    ("AVENUE", "AVE"),
    ("DRIVE", "DR"),
    ("LANE", "LN"),
    ("COURT", "CT"),
    ("PLACE", "PL"),
    ("BOULEVARD", "BLVD"),
    ("TERRACE", "TER"),
    ("CIRCLE", "CIR"),
    ("HIGHWAY", "HWY"),
    ("NORTH", "N"),
    ("SOUTH", "S"),
    ("EAST", "E"),
    ("WEST", "W"),
    ("SAINT", "ST"),
];

/// An address with a house number. A street alone is no place: the Post Road is miles long.
#[must_use]
pub fn address(raw: &str) -> Option<String> {
    let street = raw.split(',').next().unwrap_or(raw).to_uppercase();
    let words: Vec<&str> = street
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let short = SHORT.iter().find(|(long, _)| *long == word);
            short.map_or(word, |(_, short)| *short)
        })
        .collect();
    let numbered = words.first()?.starts_with(|c: char| c.is_ascii_digit());
    (numbered && words.len() >= 2).then(|| {
        words
            .join(" ")
            .chars()
            .take(LONGEST)
            .collect::<String>()
            .trim_end()
            .to_owned()
    })
}

/// A state as its two letters; `None` for what is none.
#[must_use]
pub fn state(raw: &str) -> Option<&'static str> {
    let letters: String = raw
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let short = |(code, name): &&(&'static str, &'static str)| *code == letters || *name == letters;
    STATES.iter().find(short).map(|(code, _)| *code)
}

/// The states whose plates are met here, with their other usual spellings.
const STATES: [(&str, &str); 56] = [
    ("AL", "ALABAMA"),
    ("AK", "ALASKA"),
    ("AZ", "ARIZONA"),
    ("AR", "ARKANSAS"),
    ("CA", "CALIFORNIA"),
    ("CO", "COLORADO"),
    ("CT", "CONNECTICUT"),
    ("CT", "CONN"),
    ("DE", "DELAWARE"),
    ("DC", "DISTRICTOFCOLUMBIA"),
    ("FL", "FLORIDA"),
    ("GA", "GEORGIA"),
    ("HI", "HAWAII"),
    ("ID", "IDAHO"),
    ("IL", "ILLINOIS"),
    ("IN", "INDIANA"),
    ("IA", "IOWA"),
    ("KS", "KANSAS"),
    ("KY", "KENTUCKY"),
    ("LA", "LOUISIANA"),
    ("ME", "MAINE"),
    ("MD", "MARYLAND"),
    ("MA", "MASSACHUSETTS"),
    ("MA", "MASS"),
    ("MI", "MICHIGAN"),
    ("MN", "MINNESOTA"),
    ("MS", "MISSISSIPPI"),
    ("MO", "MISSOURI"),
    ("MT", "MONTANA"),
    ("NE", "NEBRASKA"),
    ("NV", "NEVADA"),
    ("NH", "NEWHAMPSHIRE"),
    ("NJ", "NEWJERSEY"),
    ("NM", "NEWMEXICO"),
    ("NY", "NEWYORK"),
    ("NY", "NEWYORKSTATE"),
    ("NC", "NORTHCAROLINA"),
    ("ND", "NORTHDAKOTA"),
    ("OH", "OHIO"),
    ("OK", "OKLAHOMA"),
    ("OR", "OREGON"),
    ("PA", "PENNSYLVANIA"),
    ("PA", "PENN"),
    ("RI", "RHODEISLAND"),
    ("SC", "SOUTHCAROLINA"),
    ("SD", "SOUTHDAKOTA"),
    ("TN", "TENNESSEE"),
    ("TX", "TEXAS"),
    ("UT", "UTAH"),
    ("VT", "VERMONT"),
    ("VA", "VIRGINIA"),
    ("WA", "WASHINGTON"),
    ("WV", "WESTVIRGINIA"),
    ("WI", "WISCONSIN"),
    ("WY", "WYOMING"),
    ("PR", "PUERTORICO"),
];
