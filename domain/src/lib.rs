//! The rules of citizen reporting: what a report is, who may file it and where, what review may do.
//!
//! This crate compiles for the browser and for the server, so that both run the same code. It has no
//! input or output, no clock and no async: today's date and the jurisdiction are handed in as
//! [`rules::Rules`]. Sentences that people read live in `app/words/`; this crate speaks in codes.

pub mod access;
pub mod answers;
pub mod calendar;
pub mod due;
pub mod eligibility;
pub mod evidence;
pub mod field;
pub mod incident;
pub mod journey;
pub mod judgement;
pub mod jurisdiction;
pub mod links;
pub mod nibrs;
pub mod number;
pub mod numbers;
pub mod records;
pub mod report;
pub mod review;
pub mod rules;
pub mod search;
pub mod statement;
pub mod windows;
