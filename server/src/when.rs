//! Moments as people read them, in the department's own time and in a language's own order.

use crate::clock::Clock;
use app::words::Words;
use time::macros::format_description;
use time::{OffsetDateTime, Time};

/// `July 4, 2026, 2:30 PM`.
#[must_use]
pub fn moment(words: &Words, clock: &Clock, at: OffsetDateTime) -> String {
    let at = clock.local(at);
    words
        .date("date.moment", at.date())
        .replace("{time}", &time(words, at.time()))
}

/// `Monday, July 6`.
#[must_use]
pub fn day(words: &Words, clock: &Clock, at: OffsetDateTime) -> String {
    words.date("date.day", clock.local(at).date())
}

/// `Jul 4, 2:30 PM`: for the lists of the desk, in English.
#[must_use]
pub fn brief(clock: &Clock, at: OffsetDateTime) -> String {
    clock
        .local(at)
        .format(format_description!(
            "[month repr:short] [day padding:none], [hour repr:12 padding:none]:[minute] [period]"
        ))
        .unwrap_or_default()
}

/// `2026-07-04 14:30:00.12 -04:00`: to the hundredth of a second, with the offset (CJIS AU-8).
#[must_use]
pub fn exact(clock: &Clock, at: OffsetDateTime) -> String {
    clock
        .local(at)
        .format(format_description!(
            "[year]-[month]-[day] [hour]:[minute]:[second].[subsecond digits:2] [offset_hour sign:mandatory]:[offset_minute]"
        ))
        .unwrap_or_default()
}

fn time(words: &Words, at: Time) -> String {
    let (hour, half) = match at.hour() {
        0 => (12, "date.am"),
        hour @ 1..12 => (hour, "date.am"),
        12 => (12, "date.pm"),
        hour => (hour - 12, "date.pm"),
    };
    words.with(
        "date.time",
        &[
            ("hour", &hour.to_string()),
            ("minute", &format!("{:02}", at.minute())),
            ("half", &words.t(half)),
        ],
    )
}
