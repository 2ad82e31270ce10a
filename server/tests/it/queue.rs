//! The desk's lists: what is in them, in which order, and that an index has each.

use crate::store_support::{NOW, new_report};
use crate::support::db::{TestDb, is_postgres};
use crate::support::town::Town;
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::incident::Kind;
use domain::jurisdiction::Sector;
use domain::review::Status;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use server::demo::{Wish, fill};
use server::store::reports::{self, Flagged, Lies, QueueFilter, QueueRow, Received};
use server::store::{Actor, StoreError, Uuid};
use server::usecase::index_reports::index_reports;
use std::collections::BTreeMap;
use time::Duration;

async fn demo(reports: u64) -> Town {
    let town = Town::open().await;
    let wish = Wish { reports, seed: 5 };
    fill(&town.state.store, &town.state.settings, &town.clock, wish)
        .await
        .expect("filled");
    town
}

async fn listed(town: &Town, filter: &QueueFilter) -> Vec<QueueRow> {
    let reader = town.state.store.reader();
    let now = town.clock.now();
    let all = reports::queue(reader, filter, now, None, 100_000)
        .await
        .expect("listed");
    // Page by page it is the same.
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let page = reports::queue(reader, filter, now, after, 7)
            .await
            .expect("page");
        let Some(last) = page.last() else { break };
        after = Some(last.cursor());
        paged.extend(page);
    }
    assert_eq!(paged, all, "{filter:?}");
    all
}

/// Every value of a filter, and none.
fn each<T: Copy>(values: impl IntoIterator<Item = T>) -> Vec<Option<T>> {
    std::iter::once(None)
        .chain(values.into_iter().map(Some))
        .collect()
}

#[tokio::test]
async fn every_filter_finds_what_it_says_and_nothing_else_the_due_first() {
    let town = demo(400).await;
    // Many open ones: the clock goes back for nobody, so some are opened by hand.
    let reopened: Result<(), StoreError> = town
        .state
        .store
        .write(async |tx| {
            for sql in [
                "UPDATE report SET status = 'submitted', sort_at = due_at WHERE status = 'approved' AND kind <> 'lost_property'",
                "UPDATE report_flag SET status = 'submitted', sort_at = (SELECT sort_at FROM report WHERE id = report) WHERE status = 'approved' AND kind <> 'lost_property'",
            ] {
                tx.execute_unprepared(sql).await?;
            }
            Ok(())
        })
        .await;
    reopened.expect("reopened");
    let (now, bounds) = (town.clock.now(), town.state.jurisdiction.bounds());
    let mut everything = Vec::new();
    for status in Status::ALL {
        let filter = QueueFilter {
            status: Some(*status),
            ..QueueFilter::default()
        };
        for row in listed(&town, &filter).await {
            let report = reports::by_id(town.state.store.reader(), row.id)
                .await
                .expect("read")
                .expect("there");
            let area = reports::area(&report.answers, &bounds);
            everything.push((row, area));
        }
    }
    assert_eq!(everything.len(), 400);
    let (mut looked, mut found) = (0, 0);
    for status in each([Status::Submitted, Status::InfoAsked, Status::Approved]) {
        for kind in each([Kind::Vandalism, Kind::LostProperty]) {
            for flag in each([Flagged::Any, Flagged::With(Advice::MayReturn)]) {
                for area in each([Lies::In(Sector::Center), Lies::Nowhere]) {
                    for received in each([Received::LastMonth, Received::OverWeek]) {
                        let filter = QueueFilter {
                            kind,
                            status,
                            flag,
                            area,
                            received,
                            ..QueueFilter::default()
                        };
                        let mut expected: Vec<&QueueRow> = everything
                            .iter()
                            .filter(|(row, lies)| {
                                status.map_or(row.status.is_open(), |status| row.status == status)
                                    && kind.is_none_or(|kind| row.kind == kind)
                                    && match flag {
                                        None => true,
                                        Some(Flagged::Any) => !row.advice.is_empty(),
                                        Some(Flagged::With(flag)) => row.advice.contains(&flag),
                                    }
                                    && match area {
                                        None => true,
                                        Some(Lies::In(sector)) => *lies == Some(sector),
                                        Some(Lies::Nowhere) => lies.is_none(),
                                    }
                                    && match received {
                                        Some(Received::LastMonth) => {
                                            row.submitted_at >= now - Duration::days(30)
                                        }
                                        Some(_) => row.submitted_at < now - Duration::days(7),
                                        None => true,
                                    }
                            })
                            .map(|(row, _)| row)
                            .collect();
                        match status {
                            Some(Status::Approved) => expected
                                .sort_by_key(|row| std::cmp::Reverse((row.submitted_at, row.id))),
                            Some(Status::InfoAsked) => {
                                expected.sort_by_key(|row| (row.submitted_at, row.id))
                            }
                            _ => expected.sort_by_key(|row| (row.due_at, row.id)),
                        }
                        let rows = listed(&town, &filter).await;
                        assert!(
                            rows.iter().eq(expected.iter().copied()),
                            "{filter:?}: {} for {}",
                            rows.len(),
                            expected.len()
                        );
                        looked += 1;
                        found += usize::from(!rows.is_empty());
                    }
                }
            }
        }
    }
    assert!(
        looked == 4 * 3 * 3 * 3 * 3 && found > looked / 4,
        "{found} of {looked} lists had something in them"
    );
}

#[tokio::test]
async fn pages_are_stable_while_reports_come_in_and_are_decided() {
    let db = TestDb::fresh().await;
    let file = async |hours: i64| {
        let mut report = new_report();
        report.advice = Vec::new();
        report.review_by = NOW + Duration::hours(hours);
        let id = report.id;
        db.store
            .write(async |tx| reports::insert(tx, report).await)
            .await
            .expect("filed");
        id
    };
    let mut ids = Vec::new();
    for hours in 0..9 {
        ids.push(file(hours * 2).await);
    }
    let page = async |after| {
        reports::queue(db.store.reader(), &QueueFilter::default(), NOW, after, 3)
            .await
            .expect("page")
    };
    let first = page(None).await;
    assert_eq!(first.iter().map(|row| row.id).collect::<Vec<_>>(), ids[..3]);
    // One comes in before the end of the first page, one behind it; one of the first page is decided.
    file(1).await;
    let behind = file(7).await;
    db.store
        .write(async |tx| {
            reports::apply(
                tx,
                ids[2],
                1,
                &domain::review::Event::Withdrawn,
                &Actor::Filer,
                NOW,
            )
            .await
        })
        .await
        .expect("withdrawn");
    let second = page(first.last().map(QueueRow::cursor)).await;
    assert_eq!(
        second.iter().map(|row| row.id).collect::<Vec<_>>(),
        [ids[3], behind, ids[4]],
        "no gap, nothing twice"
    );
}

/// What the database says of how it reads.
async fn explained(db: &TestDb, statement: Statement) -> String {
    let told: Result<String, StoreError> = db
        .store
        .write(async |tx| {
            let explain = if is_postgres() {
                // Tables as small as those of a test are read faster as a whole; what counts is whether it could be.
                for sql in [
                    "SET LOCAL enable_seqscan = off",
                    "SET LOCAL enable_sort = off",
                    "SET LOCAL enable_bitmapscan = off",
                ] {
                    tx.execute_unprepared(sql).await?;
                }
                "EXPLAIN (COSTS OFF) "
            } else {
                "EXPLAIN QUERY PLAN "
            };
            let asked = Statement {
                sql: format!("{explain}{}", statement.sql),
                ..statement
            };
            let rows = tx.query_all_raw(asked).await?;
            let column = if is_postgres() { 0 } else { 3 };
            let lines: Result<Vec<String>, _> = rows
                .iter()
                .map(|row| row.try_get_by_index(column))
                .collect();
            Ok(lines?.join("\n"))
        })
        .await;
    told.expect("explained")
}

#[tokio::test]
async fn every_combination_of_filters_is_read_from_an_index_in_its_order() {
    let db = TestDb::fresh().await;
    for _ in 0..20 {
        let report = new_report();
        db.store
            .write(async |tx| reports::insert(tx, report).await)
            .await
            .expect("filed");
    }
    let backend = if is_postgres() {
        DbBackend::Postgres
    } else {
        DbBackend::Sqlite
    };
    let cursor = reports::queue(db.store.reader(), &QueueFilter::default(), NOW, None, 1)
        .await
        .expect("page")[0]
        .cursor();
    let someone = Some(Uuid::now_v7());
    let mut plans: BTreeMap<String, usize> = BTreeMap::new();
    for status in each(Status::ALL.iter().copied()) {
        for kind in each([Kind::Vandalism]) {
            for flag in each([Flagged::Any, Flagged::With(Advice::Bias)]) {
                for area in each([Lies::In(Sector::East), Lies::Nowhere]) {
                    for received in each([Received::LastDay, Received::OverMonth]) {
                        for (mine, unread) in [(None, false), (someone, false), (None, true)] {
                            for after in [None, Some(cursor)] {
                                let filter = QueueFilter {
                                    kind,
                                    status,
                                    flag,
                                    area,
                                    received,
                                    mine,
                                    unread,
                                };
                                for statement in
                                    reports::statements(&filter, NOW, after, 41, backend)
                                {
                                    let plan = explained(&db, statement).await;
                                    let scans = plan.lines().any(|line| {
                                        let line = line.trim_start_matches([' ', '-', '>']);
                                        line.starts_with("Seq Scan")
                                            || line.starts_with("SCAN")
                                                && !line.contains("USING INDEX report_unread")
                                    });
                                    let sorts =
                                        plan.contains("Sort") || plan.contains("TEMP B-TREE");
                                    assert!(!scans && !sorts, "{filter:?}\n{plan}");
                                    *plans.entry(plan).or_default() += 1;
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    let used = |index: &str| plans.keys().any(|plan| plan.contains(&format!("{index} ")));
    for index in [
        "report_queue",
        "report_queue_kind",
        "report_queue_area",
        "report_queue_kind_area",
        "report_claimed",
        "report_unread_supplements",
        "report_flag_queue",
        "report_flag_queue_kind",
        "report_flag_queue_area",
        "report_flag_queue_kind_area",
    ] {
        assert!(used(index), "{index} is read by no list: {plans:#?}");
    }
}

#[tokio::test]
async fn reports_of_an_older_version_are_indexed_by_the_first_start() {
    let town = demo(120).await;
    let store = &town.state.store;
    let seen = async || {
        let mut seen = Vec::new();
        for sql in [
            "SELECT CAST(due_at AS TEXT) || ' ' || CAST(sort_at AS TEXT) || area FROM report ORDER BY id",
            "SELECT flag || status || kind || area || CAST(sort_at AS TEXT) FROM report_flag ORDER BY report, flag",
            "SELECT token FROM report_token ORDER BY report, token",
        ] {
            let reader = store.reader();
            let rows = reader
                .query_all_raw(Statement::from_string(reader.get_database_backend(), sql))
                .await
                .expect("read");
            seen.extend(
                rows.iter()
                    .map(|row| row.try_get_by_index::<String>(0).expect("text")),
            );
        }
        seen
    };
    let before = seen().await;
    let old: Result<(), StoreError> = store
        .write(async |tx| {
            for sql in [
                "DELETE FROM report_flag",
                "DELETE FROM report_token",
                // As the migration leaves them.
                "UPDATE report SET indexed = 0, area = '', due_at = review_by, sort_at = CASE WHEN status IN ('submitted', 'under_review') THEN review_by ELSE submitted_at END",
            ] {
                tx.execute_unprepared(sql).await?;
            }
            Ok(())
        })
        .await;
    old.expect("as before");
    assert_ne!(seen().await, before);
    assert_eq!(
        index_reports(store, &town.state.jurisdiction).await,
        Ok(120)
    );
    assert_eq!(seen().await, before);
    assert_eq!(
        index_reports(store, &town.state.jurisdiction).await,
        Ok(0),
        "once"
    );
}
