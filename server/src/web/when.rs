//! Moments as people read them, in the department's own time.

use crate::clock::Clock;
use time::OffsetDateTime;
use time::macros::format_description;

/// `July 4, 2026, 2:30 PM`.
#[must_use]
pub fn moment(clock: &Clock, at: OffsetDateTime) -> String {
    clock
        .local(at)
        .format(format_description!(
            "[month repr:long] [day padding:none], [year], [hour repr:12 padding:none]:[minute] [period]"
        ))
        .unwrap_or_default()
}

/// `Jul 4, 2:30 PM`: for lists.
#[must_use]
pub fn brief(clock: &Clock, at: OffsetDateTime) -> String {
    clock
        .local(at)
        .format(format_description!(
            "[month repr:short] [day padding:none], [hour repr:12 padding:none]:[minute] [period]"
        ))
        .unwrap_or_default()
}

/// `Monday, July 6`.
#[must_use]
pub fn day(clock: &Clock, at: OffsetDateTime) -> String {
    clock
        .local(at)
        .format(format_description!(
            "[weekday], [month repr:long] [day padding:none]"
        ))
        .unwrap_or_default()
}
