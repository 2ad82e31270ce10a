//! `server audit …`: whether the trail is whole, and a copy of it.

use super::{Outcome, settings};
use crate::clock::Clock;
use crate::evidence::entry::hex;
use crate::store::audit::search::Filter;
use crate::store::audit::verify::verify;
use crate::store::audit::{self, AuditEntry};
use crate::store::{Actor, Hash32, Store};
use crate::usecase::export_audit::stream;
use clap::{Args, Subcommand};
use futures_util::TryStreamExt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;
use time::Date;
use time::macros::format_description;

#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Walks the chain and says which rows were changed, replaced, removed or reordered. Ends with an error when
    /// there is any.
    Verify(Verify),
    /// Writes rows as CSV, the oldest first.
    Export(Export),
}

#[derive(Debug, Args)]
pub struct Verify {
    /// An end of the chain that was noted earlier, `ROW:HASH`: also says whether it is still in the chain.
    #[arg(long, value_parser = noted)]
    noted: Option<(i64, Hash32)>,
}

#[derive(Debug, Args)]
pub struct Export {
    /// The first day, YYYY-MM-DD.
    #[arg(long, value_parser = day)]
    from: Option<Date>,
    /// The last day, YYYY-MM-DD.
    #[arg(long, value_parser = day)]
    to: Option<Date>,
    file: PathBuf,
}

fn day(text: &str) -> Result<Date, &'static str> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| "a day is YYYY-MM-DD")
}

fn noted(text: &str) -> Result<(i64, Hash32), &'static str> {
    const EXPECTED: &str = "ROW:HASH, as `audit verify` prints it";
    let (seq, hash) = text.split_once(':').ok_or(EXPECTED)?;
    let mut bytes = [0; 32];
    if hash.len() != 64 || !hash.is_ascii() {
        return Err(EXPECTED);
    }
    for (byte, place) in bytes.iter_mut().zip((0..64).step_by(2)) {
        let pair = hash.get(place..place + 2).ok_or(EXPECTED)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| EXPECTED)?;
    }
    Ok((seq.parse().map_err(|_| EXPECTED)?, bytes))
}

impl Audit {
    pub async fn run(self, path: &Path) -> Outcome {
        let settings = settings(path)?;
        let store = Store::open(settings.database.expose()).await?;
        let clock = Clock::system().in_zone(settings.department.time_zone);
        match self {
            Self::Verify(given) => verified(&store, &clock, given.noted).await,
            Self::Export(export) => exported(&store, &clock, export).await,
        }
    }
}

async fn verified(store: &Store, clock: &Clock, noted: Option<(i64, Hash32)>) -> Outcome {
    let verified = verify(store.reader(), noted).await?;
    for finding in &verified.findings {
        println!("{finding}");
    }
    let (seq, hash) = verified.end;
    if verified.cut > 0 {
        println!("rows 1 to {} were let go for their age", verified.cut);
    }
    println!(
        "{} rows, {} findings; the chain ends with {seq}:{}",
        verified.rows,
        verified.findings.len(),
        hex(&hash)
    );
    let whole = verified.findings.is_empty();
    let entry = AuditEntry::new(clock.now(), Actor::System, "audit.verify")
        .about(format!("{} findings", verified.findings.len()))
        .ended(if whole {
            audit::Outcome::Ok
        } else {
            audit::Outcome::Failed
        });
    audit::record(store, &entry).await?;
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn exported(store: &Store, clock: &Clock, export: Export) -> Outcome {
    let filter = Filter {
        from: export.from.map(|day| clock.midnight(day)),
        // The day itself counts.
        before: export
            .to
            .and_then(Date::next_day)
            .map(|day| clock.midnight(day)),
        ..Filter::default()
    };
    let shown = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let entry = AuditEntry::new(clock.now(), Actor::System, "audit.export").about(format!(
        "- {}..{} -",
        shown(export.from),
        shown(export.to)
    ));
    // First on record, then out of the house.
    audit::record(store, &entry).await?;
    // Whole under its name or not at all.
    let mut part = export.file.clone().into_os_string();
    part.push(".part");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&part)?);
    let mut pieces = pin!(stream(store.clone(), filter));
    while let Some(piece) = pieces.try_next().await? {
        file.write_all(&piece)?;
    }
    file.into_inner()
        .map_err(std::io::IntoInnerError::into_error)?
        .sync_all()?;
    std::fs::rename(&part, &export.file)?;
    println!("{} is written", export.file.display());
    Ok(ExitCode::SUCCESS)
}
