//! Business days.

use time::{Duration, OffsetDateTime, Weekday};

/// The same time of day, so many business days later: Saturdays and Sundays do not count. Holidays do: a
/// promise that is kept a day early hurts nobody.
#[must_use]
pub fn add_business_days(from: OffsetDateTime, days: u16) -> OffsetDateTime {
    let mut at = from;
    for _ in 0..days {
        at += Duration::DAY;
        while matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday) {
            at += Duration::DAY;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::{Date, Month};

    #[test]
    fn two_business_days_after_a_friday_is_a_tuesday() {
        let friday = Date::from_calendar_date(2026, Month::July, 3)
            .expect("date")
            .midnight()
            .assume_utc();
        assert_eq!(friday.weekday(), Weekday::Friday);
        let due = add_business_days(friday, 2);
        assert_eq!((due.weekday(), due.day()), (Weekday::Tuesday, 7));
    }
}
