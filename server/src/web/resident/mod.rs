//! The resident's pages.

pub mod certify;
pub mod check;
pub mod draft;
pub mod evidence;
pub mod group;
pub mod officer;
pub mod sent;
pub mod start;
pub mod status;
pub mod step;
pub mod stopped;
pub mod upload;

use crate::state::State;
use app::page::{Body, Chrome, Page};
use domain::incident::Chapter;
use domain::journey::End;
use std::sync::Arc;

/// A page of the form or around it.
fn resident_page(state: &State, title: String, error: bool, chrome: Chrome, body: Body) -> Page {
    Page {
        site: Arc::clone(&state.site),
        title,
        error,
        chrome,
        body,
    }
}

const fn plain() -> Chrome {
    Chrome::Resident { chapter: None }
}

const fn at(chapter: Chapter) -> Chrome {
    Chrome::Resident {
        chapter: Some(chapter),
    }
}

/// Where the journey goes on.
fn path(end: End) -> String {
    match end {
        End::Question(step) => format!("/report/{}", step.id),
        End::Stopped { .. } => "/report/stopped".to_owned(),
        End::Ready => "/report/check".to_owned(),
    }
}
