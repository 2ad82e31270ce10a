//! `server jurisdiction check FILE`.

use super::Outcome;
use clap::Subcommand;
use domain::jurisdiction::{Jurisdiction as Prepared, Layers, Severity, inspect};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Jurisdiction {
    /// Says whether a GeoJSON file can be used, and what is in it.
    Check { file: PathBuf },
}

impl Jurisdiction {
    pub fn run(self) -> Outcome {
        let Self::Check { file } = self;
        let text = std::fs::read_to_string(&file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let layers =
            Layers::from_geojson(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let findings = inspect(&layers);
        for finding in &findings {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            match &finding.feature {
                Some(feature) => println!("{severity}: {feature}: {}", finding.message),
                None => println!("{severity}: {}", finding.message),
            }
        }
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        let warnings = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Warning)
            .count();
        let usable = errors == 0 && Prepared::new(&layers).is_ok();
        println!(
            "{}: {} features, {errors} errors, {warnings} warnings: {}",
            file.display(),
            layers.features.len(),
            if usable { "usable" } else { "not usable" }
        );
        Ok(if usable {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
