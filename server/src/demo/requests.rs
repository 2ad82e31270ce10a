//! People who would rather have an officer: some were stopped by a rule, some wanted it so.

use super::dice::Dice;
use super::history::{DESK, Teller, filer, id};
use super::people;
use super::plan::Plan;
use super::{DemoError, story};
use crate::secret::{DraftKey, access_hash};
use crate::store::audit::AuditEntry;
use crate::store::officer_requests::{self, NewOfficerRequest};
use crate::store::{Actor, Store, StoreError};
use app::words::Lang;
use domain::calendar::add_business_days;
use domain::incident::chosen_kind;
use domain::journey::{End, Journey};
use domain::number::{ResumeCode, TrackingNumber};
use time::{Duration, OffsetDateTime};

/// One for so many reports.
const EVERY: usize = 20;

type Rows = Vec<(OffsetDateTime, AuditEntry)>;

/// Writes the requests of the year; those of the last day are still open. Gives how many there are, and the trail.
pub async fn write(
    store: &Store,
    teller: &Teller,
    now: OffsetDateTime,
) -> Result<(u64, Rows), DemoError> {
    let (mut count, mut rows) = (0, Vec::new());
    let plans: Vec<&Plan> = teller.plans.iter().rev().step_by(EVERY).collect();
    for plans in plans.chunks(50) {
        store
            .write(async |tx| {
                for plan in plans {
                    count += 1;
                    rows.extend(one(tx, teller, plan, now).await?);
                }
                Ok::<_, StoreError>(())
            })
            .await?;
    }
    Ok((count, rows))
}

async fn one(
    tx: &crate::store::Tx,
    teller: &Teller,
    plan: &Plan,
    now: OffsetDateTime,
) -> Result<Rows, StoreError> {
    // Streams that no report draws from: theirs begin at the other end.
    let mut dice = Dice::new(teller.seed, u64::MAX / 2 - plan.index);
    let at = plan.submitted;
    let rules = teller.rules(at);
    let mut answers = story::tell(teller.seed.wrapping_add(1), plan, &rules).answers;
    match dice.below(4) {
        0 => answers.set("suspect", "yes"),
        1 => answers.set("weapon", "other_weapon"),
        // Came as far as the screening, and wanted to talk.
        _ => {
            let screening = ["emergency", "kind", "area", "suspect", "weapon", "signs"];
            answers = answers
                .iter()
                .filter(|(key, _)| screening.contains(key))
                .collect();
        }
    }
    let stop = match Journey::walk(&answers, &rules).end {
        End::Stopped { stop, .. } => Some(stop),
        End::Question(_) | End::Ready => None,
    };
    let key = DraftKey::from(ResumeCode::from_random(|| dice.byte()));
    let tracking = TrackingNumber::from_random(|| dice.byte());
    let person = people::person(&mut dice, rules.today.year());
    let request = id(&mut dice, at);
    let object = tracking.compact().to_owned();
    let submitted = AuditEntry::new(at, Actor::Filer, "officer_request.submit");
    let mut rows = vec![(at, submitted.about(object).from(filer(&mut dice)))];
    let due_at = add_business_days(at, 1);
    officer_requests::insert(
        tx,
        NewOfficerRequest {
            id: request,
            access_hash: access_hash(&tracking, &key.access_code()),
            tracking,
            draft: key.hash(),
            kind: chosen_kind(&answers),
            stop,
            answers,
            name: format!("{} {}", person.first, person.last),
            phone: person.phone,
            email: Some(person.email),
            lang: Lang::ENGLISH,
            when: dice
                .pick(&["", "after six", "in the morning", "any time"])
                .to_owned(),
            created_at: at,
            due_at,
        },
    )
    .await?;
    let closed = at + Duration::minutes(dice.between(60, 2_000));
    if closed <= now {
        let by = teller.reviewers[plan.reviewer].clone();
        let outcome = dice.pick(&[
            "Report taken by telephone.",
            "An officer went there.",
            "Filed online after all.",
            "Called twice and left a message.",
        ]);
        let officer = by.name().unwrap_or("the desk");
        officer_requests::close(tx, request, officer, outcome, &by, closed).await?;
        let row = AuditEntry::new(closed, by, "officer_request.close");
        rows.push((closed, row.about(request.to_string()).from(DESK)));
    }
    Ok(rows)
}
