//! Residents who asked for an officer.

use super::desk_page;
use super::files::listed;
use super::officer::Officer;
use crate::state::State;
use crate::store::audit::{self, AuditEntry, Outcome};
use crate::store::officer_requests::{self, OfficerRequestRow};
use crate::store::reports::{self, QueueFilter};
use crate::store::{StoreError, Uuid, evidence};
use crate::web::client::Client;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::guard::ended;
use crate::web::respond::{page, see};
use crate::when;
use app::component::errors::Problem;
use app::page::Body;
use app::page::staff::callbacks::{Callbacks, Request, ToTell};
use app::page::staff::files::StaffFile;
use app::summary::sections;
use axum::extract::{self, Path};
use axum::response::Response;
use domain::access::Action;
use domain::field::Text;
use domain::incident::Kinds;
use domain::review::{NOTE_MAX, Status};
use domain::rules::Rules;

/// Requests on the page. Each waits for a call within one business day: more than this is another problem.
const MOST: u64 = 200;

pub async fn show(
    extract::State(state): extract::State<State>,
    officer: Officer,
) -> Result<Response, WebError> {
    drawn(&state, &officer, Vec::new()).await
}

async fn drawn(
    state: &State,
    officer: &Officer,
    problems: Vec<Problem>,
) -> Result<Response, WebError> {
    let now = state.clock.now();
    let reader = state.store.reader();
    let mut requests = Vec::new();
    for row in officer_requests::list(reader, true, MOST).await? {
        let files = listed(state, &evidence::for_request(reader, row.id).await?).await?;
        requests.push(request(state, row, files, now));
    }
    let waiting = QueueFilter {
        status: Some(Status::OfficerNamed),
        ..QueueFilter::default()
    };
    let to_tell = reports::queue(state.store.lists(), &waiting, now, None, MOST)
        .await?
        .into_iter()
        .map(|row| ToTell {
            href: format!("/staff/reports/{}", row.tracking.compact()),
            tracking: row.tracking.to_string(),
            filer: row.filer_name,
            due: when::brief(&state.clock, row.due_at),
            overdue: row.due_at < now,
        })
        .collect();
    let wrong = !problems.is_empty();
    let body = Body::Callbacks(Callbacks {
        requests,
        to_tell,
        may_close: officer.may(Action::CloseCallback),
        problems,
    });
    Ok(page(desk_page(
        state,
        Some(officer),
        "Officer requests",
        wrong,
        body,
    ))
    .await)
}

fn request(
    state: &State,
    row: OfficerRequestRow,
    files: Vec<StaffFile>,
    now: time::OffsetDateTime,
) -> Request {
    let rules = Rules {
        today: state.clock.local(row.created_at).date(),
        jurisdiction: &state.jurisdiction,
        closed: Kinds::NONE,
    };
    let typed = sections(&row.answers, &rules, &state.site().words)
        .into_iter()
        .flat_map(|section| section.rows)
        .map(|line| (line.label, line.value))
        .collect();
    Request {
        files,
        id: row.id.to_string(),
        tracking: row.tracking.to_string(),
        name: row.name,
        phone: row.phone,
        when: Some(row.when).filter(|when| !when.is_empty()),
        received: when::brief(&state.clock, row.created_at),
        asked_in: super::report::filed_in(state, row.lang),
        due: when::brief(&state.clock, row.due_at),
        overdue: row.due_at < now,
        kind: row.kind,
        stop: row.stop,
        typed,
    }
}

pub async fn close(
    extract::State(state): extract::State<State>,
    officer: Officer,
    Client(client): Client,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, WebError> {
    let fields = fields.only(&["officer", "outcome"])?;
    let id = Uuid::try_parse(&id).map_err(|_| WebError::NotFound)?;
    let (by, outcome) = (
        Text::new(fields.get("officer"), NOTE_MAX),
        Text::new(fields.get("outcome"), NOTE_MAX),
    );
    let (Ok(by), Ok(outcome)) = (by, outcome) else {
        let problem = Problem {
            id: format!("officer-{id}"),
            label: "Officer and outcome".to_owned(),
            message: "Both are needed to close a request".to_owned(),
        };
        let page = drawn(&state, &officer, vec![problem]).await?;
        return Ok(ended(page, Outcome::Failed));
    };
    let now = state.clock.now();
    state
        .store
        .write(async |tx| {
            let actor = officer.actor();
            let (by, outcome) = (by.as_str(), outcome.as_str());
            let closed = officer_requests::close(tx, id, by, outcome, &actor, now).await?;
            let entry = AuditEntry::new(now, actor, "officer_request.close")
                .about(id.to_string())
                .from(client);
            // A colleague was first, or there is no such request: the list tells, and the trail says that nothing was done.
            let how = if closed { Outcome::Ok } else { Outcome::Failed };
            audit::append(tx, &entry.ended(how)).await
        })
        .await
        .map_err(|error: StoreError| WebError::from(error))?;
    officer.is_on_record();
    Ok(see("/staff/callbacks"))
}
