//! Drafts: saved at every step, over once they became something.

use crate::store_support::{NOW, answers, hash, new_request, tracking};
use crate::support::db::TestDb;
use domain::answers::RawAnswers;
use server::store::drafts::DraftOutcome;
use server::store::{StoreError, drafts, officer_requests};
use time::Duration;

#[tokio::test]
async fn what_was_typed_reads_back_as_typed() {
    let db = TestDb::fresh().await;
    let id = hash();
    db.store
        .write(async |tx| drafts::create(tx, id, NOW).await)
        .await
        .expect("created");
    let later = NOW + Duration::minutes(1);
    db.store
        .write(async |tx| drafts::save(tx, id, &answers(), later).await)
        .await
        .expect("saved");
    let row = drafts::load(db.store.reader(), id)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(
        (row.answers, row.updated_at, row.outcome),
        (answers(), later, None)
    );
    assert_eq!(drafts::load(db.store.reader(), hash()).await, Ok(None));
}

#[tokio::test]
async fn a_draft_that_was_sent_takes_no_more_answers_and_is_not_sent_twice() {
    let db = TestDb::fresh().await;
    for outcome in [
        DraftOutcome::Report(tracking()),
        DraftOutcome::OfficerRequest(tracking()),
    ] {
        let id = hash();
        db.store
            .write(async |tx| {
                drafts::create(tx, id, NOW).await?;
                drafts::save(tx, id, &answers(), NOW).await?;
                drafts::finish(tx, id, outcome.clone(), NOW).await
            })
            .await
            .expect("finished");

        let late = db
            .store
            .write(async |tx| drafts::save(tx, id, &answers(), NOW).await)
            .await;
        assert_eq!(late, Err(StoreError::Conflict));
        let twice = DraftOutcome::Report(tracking());
        let twice = db
            .store
            .write(async |tx| drafts::finish(tx, id, twice, NOW).await)
            .await;
        assert_eq!(twice, Err(StoreError::Conflict));

        let row = drafts::load(db.store.reader(), id)
            .await
            .expect("read")
            .expect("there");
        assert_eq!(
            row.answers,
            RawAnswers::default(),
            "the answers live on in the report alone"
        );
        assert_eq!(row.outcome, Some(outcome));
    }
}

#[tokio::test]
async fn a_draft_is_not_filed_with_answers_that_another_tab_has_changed() {
    let db = TestDb::fresh().await;
    let id = hash();
    let mut newer = answers();
    newer.set("narrative", "changed");
    db.store
        .write(async |tx| {
            drafts::create(tx, id, NOW).await?;
            drafts::save(tx, id, &newer, NOW).await
        })
        .await
        .expect("saved");
    let finish = async |seen: &RawAnswers| {
        let outcome = DraftOutcome::Report(tracking());
        db.store
            .write(async |tx| drafts::finish_as_seen(tx, id, seen, outcome, NOW).await)
            .await
    };
    assert_eq!(finish(&answers()).await, Err(StoreError::Conflict));
    let row = drafts::load(db.store.reader(), id)
        .await
        .expect("read")
        .expect("there");
    assert_eq!((&row.answers, row.outcome), (&newer, None));
    assert_eq!(finish(&row.answers).await, Ok(()));
    assert_eq!(finish(&row.answers).await, Err(StoreError::Conflict));
}

#[tokio::test]
async fn a_draft_that_is_gone_is_told_from_one_that_was_sent() {
    let db = TestDb::fresh().await;
    let id = hash();
    let saved = db
        .store
        .write(async |tx| drafts::save(tx, id, &answers(), NOW).await)
        .await;
    assert_eq!(saved, Err(StoreError::Missing));
    let outcome = DraftOutcome::Report(tracking());
    let finished = db
        .store
        .write(async |tx| drafts::finish(tx, id, outcome, NOW).await)
        .await;
    assert_eq!(finished, Err(StoreError::Missing));
    assert_eq!(
        db.store
            .write(async |tx| drafts::delete(tx, id).await)
            .await,
        Ok(false)
    );
}

#[tokio::test]
async fn only_old_drafts_are_purged() {
    let db = TestDb::fresh().await;
    let (old, young) = (hash(), hash());
    let limit = NOW - Duration::days(30);
    db.store
        .write(async |tx| {
            drafts::create(tx, old, limit - Duration::microseconds(1)).await?;
            drafts::create(tx, young, limit).await
        })
        .await
        .expect("created");
    assert_eq!(
        db.store
            .write(async |tx| drafts::purge(tx, limit).await)
            .await,
        Ok(1)
    );
    assert_eq!(drafts::load(db.store.reader(), old).await, Ok(None));
    assert!(
        drafts::load(db.store.reader(), young)
            .await
            .expect("read")
            .is_some()
    );
}

#[tokio::test]
async fn an_officer_request_reads_back_and_is_closed_once() {
    let db = TestDb::fresh().await;
    let request = new_request();
    let (id, sent) = (request.id, request.clone());
    db.store
        .write(async |tx| officer_requests::insert(tx, sent).await)
        .await
        .expect("filed");
    let again = officer_requests::NewOfficerRequest {
        draft: request.draft,
        ..new_request()
    };
    let again = db
        .store
        .write(async |tx| officer_requests::insert(tx, again).await)
        .await;
    assert_eq!(again, Err(StoreError::Conflict), "one request per draft");

    let reader = db.store.reader();
    let row = officer_requests::by_tracking(reader, &request.tracking)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(
        officer_requests::by_draft(reader, request.draft)
            .await
            .expect("read")
            .expect("there")
            .id,
        id
    );
    assert_eq!(
        (row.id, row.kind, row.stop, row.access_hash),
        (id, request.kind, request.stop, request.access_hash)
    );
    assert_eq!(
        (row.answers, row.name, row.phone),
        (request.answers, request.name, request.phone)
    );
    assert_eq!(
        (row.email, row.when, row.created_at),
        (request.email, request.when, request.created_at)
    );
    assert_eq!((row.due_at, row.closed), (request.due_at, None));
    assert_eq!(
        officer_requests::list(reader, true, 10)
            .await
            .expect("list")
            .len(),
        1
    );

    let by = server::store::Actor::Staff {
        id,
        name: "Sgt. Ortiz".to_owned(),
    };
    let close = async || {
        db.store
            .write(async |tx| {
                officer_requests::close(tx, id, "Ofc. Lee", "visited", &by, NOW).await
            })
            .await
    };
    assert_eq!(close().await, Ok(true));
    assert_eq!(close().await, Ok(false));
    assert_eq!(
        officer_requests::list(reader, true, 10)
            .await
            .expect("list")
            .len(),
        0
    );
    assert_eq!(
        officer_requests::list(reader, false, 10)
            .await
            .expect("list")
            .len(),
        1
    );
    let closed = officer_requests::by_id(reader, id)
        .await
        .expect("read")
        .expect("there")
        .closed
        .expect("closed");
    assert_eq!(
        (
            closed.at,
            closed.officer.as_str(),
            closed.outcome.as_str(),
            closed.by
        ),
        (NOW, "Ofc. Lee", "visited", by)
    );
}
