//! From what was counted to what is shown.

use super::{Cell, Figure, Group, Numbers, Panel, form, satisfaction};
use crate::component::chart::{Bar, Series, Shape, grouped};
use crate::page::staff::queue::sector_name;
use crate::words::Words;
use domain::field::Choice;
use domain::incident::Kind;
use domain::numbers::desk::{Desk, Outcome, WeekFigures};
use domain::numbers::funnel::Counted;
use domain::numbers::period::Period;
use domain::numbers::rank::Waits;
use domain::numbers::satisfaction::{Answers, Rated};
use domain::numbers::share::Share;

/// What was counted.
#[derive(Debug, Clone)]
pub struct Source {
    pub period: Period,
    pub desk: Desk,
    pub counted: Vec<Counted>,
    pub rated: Vec<Rated>,
    /// Days after which an untouched draft is forgotten.
    pub draft_days: u16,
}

impl Source {
    /// As the page shows it.
    #[must_use]
    pub fn numbers(&self, words: &Words) -> Numbers {
        Numbers {
            from: self.period.from.to_string(),
            to: self.period.to.to_string(),
            figures: self.figures(),
            groups: vec![
                self.reports(words),
                self.waits(),
                self.outcomes(),
                form::group(self, words),
                satisfaction::group(self, words),
            ],
        }
    }

    fn figures(&self) -> Vec<Figure> {
        let desk = &self.desk;
        let reports = grouped(desk.reports);
        let decided = grouped(desk.share(Outcome::Approved).whole);
        let answers = Answers::of(&self.rated, |_| true);
        let figure = |name, value, of| Figure { name, value, of };
        let of_waits = |waits: Waits| format!("median of {}", grouped(waits.known));
        let share = |outcome| Cell::Share(desk.share(outcome));
        vec![
            figure(
                "Reports",
                Cell::Count(desk.reports),
                "sent online".to_owned(),
            ),
            figure(
                "To the first look",
                Cell::Hours(desk.first_look.median),
                of_waits(desk.first_look),
            ),
            figure(
                "To the decision",
                Cell::Hours(desk.decision.median),
                of_waits(desk.decision),
            ),
            figure(
                "Approved",
                share(Outcome::Approved),
                format!("of {decided} decided"),
            ),
            figure(
                "Returned with a question",
                Cell::Share(desk.share_returned()),
                format!("of {reports} reports"),
            ),
            figure(
                "To an officer",
                share(Outcome::Officer),
                format!("of {decided} decided"),
            ),
            figure(
                "Satisfaction, 1 to 5",
                Cell::Mean(answers.mean()),
                format!("mean of {} answers", grouped(answers.total())),
            ),
        ]
    }

    /// The name of a week, and whether all of it is counted.
    fn week(&self, of: &WeekFigures) -> String {
        let part = if self.period.is_whole(of.week) {
            ""
        } else {
            " (part)"
        };
        format!("{}{part}", of.week)
    }

    /// `Nov 16`: below a chart.
    fn mondays(&self) -> Vec<String> {
        let name = |of: &WeekFigures| {
            let monday = of.week.monday();
            format!("{:.3} {}", monday.month().to_string(), monday.day())
        };
        self.desk.weeks.iter().map(name).collect()
    }

    fn reports(&self, words: &Words) -> Group {
        let desk = &self.desk;
        let columns = desk.weeks.iter().map(|of| of.reports);
        let by_week = Panel {
            code: "reports_by_week".to_owned(),
            title: "Reports by week".to_owned(),
            about: format!("A column for each of {} weeks.", desk.weeks.len()),
            shape: Shape::Columns(self.mondays().into_iter().zip(columns).collect()),
            broad: true,
            head: vec!["Week", "From", "Reports"],
            rows: desk
                .weeks
                .iter()
                .map(|of| {
                    let monday = Cell::Text(of.week.monday().to_string());
                    (self.week(of), vec![monday, Cell::Count(of.reports)])
                })
                .collect(),
        };
        let kinds = desk
            .kinds
            .iter()
            .map(|(kind, count)| (kind_name(*kind, words), *count));
        let areas = desk.areas.iter().map(|(area, count)| {
            let name = area.map_or("No place", sector_name);
            (name.to_owned(), *count)
        });
        Group {
            title: "Reports",
            about: "The parts of the town are a ninth of its box each, by the compass. Identity theft and calls have no place.".to_owned(),
            panels: vec![
                by_week,
                counts("reports_by_kind", "Reports by kind", ["Kind", "Reports", "Share, percent"], kinds.collect()),
                counts("reports_by_area", "Reports by part of the town", ["Part", "Reports", "Share, percent"], areas.collect()),
            ],
            folded: Vec::new(),
        }
    }

    fn waits(&self) -> Group {
        let desk = &self.desk;
        let panel = |code: &str, title: &str, all: Waits, of: fn(&WeekFigures) -> Waits| {
            let each: Vec<Waits> = desk.weeks.iter().map(of).collect();
            let line = |of: fn(&Waits) -> Option<u32>| -> Vec<Option<f64>> {
                let hours = |minutes: u32| f64::from(minutes) / 60.0;
                each.iter().map(|waits| of(waits).map(hours)).collect()
            };
            let cells = |waits: Waits| {
                vec![
                    Cell::Count(waits.known),
                    Cell::Hours(waits.median),
                    Cell::Hours(waits.ninth),
                ]
            };
            let weeks = desk.weeks.iter().zip(&each);
            let whole = ("All weeks".to_owned(), cells(all));
            Panel {
                code: code.to_owned(),
                title: title.to_owned(),
                about: format!(
                    "Two lines over {} weeks, the median and the 90th percentile.",
                    desk.weeks.len()
                ),
                shape: Shape::Lines {
                    labels: self.mondays(),
                    series: vec![
                        Series {
                            name: "Median",
                            values: line(|waits| waits.median),
                        },
                        Series {
                            name: "90th percentile",
                            values: line(|waits| waits.ninth),
                        },
                    ],
                },
                broad: false,
                head: vec!["Week", "Reports", "Median, hours", "90th percentile, hours"],
                rows: [whole]
                    .into_iter()
                    .chain(weeks.map(|(of, waits)| (self.week(of), cells(*waits))))
                    .collect(),
            }
        };
        let unseen = desk.reports.saturating_sub(desk.first_look.known);
        Group {
            title: "How long it takes",
            about: format!(
                "Hours by the clock, nights and weekends included, by the week in which a report was sent. A first look is the first thing that somebody at the desk did with it. Percentiles by the nearest rank: half, or nine of ten, took no longer. {} reports are not looked at yet and not counted, so the last weeks look quicker than they will.",
                grouped(unseen)
            ),
            panels: vec![
                panel(
                    "first_look",
                    "Hours to the first look",
                    desk.first_look,
                    |of| of.first_look,
                ),
                panel(
                    "decision",
                    "Hours to the first decision",
                    desk.decision,
                    |of| of.decision,
                ),
            ],
            folded: Vec::new(),
        }
    }

    fn outcomes(&self) -> Group {
        let desk = &self.desk;
        let named = desk
            .outcomes
            .iter()
            .map(|(outcome, count)| (outcome_name(*outcome).to_owned(), *count));
        let mut panel = counts(
            "outcomes",
            "What has become of them",
            ["Outcome", "Reports", "Share of all, percent"],
            named.collect(),
        );
        panel.broad = true;
        panel.rows.push((
            "Returned with a question, whatever came of it".to_owned(),
            vec![
                Cell::Count(desk.returned),
                Cell::Share(desk.share_returned()),
            ],
        ));
        Group {
            title: "What has become of them",
            about: "The shares above are of what the department has decided: approved, to an officer, or a duplicate. Here they are of all reports.".to_owned(),
            panels: vec![panel],
            folded: Vec::new(),
        }
    }
}

/// Bars of counts, and each one's share of them all.
pub(super) fn counts(
    code: &str,
    title: &str,
    head: [&'static str; 3],
    lines: Vec<(String, u64)>,
) -> Panel {
    let whole = lines.iter().map(|(_, count)| count).sum();
    let most = lines.iter().max_by_key(|(_, count)| *count);
    let about = most.map_or("Nothing yet.".to_owned(), |(name, count)| {
        format!(
            "A bar for each of {} lines. The longest: {name}, {}.",
            lines.len(),
            grouped(*count)
        )
    });
    Panel {
        code: code.to_owned(),
        title: title.to_owned(),
        about,
        shape: Shape::Bars(
            lines
                .iter()
                .map(|(name, count)| bar(name.clone(), *count, 0, grouped(*count)))
                .collect(),
        ),
        broad: false,
        head: head.into(),
        rows: lines
            .into_iter()
            .map(|(name, part)| {
                (
                    name,
                    vec![Cell::Count(part), Cell::Share(Share { part, whole })],
                )
            })
            .collect(),
    }
}

pub(super) fn bar(label: String, value: u64, part: u64, shown: String) -> Bar {
    Bar {
        label,
        value: value as f64,
        part: part as f64,
        shown,
    }
}

pub(super) fn kind_name(kind: Kind, words: &Words) -> String {
    words.t(&format!("kind.{}.title", kind.code()))
}

pub(super) const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "Not decided yet",
        Outcome::Approved => "Approved",
        Outcome::Officer => "To an officer",
        Outcome::Duplicate => "Duplicate",
        Outcome::Withdrawn => "Taken back by the filer",
    }
}
