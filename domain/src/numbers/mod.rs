//! The chief's numbers: what can be said of reports, of the form and of satisfaction without a word about anybody. Pure
//! arithmetic: what is counted, over which days, and how it is put together.
//!
//! How: percentiles by the nearest rank ([`rank`]), weeks by ISO 8601 ([`week`]), shares rounded half up ([`share`]).

pub mod desk;
pub mod form;
pub mod funnel;
pub mod period;
pub mod rank;
pub mod satisfaction;
pub mod share;
pub mod week;
