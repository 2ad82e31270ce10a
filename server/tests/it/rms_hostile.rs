//! Ten thousand documents through a records system that does its worst, and exactly one record of each.
//!
//! The receiver keeps records by idempotency key, as `docs/rms.md` tells a vendor to, and checks every signature by
//! itself. It answers too late, stores too late, says 500 after it has stored, drops the connection before or after,
//! and dies three times with everything under way. The sender sends some documents twice at once, and one of its
//! workers dies with jobs in its hands. The clock is moved for the tries that follow.

use crate::support::filed::{Office, approved};
use crate::support::filled::{self, Extent, SENT_AT};
use app::words::Lang;
use domain::incident::Kind;
use domain::number::TrackingNumber;
use domain::report::Certification;
use domain::review::Event;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use server::clock::Clock;
use server::mail::Mailer;
use server::rms::{Handover, Signer};
use server::store::handovers::{self, Standing, Which};
use server::store::jobs::{JobKind, NewJob};
use server::store::reports::NewReport;
use server::store::{Actor, StoreError, Uuid, jobs, reports};
use sha2::Sha256;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinSet;

const REPORTS: usize = 8_000;
const SUPPLEMENTS: usize = 2_000;
/// Documents that are sent by two jobs at once.
const TWICE: usize = 1_000;
const WORKERS: usize = 8;
const KEY: [u8; 32] = [b'h'; 32];
/// How long the sender waits for an answer.
const PATIENCE: Duration = Duration::from_millis(100);
/// Longer than the sender waits.
const TOO_LONG: Duration = Duration::from_millis(150);
/// The receiver dies after so many requests.
const DEATHS: [usize; 3] = [2_000, 5_000, 9_000];

/// What the receiver does to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Fault {
    None,
    AnswersTooLate,
    StoresTooLate,
    ErrorAfterStoring,
    ErrorBeforeStoring,
    DropsAfterStoring,
    DropsBeforeStoring,
}

#[derive(Default)]
struct Kept {
    /// By idempotency key: the body, and the number that it was given.
    records: HashMap<String, (Bytes, String)>,
    faults: HashMap<Fault, usize>,
    requests: usize,
    duplicates: usize,
    bad_signatures: usize,
    other_bodies: usize,
}

struct Receiver {
    kept: Mutex<Kept>,
    chance: Mutex<StdRng>,
    clock: Clock,
    dies: Notify,
}

impl Receiver {
    /// Serves for ever; a death drops every connection, and the next life begins a little later with what was stored.
    async fn live(self: Arc<Self>, address: SocketAddr) {
        loop {
            let listener = TcpListener::bind(address).await.expect("the port is free");
            let mut connections = JoinSet::new();
            loop {
                tokio::select! {
                    () = self.dies.notified() => break,
                    accepted = listener.accept() => {
                        let Ok((stream, _)) = accepted else { continue };
                        let own = Arc::clone(&self);
                        connections.spawn(async move {
                            let answer = service_fn(move |request| Arc::clone(&own).answer(request));
                            let io = TokioIo::new(stream);
                            // An error is a dropped connection: the sender's or ours.
                            let _ = hyper::server::conn::http1::Builder::new()
                                .serve_connection(io, answer)
                                .await;
                        });
                    }
                }
            }
            drop((listener, connections));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// An error drops the connection without a word.
    async fn answer(
        self: Arc<Self>,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, std::io::Error> {
        let dropped = || std::io::Error::other("dropped");
        let (parts, body) = request.into_parts();
        let body = body.collect().await.map_err(|_| dropped())?.to_bytes();
        let header = |name: &str| {
            let value = parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let fault = self.fault();
        {
            let mut kept = self.kept.lock().expect("lock");
            kept.requests += 1;
            *kept.faults.entry(fault).or_default() += 1;
            if !signed(
                &self.clock,
                &header("x-timestamp"),
                &header("x-signature"),
                &body,
            ) {
                kept.bad_signatures += 1;
                return say(StatusCode::UNAUTHORIZED, None);
            }
            if DEATHS.contains(&kept.requests) {
                self.dies.notify_one();
            }
        }
        let key = header("idempotency-key");
        match fault {
            Fault::DropsBeforeStoring => return Err(dropped()),
            Fault::ErrorBeforeStoring => return say(StatusCode::SERVICE_UNAVAILABLE, None),
            Fault::StoresTooLate => {
                // Goes on when the sender has hung up: a later try may have been stored before.
                let own = Arc::clone(&self);
                let late = tokio::spawn(async move {
                    tokio::time::sleep(TOO_LONG).await;
                    own.store(key, body)
                });
                let (status, number) = late.await.map_err(|_| dropped())?;
                return say(status, Some(number));
            }
            Fault::None
            | Fault::AnswersTooLate
            | Fault::ErrorAfterStoring
            | Fault::DropsAfterStoring => {}
        }
        let (status, number) = self.store(key, body);
        match fault {
            Fault::AnswersTooLate => tokio::time::sleep(TOO_LONG).await,
            Fault::DropsAfterStoring => return Err(dropped()),
            Fault::ErrorAfterStoring => return say(StatusCode::INTERNAL_SERVER_ERROR, None),
            _ => {}
        }
        say(status, Some(number))
    }

    fn fault(&self) -> Fault {
        let drawn = self.chance.lock().expect("lock").random_range(0..100);
        match drawn {
            0..3 => Fault::AnswersTooLate,
            3..6 => Fault::StoresTooLate,
            6..14 => Fault::ErrorAfterStoring,
            14..19 => Fault::ErrorBeforeStoring,
            19..27 => Fault::DropsAfterStoring,
            27..32 => Fault::DropsBeforeStoring,
            _ => Fault::None,
        }
    }

    /// One record for one key, in one step, as the description says.
    fn store(&self, key: String, body: Bytes) -> (StatusCode, String) {
        let mut kept = self.kept.lock().expect("lock");
        let next = format!("26-{:06}", kept.records.len() + 1);
        match kept.records.get(&key) {
            Some((first, number)) => {
                let (same, number) = (*first == body, number.clone());
                kept.duplicates += 1;
                kept.other_bodies += usize::from(!same);
                (StatusCode::CONFLICT, number)
            }
            None => {
                kept.records.insert(key, (body, next.clone()));
                (StatusCode::CREATED, next)
            }
        }
    }
}

fn say(
    status: StatusCode,
    number: Option<String>,
) -> Result<Response<Full<Bytes>>, std::io::Error> {
    let body = number.map_or_else(String::new, |number| {
        serde_json::json!({ "rms_number": number }).to_string()
    });
    Response::builder()
        .status(status)
        .body(Full::from(body))
        .map_err(std::io::Error::other)
}

/// The check of `docs/rms.md`, written down once more without the sender's code.
fn signed(clock: &Clock, timestamp: &str, signature: &str, body: &[u8]) -> bool {
    let Ok(seconds) = timestamp.parse::<i64>() else {
        return false;
    };
    // The clock of the test jumps by an hour between two tries.
    let fresh = (clock.now().unix_timestamp() - seconds).abs() <= 2 * 60 * 60;
    let Some(hex) = signature.strip_prefix("v1=").filter(|hex| hex.len() == 64) else {
        return false;
    };
    let digest: Option<Vec<u8>> = (0..32)
        .map(|n| u8::from_str_radix(hex.get(2 * n..2 * n + 2)?, 16).ok())
        .collect();
    let mut mac = Hmac::<Sha256>::new_from_slice(&KEY).expect("a key of any length");
    mac.update(format!("{timestamp}.").as_bytes());
    mac.update(body);
    fresh && digest.is_some_and(|digest| mac.verify_slice(&digest).is_ok())
}

/// Reports and additions, approved and queued, a few hundred in one transaction.
async fn file(office: &Office) {
    let answers = filled::answers(Kind::LostProperty, Extent::Least, "Many");
    let report = filled::report(&answers);
    let template = NewReport {
        id: Uuid::nil(),
        tracking: TrackingNumber::from_random(|| 0),
        access_hash: [7; 32],
        draft: [0; 32],
        kind: Kind::LostProperty,
        record: serde_json::to_value(&report).expect("JSON"),
        advice: report.advice,
        finding: report.finding,
        certification: Certification {
            notice_version: "2026-1".to_owned(),
            at: SENT_AT,
        },
        filer_name: "Many".to_owned(),
        filer_email: "many@example.org".to_owned(),
        lang: Lang::ENGLISH,
        submitted_at: SENT_AT,
        area: None,
        review_by: SENT_AT,
        answers,
    };
    let now = office.clock.now();
    let officer = Actor::Staff {
        id: Uuid::now_v7(),
        name: "Sgt. P. Lane".to_owned(),
    };
    let numbers: Vec<usize> = (0..REPORTS).collect();
    for batch in numbers.chunks(400) {
        let filed: Result<(), StoreError> = office
            .store
            .write(async |tx| {
                for n in batch {
                    let id = Uuid::now_v7();
                    let mut left = *n;
                    let mut draft = [0; 32];
                    draft[..8].copy_from_slice(&n.to_be_bytes());
                    let report = NewReport {
                        id,
                        // A digit is one of 31.
                        tracking: TrackingNumber::from_random(|| {
                            let digit = u8::try_from(left % 31).unwrap_or(0);
                            left /= 31;
                            digit
                        }),
                        draft,
                        ..template.clone()
                    };
                    reports::insert(tx, report).await?;
                    reports::apply(tx, id, 1, &approved(), &officer, now).await?;
                    let case = format!("WP26-{:06}", n + 1).parse().expect("a number");
                    reports::set_case_number(tx, id, &case).await?;
                    handovers::append(tx, id, now).await?;
                    let job = |kind, key: String, payload| NewJob {
                        kind,
                        report: Some(id),
                        request: None,
                        key,
                        payload,
                    };
                    let rms = |more: &str| {
                        let key = format!("rms:{id}{more}");
                        job(JobKind::Rms, key, serde_json::Value::Null)
                    };
                    if *n < SUPPLEMENTS {
                        let event = Event::SupplementAdded {
                            text: format!("It had a tag, number {n}."),
                        };
                        reports::apply(tx, id, 2, &event, &Actor::Filer, now).await?;
                        handovers::append(tx, id, now).await?;
                        // Before its report: they may arrive in either order.
                        let payload = serde_json::json!({ "seq": 3 });
                        let key = format!("rms_supplement:{id}");
                        jobs::enqueue(tx, job(JobKind::RmsSupplement, key, payload), now).await?;
                    }
                    jobs::enqueue(tx, rms(""), now).await?;
                    if *n >= REPORTS - TWICE {
                        jobs::enqueue(tx, rms(":again"), now).await?;
                    }
                }
                Ok(())
            })
            .await;
        filed.expect("filed");
    }
}

async fn deliver() {
    const SEED: u64 = 20_261_120;
    let office = Office::open().await;
    let begun = Instant::now();
    file(&office).await;
    let filed = begun.elapsed();

    let probe = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = probe.local_addr().expect("an address");
    drop(probe);
    let receiver = Arc::new(Receiver {
        kept: Mutex::default(),
        chance: Mutex::new(StdRng::seed_from_u64(SEED)),
        clock: office.clock.clone(),
        dies: Notify::new(),
    });
    let living = tokio::spawn(Arc::clone(&receiver).live(address));
    let url = format!("http://{address}/");
    let rms = Handover::to_server(&url, Signer::new(KEY), PATIENCE).expect("a client");
    let mailer = Mailer::to_folder(office.mail_folder(), "x@police.example").expect("a mailer");
    let worker = office.worker_with(mailer, rms);

    let (mut rounds, mut tries) = (0, 0);
    loop {
        let mut working = JoinSet::new();
        for _ in 0..WORKERS {
            let worker = worker.clone();
            working.spawn(async move { worker.run_due().await });
        }
        if rounds == 0 {
            // One more, which dies with what it has in its hands.
            let worker = worker.clone();
            let doomed = tokio::spawn(async move { worker.run_due().await });
            tokio::time::sleep(Duration::from_millis(400)).await;
            doomed.abort();
        }
        let taken: usize = working.join_all().await.into_iter().sum();
        // After an hour every try that failed is due again, and every lease is over.
        office.clock.advance(Duration::from_secs(61 * 60));
        if taken == 0 {
            break;
        }
        (rounds, tries) = (rounds + 1, tries + taken);
        assert!(rounds < 40, "it comes to an end");
    }
    living.abort();

    let reader = office.store.reader();
    let numbers = handovers::reports(reader, Which::All, None, 20_000)
        .await
        .expect("read");
    assert_eq!(jobs::troubled(reader).await, Ok(Vec::new()));
    let waiting = handovers::behind(reader, 0, 20_000).await.expect("read");
    assert_eq!(waiting.len(), REPORTS + SUPPLEMENTS);
    assert!(
        waiting
            .iter()
            .all(|(row, text)| text.is_some() && row.standing != Standing::Waiting)
    );
    let kept = receiver.kept.lock().expect("lock");
    let mut faults: Vec<_> = kept.faults.iter().collect();
    faults.sort();
    println!(
        "{} documents ({REPORTS} reports, {SUPPLEMENTS} supplements, {TWICE} sent by two jobs), seed {SEED}: {tries} tries in {rounds} rounds, {} requests, {faults:?}, {} deaths; {} answered \"already there\", {} records, {} bodies differ, {} bad signatures; filed in {:.1} s, all in {:.1} s",
        REPORTS + SUPPLEMENTS,
        kept.requests,
        DEATHS.len(),
        kept.duplicates,
        kept.records.len(),
        kept.other_bodies,
        kept.bad_signatures,
        filed.as_secs_f32(),
        begun.elapsed().as_secs_f32(),
    );
    assert!(
        kept.requests > 10_000 && kept.duplicates > 1_000,
        "it was hostile"
    );
    assert_eq!(kept.records.len(), REPORTS + SUPPLEMENTS, "one record each");
    assert_eq!((kept.other_bodies, kept.bad_signatures), (0, 0));
    assert_eq!(numbers.len(), REPORTS);
    for row in &numbers {
        let given = &kept.records[&row.report.to_string()].1;
        let Standing::Acknowledged { number, .. } = &row.standing else {
            panic!("{} has no number: {:?}", row.seq, row.standing);
        };
        assert_eq!(number.as_str(), given);
    }
}

#[test]
fn ten_thousand_documents_become_one_record_each_whatever_the_receiver_does() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        // Other tests of this binary listen to everything that is logged: ten thousand documents would fill their memory.
        .on_thread_start(|| {
            let silent = tracing::subscriber::NoSubscriber::default();
            std::mem::forget(tracing::subscriber::set_default(silent));
        })
        .build()
        .expect("a runtime");
    runtime
        .block_on(runtime.spawn(deliver()))
        .expect("the test went well");
}
