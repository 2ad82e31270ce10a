//! What every request may use: made once at the start.

use crate::authenticator::SecretSeal;
use crate::clock::Clock;
use crate::copy::issuer::Issuer;
use crate::copy::key::CopyKey;
use crate::evidence::{Evidence, EvidenceError};
use crate::jobs::{Alarm, Setup, Worker};
use crate::key::{self, KeyError, Purpose};
use crate::live::{InForce, Live};
use crate::mail::{Mailer, MailerError};
use crate::rms::{Agency, Handover, HandoverError, Signer};
use crate::settings::{MailTarget, RmsTarget, Settings};
use crate::store::Store;
use crate::usecase::{passkeys, seal_secrets};
use crate::web::limiter::Limiter;
use app::site::{Department, Site, Sites};
use domain::jurisdiction::{Jurisdiction, LayerError, Layers};
use domain::rules::Rules;
use std::sync::Arc;
use tokio::sync::Notify;
use webauthn_rs::Webauthn;

#[derive(Clone)]
pub struct State {
    pub store: Store,
    pub settings: Arc<Settings>,
    /// What the desk may set otherwise, as it holds now.
    pub live: Live,
    pub jurisdiction: Arc<Jurisdiction>,
    pub clock: Clock,
    pub evidence: Evidence,
    /// Wakes the worker when a job was written.
    pub wake: Arc<Notify>,
    /// Wrong access codes and resume codes, by address.
    pub code_limiter: Arc<Limiter>,
    /// Wrong codes and files of copies, by address.
    pub copy_limiter: Arc<Limiter>,
    /// Wrong keys of other systems, by address.
    pub key_limiter: Arc<Limiter>,
    /// Resume codes asked for by e-mail, by address.
    pub code_mails: Arc<Limiter>,
    pub mailer: Mailer,
    pub issuer: Issuer,
    /// Whom to tell when the audit trail cannot be written.
    pub alarm: Arc<Alarm>,
    /// Seals the secrets of the staff's authenticators.
    pub secret_seal: Arc<SecretSeal>,
    /// Judges passkeys. `None` where people reach the service by a number and not by a name.
    pub passkeys: Option<Arc<Webauthn>>,
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
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Mail(#[from] MailerError),
    #[error(transparent)]
    Rms(#[from] HandoverError),
}

/// The areas in force: the department's own or the compiled-in ones.
///
/// # Errors
/// [`StartError`] when the file is not there or is no map.
pub fn layers(settings: &Settings) -> Result<Layers, StartError> {
    match &settings.jurisdiction_file {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(StartError::JurisdictionFile)?;
            Ok(Layers::from_geojson(&text)?)
        }
        None => Ok(Layers::westport()),
    }
}

impl State {
    /// # Errors
    /// [`StartError`], one line.
    pub fn new(settings: Settings, store: Store, clock: Clock) -> Result<Self, StartError> {
        let layers = layers(&settings)?;
        let jurisdiction = Arc::new(Jurisdiction::new(&layers)?);
        let department = Department {
            name: settings.department.name.clone(),
            town: settings.department.town.clone(),
            address: settings.department.address.clone(),
            telephone: settings.department.telephone.clone(),
        };
        let evidence = Evidence::open(&settings.files)?;
        let sites = Sites::new(
            &department,
            &layers,
            settings.adjustable.review.business_days,
            &settings.public_url,
        )?;
        let mailer = match &settings.mail.target {
            MailTarget::Folder(folder) => Mailer::to_folder(folder, &settings.mail.from)?,
            MailTarget::Smtp { url } => Mailer::to_server(url.expose(), &settings.mail.from)?,
        };
        let mailer = mailer.with_reply_to(settings.mail.reply_to.as_deref())?;
        let live = Live::new(settings.adjustable.clone(), sites, &settings.public_url);
        let seed = key::load(Purpose::Copies, &settings.copy_key)?;
        let issuer = Issuer {
            key: Arc::new(CopyKey::new(seed).ok_or(KeyError::Malformed(Purpose::Copies))?),
            ori: settings.department.ori.clone(),
            site: live.now().letterhead.site.clone(),
        };
        let secret_seal = seal_secrets::load(&settings.sign_in.key)?;
        let passkeys = passkeys::judge(&settings.public_url, &settings.department.name);
        Ok(Self {
            store,
            evidence,
            settings: Arc::new(settings),
            live,
            jurisdiction,
            clock,
            wake: Arc::new(Notify::new()),
            code_limiter: Arc::new(Limiter::default()),
            copy_limiter: Arc::new(Limiter::default()),
            key_limiter: Arc::new(Limiter::default()),
            code_mails: Arc::new(Limiter::default()),
            mailer,
            issuer,
            alarm: Arc::default(),
            secret_seal: Arc::new(secret_seal),
            passkeys: passkeys.map(Arc::new),
            password_turns: Arc::new(tokio::sync::Semaphore::new(1)),
        })
    }

    /// The worker that sends what the requests left to be sent.
    ///
    /// # Errors
    /// [`StartError`] when mail or records cannot go where the settings say.
    pub fn worker(&self) -> Result<Worker, StartError> {
        let settings = &self.settings;
        let rms = match &settings.rms.target {
            RmsTarget::Folder(folder) => Handover::to_folder(folder),
            RmsTarget::Post { url } => {
                let key = key::load(Purpose::Records, &settings.rms.secret)?;
                Handover::to_server(url.expose(), Signer::new(key), settings.rms.patience)?
            }
            RmsTarget::Pull => Handover::by_pull(),
        };
        Ok(Worker::new(Setup {
            store: self.store.clone(),
            clock: self.clock.clone(),
            live: self.live.clone(),
            jurisdiction: Arc::clone(&self.jurisdiction),
            mailer: self.mailer.clone(),
            rms,
            evidence: self.evidence.clone(),
            issuer: self.issuer.clone(),
            agency: self.agency(),
            alarm: Arc::clone(&self.alarm),
            wake: Arc::clone(&self.wake),
        }))
    }

    /// Whose reports they are.
    #[must_use]
    pub fn agency(&self) -> Agency {
        let department = &self.settings.department;
        Agency {
            ori: department.ori.clone(),
            department: department.name.clone(),
        }
    }

    /// What the desk may set otherwise, as it holds at this moment.
    #[must_use]
    pub fn now(&self) -> Arc<InForce> {
        self.live.now()
    }

    /// For residents, each in their language.
    #[must_use]
    pub fn sites(&self) -> Sites {
        self.now().sites.clone()
    }

    /// For the desk: in English.
    #[must_use]
    pub fn site(&self) -> Arc<Site> {
        Arc::clone(self.now().sites.english())
    }

    /// The rules as of now.
    #[must_use]
    pub fn rules(&self) -> Rules<'_> {
        Rules {
            today: self.clock.today(),
            jurisdiction: &self.jurisdiction,
            closed: self.live.now().closed,
        }
    }
}
