//! The islands: small pieces of the page that come alive in the browser.
//!
//! An island never owns a form control. It listens to the controls that the server drew and speaks through the
//! status lines beside them, so that nothing typed before WebAssembly arrived is lost, and everything works
//! without it. What an island needs to know stands in `data-` attributes of the page: an island's property
//! would bring the machinery to read JSON into the browser, which weighs more than all the rules (see
//! `docs/decisions/`). Sentences come from the server: the browser holds rules, not words.

pub mod live_form;
pub mod place_map;
pub mod sentences;

#[cfg(feature = "hydrate")]
mod dom;
