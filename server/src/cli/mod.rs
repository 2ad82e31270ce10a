//! The command line. `server` without a command serves.

mod api_key;
mod audit;
mod bench;
mod demo;
mod jurisdiction;
mod locate;
mod nibrs;
mod records;
mod serve;
mod staff;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// The citizen reporting service.
#[derive(Debug, Parser)]
#[command(name = "server", version)]
struct Cli {
    /// The settings file. Environment variables override it.
    #[arg(long, global = true, default_value = "Leptos.toml")]
    settings: PathBuf,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the pages and works off the jobs.
    Serve(serve::Serve),
    /// Accounts of the staff.
    #[command(subcommand)]
    Staff(staff::Staff),
    /// The jurisdiction file.
    #[command(subcommand)]
    Jurisdiction(jurisdiction::Jurisdiction),
    /// Reads `lat,lon` lines on standard input and prints the verdict of each as a line of JSON.
    Locate(locate::Locate),
    /// Records of incidents.
    #[command(subcommand)]
    Records(records::Records),
    /// Keys of the records system.
    #[command(subcommand)]
    ApiKey(api_key::ApiKeys),
    /// The audit trail.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// National statistics (NIBRS 2019.1).
    #[command(subcommand)]
    Nibrs(nibrs::Nibrs),
    /// Fills an empty database with made-up reports, staff and a year of history, to look at. Never a real one.
    Demo(demo::Demo),
    /// Measures submissions per second and CPU time per page.
    Bench(bench::Bench),
}

/// Runs the command. Whatever goes wrong is one line on standard error.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli
        .command
        .unwrap_or(Command::Serve(serve::Serve::default()))
    {
        Command::Serve(serve) => serve.run(&cli.settings).await,
        Command::Staff(staff) => staff.run(&cli.settings).await,
        Command::Jurisdiction(jurisdiction) => jurisdiction.run(),
        Command::Locate(locate) => locate.run(&cli.settings),
        Command::Records(records) => records.run(&cli.settings).await,
        Command::ApiKey(keys) => keys.run(&cli.settings).await,
        Command::Audit(audit) => audit.run(&cli.settings).await,
        Command::Nibrs(nibrs) => nibrs.run(&cli.settings).await,
        Command::Demo(demo) => demo.run(&cli.settings).await,
        Command::Bench(bench) => bench.run(&cli.settings).await,
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("server: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What a command gives: its exit code, or one line of what went wrong.
type Outcome = Result<ExitCode, Box<dyn std::error::Error + Send + Sync>>;

fn settings(
    path: &std::path::Path,
) -> Result<crate::settings::Settings, crate::settings::SettingsError> {
    crate::settings::Settings::load(path, &|name| std::env::var(name).ok())
}
