//! Tables for a spreadsheet (CSV). No cell is a formula.

use std::borrow::Cow;

/// One line. `None` never happens: writing to memory does not fail.
#[must_use]
pub fn line<'a>(cells: impl IntoIterator<Item = Cow<'a, str>>) -> Option<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let cells = cells.into_iter().map(|cell| harmless(&cell).into_owned());
    csv.write_record(cells).ok()?;
    csv.into_inner().ok()
}

/// A cell that begins like a formula is one to a spreadsheet: an apostrophe makes it text.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\0=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("2001:db8::1"), "2001:db8::1");
    }
}
