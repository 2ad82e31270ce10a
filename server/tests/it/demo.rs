//! `server demo`: what it fills in keeps the rules of the real thing, is nobody's, and is never sent.

use crate::support::town::Town;
use domain::access::Role;
use domain::field::Choice;
use domain::incident::{Kind, Kinds};
use domain::nibrs::flat;
use domain::nibrs::values::YearMonth;
use domain::numbers::funnel::{Counted, funnels, stops};
use domain::numbers::satisfaction::Rated;
use domain::numbers::week::Week;
use domain::report::{Draft, Report};
use domain::review::{Event, Status};
use domain::rules::Rules;
use sea_orm::{ConnectionTrait, Statement};
use server::demo::{DemoError, Filled, LOGINS, Wish, fill};
use server::store::audit::verify::verify;
use server::store::reports::{self, EventRow, QueueFilter, ReportRow};
use server::store::{Actor, audit, case_numbers, numbers, officer_requests, records, staff};
use server::usecase::export_nibrs::{Format, Period, export_nibrs};
use std::collections::BTreeSet;
use time::macros::date;

const REPORTS: u64 = 600;

async fn filled(town: &Town, seed: u64) -> Filled {
    let wish = Wish {
        reports: REPORTS,
        seed,
    };
    fill(&town.state.store, &town.state.settings, &town.clock, wish)
        .await
        .expect("filled")
}

/// Every report with its history, by tracking number.
async fn all(town: &Town) -> Vec<(ReportRow, Vec<EventRow>)> {
    let reader = town.state.store.reader();
    let mut found = Vec::new();
    for status in Status::ALL {
        let filter = QueueFilter {
            status: Some(*status),
            ..QueueFilter::default()
        };
        let now = town.clock.now();
        for row in reports::queue(reader, &filter, now, None, 10_000)
            .await
            .expect("listed")
        {
            let report = reports::by_id(reader, row.id)
                .await
                .expect("read")
                .expect("there");
            let events = reports::events(reader, row.id).await.expect("events");
            found.push((report, events));
        }
    }
    found.sort_by(|a, b| a.0.tracking.cmp(&b.0.tracking));
    found
}

#[tokio::test]
async fn a_demo_year_keeps_the_rules_of_residents_and_of_the_desk() {
    let town = Town::open().await;
    let told = filled(&town, 7).await;
    let found = all(&town).await;
    assert_eq!(found.len() as u64, REPORTS);
    let (mut kinds, mut statuses) = (BTreeSet::new(), BTreeSet::new());
    for (row, events) in &found {
        kinds.insert(row.kind);
        statuses.insert(row.status);
        // The rules of a resident: the whole journey, on the day on which it was sent.
        let rules = Rules {
            today: town.clock.local(row.submitted_at).date(),
            jurisdiction: &town.state.jurisdiction,
            closed: Kinds::NONE,
        };
        let draft = Draft {
            answers: row.answers.clone(),
            certification: Some(row.certification.clone()),
        };
        let report = Report::try_from_draft(&draft, &rules).expect("a report");
        assert_eq!(serde_json::to_value(&report).expect("JSON"), row.record);
        assert_eq!((report.kind, report.advice), (row.kind, row.advice.clone()));
        // The life of a report: without a gap, forward, as it stands now.
        let seq: Vec<i64> = events.iter().map(|row| row.seq).collect();
        assert_eq!(seq, (1..=row.version).collect::<Vec<_>>());
        assert!(events.is_sorted_by_key(|row| row.at) && events[0].at == row.submitted_at);
        let last = events.last().expect("the submission");
        assert_eq!(last.event.status(), row.status);
        assert!(last.at <= town.clock.now());
        let decided = events.iter().find(|row| row.event.decides());
        assert_eq!(row.decided_at, decided.map(|row| row.at));
        assert_eq!(row.case_number.is_some(), row.status == Status::Approved);
        // Nobody's.
        assert!(
            row.filer_email.ends_with("@example.com"),
            "{}",
            row.filer_email
        );
        assert!(
            row.answers.get("phone").contains(" 555 01"),
            "{}",
            row.answers.get("phone")
        );
    }
    assert_eq!(kinds, Kind::ALL.iter().copied().collect(), "every kind");
    let decided = [
        Status::Approved,
        Status::OfficerAssigned,
        Status::Duplicate,
        Status::Withdrawn,
    ];
    assert!(
        decided.iter().all(|status| statuses.contains(status)),
        "{statuses:?}"
    );
    let has = |wanted: fn(&Event) -> bool| {
        found
            .iter()
            .flat_map(|(_, events)| events)
            .any(|row| wanted(&row.event))
    };
    assert!(has(|event| matches!(event, Event::MoreGiven { .. })));
    assert!(has(|event| matches!(event, Event::SupplementAdded { .. })));
    assert!(told.approved > REPORTS / 2 && told.requests == REPORTS / 20);
    let open = officer_requests::list(town.state.store.reader(), false, 1_000)
        .await
        .expect("listed");
    assert_eq!(open.len() as u64, told.requests);
}

#[tokio::test]
async fn case_numbers_of_the_demo_have_no_gap_and_the_next_approval_goes_on_from_them() {
    let town = Town::open().await;
    filled(&town, 7).await;
    let mut approved: Vec<_> = all(&town)
        .await
        .into_iter()
        .filter_map(|(row, _)| Some((row.case_number?, row.decided_at?)))
        .collect();
    approved.sort();
    assert!(
        approved.is_sorted_by_key(|(_, at)| *at),
        "in the order of the approvals"
    );
    let of_2026 = approved
        .iter()
        .filter(|(number, _)| number.as_str().starts_with("WP26-"));
    let serials: Vec<u32> = of_2026.filter_map(|(number, _)| number.serial()).collect();
    let last = u32::try_from(serials.len()).expect("few");
    assert_eq!(serials, (1..=last).collect::<Vec<_>>());
    let next = town
        .state
        .store
        .write(async |tx| case_numbers::next(tx, 2026).await)
        .await;
    assert_eq!(next, Ok(last + 1));
}

#[tokio::test]
async fn a_demo_year_is_submitted_to_nibrs_without_an_error() {
    let town = Town::open().await;
    filled(&town, 7).await;
    let store = &town.state.store;
    let ori = town.state.settings.department.ori.parse().expect("an ORI");
    let month = |text: &str| text.parse::<YearMonth>().expect("a month");
    let period = Period {
        from: month("2025-06"),
        to: month("2026-11"),
    };
    for format in [Format::Flat, Format::Xml] {
        let export = export_nibrs(
            store,
            &period,
            format,
            &ori,
            town.clock.now(),
            month("2026-11"),
        )
        .await
        .expect("exported");
        assert_eq!(export.left_out, [], "every incident keeps every rule");
        assert!(
            export.incidents > 100 && export.local > 50,
            "{} {}",
            export.incidents,
            export.local
        );
        if format == Format::Flat {
            let read = flat::read(&export.text, &ori);
            assert_eq!(read.faults, [], "and reads back");
            assert_eq!(read.incidents.len(), export.incidents);
        }
    }
    // What the page of figures shows is over the same records.
    let (first, _) = month("2026-01").days().expect("days");
    let (_, last) = month("2026-11").days().expect("days");
    assert!(
        !records::between(store.reader(), first, last)
            .await
            .expect("read")
            .is_empty()
    );
}

#[tokio::test]
async fn nothing_of_the_demo_is_ever_sent() {
    let town = Town::open().await;
    filled(&town, 7).await;
    assert_eq!(town.work().await, 0, "no job is due");
    town.clock
        .advance(std::time::Duration::from_secs(60 * 24 * 3_600));
    assert_eq!(town.work().await, 0, "and none becomes due");
    assert_eq!((town.mail().len(), town.records().len()), (0, 0));
    let reader = town.state.store.reader();
    let sql = "SELECT COUNT(*) FROM job WHERE state <> 'done'";
    let open = Statement::from_string(reader.get_database_backend(), sql);
    let open = reader
        .query_one_raw(open)
        .await
        .expect("counted")
        .expect("a row");
    assert_eq!(open.try_get_by_index::<i64>(0), Ok(0));
}

#[tokio::test]
async fn the_trail_of_the_demo_is_whole_and_in_the_order_of_time() {
    let town = Town::open().await;
    let told = filled(&town, 7).await;
    let reader = town.state.store.reader();
    let verified = verify(reader, None).await.expect("walked");
    assert_eq!(verified.findings, []);
    let rows = audit::recent(reader, 100_000).await.expect("rows");
    assert!(rows.len() >= told.rows && rows.iter().rev().is_sorted_by_key(|row| row.at));
    for action in [
        "report.submit",
        "report.read",
        "report.approve",
        "session.sign_in",
        "officer_request.close",
    ] {
        assert!(rows.iter().any(|row| row.action == action), "{action}");
    }
}

#[tokio::test]
async fn the_same_seed_on_the_same_day_gives_the_same_reports_and_another_seed_others() {
    let [one, same, other] = [Town::open().await, Town::open().await, Town::open().await];
    let mut seen = Vec::new();
    for (town, seed) in [(&one, 7), (&same, 7), (&other, 8)] {
        filled(town, seed).await;
        let told: Vec<String> = all(town)
            .await
            .into_iter()
            .map(|(row, events)| {
                let events: Vec<_> = events.iter().map(|row| (row.at, &row.event)).collect();
                format!(
                    "{} {} {:?} {:?} {:?} {:?}",
                    row.id, row.tracking, row.access_hash, row.answers, row.case_number, events
                )
            })
            .collect();
        seen.push(told);
    }
    assert!(seen[0] == seen[1], "the same");
    assert!(
        seen[0].iter().all(|report| !seen[2].contains(report)),
        "others"
    );
}

#[tokio::test]
async fn a_demo_never_fills_a_database_with_reports() {
    let town = Town::open().await;
    town.file(Kind::LostProperty, "Real").await;
    let wish = Wish {
        reports: 10,
        seed: 1,
    };
    let refused = fill(&town.state.store, &town.state.settings, &town.clock, wish).await;
    let Err(error @ DemoError::NotEmpty) = refused else {
        panic!("filled")
    };
    assert!(error.to_string().starts_with("this database has reports"));
    assert_eq!(all(&town).await.len(), 1);
    assert_eq!(
        server::store::staff::count(town.state.store.reader()).await,
        Ok(0),
        "nobody was hired"
    );
}

/// Counts of the whole time, as text that can be compared.
async fn counted(town: &Town) -> (Vec<Counted>, Vec<Rated>) {
    let reader = town.state.store.reader();
    let (first, last) = (date!(2025 - 01 - 01), town.clock.today());
    let mut form = numbers::form(reader, first, last).await.expect("counts");
    let weeks = (Week::of(first), Week::of(last));
    let mut rated = numbers::satisfaction(reader, weeks.0, weeks.1)
        .await
        .expect("answers");
    form.sort_by_key(|of| format!("{of:?}"));
    rated.sort_by_key(|of| format!("{of:?}"));
    (form, rated)
}

#[tokio::test]
async fn the_numbers_of_the_demo_fit_its_reports_and_come_out_the_same() {
    let [one, same] = [Town::open().await, Town::open().await];
    filled(&one, 7).await;
    filled(&same, 7).await;
    let (form, rated) = counted(&one).await;
    assert_eq!((form.clone(), rated.clone()), counted(&same).await);
    let funnels = funnels(&form);
    assert_eq!(funnels.iter().map(|of| of.filed).sum::<u64>(), REPORTS);
    for funnel in &funnels {
        for page in &funnel.pages {
            assert!(page.ended() <= page.reached, "{:?} {page:?}", funnel.kind);
        }
    }
    assert!(stops(&form).iter().any(|(_, count)| *count > 0));
    let found = all(&one).await;
    let marked = found.iter().filter(|(row, _)| row.rated).count() as u64;
    let answers = rated.iter().map(|of| of.total).sum::<u64>();
    assert!(
        marked > REPORTS / 10 && answers == marked,
        "{answers} {marked}"
    );
    // The columns that only the numbers read say what the events say.
    let clock = &one.clock;
    let lines = numbers::reports(
        one.state.store.reader(),
        clock.midnight(date!(2025 - 01 - 01)),
        clock.now(),
    )
    .await
    .expect("lines");
    assert_eq!(
        lines.len() as u64,
        REPORTS
            - found
                .iter()
                .filter(|(row, _)| row.submitted_at >= clock.now())
                .count() as u64
    );
    let mut expected: Vec<_> = found
        .iter()
        .map(|(row, events)| {
            let first = |fits: fn(&Event) -> bool| {
                events
                    .iter()
                    .find(|of| matches!(of.by, Actor::Staff { .. }) && fits(&of.event))
                    .map(|of| {
                        u32::try_from((of.at - row.submitted_at).whole_minutes()).expect("later")
                    })
            };
            let returned = events
                .iter()
                .any(|of| matches!(of.event, Event::MoreAsked { .. }));
            (
                row.submitted_at,
                first(|_| true),
                first(Event::decides),
                returned,
            )
        })
        .collect();
    expected.sort_by_key(|of| of.0);
    let lines: Vec<_> = lines
        .iter()
        .map(|of| (of.first_look, of.decision, of.returned))
        .collect();
    let expected: Vec<_> = expected.into_iter().map(|of| (of.1, of.2, of.3)).collect();
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn the_desk_can_be_looked_at() {
    let town = Town::open().await;
    let told = filled(&town, 7).await;
    let mut desk = town.desk("chief", Role::Supervisor).await;
    for path in [
        "/staff",
        "/staff/numbers",
        "/staff/callbacks",
        "/staff/deliveries",
        "/staff/statistics?from=2026-01&to=2026-06&and_from=2026-07&and_to=2026-11",
    ] {
        let page = desk.get(path).await;
        assert!(page.status.is_success(), "{path}");
    }
    assert!(desk.get("/staff?status=approved").await.has("WP2"));
    let (tracking, code) = told.look_at.expect("an approved report");
    let page = desk
        .get(&format!("/staff/reports/{}", tracking.compact()))
        .await;
    assert!(page.status.is_success() && page.has("example.com"));
    let (tracking, code) = (tracking.to_string(), code.to_string());
    let status = town
        .browser()
        .post(
            "/status",
            &[("tracking", &tracking), ("access_code", &code)],
        )
        .await;
    assert!(status.has("WP2"), "{}", status.text);
}

#[tokio::test]
async fn the_desk_of_a_demo_opens_to_every_role_and_stays_open() {
    let town = Town::open().await;
    let demo = filled(&town, 1).await;
    let worker = town.state.worker().expect("worker");
    assert_eq!(
        worker.disable_unused().await,
        0,
        "nobody is out for 90 days without use"
    );
    for (login, _, _, role) in LOGINS {
        let staff = staff::by_login(town.state.store.reader(), login)
            .await
            .expect("read")
            .expect("an account");
        let kept = staff.factors.expect("factors").totp_secret;
        let secret = town
            .state
            .secret_seal
            .open(staff.id, &kept)
            .expect("a secret");
        let mut browser = town.browser();
        let page = browser
            .sign_in(login, &demo.hired.password, &town.code(&secret))
            .await;
        assert_eq!(
            page.location(),
            app::component::shell::home(role),
            "{login}"
        );
        let home = browser.get(&page.location()).await;
        assert_eq!(
            home.status,
            axum::http::StatusCode::OK,
            "{login}: no password has to be changed first"
        );
    }
}
