//! The interface for the records system: JSON in and out, a key instead of a session, and every error a problem in the
//! sense of RFC 9457. `docs/rms.md` describes it in words, `/api/openapi.json` for machines.
//!
//! No cookie opens anything here, so that no other site can make a browser do something in somebody's name: the guard
//! against cross-site posts stands before the pages only.

pub mod acknowledgement;
pub mod caller;
pub mod guard;
pub mod openapi;
pub mod problem;
pub mod records;

/// Where all of it is.
pub const UNDER: &str = "/api/";

/// The longest body that is read, in bytes: an acknowledgement has some fifty.
pub const MAX_BODY: usize = 4_096;
