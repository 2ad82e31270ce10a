//! Files that a filer sends with a report: what may be sent, under which name it is shown, why one is refused.
//!
//! The rules only. Reading a file's bytes, sealing and keeping them is the server's (`server/src/evidence/`).

mod kind;
mod name;

pub use kind::{Family, FileKind, claimed_family};
pub use name::{NAME_MAX, display_name, saved_name};

use crate::choices;

choices! {
    /// Why a file is not taken. Each has its sentence in `app/words/`.
    Refusal {
        Empty = "empty",
        TooLarge = "too_large",
        TooMany = "too_many",
        // Not one of the kinds of file that are taken, whatever its name says.
        UnknownType = "unknown_type",
        // The name says one family of files, the bytes another.
        NameLies = "name_lies",
        // A second file or a program hides in it.
        MixedContent = "mixed_content",
        // A picture that cannot be drawn.
        Damaged = "damaged",
        TooManyPixels = "too_many_pixels",
    }
}
