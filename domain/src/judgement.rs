//! What a person must judge before a report is approved, because no answer of the filer decides it: whether damage
//! is substantial, whether a call was a threat, whether an act was out of bias. The officer's answers are part of
//! the approval; the coding follows them.

use crate::choices;
use crate::eligibility::Advice;
use crate::field::Choice;
use crate::field::choice::YesNo;
use crate::incident::damage_to_vehicle::Cause;
use crate::incident::vehicle_burglary::WayIn;
use crate::nibrs::codes::Code;
use crate::nibrs::codes::named::Bias;
use crate::report::{Details, Report};
use serde::{Deserialize, Serialize};

choices! {
    /// One question to the officer.
    Question { Damage = "damage", Threat = "threat", Bias = "bias" }
    /// NIBRS 290 is reported only for substantial damage, done on purpose (NIBRS User Manual, offense 290).
    Damage {
        Substantial = "substantial",
        Minor = "minor",
        NotDeliberate = "not_deliberate",
    }
}

/// The officer's answers; absent where nothing was asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub damage: Option<Damage>,
    /// Whether a person was put in fear of bodily harm: intimidation (13C), else a Group B offense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threat: Option<YesNo>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bias: Option<Bias>,
}

impl Judgement {
    /// Reads answers as a form has them; what is no answer counts as none.
    #[must_use]
    pub fn from_codes(damage: &str, threat: &str, bias: &str) -> Self {
        Self {
            damage: Damage::from_code(damage),
            threat: YesNo::from_code(threat),
            bias: Bias::from_code(bias),
        }
    }

    /// Nothing was asked, or nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The answers to what was asked, and no others.
    ///
    /// # Errors
    /// The first question without an answer.
    pub fn answering(self, asked: &[Question]) -> Result<Self, Question> {
        let mut answers = Self::default();
        for question in asked {
            let answered = match question {
                Question::Damage => {
                    answers.damage = self.damage;
                    self.damage.is_some()
                }
                Question::Threat => {
                    answers.threat = self.threat;
                    self.threat.is_some()
                }
                Question::Bias => {
                    answers.bias = self.bias;
                    self.bias.is_some()
                }
            };
            if !answered {
                return Err(*question);
            }
        }
        Ok(answers)
    }
}

/// What the officer must judge of a report.
#[must_use]
pub fn asked(report: &Report) -> Vec<Question> {
    let mut questions = Vec::new();
    match &report.details {
        Details::Vandalism(_) => questions.push(Question::Damage),
        Details::DamageToVehicle(damage) => match damage.cause {
            Cause::Deliberate | Cause::Unknown => questions.push(Question::Damage),
            Cause::OtherVehicle | Cause::FallingObject => {}
        },
        Details::VehicleBurglary(burglary) => {
            let forced = match burglary.way_in {
                WayIn::Window | WayIn::Pried | WayIn::Unknown | WayIn::Other => true,
                WayIn::Unlocked | WayIn::Key => false,
            };
            if forced || burglary.damage.is_some() || burglary.damage_estimate.is_some() {
                questions.push(Question::Damage);
            }
        }
        Details::HarassingCalls(_) => questions.push(Question::Threat),
        Details::LostProperty(_) | Details::IdentityTheft(_) => {}
    }
    if report.advice.contains(&Advice::Bias) {
        questions.push(Question::Bias);
    }
    questions
}

/// Every way in which the questions, save that of bias, can be answered: what the desk shows before the decision.
#[must_use]
pub fn alternatives(asked: &[Question]) -> Vec<Judgement> {
    let bias = asked.contains(&Question::Bias).then_some(Bias::Unknown);
    let plain = Judgement {
        bias,
        ..Judgement::default()
    };
    if asked.contains(&Question::Damage) {
        Damage::ALL
            .iter()
            .map(|damage| Judgement {
                damage: Some(*damage),
                ..plain
            })
            .collect()
    } else if asked.contains(&Question::Threat) {
        YesNo::ALL
            .iter()
            .map(|threat| Judgement {
                threat: Some(*threat),
                ..plain
            })
            .collect()
    } else {
        vec![plain]
    }
}
