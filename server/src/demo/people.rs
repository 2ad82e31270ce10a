//! People who are nobody: family names that say so, numbers of the exchange kept for fiction (555-01xx), addresses at
//! example.com (RFC 2606), streets that no town has.

use super::dice::Dice;

/// A person of the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub first: &'static str,
    pub last: &'static str,
    pub phone: String,
    pub email: String,
    pub street: String,
    /// `M/D/YYYY`.
    pub born: String,
}

const FIRST: &[&str] = &[
    "Ada", "Ben", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Ines", "Jamal", "Karin",
    "Luis", "Mei", "Nadia", "Omar", "Priya", "Quinn", "Rosa", "Sven", "Tess", "Umar", "Vera",
    "Will", "Ximena", "Yael", "Zoltan", "Anita", "Boris", "Chloe", "Diego",
];

const LAST: &[&str] = &[
    "Sampleton",
    "Testerman",
    "Mockford",
    "Exampleby",
    "Fakenham",
    "Placeholder",
    "Nonesuch",
    "Demoski",
    "Inventado",
    "Makebelieve",
    "Fablewood",
    "Storyvale",
    "Imaginelli",
    "Pretendergast",
    "Fictitz",
    "Dummett-Sample",
    "Anyperson",
    "Noname",
    "Ejemplo",
    "Pseudonymov",
];

const STREETS: &[&str] = &[
    "Example Street",
    "Sample Lane",
    "Fiction Road",
    "Placeholder Drive",
    "Nowhere Court",
    "Demo Terrace",
];

/// A number that never rings anywhere. Each area has a hundred of them: from all areas, or strangers would share theirs
/// and everything would belong together.
pub fn phone(dice: &mut Dice) -> String {
    let area = match (dice.between(2, 9), dice.between(0, 8), dice.below(10)) {
        // 211 to 911 are services.
        (first, 1, 1) => format!("{first}12"),
        (first, second, third) => format!("{first}{second}{third}"),
    };
    format!("{area} 555 01{:02}", dice.below(100))
}

pub fn person(dice: &mut Dice, year: i32) -> Person {
    let (first, last) = (dice.pick(FIRST), dice.pick(LAST));
    let mailbox = last.to_lowercase().replace('-', ".");
    Person {
        first,
        last,
        phone: phone(dice),
        email: format!(
            "{}.{mailbox}{}@example.com",
            first.to_lowercase(),
            dice.below(90) + 10
        ),
        street: format!("{} {}", dice.between(1, 99), dice.pick(STREETS)),
        born: format!(
            "{}/{}/{}",
            dice.between(1, 12),
            dice.between(1, 28),
            i64::from(year) - dice.between(19, 86)
        ),
    }
}

/// The name of somebody else who has to do with it.
pub fn name(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(FIRST), dice.pick(LAST))
}
