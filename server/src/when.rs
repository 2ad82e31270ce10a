//! Moments as people read them, in the department's own time and in a language's own order.

use crate::clock::Clock;
use app::words::Words;
use time::OffsetDateTime;
use time::macros::format_description;

/// `July 4, 2026, 2:30 PM`.
#[must_use]
pub fn moment(words: &Words, clock: &Clock, at: OffsetDateTime) -> String {
    written(words, clock, at, "date.moment")
}

/// `Monday, July 6`.
#[must_use]
pub fn day(words: &Words, clock: &Clock, at: OffsetDateTime) -> String {
    written(words, clock, at, "date.day")
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

fn written(words: &Words, clock: &Clock, at: OffsetDateTime, key: &str) -> String {
    let at = clock.local(at);
    let (hour, half) = match at.hour() {
        0 => (12, "date.am"),
        hour @ 1..12 => (hour, "date.am"),
        12 => (12, "date.pm"),
        hour => (hour - 12, "date.pm"),
    };
    let time = words.with(
        "date.time",
        &[
            ("hour", &hour.to_string()),
            ("minute", &format!("{:02}", at.minute())),
            ("half", &words.t(half)),
        ],
    );
    let month = words.t(&format!("date.month.{}", u8::from(at.month())));
    let weekday = words.t(&format!(
        "date.weekday.{}",
        at.weekday().number_from_monday()
    ));
    words.with(
        key,
        &[
            ("weekday", &weekday),
            ("month", &month),
            ("day", &at.day().to_string()),
            ("year", &at.year().to_string()),
            ("time", &time),
        ],
    )
}
