//! What every page knows of the department and its jurisdiction, in one language: made once at the start of the
//! server.

use crate::words::{Lang, OwnSentence, Words, WordsError};
use domain::jurisdiction::{DrawnLabel, Layers, MapDrawing, MapFrame};
use std::sync::Arc;

/// The department, as pages name it.
#[derive(Debug, Clone)]
pub struct Department {
    pub name: String,
    /// The town that it serves, e.g. `Westport`.
    pub town: String,
    pub address: String,
    /// As people read it, e.g. `(203) 341-6000`.
    pub telephone: String,
}

impl Department {
    /// The address of a telephone link.
    #[must_use]
    pub fn telephone_link(&self) -> String {
        let digits: String = self
            .telephone
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        format!("tel:+1{digits}")
    }
}

/// Shared by all pages of one language.
#[derive(Debug, Clone)]
pub struct Site {
    pub department: Department,
    /// Where the service is, without a slash at the end: cards of other sites need whole addresses.
    pub address: Arc<str>,
    pub words: Words,
    /// Every language with its own name for itself, for the switch.
    pub languages: Arc<[(Lang, String)]>,
    pub frame: MapFrame,
    /// The areas in force, for the browser.
    pub areas: Arc<str>,
    /// The drawn map, an SVG document.
    pub map_svg: Arc<str>,
    /// The names on it.
    pub landmarks: Arc<[DrawnLabel]>,
    /// Names of streets, as suggestions.
    pub streets: &'static [&'static str],
    /// Business days until a report is looked at.
    pub review_days: u16,
}

/// The site in every language.
#[derive(Debug, Clone)]
pub struct Sites {
    english: Arc<Site>,
    others: Vec<Arc<Site>>,
}

impl Sites {
    /// # Errors
    /// When the compiled-in words cannot be read.
    pub fn new(
        department: &Department,
        layers: &Layers,
        review_days: u16,
        address: &str,
    ) -> Result<Self, WordsError> {
        let read = |lang| {
            Words::new(
                lang,
                &[
                    ("town", &department.town),
                    ("department", &department.name),
                    ("address", &department.address),
                    ("telephone", &department.telephone),
                ],
            )
        };
        let languages: Arc<[_]> = Lang::all()
            .map(|lang| Ok((lang, read(lang)?.t("language"))))
            .collect::<Result<_, WordsError>>()?;
        let drawing = MapDrawing::new(layers);
        let (areas, map_svg): (Arc<str>, Arc<str>) = (
            layers.to_compact().into(),
            crate::component::map::svg(&drawing).into(),
        );
        let landmarks: Arc<[DrawnLabel]> = drawing.labels.clone().into();
        let address: Arc<str> = address.trim_end_matches('/').into();
        let site = |lang| -> Result<Arc<Site>, WordsError> {
            Ok(Arc::new(Site {
                department: department.clone(),
                address: Arc::clone(&address),
                words: read(lang)?,
                languages: Arc::clone(&languages),
                frame: drawing.frame,
                areas: Arc::clone(&areas),
                map_svg: Arc::clone(&map_svg),
                landmarks: Arc::clone(&landmarks),
                streets: STREETS,
                review_days,
            }))
        };
        Ok(Self {
            english: site(Lang::ENGLISH)?,
            others: Lang::all()
                .filter(|lang| *lang != Lang::ENGLISH)
                .map(site)
                .collect::<Result<_, _>>()?,
        })
    }

    /// The same sites with another promise, and with sentences of the department's own.
    #[must_use]
    pub fn with(&self, review_days: u16, own: impl Fn(Lang) -> Vec<OwnSentence>) -> Self {
        let changed = |site: &Arc<Site>| {
            let mut site = Site::clone(site);
            site.review_days = review_days;
            site.words = site.words.clone().with_own(own(site.words.lang()));
            Arc::new(site)
        };
        Self {
            english: changed(&self.english),
            others: self.others.iter().map(changed).collect(),
        }
    }

    /// Every language's site, English first.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Site>> {
        std::iter::once(&self.english).chain(&self.others)
    }

    /// The site in a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &Arc<Site> {
        self.others
            .iter()
            .find(|site| site.words.lang() == lang)
            .unwrap_or(&self.english)
    }

    /// The site as the desk reads it.
    #[must_use]
    pub const fn english(&self) -> &Arc<Site> {
        &self.english
    }
}

const STREETS: &[&str] = &include!("../words/streets.in");
