//! The screening questions, in the order that turns people away soonest: emergency, what, where, who, weapons,
//! then the signs that an officer would serve the filer better.

use super::advice::Sign;
use crate::choices;
use crate::field::choice::YesNo;
use crate::field::{Choices, Field, FieldSpec};
use crate::incident::{Chapter, Kind, Step};

choices! {
    /// What happened: a kind of the catalogue, or something else.
    KindAnswer {
        LostProperty = "lost_property",
        VehicleBurglary = "vehicle_burglary",
        Vandalism = "vandalism",
        DamageToVehicle = "damage_to_vehicle",
        IdentityTheft = "identity_theft",
        HarassingCalls = "harassing_calls",
        SomethingElse = "other",
    }
    /// Where it happened, in plain words.
    Area {
        InTown = "in_town",
        SherwoodIsland = "sherwood_island",
        MerrittParkway = "merritt_parkway",
        I95 = "i95",
        Ramp = "ramp",
        OtherTown = "other_town",
        Unsure = "unsure",
    }
    /// Where harassing calls were received (C.G.S. 53a-183: where made or where received).
    CallArea { ReceivedInTown = "received_in_town", LivesInTown = "lives_in_town", Neither = "neither" }
    Weapon { NoWeapon = "no", Firearm = "firearm", Other = "other_weapon" }
    /// What the filer does after being advised to see an officer.
    AfterAdvice { GoOn = "go_on", Officer = "officer" }
}

pub const EMERGENCY: Field<YesNo> = Field::choice("emergency");
pub const KIND: Field<KindAnswer> = Field::choice("kind");
pub const AREA: Field<Area> = Field::choice("area");
pub const LIVES_IN_TOWN: Field<YesNo> = Field::choice("lives_in_town");
pub const CALL_AREA: Field<CallArea> = Field::choice("call_area");
pub const SUSPECT: Field<YesNo> = Field::choice("suspect");
pub const WEAPON: Field<Weapon> = Field::choice("weapon");
pub const SIGNS: Field<Choices<Sign>> = Field::choices("signs");
pub const AFTER_ADVICE: Field<AfterAdvice> = Field::choice("after_advice");

static EMERGENCY_STEP: Step = Step::fields("emergency", Chapter::Screening, &[EMERGENCY.spec]);
static KIND_STEP: Step = Step::fields("kind", Chapter::Screening, &[KIND.spec]);
static AREA_STEP: Step = Step::fields("area", Chapter::Screening, &[AREA.spec]);
static RESIDENCE: Step = Step::fields("residence", Chapter::Screening, &[LIVES_IN_TOWN.spec]);
static CALL_AREA_STEP: Step = Step::fields("call-area", Chapter::Screening, &[CALL_AREA.spec]);
static ADVICE_STEP: Step = Step::fields("advice", Chapter::Screening, &[AFTER_ADVICE.spec])
    .when(|answers, rules| !super::advice::from_signs(answers, rules.today).is_empty());

const fn signs(options: &'static [&'static str]) -> FieldSpec {
    let mut spec = SIGNS.spec;
    spec.options = options;
    spec
}

/// Who, weapons and signs are one page: three short questions that nearly everybody answers with no.
macro_rules! checks_step {
    ($name:ident: $($code:literal),*) => {
        static $name: Step = Step::fields(
            "checks",
            Chapter::Screening,
            &[SUSPECT.spec, WEAPON.spec, signs(&[$($code,)* "none"])],
        );
    };
}

checks_step!(LOST_CHECKS: "tracker", "prescription", "police_gear", "plate");
checks_step!(BURGLARY_CHECKS: "evidence", "may_return", "tracker", "plate", "prescription", "police_gear");
checks_step!(VANDALISM_CHECKS: "bias", "threat", "may_return", "evidence");
checks_step!(DAMAGE_CHECKS: "evidence", "threat", "may_return", "bias");
checks_step!(THEFT_CHECKS: "recent_wire", "relation", "child");
checks_step!(CALLS_CHECKS: "threat", "protective_order", "relation", "bias", "child");

macro_rules! screening {
    ($name:ident: $where:ident, $checks:ident) => {
        static $name: &[&Step] = &[&EMERGENCY_STEP, &KIND_STEP, &$where, &$checks, &ADVICE_STEP];
    };
}

static BEFORE_KIND: &[&Step] = &[&EMERGENCY_STEP, &KIND_STEP];
screening!(LOST: AREA_STEP, LOST_CHECKS);
screening!(BURGLARY: AREA_STEP, BURGLARY_CHECKS);
screening!(VANDALISM: AREA_STEP, VANDALISM_CHECKS);
screening!(DAMAGE: AREA_STEP, DAMAGE_CHECKS);
screening!(THEFT: RESIDENCE, THEFT_CHECKS);
screening!(CALLS: CALL_AREA_STEP, CALLS_CHECKS);

/// The screening of a kind; before a kind is chosen, its first two questions.
#[must_use]
pub fn steps(kind: Option<Kind>) -> &'static [&'static Step] {
    match kind {
        None => BEFORE_KIND,
        Some(Kind::LostProperty) => LOST,
        Some(Kind::VehicleBurglary) => BURGLARY,
        Some(Kind::Vandalism) => VANDALISM,
        Some(Kind::DamageToVehicle) => DAMAGE,
        Some(Kind::IdentityTheft) => THEFT,
        Some(Kind::HarassingCalls) => CALLS,
    }
}
