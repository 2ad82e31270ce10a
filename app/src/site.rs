//! What every page knows of the department and its jurisdiction: made once at the start of the server.

use crate::words::{Words, WordsError};
use domain::jurisdiction::{Layers, MapDrawing, MapFrame};
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

/// Shared by all pages.
#[derive(Debug, Clone)]
pub struct Site {
    pub department: Department,
    pub words: Words,
    pub frame: MapFrame,
    /// The areas in force, for the browser.
    pub areas: String,
    /// The drawn map, an SVG document.
    pub map_svg: String,
    /// Names of streets, as suggestions.
    pub streets: &'static [&'static str],
    /// Business days until a report is looked at.
    pub review_days: u16,
}

impl Site {
    /// # Errors
    /// When the compiled-in words cannot be read.
    pub fn new(
        department: Department,
        layers: &Layers,
        review_days: u16,
    ) -> Result<Arc<Self>, WordsError> {
        let words = Words::english(&[
            ("town", &department.town),
            ("telephone", &department.telephone),
        ])?;
        let drawing = MapDrawing::new(layers);
        Ok(Arc::new(Self {
            frame: drawing.frame,
            areas: layers.to_compact(),
            map_svg: crate::component::map::svg(&drawing),
            streets: STREETS,
            words,
            department,
            review_days,
        }))
    }
}

const STREETS: &[&str] = &include!("../words/streets.in");
