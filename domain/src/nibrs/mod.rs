//! National statistics: NIBRS 2019.1, the incident-based reporting of the FBI.
//!
//! [`codes`] are the tables, [`segment`] the segments made of them, [`Incident`] a Group A incident whose
//! segments keep every edit rule of [`rules`]. [`coding`] makes a record of a citizen's report; [`flat`] and
//! [`xml`] write what is submitted, and [`flat`] reads it back. What every one of the 269 edit rules is to this
//! product stands in `docs/nibrs.md`.
//!
//! Nothing here knows a database or a file; which records are submitted is the server's.

pub mod codes;
pub mod coding;
pub mod few;
pub mod flat;
mod incident;
pub mod offense_class;
pub mod rules;
pub mod segment;
pub mod values;
pub mod xml;

pub use incident::{Incident, Invalid};
