//! Who may file online, and where: the department's three criteria as hard stops; everything else is advice.
//!
//! Source: the department's announcement of the service. A report can be filed online only if it is no
//! emergency; happened within the town and not in Sherwood Island State Park, on the Merritt Parkway, on
//! I-95 or on a ramp of either; and involves no known suspect, no firearm and no other weapon.

mod advice;
pub mod screening;
mod stop;

pub use advice::{Advice, advice};
pub use stop::{Authority, Stop, stop_at, stop_for_answer};

use crate::answers::RawAnswers;
use crate::incident::{chosen_kind, common};
use crate::jurisdiction::Verdict;
use crate::rules::Rules;

/// What the map says of the pin, where the kind of report has a place and a pin was set.
#[must_use]
pub fn place_verdict(answers: &RawAnswers, rules: &Rules<'_>) -> Option<Verdict> {
    chosen_kind(answers).filter(|kind| kind.has_place())?;
    let pin = common::PIN
        .read(answers.get(common::PIN.spec.key), rules.today)
        .ok()??;
    Some(rules.jurisdiction.verdict(pin))
}
