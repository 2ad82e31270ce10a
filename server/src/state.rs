//! What every request may use: made once at the start.

use crate::clock::Clock;
use crate::settings::Settings;
use crate::store::Store;
use crate::web::limiter::Limiter;
use app::site::{Department, Site};
use domain::jurisdiction::{Jurisdiction, LayerError, Layers};
use domain::rules::Rules;
use std::sync::Arc;
use tokio::sync::Notify;

#[derive(Clone)]
pub struct State {
    pub store: Store,
    pub settings: Arc<Settings>,
    pub site: Arc<Site>,
    pub jurisdiction: Arc<Jurisdiction>,
    pub clock: Clock,
    /// Wakes the worker when a job was written.
    pub wake: Arc<Notify>,
    /// Wrong access codes, by address.
    pub status_limiter: Arc<Limiter>,
    /// Hashes passwords one at a time: each takes 19 MiB and a core.
    pub password_turns: Arc<tokio::sync::Semaphore>,
}

/// Why the server's parts do not fit together.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the jurisdiction file cannot be read: {0}")]
    JurisdictionFile(std::io::Error),
    #[error("the jurisdiction is not usable: {0} (run: server jurisdiction check FILE)")]
    Jurisdiction(#[from] LayerError),
    #[error(transparent)]
    Words(#[from] app::words::WordsError),
}

impl State {
    /// # Errors
    /// [`StartError`], one line.
    pub fn new(settings: Settings, store: Store, clock: Clock) -> Result<Self, StartError> {
        let layers = match &settings.jurisdiction_file {
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(StartError::JurisdictionFile)?;
                Layers::from_geojson(&text)?
            }
            None => Layers::westport(),
        };
        let jurisdiction = Arc::new(Jurisdiction::new(&layers)?);
        let department = Department {
            name: settings.department.name.clone(),
            town: settings.department.town.clone(),
            address: settings.department.address.clone(),
            telephone: settings.department.telephone.clone(),
        };
        let site = Site::new(department, &layers, settings.review.business_days)?;
        Ok(Self {
            store,
            settings: Arc::new(settings),
            site,
            jurisdiction,
            clock,
            wake: Arc::new(Notify::new()),
            status_limiter: Arc::new(Limiter::default()),
            password_turns: Arc::new(tokio::sync::Semaphore::new(1)),
        })
    }

    /// The rules as of now.
    #[must_use]
    pub fn rules(&self) -> Rules<'_> {
        Rules { today: self.clock.today(), jurisdiction: &self.jurisdiction }
    }
}
