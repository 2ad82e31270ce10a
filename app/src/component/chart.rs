//! Pictures of figures, drawn on the server. Places along a chart are percentages and heights are in the size of letters, so
//! that a chart takes the width there is and its letters have the size that the reader wants. Looks are in the style sheet alone; each has a name and a
//! description, and whoever draws one puts its table beside it.

use leptos::prelude::*;

/// A picture of figures.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// In a sentence, for whoever does not see it.
    pub about: String,
    pub shape: Shape,
}

#[derive(Debug, Clone)]
pub enum Shape {
    /// One below the other.
    Bars(Vec<Bar>),
    /// Side by side, in the order of time.
    Columns(Vec<(String, u64)>),
    /// Several over the same time.
    Lines {
        labels: Vec<String>,
        series: Vec<Series>,
    },
}

/// One bar: its name, its figure, and of that the part that is set off at its end.
#[derive(Debug, Clone)]
pub struct Bar {
    pub label: String,
    pub value: f64,
    pub part: f64,
    /// The figure as people read it.
    pub shown: String,
}

/// One line. A place without a value is a gap.
#[derive(Debug, Clone)]
pub struct Series {
    pub name: &'static str,
    pub values: Vec<Option<f64>>,
}

/// Of one bar with its name above it, in sixteenths of a letter's size, as are all heights.
const ROW: usize = 38;
/// Height of a chart over time, and of that the foot with the names and the head for the topmost figure.
const HEIGHT: f64 = 190.0;
const FOOT: f64 = 24.0;
const HEAD: f64 = 18.0;
/// The most letters of a name that fit above a bar on a phone, with the figure beside it.
const LETTERS: usize = 34;
/// Names below a chart over time.
const NAMES: usize = 6;

impl Chart {
    pub fn view(self) -> AnyView {
        let (title_id, about_id) = (format!("{}-title", self.id), format!("{}-about", self.id));
        let label = format!("{title_id} {about_id}");
        let over_time = "chart over-time";
        let (class, height, legend, drawn) = match self.shape {
            Shape::Bars(bars) => ("chart", (bars.len() * ROW) as f64, None, draw_bars(&bars)),
            Shape::Columns(columns) => (over_time, HEIGHT, None, draw_columns(&columns)),
            Shape::Lines { labels, series } => {
                let drawn = draw_lines(&labels, &series);
                (over_time, HEIGHT, Some(legend(&series)), drawn)
            }
        };
        view! {
            {legend}
            <svg class=class role="img" aria-labelledby=label width="100%" height=number(height)>
                <title id=title_id>{self.title}</title>
                <desc id=about_id>{self.about}</desc>
                {drawn}
            </svg>
        }
        .into_any()
    }
}

fn draw_bars(bars: &[Bar]) -> AnyView {
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    bars.iter()
        .enumerate()
        .map(|(place, bar)| {
            let top = (place * ROW) as f64;
            let wide = |value: f64| if most > 0.0 { value / most * 100.0 } else { 0.0 };
            let end = (bar.part > 0.0).then(|| {
                let (from, width) = (wide(bar.value - bar.part), wide(bar.part));
                view! { <rect class="part" x=percent(from) y=number(top + 21.0) width=percent(width) height=number(10.0)/> }
            });
            view! {
                <text x="0" y=number(top + 14.0)>{shortened(&bar.label)}</text>
                <text class="end strong" x="100%" y=number(top + 14.0)>{bar.shown.clone()}</text>
                <rect class="track" x="0" y=number(top + 21.0) width="100%" height=number(10.0)/>
                <rect class="bar" x="0" y=number(top + 21.0) width=percent(wide(bar.value)) height=number(10.0)/>
                {end}
            }
        })
        .collect_view()
        .into_any()
}

fn draw_columns(columns: &[(String, u64)]) -> AnyView {
    let most = columns.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let top = nice(most as f64);
    let step = step(columns.len());
    let bars = columns
        .iter()
        .enumerate()
        .map(|(place, (_, count))| {
            let y = height_of(*count as f64, top);
            view! {
                <rect class="bar" x=percent(step * (place as f64 + 0.12)) y=number(y) width=percent(step * 0.76) height=number(HEIGHT - FOOT - y)/>
            }
        })
        .collect_view();
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    view! { {grid(top)}{bars}{below(&names)} }.into_any()
}

fn draw_lines(labels: &[String], series: &[Series]) -> AnyView {
    let values = series.iter().flat_map(|one| one.values.iter().flatten());
    let top = nice(values.copied().fold(0.0, f64::max));
    let step = step(labels.len());
    let x = |place: usize| percent(step * (place as f64 + 0.5));
    let lines = series
        .iter()
        .enumerate()
        .map(|(which, one)| {
            let class = format!("line line-{}", which + 1);
            let joins = (1..one.values.len())
                .filter_map(|place| Some((place, one.values[place - 1]?, one.values[place]?)))
                .map(|(place, before, value)| {
                    view! {
                        <line x1=x(place - 1) y1=number(height_of(before, top)) x2=x(place) y2=number(height_of(value, top))/>
                    }
                })
                .collect_view();
            let dots = one
                .values
                .iter()
                .enumerate()
                .filter_map(|(place, value)| Some((place, (*value)?)))
                .map(|(place, value)| {
                    view! { <circle cx=x(place) cy=number(height_of(value, top)) r="2.5"/> }
                })
                .collect_view();
            view! { <g class=class>{joins}{dots}</g> }
        })
        .collect_view();
    let names: Vec<&str> = labels.iter().map(String::as_str).collect();
    view! { {grid(top)}{lines}{below(&names)} }.into_any()
}

/// Which line is which: by its stroke as well as by its colour.
fn legend(series: &[Series]) -> AnyView {
    let names = series
        .iter()
        .enumerate()
        .map(|(which, one)| {
            view! {
                <li>
                    <svg class="chart key" width="32" height="10" aria-hidden="true">
                        <g class=format!("line line-{}", which + 1)><line x1="0" y1="5" x2="32" y2="5"/></g>
                    </svg>
                    {one.name}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="legend">{names}</ul> }.into_any()
}

/// The ground, half and the whole of the scale, each with its figure beside it: the style sheet leaves room there.
fn grid(top: f64) -> AnyView {
    [0.0, top / 2.0, top]
        .into_iter()
        .map(|value| {
            let y = height_of(value, top);
            let name = (value > 0.0).then(|| {
                view! { <text class="soft end" x="-.5rem" y=number(y + 4.0)>{figure(value)}</text> }
            });
            view! { <line class="grid" x1="0" y1=number(y) x2="100%" y2=number(y)/>{name} }
        })
        .collect_view()
        .into_any()
}

/// Some of the names below; the last ones end with their column, so that none is cut off.
fn below(names: &[&str]) -> AnyView {
    let every = names.len().div_ceil(NAMES).max(1);
    let step = step(names.len());
    names
        .iter()
        .enumerate()
        .step_by(every)
        .map(|(place, name)| {
            let (class, x) = if step * place as f64 > 88.0 {
                ("soft end", step * (place as f64 + 1.0))
            } else {
                ("soft", step * (place as f64 + 0.12))
            };
            view! { <text class=class x=percent(x) y=number(HEIGHT - 6.0)>{(*name).to_owned()}</text> }
        })
        .collect_view()
        .into_any()
}

fn step(places: usize) -> f64 {
    100.0 / places.max(1) as f64
}

fn height_of(value: f64, top: f64) -> f64 {
    let ground = HEIGHT - FOOT;
    ground - (ground - HEAD) * value / top
}

/// The end of a scale: the next of 1, 2, 4, 6, 8 and their tens and hundreds, so that its half is a round figure, too.
fn nice(most: f64) -> f64 {
    let mut unit = 1.0;
    while unit * 10.0 < most {
        unit *= 10.0;
    }
    [1.0, 2.0, 4.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|times| times * unit)
        .find(|top| *top >= most && *top >= 2.0)
        .unwrap_or(unit * 10.0)
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LETTERS {
        return label.to_owned();
    }
    let kept: String = label.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A figure of a scale.
fn figure(value: f64) -> String {
    grouped(value.round().max(0.0) as u64)
}

/// `21,000`.
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

/// A height, of sixteenths.
fn number(value: f64) -> String {
    format!("{:.3}rem", value / 16.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_on_a_round_figure_whose_half_is_round() {
        for (most, top) in [
            (0.0, 2.0),
            (1.0, 2.0),
            (3.0, 4.0),
            (9.0, 10.0),
            (10.0, 10.0),
            (11.0, 20.0),
            (437.0, 600.0),
            (1_750.0, 2_000.0),
        ] {
            assert_eq!(nice(most), top, "{most}");
        }
    }

    #[test]
    fn thousands_are_set_off() {
        let texts = [0, 999, 1_000, 21_000, 1_234_567].map(grouped);
        assert_eq!(texts, ["0", "999", "1,000", "21,000", "1,234,567"]);
    }

    #[test]
    fn long_names_are_shortened_and_say_so() {
        assert_eq!(shortened("Where did it happen?"), "Where did it happen?");
        let long = shortened("Is there a camera that may have seen it?");
        assert!(
            long.chars().count() <= LETTERS && long.ends_with('…'),
            "{long}"
        );
    }
}
