//! Weeks by ISO 8601: from Monday to Sunday; a week belongs to the year of its Thursday. A week is made of days, never of
//! hours: the days when the clocks change are days like others.

use std::fmt;
use time::{Date, Duration};

/// A week, by its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week(Date);

impl Week {
    /// The week of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        let past = i64::from(day.weekday().number_days_from_monday());
        Self(day.saturating_sub(Duration::days(past)))
    }

    #[must_use]
    pub const fn monday(self) -> Date {
        self.0
    }

    #[must_use]
    pub fn sunday(self) -> Date {
        self.0.saturating_add(Duration::days(6))
    }

    /// So many weeks earlier.
    #[must_use]
    pub fn before(self, weeks: i64) -> Self {
        Self(self.0.saturating_sub(Duration::weeks(weeks)))
    }

    /// The weeks from this one to that of another day, without a gap.
    pub fn until(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |week| {
            week.0.checked_add(Duration::WEEK).map(Self)
        })
        .take_while(move |week| *week <= last)
    }
}

/// `2026-W47`.
impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, week, _) = self.0.to_iso_week_date();
        write!(f, "{year}-W{week:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn weeks_begin_on_monday_and_belong_to_the_year_of_their_thursday() {
        for (day, name, monday) in [
            (date!(2026 - 11 - 26), "2026-W48", date!(2026 - 11 - 23)),
            (date!(2026 - 11 - 29), "2026-W48", date!(2026 - 11 - 23)),
            (date!(2026 - 11 - 30), "2026-W49", date!(2026 - 11 - 30)),
            (date!(2027 - 01 - 03), "2026-W53", date!(2026 - 12 - 28)),
            (date!(2024 - 12 - 30), "2025-W01", date!(2024 - 12 - 30)),
            // The Sundays on which the clocks change.
            (date!(2026 - 03 - 08), "2026-W10", date!(2026 - 03 - 02)),
            (date!(2026 - 11 - 01), "2026-W44", date!(2026 - 10 - 26)),
        ] {
            let week = Week::of(day);
            assert_eq!((week.to_string().as_str(), week.monday()), (name, monday));
            assert!((week.monday()..=week.sunday()).contains(&day));
        }
    }

    #[test]
    fn a_series_of_weeks_has_no_gap_and_both_ends() {
        let of = |first, last| Week::of(first).until(Week::of(last)).collect::<Vec<_>>();
        let year = of(date!(2026 - 01 - 01), date!(2026 - 12 - 31));
        assert_eq!(year.len(), 53);
        assert!(year.windows(2).all(|two| two[0] == two[1].before(1)));
        assert_eq!(of(date!(2026 - 11 - 26), date!(2026 - 11 - 26)).len(), 1);
        assert_eq!(of(date!(2026 - 11 - 26), date!(2026 - 11 - 19)), []);
    }
}
