//! The review desk.

pub mod callbacks;
mod decisions;
pub mod deliveries;
pub mod files;
pub mod queue;
pub mod report;
pub mod sign_in;
