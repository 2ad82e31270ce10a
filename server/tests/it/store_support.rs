//! Rows that the tests of the store file.

use app::words::Lang;
use domain::answers::RawAnswers;
use domain::eligibility::{Advice, Stop};
use domain::field::choice::YesNo;
use domain::incident::Kind;
use domain::jurisdiction::{Area, Sector, Verdict};
use domain::number::TrackingNumber;
use domain::report::{Certification, PlaceFinding};
use server::store::officer_requests::NewOfficerRequest;
use server::store::reports::NewReport;
use server::store::{Hash32, Uuid};
use std::sync::atomic::{AtomicU64, Ordering};
use time::OffsetDateTime;
use time::macros::datetime;

/// The instant of most tests, with microseconds.
pub const NOW: OffsetDateTime = datetime!(2026-07-04 14:30:00.123456 UTC);

/// Another number each time.
fn serial() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Another hash each time.
pub fn hash() -> Hash32 {
    let mut hash = [7; 32];
    hash[..8].copy_from_slice(&serial().to_be_bytes());
    hash
}

pub fn tracking() -> TrackingNumber {
    let mut left = serial();
    TrackingNumber::from_random(|| {
        let byte = (left % 31) as u8;
        left /= 31;
        byte
    })
}

pub fn answers() -> RawAnswers {
    [
        ("narrative", "Someone’s “bag” — \u{1f45c} \\ ' \u{0} gone"),
        ("items.0.what", "bag"),
    ]
    .into_iter()
    .collect()
}

pub fn new_report() -> NewReport {
    NewReport {
        id: Uuid::now_v7(),
        tracking: tracking(),
        access_hash: hash(),
        draft: hash(),
        kind: Kind::Vandalism,
        answers: answers(),
        record: serde_json::json!({ "kind": "vandalism", "value": 12.5, "zero": "\u{0}" }),
        advice: vec![Advice::Threat, Advice::Bias],
        finding: Some(PlaceFinding {
            verdict: Verdict::InTown {
                near: Some(Area::Ramp),
            },
            on_area: Some(YesNo::No),
        }),
        area: Some(Sector::East),
        certification: Certification {
            notice_version: "2026-01".to_owned(),
            at: datetime!(2026-07-04 14:29:00 UTC),
        },
        filer_name: "Ana Müller".to_owned(),
        filer_email: "ana@filer.example".to_owned(),
        lang: Lang::ENGLISH,
        submitted_at: NOW,
        review_by: NOW + time::Duration::days(2),
    }
}

pub fn new_request() -> NewOfficerRequest {
    NewOfficerRequest {
        id: Uuid::now_v7(),
        tracking: tracking(),
        access_hash: hash(),
        draft: hash(),
        kind: Some(Kind::LostProperty),
        stop: Some(Stop::KnownSuspect),
        answers: answers(),
        name: "Ana Müller".to_owned(),
        phone: "(203) 555-0100".to_owned(),
        email: None,
        lang: Lang::ENGLISH,
        when: "after six".to_owned(),
        created_at: NOW,
        due_at: NOW + time::Duration::days(1),
    }
}
