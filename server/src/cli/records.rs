//! `server records …`: the records of incidents.

use super::{Outcome, settings};
use crate::store::Store;
use crate::usecase::import_records::{Format, import_records};
use clap::{Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use time::OffsetDateTime;

#[derive(Debug, Subcommand)]
pub enum Records {
    /// Takes officers' incidents in: a NIBRS flat file, or one JSON object a line (docs/nibrs.md).
    Import {
        file: PathBuf,
        /// By default told from the file.
        #[arg(long)]
        format: Option<Form>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Form {
    Flat,
    Json,
}

impl Records {
    pub async fn run(self, path: &Path) -> Outcome {
        let Self::Import { file, format } = self;
        let settings = settings(path)?;
        let store = Store::open(settings.database.expose()).await?;
        let bytes = std::fs::read(&file)?;
        let text = String::from_utf8_lossy(&bytes);
        let format = match format {
            Some(Form::Flat) => Format::Flat,
            Some(Form::Json) => Format::Json,
            None => Format::of(&text),
        };
        let ori = settings.department.ori.parse()?;
        let now = OffsetDateTime::now_utc();
        let imported = import_records(&store, &text, format, &ori, &settings.analysis, now).await?;
        for fault in &imported.faults {
            println!(
                "line {}: {}: rule {}: {}",
                fault.line, fault.field, fault.rule, fault.words
            );
        }
        println!(
            "{} new, {} replaced, {} unchanged, {} not taken for a reason above",
            imported.new,
            imported.replaced,
            imported.same,
            imported.faults.len()
        );
        Ok(if imported.faults.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
