use super::*;
use std::io::Write as _;
use tempfile::NamedTempFile;

const HEADER: &str =
    "[[workspace.metadata.leptos]]\nsite-addr = \"127.0.0.1:3000\"\nsite-root = \"target/site\"\n";

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().expect("file");
    file.write_all(text.as_bytes()).expect("write");
    file
}

fn load(text: &str, env: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    let lookup = |name: &str| {
        env.iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    };
    Settings::load(file(&format!("{HEADER}{text}")).path(), &lookup)
}

/// The line that the start prints: one line, and nothing of what was written in it.
fn line(text: &str, env: &[(&str, &str)]) -> String {
    let line = load(text, env).expect_err("refused").to_string();
    assert!(!line.contains('\n') && !line.contains("hunter2"), "{line}");
    line
}

#[test]
fn everything_has_a_default() {
    let settings = load("", &[]).expect("settings");
    assert_eq!(settings.site_addr.to_string(), "127.0.0.1:3000");
    assert_eq!(settings.database.expose(), "sqlite:var/westport.sqlite");
    assert_eq!(settings.mail.target, MailTarget::Folder("var/mail".into()));
    assert_eq!(settings.rms.target, RmsTarget::Folder("var/rms".into()));
    assert_eq!(
        settings.files.target,
        FilesTarget::Folder("var/files".into())
    );
    assert_eq!(settings.files.key, KeySource::File("var/files.key".into()));
    assert_eq!(settings.copy_key, KeySource::File("var/copies.key".into()));
    assert_eq!(
        settings.sign_in.key,
        KeySource::File("var/sign_in.key".into())
    );
    assert_eq!(
        (settings.files.limits.files, settings.files.limits.bytes),
        (16, 250 * 1024 * 1024)
    );
    assert_eq!(
        settings
            .case_format
            .number(2026, 123)
            .expect("number")
            .as_str(),
        "WP26-000123"
    );
    assert_eq!(settings.department.telephone, "(203) 341-6000");
    assert!(!settings.is_https());
}

#[test]
fn the_environment_overrides_the_file() {
    let settings = load(
        "[mail]\nurl = \"file:elsewhere\"\n[site]\npublic_url = \"http://localhost\"",
        &[
            ("DATABASE_URL", "postgres://u:hunter2@db.example/reports"),
            ("MAIL_URL", "smtps://u:hunter2@mail.example:465"),
            ("FILES_URL", "file:///srv/files"),
            ("RMS_URL", "https://rms.example/in?key=hunter2"),
            ("RMS_SECRET", "aHVudGVyMmh1bnRlcjJodW50ZXIyaHVudGVyMmh1bnQ="),
            ("LEPTOS_SITE_ADDR", "[::1]:8080"),
            ("PUBLIC_URL", "https://reports.example/"),
        ],
    )
    .expect("settings");
    assert_eq!(
        settings.database.expose(),
        "postgres://u:hunter2@db.example/reports"
    );
    assert_eq!(
        settings.mail.target,
        MailTarget::Smtp {
            url: Secret::new("smtps://u:hunter2@mail.example:465")
        }
    );
    assert_eq!(
        settings.files.target,
        FilesTarget::Folder("/srv/files".into())
    );
    assert_eq!(
        settings.rms.target,
        RmsTarget::Post {
            url: Secret::new("https://rms.example/in?key=hunter2")
        }
    );
    assert_eq!(settings.site_addr.to_string(), "[::1]:8080");
    assert_eq!(settings.public_url, "https://reports.example");
    assert!(settings.is_https());
    let shown = format!("{settings:?}");
    assert!(!shown.contains("hunter2"), "a password is never printed");
    assert!(!shown.contains("aHVudGVy"), "nor is a key");
    let pull = load("", &[("RMS_URL", "pull")]).expect("settings");
    assert_eq!(pull.rms.target, RmsTarget::Pull);
    assert_eq!(pull.rms.patience, Duration::from_secs(10));
}

#[test]
fn a_bucket_is_named_with_its_keys_and_region_and_the_keys_are_not_printed() {
    let url = "s3://AKIA:hunter2%2Fx@s3.example:9000/evidence?region=us-east-1";
    let settings = load("", &[("FILES_URL", url)]).expect("settings");
    assert!(!format!("{settings:?}").contains("hunter2"));
    let FilesTarget::Bucket(bucket) = settings.files.target else {
        panic!("a bucket");
    };
    assert_eq!(
        (
            bucket.endpoint.as_str(),
            bucket.name.as_str(),
            bucket.region.as_str()
        ),
        ("https://s3.example:9000", "evidence", "us-east-1")
    );
    assert_eq!(bucket.secret_key.expose(), "hunter2/x");
}

#[test]
fn an_empty_variable_is_one_that_is_not_set() {
    let settings = load("", &[("MAIL_URL", " "), ("DATABASE_URL", "")]).expect("settings");
    assert_eq!(settings.mail.target, MailTarget::Folder("var/mail".into()));
}

#[test]
fn a_missing_file_is_named() {
    let error = Settings::load(Path::new("no/such/Leptos.toml"), &|_| None).expect_err("refused");
    assert_eq!(
        error.to_string(),
        "no/such/Leptos.toml: there is no such file; the server is started in the folder that holds Leptos.toml"
    );
}

#[test]
fn a_folder_is_not_a_file() {
    let folder = tempfile::tempdir().expect("folder");
    let error = Settings::load(folder.path(), &|_| None).expect_err("refused");
    assert_eq!(error, SettingsError::Unreadable(folder.path().to_owned()));
}

#[test]
fn a_slip_in_the_file_is_named_by_its_line() {
    let broken = line("[database]\nurl = postgres://u:hunter2@db", &[]);
    assert!(broken.ends_with(": line 5 is not TOML"), "{broken}");
}

#[test]
fn a_file_without_the_header_is_refused() {
    for text in [
        "",
        "[workspace]\nmetadata = 1",
        "[workspace.metadata.leptos]\nsite-addr = \"127.0.0.1:3000\"",
    ] {
        let error = Settings::load(file(text).path(), &|_| None).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "[[workspace.metadata.leptos]] must be the header of Cargo.toml, repeated"
        );
    }
}

#[test]
fn a_key_that_is_not_a_setting_is_refused_with_those_that_are() {
    assert_eq!(
        line("[mail]\nsender = \"hunter2\"", &[]),
        "mail.sender is not a setting; [mail] has url, from, reply_to"
    );
    assert_eq!(
        line("[review]\ndays = 2", &[]),
        "review.days is not a setting; [review] has business_days, follow_up_days, confirm_approvals, claim_minutes"
    );
    assert!(
        line("[e-mail]\nurl = \"\"", &[])
            .starts_with("[e-mail] is not a setting; the tables are site, department")
    );
}

#[test]
fn every_wrong_value_is_named_with_what_is_expected() {
    for (text, expected) in [
        ("site = 1", "site must be a [table]"),
        (
            "[site]\npublic_url = \"reports.example\"",
            "site.public_url must be http://HOST",
        ),
        (
            "[site]\npublic_url = \"https://u:hunter2@reports.example\"",
            "site.public_url must be http://HOST",
        ),
        (
            "[site]\npublic_url = \"https://reports.example/police\"",
            "site.public_url must be http://HOST",
        ),
        (
            "[site]\ntrusted_proxies = [\"10.0.0.0/8\"]",
            "site.trusted_proxies must be a list of IP addresses",
        ),
        (
            "[site]\ntrusted_proxies = \"10.0.0.1\"",
            "site.trusted_proxies must be a list of IP addresses",
        ),
        (
            "[site]\ntrusted_proxies = [1]",
            "site.trusted_proxies must be a list of IP addresses",
        ),
        (
            "[department]\nname = \"\"",
            "department.name must be a text",
        ),
        ("[department]\ntown = 4", "department.town must be a text"),
        (
            "[department]\naddress = []",
            "department.address must be a text",
        ),
        (
            "[department]\ntelephone = \"341-6000\"",
            "department.telephone must be a number of ten digits",
        ),
        (
            "[department]\nori = \"CT158\"",
            "department.ori must be nine capital letters and digits",
        ),
        (
            "[department]\ntime_zone = \"Eastern\"",
            "department.time_zone must be a name such as America/New_York",
        ),
        (
            "[database]\nurl = \"mysql://u:hunter2@db/x\"",
            "database.url must be sqlite:FILE or postgres://",
        ),
        (
            "[database]\nurl = \"sqlite::memory:\"",
            "database.url must be sqlite:FILE or postgres://",
        ),
        (
            "[mail]\nurl = \"imap://u:hunter2@mail.example\"",
            "mail.url must be file:FOLDER, smtp://",
        ),
        (
            "[mail]\nurl = \"smtp://\"",
            "mail.url must be file:FOLDER, smtp://",
        ),
        (
            "[mail]\nfrom = \"Westport Police\"",
            "mail.from must be an e-mail address",
        ),
        (
            "[mail]\nreply_to = \"desk\"",
            "mail.reply_to must be an e-mail address",
        ),
        (
            "[files]\nurl = \"s3://bucket\"",
            "files.url must be file:FOLDER",
        ),
        (
            "[files]\nurl = \"s3://key:hunter2@s3.example/bucket\"",
            "files.url must be file:FOLDER or s3://",
        ),
        (
            "[files]\nkey = \"hunter2\"",
            "files.key must be 32 bytes in base64",
        ),
        (
            "[files]\nmax_files = 0",
            "files.max_files must be a whole number of files from 1 to 64",
        ),
        (
            "[files]\nmax_megabytes = 5000",
            "files.max_megabytes must be a whole number of megabytes",
        ),
        ("[files]\nurl = \"file:\"", "files.url must be file:FOLDER"),
        (
            "[files]\nurl = \"file://host/folder\"",
            "files.url must be file:FOLDER",
        ),
        (
            "[rms]\nurl = \"ftp://u:hunter2@rms.example\"",
            "rms.url must be file:FOLDER, https://",
        ),
        (
            "[rms]\ntimeout_seconds = 0",
            "rms.timeout_seconds must be a whole number of seconds from 1 to 120",
        ),
        (
            "[numbers]\ncase_digits = 9",
            "numbers.case_digits must be a whole number from 3 to 8",
        ),
        (
            "[numbers]\ncase_prefix = \"wp\"",
            "[numbers] cannot be used: the prefix may hold only capital letters A to Z",
        ),
        (
            "[numbers]\ncase_prefix = \"WESTPORT\"",
            "[numbers] cannot be used: prefix, year, hyphen and 6 digits",
        ),
        (
            "[review]\nconfirm_approvals = \"yes\"",
            "review.confirm_approvals must be true or false",
        ),
        (
            "[review]\nbusiness_days = 0",
            "review.business_days must be a whole number of business days from 1 to 30",
        ),
        (
            "[review]\nbusiness_days = \"2\"",
            "review.business_days must be a whole number",
        ),
        (
            "[retention]\ndraft_days = -1",
            "retention.draft_days must be a whole number of days from 1 to 365",
        ),
        (
            "[retention]\nunapproved_days = 1",
            "retention.unapproved_days must be a whole number of days from 30",
        ),
        (
            "[analysis]\nnear_meters = 5000",
            "analysis.near_meters must be a whole number of meters from 10 to 1000",
        ),
        (
            "[analysis]\nnight_from = 3",
            "analysis.night_from must be an hour from 12 to 23",
        ),
        (
            "[retention]\naudit_years = 1.5",
            "retention.audit_years must be a whole number of years",
        ),
        (
            "[jurisdiction]\nfile = false",
            "jurisdiction.file must be a text",
        ),
    ] {
        // A bare key belongs before the first table.
        let found = if text.starts_with('[') {
            line(text, &[])
        } else {
            let error = Settings::load(file(&format!("{text}\n{HEADER}")).path(), &|_| None)
                .expect_err("refused");
            error.to_string()
        };
        assert!(found.starts_with(expected), "{text:?} gave {found:?}");
    }
}

#[test]
fn every_wrong_variable_is_named_with_what_is_expected() {
    for (name, value, expected) in [
        (
            "DATABASE_URL",
            "oracle://u:hunter2@db",
            "DATABASE_URL must be sqlite:FILE or postgres://",
        ),
        (
            "MAIL_URL",
            "mail.example hunter2",
            "MAIL_URL must be file:FOLDER, smtp://",
        ),
        ("FILES_URL", "var/files", "FILES_URL must be file:FOLDER"),
        (
            "FILES_KEY",
            "hunter2",
            "FILES_KEY must be 32 bytes in base64",
        ),
        ("COPY_KEY", "hunter2", "COPY_KEY must be 32 bytes in base64"),
        (
            "SIGN_IN_KEY",
            "hunter2",
            "SIGN_IN_KEY must be 32 bytes in base64",
        ),
        (
            "RMS_SECRET",
            "hunter2",
            "RMS_SECRET must be 32 bytes in base64",
        ),
        (
            "RMS_URL",
            "rms.example",
            "RMS_URL must be file:FOLDER, https://",
        ),
        (
            "LEPTOS_SITE_ADDR",
            "3000",
            "LEPTOS_SITE_ADDR must be ADDRESS:PORT",
        ),
        ("PUBLIC_URL", "http://", "PUBLIC_URL must be http://HOST"),
    ] {
        let found = line("", &[(name, value)]);
        assert!(found.starts_with(expected), "{found:?}");
    }
}

#[test]
fn a_wrong_address_in_the_header_is_named() {
    for (text, expected) in [
        (
            "site-addr = \"here\"\nsite-root = \"x\"",
            "site-addr must be ADDRESS:PORT",
        ),
        (
            "site-addr = 3000\nsite-root = \"x\"",
            "site-addr must be a text",
        ),
        ("site-addr = \"127.0.0.1:3000\"", "site-root must be a text"),
    ] {
        let text = format!("[[workspace.metadata.leptos]]\n{text}\n");
        let found = Settings::load(file(&text).path(), &|_| None)
            .expect_err("refused")
            .to_string();
        assert!(found.starts_with(expected), "{found:?}");
    }
}

#[test]
fn the_towns_sign_in_is_set_whole_and_over_tls_or_not_at_all() {
    assert_eq!(load("", &[]).expect("settings").provider, None);
    let entra = "[oidc]\nissuer = \"https://login.example/t/v2.0\"\nclient_id = \"desk\"\n";
    let set = load(entra, &[("OIDC_SECRET", "hunter2")])
        .expect("settings")
        .provider
        .expect("a provider");
    assert_eq!(set.second_factor, SecondFactor::Here);
    assert_eq!(set.claim, "preferred_username");
    assert!(!format!("{set:?}").contains("hunter2"));
    for (text, expected) in [
        ("issuer = \"https://x.example\"", "oidc.client_id must be"),
        ("client_id = \"desk\"", "oidc.issuer must be"),
        (
            "client_id = \"desk\"\nissuer = \"http://x.example\"",
            "oidc.issuer must be https://",
        ),
        ("second_factor = \"nobody\"", "oidc.second_factor must be"),
        ("secret = \"hunter2\"", "oidc.secret is not a setting"),
    ] {
        let found = line(&format!("[oidc]\n{text}"), &[]);
        assert!(found.starts_with(expected), "{found:?}");
    }
}

#[test]
fn the_notice_is_its_paragraphs_and_passwords_last_a_year() {
    let settings = load("", &[]).expect("settings");
    assert_eq!(settings.adjustable.notice.len(), 4);
    assert_eq!(settings.sign_in.password_days, 365);
    let own = load(
        "[sign_in]\nnotice = \"One\\nline.\\n\\nTwo.\"\npassword_days = 0",
        &[],
    );
    let own = own.expect("settings");
    assert_eq!(own.adjustable.notice, ["One line.", "Two."]);
    assert_eq!(own.sign_in.password_days, 0);
}
