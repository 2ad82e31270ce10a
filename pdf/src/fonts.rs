//! The typefaces in the binary, loaded once, and which characters they draw.
//!
//! Two families: a serif for the document, and a fixed-width face for fingerprints which also
//! lends its Arabic, Armenian, Georgian and symbols to the rest. More families would widen what
//! is printed as typed; `visible.rs` takes care of the remainder.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontStyle};
use typst::utils::LazyHash;

use crate::RenderError;

/// The families by their order of preference. `copy.typ` names them in the same order.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// Code points above the supplementary multilingual plane are Han and tags: no family has them.
const TABLE_LEN: usize = 0x2_0000;

pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) faces: Vec<Font>,
    pub(crate) coverage: Coverage,
}

/// The fonts, or [`RenderError::Fonts`] if a family is not in the binary.
pub(crate) fn fonts() -> Result<&'static Fonts, RenderError> {
    static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(load);
    FONTS.as_ref().ok_or(RenderError::Fonts)
}

fn load() -> Option<Fonts> {
    // Regular, semibold and bold of each family; the template uses no italic.
    let faces: Vec<Font> = typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .filter(|font| {
            let info = font.info();
            FAMILIES.contains(&info.family.as_str()) && info.variant.style == FontStyle::Normal
        })
        .collect();
    let coverage = Coverage::of(&faces)?;
    Some(Fonts {
        book: LazyHash::new(FontBook::from_fonts(&faces)),
        faces,
        coverage,
    })
}

/// For each code point, the families that draw it in every weight. A character that only the
/// regular weight has would be missing in a heading.
pub(crate) struct Coverage(Vec<u8>);

impl Coverage {
    /// The bit of the first family.
    pub(crate) const FIRST: u8 = 1;

    fn of(faces: &[Font]) -> Option<Self> {
        let mut table = vec![0_u8; TABLE_LEN];
        for (bit, family) in FAMILIES.iter().enumerate() {
            let mut faces_of_family = faces.iter().filter(|font| font.info().family == *family);
            let first = faces_of_family.next()?;
            let others: Vec<&Font> = faces_of_family.collect();
            for code in first.info().coverage.iter() {
                if others.iter().all(|f| f.info().coverage.contains(code))
                    && let Some(entry) = usize::try_from(code).ok().and_then(|i| table.get_mut(i))
                {
                    *entry |= 1 << bit;
                }
            }
        }
        Some(Self(table))
    }

    /// A bit per family that draws `c`.
    pub(crate) fn families(&self, c: char) -> u8 {
        usize::try_from(u32::from(c))
            .ok()
            .and_then(|i| self.0.get(i).copied())
            .unwrap_or(0)
    }
}
