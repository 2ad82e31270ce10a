//! A receipt that was given survives the death of the process: a child files and says what was answered, and is
//! killed in the middle.

use crate::store_support::{NOW, hash};
use crate::support::db::{TestDb, is_postgres};
use server::store::{Hash32, Store, drafts};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

const URL: &str = "STORE_DURABILITY_URL";

/// Not a test by itself: what the child runs.
#[tokio::test(flavor = "multi_thread")]
async fn child_files_until_it_is_killed() {
    let Ok(url) = env::var(URL) else { return };
    let store = Store::open(&url).await.expect("opens");
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let store = store.clone();
        tasks.spawn(async move {
            loop {
                let id = hash();
                store
                    .write(async |tx| drafts::create(tx, id, NOW).await)
                    .await
                    .expect("written");
                let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
                let mut out = std::io::stdout().lock();
                let said = writeln!(out, "answered {hex}").and_then(|()| out.flush());
                said.expect("the parent listens");
            }
        });
    }
    tasks.join_all().await;
}

#[tokio::test]
async fn what_was_answered_survives_kill_9() {
    let db = TestDb::fresh().await;
    db.store.clone().close().await;
    let mut child = Command::new(env::current_exe().expect("own path"))
        .args([
            "--exact",
            "store_durability::child_files_until_it_is_killed",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(URL, db.url())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("child");
    let lines = BufReader::new(child.stdout.take().expect("its output"))
        .lines()
        .map_while(Result::ok);
    let mut answered: Vec<Hash32> = Vec::new();
    for line in lines {
        if let Some(hex) = line.strip_prefix("answered ") {
            answered.extend(parse(hex));
        }
        if answered.len() == 200 {
            child.kill().expect("SIGKILL");
        }
    }
    child.wait().expect("ended");
    assert!(answered.len() >= 200, "{} answered", answered.len());

    let store = db.reopen().await;
    for id in &answered {
        assert!(
            drafts::load(store.reader(), *id)
                .await
                .expect("read")
                .is_some(),
            "an answered write is lost"
        );
    }
    if !is_postgres() {
        assert_eq!(store.in_force("integrity_check").await.as_deref(), Ok("ok"));
    }
    store.close().await;
}

/// The last line may be cut off by the kill.
fn parse(hex: &str) -> Option<Hash32> {
    let bytes: Option<Vec<u8>> = (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok())
        .collect();
    bytes?.try_into().ok()
}
