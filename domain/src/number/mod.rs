//! Numbers that name a report: the code that leads back to an unfinished one, the tracking number and access code
//! that the filer gets at once, the case number that an approved report earns, the one that
//! the records system gives it, and the code on its copies.

mod case_number;
mod copy_code;
mod resume;
mod rms_number;
mod tracking;

pub use case_number::{CaseFormat, CaseFormatError, CaseNumber, CaseNumberError};
pub use copy_code::CopyCode;
pub use resume::ResumeCode;
pub use rms_number::{RmsNumber, RmsNumberError};
pub use tracking::{AccessCode, TrackingError, TrackingNumber};
