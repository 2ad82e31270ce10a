//! The flat file: one segment of fixed width a line. [`layout`] says once where each element stands; the writer
//! fills it and the reader cuts it.

mod cells;
pub mod layout;
pub mod raw;
pub mod read;
mod segments;
pub mod write;

pub use raw::RawSegment;
pub use read::{Fault, Reading, read, read_segments};
pub use write::{Submission, write};
