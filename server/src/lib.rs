//! What makes it true: router, use cases, store, jobs, mail, records hand-over, sign-in, command line.

pub mod authenticator;
pub mod cli;
pub mod clock;
pub mod copy;
pub mod demo;
pub mod evidence;
pub mod jobs;
pub mod key;
pub mod live;
pub mod log;
pub mod mail;
pub mod rms;
pub mod secret;
pub mod settings;
mod sheet;
pub mod state;
pub mod store;
pub mod usecase;
pub mod web;
mod when;
