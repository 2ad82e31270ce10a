//! Reports of a period, put together: how many, of what, where, how long they waited and what became of them. A report
//! counts on the day on which it was sent, with what has become of it until now.

use super::period::Period;
use super::rank::Waits;
use super::share::Share;
use super::week::Week;
use crate::choices;
use crate::field::Choice;
use crate::incident::Kind;
use crate::jurisdiction::Sector;
use crate::review::Status;
use std::collections::BTreeMap;
use time::Date;

choices! {
    /// What has become of a report.
    Outcome {
        Open = "open",
        Approved = "approved",
        Officer = "officer",
        Duplicate = "duplicate",
        Withdrawn = "withdrawn",
    }
}

impl Outcome {
    #[must_use]
    pub const fn of(status: Status) -> Self {
        match status {
            Status::Submitted
            | Status::UnderReview
            | Status::InfoAsked
            | Status::Proposed
            | Status::OfficerNamed => Self::Open,
            Status::Approved => Self::Approved,
            Status::OfficerAssigned => Self::Officer,
            Status::Duplicate => Self::Duplicate,
            Status::Withdrawn => Self::Withdrawn,
        }
    }
}

/// One report, as far as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// On which it was sent.
    pub day: Date,
    pub kind: Kind,
    /// `None`: it has no place.
    pub area: Option<Sector>,
    pub outcome: Outcome,
    /// The filer was asked for more, at least once.
    pub returned: bool,
    /// Minutes until somebody at the desk first did something with it.
    pub first_look: Option<u32>,
    /// Minutes until the department first decided.
    pub decision: Option<u32>,
}

/// One week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekFigures {
    pub week: Week,
    pub reports: u64,
    pub first_look: Waits,
    pub decision: Waits,
}

/// Everything that is said of the reports of a period. Lists have each of their lines, also those that are nought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    pub reports: u64,
    pub kinds: Vec<(Kind, u64)>,
    pub areas: Vec<(Option<Sector>, u64)>,
    pub outcomes: Vec<(Outcome, u64)>,
    pub returned: u64,
    pub first_look: Waits,
    pub decision: Waits,
    pub weeks: Vec<WeekFigures>,
}

#[derive(Default)]
struct OfWeek {
    reports: u64,
    first_look: Vec<u32>,
    decision: Vec<u32>,
}

impl Desk {
    /// Of the reports of this period.
    #[must_use]
    pub fn of(period: Period, lines: &[Line]) -> Self {
        let mut weeks: BTreeMap<Week, OfWeek> = period
            .weeks()
            .map(|week| (week, OfWeek::default()))
            .collect();
        for line in lines {
            let week = weeks.entry(Week::of(line.day)).or_default();
            week.reports += 1;
            week.first_look.extend(line.first_look);
            week.decision.extend(line.decision);
        }
        let count =
            |fits: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| fits(line)).count() as u64;
        let areas = Sector::ALL.iter().copied().map(Some).chain([None]);
        Self {
            reports: lines.len() as u64,
            kinds: each(Kind::ALL.iter().copied(), |kind| {
                count(&|line| line.kind == kind)
            }),
            areas: each(areas, |area| count(&|line| line.area == area)),
            outcomes: each(Outcome::ALL.iter().copied(), |outcome| {
                count(&|line| line.outcome == outcome)
            }),
            returned: count(&|line| line.returned),
            first_look: Waits::of(lines.iter().filter_map(|line| line.first_look).collect()),
            decision: Waits::of(lines.iter().filter_map(|line| line.decision).collect()),
            weeks: weeks
                .into_iter()
                .map(|(week, of)| WeekFigures {
                    week,
                    reports: of.reports,
                    first_look: Waits::of(of.first_look),
                    decision: Waits::of(of.decision),
                })
                .collect(),
        }
    }

    /// How many came to this end.
    #[must_use]
    pub fn ended(&self, outcome: Outcome) -> u64 {
        let found = self.outcomes.iter().find(|(of, _)| *of == outcome);
        found.map_or(0, |(_, count)| *count)
    }

    /// The share of one end among those that the department has decided: approved, to an officer, or a duplicate.
    #[must_use]
    pub fn share(&self, outcome: Outcome) -> Share {
        let decided = [Outcome::Approved, Outcome::Officer, Outcome::Duplicate];
        Share {
            part: self.ended(outcome),
            whole: decided.map(|outcome| self.ended(outcome)).iter().sum(),
        }
    }

    /// The share of all reports that went back to the filer with a question.
    #[must_use]
    pub const fn share_returned(&self) -> Share {
        Share {
            part: self.returned,
            whole: self.reports,
        }
    }
}

fn each<T: Copy>(all: impl Iterator<Item = T>, count: impl Fn(T) -> u64) -> Vec<(T, u64)> {
    all.map(|one| (one, count(one))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn line(day: Date, first_look: u32, outcome: Outcome) -> Line {
        Line {
            day,
            kind: Kind::Vandalism,
            area: Some(Sector::South),
            outcome,
            returned: outcome == Outcome::Officer,
            first_look: Some(first_look),
            decision: (outcome != Outcome::Open).then_some(first_look + 10),
        }
    }

    #[test]
    fn weeks_without_a_report_are_there_with_nought_and_shares_are_of_what_is_decided() {
        let today = date!(2026 - 11 - 20);
        let period = Period::asked("2026-11-02", "2026-11-20", today);
        let desk = Desk::of(
            period,
            &[
                line(date!(2026 - 11 - 03), 60, Outcome::Approved),
                line(date!(2026 - 11 - 08), 30, Outcome::Officer),
                line(date!(2026 - 11 - 20), 90, Outcome::Open),
            ],
        );
        let weeks: Vec<(String, u64, Option<u32>)> = desk
            .weeks
            .iter()
            .map(|of| (of.week.to_string(), of.reports, of.first_look.median))
            .collect();
        assert_eq!(
            weeks,
            [
                ("2026-W45".to_owned(), 2, Some(30)),
                ("2026-W46".to_owned(), 0, None),
                ("2026-W47".to_owned(), 1, Some(90)),
            ]
        );
        assert_eq!(desk.share(Outcome::Approved).to_string(), "50%");
        assert_eq!(desk.share_returned().to_string(), "33%");
        assert_eq!(
            (desk.first_look.known, desk.first_look.median),
            (3, Some(60))
        );
        assert_eq!((desk.decision.known, desk.decision.ninth), (2, Some(70)));
        assert_eq!(desk.kinds.iter().map(|(_, count)| count).sum::<u64>(), 3);
        assert_eq!(desk.areas.len(), Sector::ALL.len() + 1);
    }
}
