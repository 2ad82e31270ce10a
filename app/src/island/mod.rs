//! The islands: small pieces of the page that come alive in the browser.
//!
//! An island never owns a form control. It listens to the controls that the server drew and adds to the page
//! (a verdict, a message), so that nothing typed before WebAssembly arrived is lost, and everything works
//! without it. Sentences come from the server as properties: the browser holds rules, not words.

pub mod live_field;
pub mod live_stop;
pub mod place_map;
pub mod sentences;

#[cfg(feature = "hydrate")]
mod dom;
