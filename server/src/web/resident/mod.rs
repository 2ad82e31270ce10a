//! The resident's pages.

pub mod accessibility;
pub mod check;
pub mod draft;
pub mod evidence;
pub mod exit;
pub mod group;
pub mod later;
pub mod officer;
mod opened;
pub mod satisfaction;
pub mod sent;
pub mod start;
pub mod status;
pub mod step;
pub mod stopped;
pub mod upload;
pub mod verify;

use app::page::Chrome;
use domain::incident::Chapter;
use domain::journey::End;

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
