//! What holds now: the settings and words that the desk has set, over those of the file and of the program.
//!
//! Every request and every job takes what holds at its moment ([`Live::now`]) and keeps to it. A change at the desk
//! holds here at once ([`Live::refresh`]), and within seconds in every other process on the same database
//! ([`Live::follow`]).
//!
//! - [`setting`]: what can be set, and how a value is read.
//! - [`text`]: what a text must hold, and what it will look like.

mod sample;
pub mod setting;
pub mod text;

use crate::mail::{Letterhead, Letters};
use crate::settings::{Adjustable, Retention, Review, paragraphs};
use crate::store::desk_settings::{self, SettingRow};
use crate::store::{Reads, Store, StoreError};
use app::site::{Site, Sites};
use app::words::{Lang, OwnSentence};
use domain::field::Choice;
use domain::incident::Kinds;
use setting::{Notice, Setting, TextKey, is_on};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// How often another process's changes are looked for: one count over a small table.
const EVERY: Duration = Duration::from_secs(5);

/// What the file and the program say.
struct Base {
    adjustable: Adjustable,
    sites: Sites,
    /// The service's address in messages.
    address: String,
}

/// What holds at one moment.
pub struct InForce {
    pub review: Review,
    pub retention: Retention,
    /// What the staff agree to before they sign in; its paragraphs.
    pub notice: Vec<String>,
    /// Kinds that are taken by telephone only.
    pub closed: Kinds,
    pub sites: Sites,
    pub letterhead: Letterhead,
    /// The latest version of everything that was ever set.
    rows: Vec<SettingRow>,
}

/// What holds now. Cheap to clone.
#[derive(Clone)]
pub struct Live {
    base: Arc<Base>,
    now: Arc<RwLock<Arc<InForce>>>,
}

impl Live {
    /// What the file and the program say, until [`Self::refresh`] has looked.
    #[must_use]
    pub fn new(adjustable: Adjustable, sites: Sites, address: &str) -> Self {
        let base = Base {
            adjustable,
            sites,
            address: address.trim_end_matches('/').to_owned(),
        };
        let now = Arc::new(base.with(Vec::new()));
        Self {
            base: Arc::new(base),
            now: Arc::new(RwLock::new(now)),
        }
    }

    /// What holds at this moment.
    #[must_use]
    pub fn now(&self) -> Arc<InForce> {
        // Nobody panics while writing; what is there is whole in any case.
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the file says, where nothing is set.
    #[must_use]
    pub fn file(&self) -> &Adjustable {
        &self.base.adjustable
    }

    /// The program's own words.
    #[must_use]
    pub fn program(&self) -> &Sites {
        &self.base.sites
    }

    /// Looks at what is set.
    ///
    /// # Errors
    /// [`StoreError`]; what held before holds on.
    pub async fn refresh(&self, store: &Store) -> Result<(), StoreError> {
        let rows = desk_settings::in_force(store.reader()).await?;
        let next = Arc::new(self.base.with(rows));
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        // Two who look at once may come back in another order than they left.
        if next.mark() >= now.mark() {
            *now = next;
        }
        Ok(())
    }

    /// The site in the words of now, but with the notice as a filer read it who certified this version.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn as_certified(
        &self,
        c: &impl Reads,
        lang: Lang,
        version: &str,
    ) -> Result<Arc<Site>, StoreError> {
        let now = self.now();
        let site = now.sites.of(lang);
        let program = &self.program().of(lang).words;
        // A version of another release's notice is not here any more: it is named, and not printed.
        let Some(versions) = notice_versions(version, &program.t(NOTICE_VERSION)) else {
            return Ok(Arc::clone(site));
        };
        let mut own = vec![OwnSentence {
            key: NOTICE_VERSION.to_owned(),
            version: 0,
            text: version.to_owned(),
        }];
        for (notice, version) in Notice::ALL.iter().zip(versions) {
            let key = notice.code().to_owned();
            let text = match version {
                0 => Some(program.t(&key)),
                _ => desk_settings::version(c, &key, lang.tag(), version)
                    .await?
                    .and_then(|row| row.value),
            };
            let Some(text) = text else {
                return Ok(Arc::clone(site));
            };
            own.push(OwnSentence { key, version, text });
        }
        let mut site = Site::clone(site);
        site.words = site.words.with_own(own);
        Ok(Arc::new(site))
    }

    /// Looks again and again, for what another process has set.
    pub async fn follow(self, store: Store) {
        loop {
            tokio::time::sleep(EVERY).await;
            let looked = match desk_settings::count(store.reader()).await {
                Ok(count) if count == self.now().mark() => Ok(()),
                Ok(_) => self.refresh(&store).await,
                Err(error) => Err(error),
            };
            if let Err(error) = looked {
                tracing::warn!(%error, "settings: cannot look for what is set");
            }
        }
    }
}

impl InForce {
    /// Grows with every change: versions have no gaps.
    fn mark(&self) -> u64 {
        self.rows.iter().map(|row| u64::from(row.version)).sum()
    }

    /// The latest version of a setting, set in this language or in all.
    #[must_use]
    pub fn row(&self, code: &str, lang: Option<Lang>) -> Option<&SettingRow> {
        let lang = lang.map_or("", Lang::tag);
        self.rows
            .iter()
            .find(|row| row.key == code && row.lang == lang)
    }

    /// The number of that version; 0: it was never set.
    #[must_use]
    pub fn version(&self, code: &str, lang: Option<Lang>) -> u32 {
        self.row(code, lang).map_or(0, |row| row.version)
    }

    /// The messages in a language.
    #[must_use]
    pub fn letters(&self, lang: Lang) -> Letters<'_> {
        self.letterhead.with(&self.sites.of(lang).words)
    }
}

impl Base {
    fn with(&self, rows: Vec<SettingRow>) -> InForce {
        let mut adjustable = self.adjustable.clone();
        let mut closed = Kinds::NONE;
        for row in &rows {
            let (Some(value), Some(setting)) = (&row.value, Setting::from_code(&row.key)) else {
                continue;
            };
            match setting {
                Setting::Figure(figure) => match figure.read(value) {
                    Some(number) => adjustable.set(figure, number),
                    // Another release had wider bounds.
                    None => tracing::warn!(key = row.key, "settings: out of bounds, not used"),
                },
                Setting::ConfirmApprovals => adjustable.review.confirm_approvals = is_on(value),
                Setting::Offered(kind) if !is_on(value) => closed = closed.with(kind),
                Setting::Offered(_) => {}
                Setting::Text(TextKey::SignIn) => adjustable.notice = paragraphs(value),
                Setting::Text(
                    TextKey::Message(_) | TextKey::Foot | TextKey::Notice(_) | TextKey::Phrase(_),
                ) => {}
            }
        }
        let days = adjustable.review.business_days;
        InForce {
            sites: self.sites.with(days, |lang| self.own(lang, &rows)),
            letterhead: Letterhead {
                site: self.address.clone(),
                review_days: days,
            },
            review: adjustable.review,
            retention: adjustable.retention,
            notice: adjustable.notice,
            closed,
            rows,
        }
    }

    /// The sentences of the department's own.
    fn own(&self, lang: Lang, rows: &[SettingRow]) -> Vec<OwnSentence> {
        let mut own: Vec<OwnSentence> = rows
            .iter()
            .filter(|row| row.lang == lang.tag() && TextKey::from_code(&row.key).is_some())
            .filter_map(|row| {
                Some(OwnSentence {
                    key: row.key.clone(),
                    version: row.version,
                    text: row.value.clone()?,
                })
            })
            .collect();
        let version = |notice: Notice| {
            own.iter()
                .find(|sentence| sentence.key == notice.code())
                .map_or(0, |sentence| sentence.version)
        };
        let versions = Notice::ALL.iter().map(|notice| version(*notice));
        // A report names the notice that its filer read.
        if versions.clone().any(|version| version > 0) {
            let mut text = self.sites.of(lang).words.t(NOTICE_VERSION);
            for version in versions {
                text.push_str(&format!(".{version}"));
            }
            own.push(OwnSentence {
                key: NOTICE_VERSION.to_owned(),
                version: 0,
                text,
            });
        }
        own
    }
}

/// The versions of each of [`Notice::ALL`] in the name of a notice; `None` where the program calls its own otherwise now.
fn notice_versions(version: &str, program: &str) -> Option<Vec<u32>> {
    let own = version.strip_prefix(program)?;
    if own.is_empty() {
        return Some(vec![0; Notice::ALL.len()]);
    }
    let numbers = own.strip_prefix('.')?.split('.');
    let numbers: Vec<u32> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    (numbers.len() == Notice::ALL.len()).then_some(numbers)
}

/// The key of what a report calls the notice that was certified: the program's own name for its own words; with words
/// of the department's own, `2026-1.2.0` for the second version of the first of [`Notice::ALL`] and the program's own of the next.
pub const NOTICE_VERSION: &str = "certify.version";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_notice_tells_which_version_of_each_sentence_was_read() {
        let read = |version| notice_versions(version, "2026-1");
        assert_eq!(read("2026-1"), Some(vec![0, 0]));
        assert_eq!(read("2026-1.2.0"), Some(vec![2, 0]));
        for none in [
            "2025-9",
            "2026-1.2",
            "2026-1.2.0.1",
            "2026-12.0.0",
            "2026-1.x.0",
            "2026-1.",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
