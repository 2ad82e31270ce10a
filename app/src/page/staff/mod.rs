//! The review desk.

pub mod account;
pub mod accounts;
pub mod audit;
pub mod callbacks;
pub mod claim;
pub mod coding;
mod decisions;
pub mod deliveries;
mod entry;
pub mod files;
pub mod hot_spots;
pub mod links;
pub mod numbers;
pub mod queue;
pub mod report;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
pub mod statistics;
pub mod text;
