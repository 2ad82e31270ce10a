//! What people see: pages, components and islands.
//!
//! A page is a plain value (in [`page`]) that the server fills and this crate turns into HTML; it is complete
//! without script. Islands (in [`island`]) are the few places that come alive when WebAssembly arrives: they
//! speak to the form controls that are already there and never replace what was typed. Only [`island`] is
//! compiled for the browser.

pub mod island;

#[cfg(feature = "ssr")]
pub mod component;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod site;
#[cfg(feature = "ssr")]
pub mod summary;
#[cfg(feature = "ssr")]
pub mod words;
