//! `server staff …`: accounts.

use super::serve::made_key;
use super::{Outcome, settings};
use crate::authenticator::SecretSeal;
use crate::settings::Settings;
use crate::store::audit::{self, AuditEntry};
use crate::store::staff as accounts;
use crate::store::staff::StaffRow;
use crate::store::{Actor, Store};
use crate::usecase::add_staff::{Account, add_staff, current_code};
use crate::usecase::manage_staff::{By, enable, invite, link, release};
use crate::usecase::seal_secrets::{check, key_or_new};
use crate::usecase::second_factor::authenticator_link;
use clap::{Args, Subcommand};
use domain::access::Role;
use domain::field::Choice;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use time::OffsetDateTime;
use totp_rs::Secret;

#[derive(Debug, Subcommand)]
pub enum Staff {
    /// Creates an account and prints the secret for its authenticator, once.
    Add(Add),
    /// Lists the accounts.
    List,
    /// Releases an account that was locked after five failed sign-ins.
    Release { login: String },
    /// Lets an account sign in again that was disabled.
    Enable { login: String },
    /// Makes a new invitation and prints its link: whatever opened the account before opens it no more.
    Invite { login: String },
    /// Prints the present one-time code of an account: for demonstrations.
    Code { login: String },
}

#[derive(Debug, Args)]
pub struct Add {
    #[arg(long)]
    login: String,
    #[arg(long)]
    name: String,
    #[arg(long, default_value = "")]
    badge: String,
    /// reviewer, supervisor, `records_clerk`, administrator or auditor
    #[arg(long, value_parser = role)]
    role: Role,
    /// Reads the password from standard input: it is in no process list and no shell history.
    #[arg(long)]
    password_stdin: bool,
}

fn role(code: &str) -> Result<Role, String> {
    Role::from_code(code).ok_or_else(|| format!("one of {}", Role::CODES.join(", ")))
}

impl Staff {
    pub async fn run(self, path: &Path) -> Outcome {
        let settings = settings(path)?;
        let store = Store::open(settings.database.expose()).await?;
        let now = OffsetDateTime::now_utc();
        match self {
            Self::Add(add) => {
                if !add.password_stdin {
                    return Err("give the password on standard input, with --password-stdin".into());
                }
                let mut password = String::new();
                std::io::stdin().read_to_string(&mut password)?;
                let account = Account {
                    login: add.login.clone(),
                    name: add.name,
                    badge: add.badge,
                    role: add.role,
                    password: password.trim_end_matches(['\r', '\n']).to_owned(),
                };
                let seal = seal(&store, &settings).await?;
                check(&store, &seal).await?;
                let secret = add_staff(&store, &seal, account, now).await?;
                println!(
                    "{}",
                    serde_json::json!({
                        "login": add.login,
                        "authenticator": authenticator_link(&add.login, &secret),
                        "totp_secret_base32": Secret::from(secret).to_base32(),
                    })
                );
            }
            Self::List => {
                for staff in accounts::list(store.reader()).await? {
                    let state = match (staff.disabled_at, staff.locked_at, &staff.factors) {
                        (Some(_), _, _) => "  disabled",
                        (None, Some(_), _) => "  locked",
                        (None, None, None) => "  invited",
                        (None, None, Some(_)) => "",
                    };
                    println!(
                        "{:<20} {:<14} {}{state}",
                        staff.login,
                        staff.role.code(),
                        staff.name
                    );
                }
            }
            Self::Release { login } => {
                let staff = named(&store, &login).await?;
                release(&store, By::CommandLine, staff.id, now).await?;
                println!("{} is released", staff.login);
            }
            Self::Enable { login } => {
                let staff = named(&store, &login).await?;
                enable(&store, By::CommandLine, staff.id, now).await?;
                println!("{} is enabled", staff.login);
            }
            Self::Invite { login } => {
                let staff = named(&store, &login).await?;
                let seal = seal(&store, &settings).await?;
                // The way back in when the key is lost: the new secret is sealed with the new one.
                if let Err(error) = check(&store, &seal).await {
                    eprintln!("server: {error}");
                }
                let key = invite(&store, &seal, By::CommandLine, staff.id, now).await?;
                println!("{}", link(&settings.public_url, &key));
            }
            Self::Code { login } => {
                let staff = named(&store, &login).await?;
                let entry =
                    AuditEntry::new(now, Actor::System, "staff.code").about(staff.id.to_string());
                audit::record(&store, &entry).await?;
                let factors = staff.factors.ok_or("the account has no secret")?;
                let seal = seal(&store, &settings).await?;
                let secret = seal.open(staff.id, &factors.totp_secret)?;
                let code = current_code(&secret, now).ok_or("the account has no usable secret")?;
                println!("{code}");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The key of the secrets. The first account may be made before the first start.
async fn seal(
    store: &Store,
    settings: &Settings,
) -> Result<SecretSeal, Box<dyn std::error::Error + Send + Sync>> {
    let (seal, made) = key_or_new(store, &settings.sign_in.key).await?;
    if let Some(path) = made {
        eprintln!("{}", made_key(&path));
    }
    Ok(seal)
}

async fn named(
    store: &Store,
    login: &str,
) -> Result<StaffRow, Box<dyn std::error::Error + Send + Sync>> {
    let found = accounts::by_login(store.reader(), login).await?;
    Ok(found.ok_or("there is no such account")?)
}
