//! A report: complete, eligible and certified. [`Report::try_from_draft`] is its only constructor.

pub mod read;

use crate::answers::RawAnswers;
use crate::eligibility::{Advice, Stop, advice, place_verdict};
use crate::field::Text;
use crate::field::choice::YesNo;
use crate::incident::common::{Cameras, Filer, NARRATIVE, ON_AREA, Occurred, Place, Witness};
use crate::incident::damage_to_vehicle::DamageToVehicle;
use crate::incident::harassing_calls::HarassingCalls;
use crate::incident::identity_theft::IdentityTheft;
use crate::incident::lost_property::LostProperty;
use crate::incident::vandalism::Vandalism;
use crate::incident::vehicle_burglary::VehicleBurglary;
use crate::incident::{Kind, chosen_kind};
use crate::journey::{End, Journey};
use crate::jurisdiction::Verdict;
use crate::rules::Rules;
use read::{Incomplete, Reader};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The filer's statement that the report is true, with the exact notice that was shown (C.G.S. 53a-157b
/// needs the notice on the form; 53a-180c covers false reports).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    /// The version of the notice's words.
    pub notice_version: String,
    #[serde(with = "time::serde::timestamp")]
    pub at: OffsetDateTime,
}

/// What was answered so far, and whether it was certified.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub answers: RawAnswers,
    pub certification: Option<Certification>,
}

/// Why a draft is not a report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    #[error("step {step} is not answered")]
    Incomplete { step: &'static str },
    #[error("stopped: {}", .0.code())]
    Stopped(Stop),
    #[error("not certified")]
    NotCertified,
    #[error(transparent)]
    Unreadable(#[from] Incomplete),
}

/// What the map says of the place and what the filer says: the reviewer sees both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceFinding {
    #[serde(flatten)]
    pub verdict: Verdict,
    /// The answer to the one direct question, where it was asked: whether it happened there.
    pub on_area: Option<YesNo>,
}

/// A complete, eligible, certified report.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Report {
    pub kind: Kind,
    pub place: Option<Place>,
    pub finding: Option<PlaceFinding>,
    pub occurred: Occurred,
    pub details: Details,
    pub cameras: Option<Cameras>,
    pub witnesses: Vec<Witness>,
    /// The filer's own words.
    pub narrative: Text,
    pub filer: Filer,
    pub advice: Vec<Advice>,
    pub certification: Certification,
}

/// What only one kind of report asks.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Details {
    LostProperty(LostProperty),
    VehicleBurglary(VehicleBurglary),
    Vandalism(Vandalism),
    DamageToVehicle(DamageToVehicle),
    IdentityTheft(IdentityTheft),
    HarassingCalls(HarassingCalls),
}

impl Report {
    /// # Errors
    /// [`NotReady`] names the first reason.
    pub fn try_from_draft(draft: &Draft, rules: &Rules<'_>) -> Result<Self, NotReady> {
        let answers = &draft.answers;
        match Journey::walk(answers, rules).end {
            End::Question(step) => return Err(NotReady::Incomplete { step: step.id }),
            End::Stopped { stop, .. } => return Err(NotReady::Stopped(stop)),
            End::Ready => {}
        }
        let certification = draft.certification.clone().ok_or(NotReady::NotCertified)?;
        Self::reread(answers, certification, rules)
    }

    /// Reads a filed report again. It was complete and eligible on the day it was filed, which `rules` must be
    /// those of: the journey is not walked, since a map or a rule that changed later must not cut it short.
    ///
    /// # Errors
    /// [`NotReady`], when an answer cannot be read as its type any more.
    pub fn reread(
        answers: &RawAnswers,
        certification: Certification,
        rules: &Rules<'_>,
    ) -> Result<Self, NotReady> {
        let kind = chosen_kind(answers).ok_or(NotReady::Incomplete { step: "kind" })?;
        let reader = Reader::new(answers, rules);
        Ok(Self {
            kind,
            place: if kind.has_place() {
                Some(Place::read(&reader)?)
            } else {
                None
            },
            finding: place_finding(answers, rules),
            occurred: Occurred::read(&reader)?,
            details: Details::read(kind, &reader)?,
            cameras: if reader.shows_step("cameras") {
                Some(Cameras::read(&reader)?)
            } else {
                None
            },
            witnesses: if reader.shows_step("witnesses") {
                reader.entries("witnesses", Witness::read)?
            } else {
                Vec::new()
            },
            narrative: reader.need(&NARRATIVE)?,
            filer: Filer::read(&reader)?,
            advice: advice(answers, rules),
            certification,
        })
    }
}

/// The verdict on the pin and the filer's answer, side by side.
#[must_use]
pub fn place_finding(answers: &RawAnswers, rules: &Rules<'_>) -> Option<PlaceFinding> {
    let verdict = place_verdict(answers, rules)?;
    let on_area = verdict.question().and_then(|_| {
        ON_AREA
            .read(answers.get(ON_AREA.spec.key), rules.today)
            .ok()
            .flatten()
    });
    Some(PlaceFinding { verdict, on_area })
}

impl Details {
    fn read(kind: Kind, reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(match kind {
            Kind::LostProperty => Self::LostProperty(LostProperty::read(reader)?),
            Kind::VehicleBurglary => Self::VehicleBurglary(VehicleBurglary::read(reader)?),
            Kind::Vandalism => Self::Vandalism(Vandalism::read(reader)?),
            Kind::DamageToVehicle => Self::DamageToVehicle(DamageToVehicle::read(reader)?),
            Kind::IdentityTheft => Self::IdentityTheft(IdentityTheft::read(reader)?),
            Kind::HarassingCalls => Self::HarassingCalls(HarassingCalls::read(reader)?),
        })
    }
}
