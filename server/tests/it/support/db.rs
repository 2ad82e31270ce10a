//! A database of its own for every test: a SQLite file, or with `TEST_PG=1` (inside `pg_virtualenv`) a
//! PostgreSQL database made by `createdb` and dropped afterwards. The schema is built once in a run; the others are copies
//! of that database: four hundred tests would otherwise spend minutes on the same migrations.

use server::store::{Options, Store};
use std::env;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The database, open.
pub struct TestDb {
    pub store: Store,
    place: Place,
}

enum Place {
    Sqlite(TempDir),
    Postgres(String),
}

impl TestDb {
    /// An empty database with the present schema.
    pub async fn fresh() -> Self {
        Self::fresh_with(Options::default()).await
    }

    /// As [`Self::fresh`], with another group.
    pub async fn fresh_with(options: Options) -> Self {
        let place = Place::make();
        let store = Store::open_with(&place.url(), options)
            .await
            .expect("a fresh database opens");
        Self { store, place }
    }

    /// Its address, for a second connection.
    pub fn url(&self) -> String {
        self.place.url()
    }

    /// Everything that is kept, as bytes: what a thief would have.
    pub fn kept(&self) -> Vec<u8> {
        match &self.place {
            Place::Sqlite(folder) => std::fs::read_dir(folder.path().join("var"))
                .expect("the folder")
                .flat_map(|file| std::fs::read(file.expect("a file").path()).expect("bytes"))
                .collect(),
            Place::Postgres(name) => {
                let dump = Command::new("pg_dump").arg(name).output().expect("pg_dump");
                assert!(dump.status.success());
                dump.stdout
            }
        }
    }

    /// Opens the same database once more, as another process would.
    pub async fn reopen(&self) -> Store {
        Store::open(&self.url())
            .await
            .expect("the database opens again")
    }
}

impl Place {
    fn make() -> Self {
        if !is_postgres() {
            return Self::Sqlite(tempfile::tempdir().expect("a folder"));
        }
        let name = name();
        run(Command::new("createdb").args([&format!("--template={}", with_schema()), &name]));
        Self::Postgres(name)
    }

    fn url(&self) -> String {
        match self {
            // A folder that is not there yet: opening makes it.
            Self::Sqlite(folder) => format!("sqlite:{}/var/test.sqlite", folder.path().display()),
            Self::Postgres(name) => postgres_url(name),
        }
    }
}

fn name() -> String {
    format!("it_{}", server::store::Uuid::now_v7().simple())
}

fn postgres_url(name: &str) -> String {
    let var = |name: &str| env::var(name).unwrap_or_default();
    format!(
        "postgres://{}:{}@{}:{}/{name}",
        var("PGUSER"),
        var("PGPASSWORD"),
        var("PGHOST"),
        env::var("PGPORT").unwrap_or_else(|_| "5432".to_owned()),
    )
}

/// The database that the others are copies of: it goes with the throw-away server.
fn with_schema() -> &'static str {
    static MADE: OnceLock<String> = OnceLock::new();
    MADE.get_or_init(|| {
        let name = name();
        run(Command::new("createdb").args(["--template=template0", &name]));
        // On a thread of its own: whoever asks first may stand inside a runtime.
        let opened = std::thread::spawn({
            let url = postgres_url(&name);
            move || {
                tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .expect("a runtime")
                    .block_on(async {
                        let store = Store::open(&url).await.expect("the schema");
                        store.close().await;
                    });
            }
        });
        opened.join().expect("the schema is built");
        name
    })
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Postgres(name) = self {
            let _ = Command::new("dropdb")
                .args(["--force", name])
                .stderr(Stdio::null())
                .status();
        }
    }
}

/// Whether this run is about PostgreSQL.
pub fn is_postgres() -> bool {
    env::var("TEST_PG").is_ok_and(|value| value == "1")
}

fn run(command: &mut Command) {
    let done = command
        .status()
        .expect("the command is there (postgresql-client)");
    assert!(done.success(), "{command:?}");
}
