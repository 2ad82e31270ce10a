//! What goes into the copy that a filer gets.

use crate::support::filed::{FROM, Office};
use crate::support::filled::{self, Extent};
use app::words::Lang;
use domain::field::Choice;
use domain::incident::Kind;
use pdf::{ReportCopy, Verification};
use server::copy::{self, CopyError};
use server::jobs::Setup;
use server::mail::Mailer;
use server::rms::Handover;
use server::store::reports::{self, ReportRow};

fn setup(office: &Office) -> Setup {
    let mailer = Mailer::to_folder(office.mail_folder(), FROM).expect("a mailer");
    office.setup(mailer, Handover::to_folder(office.rms_folder()))
}

async fn approved(office: &Office, kind: Kind, number: &str) -> ReportRow {
    let id = office.file(kind, "Ana", "ana@example.org").await;
    office.approve(id, number).await;
    reports::by_id(office.store.reader(), id)
        .await
        .expect("read")
        .expect("a report")
}

/// What the copy says of how it is checked; of a report without a number, nothing.
fn verification(setup: &Setup, report: &ReportRow) -> Verification {
    let nothing = Verification {
        address: String::new(),
        code: String::new(),
        link: String::new(),
        fingerprint: String::new(),
    };
    let issuer = &setup.issuer;
    issuer
        .statement(report, &[], &setup.clock)
        .map_or(nothing, |statement| {
            issuer.verification(&issuer.key.code(report.id), &statement)
        })
}

fn assemble(setup: &Setup, report: &ReportRow) -> Result<ReportCopy, CopyError> {
    copy::assemble(
        report,
        &[],
        setup.live.now().sites.of(report.lang),
        &setup.jurisdiction,
        &setup.clock,
        verification(setup, report),
    )
}

fn page(copy: &ReportCopy) -> String {
    let mut page = format!(
        "{} | {} | {}\n{}\nsubmitted {}, approved {} by {}\n",
        copy.case_number,
        copy.tracking_number,
        copy.department.name,
        copy.title,
        copy.submitted_at,
        copy.approved_at,
        copy.approved_by
    );
    for section in &copy.sections {
        page += &format!("\n# {}\n", section.title);
        for row in &section.rows {
            page += &format!("{}: {}\n", row.label, row.value);
        }
    }
    page + "\n" + &copy.narrative + "\n\n" + &copy.notices.join("\n\n") + "\n"
}

#[tokio::test]
async fn a_copy_holds_every_answer_in_the_words_of_the_pages() {
    let office = Office::open().await;
    let setup = setup(&office);
    for (serial, kind) in Kind::ALL.iter().enumerate() {
        let mut report = approved(&office, *kind, &format!("WP26-{:06}", serial + 1)).await;
        // Random in the store; the picture of the page must be the same each time.
        let mut bytes = 0..;
        report.tracking = domain::number::TrackingNumber::from_random(|| bytes.next().unwrap_or(0));
        let copy = assemble(&setup, &report).expect("a copy");
        assert_eq!(copy.narrative, report.answers.get("narrative"), "as typed");
        let rows = || copy.sections.iter().flat_map(|section| &section.rows);
        assert!(
            rows().all(|row| !row.value.contains("It was dark.")),
            "the narrative is there once"
        );
        let asked = report
            .answers
            .iter()
            .filter(|(key, _)| *key != "narrative")
            .count();
        assert_eq!(rows().count(), asked, "{kind:?}");
        insta::assert_snapshot!(format!("copy_{}", kind.code()), page(&copy));
    }
}

#[tokio::test]
async fn a_copy_promises_no_confidentiality_and_says_when_it_was_certified() {
    let office = Office::open().await;
    let setup = setup(&office);
    let mut report = approved(&office, Kind::LostProperty, "WP26-000001").await;
    let notices = assemble(&setup, &report)
        .expect("a copy")
        .notices
        .join("\n");
    for words in [
        "53a-157b",
        "53a-180c",
        "1-210(b)(3)",
        "November 20, 2026, 12:00 PM",
        "notice version 2026-1",
    ] {
        assert!(notices.contains(words), "{words} in {notices}");
    }
    assert!(!notices.to_lowercase().contains("confidential"));
    // A notice of another wording was shown then: today's must not be printed as if it had been.
    report.certification.notice_version = "2025-9".to_owned();
    let notices = assemble(&setup, &report)
        .expect("a copy")
        .notices
        .join("\n");
    assert!(notices.contains("notice version 2025-9") && !notices.contains("53a-157b"));
}

#[tokio::test]
async fn a_map_that_changed_since_does_not_cut_the_copy_short() {
    let office = Office::open().await;
    let setup = setup(&office);
    let mut report = approved(&office, Kind::Vandalism, "WP26-000001").await;
    let before = assemble(&setup, &report).expect("a copy");
    // In Long Island Sound: as if the town line had moved.
    report.answers.set("place_pin", "41.0500,-73.3500");
    let after = assemble(&setup, &report).expect("a copy");
    assert_eq!(after.sections.last(), before.sections.last());
    assert_eq!(after.narrative, before.narrative);
}

#[tokio::test]
async fn a_report_without_a_case_number_has_no_copy() {
    let office = Office::open().await;
    let setup = setup(&office);
    let mut report = approved(&office, Kind::Vandalism, "WP26-000001").await;
    report.case_number = None;
    assert_eq!(
        assemble(&setup, &report).err(),
        Some(CopyError::NotApproved)
    );
}

#[tokio::test]
async fn the_same_report_gives_the_same_file() {
    let office = Office::open().await;
    let setup = setup(&office);
    let report = approved(&office, Kind::DamageToVehicle, "WP26-000001").await;
    let first = copy::render(assemble(&setup, &report).expect("a copy"))
        .await
        .expect("a PDF");
    office.clock.advance(std::time::Duration::from_secs(3600));
    let second = copy::render(assemble(&setup, &report).expect("a copy"))
        .await
        .expect("a PDF");
    assert!(first.starts_with(b"%PDF-") && first == second);
    // The answers as they were typed are not changed by making a copy.
    assert_eq!(
        filled::answers(Kind::DamageToVehicle, Extent::Most, "Ana"),
        {
            let mut answers = report.answers.clone();
            answers.set("email", "ana@example.org");
            answers
        }
    );
}

#[tokio::test]
async fn a_copy_is_in_the_language_of_its_report_and_the_answers_are_as_typed() {
    let office = Office::open().await;
    let setup = setup(&office);
    let mut report = approved(&office, Kind::VehicleBurglary, "WP26-000001").await;
    let mut bytes = 0..;
    report.tracking = domain::number::TrackingNumber::from_random(|| bytes.next().unwrap_or(0));
    report.lang = Lang::of("es").expect("Spanish");
    let copy = assemble(&setup, &report).expect("a copy");
    assert_eq!(copy.narrative, report.answers.get("narrative"), "as typed");
    assert_eq!(copy.words.code, "es");
    insta::assert_snapshot!("es_copy_vehicle_burglary", page(&copy));
    let pdf = copy::render(copy).await.expect("a PDF");
    let holds = |text: &str| {
        pdf.windows(text.len())
            .any(|bytes| bytes == text.as_bytes())
    };
    assert!(holds("/Lang(es-US)"), "the document says its language");
}
