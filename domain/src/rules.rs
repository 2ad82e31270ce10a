//! What the rules need to know of the world: handed in by the caller, never looked up here.

use crate::incident::Kinds;
use crate::jurisdiction::Jurisdiction;
use time::Date;

/// The world as the rules see it for one request.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Today in the department's own time zone.
    pub today: Date,
    /// The areas in force: the compiled-in file or the department's own layers.
    pub jurisdiction: &'a Jurisdiction,
    /// Kinds that the department takes by telephone only, at present. None for a report that was filed: what was taken
    /// stays taken.
    pub closed: Kinds,
}
