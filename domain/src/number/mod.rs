//! Numbers that name a report: the code that leads back to an unfinished one, the tracking number and access code
//! that the filer gets at once, and the case number that an approved report earns.

mod case_number;
mod resume;
mod tracking;

pub use case_number::{CaseFormat, CaseFormatError, CaseNumber, CaseNumberError};
pub use resume::ResumeCode;
pub use tracking::{AccessCode, TrackingError, TrackingNumber};
