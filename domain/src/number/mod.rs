//! Numbers that name a report: the tracking number and access code the filer gets at once, and the case
//! number that an approved report earns.

mod case_number;
mod tracking;

pub use case_number::{CaseFormat, CaseFormatError, CaseNumber, CaseNumberError};
pub use tracking::{AccessCode, TrackingError, TrackingNumber};
