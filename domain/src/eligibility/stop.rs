//! The hard stops: each gives one reason and names whom to call.

use super::place_verdict;
use super::screening::{self, Area as AreaAnswer, CallArea, KindAnswer, Weapon};
use crate::answers::RawAnswers;
use crate::field::Choice;
use crate::field::choice::YesNo;
use crate::incident::{Kind, Step, common};
use crate::jurisdiction::{Area, Verdict};
use crate::rules::Rules;
use serde::{Deserialize, Serialize};

/// Why a report cannot be filed online.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    Emergency,
    OtherKind,
    /// The department does not take this kind online at present.
    ClosedKind,
    OutsideTown,
    SherwoodIsland,
    MerrittParkway,
    I95,
    Ramp,
    NonResident,
    KnownSuspect,
    Firearm,
    OtherWeapon,
}

/// Whose report it is instead. Only the numbers of 9-1-1 and of the department itself are printed: no other
/// number is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    NineOneOne,
    /// The department's officers, by telephone.
    Department,
    StatePolice,
    ConservationPolice,
    /// The police of the town where it happened.
    OtherTown,
    /// The police of the town where the victim lives (C.G.S. 54-1n).
    HomeTown,
}

impl Stop {
    pub const ALL: [Self; 12] = [
        Self::Emergency,
        Self::OtherKind,
        Self::ClosedKind,
        Self::OutsideTown,
        Self::SherwoodIsland,
        Self::MerrittParkway,
        Self::I95,
        Self::Ramp,
        Self::NonResident,
        Self::KnownSuspect,
        Self::Firearm,
        Self::OtherWeapon,
    ];

    /// The code that names its words (`stop.<code>`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::OtherKind => "other_kind",
            Self::ClosedKind => "closed_kind",
            Self::OutsideTown => "outside_town",
            Self::SherwoodIsland => "sherwood_island",
            Self::MerrittParkway => "merritt_parkway",
            Self::I95 => "i95",
            Self::Ramp => "ramp",
            Self::NonResident => "non_resident",
            Self::KnownSuspect => "known_suspect",
            Self::Firearm => "firearm",
            Self::OtherWeapon => "other_weapon",
        }
    }

    /// Whom to call.
    #[must_use]
    pub const fn call(self) -> Authority {
        match self {
            Self::Emergency => Authority::NineOneOne,
            Self::OtherKind
            | Self::ClosedKind
            | Self::KnownSuspect
            | Self::Firearm
            | Self::OtherWeapon => Authority::Department,
            Self::OutsideTown => Authority::OtherTown,
            Self::SherwoodIsland => Authority::ConservationPolice,
            Self::MerrittParkway | Self::I95 | Self::Ramp => Authority::StatePolice,
            Self::NonResident => Authority::HomeTown,
        }
    }
}

impl From<Area> for Stop {
    fn from(area: Area) -> Self {
        match area {
            Area::SherwoodIsland => Self::SherwoodIsland,
            Area::MerrittParkway => Self::MerrittParkway,
            Area::I95 => Self::I95,
            Area::Ramp => Self::Ramp,
        }
    }
}

/// The stop that the answers of this step cause, if any. The answers are known to parse.
#[must_use]
pub fn stop_at(step: &Step, answers: &RawAnswers, rules: &Rules<'_>) -> Option<Stop> {
    step.specs()
        .iter()
        .find_map(|spec| stop_for(spec.key, answers, rules))
}

fn stop_for(key: &str, answers: &RawAnswers, rules: &Rules<'_>) -> Option<Stop> {
    let raw = answers.get(key).trim();
    if key == common::PIN.spec.key {
        matches!(place_verdict(answers, rules)?, Verdict::OutsideTown { .. })
            .then_some(Stop::OutsideTown)
    } else if key == common::ON_AREA.spec.key {
        let area = place_verdict(answers, rules)?.question()?;
        (YesNo::from_code(raw)? == YesNo::Yes).then_some(area.into())
    } else if key == screening::KIND.spec.key
        && Kind::from_code(raw).is_some_and(|kind| rules.closed.contains(kind))
    {
        Some(Stop::ClosedKind)
    } else {
        stop_for_answer(key, raw)
    }
}

fn area_stop(area: AreaAnswer) -> Option<Stop> {
    match area {
        AreaAnswer::InTown | AreaAnswer::Unsure => None,
        AreaAnswer::SherwoodIsland => Some(Stop::SherwoodIsland),
        AreaAnswer::MerrittParkway => Some(Stop::MerrittParkway),
        AreaAnswer::I95 => Some(Stop::I95),
        AreaAnswer::Ramp => Some(Stop::Ramp),
        AreaAnswer::OtherTown => Some(Stop::OutsideTown),
    }
}

/// The stop of one screening answer on its own. The browser asks it while an option is being chosen, the
/// server asks it again for truth.
#[must_use]
pub fn stop_for_answer(key: &str, code: &str) -> Option<Stop> {
    let is = |field: &str| key == field;
    if is(screening::EMERGENCY.spec.key) {
        (YesNo::from_code(code)? == YesNo::Yes).then_some(Stop::Emergency)
    } else if is(screening::KIND.spec.key) {
        (KindAnswer::from_code(code)? == KindAnswer::SomethingElse).then_some(Stop::OtherKind)
    } else if is(screening::AREA.spec.key) {
        area_stop(AreaAnswer::from_code(code)?)
    } else if is(screening::LIVES_IN_TOWN.spec.key) {
        (YesNo::from_code(code)? == YesNo::No).then_some(Stop::NonResident)
    } else if is(screening::CALL_AREA.spec.key) {
        (CallArea::from_code(code)? == CallArea::Neither).then_some(Stop::OutsideTown)
    } else if is(screening::SUSPECT.spec.key) {
        (YesNo::from_code(code)? == YesNo::Yes).then_some(Stop::KnownSuspect)
    } else if is(screening::WEAPON.spec.key) {
        match Weapon::from_code(code)? {
            Weapon::NoWeapon => None,
            Weapon::Firearm => Some(Stop::Firearm),
            Weapon::Other => Some(Stop::OtherWeapon),
        }
    } else {
        None
    }
}
