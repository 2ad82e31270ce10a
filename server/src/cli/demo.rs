//! `server demo`: something to look at.

use super::{Outcome, settings};
use crate::clock::Clock;
use crate::demo::{LOGINS, Wish, fill};
use crate::store::Store;
use clap::Args;
use domain::field::Choice;
use std::path::Path;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Demo {
    /// Reports over the year before today; the department has about 21,000.
    #[arg(long, default_value_t = 2_000)]
    reports: u64,
    /// The same seed gives the same reports.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Demo {
    pub async fn run(self, path: &Path) -> Outcome {
        let settings = settings(path)?;
        let store = Store::open(settings.database.expose()).await?;
        let clock = Clock::system().in_zone(settings.department.time_zone);
        let wish = Wish {
            reports: self.reports,
            seed: self.seed,
        };
        let filled = fill(&store, &settings, &clock, wish).await?;
        println!(
            "{} reports ({} approved), {} officer requests, {} rows in the audit trail",
            filled.reports, filled.approved, filled.requests, filled.rows
        );
        println!(
            "At the desk, all with the password {}:",
            filled.hired.password
        );
        for (login, name, _, role) in LOGINS {
            println!("  {login:<12} {:<14} {name}", role.code());
        }
        println!("  one-time code: server staff code LOGIN");
        if let Some((tracking, code)) = filled.look_at {
            println!("As a filer, at /status: tracking number {tracking}, access code {code}");
        }
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}
