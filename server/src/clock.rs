//! The time, and the department's local day. The only place that asks the operating system for either.
//!
//! Whatever is stored is UTC. A date that a person reads or types (an incident's day, a case number's year, a
//! business day) is local to the department, which is not where the server runs.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use time::{Date, OffsetDateTime};
use time_tz::{OffsetDateTimeExt, PrimitiveDateTimeExt, TimeZone, Tz};

/// A time zone by its IANA name, with its rules for daylight saving time.
#[derive(Clone, Copy)]
pub struct Zone(&'static Tz);

impl Zone {
    /// Westport's: what a clock is in until it is told otherwise.
    pub const NEW_YORK: Self = Self(time_tz::timezones::db::america::NEW_YORK);

    /// The zone with this name, e.g. `America/New_York`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        // The table also knows Windows' names; a setting is an IANA name.
        time_tz::timezones::get_by_name(name)
            .filter(|zone| zone.name() == name)
            .map(Self)
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

/// Tells the time. Clones of a fixed clock advance together.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    zone: Zone,
}

#[derive(Clone, Debug)]
enum Source {
    System,
    Fixed(Arc<Mutex<OffsetDateTime>>),
}

impl Clock {
    /// The operating system's clock, in [`Zone::NEW_YORK`].
    #[must_use]
    pub fn system() -> Self {
        Self {
            source: Source::System,
            zone: Zone::NEW_YORK,
        }
    }

    /// A clock that stands still until it is advanced, for tests, in [`Zone::NEW_YORK`].
    #[must_use]
    pub fn fixed(at: OffsetDateTime) -> Self {
        Self {
            source: Source::Fixed(Arc::new(Mutex::new(at))),
            zone: Zone::NEW_YORK,
        }
    }

    /// The same clock in the department's zone.
    #[must_use]
    pub fn in_zone(self, zone: Zone) -> Self {
        Self { zone, ..self }
    }

    /// Moves a fixed clock on. The system's clock cannot be moved: nothing happens.
    pub fn advance(&self, by: Duration) {
        match &self.source {
            Source::System => {}
            Source::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner) += by,
        }
    }

    /// Now, in UTC, in whole microseconds: what is stored reads back as the same instant.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        let now = match &self.source {
            Source::System => OffsetDateTime::now_utc(),
            Source::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        };
        now.truncate_to_microsecond()
    }

    /// Today where the department is.
    #[must_use]
    pub fn today(&self) -> Date {
        self.local(self.now()).date()
    }

    /// The moment at which this day begins where the department is. A zone that has no midnight that day (its clocks
    /// jump over it) begins it at midnight in Greenwich.
    #[must_use]
    pub fn midnight(&self, day: Date) -> OffsetDateTime {
        let midnight = day.midnight();
        midnight
            .assume_timezone(self.zone.0)
            .take_first()
            .unwrap_or_else(|| midnight.assume_utc())
    }

    /// The same instant as clocks on the department's wall show it.
    #[must_use]
    pub fn local(&self, at: OffsetDateTime) -> OffsetDateTime {
        at.to_timezone(self.zone.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime, offset};

    fn local(at: OffsetDateTime) -> OffsetDateTime {
        Clock::system().local(at)
    }

    #[test]
    fn the_day_changes_at_the_departments_midnight_not_at_greenwich() {
        let clock = Clock::fixed(datetime!(2026-07-04 03:59:59 UTC));
        assert_eq!(clock.today(), date!(2026 - 07 - 03));
        clock.advance(Duration::from_secs(1));
        assert_eq!(clock.today(), date!(2026 - 07 - 04));
    }

    #[test]
    fn the_year_of_a_case_number_is_the_departments() {
        assert_eq!(local(datetime!(2027-01-01 04:59:59 UTC)).year(), 2026);
        assert_eq!(local(datetime!(2027-01-01 05:00 UTC)).year(), 2027);
    }

    #[test]
    fn clocks_go_forward_on_the_second_sunday_in_march() {
        assert_eq!(
            local(datetime!(2026-03-08 06:59:59 UTC)),
            datetime!(2026-03-08 01:59:59 -5)
        );
        assert_eq!(
            local(datetime!(2026-03-08 07:00 UTC)),
            datetime!(2026-03-08 03:00 -4)
        );
        assert_eq!(local(datetime!(2026-03-08 07:00 UTC)).offset(), offset!(-4));
    }

    #[test]
    fn clocks_go_back_on_the_first_sunday_in_november_and_one_o_clock_comes_twice() {
        let (first, second) = (
            local(datetime!(2026-11-01 05:30 UTC)),
            local(datetime!(2026-11-01 06:30 UTC)),
        );
        assert_eq!(
            (first.hour(), first.minute(), first.offset()),
            (1, 30, offset!(-4))
        );
        assert_eq!(
            (second.hour(), second.minute(), second.offset()),
            (1, 30, offset!(-5))
        );
        assert!(first < second);
    }

    #[test]
    fn daylight_saving_is_known_twenty_years_ahead() {
        assert_eq!(local(datetime!(2046-07-01 12:00 UTC)).offset(), offset!(-4));
        assert_eq!(local(datetime!(2046-01-01 12:00 UTC)).offset(), offset!(-5));
    }

    #[test]
    fn another_department_has_its_own_midnight() {
        let zone = Zone::named("America/Chicago").expect("zone");
        let clock = Clock::fixed(datetime!(2026-07-04 04:30 UTC)).in_zone(zone);
        assert_eq!(clock.today(), date!(2026 - 07 - 03));
    }

    #[test]
    fn only_iana_names_are_zones() {
        assert_eq!(Zone::named("America/New_York"), Some(Zone::NEW_YORK));
        for name in [
            "",
            "EST5",
            "Eastern Standard Time",
            "America/Westport",
            "america/new_york",
        ] {
            assert_eq!(Zone::named(name), None, "{name}");
        }
    }

    #[test]
    fn now_is_in_whole_microseconds_and_clones_advance_together() {
        let clock = Clock::fixed(datetime!(2026-07-04 12:00:00.123456789 UTC));
        assert_eq!(clock.now(), datetime!(2026-07-04 12:00:00.123456 UTC));
        clock.clone().advance(Duration::from_secs(60));
        assert_eq!(clock.now(), datetime!(2026-07-04 12:01:00.123456 UTC));
        assert!(Clock::system().now() > datetime!(2025-01-01 0:00 UTC));
    }
}
