//! The secrets of the staff's authenticators: sealed in the database, each for its own account, under a key that is
//! elsewhere.

use crate::support::town::{PASSWORD, Town};
use domain::access::Role;
use sea_orm::{ConnectionTrait, Statement, Value};
use server::authenticator::KeptSecret;
use server::evidence::entry::hex;
use server::store::{Store, StoreError, audit, secrets, staff};
use server::usecase::add_staff::current_code;
use server::usecase::seal_secrets::{SealError, check, load, seal_plain};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use totp_rs::Secret;

/// Another key than that of the tests.
const OTHER_KEY: &str = "b29vb29vb29vb29vb29vb29vb29vb29vb29vb29vb28=";

/// Whether a secret stands in these bytes, as it is or as an authenticator or a database writes it.
fn holds(kept: &[u8], secret: &[u8]) -> bool {
    let base32 = Secret::from(secret.to_vec()).to_base32();
    [
        secret,
        hex(secret).as_bytes(),
        base32.as_bytes(),
        base32.to_lowercase().as_bytes(),
    ]
    .iter()
    .any(|needle| memchr::memmem::find(kept, needle).is_some())
}

async fn run_sql(store: &Store, sql: &str, values: Vec<Value>) {
    let done: Result<(), StoreError> = store
        .write(async |tx| {
            let backend = tx.get_database_backend();
            tx.execute_raw(Statement::from_sql_and_values(backend, sql, values))
                .await?;
            Ok(())
        })
        .await;
    done.expect("changed");
}

/// Puts a secret into the database as a version before did.
async fn leave_plain(store: &Store, login: &str, secret: &[u8]) {
    let sql = "UPDATE staff SET totp_secret = $1 WHERE login = $2";
    run_sql(store, sql, vec![secret.to_vec().into(), login.into()]).await;
}

/// The secret and the link of an invitation, as the desk and the page show them.
async fn invited(town: &Town) -> (Vec<u8>, String) {
    let mut desk = town.desk("adm", Role::Administrator).await;
    let typed = [
        ("login", "blund"),
        ("name", "Bea Lund"),
        ("badge", "31"),
        ("email", ""),
        ("role", "reviewer"),
    ];
    let page = desk.post("/staff/accounts", &typed).await;
    let at = page.text.find("/staff/sign-up?k=").expect("a link");
    let link: String = page.text[at..]
        .chars()
        .take_while(|c| !matches!(c, '"' | '<' | '&'))
        .collect();
    let shown = town.browser().get(&link).await.text;
    let secret = shown.split("class=\"secret\">").nth(1).expect("a secret");
    let secret = secret.split("</code>").next().expect("a secret");
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("base 32");
    (secret.as_ref().to_vec(), link)
}

async fn accepts(town: &Town, secret: &[u8], link: &str) -> bool {
    let code = town.code(secret);
    let typed = [
        ("k", link.rsplit('=').next().expect("key")),
        ("password", PASSWORD),
        ("again", PASSWORD),
        ("code", &code),
    ];
    let page = town.browser().post("/staff/sign-up", &typed).await;
    page.has("Your recovery codes")
}

async fn signs_in(town: &Town, login: &str, secret: &[u8]) -> bool {
    town.clock.advance(Duration::from_secs(60));
    let code = town.code(secret);
    let page = town.browser().sign_in(login, PASSWORD, &code).await;
    page.location() == "/staff"
}

#[tokio::test]
async fn no_secret_of_an_authenticator_is_in_the_database_in_any_form() {
    let town = Town::open().await;
    let ada = town.hire("ada", Role::Reviewer).await;
    let (bea, link) = invited(&town).await;
    let kept = town.db.kept();
    assert!(
        memchr::memmem::find(&kept, b"blund").is_some(),
        "it is looked at"
    );
    assert!(!holds(&kept, &ada) && !holds(&kept, &bea));
    assert!(accepts(&town, &bea, &link).await);
    assert!(signs_in(&town, "blund", &bea).await && signs_in(&town, "ada", &ada).await);
    let kept = town.db.kept();
    assert!(!holds(&kept, &ada) && !holds(&kept, &bea));
    let rows = secrets::all(town.state.store.reader()).await.expect("rows");
    assert!(rows.len() == 3 && rows.iter().all(|row| row.secret.is_sealed()));
}

#[tokio::test]
async fn what_a_version_before_kept_plain_signs_in_and_is_sealed_by_the_start() {
    let town = Town::open().await;
    let (store, seal) = (&town.state.store, &town.state.secret_seal);
    let ada = town.hire("ada", Role::Reviewer).await;
    let (bea, link) = invited(&town).await;
    leave_plain(store, "ada", &ada).await;
    let sql = "UPDATE staff_invitation SET totp_secret = $1";
    run_sql(store, sql, vec![bea.clone().into()]).await;
    let kept = town.db.kept();
    assert!(holds(&kept, &ada) && holds(&kept, &bea), "as it was");
    assert!(signs_in(&town, "ada", &ada).await, "both forms are read");

    let now = town.clock.now();
    assert_eq!(seal_plain(store, seal, now).await.expect("sealed"), 2);
    let kept = town.db.kept();
    assert!(
        !holds(&kept, &ada) && !holds(&kept, &bea),
        "nor in what is left over in the files"
    );
    let latest = audit::recent(store.reader(), 1).await.expect("rows");
    assert_eq!(
        (latest[0].action.as_str(), latest[0].object.as_deref()),
        ("service.seal_secrets", Some("2 secrets"))
    );
    assert_eq!(seal_plain(store, seal, now).await.expect("sealed"), 0);
    check(store, seal).await.expect("the right key");
    assert!(signs_in(&town, "ada", &ada).await);
    assert!(accepts(&town, &bea, &link).await);
    assert!(signs_in(&town, "blund", &bea).await);
}

#[tokio::test]
async fn a_secret_that_is_copied_to_another_account_opens_nothing_there() {
    let town = Town::open().await;
    let ada = town.hire("ada", Role::Reviewer).await;
    let bob = town.hire("bob", Role::Reviewer).await;
    let sql = "UPDATE staff SET totp_secret = (SELECT totp_secret FROM staff WHERE login = 'ada') WHERE login = 'bob'";
    run_sql(&town.state.store, sql, Vec::new()).await;
    assert!(!signs_in(&town, "bob", &ada).await, "ada's code");
    assert!(!signs_in(&town, "bob", &bob).await, "the code of before");
    assert!(signs_in(&town, "ada", &ada).await);
    check(&town.state.store, &town.state.secret_seal)
        .await
        .expect("one account's trouble does not stop the start");
}

#[tokio::test]
async fn a_secret_is_not_printed_and_the_wrong_key_is_told_from_a_database_without_secrets() {
    let town = Town::open().await;
    let store = &town.state.store;
    let source = server::settings::KeySource::Given(server::settings::Secret::new(OTHER_KEY));
    let other = load(&source).expect("a key");
    check(store, &other)
        .await
        .expect("nothing is sealed, no key is wrong");
    town.hire("ada", Role::Reviewer).await;
    let Err(error) = check(store, &other).await else {
        panic!("another key opens nothing");
    };
    assert!(matches!(error, SealError::AnotherKey));
    let line = error.to_string();
    assert!(line.contains("SIGN_IN_KEY") && !line.contains('\n') && !line.contains(OTHER_KEY));
    let ada = staff::by_login(store.reader(), "ada")
        .await
        .expect("read")
        .expect("ada");
    assert!(format!("{ada:?}").len() < 200, "neither hash nor secret");
}

/// A command of the server over a SQLite file in this folder.
fn server(home: &TempDir, env: &[(&str, &str)], arguments: &[&str]) -> Command {
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Leptos.toml");
    std::fs::copy(settings, home.path().join("Leptos.toml")).expect("settings");
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command
        .current_dir(home.path())
        .env("LEPTOS_SITE_ADDR", "127.0.0.1:0")
        .envs(env.iter().copied())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(home: &TempDir, env: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut child = server(home, env, arguments).spawn().expect("started");
    let mut input = child.stdin.take().expect("input");
    // A command that ends early does not read it.
    let _ = writeln!(input, "{PASSWORD}");
    drop(input);
    child.wait_with_output().expect("output")
}

/// Starts the service and gives what it says until it listens.
fn start(home: &TempDir, env: &[(&str, &str)]) -> Vec<String> {
    let mut child = server(home, env, &["serve"])
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let mut said = Vec::new();
    for line in BufReader::new(child.stdout.take().expect("output")).lines() {
        said.push(line.expect("a line"));
        if said.last().is_some_and(|line| line.contains(" is at http")) {
            break;
        }
    }
    child.kill().expect("ended");
    child.wait().expect("ended");
    said
}

const ADD: [&str; 9] = [
    "staff",
    "add",
    "--login",
    "ana",
    "--name",
    "Ana Hall",
    "--role",
    "administrator",
    "--password-stdin",
];

fn error_lines(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn the_start_seals_an_old_database_and_its_accounts_work_on() {
    let home = tempfile::tempdir().expect("a folder");
    let added = run(&home, &[], &ADD);
    let account: serde_json::Value = serde_json::from_slice(&added.stdout).expect("JSON");
    let base32 = account["totp_secret_base32"].as_str().expect("text");
    let secret = Secret::try_from_base32(base32).expect("base 32");
    let secret = secret.as_ref();
    assert!(error_lines(&added).contains("Made a key that seals"));
    let file = home.path().join("var/westport.sqlite");
    let url = format!("sqlite:{}", file.display());
    let kept = || {
        let files = std::fs::read_dir(home.path().join("var")).expect("the folder");
        files
            .map(|file| file.expect("a file").path())
            .filter(|path| path.is_file())
            .flat_map(|path| std::fs::read(path).expect("bytes"))
            .collect::<Vec<u8>>()
    };
    assert!(!holds(&kept(), secret));
    let store = Store::open(&url).await.expect("opens");
    leave_plain(&store, "ana", secret).await;
    store.close().await;
    assert!(holds(&kept(), secret));

    let said = start(&home, &[]);
    let sealed = "Sealed the secrets of 1 authenticators";
    assert!(said.iter().any(|line| line.starts_with(sealed)), "{said:?}");
    assert!(!holds(&kept(), secret));
    let before = current_code(secret, time::OffsetDateTime::now_utc());
    let code = run(&home, &[], &["staff", "code", "ana"]);
    let after = current_code(secret, time::OffsetDateTime::now_utc());
    let code = String::from_utf8_lossy(&code.stdout).trim().to_owned();
    assert!([before, after].contains(&Some(code)));
}

#[test]
fn another_key_stops_the_start_and_names_the_setting() {
    let home = tempfile::tempdir().expect("a folder");
    assert!(run(&home, &[], &ADD).status.success());
    let other = [("SIGN_IN_KEY", OTHER_KEY)];
    let refused = run(&home, &other, &["serve"]);
    let said = error_lines(&refused);
    assert!(!refused.status.success(), "{said}");
    assert!(
        said.lines()
            .any(|line| line.starts_with("server: SIGN_IN_KEY or [sign_in] key is not the key")),
        "{said}"
    );
    assert!(!said.contains(OTHER_KEY));
    assert!(
        !run(&home, &other, &["staff", "code", "ana"])
            .status
            .success()
    );

    // Without a key none is made: it would open nothing.
    std::fs::remove_file(home.path().join("var/sign_in.key")).expect("removed");
    let missing = error_lines(&run(&home, &[], &["serve"]));
    assert!(
        missing.contains("is not there") && missing.contains("SIGN_IN_KEY"),
        "{missing}"
    );

    // The way back: under a new key somebody is invited anew, and then the others.
    let invited = run(&home, &other, &["staff", "invite", "ana"]);
    assert!(invited.status.success());
    assert!(String::from_utf8_lossy(&invited.stdout).contains("/staff/sign-up?k="));
    let said = start(&home, &other);
    assert!(
        said.last().is_some_and(|line| line.contains(" is at http")),
        "{said:?}"
    );
}

#[test]
fn a_kept_secret_reads_back_as_it_was_written() {
    let bytes = b"whatever".to_vec();
    assert_eq!(KeptSecret::new(bytes.clone()).into_bytes(), bytes);
}
