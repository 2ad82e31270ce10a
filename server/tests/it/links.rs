//! What belongs together over both sources: links and what an officer makes of them, series, lost and found, hot
//! spots, near repeats.

use crate::support::filled::{Extent, SENT_AT, answers};
use crate::support::town::{Browser, Filed, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::incident::Kind;
use domain::links::{Analysis, LinkState, Reason, Strength};
use server::store::audit::{self, Outcome};
use server::store::links::{Filter, LinkRow, latest};
use server::usecase::import_records::{Format, Imported, import_records};

/// Files a report with these answers instead of those that are made up.
pub async fn file(town: &Town, kind: Kind, word: &str, own: &[(&str, &str)]) -> Filed {
    let mut given = answers(kind, Extent::Least, word);
    for (key, value) in own {
        given.set((*key).to_owned(), (*value).to_owned());
    }
    let mut browser = town.browser();
    browser.fill(&given).await;
    let sent = browser.post("/report/check", &[("certify", "yes")]).await;
    assert_eq!(sent.location(), "/report/sent", "{}", sent.text);
    Filed::read(&browser.get("/report/sent").await)
}

/// Approves it, and gives the page as it is then.
pub async fn approve(desk: &mut Browser<'_>, filed: &Filed) -> Page {
    let path = format!("/staff/reports/{}", filed.compact());
    let version = desk.get(&path).await.attribute("name=\"version\" value");
    let fields = [
        ("version", version.as_str()),
        ("damage", "substantial"),
        ("threat", "no"),
    ];
    let done = desk.post(&format!("{path}/approve"), &fields).await;
    assert!(done.location().starts_with("/staff?done="), "{}", done.text);
    desk.get(&path).await
}

pub async fn import(town: &Town, text: &str) -> Imported {
    let ori = "CT0015800".parse().expect("an ORI");
    let imported = import_records(
        &town.state.store,
        text,
        Format::Json,
        &ori,
        &Analysis::default(),
        SENT_AT,
    )
    .await
    .expect("taken in");
    assert_eq!(imported.faults, [], "{text}");
    imported
}

pub async fn all(town: &Town) -> Vec<LinkRow> {
    latest(town.state.store.reader(), &Filter::default(), 1_000)
        .await
        .expect("read")
}

/// Reasons and weights of the links of an officer's incident.
async fn of(town: &Town, number: &str) -> Vec<(Reason, Strength)> {
    let links = all(town).await;
    let own = links
        .iter()
        .filter(|link| link.first.as_str() == number || link.second.as_str() == number);
    let mut found: Vec<_> = own
        .map(|link| (link.finding.reason, link.finding.strength))
        .collect();
    found.sort();
    found
}

/// A theft from a vehicle, with what stands beside it.
fn theft(number: &str, day: &str, hour: u8, beside: &str) -> String {
    format!(
        r#"{{"case_number":"{number}","date":"{day}","hour":"{hour:02}","cargo_theft":"N",{beside}"offenses":[{{"offense":"23F","attempted":"C","using":["N"],"location":"13","bias":["88"]}}],"property":[{{"loss":"7","property":["36"],"value":[50]}}],"victims":[{{"sequence":"1","offense":["23F"],"kind":"I","age":"34","sex":"F","race":"W"}}],"offenders":[{{"sequence":"00"}}]}}"#
    )
}

fn other(number: &str, day: &str, beside: &str) -> String {
    format!(
        r#"{{"case_number":"{number}","class":"non_criminal","non_criminal":"other","date":"{day}",{beside}"narrative":"Seen."}}"#
    )
}

const HERE: &str = "41.14140,-73.35790";

#[tokio::test]
async fn vehicle_burglaries_of_one_night_and_a_plate_seen_twice_are_linked_over_both_sources() {
    let town = Town::open().await;
    let beside = r#""pin":"41.14500,-73.35790","vehicles":[{"plate":"AB-12345","state":"CT"}],"#;
    import(&town, &theft("26-0001", "2026-11-19", 3, beside)).await;
    let own = [
        ("from_time", "11:30 pm"),
        ("place_pin", HERE),
        ("vehicles.0.plate_state", "Connecticut"),
    ];
    let filed = file(&town, Kind::VehicleBurglary, "Night", &own).await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let before = desk
        .get(&format!("/staff/reports/{}", filed.compact()))
        .await;
    assert!(
        before.has("May belong together") && before.has("As the report stands now"),
        "{}",
        before.text
    );
    assert!(
        before.has("26-0001") && before.has("The plate CT AB12345 stands in both."),
        "{}",
        before.text
    );
    assert!(
        all(&town).await.is_empty(),
        "nothing is kept before the approval"
    );
    let page = approve(&mut desk, &filed).await;
    assert!(
        page.has("Both were in the night that began on 2026-11-18, 400 m apart."),
        "{}",
        page.text
    );
    assert_eq!(
        of(&town, "26-0001").await,
        [
            (Reason::Plate, Strength::Strong),
            (Reason::OneNight, Strength::Likely)
        ]
    );
}

#[tokio::test]
async fn one_serial_number_lost_here_and_found_there_is_told_whichever_came_first() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let lost = [
        ("items.0.item_serial", "c02 xk1-ghjg5h"),
        ("items.0.item_imei", "490154203237518"),
    ];
    let first = file(&town, Kind::LostProperty, "Lost", &lost).await;
    approve(&mut desk, &first).await;
    let found = |number: &str| {
        let beside = r#""things":[{"category":"phone","serial":"CO2XK1GHJG5H","fate":"found"},{"imei":"49 015420 323751 8","fate":"recovered"}],"#;
        other(number, "2026-11-19", beside)
    };
    import(&town, &found("26-0002")).await;
    assert_eq!(
        of(&town, "26-0002").await,
        [(Reason::LostAndFound, Strength::Strong)]
    );
    let second = file(&town, Kind::LostProperty, "Again", &lost).await;
    let page = approve(&mut desk, &second).await;
    assert!(
        page.has("is lost in one and recovered in the other."),
        "{}",
        page.text
    );
    let page = desk.get("/staff/links").await;
    assert!(
        page.has("Lost and found") && page.has("The same IMEI") && page.has("26-0002"),
        "{}",
        page.text
    );
    for typed in ["C02XK1GHJG5H", "490154203237518", "co2-xk1ghjg5h"] {
        let page = desk.get(&format!("/staff/links?look={typed}")).await;
        assert!(
            page.has("Records that carry it") && page.has(", found") | page.has(", recovered"),
            "{typed}: {}",
            page.text
        );
    }
    assert!(
        desk.get("/staff/links?look=ZZ99ZZ99ZZ")
            .await
            .has("No record carries it.")
    );
}

#[tokio::test]
async fn calls_from_one_number_and_graffiti_with_the_same_text_are_linked() {
    let town = Town::open().await;
    let officers = [
        other(
            "26-0003",
            "2026-11-01",
            r#""calls":{"from":["914-555-0123"],"to":[]},"#,
        ),
        other("26-0004", "2026-11-02", r#""graffiti":["K4Z3"],"#),
        other("26-0005", "2026-11-03", r#""graffiti":["KUZE"],"#),
    ];
    import(&town, &officers.join("\n")).await;
    assert_eq!(
        of(&town, "26-0005").await,
        [(Reason::Graffiti, Strength::Weak)],
        "one letter apart"
    );
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let calls = file(
        &town,
        Kind::HarassingCalls,
        "Calls",
        &[("calls.0.number_shown", "SMITH J (914) 555-0123")],
    )
    .await;
    let page = approve(&mut desk, &calls).await;
    assert!(
        page.has("Calls from +19145550123 in both."),
        "{}",
        page.text
    );
    let paint = [("damage_method", "paint"), ("graffiti_text", "kaze !!!")];
    let paint = file(&town, Kind::Vandalism, "Paint", &paint).await;
    approve(&mut desk, &paint).await;
    assert_eq!(
        of(&town, "26-0003").await,
        [(Reason::Caller, Strength::Likely)]
    );
    assert!(
        of(&town, "26-0004")
            .await
            .iter()
            .any(|(reason, _)| *reason == Reason::Graffiti)
    );
}

#[tokio::test]
async fn a_near_repeat_is_told_on_the_report_in_the_queue_and_on_the_map() {
    let town = Town::open().await;
    let mut desk = town.desk("ada", Role::Reviewer).await;
    assert!(!desk.get("/staff").await.has("Near repeats"));
    let at = |pin: &'static str| [("place_pin", pin), ("place_address", "Post Road")];
    let first = file(&town, Kind::Vandalism, "One", &at(HERE)).await;
    approve(&mut desk, &first).await;
    let second = file(&town, Kind::Vandalism, "Two", &at("41.14220,-73.35790")).await;
    let page = desk
        .get(&format!("/staff/reports/{}", second.compact()))
        .await;
    assert!(
        page.has("Vandalism, 90 m and 0 days apart."),
        "{}",
        page.text
    );
    approve(&mut desk, &second).await;
    let far = file(&town, Kind::Vandalism, "Far", &at("41.14500,-73.35790")).await;
    let page = approve(&mut desk, &far).await;
    assert!(!page.has("apart."), "400 m away: {}", page.text);
    let queue = desk.get("/staff").await;
    assert!(
        queue.has("Near repeats in the last 7 days: 1"),
        "{}",
        queue.text
    );
    let map = desk.get("/staff/map").await;
    assert!(
        map.has("The same kind within 200 m and 7 days") && map.has("90 m and 0 days apart"),
        "{}",
        map.text
    );
}

#[tokio::test]
async fn hot_spots_are_counted_per_cell_with_hours_and_weekdays_and_come_as_csv() {
    let town = Town::open().await;
    let here = format!(r#""pin":"{HERE}","#);
    let lines = [
        theft("26-0011", "2026-11-18", 23, &here),
        theft("26-0012", "2026-11-18", 2, &here),
        theft("26-0013", "2026-11-14", 2, r#""pin":"41.12000,-73.33000","#),
        other("26-0014", "2026-11-18", ""),
    ];
    import(&town, &lines.join("\n")).await;
    let mut desk = town.desk("ada", Role::Auditor).await;
    let page = desk
        .get("/staff/map?from=2026-11-01&to=2026-11-20&cell=500")
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.has("4 records; 1 of them without a place, 1 without an hour."),
        "{}",
        page.text
    );
    assert!(
        page.has("class=\"heat-5\"") && page.has("Records per cell of 500 m, the most first"),
        "{}",
        page.text
    );
    let csv = desk
        .get("/staff/map.csv?from=2026-11-01&to=2026-11-20&kind=vehicle_burglary")
        .await;
    let lines: Vec<&str> = csv.text.lines().collect();
    assert_eq!(lines[0], "section,what,close to,records");
    assert!(
        lines[1].starts_with("cell,\"41.14") && lines[1].ends_with(",2"),
        "{lines:?}"
    );
    for line in [
        "hour,2,,2",
        "hour,23,,1",
        "weekday,Wednesday,,2",
        "weekday,Saturday,,1",
        "without_place,,,0",
    ] {
        assert!(lines.contains(&line), "{line}: {lines:?}");
    }
    let cells: u64 = lines
        .iter()
        .filter(|line| line.starts_with("cell,"))
        .map(|line| {
            line.rsplit(',')
                .next()
                .expect("a count")
                .parse::<u64>()
                .expect("a number")
        })
        .sum();
    assert_eq!(cells, 3);
    let odd = desk
        .get("/staff/map?from=nonsense&to=2026-13-99&kind=x&cell=7")
        .await;
    assert_eq!(
        odd.status,
        StatusCode::OK,
        "what cannot be read is what is usual"
    );
}

#[tokio::test]
async fn an_officer_confirms_or_dismisses_once_and_it_is_on_record() {
    let town = Town::open().await;
    let plate = r#""vehicles":[{"plate":"AB12345","state":"CT"}],"#;
    import(
        &town,
        &[
            other("26-0021", "2026-11-01", plate),
            other("26-0022", "2026-11-02", plate),
        ]
        .join("\n"),
    )
    .await;
    let link = all(&town).await.remove(0);
    let path = |verb: &str| format!("/staff/links/{}/{verb}", link.id);
    let back = [("back", "/staff/links")];
    let mut clerk = town.desk("cleo", Role::RecordsClerk).await;
    assert!(
        clerk.get("/staff/links").await.has("26-0021"),
        "a clerk may look"
    );
    assert_eq!(
        clerk.post(&path("dismiss"), &back).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(all(&town).await[0].state, LinkState::Suggested);

    let mut desk = town.desk("ada", Role::Reviewer).await;
    let before = rows(&town).await;
    for _ in 0..2 {
        let done = desk.post(&path("confirm"), &back).await;
        assert_eq!(
            (done.status, done.location().as_str()),
            (StatusCode::SEE_OTHER, "/staff/links")
        );
    }
    let rows_now = rows(&town).await;
    assert_eq!(
        rows_now.len(),
        before.len() + 2,
        "each request leaves one row"
    );
    let row = &rows_now[0];
    assert_eq!(
        (row.action.as_str(), row.outcome),
        ("link.confirm", Outcome::Ok)
    );
    assert_eq!(row.object.as_deref(), Some(link.id.to_string().as_str()));
    let page = desk.get("/staff/links").await;
    assert!(page.has("Confirmed by Officer ada"), "{}", page.text);
    assert!(
        !page.has(&path("confirm")) && page.has(&path("dismiss")),
        "{}",
        page.text
    );

    // Somebody else confirms what is confirmed: who was first stays.
    let mut second = town.desk("bea", Role::Supervisor).await;
    second.post(&path("confirm"), &back).await;
    assert!(
        second
            .get("/staff/links")
            .await
            .has("Confirmed by Officer ada")
    );
    let odd = desk
        .post(&path("confirm"), &[("back", "https://elsewhere.example/")])
        .await;
    assert_eq!(
        odd.status,
        StatusCode::BAD_REQUEST,
        "leads to no other site"
    );
    let none = "/staff/links/00000000-0000-7000-8000-000000000000/confirm";
    assert_eq!(desk.post(none, &back).await.status, StatusCode::NOT_FOUND);
}

async fn rows(town: &Town) -> Vec<audit::AuditRow> {
    audit::recent(town.state.store.reader(), 1_000)
        .await
        .expect("rows")
}

#[tokio::test]
async fn what_was_dismissed_stays_dismissed_and_what_is_no_longer_so_is_taken_back() {
    let town = Town::open().await;
    let plate = |number: &str| format!(r#""vehicles":[{{"plate":"{number}","state":"CT"}}],"#);
    let first = other("26-0031", "2026-11-01", &plate("AB12345"));
    let second = other("26-0032", "2026-11-02", &plate("AB12345"));
    import(&town, &[first.as_str(), second.as_str()].join("\n")).await;
    let link = all(&town).await.remove(0);
    let mut desk = town.desk("ada", Role::Reviewer).await;
    desk.post(
        &format!("/staff/links/{}/dismiss", link.id),
        &[("back", "/staff/links")],
    )
    .await;
    assert!(
        all(&town).await.is_empty(),
        "a dismissed link is in no series"
    );
    assert!(
        desk.get("/staff/links")
            .await
            .has("No two records are linked.")
    );
    // A newer version of the incident is linked again.
    assert_eq!(
        import(&town, &second.replace("Seen.", "Seen again."))
            .await
            .replaced,
        1
    );
    assert!(all(&town).await.is_empty());
    // With another plate there is nothing to link; with it back, the officer's word still stands.
    import(&town, &other("26-0032", "2026-11-02", &plate("ZZ99999"))).await;
    import(&town, &second).await;
    assert!(all(&town).await.is_empty());

    let third = other("26-0033", "2026-11-03", &plate("AB12345"));
    import(&town, &third).await;
    assert_eq!(all(&town).await.len(), 2, "with each of the others");
    import(&town, &other("26-0033", "2026-11-03", "")).await;
    assert!(
        all(&town).await.is_empty(),
        "suggested by a plate that is not its own any more"
    );
}

#[tokio::test]
async fn a_series_is_every_record_that_hangs_together_the_latest_first() {
    let town = Town::open().await;
    let with = |number: &str, plates: &[&str]| {
        let vehicles: Vec<String> = plates
            .iter()
            .map(|plate| format!(r#"{{"plate":"{plate}","state":"CT"}}"#))
            .collect();
        other(
            number,
            "2026-11-01",
            &format!(r#""vehicles":[{}],"#, vehicles.join(",")),
        )
    };
    let lines = [
        with("26-0041", &["AAA111"]),
        with("26-0042", &["AAA111", "BBB222"]),
        with("26-0043", &["BBB222"]),
    ];
    import(&town, &lines.join("\n")).await;
    town.clock.advance(std::time::Duration::from_secs(60));
    let ori = "CT0015800".parse().expect("an ORI");
    let later = [with("26-0051", &["CCC333"]), with("26-0052", &["CCC333"])].join("\n");
    let now = town.clock.now();
    import_records(
        &town.state.store,
        &later,
        Format::Json,
        &ori,
        &Analysis::default(),
        now,
    )
    .await
    .expect("taken in");
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let page = desk.get("/staff/links").await;
    let (two, three) = (
        page.text.find("2 records: The same plate"),
        page.text.find("3 records: The same plate"),
    );
    assert!(two.is_some() && two < three, "{}", page.text);
    let weak = [
        other(
            "26-0061",
            "2026-11-01",
            r#""people":[{"role":"victim","name":"A","phones":["203 555 0177"]}],"#,
        ),
        other(
            "26-0062",
            "2026-11-01",
            r#""people":[{"role":"victim","name":"A","phones":["(203) 555-0177"]}],"#,
        ),
    ];
    import(&town, &weak.join("\n")).await;
    assert!(
        !desk.get("/staff/links").await.has("26-0061"),
        "a weak link makes no series"
    );
    assert!(desk.get("/staff/links?weak=yes").await.has("26-0061"));
}
