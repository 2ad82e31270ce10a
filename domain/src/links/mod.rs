//! What belongs together: records of either source that carry the same number, the same words on a wall, or that
//! happened close to each other.
//!
//! A record leaves [`Trace`]s (what can be met again, in a normal form) and a [`Spot`] (what, where and when). The store
//! looks traces and spots up; this module says what a meeting means: a [`Reason`], how much it weighs, and a sentence
//! that an officer can check. A link is a hint for a person, who confirms or dismisses it, and says nothing of guilt.

mod heat;
mod meeting;
pub mod normal;
mod reason;
mod series;
mod spot;
mod trace;

pub use heat::{Happened, Heat, HotCell};
pub use meeting::{Finding, meet, meet_at, strongest};
pub use reason::{Analysis, LinkState, Reason, Strength};
pub use series::series;
pub use spot::{CELL_METERS, Cell, Spot, Topic, distance};
pub use trace::{Part, Trace, TraceKind, typed};
