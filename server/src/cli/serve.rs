//! `server serve`.

use super::{Outcome, settings};
use crate::authenticator::SecretSeal;
use crate::clock::Clock;
use crate::evidence::entry::hex;
use crate::key::{self, Purpose};
use crate::log;
use crate::secret::{CookieValue, SessionKey};
use crate::settings::{KeySource, RmsTarget, Settings};
use crate::state::State;
use crate::store::audit::{self, AuditEntry};
use crate::store::{Actor, Store, copies, evidence, staff};
use crate::usecase::add_staff::{Account, add_staff};
use crate::usecase::index_records::index_records;
use crate::usecase::index_reports::index_reports;
use crate::usecase::seal_secrets;
use crate::web::router;
use axum::serve::ListenerExt;
use clap::Args;
use domain::access::Role;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use totp_rs::Secret;
use tracing_subscriber::EnvFilter;

#[derive(Debug, Default, Args)]
pub struct Serve {
    /// Creates a demonstration account on an empty database and prints how to sign in. Never on a real one.
    #[arg(long)]
    demo_staff: bool,
}

/// How long requests under way may take after a signal to stop.
const GRACE: Duration = Duration::from_secs(10);

impl Serve {
    pub async fn run(self, path: &Path) -> Outcome {
        let settings = settings(path)?;
        tracing_subscriber::fmt()
            .json()
            .with_env_filter(log::allowed(
                EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")),
            ))
            .with_writer(std::io::stderr)
            .init();
        let store = Store::open(settings.database.expose()).await?;
        let clock = Clock::system().in_zone(settings.department.time_zone);
        make_keys(&settings, &store).await?;
        let seal = sealed(&settings, &store, &clock).await?;
        if self.demo_staff {
            demo_staff(&store, &seal, &clock).await?;
        }
        started(path, &store, &clock).await?;
        let site_root = settings.site_root.clone();
        let address = settings.site_addr;
        let listener = TcpListener::bind(address).await.map_err(|error| {
            format!("cannot listen on {address}: {error} (set LEPTOS_SITE_ADDR to another address)")
        })?;
        let state = State::new(settings, store, clock)?;
        state.live.refresh(&state.store).await?;
        tokio::spawn(state.live.clone().follow(state.store.clone()));
        let indexed = index_reports(&state.store, &state.jurisdiction).await?;
        if indexed > 0 {
            println!("Indexed {indexed} reports of an older version for the queue and the search");
        }
        let worker = state.worker()?;
        let (stop, stopped) = watch::channel(false);
        let mut ending = stopped.clone();
        let working = tokio::spawn(worker.run_forever(async move {
            // An error means that the sender is gone: stop as well.
            let _ = ending.wait_for(|stop| *stop).await;
        }));
        let indexing = state.clone();
        tokio::spawn(async move {
            match index_records(&indexing).await {
                Ok(0) => {}
                Ok(records) => tracing::info!(records, "records of before were indexed and linked"),
                Err(error) => tracing::error!(%error, "records of before are not indexed"),
            }
        });
        println!(
            "Westport citizen reporting is at http://{}/  and the review desk at http://{}/staff",
            listener.local_addr()?,
            listener.local_addr()?
        );
        let service =
            router(state.clone(), &site_root).into_make_service_with_connect_info::<SocketAddr>();
        let mut stopping = stopped.clone();
        let serving = tokio::spawn(async move {
            // Else a small answer waits for the acknowledgement of the one before it: 40 ms on a connection
            // that is kept open.
            let listener = listener.tap_io(|connection| {
                let _ = connection.set_nodelay(true);
            });
            axum::serve(listener, service)
                .with_graceful_shutdown(async move {
                    // An error means that the sender is gone: stop as well.
                    let _ = stopping.wait_for(|stop| *stop).await;
                })
                .await
        });
        signal().await;
        let _ = stop.send(true);
        // A connection that is kept open must not keep the server from stopping.
        let _ = tokio::time::timeout(GRACE, serving).await;
        let _ = tokio::time::timeout(GRACE, working).await;
        state.store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// The start is on record with the hash of the settings file: a changed setting shows as another hash.
async fn started(
    path: &Path,
    store: &Store,
    clock: &Clock,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let digest = Sha256::digest(std::fs::read(path)?);
    let entry = AuditEntry::new(clock.now(), Actor::System, "service.start")
        .about(format!("settings {}", hex(&digest)));
    Ok(audit::record(store, &entry).await?)
}

/// The first start makes the keys. A later one does not: what was sealed or signed under the key that is missing
/// would be lost without a word.
async fn make_keys(
    settings: &Settings,
    store: &Store,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let reader = store.reader();
    if let KeySource::File(path) = &settings.files.key
        && !evidence::any(reader).await?
        && key::make(Purpose::Files, path)?
    {
        println!(
            "Made a key for the files that residents send: {} (keep a copy; without it they cannot be read)",
            path.display()
        );
    }
    if let KeySource::File(path) = &settings.copy_key
        && !copies::any(reader).await?
        && key::make(Purpose::Copies, path)?
    {
        println!(
            "Made a key that signs the copies of reports: {} (keep a copy; without it they cannot be checked)",
            path.display()
        );
    }
    // Nothing is lost with this one: the records system is given the new one.
    if let (RmsTarget::Post { .. }, KeySource::File(path)) =
        (&settings.rms.target, &settings.rms.secret)
        && key::make(Purpose::Records, path)?
    {
        println!(
            "Made a key that signs what is posted to the records system: {} (give it to those who run that system)",
            path.display()
        );
    }
    Ok(())
}

/// The key of the authenticators' secrets, tried; what a version before left plain is sealed.
async fn sealed(
    settings: &Settings,
    store: &Store,
    clock: &Clock,
) -> Result<SecretSeal, Box<dyn std::error::Error + Send + Sync>> {
    let (seal, made) = seal_secrets::key_or_new(store, &settings.sign_in.key).await?;
    if let Some(path) = made {
        println!("{}", made_key(&path));
    }
    seal_secrets::check(store, &seal).await?;
    let plain = seal_secrets::seal_plain(store, &seal, clock.now()).await?;
    if plain > 0 {
        println!(
            "Sealed the secrets of {plain} authenticators that an older version kept as they are"
        );
    }
    Ok(seal)
}

/// What is said of a new key of the authenticators' secrets.
pub(super) fn made_key(path: &Path) -> String {
    format!(
        "Made a key that seals the secrets of the staff's authenticators: {} (keep a copy; without it nobody can sign in with a code)",
        path.display()
    )
}

async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

const DEMO_LOGIN: &str = "demo";

async fn demo_staff(
    store: &Store,
    seal: &SecretSeal,
    clock: &Clock,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let file = Path::new("var/demo-staff.json");
    if staff::count(store.reader()).await? == 0 {
        let password = SessionKey::random().write()[..16].to_owned();
        let account = Account {
            login: DEMO_LOGIN.to_owned(),
            name: "Officer Demo".to_owned(),
            badge: "000".to_owned(),
            role: Role::Supervisor,
            password: password.clone(),
        };
        let secret = add_staff(store, seal, account, clock.now()).await?;
        let secret = Secret::from(secret).to_base32();
        let text = serde_json::json!({ "login": DEMO_LOGIN, "password": password, "totp_secret_base32": secret });
        std::fs::create_dir_all("var")?;
        std::fs::write(file, format!("{text:#}\n"))?;
    }
    if let Ok(text) = std::fs::read_to_string(file) {
        let demo: serde_json::Value = serde_json::from_str(&text)?;
        let of = |key: &str| {
            demo.get(key)
                .and_then(serde_json::Value::as_str)
                .unwrap_or("")
                .to_owned()
        };
        println!(
            "Demo staff: login {}, password {}",
            of("login"),
            of("password")
        );
        println!(
            "  one-time code: run `make code`, or add this secret to an authenticator: {}",
            of("totp_secret_base32")
        );
    }
    Ok(())
}
