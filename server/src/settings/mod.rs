//! The run-time settings: `Leptos.toml`, overridden by a few environment variables. Read once at the start; a
//! wrong one stops the start with one clear line ([`SettingsError`]).
//!
//! Every key may be left out and then has the default that the file shows. A key that is not known is an error:
//! a misspelt setting must not silently be the default. The header `[[workspace.metadata.leptos]]` is the one
//! of `Cargo.toml` (a test keeps the two equal); cargo-leptos reads it there, the server here.

mod adjustable;
mod analysis;
mod error;
mod files;
mod key;
mod read;
mod secret;
mod sign_in;
mod target;
#[cfg(test)]
mod tests;

pub use adjustable::{Adjustable, Figure, Retention, Review, paragraphs};
pub use error::SettingsError;
pub use files::{Bucket, Files, FilesTarget};
pub use key::KeySource;
pub use secret::Secret;
pub use sign_in::{Provider, SecondFactor, SignIn};
pub use target::{MailTarget, RmsTarget};

use crate::clock::Zone;
use domain::links::Analysis;
use domain::number::CaseFormat;
use read::Section;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;
use toml::{Table, Value};

/// Everything that is set.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Where the server listens: `site-addr` of the header, or `LEPTOS_SITE_ADDR`.
    pub site_addr: SocketAddr,
    /// Where the built files are: `site-root` of the header.
    /// Also `LEPTOS_SITE_ROOT`.
    pub site_root: PathBuf,
    /// The service's address in mail and for cookies, without a slash at the end.
    pub public_url: String,
    /// Where "Exit this page" leads: a site that gives nothing away.
    pub exit_url: String,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    pub department: Department,
    /// For [`Store::open`](crate::store::Store::open).
    pub database: Secret,
    pub mail: Mail,
    /// Where the files that filers send are kept.
    pub files: Files,
    /// The seed of the key (Ed25519) that signs the copies.
    pub copy_key: KeySource,
    pub rms: Rms,
    pub case_format: CaseFormat,
    /// What holds until the desk sets it otherwise: what holds now is in [`crate::live`].
    pub adjustable: Adjustable,
    /// What counts as close, when records are linked.
    pub analysis: Analysis,
    pub sign_in: SignIn,
    /// None: nobody but the service itself asks who they are.
    pub provider: Option<Provider>,
    /// The department's own layers instead of the compiled-in ones.
    pub jurisdiction_file: Option<PathBuf>,
}

/// Whose service it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Department {
    pub name: String,
    /// The town that it serves.
    pub town: String,
    pub address: String,
    /// For what is no emergency, as people write it.
    pub telephone: String,
    /// NIBRS data element 1: nine letters and digits.
    pub ori: String,
    pub time_zone: Zone,
}

/// How mail is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Mail {
    pub target: MailTarget,
    pub from: String,
    pub reply_to: Option<String>,
}

/// How the records system gets the reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Rms {
    pub target: RmsTarget,
    /// The key (HMAC-SHA-256) that signs what is posted.
    pub secret: KeySource,
    /// How long one POST may take.
    pub patience: Duration,
}

impl Settings {
    /// Reads the file and the environment.
    ///
    /// # Errors
    /// [`SettingsError`], one line.
    pub fn load(path: &Path, env: &dyn Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let mut file = read::file(path)?;
        // An empty variable is one that was not set: compose files and shells cannot tell the two apart.
        let env = |name: &str| {
            env(name)
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };

        let (site_addr, site_root) = header(&mut file)?;
        let site_addr = env("LEPTOS_SITE_ADDR").map_or(("site-addr", site_addr), |value| {
            ("LEPTOS_SITE_ADDR", value)
        });

        let mut site = Section::take(&mut file, "site")?;
        let public_url = of(
            &env,
            "PUBLIC_URL",
            &mut site,
            "public_url",
            "http://127.0.0.1:3000",
            target::public_url,
        )?;
        let trusted_proxies = addresses(&mut site)?;
        let exit_url = target::exit_url(
            "site.exit_url",
            site.text("exit_url", "https://www.weather.gov/")?,
        )?;
        site.end()?;

        let mut database = Section::take(&mut file, "database")?;
        let database_url = of(
            &env,
            "DATABASE_URL",
            &mut database,
            "url",
            "sqlite:var/westport.sqlite",
            target::database,
        )?;
        database.end()?;

        let mut copies = Section::take(&mut file, "copies")?;
        let copy_key = of(
            &env,
            "COPY_KEY",
            &mut copies,
            "key",
            "file:var/copies.key",
            key::key,
        )?;
        copies.end()?;

        let mut jurisdiction = Section::take(&mut file, "jurisdiction")?;
        let jurisdiction_file = jurisdiction.optional_text("file")?.map(PathBuf::from);
        jurisdiction.end()?;

        let (sign_in, notice) = sign_in::sign_in(&env, Section::take(&mut file, "sign_in")?)?;

        let settings = Self {
            site_addr: parsed(
                &site_addr.1,
                site_addr.0,
                "ADDRESS:PORT, e.g. 127.0.0.1:3000",
            )?,
            site_root: env("LEPTOS_SITE_ROOT").map_or(site_root, PathBuf::from),
            public_url,
            exit_url,
            trusted_proxies,
            department: department(Section::take(&mut file, "department")?)?,
            database: database_url,
            mail: mail(&env, Section::take(&mut file, "mail")?)?,
            files: files::files(&env, Section::take(&mut file, "files")?)?,
            copy_key,
            rms: rms(&env, Section::take(&mut file, "rms")?)?,
            case_format: numbers(Section::take(&mut file, "numbers")?)?,
            adjustable: Adjustable {
                review: adjustable::review(Section::take(&mut file, "review")?)?,
                retention: adjustable::retention(Section::take(&mut file, "retention")?)?,
                notice,
            },
            analysis: analysis::analysis(Section::take(&mut file, "analysis")?)?,
            sign_in,
            provider: sign_in::provider(&env, Section::take(&mut file, "oidc")?)?,
            jurisdiction_file,
        };
        match file.keys().next() {
            Some(key) => Err(SettingsError::Unknown {
                key: format!("[{key}]"),
                known: TABLES.to_owned(),
            }),
            None => Ok(settings),
        }
    }

    /// Whether people reach the service over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

const TABLES: &str = "the tables are site, department, database, mail, files, copies, rms, numbers, review, retention, analysis, sign_in, oidc, jurisdiction";

/// `site-addr` and `site-root` of the header; its other keys are cargo-leptos' own.
fn header(file: &mut Table) -> Result<(String, PathBuf), SettingsError> {
    let missing = || {
        SettingsError::wrong(
            "[[workspace.metadata.leptos]]",
            "the header of Cargo.toml, repeated",
        )
    };
    let mut workspace = match file.remove("workspace") {
        Some(Value::Table(workspace)) => workspace,
        Some(_) | None => return Err(missing()),
    };
    let mut metadata = match workspace.remove("metadata") {
        Some(Value::Table(metadata)) if workspace.is_empty() => metadata,
        Some(_) | None => return Err(missing()),
    };
    let header = match metadata.remove("leptos") {
        Some(Value::Array(projects)) if metadata.is_empty() && projects.len() == 1 => projects,
        Some(_) | None => return Err(missing()),
    };
    let text = |key: &'static str| {
        let found = header
            .first()
            .and_then(|project| project.get(key))
            .and_then(Value::as_str);
        found
            .map(str::to_owned)
            .ok_or_else(|| SettingsError::wrong(key, "a text in quotation marks"))
    };
    Ok((text("site-addr")?, PathBuf::from(text("site-root")?)))
}

/// An environment variable, else a key of the file, else its default.
fn of<T>(
    env: &dyn Fn(&str) -> Option<String>,
    variable: &'static str,
    section: &mut Section,
    key: &'static str,
    default: &str,
    read: fn(&str, &str) -> Result<T, SettingsError>,
) -> Result<T, SettingsError> {
    // The file's own value must be right even where it is overridden: it is what the next start would use.
    let written = read(&section.key(key), &section.text(key, default)?)?;
    env(variable).map_or(Ok(written), |value| read(variable, &value))
}

fn addresses(site: &mut Section) -> Result<Vec<IpAddr>, SettingsError> {
    const EXPECTED: &str = "a list of IP addresses, e.g. [\"10.0.0.5\"]";
    site.list("trusted_proxies", EXPECTED)?
        .iter()
        .map(|address| parsed(address, site.key("trusted_proxies"), EXPECTED))
        .collect()
}

fn department(mut section: Section) -> Result<Department, SettingsError> {
    let department = Department {
        name: section.text("name", "Westport Police Department")?,
        town: section.text("town", "Westport")?,
        address: section.text("address", "50 Jesup Road, Westport, CT 06880")?,
        telephone: section.text("telephone", "(203) 341-6000")?,
        ori: section.text("ori", "CT0015800")?,
        time_zone: Zone::named(&section.text("time_zone", Zone::NEW_YORK.name())?).ok_or_else(
            || SettingsError::wrong("department.time_zone", "a name such as America/New_York"),
        )?,
    };
    section.end()?;
    if department
        .telephone
        .chars()
        .filter(char::is_ascii_digit)
        .count()
        != 10
    {
        return Err(SettingsError::wrong(
            "department.telephone",
            "a number of ten digits, e.g. (203) 341-6000",
        ));
    }
    let ori = &department.ori;
    if ori.len() != 9
        || !ori
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    {
        return Err(SettingsError::wrong(
            "department.ori",
            "nine capital letters and digits, e.g. CT0015800",
        ));
    }
    Ok(department)
}

fn mail(env: &dyn Fn(&str) -> Option<String>, mut section: Section) -> Result<Mail, SettingsError> {
    let mail = Mail {
        target: of(
            env,
            "MAIL_URL",
            &mut section,
            "url",
            "file:var/mail",
            target::mail,
        )?,
        from: target::mailbox(
            "mail.from",
            section.text(
                "from",
                "Westport Police Department <reports@westport.example>",
            )?,
        )?,
        reply_to: section
            .optional_text("reply_to")?
            .map(|text| target::mailbox("mail.reply_to", text))
            .transpose()?,
    };
    section.end()?;
    Ok(mail)
}

fn rms(env: &dyn Fn(&str) -> Option<String>, mut section: Section) -> Result<Rms, SettingsError> {
    let rms = Rms {
        target: of(
            env,
            "RMS_URL",
            &mut section,
            "url",
            "file:var/rms",
            target::rms,
        )?,
        secret: of(
            env,
            "RMS_SECRET",
            &mut section,
            "secret",
            "file:var/rms.key",
            key::key,
        )?,
        patience: Duration::from_secs(u64::from(section.number(
            "timeout_seconds",
            10,
            (1, 120),
            "a whole number of seconds from 1 to 120",
        )?)),
    };
    section.end()?;
    Ok(rms)
}

fn numbers(mut section: Section) -> Result<CaseFormat, SettingsError> {
    let prefix = section.text("case_prefix", "WP")?;
    let digits = section.number("case_digits", 6, (3, 8), "a whole number from 3 to 8")?;
    section.end()?;
    Ok(CaseFormat::new(
        &prefix,
        u8::try_from(digits).unwrap_or(u8::MAX),
    )?)
}

fn parsed<T: std::str::FromStr>(
    text: &str,
    key: impl Into<String>,
    expected: &'static str,
) -> Result<T, SettingsError> {
    text.parse()
        .map_err(|_| SettingsError::wrong(key, expected))
}
