//! Passwords: which ones are good enough, how they are kept, and how one is compared.
//!
//! NIST SP 800-63B and FBI CJIS Security Policy IA-5(1): at least 8 characters, all of them allowed, none demanded;
//! not one that is known to be common, nor one that is made of what everybody knows of its owner.

use crate::state::State;
use crate::store::staff::StaffRow;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::collections::HashSet;
use std::sync::LazyLock;
use time::{Duration, OffsetDateTime};
use unicode_normalization::UnicodeNormalization;

const LEAST: usize = 8;
const MOST: usize = 128;

/// The 11,611 of zxcvbn's 30,000 most common passwords that have 8 characters or more, in small letters (the MIT
/// License, Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc.).
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/common-passwords.txt")
        .lines()
        .collect()
});

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error("the password needs 8 to 128 characters")]
    Length,
    #[error("this is one of the most common passwords")]
    Common,
    #[error("this password is made of names that everybody here knows")]
    Known,
    #[error("this is the password that is to be changed")]
    Same,
}

/// A password that may be chosen.
pub struct GoodPassword(String);

impl GoodPassword {
    /// `known` are the login, the name and the department.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub fn choose(typed: &str, known: &[&str]) -> Result<Self, PasswordError> {
        let password = normal(typed);
        if !(LEAST..=MOST).contains(&password.chars().count()) {
            return Err(PasswordError::Length);
        }
        let small = password.to_lowercase();
        // "Password2026!" is "password".
        let bare = small.trim_matches(|c: char| !c.is_alphabetic());
        if COMMON.contains(small.as_str()) || COMMON.contains(bare) {
            return Err(PasswordError::Common);
        }
        let mut rest = small.clone();
        for word in words(known) {
            rest = rest.replace(&word, "");
        }
        let own = rest.chars().filter(|c| !c.is_ascii_digit()).count();
        if rest != small && own < LEAST {
            return Err(PasswordError::Known);
        }
        Ok(Self(password))
    }

    /// For an account of this department.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub fn for_staff(state: &State, typed: &str, staff: &StaffRow) -> Result<Self, PasswordError> {
        let department = &state.settings.department;
        let known = [
            staff.login.as_str(),
            staff.name.as_str(),
            department.name.as_str(),
            department.town.as_str(),
        ];
        Self::choose(typed, &known)
    }

    /// As the change of another one.
    ///
    /// # Errors
    /// [`PasswordError::Same`].
    pub fn instead_of(self, typed: &str) -> Result<Self, PasswordError> {
        if self.0 == normal(typed) {
            Err(PasswordError::Same)
        } else {
            Ok(self)
        }
    }

    /// What is stored: Argon2id with 19 MiB and two passes (OWASP's first choice), a random salt in the string.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn hash(&self) -> Result<String, argon2::password_hash::Error> {
        hash(&self.0)
    }
}

/// The words of four letters and more: a password may well hold "of" or "al".
fn words(known: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = known
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= 4)
        .collect();
    // The longest first: "westporter" is not to leave "er".
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// The same letters are the same password, however a keyboard puts them together (SP 800-63B: NFKC).
fn normal(typed: &str) -> String {
    typed.nfkc().collect()
}

fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
}

/// A hash that nothing fits: an account that does not exist, or has no password, takes as long as another.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash("nobody has this password").ok());

/// Whether this is the password. One at a time: a flood of sign-ins must not take all the memory.
pub async fn fits(state: &State, typed: &str, staff: Option<&StaffRow>) -> bool {
    let Ok(_turn) = state.password_turns.acquire().await else {
        return false;
    };
    let stored = staff
        .and_then(|staff| staff.factors.as_ref())
        .map(|factors| factors.password_hash.clone());
    let known = stored.is_some();
    // More than can be one is not worth the time.
    let typed: String = normal(typed).chars().take(MOST + 1).collect();
    tokio::task::spawn_blocking(move || {
        let Some(hash) = stored.or_else(|| NOBODY.clone()) else {
            return false;
        };
        PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(typed.as_bytes(), &hash)
                .is_ok()
        })
    })
    .await
    .is_ok_and(|fits| fits && known)
}

/// Whether the password must be changed before anything else: it is older than the settings allow, or was found to be
/// no good.
#[must_use]
pub fn has_expired(state: &State, staff: &StaffRow, now: OffsetDateTime) -> bool {
    let days = state.settings.sign_in.password_days;
    match staff.password_at {
        Some(at) => days > 0 && now - at > Duration::days(i64::from(days)),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KNOWN: [&str; 3] = ["ahall", "Ana Hall", "Westport Police Department"];

    fn why(typed: &str) -> Option<PasswordError> {
        GoodPassword::choose(typed, &KNOWN).err()
    }

    #[test]
    fn a_common_password_is_refused_also_dressed_up() {
        for typed in [
            "password",
            "PassWord",
            "12345678",
            "Password2026!",
            "!!sunshine1",
        ] {
            assert_eq!(why(typed), Some(PasswordError::Common), "{typed}");
        }
        assert!(COMMON.len() > 11_000);
        assert!(COMMON.iter().all(|line| line.chars().count() >= LEAST));
    }

    #[test]
    fn a_password_made_of_login_name_and_department_is_refused() {
        for typed in [
            "ahall12345678",
            "AnaHall!!!",
            "westportpd2026",
            "Westport-Police-1",
            "hall4567 hall",
        ] {
            assert_eq!(why(typed), Some(PasswordError::Known), "{typed}");
        }
        assert_eq!(
            why("the hall clock struck nine"),
            None,
            "one word of several"
        );
    }

    #[test]
    fn a_password_is_the_same_however_its_letters_are_put_together() {
        let composed = GoodPassword::choose("caf\u{e9} at seven", &[]).expect("good");
        let decomposed = GoodPassword::choose("cafe\u{301} at seven", &[]).expect("good");
        assert_eq!(composed.0, decomposed.0);
    }

    proptest! {
        #[test]
        fn anything_of_8_to_128_characters_is_a_password_and_nothing_shorter_or_longer(
            letters in prop::collection::vec(any::<char>(), 0..140),
        ) {
            let typed: String = letters.into_iter().collect();
            let length = normal(&typed).chars().count();
            match why(&typed) {
                Some(PasswordError::Length) => prop_assert!(!(LEAST..=MOST).contains(&length)),
                _ => prop_assert!((LEAST..=MOST).contains(&length)),
            }
        }
    }
}
