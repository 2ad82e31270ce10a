//! Where and when it happens: counts on the town's map, with the hours and weekdays, each picture with its table.

use super::links::{LinkLine, drawn};
use crate::site::Site;
use domain::field::Choice;
use domain::links::Topic;
use leptos::prelude::*;

/// The sizes of a cell, in meters.
pub const SIZES: [u16; 4] = [100, 250, 500, 1_000];

#[derive(Debug, Clone)]
pub struct HotSpots {
    /// Days as `YYYY-MM-DD`.
    pub from: String,
    pub to: String,
    pub topic: Option<Topic>,
    pub size: u16,
    pub total: u64,
    pub without_place: u64,
    pub without_hour: u64,
    /// The most counted first; all that are drawn.
    pub cells: Vec<CellLine>,
    pub hours: [u64; 24],
    /// From Monday.
    pub weekdays: [u64; 7],
    /// The address of the same figures as CSV.
    pub csv: String,
    /// The latest near repeats.
    pub repeats: Vec<LinkLine>,
    /// What counts as one, in words.
    pub rule: String,
    pub may_decide: bool,
    /// This page, for the way back from a decision.
    pub back: String,
}

/// One cell, in the units of the map.
#[derive(Debug, Clone)]
pub struct CellLine {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// 1 to 5, the last is the most.
    pub level: u8,
    pub count: u64,
    /// Its middle, as `lat,lon`.
    pub center: String,
    /// The landmark that is closest.
    pub near: String,
}

/// Rows of the table; the CSV has all.
const ROWS: usize = 20;

pub const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

impl HotSpots {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let topics = Topic::ALL
            .iter()
            .map(|topic| {
                view! { <option value=topic.code() selected=self.topic == Some(*topic)>{topic.title()}</option> }
            })
            .collect_view();
        let sizes = SIZES
            .iter()
            .map(|size| view! { <option value=size.to_string() selected=self.size == *size>{format!("{size} m")}</option> })
            .collect_view();
        let frame = site.frame;
        let cells = self
            .cells
            .iter()
            .map(|cell| {
                view! {
                    <rect
                        class=format!("heat-{}", cell.level)
                        x=format!("{:.1}", cell.x) y=format!("{:.1}", cell.y)
                        width=format!("{:.1}", cell.width) height=format!("{:.1}", cell.height)
                    >
                        <title>{format!("{} near {}", cell.count, cell.near)}</title>
                    </rect>
                }
            })
            .collect_view();
        let rows = self
            .cells
            .iter()
            .take(ROWS)
            .map(|cell| {
                view! {
                    <tr>
                        <td>{cell.count.to_string()}</td>
                        <td>{cell.near.clone()}</td>
                        <td>{cell.center.clone()}</td>
                    </tr>
                }
            })
            .collect_view();
        let hours: Vec<(String, u64)> = (0..24)
            .map(|hour| format!("{hour:02}:00"))
            .zip(self.hours)
            .collect();
        let weekdays: Vec<(String, u64)> = WEEKDAYS
            .map(str::to_owned)
            .into_iter()
            .zip(self.weekdays)
            .collect();
        let repeats = self
            .repeats
            .iter()
            .map(|line| drawn(line, self.may_decide, &self.back))
            .collect_view();
        let no_repeats = self.repeats.is_empty();
        let left_out = self.cells.len().saturating_sub(ROWS);
        view! {
            <h1>"Hot spots"</h1>
            <form method="get" action="/staff/map" class="filters">
                <label>"From " <input type="date" name="from" value=self.from/></label>
                <label>"to " <input type="date" name="to" value=self.to/></label>
                <label>"Kind " <select name="kind"><option value="">"All"</option>{topics}</select></label>
                <label>"Cell " <select name="cell">{sizes}</select></label>
                <button class="plain" type="submit">"Show"</button>
            </form>
            <p>{format!(
                "{} records; {} of them without a place, {} without an hour.",
                self.total, self.without_place, self.without_hour
            )}</p>
            <h2>"Where"</h2>
            <figure class="hot-spots">
                <img src="/map.svg" alt="The town, with a square wherever something was reported: the darker, the more. The table below has the same counts."/>
                <svg viewBox=format!("0 0 {} {}", frame.width, frame.height) aria-hidden="true">{cells}</svg>
            </figure>
            <div class="wide" tabindex="0" role="region" aria-label="Counts by place">
                <table>
                    <caption>{format!("Records per cell of {} m, the most first", self.size)}</caption>
                    <thead><tr>
                        <th scope="col">"Records"</th><th scope="col">"Close to"</th><th scope="col">"Middle of the cell"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {(left_out > 0).then(|| view! { <p class="hint">{format!("And {left_out} cells more, in the CSV.")}</p> })}
            <h2>"When"</h2>
            <div class="profiles">
                {profile("By hour of the day", "Hour", &hours)}
                {profile("By day of the week", "Day", &weekdays)}
            </div>
            <p><a href=self.csv>"The same figures as CSV"</a></p>
            <h2 id="near">"Near repeats"</h2>
            <p class="hint">{self.rule}</p>
            {no_repeats.then(|| view! { <p class="none">"None in the last 30 days."</p> })}
            {(!no_repeats).then(|| view! { <ul class="links">{repeats}</ul> })}
        }
    }
}

/// Units of a picture of bars.
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 140.0;
/// Of which this much is for the names below.
const FOOT: f64 = 24.0;

/// Bars, and the figures behind them.
fn profile(title: &'static str, of: &'static str, counts: &[(String, u64)]) -> AnyView {
    let most = counts
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0)
        .max(1);
    let step = WIDTH / counts.len().max(1) as f64;
    // Twenty-four names do not fit side by side.
    let every = counts.len().div_ceil(8).max(1);
    let bars = counts
        .iter()
        .enumerate()
        .map(|(place, (name, count))| {
            let height = (HEIGHT - FOOT) * *count as f64 / most as f64;
            let x = place as f64 * step;
            let name = (place % every == 0).then(|| {
                let short: String = name.chars().take(if every == 1 { 3 } else { 2 }).collect();
                view! { <text x=format!("{:.1}", x + step / 2.0) y=format!("{:.1}", HEIGHT - 6.0) text-anchor="middle">{short}</text> }
            });
            view! {
                <rect
                    x=format!("{:.1}", x + step * 0.1) width=format!("{:.1}", step * 0.8)
                    y=format!("{:.1}", HEIGHT - FOOT - height) height=format!("{height:.1}")
                />
                {name}
            }
        })
        .collect_view();
    let rows = counts
        .iter()
        .map(|(name, count)| view! { <tr><td>{name.clone()}</td><td>{count.to_string()}</td></tr> })
        .collect_view();
    view! {
        <section>
            <h3>{title}</h3>
            <svg class="bars" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">{bars}</svg>
            <details>
                <summary>"The figures"<span class="sr">{format!(": {title}")}</span></summary>
                <table>
                    <caption class="sr">{title}</caption>
                    <thead><tr><th scope="col">{of}</th><th scope="col">"Records"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </section>
    }
    .into_any()
}
