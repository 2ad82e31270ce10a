//! What jobs log: ids and codes.

use crate::support::filed::{FROM, Office};
use crate::support::log;
use crate::support::receiver::{Answer, Receiver};
use crate::support::smtp::SmtpServer;
use domain::field::Choice;
use domain::incident::Kind;
use domain::review::{Contact, Event};
use server::mail::Mailer;
use server::rms::{Handover, Signer};
use server::store::jobs::JobKind;

const CASE: &str = "WP26-000123";
const MINUTE: std::time::Duration = std::time::Duration::from_secs(60);

#[tokio::test]
async fn no_job_logs_a_word_of_what_anybody_typed() {
    const CANARY: &str = "Quetzalcoatlus";
    log::listen();
    let server = SmtpServer::start();
    let working = |office: &Office| {
        let mailer = Mailer::to_server(&server.url(), FROM).expect("a mailer");
        office.worker_with(mailer, Handover::to_folder(office.rms_folder()))
    };
    let failing = |office: &Office| {
        let nobody = format!("smtp://127.0.0.1:{}", SmtpServer::free_port());
        let mailer = Mailer::to_server(&nobody, FROM).expect("a mailer");
        office.worker_with(
            mailer,
            Handover::to_server(
                "http://127.0.0.1:9/reports",
                Signer::new([b'k'; 32]),
                std::time::Duration::from_secs(10),
            )
            .expect("a client"),
        )
    };
    let mut attempts = 0;
    for kind in Kind::ALL {
        let office = Office::open().await;
        let address = format!("{CANARY}@example.org");
        let approved = office.file(*kind, CANARY, &address).await;
        office.approve(approved, CASE).await;
        let asked = office
            .file(*kind, CANARY, &format!("refused@{CANARY}.example"))
            .await;
        office
            .apply(
                asked,
                Event::MoreAsked {
                    question: CANARY.to_owned(),
                },
            )
            .await;
        office.queue(JobKind::MoreAsked, Some(asked)).await;
        let assigned = office.file(*kind, CANARY, &address).await;
        let contact = Contact::Email {
            message: CANARY.to_owned(),
        };
        office
            .apply(
                assigned,
                Event::OfficerAssigned {
                    officer: CANARY.to_owned(),
                    contact,
                },
            )
            .await;
        office.queue(JobKind::OfficerAssigned, Some(assigned)).await;
        office.queue(JobKind::Duplicate, Some(assigned)).await;
        // Not an address at all.
        office.file(*kind, CANARY, CANARY).await;

        attempts += failing(&office).run_due().await;
        office.clock.advance(MINUTE);
        attempts += working(&office).run_due().await;
    }
    assert!(attempts > 60, "{attempts}");
    // What the records system says of a report may quote it, and nobody but it may know the key.
    let key = *b"Quetzalcoatlus, the key of tests";
    let (records, url) = Receiver::start(&[Answer::Says(422, CANARY)]).await;
    let office = Office::open().await;
    let refused = office.file(Kind::Vandalism, CANARY, "a@example.org").await;
    office.approve(refused, CASE).await;
    let mailer = Mailer::to_folder(office.mail_folder(), FROM).expect("a mailer");
    let patience = std::time::Duration::from_secs(10);
    let rms = Handover::to_server(&url, Signer::new(key), patience).expect("a client");
    office.worker_with(mailer, rms).run_due().await;
    assert_eq!(records.posted(), 1);
    let job = office.job(refused, JobKind::Rms).await;
    assert_eq!(job.reason.as_deref(), Some(CANARY), "for the desk");
    let log = log::caught();
    assert!(
        log.contains("job done") && log.contains("job failed"),
        "nothing was caught"
    );
    for line in log.lines() {
        assert!(
            !line.to_lowercase().contains(&CANARY.to_lowercase()),
            "{line}"
        );
        assert!(!line.contains("UXVldHphbGNvYXRsdXM"), "{line}");
    }
}
