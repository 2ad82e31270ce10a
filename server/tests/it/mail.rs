//! Mail: what messages say, that they arrive, and that nothing a person writes becomes a header.

use crate::support::smtp::SmtpServer;
use app::words::{Lang, Words};
use domain::field::Choice;
use domain::incident::Kind;
use domain::number::{CaseNumber, TrackingNumber};
use server::mail::{Attachment, Letter, Letterhead, Letters, MailError, Mailer, Outgoing};
use server::usecase::audit_review::Review;
use time::OffsetDateTime;
use time::macros::datetime;

const AT: OffsetDateTime = datetime!(2026-11-20 17:00 UTC);
const FROM: &str = "Westport Police Department <reports@police.example>";
const QUESTION: &str = "Which color was it?\nAnd <when> did you see it last?";

const WEEK: (&str, &str) = ("Monday, November 16", "Sunday, November 22");

/// A week of the audit trail.
fn figures() -> Vec<(&'static str, u64)> {
    let reads = [
        ("reviewer", 310),
        ("supervisor", 45),
        ("records_clerk", 12),
        ("auditor", 3),
    ];
    let review = Review {
        sign_ins: 61,
        failures: 7,
        locks: 1,
        refusals: 4,
        exports: 2,
        account_changes: 5,
        setting_changes: 1,
        reads: reads.map(|(role, count)| (role.to_owned(), count)).into(),
        rows: 48_210,
        findings: 2,
    };
    review.figures()
}

/// The messages in a language, as the department of the tests sends them.
struct Office {
    head: Letterhead,
    words: Words,
}

impl Office {
    fn letters(&self) -> Letters<'_> {
        self.head.with(&self.words)
    }
}

fn office(lang: Lang) -> Office {
    let settings = [
        ("town", "Westport"),
        ("department", "Westport Police Department"),
        ("address", "50 Jesup Road, Westport, CT 06880"),
        ("telephone", "(203) 341-6000"),
    ];
    Office {
        head: Letterhead {
            site: "https://reports.police.example".to_owned(),
            review_days: 2,
        },
        words: Words::new(lang, &settings).expect("words"),
    }
}

fn receipt() -> Letter {
    office(Lang::ENGLISH)
        .letters()
        .receipt(&tracking())
        .expect("a message")
}

fn tracking() -> TrackingNumber {
    let mut bytes = 0..;
    TrackingNumber::from_random(|| bytes.next().unwrap_or(0))
}

fn case_number() -> CaseNumber {
    "WP26-000123".parse().expect("a case number")
}

/// Every message there is, of every kind of report.
fn all(lang: Lang, kind: Kind) -> Vec<(&'static str, Letter)> {
    let office = office(lang);
    let head = office.letters();
    let messages = [
        ("receipt", head.receipt(&tracking())),
        (
            "copy",
            head.copy(&case_number(), &tracking(), kind, "WP26-000123.pdf"),
        ),
        ("more_asked", head.more_asked(&tracking(), kind, QUESTION)),
        (
            "officer_assigned",
            head.officer_assigned(
                &tracking(),
                "Officer P. Lane",
                "I will call you.\n\nP. Lane",
            ),
        ),
        ("duplicate", head.duplicate(&tracking())),
        ("officer_request", head.officer_request()),
        (
            "invitation",
            head.invitation(
                "blund",
                "https://reports.police.example/staff/sign-up?k=0123",
            ),
        ),
        ("audit_alarm", head.audit_alarm()),
        ("audit_review", head.audit_review(WEEK, &figures(), true)),
        (
            "audit_review_broken",
            head.audit_review(WEEK, &figures(), false),
        ),
    ];
    messages
        .into_iter()
        .map(|(name, filled)| (name, filled.expect("every placeholder is filled")))
        .collect()
}

fn outgoing(id: &str, to: &str, filled: Letter) -> Outgoing {
    Outgoing {
        to: to.to_owned(),
        subject: filled.subject,
        text: filled.text,
        html: filled.html,
        attachments: Vec::new(),
        message_id: id.to_owned(),
    }
}

#[test]
fn every_message_says_what_it_is_meant_to_say() {
    for lang in Lang::all() {
        for kind in [
            Kind::LostProperty,
            Kind::IdentityTheft,
            Kind::HarassingCalls,
        ] {
            for (name, mail) in all(lang, kind) {
                // The others say the same for every kind.
                if kind == Kind::LostProperty || matches!(name, "copy" | "more_asked") {
                    let mut name = format!("mail_{name}_{}", kind.code());
                    if lang != Lang::ENGLISH {
                        name = format!("{}_{name}", lang.tag());
                    }
                    insta::assert_snapshot!(
                        format!("{name}.text"),
                        format!("Subject: {}\n\n{}", mail.subject, mail.text)
                    );
                    insta::assert_snapshot!(format!("{name}.html"), mail.html);
                }
            }
        }
    }
}

/// Every message in every language.
fn everything() -> impl Iterator<Item = (String, Kind, Letter)> {
    Lang::all().flat_map(|lang| {
        Kind::ALL.iter().flat_map(move |kind| {
            all(lang, *kind)
                .into_iter()
                .map(move |(name, mail)| (format!("{} {name}", lang.tag()), *kind, mail))
        })
    })
}

#[test]
fn every_message_names_911_the_telephone_number_and_the_department_in_text_and_html() {
    for (name, kind, mail) in everything() {
        for body in [&mail.text, &mail.html] {
            for words in ["9-1-1", "(203) 341-6000", "Westport Police Department"] {
                assert!(body.contains(words), "{name} of {kind:?} lacks {words}");
            }
            assert!(
                !body.contains('{') && !body.contains('}'),
                "{name} has a brace left"
            );
        }
    }
}

#[test]
fn no_message_fetches_anything_and_no_subject_names_the_kind_of_report() {
    for (name, _, mail) in everything() {
        for tag in ["<img", "<script", "<link", "src=", "url(", "@import"] {
            assert!(!mail.html.contains(tag), "{name} holds {tag}");
        }
        let subject = mail.subject.to_lowercase();
        for word in [
            "theft",
            "vandal",
            "burglar",
            "lost",
            "vehicle",
            "damage",
            "harass",
            "call",
            "phone",
            "robo",
            "perdid",
            "vehículo",
            "daño",
            "acoso",
            "llamada",
            "teléfono",
            "identidad",
        ] {
            assert!(!subject.contains(word), "the subject of {name} says {word}");
        }
    }
}

#[test]
fn the_question_about_harassing_calls_stays_on_the_status_page() {
    for kind in Kind::ALL {
        let mail = office(Lang::ENGLISH)
            .letters()
            .more_asked(&tracking(), *kind, QUESTION)
            .expect("a message");
        let shown = mail.text.contains("Which color") || mail.html.contains("Which color");
        assert_eq!(shown, *kind != Kind::HarassingCalls, "{kind:?}");
        assert!(mail.text.contains("https://reports.police.example/status"));
    }
}

#[tokio::test]
async fn a_folder_holds_one_file_per_message_however_often_it_is_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let mailer = Mailer::to_folder(folder.path(), FROM).expect("a mailer");
    let mail = outgoing("job-1", "ana@example.org", receipt());
    for _ in 0..3 {
        mailer.send(&mail, AT).await.expect("sent");
    }
    let files: Vec<_> = std::fs::read_dir(folder.path())
        .expect("folder")
        .map(|e| e.expect("entry").file_name())
        .collect();
    assert_eq!(files, ["job-1.eml"]);
    let eml = std::fs::read_to_string(folder.path().join("job-1.eml")).expect("text");
    insta::assert_snapshot!("mail_file", eml.replace("\r\n", "\n"));
}

#[tokio::test]
async fn a_line_break_in_an_address_a_subject_or_an_id_never_makes_a_header() {
    let folder = tempfile::tempdir().expect("a folder");
    let mailer = Mailer::to_folder(folder.path(), FROM).expect("a mailer");
    let filled = receipt();
    for to in [
        "ana@example.org\r\nBcc: eve@example.org",
        "ana@example.org, eve@example.org",
        "a\n@example.org",
        "",
    ] {
        let sent = mailer
            .send(&outgoing("job-1", to, filled.clone()), AT)
            .await;
        assert_eq!(
            sent,
            Err(MailError::Permanent("address".to_owned())),
            "{to:?}"
        );
    }
    for id in ["a>\r\nBcc: eve@example.org", "../job", "", "a b"] {
        let sent = mailer
            .send(&outgoing(id, "ana@example.org", filled.clone()), AT)
            .await;
        assert_eq!(
            sent,
            Err(MailError::Permanent("message_id".to_owned())),
            "{id:?}"
        );
    }
    let mut mail = outgoing("job-2", "ana@example.org", filled);
    mail.subject = "Hello\r\nBcc: eve@example.org\r\n\r\nbody".to_owned();
    mail.attachments = vec![Attachment {
        name: "a.pdf\"\r\nBcc: eve@example.org".to_owned(),
        content_type: "application/pdf",
        bytes: b"%PDF".to_vec(),
    }];
    mailer.send(&mail, AT).await.expect("sent");
    let eml = std::fs::read_to_string(folder.path().join("job-2.eml")).expect("text");
    assert!(
        !eml.lines()
            .any(|line| line.to_lowercase().starts_with("bcc:")),
        "{eml}"
    );
    assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
}

#[tokio::test]
async fn a_real_mail_server_reads_every_message_as_it_was_meant() {
    let server = SmtpServer::start();
    let mailer = Mailer::to_server(&server.url(), FROM).expect("a mailer");
    let mailer = mailer
        .with_reply_to(Some("records@police.example"))
        .expect("an address");
    let sent = all(Lang::ENGLISH, Kind::IdentityTheft);
    for (name, filled) in &sent {
        let mut mail = outgoing(&format!("job-{name}"), "ana@example.org", filled.clone());
        if *name == "copy" {
            let bytes = b"%PDF-1.7 \x00\xff\r\n.\r\n".repeat(5_000);
            let pdf = Attachment {
                name: "WP26-000123.pdf".to_owned(),
                content_type: "application/pdf",
                bytes,
            };
            mail.attachments.push(pdf);
        }
        mailer.send(&mail, AT).await.expect("sent");
    }
    let received = server.received();
    assert_eq!(received.len(), sent.len());
    for ((name, filled), mail) in sent.iter().zip(&received) {
        assert_eq!(mail.recipients, ["ana@example.org"]);
        assert_eq!(mail.headers["Subject"], filled.subject);
        assert_eq!(mail.headers["From"], FROM);
        assert_eq!(mail.headers["To"], "ana@example.org");
        assert_eq!(mail.headers["Reply-To"], "records@police.example");
        assert_eq!(mail.headers["Auto-Submitted"], "auto-generated");
        assert_eq!(
            mail.headers["Message-ID"],
            format!("<job-{name}@police.example>")
        );
        assert_eq!(mail.text.replace("\r\n", "\n"), filled.text);
        assert_eq!(mail.html.replace("\r\n", "\n"), filled.html);
        let files: Vec<_> = mail
            .attachments
            .iter()
            .map(|f| (f.name.as_str(), f.content_type.as_str(), f.len()))
            .collect();
        let expected: &[_] = if *name == "copy" {
            &[("WP26-000123.pdf", "application/pdf", 80_000)]
        } else {
            &[]
        };
        assert_eq!(files, expected, "{name}");
        assert!(
            mail.attachments
                .iter()
                .all(|file| file.begins_with(b"%PDF-1.7 "))
        );
    }
}

#[tokio::test]
async fn a_refused_address_is_final_and_everything_else_is_tried_again() {
    let server = SmtpServer::start();
    let mailer = Mailer::to_server(&server.url(), FROM).expect("a mailer");
    let to = |to: &str| outgoing("job-1", to, receipt());

    let sent = mailer.send(&to("refused@example.org"), AT).await;
    assert_eq!(sent, Err(MailError::Permanent("smtp_550".to_owned())));

    let sent = mailer.send(&to("later@example.org"), AT).await;
    assert_eq!(sent, Err(MailError::Temporary("smtp_451".to_owned())));
    assert_eq!(mailer.send(&to("later@example.org"), AT).await, Ok(()));

    let nobody = format!("smtp://127.0.0.1:{}", SmtpServer::free_port());
    let sent = Mailer::to_server(&nobody, FROM)
        .expect("a mailer")
        .send(&to("ana@example.org"), AT)
        .await;
    assert_eq!(sent, Err(MailError::Temporary("connection".to_owned())));
}

#[tokio::test]
async fn a_message_that_the_server_took_but_did_not_acknowledge_comes_again_under_the_same_id() {
    let server = SmtpServer::start();
    let mailer = Mailer::to_server(&server.url(), FROM).expect("a mailer");
    let mail = outgoing("job-7", "dies@example.org", receipt());
    assert!(matches!(
        mailer.send(&mail, AT).await,
        Err(MailError::Temporary(_))
    ));
    mailer.send(&mail, AT).await.expect("sent");
    let ids: Vec<_> = server
        .received()
        .iter()
        .map(|mail| mail.headers["Message-ID"].clone())
        .collect();
    assert_eq!(ids, ["<job-7@police.example>", "<job-7@police.example>"]);
}

#[test]
fn an_unusable_setting_is_named_and_never_repeated() {
    for url in [
        "smtp:///",
        "http://mail.example",
        "smtps://user:secret@",
        "nonsense",
    ] {
        let error = Mailer::to_server(url, FROM).err().expect(url).to_string();
        assert!(
            error.contains("MAIL_URL") && !error.contains("secret"),
            "{error}"
        );
    }
    assert!(Mailer::to_folder("mail", "not an address").is_err());
    let mailer = Mailer::to_folder("mail", FROM).expect("a mailer");
    assert!(
        mailer
            .with_reply_to(Some("a@b.example\r\nBcc: c@d.example"))
            .is_err()
    );
}
