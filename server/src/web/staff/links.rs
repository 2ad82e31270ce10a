//! What may belong together: on a report's page, as series, as lost and found; and an officer's word on it.

use super::desk_page;
use super::officer::Officer;
use super::parties::{Parties, parties};
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::links::{self, Decided, Filter, LinkRow};
use crate::store::reports::{self, ReportRow};
use crate::store::{StoreError, Uuid, records, traces};
use crate::usecase::decide::reread;
use crate::usecase::link_record::look_up;
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::{page, see};
use crate::when;
use app::page::Body;
use app::page::staff::links::{Hit, LinkLine, Links, LinksPage, Series};
use axum::extract::{self, Path, Query};
use axum::response::Response;
use domain::access::Action;
use domain::answers::RawAnswers;
use domain::field::Choice;
use domain::judgement::{alternatives, asked};
use domain::links::{LinkState, Reason, Spot, Trace, series, typed};
use domain::nibrs::coding::{Context, code};
use domain::nibrs::values::IncidentNumber;
use domain::number::TrackingNumber;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::net::IpAddr;

/// Links on a report's page.
const ON_REPORT: u64 = 50;
/// Links that series are made of, the latest: a year of a town.
const LATEST: u64 = 2_000;
/// Series, records and links of a series, and things on the page: what a person reads in a morning.
const SERIES: usize = 25;
const PARTIES: usize = 20;
const LINES: usize = 15;
const FOUND: u64 = 40;

/// Stands for the case number that is not given yet.
const PENDING: &str = "PENDING";

/// What a report may belong together with: as it was kept with the approval, or as it would be.
pub async fn of_report(
    state: &State,
    officer: &Officer,
    row: &ReportRow,
) -> Result<Links, StoreError> {
    let reader = state.store.reader();
    let analysis = &state.settings.analysis;
    let mut page = Links {
        may_decide: officer.may(Action::DecideLink),
        back: format!("/staff/reports/{}", row.tracking.compact()),
        ..Links::default()
    };
    if let Some(record) = records::of_report(reader, row.id).await? {
        let own = &record.number;
        let kept = links::of_record(reader, own, ON_REPORT).await?;
        let parties = parties(state, ends(&kept)).await?;
        page.lines = kept
            .iter()
            .map(|link| line(state, link, &parties, Some(own)))
            .collect();
        let (traces, spot) = (Trace::of(&record), Spot::of(&record));
        page.crowded = look_up(reader, Some(own), &traces, &spot, analysis)
            .await?
            .crowded;
        return Ok(page);
    }
    let answers = reports::as_corrected(reader, row).await?;
    let Some(record) = pending(state, row, &answers) else {
        return Ok(page);
    };
    let (traces, spot) = (Trace::of(&record), Spot::of(&record));
    let mut found = look_up(reader, None, &traces, &spot, analysis).await?;
    found.links.truncate(ON_REPORT as usize);
    let others = found.links.iter().map(|(number, _)| number.clone());
    let parties = parties(state, others.collect()).await?;
    page.pending = true;
    page.crowded = found.crowded;
    page.lines = found
        .links
        .into_iter()
        .map(|(number, finding)| LinkLine {
            id: None,
            parties: vec![parties.of(&number)],
            reason: finding.reason,
            strength: finding.strength,
            because: finding.because,
            state: LinkState::Suggested,
            decided: None,
        })
        .collect();
    Ok(page)
}

/// The record that an approval would write, whatever the officer judges: a judgement changes the coding, and nothing
/// that is met again. `None`, when the report cannot be read any more.
fn pending(
    state: &State,
    row: &ReportRow,
    answers: &RawAnswers,
) -> Option<domain::records::Record> {
    let report = reread(state, row, answers).ok()?;
    let context = Context {
        number: PENDING.parse().ok()?,
        town: &state.settings.department.town,
    };
    let judgement = *alternatives(&asked(&report)).first()?;
    code(&report, &judgement, &context).ok()
}

/// A link as the page draws it; of `own` page only the other record is named.
pub fn line(
    state: &State,
    link: &LinkRow,
    parties: &Parties,
    own: Option<&IncidentNumber>,
) -> LinkLine {
    let named = [&link.first, &link.second]
        .into_iter()
        .filter(|number| own != Some(number));
    LinkLine {
        id: Some(link.id.to_string()),
        parties: named.map(|number| parties.of(number)).collect(),
        reason: link.finding.reason,
        strength: link.finding.strength,
        because: link.finding.because.clone(),
        state: link.state,
        decided: link.decided.as_ref().map(|(by, at)| {
            let who = by.name().unwrap_or("the service");
            format!("{who}, {}", when::brief(&state.clock, *at))
        }),
    }
}

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    look: String,
    weak: String,
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let reader = state.store.reader();
    let weak = view.weak == "yes";
    let filter = Filter {
        telling: !weak,
        ..Filter::default()
    };
    let mut latest = links::latest(reader, &filter, LATEST + 1).await?;
    let cut = (latest.len() > LATEST as usize).then_some(LATEST);
    latest.truncate(LATEST as usize);
    let of_things = Filter {
        reasons: Reason::ALL
            .iter()
            .copied()
            .filter(|reason| reason.is_of_a_thing())
            .collect(),
        ..Filter::default()
    };
    let found = links::latest(reader, &of_things, FOUND).await?;

    let groups = grouped(&latest);
    let mut drawn = ends(&found);
    for group in &groups {
        drawn.extend(group.numbers.iter().take(PARTIES).cloned());
        drawn.extend(ends(&group.links[..group.links.len().min(LINES)]));
    }
    // Only what is drawn is read.
    let parties = parties(&state, drawn).await?;
    let series = groups
        .iter()
        .map(|group| group.drawn(&state, &parties))
        .collect();
    let body = LinksPage {
        hits: hits(&state, &view.look).await?,
        look: view.look,
        weak,
        series,
        cut,
        found: found
            .iter()
            .map(|link| line(&state, link, &parties, None))
            .collect(),
        may_decide: officer.may(Action::DecideLink),
        back: if weak { WEAK } else { ALL }.to_owned(),
    };
    let body = Body::Links(Box::new(body));
    Ok(page(desk_page(
        &state,
        Some(&officer),
        "Series, lost and found",
        false,
        body,
    ))
    .await)
}

/// The records of these links.
pub fn ends(links: &[LinkRow]) -> BTreeSet<IncidentNumber> {
    let ends = links
        .iter()
        .flat_map(|link| [link.first.clone(), link.second.clone()]);
    ends.collect()
}

/// Records that hang together, and by what.
struct Group {
    numbers: Vec<IncidentNumber>,
    links: Vec<LinkRow>,
}

/// The series that the latest links make, the one with the latest link first.
fn grouped(latest: &[LinkRow]) -> Vec<Group> {
    let edges: Vec<_> = latest
        .iter()
        .map(|link| (&link.first, &link.second))
        .collect();
    let mut groups = series(&edges);
    groups.truncate(SERIES);
    groups
        .into_iter()
        .map(|places| {
            let links: Vec<LinkRow> = places
                .into_iter()
                .filter_map(|place| latest.get(place).cloned())
                .collect();
            Group {
                numbers: ends(&links).into_iter().rev().collect(),
                links,
            }
        })
        .collect()
}

impl Group {
    fn drawn(&self, state: &State, parties: &Parties) -> Series {
        let (numbers, links) = (self.numbers.iter(), self.links.iter());
        Series {
            parties: numbers
                .take(PARTIES)
                .map(|number| parties.of(number))
                .collect(),
            more: self.numbers.len().saturating_sub(PARTIES),
            links: links
                .take(LINES)
                .map(|link| line(state, link, parties, None))
                .collect(),
            more_links: self.links.len().saturating_sub(LINES),
        }
    }
}

/// The records that carry what somebody typed, in whatever form it is.
async fn hits(state: &State, look: &str) -> Result<Option<Vec<Hit>>, WebError> {
    let look: String = look.chars().take(80).collect();
    if look.trim().is_empty() {
        return Ok(None);
    }
    let mut carrying = Vec::new();
    for (kind, key) in typed(&look) {
        carrying.extend(traces::carrying(state.store.reader(), kind, &key).await?);
    }
    let numbers = carrying.iter().map(|(number, _)| number.clone());
    let parties = parties(state, numbers.collect()).await?;
    Ok(Some(
        carrying
            .iter()
            .map(|(number, trace)| Hit {
                party: parties.of(number),
                what: format!(
                    "{} {}, {}",
                    trace.kind.title(),
                    trace.shown,
                    trace.part.title()
                ),
            })
            .collect(),
    ))
}

const ALL: &str = "/staff/links";
const WEAK: &str = "/staff/links?weak=yes";
const MAP: &str = "/staff/map";

/// Where a decision was made. An address that is none of ours leads nowhere.
fn back(text: &str) -> Option<String> {
    if [ALL, WEAK, MAP].contains(&text) {
        return Some(text.to_owned());
    }
    let tracking: TrackingNumber = text.strip_prefix("/staff/reports/")?.parse().ok()?;
    Some(format!("/staff/reports/{}#links", tracking.compact()))
}

pub async fn confirm(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, WebError> {
    decide(&state, &officer, client, &id, fields, LinkState::Confirmed).await
}

pub async fn dismiss(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, WebError> {
    decide(&state, &officer, client, &id, fields, LinkState::Dismissed).await
}

async fn decide(
    state: &State,
    officer: &Officer,
    client: IpAddr,
    id: &str,
    fields: Fields,
    to: LinkState,
) -> Result<Response, WebError> {
    let fields = fields.only(&["back"])?;
    let back = back(fields.get("back")).ok_or(WebError::Malformed)?;
    let id = Uuid::try_parse(id).map_err(|_| WebError::NotFound)?;
    let now = state.clock.now();
    let action = match to {
        LinkState::Dismissed => "link.dismiss",
        LinkState::Confirmed | LinkState::Suggested => "link.confirm",
    };
    let entry = AuditEntry::new(now, officer.actor(), action)
        .about(id.to_string())
        .from(client);
    let decided = state
        .store
        .write(async |tx| {
            let decided = links::decide(tx, id, to, &officer.actor(), now).await?;
            if decided != Decided::Missing {
                audit::append(tx, &entry).await?;
            }
            Ok::<_, StoreError>(decided)
        })
        .await?;
    match decided {
        Decided::Missing => Err(WebError::NotFound),
        Decided::Done | Decided::Same => {
            officer.is_on_record();
            Ok(see(&back))
        }
    }
}
