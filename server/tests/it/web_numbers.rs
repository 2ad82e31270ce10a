//! The chief's numbers against a little history made by hand: each figure, each chart with its table, the CSV, and who may
//! see them.

use crate::store_support::new_report;
use crate::support::db::TestDb;
use crate::support::filed::approved;
use crate::support::town::{Browser, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::incident::Kind;
use domain::jurisdiction::Sector;
use domain::review::{Contact, Event};
use server::store::audit::{self, Outcome};
use server::store::{Actor, Store, StoreError, Uuid, migrations, numbers, reports};
use std::collections::{BTreeMap, BTreeSet};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// What happened to a report, by minutes after it was sent.
type Life = Vec<(i64, Event)>;

async fn put(store: &Store, kind: Kind, area: Option<Sector>, at: OffsetDateTime, life: Life) {
    let mut report = new_report();
    (report.kind, report.area, report.submitted_at) = (kind, area, at);
    let id = report.id;
    let officer = Actor::Staff {
        id: Uuid::now_v7(),
        name: "Sgt. P. Lane".to_owned(),
    };
    let written: Result<(), StoreError> = store
        .write(async |tx| {
            reports::insert(tx, report).await?;
            for (version, (minutes, event)) in (1..).zip(&life) {
                let by = match event {
                    Event::MoreGiven { .. } | Event::Withdrawn => &Actor::Filer,
                    _ => &officer,
                };
                let at = at + Duration::minutes(*minutes);
                reports::apply(tx, id, version, event, by, at).await?;
            }
            Ok(())
        })
        .await;
    written.expect("written");
}

fn to_an_officer() -> Event {
    Event::OfficerAssigned {
        officer: "Ofc. K. Ames".to_owned(),
        contact: Contact::Email {
            message: "An officer will call.".to_owned(),
        },
    }
}

/// Six reports of three weeks, the second of them empty, and one of the minute before.
async fn history(store: &Store) {
    let south = Some(Sector::South);
    let text = |text: &str| text.to_owned();
    let looked = || Event::ReviewStarted;
    // Half past eleven on Sunday evening: the clocks went back that morning, or it would be Monday.
    let before = datetime!(2026-11-02 04:30 UTC);
    put(store, Kind::Vandalism, south, before, vec![(1, looked())]).await;
    let life = vec![(60, looked()), (120, approved())];
    put(
        store,
        Kind::LostProperty,
        None,
        datetime!(2026-11-03 15:00 UTC),
        life,
    )
    .await;
    let life = vec![
        (
            30,
            Event::MoreAsked {
                question: text("Where?"),
            },
        ),
        (
            100,
            Event::MoreGiven {
                answer: text("There."),
            },
        ),
        (600, approved()),
    ];
    put(
        store,
        Kind::Vandalism,
        south,
        datetime!(2026-11-05 15:00 UTC),
        life,
    )
    .await;
    // Sunday evening again; decided, taken up again, and decided anew.
    let life = vec![
        (240, looked()),
        (300, to_an_officer()),
        (
            400,
            Event::Reopened {
                reason: text("Mistake"),
            },
        ),
        (900, to_an_officer()),
    ];
    put(
        store,
        Kind::Vandalism,
        south,
        datetime!(2026-11-09 04:30 UTC),
        life,
    )
    .await;
    let of = new_report().tracking;
    let life = vec![(20, Event::MarkedDuplicate { of })];
    put(
        store,
        Kind::IdentityTheft,
        None,
        datetime!(2026-11-17 15:00 UTC),
        life,
    )
    .await;
    put(
        store,
        Kind::HarassingCalls,
        None,
        datetime!(2026-11-18 15:00 UTC),
        vec![],
    )
    .await;
    let life = vec![(10, Event::Withdrawn)];
    put(
        store,
        Kind::LostProperty,
        None,
        datetime!(2026-11-19 15:00 UTC),
        life,
    )
    .await;
}

const DAYS: &str = "from=2026-11-02&to=2026-11-20";

async fn page(desk: &mut Browser<'_>) -> Page {
    let page = desk.get(&format!("/staff/numbers?{DAYS}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page
}

/// The CSV by section, label and measure.
async fn csv(desk: &mut Browser<'_>, query: &str) -> BTreeMap<[String; 3], String> {
    let page = desk.get(&format!("/staff/numbers.csv?{query}")).await;
    assert_eq!(page.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(
        page.headers["content-disposition"],
        "attachment; filename=\"numbers.csv\""
    );
    let mut reader = csv::Reader::from_reader(page.text.as_bytes());
    let head = reader.headers().expect("a head").clone();
    assert_eq!(head, vec!["section", "label", "measure", "value"]);
    let mut found = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("a row of four");
        assert!(
            !row.iter()
                .any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])),
            "{row:?}"
        );
        let key = [&row[0], &row[1], &row[2]].map(str::to_owned);
        assert!(
            found.insert(key, row[3].to_owned()).is_none(),
            "once: {row:?}"
        );
    }
    found
}

#[tokio::test]
async fn every_figure_is_that_of_the_history() {
    let town = Town::open().await;
    history(&town.state.store).await;
    let mut desk = town.desk("chief", Role::Supervisor).await;
    let found = csv(&mut desk, DAYS).await;
    let of = |section: &str, label: &str, measure: &str| {
        let key = [section, label, measure].map(str::to_owned);
        found.get(&key).map_or("not there", String::as_str)
    };
    for (label, measure, value) in [
        ("Reports", "count", "6"),
        // 20, 30, 60 and 240 minutes: the second of four.
        ("To the first look", "hours", "0.5"),
        // 20, 120, 300 and 600.
        ("To the decision", "hours", "2.0"),
        ("Approved", "percent", "50"),
        ("To an officer", "percent", "25"),
        ("Returned with a question", "percent", "17"),
        ("Satisfaction, 1 to 5", "mean of 1 to 5", ""),
    ] {
        assert_eq!(of("figures", label, measure), value, "{label}");
    }
    let (median, ninth) = ("Median, hours", "90th percentile, hours");
    for (section, label, measure, value) in [
        ("reports_by_week", "2026-W45", "Reports", "3"),
        ("reports_by_week", "2026-W45", "From", "2026-11-02"),
        ("reports_by_week", "2026-W46", "Reports", "0"),
        ("reports_by_week", "2026-W47 (part)", "Reports", "3"),
        ("reports_by_kind", "Lost property", "Reports", "2"),
        ("reports_by_kind", "Vandalism", "Reports", "2"),
        ("reports_by_kind", "Vandalism", "Share, percent", "33"),
        ("reports_by_kind", "Vehicle burglary", "Reports", "0"),
        ("reports_by_area", "South", "Reports", "2"),
        ("reports_by_area", "North", "Reports", "0"),
        ("reports_by_area", "No place", "Reports", "4"),
        ("first_look", "All weeks", "Reports", "4"),
        ("first_look", "All weeks", ninth, "4.0"),
        ("first_look", "2026-W45", median, "1.0"),
        ("first_look", "2026-W46", median, ""),
        ("first_look", "2026-W47 (part)", ninth, "0.3"),
        ("decision", "All weeks", ninth, "10.0"),
        // The first decision of a report that was decided twice.
        ("decision", "2026-W45", median, "5.0"),
        ("outcomes", "Approved", "Reports", "2"),
        ("outcomes", "Approved", "Share of all, percent", "33"),
        ("outcomes", "To an officer", "Reports", "1"),
        ("outcomes", "Duplicate", "Reports", "1"),
        ("outcomes", "Taken back by the filer", "Reports", "1"),
        ("outcomes", "Not decided yet", "Reports", "1"),
        (
            "outcomes",
            "Returned with a question, whatever came of it",
            "Reports",
            "1",
        ),
    ] {
        assert_eq!(
            of(section, label, measure),
            value,
            "{section} {label} {measure}"
        );
    }
    let page = page(&mut desk).await;
    assert!(
        page.has("median of 4") && page.has(">0.5 h<") && page.has(">50%<"),
        "{}",
        page.text
    );
    assert!(page.has("2 reports are not looked at yet"), "{}", page.text);
    // Months are understood, and so is nothing.
    assert_eq!(
        csv(&mut desk, "from=2026-10&to=2026-11").await
            [&["figures", "Reports", "count"].map(str::to_owned)],
        "7"
    );
    let all = csv(&mut desk, "").await;
    assert_eq!(
        all[&["period", "from", "day"].map(str::to_owned)],
        "2026-08-31"
    );
}

#[tokio::test]
async fn every_chart_has_a_name_a_description_and_its_table() {
    let town = Town::open().await;
    history(&town.state.store).await;
    let mut desk = town.desk("chief", Role::Supervisor).await;
    let page = page(&mut desk).await;
    let ids: Vec<&str> = page
        .text
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let different: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), different.len(), "no id stands twice: {ids:?}");
    let panels: Vec<&str> = page.text.split("<section class=\"panel").skip(1).collect();
    // Of the answers about satisfaction there are too few.
    assert_eq!(panels.len(), 16, "nine charts, and the pages of each kind");
    for panel in panels {
        let panel = panel.split("</section>").next().expect("its end");
        assert_eq!(panel.matches("role=\"img\"").count(), 1, "{panel}");
        assert_eq!(panel.matches("<table").count(), 1, "{panel}");
        assert_eq!(
            panel
                .matches("tabindex=\"0\" role=\"region\" aria-label=")
                .count(),
            1,
            "{panel}"
        );
        assert_eq!(panel.matches("<caption").count(), 1, "{panel}");
        let svg = panel.split("role=\"img\"").nth(1).expect("a chart");
        assert!(
            svg.contains("<title id=") && svg.contains("<desc id="),
            "{panel}"
        );
        let labels = svg.split("aria-labelledby=\"").nth(1).expect("labels");
        let labels = labels.split('"').next().expect("labels").split(' ');
        assert!(
            labels.into_iter().all(|id| different.contains(id)),
            "{panel}"
        );
    }
    for tag in [
        "section", "svg", "table", "details", "g", "text", "ul", "div", "title", "desc",
    ] {
        let opened = page.text.matches(&format!("<{tag}>")).count()
            + page.text.matches(&format!("<{tag} ")).count();
        assert_eq!(
            opened,
            page.text.matches(&format!("</{tag}>")).count(),
            "{tag}"
        );
    }
    assert!(!page.has(" style=") && !page.has("NaN") && !page.has("inf%"));
}

#[tokio::test]
async fn a_desk_without_a_report_has_a_page_without_a_figure() {
    let town = Town::open().await;
    let mut desk = town.desk("chief", Role::Auditor).await;
    let page = page(&mut desk).await;
    assert!(
        page.has("median of 0") && !page.has("NaN") && !page.has("inf%"),
        "{}",
        page.text
    );
    // Two years at the most.
    let weeks = csv(&mut desk, "from=1999-01-01").await;
    let weeks = weeks
        .keys()
        .filter(|key| key[0] == "reports_by_week" && key[2] == "Reports");
    assert_eq!(weeks.count(), 105);
}

#[tokio::test]
async fn whoever_answers_for_the_service_sees_the_numbers_and_nobody_else_and_it_is_on_record() {
    let town = Town::open().await;
    for (role, sees) in [
        (Role::Supervisor, true),
        (Role::RecordsClerk, true),
        (Role::Auditor, true),
        (Role::Reviewer, false),
        (Role::Administrator, false),
    ] {
        let mut desk = town.desk(&format!("{role:?}").to_lowercase(), role).await;
        for (path, action) in [
            ("/staff/numbers", "figures.read"),
            ("/staff/numbers.csv", "figures.export"),
        ] {
            let page = desk.get(path).await;
            let status = if sees {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(page.status, status, "{role:?} {path}");
            let rows = audit::recent(town.state.store.reader(), 1)
                .await
                .expect("rows");
            let outcome = if sees { Outcome::Ok } else { Outcome::Refused };
            assert_eq!(
                (rows[0].action.as_str(), rows[0].outcome),
                (action, outcome),
                "{role:?}"
            );
        }
        let home = desk.get(app::component::shell::home(role)).await;
        assert_eq!(home.has("href=\"/staff/numbers\""), sees, "{role:?}");
    }
}

#[tokio::test]
async fn what_was_there_before_is_filled_in_from_its_events() {
    let db = TestDb::fresh().await;
    history(&db.store).await;
    let read = async |store: &Store| {
        let (from, until) = (
            datetime!(2026-01-01 0:00 UTC),
            datetime!(2027-01-01 0:00 UTC),
        );
        numbers::reports(store.reader(), from, until)
            .await
            .expect("lines")
    };
    let written = read(&db.store).await;
    assert_eq!(written.len(), 7);
    db.store.clone().close().await;
    let mut store = db.store.clone();
    loop {
        migrations::revert_from(&db.url(), "m0016_numbers")
            .await
            .expect("down");
        let raw = sea_orm::Database::connect(db.url().replace("sqlite:", "sqlite://"))
            .await
            .expect("raw");
        let there =
            sea_orm::ConnectionTrait::execute_unprepared(&raw, "SELECT 1 FROM form_count").await;
        raw.close().await.expect("closed");
        if there.is_err() {
            break;
        }
    }
    store.close().await;
    store = db.reopen().await;
    assert_eq!(read(&store).await, written);
    store.close().await;
}
