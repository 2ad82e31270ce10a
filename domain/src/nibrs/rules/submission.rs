//! Rules that depend on the month in which an incident is submitted.

use super::{Finding, Findings};
use crate::nibrs::segment::Parts;
use crate::nibrs::values::{YearMonth, write_day};
use time::{Date, Month};

/// The day on which the FBI began to take incidents (rule 172).
const BEGINNING: (i32, Month, u8) = (1991, Month::January, 1);

/// What an incident breaks when it is submitted in this month: 170, 171, 172, 305, 605.
#[must_use]
pub fn submission(parts: &Parts, month: YearMonth) -> Vec<Finding> {
    let mut found = Findings::default();
    let date = parts.administrative.date;
    let later = |day: Date| YearMonth::of(day) > month;
    found.error(
        later(date),
        "170",
        "incident",
        "It happened after the month that is submitted.",
    );
    found.error(
        date.year() < month.year() - 1,
        "171",
        "incident",
        "It happened before January 1 of the year before: too old for the FBI to take. It stays in the department's records.",
    );
    let (year, first, day) = BEGINNING;
    let before = Date::from_calendar_date(year, first, day).is_ok_and(|start| date < start);
    found.error(before, "172", "incident", "It happened before 1991.");
    let recovered = parts
        .property
        .iter()
        .flat_map(|property| property.items.iter());
    for item in recovered.filter(|item| item.recovered.is_some_and(later)) {
        let about = item.recovered.map(write_day).unwrap_or_default();
        found.error(
            true,
            "305",
            &about,
            "Recovered after the month that is submitted.",
        );
    }
    for arrestee in parts
        .arrestees
        .iter()
        .filter(|arrestee| later(arrestee.date))
    {
        let about = format!("arrestee {:02}", arrestee.sequence);
        found.error(
            true,
            "605",
            &about,
            "Arrested after the month that is submitted.",
        );
    }
    found.0
}
