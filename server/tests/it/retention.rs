//! What became of no use to anybody is forgotten by rule: not a day too early, all of it, on record.

use crate::store_support::new_request;
use crate::support::attached::{at_the_files, below, picture, post_files};
use crate::support::filed::Office;
use crate::support::town::{Filed, Town};
use domain::access::Role;
use domain::field::Text;
use domain::incident::Kind;
use domain::number::TrackingNumber;
use domain::review::{Command, Contact, Event};
use image::ImageFormat;
use sea_orm::{ConnectionTrait, Statement};
use server::store::audit::search::{Filter, Place, search};
use server::store::audit::verify::verify;
use server::store::{Actor, Store, StoreError, Uuid, officer_requests, reports};
use server::usecase::decide::{Decision, decide};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What is forgotten with a report, and how a row names its report.
const OF_A_REPORT: [(&str, &str); 6] = [
    ("report", "id"),
    ("report_event", "report"),
    ("report_flag", "report"),
    ("report_token", "report"),
    ("job", "report"),
    ("evidence", "report"),
];

async fn count(store: &Store, table: &str, column: &str, id: Uuid) -> i64 {
    let reader = store.reader();
    let statement = Statement::from_sql_and_values(
        reader.get_database_backend(),
        format!("SELECT COUNT(*) FROM {table} WHERE {column} = $1"),
        [id.into()],
    );
    let row = reader.query_one_raw(statement).await.expect("counted");
    row.expect("a row").try_get_by_index(0).expect("a number")
}

/// In which tables anything of a report is left.
async fn left_of(store: &Store, id: Uuid) -> Vec<&'static str> {
    let mut left = Vec::new();
    for (table, column) in OF_A_REPORT {
        if count(store, table, column, id).await > 0 {
            left.push(table);
        }
    }
    left
}

/// The numbers that are on record as forgotten.
async fn on_record(store: &Store, action: &str) -> Vec<String> {
    let filter = Filter {
        action: Some(action.to_owned()),
        ..Filter::default()
    };
    let rows = search(store.reader(), &filter, Place::Latest, 1_000).await;
    let mut objects: Vec<String> = rows
        .expect("rows")
        .into_iter()
        .map(|row| {
            assert_eq!((row.actor, row.source), (Actor::System, None));
            row.object.expect("a number")
        })
        .collect();
    objects.sort();
    objects
}

async fn still_whole(store: &Store) {
    let verified = verify(store.reader(), None).await.expect("walked");
    assert_eq!(verified.findings, []);
}

fn text(words: &str) -> Text {
    Text::new(words, 300).expect("text")
}

async fn command(town: &Town, filed: &Filed, command: Command, by: Actor) {
    let decision = Decision {
        tracking: filed.tracking.parse().expect("a tracking number"),
        version: None,
        command,
        by,
        client: town.browser().address.ip(),
    };
    decide(&town.state, decision).await.expect("decided");
}

fn officer() -> Actor {
    Actor::Staff {
        id: Uuid::now_v7(),
        name: "Sgt. P. Lane".to_owned(),
    }
}

async fn duplicate(town: &Town, filed: &Filed, of: &Filed) {
    let of: TrackingNumber = of.tracking.parse().expect("a tracking number");
    command(town, filed, Command::MarkDuplicate { of }, officer()).await;
}

async fn forgotten(town: &Town) -> usize {
    let worker = town.state.worker().expect("a worker");
    let gone = worker.forget_unapproved().await;
    worker.sweep_files().await.expect("swept");
    still_whole(&town.state.store).await;
    gone
}

/// Files a report with a picture.
async fn file_with_a_picture(town: &Town) -> Filed {
    let mut resident = at_the_files(town).await;
    let png = picture(9, 9, ImageFormat::Png);
    post_files(&mut resident, &[("door.png", &png)], &[("do", "continue")]).await;
    resident.post("/report/check", &[("certify", "yes")]).await;
    Filed::read(&resident.get("/report/sent").await)
}

async fn status(town: &Town, filed: &Filed) -> String {
    let keys = [
        ("tracking", filed.tracking.as_str()),
        ("access_code", filed.access_code.as_str()),
    ];
    town.browser().post("/status", &keys).await.text
}

#[tokio::test]
async fn a_report_that_became_none_is_forgotten_after_its_days_and_not_a_day_before() {
    let town = Town::open().await;
    let store = &town.state.store;
    let kept = file_with_a_picture(&town).await;
    town.approve(&kept).await;
    let open = town.file(Kind::LostProperty, "Open").await;
    let asked = town.file(Kind::LostProperty, "Asked").await;
    let question = text("Which pocket was it in?");
    command(&town, &asked, Command::AskForMore { question }, officer()).await;

    let withdrawn = file_with_a_picture(&town).await;
    command(&town, &withdrawn, Command::Withdraw, Actor::Filer).await;
    let handed_on = town.file(Kind::Vandalism, "Handed").await;
    let needs = Command::NeedsOfficer {
        officer: text("Ofc. Lee"),
        contact: Contact::Email {
            message: "An officer calls you today.".to_owned(),
        },
    };
    command(&town, &handed_on, needs, officer()).await;
    let double = town.file(Kind::LostProperty, "Double").await;
    duplicate(&town, &double, &kept).await;
    town.work().await;
    let gone = [&withdrawn, &handed_on, &double];
    let mut ids = Vec::new();
    for filed in gone {
        ids.push(town.id(filed).await);
    }
    assert_eq!(below(&town.files()).len(), 4, "two pictures, two previews");

    town.clock.advance(364 * DAY);
    assert_eq!(forgotten(&town).await, 0, "a day before");
    assert!(status(&town, &withdrawn).await.contains("Withdrawn by you"));
    town.clock.advance(2 * DAY);
    assert_eq!(forgotten(&town).await, 3, "a day after");
    assert_eq!(forgotten(&town).await, 0, "once");

    for id in ids {
        assert_eq!(left_of(store, id).await, Vec::<&str>::new());
    }
    assert_eq!(below(&town.files()).len(), 2, "the approved one's stay");
    let mut numbers = gone.map(Filed::compact);
    numbers.sort();
    assert_eq!(on_record(store, "report.forget").await, numbers);
    for filed in [&kept, &open, &asked] {
        let left = left_of(store, town.id(filed).await).await;
        assert!(left.contains(&"report") && left.contains(&"report_event"));
    }

    // Whoever asks is told what everybody is told who types a number that never was.
    let nobody = Filed {
        tracking: "2222-2222-2222-2".to_owned(),
        access_code: withdrawn.access_code.clone(),
    };
    let said = status(&town, &withdrawn).await;
    assert!(said.contains("These two do not fit together"), "{said}");
    let unknown = status(&town, &nobody).await;
    assert_eq!(
        said.replace(&withdrawn.tracking, "-"),
        unknown.replace(&nobody.tracking, "-")
    );
    let mut desk = town.desk("ada", Role::Reviewer).await;
    let page = desk
        .get(&format!("/staff/reports/{}", withdrawn.compact()))
        .await;
    assert_eq!(page.status, 404);
}

#[tokio::test]
async fn a_reply_that_nobody_has_read_is_never_forgotten() {
    let town = Town::open().await;
    let filed = town.file(Kind::LostProperty, "Heron").await;
    let question = text("Which pocket was it in?");
    command(&town, &filed, Command::AskForMore { question }, officer()).await;
    town.clock.advance(DAY);
    let answer = text("The left one");
    command(&town, &filed, Command::Reply { answer }, Actor::Filer).await;
    command(&town, &filed, Command::Withdraw, Actor::Filer).await;
    let answered = town.file(Kind::LostProperty, "Egret").await;
    let question = text("Which pocket was it in?");
    command(
        &town,
        &answered,
        Command::AskForMore { question },
        officer(),
    )
    .await;
    let answer = text("The right one");
    command(&town, &answered, Command::Reply { answer }, Actor::Filer).await;
    command(&town, &answered, Command::StartReview, officer()).await;
    command(&town, &answered, Command::Withdraw, Actor::Filer).await;

    town.clock.advance(3_000 * DAY);
    assert_eq!(forgotten(&town).await, 1, "the one that was read");
    let path = format!("/staff/reports/{}", filed.compact());
    // Somebody without the right to read has not read.
    let mut other = town.desk("eve", Role::Administrator).await;
    assert_eq!(other.get(&path).await.status, 403);
    assert_eq!(forgotten(&town).await, 0);
    let mut desk = town.desk("ada", Role::Reviewer).await;
    assert!(desk.get(&path).await.has("The left one"));
    assert_eq!(forgotten(&town).await, 1, "somebody has read it now");
}

#[tokio::test]
async fn a_report_stays_while_one_that_stays_is_marked_its_duplicate() {
    let town = Town::open().await;
    let [first, second, third] = [
        town.file(Kind::LostProperty, "First").await,
        town.file(Kind::LostProperty, "Second").await,
        town.file(Kind::LostProperty, "Third").await,
    ];
    let [one, other] = [
        town.file(Kind::LostProperty, "One").await,
        town.file(Kind::LostProperty, "Other").await,
    ];
    command(&town, &first, Command::Withdraw, Actor::Filer).await;
    duplicate(&town, &second, &first).await;
    duplicate(&town, &one, &other).await;
    duplicate(&town, &other, &one).await;
    town.clock.advance(200 * DAY);
    duplicate(&town, &third, &second).await;

    town.clock.advance(170 * DAY);
    assert_eq!(forgotten(&town).await, 2, "two that name each other");
    let names = [&first, &second, &third];
    for filed in names {
        let left = left_of(&town.state.store, town.id(filed).await).await;
        assert!(left.contains(&"report"), "{}", filed.tracking);
    }
    town.clock.advance(200 * DAY);
    assert_eq!(forgotten(&town).await, 3);
}

#[tokio::test]
async fn a_request_for_an_officer_is_forgotten_after_its_days_and_an_open_one_never() {
    let town = Town::open().await;
    let store = &town.state.store;
    let (closed, open) = (new_request(), new_request());
    let (id, number, open_id) = (closed.id, closed.tracking.clone(), open.id);
    let now = town.clock.now();
    let filed: Result<(), StoreError> = store
        .write(async |tx| {
            officer_requests::insert(tx, closed).await?;
            officer_requests::insert(tx, open).await?;
            officer_requests::close(tx, id, "Ofc. Lee", "visited", &officer(), now).await?;
            let job = server::store::jobs::NewJob {
                kind: server::store::jobs::JobKind::OfficerRequest,
                report: None,
                request: Some(id),
                key: format!("officer_request:{id}"),
                payload: serde_json::Value::Null,
            };
            server::store::jobs::enqueue(tx, job, now).await
        })
        .await;
    filed.expect("filed");
    town.clock.advance(365 * DAY);
    assert_eq!(forgotten(&town).await, 0, "not yet");
    town.clock.advance(DAY);
    assert_eq!(forgotten(&town).await, 1);
    assert_eq!(count(store, "officer_request", "id", id).await, 0);
    assert_eq!(count(store, "job", "request", id).await, 0);
    assert_eq!(count(store, "officer_request", "id", open_id).await, 1);
    assert_eq!(
        on_record(store, "officer_request.forget").await,
        [number.compact()]
    );
}

#[tokio::test]
async fn many_are_forgotten_in_small_batches_each_with_its_rows() {
    let office = Office::open().await;
    for _ in 0..45 {
        let id = office
            .file(Kind::LostProperty, "Ana", "ana@example.org")
            .await;
        office.apply(id, Event::Withdrawn).await;
    }
    office.clock.advance(366 * DAY);
    let before = office.store.commits();
    assert_eq!(office.worker().forget_unapproved().await, 45);
    assert_eq!(office.store.commits() - before, 3, "20, 20 and 5");
    let mut numbers = on_record(&office.store, "report.forget").await;
    numbers.dedup();
    assert_eq!(numbers.len(), 45);
    still_whole(&office.store).await;
}

#[tokio::test]
async fn a_report_that_is_taken_up_again_meanwhile_stays() {
    let office = Office::open().await;
    let id = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    let of = "2222-2222-2222-2".parse().expect("a tracking number");
    office.apply(id, Event::MarkedDuplicate { of }).await;
    office.clock.advance(366 * DAY);
    let before = office.clock.now() - time::Duration::days(365);
    let old = reports::to_forget(office.store.reader(), before).await;
    assert_eq!(old, Ok(vec![id]));
    let reason = "It was another bicycle.".to_owned();
    office.apply(id, Event::Reopened { reason }).await;
    let gone: Result<Vec<TrackingNumber>, StoreError> = office
        .store
        .write(async |tx| reports::forget(tx, &[id], before).await)
        .await;
    assert_eq!(gone, Ok(vec![]));
}
