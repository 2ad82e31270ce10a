//! `server staff …`: accounts.

use super::{Outcome, settings};
use crate::store::audit::{self, AuditEntry};
use crate::store::staff as accounts;
use crate::store::{Actor, Store, StoreError};
use crate::usecase::add_staff::{Account, add_staff, current_code};
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
                let secret = add_staff(&store, account, now).await?;
                let secret = Secret::from(secret).to_base32();
                println!(
                    "{}",
                    serde_json::json!({
                        "login": add.login,
                        "totp_secret_base32": secret,
                        "authenticator": format!("otpauth://totp/Westport:{}?secret={secret}&issuer=Westport", add.login),
                    })
                );
            }
            Self::List => {
                for staff in accounts::list(store.reader()).await? {
                    let locked = if staff.locked_at.is_some() {
                        "  locked"
                    } else {
                        ""
                    };
                    println!(
                        "{:<20} {:<14} {}{locked}",
                        staff.login,
                        staff.role.code(),
                        staff.name
                    );
                }
            }
            Self::Release { login } => {
                let staff = accounts::by_login(store.reader(), &login)
                    .await?
                    .ok_or("there is no such account")?;
                let entry = AuditEntry::new(now, Actor::System, "staff.release")
                    .about(staff.id.to_string());
                store
                    .write(async |tx| {
                        accounts::release(tx, staff.id).await?;
                        audit::append(tx, &entry).await
                    })
                    .await
                    .map_err(|error: StoreError| error)?;
                println!("{} is released", staff.login);
            }
            Self::Code { login } => {
                let staff = accounts::by_login(store.reader(), &login)
                    .await?
                    .ok_or("there is no such account")?;
                let entry =
                    AuditEntry::new(now, Actor::System, "staff.code").about(staff.id.to_string());
                audit::record(&store, &entry).await?;
                println!(
                    "{}",
                    current_code(&staff.totp_secret, now)
                        .ok_or("the account has no usable secret")?
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
