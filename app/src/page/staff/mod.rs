//! The review desk.

pub mod account;
pub mod accounts;
pub mod audit;
pub mod callbacks;
pub mod coding;
mod decisions;
pub mod deliveries;
mod entry;
pub mod files;
pub mod queue;
pub mod report;
pub mod sign_in;
pub mod sign_up;
pub mod statistics;
