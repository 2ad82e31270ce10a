//! The chief's numbers: a few large figures, then charts, each with its table. The page and the CSV are made of the same
//! [`Panel`]s, so that neither says what the other does not.

mod form;
mod panels;
mod satisfaction;

pub use panels::Source;

use crate::component::chart::{Chart, Shape, grouped};
use domain::numbers::rank::hours;
use domain::numbers::share::Share;
use leptos::prelude::*;

/// Everything on the page.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// Days as `YYYY-MM-DD`.
    pub from: String,
    pub to: String,
    pub figures: Vec<Figure>,
    pub groups: Vec<Group>,
}

/// A large figure.
#[derive(Debug, Clone)]
pub struct Figure {
    pub name: &'static str,
    pub value: Cell,
    /// Of what, in a few words.
    pub of: String,
}

/// Charts under one heading.
#[derive(Debug, Clone)]
pub struct Group {
    pub title: &'static str,
    /// How to read them.
    pub about: String,
    pub panels: Vec<Panel>,
    /// Those that are opened one by one.
    pub folded: Vec<Panel>,
}

/// One chart and its table.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Its name in the CSV and on the page.
    pub code: String,
    pub title: String,
    /// In a sentence, what the chart shows.
    pub about: String,
    pub shape: Shape,
    /// It needs the whole width.
    pub broad: bool,
    /// The first names the lines.
    pub head: Vec<&'static str>,
    pub rows: Vec<(String, Vec<Cell>)>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Count(u64),
    Share(Share),
    /// Of minutes.
    Hours(Option<u32>),
    /// In hundredths; `None`: too few answers.
    Mean(Option<u64>),
    Text(String),
    /// The line has no such figure.
    Nothing,
}

impl Cell {
    /// As people read it.
    fn shown(&self) -> String {
        match self {
            Self::Count(count) => grouped(*count),
            Self::Share(share) => share.to_string(),
            Self::Hours(minutes) => minutes.map_or("–".to_owned(), hours),
            Self::Mean(mean) => mean.map_or("–".to_owned(), hundredths),
            Self::Text(text) => text.clone(),
            Self::Nothing => String::new(),
        }
    }

    /// As a spreadsheet reads it: a number or nothing.
    fn plain(&self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Share(share) => share
                .percent()
                .map_or(String::new(), |share| share.to_string()),
            Self::Hours(minutes) => minutes.map_or(String::new(), hours),
            Self::Mean(mean) => mean.map_or(String::new(), hundredths),
            Self::Text(text) => text.clone(),
            Self::Nothing => String::new(),
        }
    }
}

fn hundredths(mean: u64) -> String {
    format!("{}.{:02}", mean / 100, mean % 100)
}

impl Numbers {
    /// The same as lines of a table: section, label, measure, value.
    pub fn cells(&self) -> impl Iterator<Item = [String; 4]> {
        let period = [("from", &self.from), ("to", &self.to)]
            .map(|(name, day)| ["period", name, "day", day].map(str::to_owned));
        let figures = self.figures.iter().map(|figure| {
            let measure = match figure.value {
                Cell::Count(_) => "count",
                Cell::Share(_) => "percent",
                Cell::Hours(_) => "hours",
                Cell::Mean(_) => "mean of 1 to 5",
                Cell::Text(_) | Cell::Nothing => "",
            };
            let value = figure.value.plain();
            ["figures", figure.name, measure, &value].map(str::to_owned)
        });
        let panels = self
            .groups
            .iter()
            .flat_map(|group| group.panels.iter().chain(&group.folded));
        let cells = panels.flat_map(|panel| {
            panel.rows.iter().flat_map(|(label, cells)| {
                let cells = panel.head.iter().skip(1).zip(cells);
                cells
                    .filter(|(_, cell)| **cell != Cell::Nothing)
                    .map(|(measure, cell)| {
                        [&panel.code, label, *measure, &cell.plain()].map(str::to_owned)
                    })
            })
        });
        period.into_iter().chain(figures).chain(cells)
    }

    pub fn view(self) -> impl IntoView {
        let csv = format!("/staff/numbers.csv?from={}&to={}", self.from, self.to);
        let figures = self
            .figures
            .into_iter()
            .map(|figure| {
                let unit = match figure.value {
                    Cell::Hours(Some(_)) => " h",
                    _ => "",
                };
                view! {
                    <div>
                        <dt>{figure.name}<span class="of">{figure.of}</span></dt>
                        <dd>{format!("{}{unit}", figure.value.shown())}</dd>
                    </div>
                }
            })
            .collect_view();
        let groups = self.groups.into_iter().map(Group::view).collect_view();
        view! {
            <h1>"Numbers"</h1>
            <form method="get" action="/staff/numbers" class="filters">
                <label>"From " <input type="date" name="from" value=self.from/></label>
                <label>"to " <input type="date" name="to" value=self.to/></label>
                <button class="plain" type="submit">"Show"</button>
            </form>
            <dl class="figures large">{figures}</dl>
            <p class="hint">"A report counts on the day on which it was sent, with what has become of it until now. Weeks begin on Monday. Nobody is named here, and nothing leads to a report."</p>
            {groups}
            <p><a href=csv>"The same figures as CSV"</a></p>
        }
    }
}

impl Group {
    fn view(self) -> AnyView {
        let panels = self.panels.into_iter().map(Panel::view).collect_view();
        let folded = self
            .folded
            .into_iter()
            .map(|panel| {
                let title = panel.title.clone();
                view! {
                    <details class="folded">
                        <summary>{title}</summary>
                        {panel.view()}
                    </details>
                }
            })
            .collect_view();
        view! {
            <h2>{self.title}</h2>
            <p class="hint">{self.about}</p>
            <div class="panels">{panels}</div>
            {folded}
        }
        .into_any()
    }
}

impl Panel {
    fn view(self) -> AnyView {
        let chart = Chart {
            id: format!("chart-{}", self.code),
            title: self.title.clone(),
            about: format!("{} The table has the same figures.", self.about),
            shape: self.shape,
        };
        let head = self
            .head
            .into_iter()
            .map(|name| view! { <th scope="col">{name}</th> })
            .collect_view();
        let rows = self
            .rows
            .into_iter()
            .map(|(label, cells)| {
                let cells = cells
                    .iter()
                    .map(|cell| view! { <td>{cell.shown()}</td> })
                    .collect_view();
                view! { <tr><th scope="row">{label}</th>{cells}</tr> }
            })
            .collect_view();
        let (title, region) = (self.title.clone(), self.title.clone());
        view! {
            <section class=if self.broad { "panel broad" } else { "panel" }>
                <h3>{self.title}</h3>
                {chart.view()}
                <details>
                    <summary>"The figures"<span class="sr">{format!(": {title}")}</span></summary>
                    <div class="wide" tabindex="0" role="region" aria-label=region>
                        <table class="numbers-table">
                            <caption class="sr">{title.clone()}</caption>
                            <thead><tr>{head}</tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </details>
            </section>
        }
        .into_any()
    }
}
