//! Reports: filed once, decided once, numbered without gaps.

use crate::store_support::{NOW, new_report, tracking};
use crate::support::db::TestDb;
use app::words::Lang;
use domain::eligibility::Advice;
use domain::incident::Kind;
use domain::number::CaseFormat;
use domain::review::{Contact, Event, Status};
use sea_orm::ConnectionTrait;
use server::store::reports::{Flagged, NewReport, QueueFilter};
use server::store::{Actor, Store, StoreError, Uuid, case_numbers, reports};
use time::Duration;
use tokio::task::JoinSet;

fn officer() -> Actor {
    Actor::Staff {
        id: Uuid::now_v7(),
        name: "Sgt. Ortiz".to_owned(),
    }
}

async fn file(store: &Store, report: NewReport) -> Uuid {
    let id = report.id;
    store
        .write(async |tx| reports::insert(tx, report).await)
        .await
        .expect("filed");
    id
}

async fn apply(store: &Store, id: Uuid, version: i64, event: &Event) -> Result<(), StoreError> {
    store
        .write(async |tx| reports::apply(tx, id, version, event, &officer(), NOW).await)
        .await
}

#[tokio::test]
async fn a_report_reads_back_as_it_was_filed() {
    let db = TestDb::fresh().await;
    for finding in [true, false] {
        let mut report = new_report();
        if !finding {
            report.finding = None;
            report.advice = Vec::new();
        }
        let expected = report.clone();
        let id = file(&db.store, report).await;
        let reader = db.store.reader();
        let row = reports::by_id(reader, id)
            .await
            .expect("read")
            .expect("there");
        assert_eq!(
            reports::by_tracking(reader, &expected.tracking)
                .await
                .expect("read")
                .expect("there")
                .id,
            id
        );
        assert_eq!(
            reports::by_draft(reader, expected.draft)
                .await
                .expect("read")
                .expect("there")
                .id,
            id
        );
        assert_eq!(
            (row.tracking, row.access_hash, row.draft),
            (expected.tracking, expected.access_hash, expected.draft)
        );
        assert_eq!(
            (row.kind, row.answers, row.record),
            (expected.kind, expected.answers, expected.record)
        );
        assert_eq!(
            (row.advice, row.finding),
            (expected.advice, expected.finding)
        );
        assert_eq!(row.certification, expected.certification);
        assert_eq!(
            (row.filer_name, row.filer_email, row.lang),
            (expected.filer_name, expected.filer_email, expected.lang)
        );
        assert_eq!(
            (row.submitted_at, row.review_by),
            (expected.submitted_at, expected.review_by)
        );
        assert_eq!(
            (row.status, row.version, row.case_number),
            (Status::Submitted, 1, None)
        );
        assert_eq!((row.decided_at, row.decided_by), (None, None));
        let events = reports::events(reader, id).await.expect("events");
        assert_eq!(events.len(), 1);
        assert_eq!(
            (events[0].seq, events[0].at, &events[0].by),
            (1, NOW, &Actor::Filer)
        );
        assert_eq!(events[0].event, Event::Submitted);
    }
}

#[tokio::test]
async fn every_event_reads_back_and_only_a_final_one_decides() {
    let db = TestDb::fresh().await;
    let told = Contact::Telephone {
        number: "2035550100".into(),
        spoke_with: "filer".into(),
        called_at: String::new(),
        outcome: "ok".into(),
    };
    for last in [
        crate::support::filed::approved(),
        Event::OfficerAssigned {
            officer: "Ofc. Lee".into(),
            contact: told.clone(),
        },
        Event::MarkedDuplicate { of: tracking() },
        Event::Withdrawn,
    ] {
        let id = file(&db.store, new_report()).await;
        let path = [
            Event::ReviewStarted,
            Event::MoreAsked {
                question: "Which \u{0} colour?".into(),
            },
            Event::MoreGiven {
                answer: "“blue”".into(),
            },
            last.clone(),
        ];
        let by = officer();
        db.store
            .write(async |tx| -> Result<(), StoreError> {
                for (version, event) in (1..).zip(&path) {
                    let row = reports::by_id(tx, id).await?.ok_or(StoreError::Missing)?;
                    assert_eq!((row.version, row.decided_at), (version, None));
                    reports::apply(tx, id, version, event, &by, NOW).await?;
                }
                Ok(())
            })
            .await
            .expect("applied");
        let row = reports::by_id(db.store.reader(), id)
            .await
            .expect("read")
            .expect("there");
        assert_eq!((row.status, row.version), (last.status(), 5));
        assert_eq!((row.decided_at, row.decided_by), (Some(NOW), Some(by)));
        let events = reports::events(db.store.reader(), id)
            .await
            .expect("events");
        assert_eq!(
            events.iter().map(|row| row.seq).collect::<Vec<_>>(),
            [1, 2, 3, 4, 5]
        );
        assert_eq!(
            events
                .into_iter()
                .skip(1)
                .map(|row| row.event)
                .collect::<Vec<_>>(),
            path
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_officers_who_decide_at_once_one_is_told() {
    let db = TestDb::fresh().await;
    for _ in 0..10 {
        let id = file(&db.store, new_report()).await;
        let mut tasks = JoinSet::new();
        for event in [
            crate::support::filed::approved(),
            Event::Withdrawn,
            Event::MarkedDuplicate { of: tracking() },
        ] {
            let store = db.store.clone();
            tasks.spawn(async move { apply(&store, id, 1, &event).await });
        }
        let outcomes = tasks.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        assert_eq!(
            outcomes
                .iter()
                .filter(|outcome| **outcome == Err(StoreError::Conflict))
                .count(),
            2
        );
        assert_eq!(
            reports::events(db.store.reader(), id)
                .await
                .expect("events")
                .len(),
            2
        );
    }
}

#[tokio::test]
async fn a_stale_version_or_a_missing_report_changes_nothing() {
    let db = TestDb::fresh().await;
    let id = file(&db.store, new_report()).await;
    apply(&db.store, id, 1, &Event::ReviewStarted)
        .await
        .expect("first");
    assert_eq!(
        apply(&db.store, id, 1, &crate::support::filed::approved()).await,
        Err(StoreError::Conflict)
    );
    assert_eq!(
        apply(
            &db.store,
            Uuid::now_v7(),
            1,
            &crate::support::filed::approved()
        )
        .await,
        Err(StoreError::Missing)
    );
    let row = reports::by_id(db.store.reader(), id)
        .await
        .expect("read")
        .expect("there");
    assert_eq!((row.status, row.version), (Status::UnderReview, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn case_numbers_have_no_gap_though_approvals_race_and_some_are_undone() {
    let db = TestDb::fresh().await;
    let mut tasks = JoinSet::new();
    for n in 0..50 {
        let store = db.store.clone();
        tasks.spawn(async move {
            store
                .write(async |tx| {
                    let serial = case_numbers::next(tx, 2026).await?;
                    if n % 5 == 0 {
                        Err(StoreError::Missing)
                    } else {
                        Ok(serial)
                    }
                })
                .await
        });
    }
    let mut given: Vec<u32> = tasks
        .join_all()
        .await
        .into_iter()
        .filter_map(Result::ok)
        .collect();
    given.sort_unstable();
    assert_eq!(given, (1..=40).collect::<Vec<u32>>());
    let other = db
        .store
        .write(async |tx| case_numbers::next(tx, 2027).await)
        .await;
    assert_eq!(other, Ok(1), "each year begins at one");
}

#[tokio::test]
async fn a_report_gets_one_case_number_and_no_two_reports_the_same() {
    let db = TestDb::fresh().await;
    let format = CaseFormat::new("WP", 6).expect("format");
    let (first, second) = (
        format.number(2026, 1).expect("one"),
        format.number(2026, 2).expect("two"),
    );
    let (a, b) = (
        file(&db.store, new_report()).await,
        file(&db.store, new_report()).await,
    );
    let set = async |id, number| {
        db.store
            .write(async |tx| reports::set_case_number(tx, id, number).await)
            .await
    };
    assert_eq!(set(a, &first).await, Ok(()));
    assert_eq!(set(a, &second).await, Err(StoreError::Conflict));
    assert_eq!(set(b, &first).await, Err(StoreError::Conflict));
    assert_eq!(set(b, &second).await, Ok(()));
    let found = reports::by_case_number(db.store.reader(), &first)
        .await
        .expect("read")
        .expect("there");
    assert_eq!((found.id, found.case_number), (a, Some(first)));
}

#[tokio::test]
async fn the_queue_pages_through_open_reports_the_most_urgent_first() {
    let db = TestDb::fresh().await;
    let mut open = Vec::new();
    for n in 0..7 {
        let mut report = new_report();
        // Three share an instant: the id decides.
        report.review_by = NOW + Duration::hours(if n < 3 { 1 } else { 10 - n });
        // The flag of one makes it due before those that were promised sooner.
        let due = if n == 4 {
            NOW + Duration::hours(4)
        } else {
            report.review_by
        };
        report.kind = if n % 2 == 0 {
            Kind::LostProperty
        } else {
            Kind::Vandalism
        };
        report.advice = if n == 4 {
            vec![Advice::Threat]
        } else {
            Vec::new()
        };
        open.push((due, file(&db.store, report).await));
    }
    let decided = file(&db.store, new_report()).await;
    apply(&db.store, decided, 1, &crate::support::filed::approved())
        .await
        .expect("approved");
    open.sort_unstable();

    let reader = db.store.reader();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = reports::queue(reader, &QueueFilter::default(), NOW, after, 2)
            .await
            .expect("page");
        let Some(last) = page.last() else { break };
        after = Some(last.cursor().to_string().parse().expect("cursor"));
        seen.extend(page.into_iter().map(|row| (row.due_at, row.id)));
    }
    assert_eq!(seen, open);

    let count = async |filter: QueueFilter| {
        reports::queue(reader, &filter, NOW, None, 50)
            .await
            .expect("page")
            .len()
    };
    assert_eq!(
        count(QueueFilter {
            kind: Some(Kind::Vandalism),
            ..QueueFilter::default()
        })
        .await,
        3
    );
    assert_eq!(
        count(QueueFilter {
            flag: Some(Flagged::Any),
            ..QueueFilter::default()
        })
        .await,
        1
    );
    assert_eq!(
        count(QueueFilter {
            status: Some(Status::Approved),
            ..QueueFilter::default()
        })
        .await,
        1
    );
    assert_eq!(
        count(QueueFilter {
            status: Some(Status::Withdrawn),
            ..QueueFilter::default()
        })
        .await,
        0
    );
    let waiting = reports::waiting(reader, NOW + Duration::hours(2))
        .await
        .expect("counted");
    assert_eq!((waiting.open.count, waiting.overdue.count), (7, 3));
}

#[tokio::test]
async fn the_language_of_a_report_is_kept_and_an_unknown_one_reads_as_english() {
    let db = TestDb::fresh().await;
    let mut report = new_report();
    report.lang = Lang::of("es").expect("Spanish");
    let tracking = report.tracking.clone();
    db.store
        .write(async |tx| reports::insert(tx, report).await)
        .await
        .expect("filed");
    let lang = async || {
        reports::by_tracking(db.store.reader(), &tracking)
            .await
            .expect("read")
            .expect("a report")
            .lang
    };
    assert_eq!(lang().await.tag(), "es");
    db.store
        .write(async |tx| {
            tx.execute_unprepared("UPDATE report SET language = 'tlh'")
                .await?;
            Ok::<_, StoreError>(())
        })
        .await
        .expect("changed");
    assert_eq!(lang().await, Lang::ENGLISH);
}
