//! Hot spots: a page, and the same figures as CSV.

use super::desk_page;
use super::links::{ends, line};
use super::officer::Officer;
use super::parties::parties;
use crate::sheet;
use crate::state::State;
use crate::store::links::{self, Filter};
use crate::store::traces;
use crate::web::error::WebError;
use crate::web::respond::page;
use app::page::Body;
use app::page::staff::hot_spots::{CellLine, HotSpots, SIZES, WEEKDAYS};
use axum::extract::{self, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::field::Choice;
use domain::jurisdiction::LatLon;
use domain::links::{Heat, HotCell, Reason, Topic};
use serde::Deserialize;
use std::borrow::Cow;
use time::macros::format_description;
use time::{Date, Duration};

/// What is shown when nothing is said: a season.
const DAYS: i64 = 90;
/// The longest period: some 100,000 records of this town, each a few bytes.
const MOST_DAYS: i64 = 1_830;
/// How far back near repeats are listed, and how many.
const REPEAT_DAYS: i64 = 30;
const REPEATS: u64 = 40;

/// What the address may say. What is no day is a season until today; what is no kind is all of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    from: String,
    to: String,
    kind: String,
    cell: String,
}

/// The same, understood.
struct Asked {
    from: Date,
    to: Date,
    topic: Option<Topic>,
    size: u16,
}

impl Asked {
    fn of(view: &View, today: Date) -> Self {
        let day = |text: &str| Date::parse(text, format_description!("[year]-[month]-[day]")).ok();
        let to = day(&view.to).unwrap_or(today);
        let back = |days| to.checked_sub(Duration::days(days)).unwrap_or(Date::MIN);
        let from = day(&view.from).unwrap_or_else(|| back(DAYS));
        let size = view.cell.parse().ok().filter(|size| SIZES.contains(size));
        Self {
            from: from.clamp(back(MOST_DAYS), to),
            to,
            topic: Topic::from_code(&view.kind),
            size: size.unwrap_or(250),
        }
    }
}

async fn heat(state: &State, asked: &Asked) -> Result<Heat, WebError> {
    let reader = state.store.reader();
    let happened = traces::between(reader, asked.from, asked.to, asked.topic).await?;
    let frame = state.site().frame;
    let middle = frame.lat0 - frame.height / frame.scale_y / 2.0;
    Ok(Heat::of(&happened, asked.size, middle))
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let asked = Asked::of(&view, state.clock.today());
    let heat = heat(&state, &asked).await?;
    let reader = state.store.reader();
    let near = Filter {
        reasons: vec![Reason::NearRepeat],
        since: Some(state.clock.now() - Duration::days(REPEAT_DAYS)),
        ..Filter::default()
    };
    let repeats = links::latest(reader, &near, REPEATS).await?;
    let named = parties(&state, ends(&repeats)).await?;
    let most = heat.cells.first().map_or(1, |cell| cell.count);
    let kind = asked.topic.map_or("", Choice::code);
    let analysis = &state.settings.analysis;
    let body = HotSpots {
        csv: format!(
            "/staff/map.csv?from={}&to={}&kind={kind}&cell={}",
            asked.from, asked.to, asked.size
        ),
        from: asked.from.to_string(),
        to: asked.to.to_string(),
        topic: asked.topic,
        size: asked.size,
        total: heat.total,
        without_place: heat.without_place,
        without_hour: heat.without_hour,
        cells: heat
            .cells
            .iter()
            .map(|cell| drawn(&state, cell, most))
            .collect(),
        hours: heat.hours,
        weekdays: heat.weekdays,
        repeats: repeats
            .iter()
            .map(|link| line(&state, link, &named, None))
            .collect(),
        rule: format!(
            "The same kind within {} m and {} days, of the last {REPEAT_DAYS} days.",
            analysis.near_meters, analysis.near_days
        ),
        may_decide: officer.may(Action::DecideLink),
        back: "/staff/map".to_owned(),
    };
    let body = Body::HotSpots(Box::new(body));
    Ok(page(desk_page(&state, Some(&officer), "Hot spots", false, body)).await)
}

pub async fn csv(
    extract::State(state): extract::State<State>,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let asked = Asked::of(&view, state.clock.today());
    let heat = heat(&state, &asked).await?;
    let text = table(&state, &heat).ok_or(WebError::Unavailable)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"hot-spots.csv\"",
        ),
    ];
    Ok((headers, text).into_response())
}

fn table(state: &State, heat: &Heat) -> Option<Vec<u8>> {
    let mut text = sheet::line(["section", "what", "close to", "records"].map(Cow::Borrowed))?;
    let mut add = |section: &'static str, what: String, near: &str, count: u64| {
        let cells = [
            section.into(),
            what.into(),
            near.to_owned().into(),
            count.to_string().into(),
        ];
        text.extend(sheet::line(cells)?);
        Some(())
    };
    for cell in &heat.cells {
        add(
            "cell",
            cell.center().to_string(),
            &near(state, cell.center()),
            cell.count,
        )?;
    }
    for (hour, count) in heat.hours.iter().enumerate() {
        add("hour", hour.to_string(), "", *count)?;
    }
    for (day, count) in WEEKDAYS.iter().zip(heat.weekdays) {
        add("weekday", (*day).to_owned(), "", count)?;
    }
    add("without_place", String::new(), "", heat.without_place)?;
    add("without_hour", String::new(), "", heat.without_hour)?;
    Some(text)
}

fn drawn(state: &State, cell: &HotCell, most: u64) -> CellLine {
    let frame = state.site().frame;
    let corner = |lat, lon| frame.to_xy(LatLon { lat, lon });
    let (x, y) = corner(cell.north_east.lat, cell.south_west.lon);
    let (right, bottom) = corner(cell.south_west.lat, cell.north_east.lon);
    CellLine {
        x,
        y,
        width: right - x,
        height: bottom - y,
        level: u8::try_from((cell.count * 5).div_ceil(most.max(1)))
            .unwrap_or(5)
            .clamp(1, 5),
        count: cell.count,
        center: cell.center().to_string(),
        near: near(state, cell.center()),
    }
}

/// The landmark that is closest.
fn near(state: &State, at: LatLon) -> String {
    let site = state.site();
    let (x, y) = site.frame.to_xy(at);
    let away = |label: &&domain::jurisdiction::DrawnLabel| (label.x - x).hypot(label.y - y);
    let closest = site
        .landmarks
        .iter()
        .min_by(|a, b| away(a).total_cmp(&away(b)));
    closest.map_or_else(String::new, |label| label.name.clone())
}
