//! The command line, run as people run it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Runs the server's binary in a folder that holds the settings file and nothing else.
fn run(folder: &TempDir, env: &[(&str, &str)], arguments: &[&str], input: &str) -> Output {
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Leptos.toml");
    std::fs::copy(settings, folder.path().join("Leptos.toml")).expect("settings");
    let mut child = Command::new(env!("CARGO_BIN_EXE_server"))
        .current_dir(folder.path())
        .envs(env.iter().copied())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the server starts");
    child
        .stdin
        .take()
        .expect("input")
        .write_all(input.as_bytes())
        .expect("written");
    child.wait_with_output().expect("output")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(bytes)
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn locate_prints_one_verdict_a_line_and_goes_on_after_a_bad_one() {
    let points =
        "41.14510,-73.35999\nnonsense\n41.12160,-73.36130\n41.117,-73.408\n41.1231,-73.3300\n";
    let out = run(&folder(), &[], &["locate"], points);
    let found: Vec<serde_json::Value> = lines(&out.stdout)
        .iter()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let verdicts: Vec<_> = found
        .iter()
        .map(|line| line["verdict"].as_str().unwrap_or("error"))
        .collect();
    assert_eq!(
        verdicts,
        ["in_town", "error", "excluded", "outside_town", "in_town"]
    );
    assert_eq!(
        found[0],
        serde_json::json!({"lat": 41.1451, "lon": -73.35999, "verdict": "in_town", "area": null, "near": null})
    );
    assert!(found[1]["error"].is_string());
    assert_eq!(found[2]["area"], "i95");
    assert_eq!(found[4]["near"], "ramp", "ramps are only ever near");
}

#[test]
fn a_jurisdiction_file_is_checked() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/data/westport.geojson");
    let good = run(
        &folder(),
        &[],
        &["jurisdiction", "check", file.to_str().expect("path")],
        "",
    );
    assert!(good.status.success(), "{:?}", lines(&good.stdout));
    assert!(
        lines(&good.stdout)
            .last()
            .is_some_and(|line| line.ends_with("0 errors, 0 warnings: usable"))
    );
    let home = folder();
    let bad = home.path().join("bad.geojson");
    std::fs::write(&bad, r#"{"type":"FeatureCollection","features":[]}"#).expect("file");
    let bad = run(
        &home,
        &[],
        &["jurisdiction", "check", bad.to_str().expect("path")],
        "",
    );
    assert!(!bad.status.success());
    assert!(
        lines(&bad.stdout)
            .iter()
            .any(|line| line.contains("no feature is of kind \"town\""))
    );
}

#[test]
fn a_wrong_setting_stops_the_start_with_one_clear_line() {
    for (name, value, expected) in [
        ("MAIL_URL", "ftp://mail", "MAIL_URL must be"),
        ("DATABASE_URL", "mysql://db", "DATABASE_URL must be"),
        ("RMS_URL", "rms", "RMS_URL must be"),
        ("RMS_SECRET", "short", "RMS_SECRET must be"),
        ("LEPTOS_SITE_ADDR", "3000", "LEPTOS_SITE_ADDR must be"),
    ] {
        let out = run(&folder(), &[(name, value)], &["serve"], "");
        let said = lines(&out.stderr);
        assert!(!out.status.success() && said.len() == 1, "{name}: {said:?}");
        assert!(said[0].contains(expected), "{name}: {said:?}");
    }
}

#[test]
fn an_account_is_made_with_its_password_on_standard_input() {
    let home = folder();
    let add = [
        "staff",
        "add",
        "--login",
        "ana",
        "--name",
        "Ana Hall",
        "--role",
        "reviewer",
        "--password-stdin",
    ];
    let made = run(&home, &[], &add, "correct horse battery\n");
    let account: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    assert_eq!(account["login"], "ana");
    assert!(
        account["totp_secret_base32"]
            .as_str()
            .is_some_and(|secret| secret.len() >= 32)
    );
    let twice = run(&home, &[], &add, "correct horse battery\n");
    assert!(
        lines(&twice.stderr)
            .iter()
            .any(|line| line.contains("already")),
        "{:?}",
        lines(&twice.stderr)
    );
    let short = run(
        &home,
        &[],
        &[
            "staff",
            "add",
            "--login",
            "bob",
            "--name",
            "B",
            "--role",
            "auditor",
            "--password-stdin",
        ],
        "short",
    );
    assert!(
        lines(&short.stderr)
            .iter()
            .any(|line| line.contains("8 to 128"))
    );
    let list = run(&home, &[], &["staff", "list"], "");
    assert_eq!(lines(&list.stdout).len(), 1);
    let code = run(&home, &[], &["staff", "code", "ana"], "");
    assert_eq!(lines(&code.stdout)[0].len(), 6);
    // The way back in when nobody is left at the desk.
    let invited = run(&home, &[], &["staff", "invite", "ana"], "");
    let link = &lines(&invited.stdout)[0];
    let key = link.strip_prefix("http://127.0.0.1:3000/staff/sign-up?k=");
    assert_eq!(key.map(str::len), Some(64), "{link}");
    let list = run(&home, &[], &["staff", "list"], "");
    assert!(lines(&list.stdout)[0].ends_with("invited"));
    for command in ["enable", "release"] {
        let done = run(&home, &[], &["staff", command, "ana"], "");
        assert!(done.status.success(), "{command}");
        let nobody = run(&home, &[], &["staff", command, "bob"], "");
        assert!(lines(&nobody.stderr)[0].contains("no such account"));
    }
}

#[test]
fn a_key_is_printed_once_listed_without_its_secret_and_revoked() {
    let home = folder();
    let add = |scopes: &[&str]| {
        let mut arguments = vec!["api-key", "add", "--name", "Records system"];
        arguments.extend(scopes.iter().flat_map(|scope| ["--scope", scope]));
        run(&home, &[], &arguments, "")
    };
    let made = add(&["records:read", "records:acknowledge"]);
    let key: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let (id, secret) = (key["id"].as_str(), key["key"].as_str());
    let (id, secret) = (id.expect("an id"), secret.expect("a key"));
    assert!(secret.starts_with("rms_") && secret.len() == 101);
    assert_eq!(key["scopes"].as_array().map(Vec::len), Some(2));
    for scopes in [&["records:write"][..], &[]] {
        assert!(!add(scopes).status.success(), "{scopes:?}");
    }
    let list = || lines(&run(&home, &[], &["api-key", "list"], "").stdout);
    let listed = list();
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert!(listed[0].starts_with(id) && listed[0].ends_with("Records system"));
    assert!(!listed[0].contains(&secret[40..]));
    assert!(listed[0].contains("records:read,records:acknowledge"));
    let revoke = || run(&home, &[], &["api-key", "revoke", id], "");
    assert!(revoke().status.success());
    assert!(list()[0].ends_with("revoked"));
    assert!(
        !revoke().status.success(),
        "there is none in force any more"
    );
    let export = ["audit", "export", "trail.csv"];
    assert!(run(&home, &[], &export, "").status.success());
    let trail = std::fs::read_to_string(home.path().join("trail.csv")).expect("the file");
    assert!(trail.contains("api_key.add") && trail.contains("api_key.revoke"));
    assert!(!trail.contains(&secret[37..]));
}

#[test]
fn records_come_in_and_statistics_go_out() {
    let home = folder();
    let line = |level: u8, length: usize, rest: &str| {
        format!("{length:04}{level}I012026    CT001580026-0001     {rest}\n")
    };
    let good = [
        line(1, 88, "20260102 14N"),
        line(2, 71, "290CN  20               88"),
        line(3, 307, "429000000400"),
        line(4, 141, "001290                           B"),
        line(5, 46, "00"),
    ]
    .concat();
    let bad = line(1, 88, "20260102 24N").replace("26-0001", "26-0002");
    std::fs::write(home.path().join("in.txt"), format!("{good}{bad}")).expect("a file");
    let taken = run(&home, &[], &["records", "import", "in.txt"], "");
    let said = lines(&taken.stdout);
    assert!(
        !taken.status.success(),
        "a bad line is not passed over: {said:?}"
    );
    assert_eq!(said[0], "line 6: hour: rule 152: The hour is 00 to 23.");
    assert!(
        said.last()
            .is_some_and(|line| line.starts_with("1 new, 0 replaced")),
        "{said:?}"
    );
    let export = |format: &str, out: &str| {
        let arguments = [
            "nibrs", "export", "--from", "2026-01", "--to", "2026-01", "--out", out, "--format",
            format,
        ];
        let done = run(&home, &[], &arguments, "");
        assert!(done.status.success(), "{:?}", lines(&done.stderr));
        std::fs::read_to_string(home.path().join(out)).expect("the file")
    };
    assert_eq!(export("flat", "out.txt").lines().count(), 5);
    assert!(export("xml", "out.xml").contains("<nibrs:OffenseUCRCode>290</nibrs:OffenseUCRCode>"));
    let wrong = run(
        &home,
        &[],
        &[
            "nibrs", "export", "--from", "2026-13", "--to", "2026-01", "--out", "x",
        ],
        "",
    );
    assert!(!wrong.status.success());
}

#[tokio::test]
async fn the_audit_trail_is_verified_and_taken_along() {
    let home = folder();
    let verify = |more: &[&str]| {
        let out = run(&home, &[], &[&["audit", "verify"], more].concat(), "");
        (out.status.success(), lines(&out.stdout))
    };
    let (whole, said) = verify(&[]);
    assert!(
        whole && said[0].starts_with("0 rows, 0 findings"),
        "{said:?}"
    );
    let (_, said) = verify(&[]);
    let noted = said[0].rsplit(' ').next().expect("the end").to_owned();
    let (whole, said) = verify(&["--noted", &noted]);
    assert!(whole, "{said:?}");

    let export = ["audit", "export", "--from", "2020-01-01", "trail.csv"];
    assert!(run(&home, &[], &export, "").status.success());
    let csv = std::fs::read_to_string(home.path().join("trail.csv")).expect("the file");
    let actions: Vec<_> = csv
        .lines()
        .filter_map(|line| line.split(',').nth(4))
        .collect();
    assert_eq!(
        actions,
        [
            "action",
            "audit.verify",
            "audit.verify",
            "audit.verify",
            "audit.export"
        ],
        "each run is on record itself"
    );

    let file = home.path().join("var/westport.sqlite");
    let store = server::store::Store::open(&format!("sqlite:{}", file.display()))
        .await
        .expect("open");
    let tampered: Result<(), server::store::StoreError> = store
        .write(async |tx| {
            use sea_orm::ConnectionTrait;
            tx.execute_unprepared("DROP TRIGGER audit_never_changed")
                .await?;
            tx.execute_unprepared("UPDATE audit SET outcome = 'failed' WHERE seq = 2")
                .await?;
            Ok(())
        })
        .await;
    tampered.expect("tampered");
    store.close().await;
    let (whole, said) = verify(&[]);
    assert!(!whole, "{said:?}");
    assert!(
        said[0].starts_with("row 2 of 20") && said[0].ends_with(": changed"),
        "{said:?}"
    );
    let (whole, said) = verify(&["--noted", "1:abc"]);
    assert!(!whole && said.is_empty(), "{said:?}");
}

#[test]
fn a_demo_fills_an_empty_database_and_no_other() {
    let home = folder();
    let fill = ["demo", "--reports", "20", "--seed", "3"];
    let filled = run(&home, &[], &fill, "");
    let said = lines(&filled.stdout);
    assert!(
        filled.status.success() && said[0].starts_with("20 reports ("),
        "{said:?}"
    );
    assert!(
        said.iter()
            .any(|line| line.contains("demo-audit   auditor"))
    );
    let again = run(&home, &[], &fill, "");
    let said = lines(&again.stderr);
    assert!(!again.status.success() && said.len() == 1, "{said:?}");
    assert!(said[0].contains("a demo fills an empty one"));
}
