//! The days that the numbers are over.

use super::week::Week;
use crate::nibrs::values::YearMonth;
use time::{Date, Duration, Month};

/// Both days belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
}

/// The most days of a period: two years, one of them a leap year.
pub const MOST_DAYS: i64 = 731;
/// Weeks of a period that nobody has chosen: this one and those before.
const WEEKS: i64 = 12;

impl Period {
    /// What an address asks for: days (`2026-11-01`) or whole months (`2026-11`). What is neither is the last twelve
    /// weeks. Days to come are left out, and of more than two years the last two are taken.
    #[must_use]
    pub fn asked(from: &str, to: &str, today: Date) -> Self {
        let to = day(to, |(_, last)| last).map_or(today, |to| to.min(today));
        let from = day(from, |(first, _)| first)
            .unwrap_or_else(|| Week::of(to).before(WEEKS - 1).monday());
        let earliest = to.saturating_sub(Duration::days(MOST_DAYS - 1));
        Self {
            from: from.clamp(earliest, to),
            to,
        }
    }

    /// Every week that has a day of it.
    pub fn weeks(self) -> impl Iterator<Item = Week> {
        Week::of(self.from).until(Week::of(self.to))
    }

    /// Whether all days of the week belong to it.
    #[must_use]
    pub fn is_whole(self, week: Week) -> bool {
        self.from <= week.monday() && week.sunday() <= self.to
    }
}

fn day(text: &str, of_month: fn((Date, Date)) -> Date) -> Option<Date> {
    if let Ok(month) = text.parse::<YearMonth>() {
        return month.days().map(of_month);
    }
    let mut parts = text.splitn(3, '-').map(|part| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= 4;
        digits.then(|| part.parse::<u16>().ok()).flatten()
    });
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 20);

    #[test]
    fn days_and_months_are_understood_and_everything_else_is_the_last_twelve_weeks() {
        let twelve = (date!(2026 - 08 - 31), TODAY);
        for (from, to, expected) in [
            ("", "", twelve),
            ("yesterday", "2026-02-30", twelve),
            ("2026-13", "-1-2", twelve),
            (
                "2026-11-01",
                "2026-11-07",
                (date!(2026 - 11 - 01), date!(2026 - 11 - 07)),
            ),
            (
                "2026-02",
                "2026-02",
                (date!(2026 - 02 - 01), date!(2026 - 02 - 28)),
            ),
            // To come, turned around, too long.
            ("2026-11", "2026-12", (date!(2026 - 11 - 01), TODAY)),
            (
                "2026-11-09",
                "2026-11-02",
                (date!(2026 - 11 - 02), date!(2026 - 11 - 02)),
            ),
            ("0001-01-01", "", (date!(2024 - 11 - 20), TODAY)),
            ("9999-12-31", "9999-12", (TODAY, TODAY)),
        ] {
            let found = Period::asked(from, to, TODAY);
            assert_eq!((found.from, found.to), expected, "{from} {to}");
        }
        assert_eq!(Period::asked("", "", TODAY).weeks().count(), 12);
    }

    #[test]
    fn a_week_that_is_cut_is_not_whole() {
        let period = Period::asked("2026-11-03", "2026-11-20", TODAY);
        let whole: Vec<bool> = period.weeks().map(|week| period.is_whole(week)).collect();
        assert_eq!(whole, [false, true, false]);
    }
}
