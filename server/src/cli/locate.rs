//! `server locate`: verdicts for a list of points.

use super::{Outcome, settings};
use clap::Args;
use domain::jurisdiction::locate::locate_line;
use domain::jurisdiction::{Jurisdiction, Layers};
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Locate {
    /// Another jurisdiction file than the one in the settings.
    #[arg(long)]
    jurisdiction: Option<PathBuf>,
}

impl Locate {
    pub fn run(self, path: &Path) -> Outcome {
        // The compiled-in layers need no settings file: this works in any folder.
        let file = match self.jurisdiction {
            Some(file) => Some(file),
            None if path.exists() => settings(path)?.jurisdiction_file,
            None => None,
        };
        let layers = match file {
            Some(file) => Layers::from_geojson(&std::fs::read_to_string(file)?)?,
            None => Layers::westport(),
        };
        let jurisdiction = Jurisdiction::new(&layers)?;
        let mut input = std::io::stdin().lock();
        let mut output = std::io::BufWriter::new(std::io::stdout().lock());
        let mut line = Vec::new();
        loop {
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            if let Some(verdict) = locate_line(&jurisdiction, &String::from_utf8_lossy(&line)) {
                writeln!(output, "{verdict}")?;
            }
        }
        output.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
