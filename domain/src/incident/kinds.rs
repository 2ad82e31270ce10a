//! Some of the kinds.

use super::Kind;
use crate::field::Choice;

/// A set of kinds: small enough to be copied with the rules of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u8);

// One bit a kind.
const _: () = assert!(Kind::ALL.len() <= 8);

impl Kinds {
    pub const NONE: Self = Self(0);

    const fn bit(kind: Kind) -> u8 {
        1 << kind as u8
    }

    #[must_use]
    pub const fn with(self, kind: Kind) -> Self {
        Self(self.0 | Self::bit(kind))
    }

    #[must_use]
    pub const fn contains(self, kind: Kind) -> bool {
        self.0 & Self::bit(kind) != 0
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        assert!(Kind::ALL.iter().all(|kind| !Kinds::NONE.contains(*kind)));
        for kind in Kind::ALL {
            let one: Kinds = [*kind].into_iter().collect();
            for other in Kind::ALL {
                assert_eq!(one.contains(*other), other == kind);
            }
        }
        let all: Kinds = Kind::ALL.iter().copied().collect();
        assert!(Kind::ALL.iter().all(|kind| all.contains(*kind)));
    }
}
