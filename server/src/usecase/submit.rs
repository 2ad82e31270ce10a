//! Filing a report: the draft becomes a report, exactly once.

use crate::live::NOTICE_VERSION;
use crate::secret::{DraftKey, access_hash, tracking_number};
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::drafts::{self, DraftOutcome};
use crate::store::evidence;
use crate::store::jobs::{self, JobKind, NewJob};
use crate::store::reports::{self, NewReport};
use crate::store::{Actor, StoreError, Uuid, numbers};
use app::words::Lang;
use domain::answers::RawAnswers;
use domain::calendar::add_business_days;
use domain::number::TrackingNumber;
use domain::numbers::form::Mark;
use domain::report::{Certification, Draft, NotReady, Report};
use std::net::IpAddr;

/// Why nothing was filed.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    #[error(transparent)]
    NotReady(#[from] NotReady),
    /// The draft was deleted meanwhile, or sent as something else.
    #[error("the draft is gone")]
    Gone,
    #[error("the report cannot be written down")]
    Record,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Files the draft behind this cookie and gives its tracking number; a second time gives the same number.
/// `lang` is the language in which it was certified.
///
/// The report is made outside the write, where nobody waits for it. Two requests at once may both find the draft
/// open: the first to commit finishes it, the second fails its compare-and-set on the draft, keeps nothing, and
/// on its second look finds the first one's number. A tab that changed an answer in between is seen the same way.
///
/// # Errors
/// [`SubmitError`].
pub async fn submit(
    state: &State,
    secret: &DraftKey,
    lang: Lang,
    client: IpAddr,
) -> Result<TrackingNumber, SubmitError> {
    // The last look is one more than two tabs need; whoever types on meanwhile is asked to check again.
    for _ in 0..LOOKS {
        let row = drafts::load(state.store.reader(), secret.hash())
            .await?
            .ok_or(SubmitError::Gone)?;
        match row.outcome {
            Some(DraftOutcome::Report(tracking)) => return Ok(tracking),
            Some(DraftOutcome::OfficerRequest(_)) => return Err(SubmitError::Gone),
            None => {}
        }
        match file(state, secret, row.answers, lang, client).await {
            Err(SubmitError::Store(StoreError::Conflict)) => {}
            filed => return filed,
        }
    }
    Err(SubmitError::Store(StoreError::Conflict))
}

/// How often the draft is looked at before giving up.
const LOOKS: usize = 3;

async fn file(
    state: &State,
    secret: &DraftKey,
    answers: RawAnswers,
    lang: Lang,
    client: IpAddr,
) -> Result<TrackingNumber, SubmitError> {
    let now = state.clock.now();
    let rules = state.rules();
    let hash = secret.hash();
    let tracking = tracking_number();
    let access_hash = access_hash(&tracking, &secret.access_code());
    let notice_version = state.sites().of(lang).words.t(NOTICE_VERSION);
    let review_by = add_business_days(now, state.now().review.business_days);
    let draft = Draft {
        answers,
        certification: Some(Certification {
            notice_version,
            at: now,
        }),
    };
    let report = Report::try_from_draft(&draft, &rules)?;
    let record = serde_json::to_value(&report).map_err(|_| SubmitError::Record)?;
    let filer = &report.filer;
    let area = reports::area(&draft.answers, &rules.jurisdiction.bounds());
    let id = Uuid::now_v7();
    state
        .store
        .write(async |tx| {
            let outcome = DraftOutcome::Report(tracking.clone());
            drafts::finish_as_seen(tx, hash, &draft.answers, outcome, now).await?;
            reports::insert(
                tx,
                NewReport {
                    id,
                    tracking: tracking.clone(),
                    access_hash,
                    draft: hash,
                    kind: report.kind,
                    answers: draft.answers.clone(),
                    record,
                    advice: report.advice.clone(),
                    finding: report.finding,
                    area,
                    certification: report.certification.clone(),
                    filer_name: format!("{} {}", filer.first_name, filer.last_name),
                    filer_email: filer.email.to_string(),
                    lang,
                    submitted_at: now,
                    review_by,
                },
            )
            .await?;
            evidence::adopt_by_report(tx, hash, id).await?;
            let entry = AuditEntry::new(now, Actor::Filer, "report.submit")
                .about(tracking.compact())
                .from(client);
            audit::append(tx, &entry).await?;
            let receipt = NewJob {
                kind: JobKind::Receipt,
                report: Some(id),
                request: None,
                key: format!("receipt:{id}"),
                payload: serde_json::Value::Null,
            };
            jobs::enqueue(tx, receipt, now).await?;
            numbers::count(tx, rules.today, vec![Mark::filed(report.kind)]).await?;
            Ok::<_, SubmitError>(())
        })
        .await?;
    state.wake.notify_one();
    Ok(tracking)
}
