//! Where people stop in the form: each page of each draft is counted once, ends are counted, and nothing of anybody is in
//! the counts.

use crate::store_support::hash;
use crate::support::db::{TestDb, is_postgres};
use crate::support::filled::{Extent, answers};
use crate::support::town::{Browser, Town};
use domain::access::Role;
use domain::field::Choice;
use domain::incident::{Kind, steps};
use domain::numbers::form::{CHECK, Mark, What};
use domain::numbers::funnel::{Counted, funnels};
use sea_orm::{ConnectionTrait, Statement};
use server::store::{StoreError, drafts, numbers};
use std::time::Duration;
use time::macros::{date, datetime};
use tokio::task::JoinSet;

/// Everything that was counted on any day, as `kind/page what total`.
async fn counted(town: &Town) -> Vec<String> {
    let found = numbers::form(
        town.state.store.reader(),
        date!(2026 - 01 - 01),
        date!(2027 - 12 - 31),
    )
    .await
    .expect("counts");
    let mut lines: Vec<String> = found.iter().map(line).collect();
    lines.sort();
    lines
}

fn line(of: &Counted) -> String {
    let kind = of.kind.map_or("", Choice::code);
    format!("{kind}/{} {} {}", of.step, of.what.code(), of.total)
}

async fn begun<'a>(town: &'a Town, fields: &[(&str, &str)]) -> Browser<'a> {
    let mut browser = town.browser();
    browser.post("/report/start", &[]).await;
    for (key, value) in fields {
        let step = match *key {
            "suspect" | "weapon" | "signs" => "checks",
            key => key,
        };
        browser
            .post(&format!("/report/{step}"), &[(key, value)])
            .await;
    }
    browser
}

const LOST: [(&str, &str); 2] = [("emergency", "no"), ("kind", "lost_property")];

#[tokio::test]
async fn a_page_counts_once_for_a_draft_however_often_it_is_sent_and_in_two_windows() {
    let town = Town::open().await;
    let mut browser = begun(&town, &LOST).await;
    let expected = [
        "/emergency reached 1",
        "/kind reached 1",
        "lost_property/area reached 1",
    ];
    assert_eq!(counted(&town).await, expected);
    // Sent again, taken back and forth, in another window.
    browser.post("/report/kind", &LOST[1..]).await;
    browser
        .post("/report/emergency", &[("emergency", "")])
        .await;
    let mut window = town.browser_with(&browser);
    window.post("/report/emergency", &LOST[..1]).await;
    browser.post("/report/kind", &LOST[1..]).await;
    assert_eq!(counted(&town).await, expected);
    // Another draft counts for itself.
    begun(&town, &LOST[..1]).await;
    let expected = [
        "/emergency reached 2",
        "/kind reached 2",
        "lost_property/area reached 1",
    ];
    assert_eq!(counted(&town).await, expected);
    // A link that has chosen the kind.
    let mut linked = town.browser();
    linked.post("/report/start", &[("kind", "vandalism")]).await;
    linked.post("/report/emergency", &LOST[..1]).await;
    assert!(
        counted(&town)
            .await
            .contains(&"vandalism/area reached 1".to_owned())
    );
}

#[tokio::test]
async fn a_report_that_is_sent_has_counted_each_of_its_pages_once_and_is_filed() {
    let town = Town::open().await;
    town.file(Kind::LostProperty, "Heron").await;
    let found = numbers::form(
        town.state.store.reader(),
        date!(2026 - 11 - 20),
        date!(2026 - 11 - 20),
    )
    .await
    .expect("counts");
    assert!(found.iter().all(|of| of.total == 1), "{found:?}");
    let funnel = &funnels(&found)[1];
    assert_eq!((funnel.kind, funnel.filed), (Some(Kind::LostProperty), 1));
    let pages: Vec<&str> = funnel
        .pages
        .iter()
        .filter(|page| page.reached == 1)
        .map(|page| page.step)
        .collect();
    assert!(
        pages.starts_with(&["area", "checks", "place"]) && pages.ends_with(&["you", CHECK]),
        "{pages:?}"
    );
    assert!(funnel.pages.iter().all(|page| page.ended() == 0));
}

#[tokio::test]
async fn rules_officers_deletions_and_forgotten_drafts_are_counted_where_they_end() {
    let town = Town::open().await;
    // Stopped by a rule, once; the answer corrected; stopped anew by the same rule.
    let mut stopped = begun(&town, &LOST).await;
    for area in ["i95", "in_town", "i95"] {
        stopped.post("/report/area", &[("area", area)]).await;
    }
    // Would rather have an officer.
    let mut officer = begun(&town, &LOST).await;
    let call = [("officer_name", "Ana"), ("officer_phone", "203 555 0142")];
    assert_eq!(
        officer.post("/officer", &call).await.location(),
        "/officer/sent"
    );
    officer.post("/officer", &call).await;
    // Without having begun anything.
    town.browser().post("/officer", &call).await;
    // Deleted by the filer, twice.
    let mut deleted = begun(&town, &LOST[..1]).await;
    let mut window = town.browser_with(&deleted);
    deleted.post("/report/delete", &[]).await;
    window.post("/report/delete", &[]).await;
    // Left alone.
    begun(&town, &LOST).await;
    let so_far = [
        "/emergency reached 4",
        "/kind left 1",
        "/kind reached 4",
        "lost_property/area i95 1",
        "lost_property/area officer 1",
        "lost_property/area reached 3",
        "lost_property/checks reached 1",
    ];
    assert_eq!(counted(&town).await, so_far);

    town.clock.advance(Duration::from_secs(31 * 24 * 60 * 60));
    let worker = town.state.worker().expect("worker");
    assert!(worker.purge_drafts().await > 0);
    assert_eq!(worker.purge_drafts().await, 0);
    let mut expected = so_far.map(str::to_owned).to_vec();
    // Whoever was stopped by a rule has not left.
    expected.insert(4, "lost_property/area left 1".to_owned());
    assert_eq!(counted(&town).await, expected);
    // On the day on which it was last touched.
    let day = date!(2026 - 11 - 20);
    let that_day = numbers::form(town.state.store.reader(), day, day)
        .await
        .expect("counts");
    let left: u64 = that_day
        .iter()
        .filter(|of| of.what == What::Left)
        .map(|of| of.total)
        .sum();
    assert_eq!(left, 2);

    let mut desk = town.desk("chief", Role::Supervisor).await;
    let csv = desk
        .get("/staff/numbers.csv?from=2026-11-20&to=2026-11-20")
        .await;
    for line in [
        "form,Lost property,Began,3",
        "form,Lost property,Stopped by a rule,1",
        "form,Lost property,Asked for an officer,1",
        "form,Lost property,Left,1",
        "form_before_kind,What happened?,Came there,4",
        "form_before_kind,What happened?,Left,1",
        "form_lost_property,Where did it happen?,Came there,3",
        "form_lost_property,Sent,Came there,0",
        "stops,I-95,Times,1",
        "stops,A firearm,Times,0",
    ] {
        assert!(
            csv.text.lines().any(|found| found == line),
            "{line}: {}",
            csv.text
        );
    }
}

#[tokio::test]
async fn nothing_of_anybody_is_in_the_counts() {
    let town = Town::open().await;
    let mut browser = town.browser();
    browser
        .fill(&answers(Kind::IdentityTheft, Extent::Most, "Pelican"))
        .await;
    let names: Vec<&str> = Kind::ALL
        .iter()
        .flat_map(|kind| steps(Some(*kind)))
        .map(|step| step.id)
        .chain([CHECK])
        .collect();
    let reader = town.state.store.reader();
    let sql = "SELECT day, kind, step, what, total FROM form_count";
    let rows = reader
        .query_all_raw(Statement::from_string(reader.get_database_backend(), sql))
        .await
        .expect("rows");
    assert!(rows.len() > 10);
    for row in rows {
        let text = |place| row.try_get_by_index::<String>(place).expect("text");
        assert_eq!(text(0), "2026-11-20", "a day and no time of day");
        assert!(text(1).is_empty() || Kind::from_code(&text(1)).is_some());
        assert!(names.contains(&text(2).as_str()), "{}", text(2));
        assert!(What::from_code(&text(3)).is_some(), "{}", text(3));
        assert_eq!(row.try_get_by_index::<i64>(4), Ok(1));
    }
    // What a draft remembers for it are names of pages, too, and is forgotten with its answers.
    let sql = "SELECT progress FROM draft";
    let statement = || Statement::from_string(reader.get_database_backend(), sql);
    let row = reader
        .query_one_raw(statement())
        .await
        .expect("read")
        .expect("a draft");
    let progress: String = row.try_get_by_index(0).expect("text");
    for page in progress.split(' ') {
        let (kind, step) = page.split_once('/').expect("a page");
        assert!(kind.is_empty() || kind == "identity_theft", "{page}");
        assert!(names.contains(&step), "{page}");
    }
    browser.post("/report/check", &[("certify", "yes")]).await;
    let row = reader
        .query_one_raw(statement())
        .await
        .expect("read")
        .expect("a draft");
    assert_eq!(row.try_get_by_index::<String>(0), Ok(String::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_count_at_once_are_all_counted_and_share_their_commits() {
    let db = TestDb::fresh().await;
    let (day, now) = (date!(2026 - 11 - 20), datetime!(2026-11-20 17:00 UTC));
    let mark = |step: &str| Mark {
        kind: None,
        step: step.to_owned(),
        what: What::Reached,
    };
    let before = db.store.commits();
    let mut tasks = JoinSet::new();
    for n in 0..64 {
        let store = db.store.clone();
        // In either order: whoever waits for one row must not hold the other.
        let mut marks = vec![mark("emergency"), mark("kind")];
        if n % 2 == 0 {
            marks.reverse();
        }
        tasks.spawn(async move {
            let id = hash();
            store
                .write(async |tx| {
                    drafts::create(tx, id, now).await?;
                    numbers::count(tx, day, marks).await
                })
                .await
                .map_err(|error: StoreError| error)
        });
    }
    for outcome in tasks.join_all().await {
        outcome.expect("counted");
    }
    let found = numbers::form(db.store.reader(), day, day)
        .await
        .expect("counts");
    let totals: Vec<u64> = found.iter().map(|of| of.total).collect();
    assert_eq!(totals, [64, 64]);
    // One that is undone has counted nothing.
    let id = hash();
    let undone: Result<(), StoreError> = db
        .store
        .write(async |tx| {
            drafts::create(tx, id, now).await?;
            numbers::count(tx, day, vec![mark("kind")]).await?;
            Err(StoreError::Missing)
        })
        .await;
    assert_eq!(undone, Err(StoreError::Missing));
    let found = numbers::form(db.store.reader(), day, day)
        .await
        .expect("counts");
    assert_eq!(found.iter().map(|of| of.total).sum::<u64>(), 128);
    if !is_postgres() {
        assert!(db.store.commits() - before < 64, "commits are shared");
    }
}
