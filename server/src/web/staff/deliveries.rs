//! Mail and records on their way: what did not arrive, and how far each report has come.

use super::desk_page;
use super::officer::Officer;
use super::report::{job_name, record_state};
use super::trouble::{ANOTHER_NUMBER, explained};
use crate::settings::RmsTarget;
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::handovers::{self, Standing, Which};
use crate::store::jobs::{self, JobKind, JobRow, JobState};
use crate::store::{StoreError, Uuid, reports};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::respond::{page, see};
use crate::when;
use app::page::Body;
use app::page::staff::deliveries::{Deliveries, RecordLine, Records, Trouble};
use axum::extract::{self, Path, Query};
use axum::response::Response;
use domain::access::Action;
use serde::Deserialize;
use std::collections::HashMap;

/// Reports on one page.
const PAGE: usize = 50;
/// Troubles on one page: who has more has one cause, and a button for all.
const TROUBLES: usize = 100;

/// The list's choices.
const CHOICES: [(&str, &str); 4] = [
    ("", "All reports"),
    ("waiting", "Not handed over"),
    ("handed_over", "Handed over, not acknowledged"),
    ("acknowledged", "Acknowledged"),
];

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    show: String,
    before: String,
}

impl View {
    fn which(&self) -> Which {
        match self.show.as_str() {
            "waiting" => Which::NotHandedOver,
            "handed_over" => Which::NotAcknowledged,
            "acknowledged" => Which::Acknowledged,
            _ => Which::All,
        }
    }
}

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Query(view): Query<View>,
) -> Result<Response, WebError> {
    let reader = state.store.reader();
    let troubled = jobs::troubled(reader).await?;
    let failing: HashMap<Uuid, &JobRow> = troubled
        .iter()
        .filter(|job| job.kind == JobKind::Rms)
        .filter_map(|job| Some((job.report?, job)))
        .collect();
    let records = records(&state, &view, &failing).await?;
    let shown = &troubled[..troubled.len().min(TROUBLES)];
    let ids: Vec<Uuid> = shown.iter().filter_map(|job| job.report).collect();
    let numbers = reports::numbers(reader, &ids).await?;
    let troubles = shown
        .iter()
        .map(|job| {
            let explained = explained(job);
            let numbers = job.report.and_then(|id| numbers.get(&id));
            Trouble {
                id: job.id.to_string(),
                what: job_name(job.kind).to_owned(),
                tracking: numbers.map(|(tracking, _)| tracking.compact().to_owned()),
                given_up: job.state == JobState::GivenUp,
                attempts: i64::from(job.attempts),
                went_wrong: explained.went_wrong,
                reason: job.reason.clone(),
                to_do: explained.to_do.to_owned(),
                code: job.last_error.clone().unwrap_or_default(),
                next: (job.state == JobState::Pending)
                    .then(|| when::brief(&state.clock, job.due_at)),
            }
        })
        .collect();
    let body = Body::Deliveries(Deliveries {
        troubles,
        more: troubled.len() - shown.len(),
        may_send_again: officer.may(Action::SendAgain),
        records,
    });
    Ok(page(desk_page(&state, Some(&officer), "Deliveries", false, body)).await)
}

async fn records(
    state: &State,
    view: &View,
    failing: &HashMap<Uuid, &JobRow>,
) -> Result<Records, WebError> {
    let reader = state.store.reader();
    let count = async |which| handovers::count(reader, which).await;
    // One that got a second number is there, and in error all the same.
    let (twice, failed): (Vec<&JobRow>, Vec<&JobRow>) = failing
        .values()
        .partition(|job| job.last_error.as_deref() == Some(ANOTHER_NUMBER));
    let many = |jobs: &[&JobRow]| u64::try_from(jobs.len()).unwrap_or(u64::MAX);
    let open = count(Which::NotHandedOver).await?;
    let waiting = open.saturating_sub(many(&failed));
    let in_error = many(&failed) + many(&twice);
    let before = view.before.parse().ok();
    let limit = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut rows = handovers::reports(reader, view.which(), before, limit).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.report).collect();
    let numbers = reports::numbers(reader, &ids).await?;
    let earlier = rows.last().filter(|_| more).map(|row| {
        let show = CHOICES
            .iter()
            .map(|(code, _)| *code)
            .find(|code| *code == view.show)
            .unwrap_or_default();
        format!("/staff/deliveries?show={show}&before={}", row.seq)
    });
    let lines = rows
        .iter()
        .filter_map(|row| {
            let (tracking, case) = numbers.get(&row.report)?;
            let job = failing.get(&row.report).copied();
            Some(RecordLine {
                case_number: case.as_ref().map_or_else(String::new, ToString::to_string),
                tracking: tracking.compact().to_owned(),
                approved: when::brief(&state.clock, row.made_at),
                state: record_state(state, Some(&row.standing), job),
                troubled: row.standing == Standing::Waiting && job.is_some(),
                rms_number: match &row.standing {
                    Standing::Acknowledged { number, .. } => Some(number.to_string()),
                    Standing::Waiting | Standing::HandedOver { .. } => None,
                },
            })
        })
        .collect();
    Ok(Records {
        way: match state.settings.rms.target {
            RmsTarget::Folder(_) => {
                "Each report is written into a folder that the records system reads."
            }
            RmsTarget::Post { .. } => "Each report is posted to the records system, signed.",
            RmsTarget::Pull => "The records system fetches the reports.",
        },
        counts: vec![
            ("Waiting", waiting),
            ("In error", in_error),
            (
                "Handed over, not acknowledged",
                count(Which::NotAcknowledged).await?,
            ),
            ("Acknowledged", count(Which::Acknowledged).await?),
        ],
        choices: &CHOICES,
        chosen: view.show.clone(),
        lines,
        earlier,
    })
}

pub async fn again(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let id = Uuid::try_parse(&id).map_err(|_| WebError::NotFound)?;
    let now = state.clock.now();
    let entry = AuditEntry::new(now, officer.actor(), "job.send_again")
        .about(id.to_string())
        .from(client);
    state
        .store
        .write(async |tx| {
            jobs::send_again(tx, id, now).await?;
            audit::append(tx, &entry).await
        })
        .await
        .map_err(|error: StoreError| WebError::from(error))?;
    officer.is_on_record();
    state.wake.notify_one();
    Ok(see("/staff/deliveries"))
}

/// Everything that was given up: what was wrong was wrong for all of it.
pub async fn all_again(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    fields: Fields,
) -> Result<Response, WebError> {
    fields.only(&[])?;
    let now = state.clock.now();
    let entry = AuditEntry::new(now, officer.actor(), "job.send_all_again").from(client);
    state
        .store
        .write(async |tx| {
            let sent = jobs::send_all_again(tx, now).await?;
            audit::append(tx, &entry.about(format!("{sent} jobs"))).await
        })
        .await
        .map_err(|error: StoreError| WebError::from(error))?;
    officer.is_on_record();
    state.wake.notify_one();
    Ok(see("/staff/deliveries"))
}
