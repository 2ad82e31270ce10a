//! Advice to see an officer: the filer is told why and may go on; the reviewer sees a flag.

use super::screening;
use crate::answers::RawAnswers;
use crate::choices;
use crate::field::Choice;
use crate::incident::damage_to_vehicle::{self, Cause};
use crate::incident::{Kind, chosen_kind, harassing_calls};
use crate::rules::Rules;
use serde::{Deserialize, Serialize};
use time::Date;

choices! {
    /// Signs that an officer would serve the filer better. Which are offered depends on the kind.
    Sign {
        Threat = "threat",
        ProtectiveOrder = "protective_order",
        Relation = "relation",
        MayReturn = "may_return",
        Evidence = "evidence",
        Bias = "bias",
        Plate = "plate",
        Prescription = "prescription",
        PoliceGear = "police_gear",
        Tracker = "tracker",
        RecentWire = "recent_wire",
        Child = "child",
        Nothing = "none",
    }
}

/// Why an officer is advised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    Threat,
    /// Stalking, or an order of protection.
    ProtectiveOrder,
    /// A family or dating relation.
    Relation,
    MayReturn,
    /// Physical evidence to collect.
    Evidence,
    /// Signs of bias: local police notify the State Police hate-crime unit within 14 days (C.G.S. 29-7d).
    Bias,
    /// The vehicle itself or a licence plate.
    Plate,
    Prescription,
    PoliceGear,
    /// A live tracker position.
    Tracker,
    /// Money sent by wire or crypto in the last 72 hours.
    RecentWire,
    /// A child victim.
    Child,
    /// A collision with more than $1,000 damage to one owner: an officer files the state crash form (C.G.S. 14-108a).
    CrashForm,
}

impl Advice {
    pub const ALL: [Self; 13] = [
        Self::Threat,
        Self::ProtectiveOrder,
        Self::Relation,
        Self::MayReturn,
        Self::Evidence,
        Self::Bias,
        Self::Plate,
        Self::Prescription,
        Self::PoliceGear,
        Self::Tracker,
        Self::RecentWire,
        Self::Child,
        Self::CrashForm,
    ];

    /// The code that names its words (`advice.<code>`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Threat => "threat",
            Self::ProtectiveOrder => "protective_order",
            Self::Relation => "relation",
            Self::MayReturn => "may_return",
            Self::Evidence => "evidence",
            Self::Bias => "bias",
            Self::Plate => "plate",
            Self::Prescription => "prescription",
            Self::PoliceGear => "police_gear",
            Self::Tracker => "tracker",
            Self::RecentWire => "recent_wire",
            Self::Child => "child",
            Self::CrashForm => "crash_form",
        }
    }

    const fn of(sign: Sign) -> Option<Self> {
        match sign {
            Sign::Threat => Some(Self::Threat),
            Sign::ProtectiveOrder => Some(Self::ProtectiveOrder),
            Sign::Relation => Some(Self::Relation),
            Sign::MayReturn => Some(Self::MayReturn),
            Sign::Evidence => Some(Self::Evidence),
            Sign::Bias => Some(Self::Bias),
            Sign::Plate => Some(Self::Plate),
            Sign::Prescription => Some(Self::Prescription),
            Sign::PoliceGear => Some(Self::PoliceGear),
            Sign::Tracker => Some(Self::Tracker),
            Sign::RecentWire => Some(Self::RecentWire),
            Sign::Child => Some(Self::Child),
            Sign::Nothing => None,
        }
    }
}

/// The advice that follows from the signs ticked in the screening.
pub(super) fn from_signs(answers: &RawAnswers, today: Date) -> Vec<Advice> {
    let ticked = screening::SIGNS.read(answers.get(screening::SIGNS.spec.key), today);
    match ticked {
        Ok(Some(signs)) => signs.iter().filter_map(Advice::of).collect(),
        Ok(None) | Err(_) => Vec::new(),
    }
}

/// $1,000, in cents (C.G.S. 14-108a).
const CRASH_FORM_CENTS: u64 = 100_000;

/// All the advice that the answers so far give, each once.
#[must_use]
pub fn advice(answers: &RawAnswers, rules: &Rules<'_>) -> Vec<Advice> {
    let mut all = from_signs(answers, rules.today);
    match chosen_kind(answers) {
        Some(Kind::DamageToVehicle) => {
            let cause = Cause::from_code(answers.get(damage_to_vehicle::CAUSE.spec.key));
            let estimate = &damage_to_vehicle::ESTIMATE;
            let over = estimate
                .read(answers.get(estimate.spec.key), rules.today)
                .ok()
                .flatten()
                .is_some_and(|money| money.cents() > CRASH_FORM_CENTS);
            if over && matches!(cause, Some(Cause::OtherVehicle | Cause::Unknown)) {
                all.push(Advice::CrashForm);
            }
        }
        Some(Kind::HarassingCalls) => {
            if answers.get(harassing_calls::THREAT.spec.key) == "yes" {
                all.push(Advice::Threat);
            }
        }
        Some(
            Kind::LostProperty | Kind::VehicleBurglary | Kind::Vandalism | Kind::IdentityTheft,
        )
        | None => {}
    }
    all.sort_unstable();
    all.dedup();
    all
}
