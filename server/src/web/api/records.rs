//! `GET /api/v1/records`: the documents behind a cursor, in the order of approval.

use super::caller::Caller;
use super::problem::Problem;
use crate::evidence::entry::hex;
use crate::rms::key;
use crate::settings::RmsTarget;
use crate::state::State;
use crate::store::StoreError;
use crate::store::audit::{self, AuditEntry};
use crate::store::handovers::{self, HandoverRow};
use crate::usecase::pull_records::{Page, PullError, pull};
use crate::web::client::Client;
use axum::extract::{self, RawQuery};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

/// Documents in one answer, when nothing is asked, and at most.
const USUAL: u64 = 100;
const MOST: u64 = 500;

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    since: i64,
    limit: u64,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            since: 0,
            limit: USUAL,
        }
    }
}

impl Asked {
    fn read(query: Option<&str>) -> Result<Self, Problem> {
        serde_urlencoded::from_str(query.unwrap_or_default())
            .ok()
            .filter(|asked: &Self| asked.since >= 0 && (1..=MOST).contains(&asked.limit))
            .ok_or(Problem::BadQuery)
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    records: Vec<Entry<'a>>,
    /// The cursor to go on with.
    next: i64,
    more: bool,
}

#[derive(Serialize)]
struct Entry<'a> {
    seq: i64,
    /// The idempotency key.
    key: String,
    /// To the byte what would be posted, but for the line's end behind it.
    document: &'a RawValue,
}

pub async fn show(
    extract::State(state): extract::State<State>,
    caller: Caller,
    Client(client): Client,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Asked::read(query.as_deref())?;
    let page = pull(&state, asked.since, asked.limit).await?;
    let body = written(&page)?;
    let tag = format!("\"{}\"", hex(&Sha256::digest(&body)[..16]));
    let now = state.clock.now();
    let entry = AuditEntry::new(now, caller.actor(), "records.read")
        .about(format!("{}..{}", asked.since, page.next))
        .from(client);
    // Where it is fetched and not sent, this is the hand-over.
    let handed_over = state.settings.rms.target == RmsTarget::Pull && method == Method::GET;
    state
        .store
        .write(async |tx| {
            if handed_over {
                handovers::handed_over(tx, asked.since, page.next, now).await?;
            }
            audit::append(tx, &entry).await
        })
        .await
        .map_err(|error: StoreError| Problem::from(error))?;
    caller.is_on_record();
    let unchanged = has(&headers, &tag);
    let tag = HeaderValue::from_str(&tag).map_err(|_| Problem::Unavailable)?;
    let etag = [(header::ETAG, tag)];
    if unchanged {
        return Ok((StatusCode::NOT_MODIFIED, etag).into_response());
    }
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((etag, kind, body).into_response())
}

/// Whether the caller has the answer already (RFC 9110 §13.1.2).
fn has(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|given| given.trim().trim_start_matches("W/"))
        .any(|given| given == tag || given == "*")
}

fn written(page: &Page) -> Result<Vec<u8>, Problem> {
    let entry = |(row, text): &'_ (HandoverRow, String)| -> Option<(i64, String, Box<RawValue>)> {
        let document = serde_json::from_str(text).ok()?;
        Some((row.seq, key(row.report, row.number), document))
    };
    let read: Option<Vec<_>> = page.documents.iter().map(entry).collect();
    let read = read.ok_or(StoreError::Corrupt("document"))?;
    let answer = Answer {
        records: read
            .iter()
            .map(|(seq, key, document)| Entry {
                seq: *seq,
                key: key.clone(),
                document,
            })
            .collect(),
        next: page.next,
        more: page.more,
    };
    serde_json::to_vec(&answer).map_err(|_| StoreError::Corrupt("document").into())
}

impl From<PullError> for Problem {
    fn from(error: PullError) -> Self {
        match error {
            PullError::Ahead => Self::CursorAhead,
            PullError::Store(error) => error.into(),
            PullError::Make(error) => {
                tracing::error!(%error, "records");
                Self::Unavailable
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_strictly() {
        let read = |query| Asked::read(query).map(|asked| (asked.since, asked.limit));
        assert_eq!(read(None), Ok((0, 100)));
        assert_eq!(read(Some("since=41&limit=500")), Ok((41, 500)));
        for wrong in [
            "since=-1",
            "since=x",
            "limit=0",
            "limit=501",
            "after=3",
            "since=1&since=2",
            "since=99999999999999999999",
        ] {
            assert_eq!(read(Some(wrong)), Err(Problem::BadQuery), "{wrong}");
        }
    }

    #[test]
    fn a_tag_is_known_in_a_list_and_when_it_is_weak() {
        let given = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(value));
            has(&headers, "\"a\"")
        };
        assert!(given("\"a\"") && given("W/\"a\"") && given("\"b\", \"a\"") && given("*"));
        assert!(!given("\"b\"") && !given("a"));
    }
}
