//! `server bench`: what the service costs, measured on this machine.
//!
//! Times depend on the machine, so each figure comes with what it is to be compared with, measured in
//! alternation in the same run: the same submissions with a commit of their own. CPU time is the process's
//! own (`/proc/self/stat`), which other programs do not disturb.

mod links;
mod queue;

use super::{Outcome, settings};
use crate::clock::Clock;
use crate::key::{self, Purpose};
use crate::secret::{CookieValue, DraftKey};
use crate::settings::{FilesTarget, KeySource, Settings};
use crate::state::State;
use crate::store::{Options, Store, StoreError, drafts};
use crate::usecase::submit::submit;
use crate::web::router;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use clap::{Args, Subcommand};
use domain::answers::RawAnswers;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tower::ServiceExt;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, Args)]
pub struct Bench {
    #[command(subcommand)]
    what: Option<What>,
    /// Rounds of each measurement; the median is printed.
    #[arg(long, default_value_t = 11)]
    rounds: usize,
    /// Seconds that a round of submissions lasts.
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
}

/// What is measured instead.
#[derive(Debug, Subcommand)]
enum What {
    /// Linking one new report against many records.
    Links(links::Links),
    /// The first page of the desk's queue over a thousand and over a million reports.
    Queue(queue::QueueBench),
}

const CLIENTS: [usize; 3] = [1, 8, 64];
/// Pages drawn in one round: a few tenths of a second.
const PAGES: usize = 300;
/// Requests that share one commit, as the server runs.
const GROUPED: usize = 256;

impl Bench {
    pub async fn run(self, path: &Path) -> Outcome {
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        println!("load average before: {}", load.trim());
        match self.what {
            None => {}
            Some(What::Links(links)) => {
                links.run(path).await?;
                return Ok(ExitCode::SUCCESS);
            }
            Some(What::Queue(queue)) => return queue.run(self.rounds).await,
        }
        self.pages(path).await?;
        self.submissions(path).await?;
        Ok(ExitCode::SUCCESS)
    }

    async fn pages(&self, path: &Path) -> Result<(), Failure> {
        let folder = Folder::new()?;
        let state = state(path, &folder, GROUPED).await?;
        let router = router(state.clone(), &folder.0);
        let secret = DraftKey::random();
        let now = state.clock.now();
        let answers = complete();
        state
            .store
            .write(async |tx| drafts::create(tx, secret.hash(), now).await)
            .await?;
        state
            .store
            .write(async |tx| drafts::save(tx, secret.hash(), &answers, now).await)
            .await?;
        for page in [
            "/",
            "/report/emergency",
            "/report/place",
            "/report/you",
            "/report/check",
        ] {
            let mut rounds = Vec::new();
            for _ in 0..self.rounds {
                let before = cpu()?;
                for _ in 0..PAGES {
                    draw(&router, page, &secret).await?;
                }
                rounds.push((cpu()? - before).as_secs_f64() * 1e3 / PAGES as f64);
            }
            println!(
                "page {page:<20} {:.3} CPU-ms (median of {} rounds of {PAGES})",
                median(rounds),
                self.rounds
            );
        }
        Ok(())
    }

    async fn submissions(&self, path: &Path) -> Result<(), Failure> {
        for clients in CLIENTS {
            let (mut together, mut alone) = (Vec::new(), Vec::new());
            for _ in 0..self.rounds {
                together.push(self.round(path, clients, GROUPED).await?);
                alone.push(self.round(path, clients, 1).await?);
            }
            let (together, alone) = (median(together), median(alone));
            println!(
                "submissions  {clients:>2} clients  {together:>6.0}/s in groups  {alone:>6.0}/s one commit each  ratio {:.1}",
                together / alone
            );
        }
        Ok(())
    }

    /// Submissions per second, each answered after its COMMIT reached the disk.
    async fn round(&self, path: &Path, clients: usize, group: usize) -> Result<f64, Failure> {
        let folder = Folder::new()?;
        let drafts = prepared(path, &folder, clients).await?;
        let state = state(path, &folder, group).await?;
        let started = Instant::now();
        let until = started + Duration::from_secs_f64(self.seconds);
        let mut running = JoinSet::new();
        for own in drafts {
            let state = state.clone();
            running.spawn(async move {
                let mut done = 0u32;
                for secret in own {
                    if Instant::now() >= until {
                        break;
                    }
                    let client = IpAddr::V4(Ipv4Addr::LOCALHOST);
                    submit(&state, &secret, app::words::Lang::ENGLISH, client)
                        .await
                        .map_err(|error| error.to_string())?;
                    done += 1;
                }
                Ok::<_, String>(done)
            });
        }
        let mut done = 0;
        while let Some(client) = running.join_next().await {
            done += client??;
        }
        let took = started.elapsed();
        state.store.close().await;
        Ok(f64::from(done) / took.as_secs_f64())
    }
}

/// Complete drafts for each client: more than it can submit in a round.
async fn prepared(
    path: &Path,
    folder: &Folder,
    clients: usize,
) -> Result<Vec<Vec<DraftKey>>, Failure> {
    let state = state(path, folder, GROUPED).await?;
    let each = (12_000 / clients).clamp(200, 3_000);
    let answers = complete();
    let mut all = Vec::new();
    for _ in 0..clients {
        let own: Vec<DraftKey> = (0..each).map(|_| DraftKey::random()).collect();
        let now = state.clock.now();
        state
            .store
            .write(async |tx| {
                for secret in &own {
                    drafts::create(tx, secret.hash(), now).await?;
                    drafts::save(tx, secret.hash(), &answers, now).await?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        all.push(own);
    }
    state.store.close().await;
    Ok(all)
}

/// The service over a fresh database in this folder.
async fn state(path: &Path, folder: &Folder, group: usize) -> Result<State, Failure> {
    let database = format!("sqlite:{}/bench.sqlite", folder.0.display());
    let mut settings: Settings = settings(path)?;
    settings.files.target = FilesTarget::Folder(folder.0.join("files"));
    let key_file = folder.0.join("files.key");
    key::make(Purpose::Files, &key_file)?;
    settings.files.key = KeySource::File(key_file);
    let key_file = folder.0.join("copies.key");
    key::make(Purpose::Copies, &key_file)?;
    settings.copy_key = KeySource::File(key_file);
    let key_file = folder.0.join("sign_in.key");
    key::make(Purpose::SignIn, &key_file)?;
    settings.sign_in.key = KeySource::File(key_file);
    let store = Store::open_with(&database, Options { group }).await?;
    let clock = Clock::system().in_zone(settings.department.time_zone);
    Ok(State::new(settings, store, clock)?)
}

async fn draw(router: &Router, page: &str, secret: &DraftKey) -> Result<(), Failure> {
    let request = Request::builder()
        .uri(page)
        .header("host", "127.0.0.1:3000")
        .header("accept-encoding", "br")
        // Behind TLS the cookie has its other name; the bench reads the settings of a plain server.
        .header("cookie", format!("draft={}", secret.write()))
        .body(Body::empty())?;
    let response = router.clone().oneshot(request).await?;
    if !response.status().is_success() {
        return Err(format!("{page} answered {}", response.status()).into());
    }
    axum::body::to_bytes(response.into_body(), 10_000_000).await?;
    Ok(())
}

/// A report of lost property, complete.
fn complete() -> RawAnswers {
    [
        ("emergency", "no"),
        ("kind", "lost_property"),
        ("area", "in_town"),
        ("suspect", "no"),
        ("weapon", "no"),
        ("signs", "none"),
        ("place_address", "Post Road and Compo Road South"),
        ("place_kind", "street"),
        ("from_day", "7/4/26"),
        ("how_noticed", "My pocket was empty when I came home."),
        ("lost_documents", "none"),
        ("items.0.item_category", "wallet"),
        (
            "items.0.item_description",
            "black leather wallet with a silver clip",
        ),
        ("items.0.item_value", "$120"),
        (
            "narrative",
            "I walked from the library to the station and lost my wallet on the way.",
        ),
        ("role", "owner"),
        ("first_name", "Bench"),
        ("last_name", "Mark"),
        ("born", "7/4/1980"),
        ("email", "bench@example.org"),
        ("phone", "203 555 0142"),
        ("channel", "email"),
        ("language", "en"),
        ("home_street", "1 Example Street"),
        ("home_city", "Westport"),
        ("home_state", "Connecticut"),
        ("home_zip", "06880"),
    ]
    .into_iter()
    .collect()
}

pub(super) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The processor time of this process, user and system: fields 14 and 15 of `/proc/self/stat`, in ticks of
/// 10 ms (`getconf CLK_TCK` is 100 on every Linux that the service runs on).
fn cpu() -> Result<Duration, Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat
        .rsplit_once(')')
        .map(|(_, rest)| rest.split_whitespace())
        .ok_or("no /proc/self/stat")?;
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Ok(Duration::from_millis(ticks * 10))
}

/// A folder of the bench's own, beside the data that it compares with: temporary folders are often in memory,
/// where a commit costs nothing.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new() -> std::io::Result<Self> {
        let folder =
            Path::new("var").join(format!("bench-{}", crate::store::Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left for the next `rm -r var`.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
