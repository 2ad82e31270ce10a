//! "I would rather have an officer": what was typed becomes a request for a call.

use crate::secret::{DraftKey, access_hash, tracking_number};
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::drafts::{self, DraftOutcome};
use crate::store::evidence;
use crate::store::jobs::{self, JobKind, NewJob};
use crate::store::officer_requests::{self, NewOfficerRequest};
use crate::store::{Actor, StoreError, Uuid, numbers};
use app::page::officer::{EMAIL, NAME, PHONE, WHEN};
use app::words::Lang;
use domain::answers::RawAnswers;
use domain::calendar::add_business_days;
use domain::field::{Answer, Field};
use domain::incident::chosen_kind;
use domain::journey::{End, Journey};
use domain::number::TrackingNumber;
use std::net::IpAddr;
use time::Date;

/// Why nothing was requested.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// Name or telephone number is missing or wrong: the page says which.
    #[error("the request is not complete")]
    Incomplete,
    #[error("the draft is gone")]
    Gone,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A call is due within one business day.
const DUE_DAYS: u16 = 1;

/// How to reach the resident.
struct CallBack {
    name: String,
    phone: String,
    email: Option<String>,
    when: String,
}

impl CallBack {
    fn read(answers: &RawAnswers, today: Date) -> Option<Self> {
        fn given<T: Answer>(
            field: &Field<T>,
            answers: &RawAnswers,
            today: Date,
        ) -> Result<Option<T>, ()> {
            field
                .read(answers.get(field.spec.key), today)
                .map_err(|_| ())
        }
        Some(Self {
            name: given(&NAME, answers, today).ok()??.to_string(),
            phone: given(&PHONE, answers, today).ok()??.to_string(),
            email: given(&EMAIL, answers, today)
                .ok()?
                .map(|email| email.to_string()),
            when: given(&WHEN, answers, today)
                .ok()?
                .map(|when| when.to_string())
                .unwrap_or_default(),
        })
    }
}

/// Files the request and gives its tracking number; a second time gives the same number.
///
/// # Errors
/// [`RequestError`].
pub async fn request_officer(
    state: &State,
    secret: &DraftKey,
    lang: Lang,
    client: IpAddr,
) -> Result<TrackingNumber, RequestError> {
    let now = state.clock.now();
    let rules = state.rules();
    let hash = secret.hash();
    let tracking = tracking_number();
    let access_hash = access_hash(&tracking, &secret.access_code());
    let filed = state
        .store
        .write(async |tx| {
            let row = drafts::load(tx, hash).await?.ok_or(RequestError::Gone)?;
            match row.outcome {
                Some(DraftOutcome::OfficerRequest(tracking)) => return Ok(tracking),
                Some(DraftOutcome::Report(_)) => return Err(RequestError::Gone),
                None => {}
            }
            let call = CallBack::read(&row.answers, rules.today).ok_or(RequestError::Incomplete)?;
            let stop = match Journey::walk(&row.answers, &rules).end {
                End::Stopped { stop, .. } => Some(stop),
                End::Question(_) | End::Ready => None,
            };
            let wanted = row.progress.officer();
            let id = Uuid::now_v7();
            drafts::finish(
                tx,
                hash,
                DraftOutcome::OfficerRequest(tracking.clone()),
                now,
            )
            .await?;
            let mails = call.email.is_some();
            officer_requests::insert(
                tx,
                NewOfficerRequest {
                    id,
                    tracking: tracking.clone(),
                    access_hash,
                    draft: hash,
                    kind: chosen_kind(&row.answers),
                    stop,
                    answers: row.answers,
                    name: call.name,
                    phone: call.phone,
                    email: call.email,
                    lang,
                    when: call.when,
                    created_at: now,
                    due_at: add_business_days(now, DUE_DAYS),
                },
            )
            .await?;
            evidence::adopt_by_request(tx, hash, id).await?;
            let entry = AuditEntry::new(now, Actor::Filer, "officer_request.submit")
                .about(tracking.compact())
                .from(client);
            audit::append(tx, &entry).await?;
            if mails {
                let confirmation = NewJob {
                    kind: JobKind::OfficerRequest,
                    report: None,
                    request: Some(id),
                    key: format!("officer_request:{id}"),
                    payload: serde_json::Value::Null,
                };
                jobs::enqueue(tx, confirmation, now).await?;
            }
            numbers::count(tx, rules.today, wanted.into_iter().collect()).await?;
            Ok(tracking)
        })
        .await?;
    state.wake.notify_one();
    Ok(filed)
}
