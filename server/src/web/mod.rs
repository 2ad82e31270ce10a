//! HTTP: the router, and one small file per page. A handler reads the request, asks the store or a use case,
//! and hands a page value to `app`; it decides nothing itself.

mod api;
mod client;
mod cookie;
mod error;
mod files;
mod form;
mod guard;
mod language;
pub mod limiter;
mod resident;
mod respond;
mod router;
pub mod routes;
mod security;
mod staff;

pub use router::router;
