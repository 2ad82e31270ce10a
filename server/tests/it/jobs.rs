//! Jobs: what leaves the building leaves it once, late rather than never, and says nothing in the log.

use crate::support::filed::{FROM, Office};
use crate::support::smtp::SmtpServer;
use domain::field::Choice;
use domain::incident::Kind;
use domain::review::{Contact, Event};
use server::mail::Mailer;
use server::rms::Handover;
use server::store::jobs::{JobKind, JobState};
use server::store::{StoreError, Uuid, drafts, jobs};
use time::Duration;

const CASE: &str = "WP26-000123";
const MINUTE: std::time::Duration = std::time::Duration::from_secs(60);
const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn an_approved_report_of_every_kind_gives_a_receipt_a_copy_and_a_records_file() {
    let office = Office::open().await;
    let worker = office.worker();
    for (serial, kind) in Kind::ALL.iter().enumerate() {
        let id = office.file(*kind, "Ana", "ana@example.org").await;
        assert_eq!(worker.run_due().await, 1, "{kind:?}");
        office.approve(id, &format!("WP26-{:06}", serial + 1)).await;
        assert_eq!(worker.run_due().await, 2, "{kind:?}");
        for job in [JobKind::Receipt, JobKind::Copy, JobKind::Rms] {
            assert_eq!(
                office.job(id, job).await.state,
                JobState::Done,
                "{kind:?} {job:?}"
            );
        }
    }
    assert_eq!(
        Office::names(office.mail_folder()).len(),
        2 * Kind::ALL.len()
    );
    assert_eq!(Office::names(office.rms_folder()).len(), Kind::ALL.len());
    assert_eq!(worker.run_due().await, 0);
    assert_eq!(jobs::troubled(office.store.reader()).await, Ok(Vec::new()));
}

#[tokio::test]
async fn the_copy_arrives_on_a_real_mail_server_with_the_case_number_and_the_pdf() {
    let office = Office::open().await;
    let server = SmtpServer::start();
    let mailer = Mailer::to_server(&server.url(), FROM).expect("a mailer");
    let worker = office.worker_with(mailer, Handover::to_folder(office.rms_folder()));
    let id = office
        .file(Kind::HarassingCalls, "Quetzal", "ana@example.org")
        .await;
    office.approve(id, CASE).await;
    assert_eq!(worker.run_due().await, 3);

    let received = server.received();
    assert_eq!(received.len(), 2);
    let copy = received
        .iter()
        .find(|mail| !mail.attachments.is_empty())
        .expect("a copy");
    assert_eq!(copy.headers["Subject"], "Your police report WP26-000123");
    let file = &copy.attachments[0];
    assert_eq!(
        (file.name.as_str(), file.content_type.as_str()),
        ("WP26-000123.pdf", "application/pdf")
    );
    assert!(file.begins_with(b"%PDF-1.") && file.len() > 10_000);
    for mail in &received {
        assert_eq!(mail.recipients, ["ana@example.org"]);
        for words in [&mail.text, &mail.html, &mail.headers["Subject"]] {
            assert!(
                !words.contains("Quetzal"),
                "a message repeats what the filer wrote"
            );
        }
    }
}

#[tokio::test]
async fn while_the_mail_server_is_down_mail_waits_and_then_arrives_once() {
    let office = Office::open().await;
    let port = SmtpServer::free_port();
    let mailer = Mailer::to_server(&format!("smtp://127.0.0.1:{port}"), FROM).expect("a mailer");
    let worker = office.worker_with(mailer, Handover::to_folder(office.rms_folder()));
    let id = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;

    assert_eq!(worker.run_due().await, 1);
    let job = office.job(id, JobKind::Receipt).await;
    assert_eq!(
        (job.state, job.attempts, job.last_error.as_deref()),
        (JobState::Pending, 1, Some("connection"))
    );
    assert_eq!(job.due_at, office.clock.now() + Duration::minutes(1));
    assert_eq!(
        jobs::troubled(office.store.reader())
            .await
            .expect("read")
            .len(),
        1,
        "staff see that it waits"
    );
    assert_eq!(worker.run_due().await, 0, "not before its time");

    let server = SmtpServer::start_at(port);
    office.clock.advance(MINUTE);
    assert_eq!(worker.run_due().await, 1);
    assert_eq!(office.job(id, JobKind::Receipt).await.state, JobState::Done);
    office.clock.advance(4 * DAY);
    assert_eq!(worker.run_due().await, 0);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn mail_that_was_taken_but_not_acknowledged_is_sent_again_under_the_same_id() {
    let office = Office::open().await;
    let server = SmtpServer::start();
    let mailer = Mailer::to_server(&server.url(), FROM).expect("a mailer");
    let worker = office.worker_with(mailer, Handover::to_folder(office.rms_folder()));
    office
        .file(Kind::LostProperty, "Ana", "dies@example.org")
        .await;
    worker.run_due().await;
    office.clock.advance(MINUTE);
    worker.run_due().await;
    let ids: Vec<_> = server
        .received()
        .iter()
        .map(|mail| mail.headers["Message-ID"].clone())
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn a_refused_address_is_given_up_at_once_listed_and_can_be_sent_again() {
    let office = Office::open().await;
    let server = SmtpServer::start();
    let mailer = Mailer::to_server(&server.url(), FROM).expect("a mailer");
    let worker = office.worker_with(mailer, Handover::to_folder(office.rms_folder()));
    let id = office
        .file(Kind::LostProperty, "Ana", "refused@example.org")
        .await;
    worker.run_due().await;
    office.clock.advance(DAY);
    assert_eq!(worker.run_due().await, 0, "a refusal is final");

    let listed = jobs::troubled(office.store.reader()).await.expect("read");
    assert_eq!(listed.len(), 1);
    let job = &listed[0];
    assert_eq!(
        (job.report, job.state, job.last_error.as_deref()),
        (Some(id), JobState::GivenUp, Some("smtp_550"))
    );

    let (job, now) = (job.id, office.clock.now());
    let again: Result<bool, StoreError> = office
        .store
        .write(async |tx| jobs::send_again(tx, job, now).await)
        .await;
    assert_eq!(again, Ok(true));
    assert_eq!(worker.run_due().await, 1);
}

#[tokio::test]
async fn a_job_that_never_succeeds_is_given_up_after_three_days_and_75_tries() {
    let office = Office::open().await;
    let nobody = format!("smtp://127.0.0.1:{}", SmtpServer::free_port());
    let mailer = Mailer::to_server(&nobody, FROM).expect("a mailer");
    let worker = office.worker_with(mailer, Handover::to_folder(office.rms_folder()));
    let id = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    let begun = office.clock.now();
    let mut tries = 0;
    while office.clock.now() - begun < Duration::days(5) {
        tries += worker.run_due().await;
        office.clock.advance(MINUTE);
        let job = office.job(id, JobKind::Receipt).await;
        if job.state == JobState::GivenUp {
            break;
        }
        if job.due_at > office.clock.now() {
            office
                .clock
                .advance((job.due_at - office.clock.now()).unsigned_abs());
        }
    }
    let job = office.job(id, JobKind::Receipt).await;
    assert_eq!(
        (tries, job.attempts, job.state),
        (75, 75, JobState::GivenUp)
    );
    assert!(office.clock.now() - begun <= Duration::hours(72));
}

#[tokio::test]
async fn a_job_whose_worker_died_is_done_by_the_next_one_after_its_lease() {
    let office = Office::open().await;
    let id = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    let now = office.clock.now();
    let lease = std::time::Duration::from_secs(600);
    let claimed: Result<_, StoreError> = office
        .store
        .write(async |tx| jobs::claim_due(tx, now, lease).await)
        .await;
    assert!(claimed.expect("claimed").is_some());
    let worker = office.worker();
    assert_eq!(worker.run_due().await, 0);
    office.clock.advance(10 * MINUTE);
    assert_eq!(worker.run_due().await, 1);
    assert_eq!(office.job(id, JobKind::Receipt).await.state, JobState::Done);
}

#[tokio::test]
async fn a_job_whose_report_is_gone_is_done() {
    let office = Office::open().await;
    let nobody = Uuid::now_v7();
    let mail = [
        JobKind::Receipt,
        JobKind::Copy,
        JobKind::MoreAsked,
        JobKind::OfficerAssigned,
        JobKind::Duplicate,
    ];
    for kind in mail.into_iter().chain([JobKind::Rms]) {
        office.queue(kind, Some(nobody)).await;
    }
    assert_eq!(office.worker().run_due().await, 6);
    let all = jobs::for_report(office.store.reader(), nobody)
        .await
        .expect("read");
    assert!(all.iter().all(|job| job.state == JobState::Done), "{all:?}");
    assert!(Office::names(office.mail_folder()).is_empty());
}

#[tokio::test]
async fn a_job_without_what_it_needs_is_listed_for_staff() {
    let office = Office::open().await;
    let id = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    office.queue(JobKind::Copy, Some(id)).await;
    office.queue(JobKind::Rms, Some(id)).await;
    let called = office
        .file(Kind::LostProperty, "Ben", "ben@example.org")
        .await;
    office
        .apply(
            called,
            Event::OfficerAssigned {
                officer: "Sgt. Hall".to_owned(),
                contact: Contact::Telephone {
                    number: "+12035550142".to_owned(),
                    spoke_with: "Ben".to_owned(),
                    called_at: "3 PM".to_owned(),
                    outcome: "told".to_owned(),
                },
            },
        )
        .await;
    office.queue(JobKind::OfficerAssigned, Some(called)).await;
    office.worker().run_due().await;
    for (id, kind, code) in [
        (id, JobKind::Copy, "no_case_number"),
        (id, JobKind::Rms, "not_approved"),
        (called, JobKind::OfficerAssigned, "no_message"),
    ] {
        let job = office.job(id, kind).await;
        assert_eq!(
            (job.state, job.last_error.as_deref()),
            (JobState::GivenUp, Some(code))
        );
    }
}

#[tokio::test]
async fn a_question_that_was_answered_before_the_mail_got_through_is_not_sent() {
    let office = Office::open().await;
    let id = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    let worker = office.worker();
    worker.run_due().await;
    office
        .apply(
            id,
            Event::MoreAsked {
                question: "Which color?".to_owned(),
            },
        )
        .await;
    office.queue(JobKind::MoreAsked, Some(id)).await;
    office
        .apply(
            id,
            Event::MoreGiven {
                answer: "Red.".to_owned(),
            },
        )
        .await;
    assert_eq!(worker.run_due().await, 1);
    assert_eq!(
        office.job(id, JobKind::MoreAsked).await.state,
        JobState::Done
    );
    assert_eq!(
        Office::names(office.mail_folder()).len(),
        1,
        "the receipt only"
    );

    office
        .apply(
            id,
            Event::MoreAsked {
                question: "Which size?".to_owned(),
            },
        )
        .await;
    office.queue(JobKind::MoreAsked, Some(id)).await;
    worker.run_due().await;
    let names = Office::names(office.mail_folder());
    let mail = std::fs::read_to_string(office.mail_folder().join(&names[1])).expect("mail");
    assert!(mail.contains("> Which size?") && !mail.contains("Which color?"));
}

#[tokio::test]
async fn a_job_is_done_at_once_when_the_worker_is_told_and_a_stop_ends_it() {
    let office = Office::open().await;
    let worker = office.worker();
    let wake = worker.waker();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(worker.run_forever(async {
        let _ = stopped.await;
    }));
    let id = office
        .file(Kind::LostProperty, "Ana", "ana@example.org")
        .await;
    wake.notify_one();
    let mut looks = 0;
    while office.job(id, JobKind::Receipt).await.state != JobState::Done {
        looks += 1;
        // Less than the 15 s after which it would have looked by itself.
        assert!(looks < 100, "not done within 5 s");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    stop.send(()).expect("running");
    running.await.expect("ended");
}

#[tokio::test]
async fn drafts_that_nobody_touched_for_30_days_are_forgotten() {
    let office = Office::open().await;
    let now = office.clock.now();
    let made: Result<(), StoreError> = office
        .store
        .write(async |tx| {
            drafts::create(tx, [1; 32], now).await?;
            drafts::create(tx, [2; 32], now + Duration::days(1)).await
        })
        .await;
    made.expect("made");
    office.clock.advance(30 * DAY + MINUTE);
    assert_eq!(office.worker().purge_drafts().await, 1);
    assert!(
        drafts::load(office.store.reader(), [1; 32])
            .await
            .expect("read")
            .is_none()
    );
    assert!(
        drafts::load(office.store.reader(), [2; 32])
            .await
            .expect("read")
            .is_some()
    );
}
