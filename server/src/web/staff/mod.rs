//! The review desk's handlers. Before each stands the guard (`web::guard`), which checks the session and the role and
//! puts the request on record.

pub mod account;
pub mod accounts;
pub mod audit;
pub mod callbacks;
pub mod claim;
pub mod coding;
pub mod decide;
pub mod deliveries;
pub mod files;
pub mod hot_spots;
pub mod links;
pub mod numbers;
pub mod officer;
mod parties;
pub mod phrases;
pub mod provider;
pub mod queue;
pub mod report;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
pub mod statistics;
pub mod text;
mod text_words;
mod trouble;

use crate::state::State;
use app::page::{Body, Chrome, Page, Signed};
use officer::Officer;

fn desk_page(
    state: &State,
    officer: Option<&Officer>,
    title: &str,
    error: bool,
    body: Body,
) -> Page {
    Page {
        site: state.site(),
        title: title.to_owned(),
        error,
        chrome: Chrome::Desk {
            staff: officer.map(|officer| Signed {
                name: officer.session.staff.name.clone(),
                role: officer.session.staff.role,
            }),
        },
        body,
        at: None,
        exit: false,
    }
}
