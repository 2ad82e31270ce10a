//! `server nibrs …`: what is submitted to the FBI.

use super::{Outcome, settings};
use crate::clock::Clock;
use crate::jobs::atomic::write_atomically;
use crate::store::Store;
use crate::usecase::export_nibrs::{Format, Period, export_nibrs};
use clap::{Args, Subcommand, ValueEnum};
use domain::nibrs::values::YearMonth;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Nibrs {
    /// Writes the Group A incidents of a period for submission. A second time replaces the first.
    Export(Export),
}

#[derive(Debug, Args)]
pub struct Export {
    /// The first month, YYYY-MM.
    #[arg(long)]
    from: YearMonth,
    /// The last month, YYYY-MM; also the month of submission.
    #[arg(long)]
    to: YearMonth,
    #[arg(long)]
    out: PathBuf,
    #[arg(long, default_value = "flat")]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Form {
    Flat,
    Xml,
}

impl Nibrs {
    pub async fn run(self, path: &Path) -> Outcome {
        let Self::Export(export) = self;
        let settings = settings(path)?;
        let store = Store::open(settings.database.expose()).await?;
        let clock = Clock::system().in_zone(settings.department.time_zone);
        let format = match export.format {
            Form::Flat => Format::Flat,
            Form::Xml => Format::Xml,
        };
        let period = Period {
            from: export.from,
            to: export.to,
        };
        let ori = settings.department.ori.parse()?;
        let this_month = YearMonth::of(clock.today());
        let written = export_nibrs(&store, &period, format, &ori, clock.now(), this_month).await?;
        let name = export
            .out
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or("--out must name a file")?;
        let folder = match export.out.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        write_atomically(folder, name, written.text.as_bytes())?;
        for (number, finding) in &written.warnings {
            println!(
                "{number}: warning {}: {}: {}",
                finding.rule, finding.about, finding.words
            );
        }
        for (number, finding) in &written.left_out {
            println!(
                "{number}: left out by rule {}: {}: {}",
                finding.rule, finding.about, finding.words
            );
        }
        println!(
            "{} incidents written, {} left out, {} records are not submitted by their class",
            written.incidents,
            written.left_out.len(),
            written.local
        );
        Ok(ExitCode::SUCCESS)
    }
}
