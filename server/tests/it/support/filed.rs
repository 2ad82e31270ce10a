//! A store with reports in it, and a worker over it: what the tests of jobs begin with.

use super::db::TestDb;
use super::filled::{self, Extent, SENT_AT};
use super::town::KEY;
use app::site::{Department, Sites};
use app::words::Lang;
use domain::incident::Kind;
use domain::judgement::Judgement;
use domain::jurisdiction::{Jurisdiction, Layers};
use domain::number::{CaseNumber, TrackingNumber};
use domain::report::Certification;
use domain::review::Event;
use server::clock::Clock;
use server::copy::issuer::Issuer;
use server::copy::key::CopyKey;
use server::evidence::{Evidence, Limits};
use server::jobs::{Setup, Worker};
use server::live::Live;
use server::mail::Mailer;
use server::rms::{Agency, Handover};
use server::settings::{Files, FilesTarget, KeySource, Secret, Settings};
use server::store::jobs::{JobKind, JobRow, NewJob};
use server::store::reports::NewReport;
use server::store::{Actor, Store, StoreError, Uuid, handovers, jobs, reports};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use time::Duration;

const SITE: &str = "https://reports.police.example";
pub const FROM: &str = "Westport Police Department <reports@police.example>";

/// One department on one machine: a database, a mail folder, a records folder, a clock that stands.
pub struct Office {
    pub store: Store,
    pub clock: Clock,
    pub folder: TempDir,
    /// Keeps the database until the test ends.
    db: TestDb,
}

impl Office {
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = TestDb::fresh().await;
        Self {
            store: db.store.clone(),
            clock: Clock::fixed(SENT_AT),
            folder,
            db,
        }
    }

    /// Opens the same database once more, as another process would.
    pub async fn reopen(&self) -> Store {
        self.db.reopen().await
    }

    pub fn mail_folder(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    pub fn rms_folder(&self) -> PathBuf {
        self.folder.path().join("rms")
    }

    /// The names in a folder, sorted; none when there is no folder.
    pub fn names(folder: PathBuf) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("a name")
            })
            .collect();
        names.sort();
        names
    }

    /// A worker that writes mail and records into folders.
    pub fn worker(&self) -> Worker {
        self.worker_with(
            Mailer::to_folder(self.mail_folder(), FROM).expect("a mailer"),
            Handover::to_folder(self.rms_folder()),
        )
    }

    pub fn worker_with(&self, mailer: Mailer, rms: Handover) -> Worker {
        Worker::new(self.setup(mailer, rms))
    }

    /// What a worker works with.
    pub fn setup(&self, mailer: Mailer, rms: Handover) -> Setup {
        let layers = Layers::westport();
        let department = Department {
            name: "Westport Police Department".to_owned(),
            town: "Westport".to_owned(),
            address: "50 Jesup Road, Westport, CT 06880".to_owned(),
            telephone: "(203) 341-6000".to_owned(),
        };
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Leptos.toml");
        let settings = Settings::load(&file, &|_| None).expect("settings");
        let sites = Sites::new(&department, &layers, 2, SITE).expect("the compiled-in words");
        Setup {
            store: self.store.clone(),
            clock: self.clock.clone(),
            jurisdiction: Arc::new(Jurisdiction::new(&layers).expect("the compiled-in layers")),
            mailer,
            rms,
            evidence: Evidence::open(&Files {
                target: FilesTarget::Folder(self.folder.path().join("files")),
                key: KeySource::Given(Secret::new(KEY)),
                limits: Limits {
                    files: 16,
                    bytes: 250 << 20,
                },
            })
            .expect("a place for files"),
            issuer: issuer(),
            agency: Agency {
                ori: "CT0015800".to_owned(),
                department: department.name.clone(),
            },
            live: Live::new(settings.adjustable, sites, SITE),
            alarm: Arc::default(),
            wake: Arc::default(),
        }
    }

    /// Files a report of this kind, with its receipt queued.
    pub async fn file(&self, kind: Kind, word: &str, email: &str) -> Uuid {
        let mut answers = filled::answers(kind, Extent::Most, word);
        // What is not an address could not be filed; a test may still ask what a job does with it.
        if email.contains('@') {
            answers.set("email", email);
        }
        let record = filled::report(&answers);
        let id = Uuid::now_v7();
        // The time part of a v7 id does not differ within a millisecond: take its random end.
        let mut bytes = id.as_bytes().iter().rev().copied().cycle();
        let report = NewReport {
            id,
            tracking: TrackingNumber::from_random(|| bytes.next().unwrap_or(0) % 248),
            access_hash: [7; 32],
            draft: server_hash(id),
            kind,
            record: serde_json::to_value(&record).expect("JSON"),
            advice: record.advice,
            finding: record.finding,
            area: None,
            certification: Certification {
                notice_version: "2026-1".to_owned(),
                at: SENT_AT,
            },
            filer_name: format!("{word} {word}"),
            filer_email: email.to_owned(),
            lang: Lang::ENGLISH,
            submitted_at: SENT_AT,
            review_by: SENT_AT + Duration::days(4),
            answers,
        };
        let filed: Result<(), StoreError> = self
            .store
            .write(async |tx| reports::insert(tx, report).await)
            .await;
        filed.expect("filed");
        self.queue(JobKind::Receipt, Some(id)).await;
        id
    }

    /// Approves a report: case number, copy and hand-over queued.
    pub async fn approve(&self, id: Uuid, number: &str) {
        let number: CaseNumber = number.parse().expect("a case number");
        self.apply(id, approved()).await;
        let now = self.clock.now();
        let set: Result<i64, StoreError> = self
            .store
            .write(async |tx| {
                reports::set_case_number(tx, id, &number).await?;
                handovers::append(tx, id, now).await
            })
            .await;
        set.expect("numbered");
        self.queue(JobKind::Copy, Some(id)).await;
        self.queue(JobKind::Rms, Some(id)).await;
    }

    /// Applies an event by an officer, now.
    pub async fn apply(&self, id: Uuid, event: Event) {
        let officer = Actor::Staff {
            id: Uuid::now_v7(),
            name: "Sgt. P. Lane".to_owned(),
        };
        let now = self.clock.now();
        let report = reports::by_id(self.store.reader(), id)
            .await
            .expect("read")
            .expect("a report");
        let applied: Result<(), StoreError> = self
            .store
            .write(async |tx| reports::apply(tx, id, report.version, &event, &officer, now).await)
            .await;
        applied.expect("applied");
    }

    /// Queues a job that is due now.
    pub async fn queue(&self, kind: JobKind, report: Option<Uuid>) {
        let job = NewJob {
            kind,
            report,
            request: None,
            key: format!("{kind:?}:{}", Uuid::now_v7()),
            payload: serde_json::Value::Null,
        };
        let now = self.clock.now();
        let queued: Result<(), StoreError> = self
            .store
            .write(async |tx| jobs::enqueue(tx, job, now).await)
            .await;
        queued.expect("queued");
    }

    /// The job of this kind of a report.
    pub async fn job(&self, report: Uuid, kind: JobKind) -> JobRow {
        let all = jobs::for_report(self.store.reader(), report)
            .await
            .expect("read");
        all.into_iter().find(|job| job.kind == kind).expect("a job")
    }
}

/// Who issues the copies of the office.
pub fn issuer() -> Issuer {
    Issuer {
        key: Arc::new(CopyKey::new([b'k'; 32]).expect("a key")),
        ori: "CT0015800".to_owned(),
        site: "https://reports.police.example".to_owned(),
    }
}

/// An approval in which nothing was judged.
pub fn approved() -> Event {
    Event::Approved {
        judgement: Judgement::default(),
    }
}

/// Any hash that differs between reports.
fn server_hash(id: Uuid) -> [u8; 32] {
    let mut hash = [0; 32];
    hash[..16].copy_from_slice(id.as_bytes());
    hash
}
