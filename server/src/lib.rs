//! What makes it true: the server's rooms.

pub mod clock;
pub mod settings;
pub mod store;
