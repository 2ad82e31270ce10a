//! What it means that two records carry the same, or happened close to each other.

use super::normal;
use super::reason::{Analysis, Reason, Strength};
use super::spot::{Spot, Topic};
use super::trace::{Part, Trace, TraceKind};
use std::collections::BTreeMap;

/// One reason why two records may belong together. It reads the same from either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub reason: Reason,
    pub strength: Strength,
    /// What an officer can check, in a sentence.
    pub because: String,
}

/// What two traces with the same kind and key come to; `None` when they only look alike.
#[must_use]
pub fn meet(mine: &Trace, theirs: &Trace) -> Option<Finding> {
    if (mine.kind, &mine.key) != (theirs.kind, &theirs.key) {
        return None;
    }
    match mine.kind {
        TraceKind::Plate => plate(mine, theirs),
        TraceKind::Vin | TraceKind::Imei | TraceKind::Serial => Some(thing(mine, theirs)),
        TraceKind::Telephone | TraceKind::Email => Some(contact(mine, theirs)),
        TraceKind::Graffiti | TraceKind::GraffitiNear | TraceKind::GraffitiWord => {
            graffiti(mine, theirs)
        }
    }
}

/// Read twice in the same letters, or in letters that are taken for each other.
fn written(mine: &Trace, theirs: &Trace) -> (bool, String) {
    if mine.shown == theirs.shown {
        return (true, mine.shown.clone());
    }
    let (a, b) = if mine.shown <= theirs.shown {
        (mine, theirs)
    } else {
        (theirs, mine)
    };
    (false, format!("{} or {}", a.shown, b.shown))
}

/// Two states issue the same letters to two vehicles.
fn plate(mine: &Trace, theirs: &Trace) -> Option<Finding> {
    let states = (mine.qualifier.as_deref(), theirs.qualifier.as_deref());
    if let (Some(a), Some(b)) = states
        && a != b
    {
        return None;
    }
    let (same, shown) = written(mine, theirs);
    let known = states.0.is_some() && states.1.is_some();
    let state = states
        .0
        .or(states.1)
        .map(|state| format!("{state} "))
        .unwrap_or_default();
    Some(Finding {
        reason: Reason::Plate,
        strength: if same && known {
            Strength::Strong
        } else {
            Strength::Likely
        },
        because: format!("The plate {state}{shown} stands in both."),
    })
}

fn thing(mine: &Trace, theirs: &Trace) -> Finding {
    let (same, shown) = written(mine, theirs);
    let brands = matches!((&mine.qualifier, &theirs.qualifier), (Some(a), Some(b)) if a != b);
    let unique = match mine.kind {
        TraceKind::Imei => true,
        TraceKind::Vin => mine.key.len() == 17,
        // Makers count from 1: a long number with figures is that of one thing.
        _ => {
            mine.key.len() >= 8
                && mine.key.bytes().filter(u8::is_ascii_digit).count() >= 4
                && !brands
        }
    };
    let strength = match (same || mine.kind != TraceKind::Serial, unique) {
        (true, true) => Strength::Strong,
        (false, true) | (true, false) if !brands => Strength::Likely,
        _ => Strength::Weak,
    };
    let turned_up = (mine.part.is_gone() && theirs.part.is_back())
        || (mine.part.is_back() && theirs.part.is_gone());
    let reason = match (turned_up, mine.kind) {
        (true, _) => Reason::LostAndFound,
        (false, TraceKind::Vin) => Reason::Vin,
        (false, TraceKind::Imei) => Reason::Imei,
        (false, _) => Reason::Serial,
    };
    let what = mine.kind.title();
    let (gone, back) = if mine.part.is_gone() {
        (mine.part, theirs.part)
    } else {
        (theirs.part, mine.part)
    };
    let because = if turned_up {
        format!(
            "The {what} {shown} is {} in one and {} in the other.",
            gone.title(),
            back.title()
        )
    } else {
        format!("The {what} {shown} stands in both.")
    };
    Finding {
        reason,
        strength,
        because,
    }
}

/// A caller can show a number that is another's, so a number is never more than likely.
fn contact(mine: &Trace, theirs: &Trace) -> Finding {
    let what = mine.kind.title();
    let shown = &mine.shown;
    let (reason, strength, because) = match (mine.part, theirs.part) {
        (Part::Calling, Part::Calling) => (
            Reason::Caller,
            Strength::Likely,
            format!("Calls from {shown} in both."),
        ),
        (Part::Calling, _) | (_, Part::Calling) => (
            Reason::Caller,
            Strength::Likely,
            format!("{shown} calls in one and is the number of a person in the other."),
        ),
        _ => (
            Reason::Contact,
            Strength::Weak,
            format!("The {what} {shown} is that of a person in both."),
        ),
    };
    Finding {
        reason,
        strength,
        because,
    }
}

fn graffiti(mine: &Trace, theirs: &Trace) -> Option<Finding> {
    let (a, b) = (&mine.shown, &theirs.shown);
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    let (strength, because) = match mine.kind {
        TraceKind::Graffiti => (
            Strength::Likely,
            format!("The same words on the wall: “{a}”."),
        ),
        TraceKind::GraffitiNear if a != b && normal::one_apart(a, b) => (
            Strength::Weak,
            format!("Words on the wall that differ in one letter: “{first}” and “{second}”."),
        ),
        TraceKind::GraffitiWord if a != b => (
            Strength::Weak,
            format!("The word “{}” is on both walls.", mine.key),
        ),
        _ => return None,
    };
    Some(Finding {
        reason: Reason::Graffiti,
        strength,
        because,
    })
}

/// Within so many meters it is the same place: a pin is set by hand.
const SAME_PLACE: f64 = 50.0;

/// What the places and times of two records come to.
#[must_use]
pub fn meet_at(mine: &Spot, theirs: &Spot, analysis: &Analysis) -> Vec<Finding> {
    let mut found = Vec::new();
    if mine.topic == theirs.topic {
        found.extend(near_repeat(mine, theirs, analysis));
        if mine.topic == Topic::VehicleBurglary {
            found.extend(one_night(mine, theirs, analysis));
        }
    }
    found
}

fn near_repeat(mine: &Spot, theirs: &Spot, analysis: &Analysis) -> Option<Finding> {
    let days = (mine.day - theirs.day).whole_days().abs();
    let meters = mine.meters_to(theirs)?;
    let near = mine.topic.repeats()
        && days <= i64::from(analysis.near_days)
        && meters <= f64::from(analysis.near_meters);
    let day = if days == 1 { "day" } else { "days" };
    near.then(|| Finding {
        reason: Reason::NearRepeat,
        strength: if meters <= SAME_PLACE {
            Strength::Likely
        } else {
            Strength::Weak
        },
        because: if meters < HERE {
            format!(
                "{} at the same place, {days} {day} apart.",
                mine.topic.title()
            )
        } else {
            format!(
                "{}, {} and {days} {day} apart.",
                mine.topic.title(),
                shown(meters)
            )
        },
    })
}

fn one_night(mine: &Spot, theirs: &Spot, analysis: &Analysis) -> Option<Finding> {
    let (ours, others) = (mine.nights(analysis), theirs.nights(analysis));
    let night = ours.iter().find(|night| others.contains(night))?;
    let certain = ours.len() == 1 && others.len() == 1;
    let meters = mine.meters_to(theirs);
    if meters.is_some_and(|meters| meters > f64::from(analysis.night_meters)) {
        return None;
    }
    let apart = match meters {
        None => "at a distance that is not known".to_owned(),
        Some(meters) if meters < HERE => "at the same place".to_owned(),
        Some(meters) => format!("{} apart", shown(meters)),
    };
    let may = if certain { "were" } else { "may have been" };
    Some(Finding {
        reason: Reason::OneNight,
        strength: if certain && meters.is_some() {
            Strength::Likely
        } else {
            Strength::Weak
        },
        because: format!("Both {may} in the night that began on {night}, {apart}."),
    })
}

/// Closer than this is the same place.
const HERE: f64 = 10.0;

/// In tens of meters: no pin is better than that.
fn shown(meters: f64) -> String {
    format!("{:.0} m", (meters / 10.0).round() * 10.0)
}

/// One finding for each reason: the one that weighs most.
#[must_use]
pub fn strongest(findings: impl IntoIterator<Item = Finding>) -> Vec<Finding> {
    let mut by_reason: BTreeMap<Reason, Finding> = BTreeMap::new();
    for finding in findings {
        match by_reason.get(&finding.reason) {
            Some(other) if other.strength >= finding.strength => {}
            _ => {
                by_reason.insert(finding.reason, finding);
            }
        }
    }
    by_reason.into_values().collect()
}
