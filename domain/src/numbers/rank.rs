//! Percentiles by the nearest rank: the smallest value that at least so many of a hundred do not exceed. It is always a
//! value that has occurred, also of few, and a person can find it by counting along a list.

/// The percentile of values in ascending order; `None` of none. `percent` is 1 to 100.
#[must_use]
pub fn nearest_rank(sorted: &[u32], percent: u8) -> Option<u32> {
    let rank = (sorted.len() * usize::from(percent.min(100))).div_ceil(100);
    sorted.get(rank.max(1) - 1).copied()
}

/// How long something took, over many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waits {
    /// Of so many it is known.
    pub known: u64,
    /// In minutes.
    pub median: Option<u32>,
    /// In minutes: nine of ten took no longer.
    pub ninth: Option<u32>,
}

impl Waits {
    /// Of minutes in any order.
    #[must_use]
    pub fn of(mut minutes: Vec<u32>) -> Self {
        minutes.sort_unstable();
        Self {
            known: minutes.len() as u64,
            median: nearest_rank(&minutes, 50),
            ninth: nearest_rank(&minutes, 90),
        }
    }
}

/// Minutes as hours with one decimal, rounded half up.
#[must_use]
pub fn hours(minutes: u32) -> String {
    let tenths = (u64::from(minutes) + 3) / 6;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn worked_examples_of_the_nearest_rank() {
        // The example that textbooks give.
        let five = [15, 20, 35, 40, 50];
        for (percent, expected) in [(5, 15), (30, 20), (40, 20), (50, 35), (90, 50), (100, 50)] {
            assert_eq!(nearest_rank(&five, percent), Some(expected), "{percent}");
        }
        let ten = [3, 6, 7, 8, 8, 10, 13, 15, 16, 20];
        for (percent, expected) in [(25, 7), (50, 8), (75, 15), (90, 16), (100, 20)] {
            assert_eq!(nearest_rank(&ten, percent), Some(expected), "{percent}");
        }
        assert_eq!(nearest_rank(&[], 50), None);
        assert_eq!(nearest_rank(&[7], 1), Some(7));
    }

    proptest! {
        #[test]
        fn so_many_of_a_hundred_do_not_exceed_it_and_nothing_smaller_does_it(
            mut values in prop::collection::vec(0u32..200, 1..60),
            percent in 1u8..=100,
        ) {
            values.sort_unstable();
            let found = nearest_rank(&values, percent).expect("of some");
            let share = |limit: u32| values.iter().filter(|value| **value <= limit).count() * 100;
            let wanted = values.len() * usize::from(percent);
            prop_assert!(values.contains(&found));
            prop_assert!(share(found) >= wanted);
            if found > 0 {
                prop_assert!(share(found - 1) < wanted);
            }
        }
    }

    #[test]
    fn hours_are_rounded_to_a_tenth() {
        for (minutes, expected) in [
            (0, "0.0"),
            (2, "0.0"),
            (3, "0.1"),
            (60, "1.0"),
            (87, "1.5"),
            (1_440, "24.0"),
        ] {
            assert_eq!(hours(minutes), expected, "{minutes}");
        }
    }
}
