//! Makes any string printable without changing what it says.
//!
//! PDF/UA-1 forbids the `.notdef` glyph and glyphs without a code point, so one emoji that no
//! embedded font can draw would stop the whole copy. Here every code point meets one of four
//! fates, before the typesetter sees it:
//!
//! 1. **Printed as it is**, if one embedded family draws it (and, for a combining mark, if that
//!    same family also draws the letter below it: fonts change between letters, not inside one).
//! 2. **Printed as its number**, `[U+1F600]`, neighbours sharing a bracket: characters no family
//!    draws, control characters, private-use characters, and the directional overrides that
//!    could make a line read as what it does not say.
//! 3. **Left out**, if it prints nothing by definition: joiners, variation selectors, byte order
//!    marks, soft hyphens, directional marks. U+FEFF in a glyph's text alone would fail PDF/UA-1.
//! 4. **White space**: every kind of line break is one line break, a tab is four spaces.
//!
//! Cutting a text into lines and paragraphs belongs to `prose.rs`.

use std::fmt::Write as _;

use typst::text::is_default_ignorable;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

use crate::fonts::Coverage;

/// The most combining marks printed on one letter. Living languages stay below (Vietnamese 2,
/// pointed Hebrew 3); more is decoration that would be set over the neighbouring lines, and it is
/// printed by number.
const MAX_MARKS: u8 = 4;

/// How much of the fonts' repertoire is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repertoire {
    /// Whatever the embedded families draw.
    Full,
    /// Letters that need no shaping: Latin without combining marks and general punctuation.
    /// The second attempt, should the typesetter refuse a text in the first.
    Plain,
}

/// Turns strings into printable strings, and remembers whether a number had to stand in.
pub(crate) struct Filter<'a> {
    coverage: &'a Coverage,
    repertoire: Repertoire,
    replaced: bool,
}

impl<'a> Filter<'a> {
    pub(crate) fn new(coverage: &'a Coverage, repertoire: Repertoire) -> Self {
        Self {
            coverage,
            repertoire,
            replaced: false,
        }
    }

    /// Whether any character so far is printed by its number.
    pub(crate) fn replaced(&self) -> bool {
        self.replaced
    }

    /// The printable form of `text`. Its only control character is `\n`.
    pub(crate) fn printable(&mut self, text: &str) -> String {
        let mut out = Printable::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                ' '..='~' => out.letter(c, self.coverage.families(c)),
                '\r' => {
                    chars.next_if_eq(&'\n');
                    out.space("\n");
                }
                '\n' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.space("\n"),
                '\t' => out.space("    "),
                _ if prints_nothing(c) => {}
                _ if c.is_whitespace() => self.other_space(c, &mut out),
                _ => self.other(c, &mut out),
            }
        }
        out.close_number();
        self.replaced |= out.numbered;
        out.text
    }

    fn other_space(&self, c: char, out: &mut Printable) {
        // The first family only: a no-break space or a thin space in the fallback's fixed width
        // would tear a hole into the line.
        if self.coverage.families(c) & Coverage::FIRST != 0 {
            out.space(c.encode_utf8(&mut [0; 4]));
        } else {
            out.space(" ");
        }
    }

    fn other(&self, c: char, out: &mut Printable) {
        let families = match self.repertoire {
            Repertoire::Plain if !is_plain(c) => 0,
            Repertoire::Full | Repertoire::Plain => self.coverage.families(c),
        };
        match c.general_category() {
            GeneralCategory::NonspacingMark
            | GeneralCategory::SpacingMark
            | GeneralCategory::EnclosingMark => out.mark(c, families),
            GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned => out.number(c),
            _ if families == 0 => out.number(c),
            _ => out.letter(c, families),
        }
    }
}

/// A printable string while it grows.
struct Printable {
    text: String,
    /// The families that draw the letter a mark would sit on, and its marks so far.
    under_mark: Option<(u8, u8)>,
    in_number: bool,
    numbered: bool,
}

impl Printable {
    fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            under_mark: None,
            in_number: false,
            numbered: false,
        }
    }

    fn letter(&mut self, c: char, families: u8) {
        self.close_number();
        self.text.push(c);
        self.under_mark = (c != ' ').then_some((families, 0));
    }

    fn space(&mut self, space: &str) {
        self.close_number();
        self.text.push_str(space);
        self.under_mark = None;
    }

    fn mark(&mut self, c: char, families: u8) {
        match self.under_mark {
            Some((below, count)) if below & families != 0 && count < MAX_MARKS => {
                self.text.push(c);
                self.under_mark = Some((below & families, count + 1));
            }
            _ => self.number(c),
        }
    }

    fn number(&mut self, c: char) {
        self.text.push_str(if self.in_number { " " } else { "[" });
        // Writing to a String does not fail.
        let _ = write!(self.text, "U+{:04X}", u32::from(c));
        self.in_number = true;
        self.numbered = true;
        self.under_mark = None;
    }

    fn close_number(&mut self) {
        if self.in_number {
            self.text.push(']');
            self.in_number = false;
        }
    }
}

/// Characters without a picture of their own, which a faithful print leaves out. Not among them,
/// though Unicode calls them ignorable: overrides (they reverse what is read), tag characters
/// (they hide a message) and fillers (they stand for a blank).
fn prints_nothing(c: char) -> bool {
    is_default_ignorable(c)
        && !matches!(
            c,
            '\u{202D}' | '\u{202E}' | '\u{E0000}'
                ..='\u{E007F}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}'
        )
}

fn is_plain(c: char) -> bool {
    matches!(c, '\u{A1}'..='\u{17F}' | '\u{2010}'..='\u{2026}' | '\u{20AC}' | '\u{2122}')
}

/// Whether `c` sits on the character before it, so that no line may break between them.
pub(crate) fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            c.general_category(),
            GeneralCategory::NonspacingMark
                | GeneralCategory::SpacingMark
                | GeneralCategory::EnclosingMark
        )
}
