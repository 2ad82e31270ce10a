//! National statistics: tables, rules, coding, files.

mod analysis;
mod broken;
mod codes;
mod coding;
mod documented;

mod files;
mod generated;
mod independent;
mod reading;
mod sample;
mod town;
