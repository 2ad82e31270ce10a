//! `server api-key …`: the keys with which the records system fetches and acknowledges.

use super::{Outcome, settings};
use crate::secret::ApiKey;
use crate::store::api_keys::{self, KeyRow};
use crate::store::audit::{self, AuditEntry};
use crate::store::{Actor, Store, StoreError, Uuid};
use clap::{Args, Subcommand};
use domain::access::Scope;
use domain::field::Choice;
use std::path::Path;
use std::process::ExitCode;
use time::OffsetDateTime;

#[derive(Debug, Subcommand)]
pub enum ApiKeys {
    /// Makes a key and prints it, once: only its hash is kept.
    Add(Add),
    /// Lists the keys.
    List,
    /// Ends a key, at once and for good.
    Revoke {
        /// As `list` shows it.
        id: Uuid,
    },
}

#[derive(Debug, Args)]
pub struct Add {
    /// Whose key it is.
    #[arg(long, value_parser = name)]
    name: String,
    /// records:read or records:acknowledge; once for each.
    #[arg(long = "scope", value_parser = scope, required = true)]
    scopes: Vec<Scope>,
}

fn name(text: &str) -> Result<String, &'static str> {
    let name = text.trim();
    let plain = !name.chars().any(char::is_control);
    if plain && (1..=60).contains(&name.chars().count()) {
        Ok(name.to_owned())
    } else {
        Err("1 to 60 characters")
    }
}

fn scope(code: &str) -> Result<Scope, String> {
    Scope::from_code(code).ok_or_else(|| format!("one of {}", Scope::CODES.join(", ")))
}

fn codes(scopes: &[Scope]) -> Vec<&'static str> {
    scopes.iter().map(|scope| scope.code()).collect()
}

impl ApiKeys {
    pub async fn run(self, path: &Path) -> Outcome {
        let settings = settings(path)?;
        let store = Store::open(settings.database.expose()).await?;
        let now = OffsetDateTime::now_utc();
        match self {
            Self::Add(add) => added(&store, add, now).await?,
            Self::List => {
                for key in api_keys::list(store.reader()).await? {
                    let revoked = if key.revoked_at.is_some() {
                        "  revoked"
                    } else {
                        ""
                    };
                    let scopes = codes(&key.scopes).join(",");
                    println!("{}  {scopes:<34}  {}{revoked}", key.id, key.name);
                }
            }
            Self::Revoke { id } => {
                let entry =
                    AuditEntry::new(now, Actor::System, "api_key.revoke").about(id.to_string());
                let revoked = store
                    .write(async |tx| {
                        let revoked = api_keys::revoke(tx, id, now).await?;
                        audit::append(tx, &entry).await?;
                        Ok::<_, StoreError>(revoked)
                    })
                    .await?;
                if !revoked {
                    return Err("there is no such key in force".into());
                }
                println!("{id} is revoked");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn added(store: &Store, add: Add, now: OffsetDateTime) -> Result<(), StoreError> {
    let key = ApiKey::random();
    let mut scopes = add.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    let row = KeyRow {
        id: key.id,
        name: add.name,
        scopes,
        hash: key.hash(),
        created_at: now,
        revoked_at: None,
    };
    let entry = AuditEntry::new(now, Actor::System, "api_key.add").about(row.id.to_string());
    store
        .write(async |tx| {
            api_keys::add(tx, &row).await?;
            audit::append(tx, &entry).await
        })
        .await?;
    println!(
        "{}",
        serde_json::json!({
            "id": row.id,
            "name": row.name,
            "scopes": codes(&row.scopes),
            "key": key.write(),
        })
    );
    Ok(())
}
