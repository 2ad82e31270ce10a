//! The parts that pages are made of, each with its accessibility contract.

pub mod banner;
pub mod chart;
pub mod errors;
pub mod field;
pub mod files;
pub mod map;
pub mod sentence;
pub mod shell;
pub mod summary;
